"""What helps to read an alignment: places where its sides disagree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection

from hexapla.disagreements import names
from hexapla.errors import FileError
from hexapla.model import Link
from hexapla.quality.accepted import Record, key_of
from hexapla.quality.marks import findings_of, marks_of
from hexapla.store import Key, Store, read
from hexapla.store.recorder import Row

Json = dict[str, Any]
RELEARN = 50  # edits after which names are learnt anew


class Reading:
    """Looks at the links of a store and changes nothing."""

    def __init__(self, store: Store, accepted: Callable[[Key], Record]) -> None:
        self._store = store
        self._accepted = accepted
        self._learned: dict[int, tuple[int, tuple[names.Pair, ...]]] = {}

    def disagreements(
        self, key: Key, *, after: str | None = None, limit: int = 1000, links: Sequence[str] | None = None
    ) -> Json:
        """Return the marks of the named links, or of the first `limit` after `after`; `next` is where to go on.

        What a person has accepted is not marked.
        """
        with self._store.database.reading() as connection:
            row = read.find_alignment(connection, *key)
            tags = read.languages_of(connection, row)
            if links is None:
                found = read.links_in_order(connection, row["id"], after=after, limit=limit + 1)
            else:
                found = [placed.link for placed in read.links_placed(connection, row["id"], links)]
            pairs = self._names(connection, row, tags)
        shown = found if links is not None else found[:limit]
        record = self._record(key)
        marks = {link.id: marked for link in shown if (marked := _marks(link, tags, pairs, record))}
        return {"revision": row["revision"], "next": shown[-1].id if len(shown) < len(found) else None, "marks": marks}

    def _record(self, key: Key) -> Record:
        """Return what was accepted; nothing where its file is broken, which the checks tell."""
        try:
            return self._accepted(key)
        except FileError:
            return {}

    def _names(self, connection: Connection, row: Row, tags: tuple[str, str]) -> tuple[names.Pair, ...]:
        """Return how the alignment renders names; learnt anew after a number of edits."""
        revision, pairs = self._learned.get(row["id"], (-RELEARN, ()))
        if row["revision"] - revision >= RELEARN:
            some = read.links_in_order(connection, row["id"], limit=names.MOST_LINKS)
            revision, pairs = row["revision"], names.learn([_words(link) for link in some], tags)
            self._learned[row["id"]] = revision, pairs
        return pairs


def _words(link: Link) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(s.text for s in link.source), tuple(s.text for s in link.target)


def _marks(link: Link, tags: tuple[str, str], pairs: Sequence[names.Pair], record: Record) -> list[Json]:
    found = findings_of(link, marks_of(link, tags, pairs))
    return [
        {
            "side": mark.side,
            "segment": link.side(mark.side)[mark.segment].id,
            "start": mark.start,
            "end": mark.end,
            "kind": mark.kind,
            "text": mark.text,
            "check": finding.check,
            "fingerprint": finding.fingerprint,
        }
        for mark, finding in found
        if key_of(finding) not in record
    ]
