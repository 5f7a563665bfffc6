"""The order of an alignment's links, their statuses and rows: a few are looked up, many are kept in memory."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import Connection

from hexapla.store.index import Slot, link_of

_MOST = 2_000_000  # links of all alignments that are kept
_FEW = 200  # of an alignment; more are looked up in the whole


class LinkEntry(NamedTuple):
    """A row of a slot: the link's rank, id and status; of a lone text's segment the rank only."""

    rank: str
    link: str
    status: str


@dataclass(frozen=True)
class Outline:
    """All rows of a slot in the order of the text: their numbers and entries."""

    numbers: tuple[int, ...]
    entries: dict[int, LinkEntry]

    @cached_property
    def places(self) -> dict[int, int]:
        """The place of each number, from 0."""
        return {number: place for place, number in enumerate(self.numbers)}


class Outlines:
    """Outlines by slot, the ones used last."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, tuple[int, Outline]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, connection: Connection, slot: Slot, revision: int) -> Outline:
        """Return the outline of a slot whose alignment (or text) is at `revision`."""
        if known := self._peek(slot, revision):
            return known
        made = _read(connection, slot)
        with self._lock:
            self._known[slot.id] = revision, made
            while len(self._known) > 1 and sum(len(one.numbers) for _, one in self._known.values()) > _MOST:
                self._known.popitem(last=False)
        return made

    def _peek(self, slot: Slot, revision: int) -> Outline | None:
        with self._lock:
            known = self._known.get(slot.id)
            if not known or known[0] != revision:
                return None
            self._known.move_to_end(slot.id)
            return known[1]

    def entries(
        self, connection: Connection, slot: Slot, revision: int, numbers: Sequence[int]
    ) -> dict[int, LinkEntry]:
        """Return what is known of some rows of a slot."""
        known = self._peek(slot, revision)
        if known is None and len(numbers) <= _FEW:
            return _some(connection, slot, numbers)
        return (known or self.get(connection, slot, revision)).entries

    def rows(self, connection: Connection, slot: Slot, revision: int, numbers: Sequence[int]) -> dict[int, int]:
        """Return the place in the alignment, from 1, of some links."""
        if known := self._peek(slot, revision):
            return {number: known.places[number] + 1 for number in numbers}
        entries = _some(connection, slot, numbers)
        query = "SELECT count(*) FROM links WHERE alignment_id = ? AND rank > ? AND rank <= ?"
        found, before, at = {}, "", 0
        for number in sorted(numbers, key=lambda one: entries[one].rank):
            values = (slot.alignment_id, before, entries[number].rank)
            at += int(connection.exec_driver_sql(query, values).scalar_one())
            found[number], before = at, entries[number].rank
        return found


def _read(connection: Connection, slot: Slot) -> Outline:
    if slot.alignment_id is None:
        query = "SELECT id, rank FROM segments WHERE text_id = ? ORDER BY rank"
        rows = connection.exec_driver_sql(query, (slot.source_id,)).all()
        return Outline(tuple(row[0] for row in rows), {row[0]: LinkEntry(row[1], "", "") for row in rows})
    query = "SELECT rank, id, status FROM links WHERE alignment_id = ? ORDER BY rank"
    entries = [LinkEntry(*row) for row in connection.exec_driver_sql(query, (slot.alignment_id,)).all()]
    query = "SELECT link, number FROM search_names WHERE alignment_id = ?"
    irregular = {row[0]: row[1] for row in connection.exec_driver_sql(query, (slot.alignment_id,)).all()}
    numbered = {irregular.get(entry.link) or int(entry.link[1:]): entry for entry in entries}
    return Outline(tuple(numbered), numbered)


def _some(connection: Connection, slot: Slot, numbers: Sequence[int]) -> dict[int, LinkEntry]:
    if slot.alignment_id is None:
        query = "SELECT id, rank FROM segments WHERE id IN (SELECT value FROM json_each(?))"
        rows = connection.exec_driver_sql(query, (json.dumps(list(numbers)),)).all()
        return {row[0]: LinkEntry(row[1], "", "") for row in rows}
    links = {link_of(connection, slot.alignment_id, number): number for number in numbers}
    query = "SELECT rank, id, status FROM links WHERE alignment_id = ? AND id IN (SELECT value FROM json_each(?))"
    rows = connection.exec_driver_sql(query, (slot.alignment_id, json.dumps(list(links)))).all()
    return {links[row[1]]: LinkEntry(*row) for row in rows}
