"""What the command line and the pages ask of the concordance."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from hexapla import languages
from hexapla.concordance import counting, exporting, neighbours
from hexapla.concordance.asking import Ask
from hexapla.concordance.catalogue import Bank, Catalogue, Documents, moment_of, read_catalogue
from hexapla.concordance.distribution import distribution
from hexapla.concordance.finding import Finder
from hexapla.concordance.freshness import Freshness
from hexapla.concordance.gathering import Gatherer, read_hits
from hexapla.concordance.hits import Hit, describe
from hexapla.concordance.outlines import Outlines
from hexapla.errors import HexaplaError, UnknownNameError
from hexapla.model import Provenance, Status
from hexapla.store import Key, Store, index
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
        self._vocabulary = counting.Vocabulary()
        self._freshness = Freshness(store)
        self._known: tuple[tuple[int, ...], Catalogue] | None = None

    @contextmanager
    def finder(self, ask: Ask) -> Iterator[Finder]:
        """Open a question at one moment; what changed outside and what the index lacks is taken in first."""
        self._freshness.look()
        while True:
            with self._reading() as (connection, catalogue):
                if catalogue.is_complete:
                    yield Finder(connection, catalogue, self._outlines, ask)
                    return
            index.complete(self._store.database)

    def prepare(self, progress: Progress | None = None) -> None:
        """Take over what changed in files, and put into the index what it lacks, so that the next search need not."""
        self._freshness.look()
        index.complete(self._store.database, progress)

    def start(self) -> None:
        """Prepare in the background, so that the first search need not wait; one that comes sooner does it itself."""

        def run() -> None:
            with suppress(HexaplaError, SQLAlchemyError):  # the workspace may be closed meanwhile
                self.prepare()

        threading.Thread(target=run, name="index", daemon=True).start()

    @contextmanager
    def _reading(self) -> Iterator[tuple[Connection, Catalogue]]:
        with self._store.database.reading() as connection:
            if not index.has_index(connection):
                raise HexaplaError("Searching needs a working copy in SQLite; this one is in another database.")
            yield connection, self._catalogue(connection)

    def _catalogue(self, connection: Connection) -> Catalogue:
        """Return what there is, read anew where anything has changed."""
        moment = (*moment_of(connection), self._freshness.seen)
        if self._known is None or self._known[0] != moment:
            self._known = moment, read_catalogue(connection, self._documents)
        return self._known[1]

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

    # Figures

    def distribution(self, ask: Ask) -> Json:
        """Tell in which texts and in which parts of them something is found."""
        with self.finder(ask) as finder:
            return {"query": ask.to_json(), "rows": distribution(finder, self._gatherer)}

    def frequencies(self, ask: Ask, by: str = "form", limit: int = 100) -> Json:
        """Count the hits by their form, text, place beside them …"""
        with self.finder(ask) as finder:
            return counting.frequencies(finder, self._gatherer.gather(finder), by, max(1, limit))

    def collocates(
        self,
        ask: Ask,
        window: counting.Window = counting.Window(),  # noqa: B008 - frozen
        *,
        by: str = "log_likelihood",
        least: int = 3,
        limit: int = 100,
    ) -> Json:
        """Return the words that stand near the hits more often than elsewhere."""
        with self.finder(ask) as finder:
            found, known = self._gatherer.gather(finder), self._vocabulary.count(finder)
        answer = counting.collocates(found, known, window, by, max(1, least))
        return {**answer, "rows": answer["rows"][: max(1, limit)]}

    # Around a hit

    def around_link(self, key: Key, link: str, count: int = 3) -> Json:
        """Return the links around one."""
        with self._reading() as (connection, catalogue):
            return neighbours.around_link(connection, catalogue, key, link, count)

    def around_line(self, document: str, text: str, number: int, count: int = 3) -> Json:
        """Return the lines around one in a text without alignments."""
        with self._reading() as (connection, catalogue):
            for entry in catalogue.texts.values():
                if (entry.document.name, entry.info.name) == (document, text):
                    return neighbours.around_line(connection, entry, number, count)
        raise UnknownNameError(f"{document} has no text “{text}”.")

    def choices(self) -> Json:
        """Tell what filters can choose from, and whether the index is ready."""
        self._freshness.look()
        with self._reading() as (_, catalogue):
            entries = sorted(catalogue.texts.values(), key=lambda one: (one.document.name, one.place))
            tags = sorted({entry.info.language for entry in entries})
            return {
                "languages": [
                    {"tag": tag, "name": languages.display_name(tag), "direction": languages.direction(tag)}
                    for tag in tags
                ],
                "documents": [
                    {"name": name, "title": title}
                    for name, title in sorted({(one.document.name, one.document.title) for one in entries})
                ],
                "texts": sorted({entry.info.name for entry in entries}),
                "translators": sorted({entry.info.translator for entry in entries} - {""}),
                "provenances": [one.value for one in Provenance],
                "statuses": [one.value for one in Status],
                "ready": catalogue.is_complete,
            }

    # Files

    def export(self, ask: Ask, form: str) -> tuple[bytes, str]:
        """Return the hits as a file, and its media type."""
        if form not in exporting.FORMS:
            raise UnknownNameError(f"Hits are exported as {', '.join(exporting.FORMS)}, not as “{form}”.")
        with self.finder(ask) as finder:
            chosen = exporting.FORMS[form]
            return chosen.write(exporting.limited(self._every(finder))), chosen.media_type

    def _every(self, finder: Finder) -> Iterator[Json]:
        """Yield all hits in the order asked for."""
        ask = finder.ask
        if ask.sort == "document" and not ask.sample:
            hits = (hit for bank in finder.banks for _, hit in _hits(finder, bank, None))
            for some in _batches(hits):
                yield from describe(finder, some)
            return
        lines = self._gatherer.gather(finder).ordered(ask.sort, ask.sample, ask.seed)
        for start in range(0, len(lines), MOST):
            yield from describe(finder, read_hits(finder, lines[start : start + MOST]))


def _batches(hits: Iterator[Hit]) -> Iterator[list[Hit]]:
    while some := list(islice(hits, MOST)):
        yield some


def _answer(finder: Finder, hits: list[Hit], counts: Json, following: str | None) -> Json:
    return {
        "query": finder.ask.to_json(),
        "counts": counts,
        "hits": describe(finder, hits),
        "next": following,
    }


def _page(finder: Finder, after: str, limit: int) -> tuple[list[Hit], str | None]:
    """Return hits in the order of documents, and the cursor of the following page.

    A cursor names the first hit that was not shown: its bank, its row's number, which of the row's hits it is, and,
    should the row be gone by then, how many rows of the bank were before it.
    """
    bank_at, *place = _cursor(after)
    hits: list[Hit] = []
    for at in range(bank_at, len(finder.banks)):
        for here, hit in _hits(finder, finder.banks[at], place if at == bank_at else None):
            if len(hits) == limit:
                return hits, ".".join(map(str, (at, *here)))
            hits.append(hit)
    return hits, None


def _cursor(after: str) -> list[int]:
    parts = after.split(".")
    if len(parts) == 4 and all(part.isdecimal() for part in parts):  # noqa: PLR2004 - as it was made
        return [int(part) for part in parts]
    return [0, 0, 0, 0]


def _hits(finder: Finder, bank: Bank, start: Sequence[int] | None) -> Iterator[tuple[tuple[int, int, int], Hit]]:
    """Yield the hits of a bank from `start` on, each with row, number in it, and how many rows were before."""
    numbers = list(finder.numbers(bank))
    row, nth, before = start or (0, 0, 0)
    if row in numbers:
        before = numbers.index(row)
    else:
        nth = 0
    for skipped, found in enumerate(finder.read(bank, numbers[before:]), before):
        for at, place in enumerate(found.places):
            if at >= nth:
                yield (found.number, at, skipped), (found, place)
        nth = 0
