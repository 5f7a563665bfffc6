"""What the command line and the pages ask of the concordance."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hexapla.concordance.asking import Ask
from hexapla.concordance.catalogue import Bank, Documents, read_catalogue
from hexapla.concordance.finding import Finder
from hexapla.concordance.gathering import Gatherer, read_hits
from hexapla.concordance.hits import Hit, describe
from hexapla.concordance.outlines import Outlines
from hexapla.errors import HexaplaError
from hexapla.store import Store, index
from hexapla.store.index.filling import Progress

Json = dict[str, Any]
MOST = 500  # hits in one answer
_COUNTED = 400  # sides up to which the hits in them are counted


class Concordance:
    """Searches the working copy of one workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._documents = Documents(store.mirror.paths)
        self._outlines = Outlines()
        self._gatherer = Gatherer()

    @contextmanager
    def finder(self, ask: Ask, progress: Progress | None = None) -> Iterator[Finder]:
        """Open a question at one moment; what the index lacks is put in first."""
        index.complete(self._store.database, progress)
        with self._store.database.reading() as connection:
            if not index.has_index(connection):
                raise HexaplaError("Searching needs a working copy in SQLite; this one is in another database.")
            yield Finder(connection, read_catalogue(connection, self._documents), self._outlines, ask)

    def search(self, ask: Ask, *, after: str = "", limit: int = 50) -> Json:
        """Answer a page of hits with counts, as `docs/api.md` describes it."""
        limit = max(1, min(limit, MOST))
        with self.finder(ask) as finder:
            if ask.sort != "document" or ask.sample:
                return self._sorted(finder, after, limit)
            hits, following = _page(finder, after, limit)
            counts = self._counts(finder, len(hits) if not after and following is None else None)
            return _answer(finder, hits, counts, following)

    def counts(self, ask: Ask) -> Json:
        """Count what is found."""
        with self.finder(ask) as finder:
            return self._counts(finder, None)

    def _counts(self, finder: Finder, hits: int | None) -> Json:
        counted = finder.counts()
        if counted is None or (hits is None and counted.sides <= _COUNTED):
            return self._gatherer.gather(finder).counts()
        return {
            "hits": counted.sides if hits is None else hits,
            "sides": counted.sides,
            "links": counted.links,
            "texts": counted.texts,
            "exact": hits is not None,
        }

    def _sorted(self, finder: Finder, after: str, limit: int) -> Json:
        found = self._gatherer.gather(finder)
        ordered = found.ordered(finder.ask.sort, finder.ask.sample, finder.ask.seed)
        start = int(after) if after.isdecimal() else 0
        hits = read_hits(finder, ordered[start : start + limit])
        following = str(start + limit) if start + limit < len(ordered) else None
        return _answer(finder, hits, found.counts(), following)


def _answer(finder: Finder, hits: list[Hit], counts: Json, following: str | None) -> Json:
    return {
        "query": finder.ask.to_json(),
        "counts": counts,
        "hits": describe(finder, hits),
        "next": following,
    }


def _page(finder: Finder, after: str, limit: int) -> tuple[list[Hit], str | None]:
    """Return hits in the order of documents, and the cursor of the following page.

    A cursor is bank, place of the row and number of the hit in it: `3.120.0`, the first that was not shown.
    """
    bank_at, row_at, hit_at = _cursor(after)
    hits: list[Hit] = []
    for number in range(bank_at, len(finder.banks)):
        bank = finder.banks[number]
        first = (row_at, hit_at) if number == bank_at else (0, 0)
        for place, hit in _hits(finder, bank, first[0]):
            if place < first:
                continue
            if len(hits) == limit:
                return hits, f"{number}.{place[0]}.{place[1]}"
            hits.append(hit)
    return hits, None


def _cursor(after: str) -> tuple[int, int, int]:
    parts = after.split(".")
    if len(parts) == 3 and all(part.isdecimal() for part in parts):  # noqa: PLR2004 - as it was made
        return int(parts[0]), int(parts[1]), int(parts[2])
    return 0, 0, 0


def _hits(finder: Finder, bank: Bank, first_row: int) -> Iterator[tuple[tuple[int, int], Hit]]:
    """Yield the hits of a bank from a row on, each with the place of its row and its number in it."""
    numbers = finder.numbers(bank)
    if not numbers:
        return
    places = finder.outline(bank).places
    for found in finder.read(bank, [number for number in numbers if places[number] >= first_row]):
        for nth, place in enumerate(found.places):
            yield (places[found.number], nth), (found, place)
