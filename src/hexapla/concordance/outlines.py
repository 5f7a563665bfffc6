"""The order and the statuses of an alignment's links, kept in memory as long as nothing changes in it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from sqlalchemy import Connection

from hexapla.store.index import Slot

_MOST = 2_000_000  # links of all alignments that are kept


@dataclass(frozen=True, slots=True)
class Outline:
    """The numbers of all rows of a slot in the order of the text, with the place of each and the links' statuses."""

    numbers: tuple[int, ...]
    places: dict[int, int]
    statuses: tuple[str, ...]
    links: tuple[str, ...]


class Outlines:
    """Outlines by slot, the ones used last."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, tuple[int, Outline]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, connection: Connection, slot: Slot, revision: int) -> Outline:
        """Return the outline of a slot whose alignment (or text) is at `revision`."""
        with self._lock:
            known = self._known.get(slot.id)
            if known and known[0] == revision:
                self._known.move_to_end(slot.id)
                return known[1]
        made = _read(connection, slot)
        with self._lock:
            self._known[slot.id] = revision, made
            while len(self._known) > 1 and sum(len(one.numbers) for _, one in self._known.values()) > _MOST:
                self._known.popitem(last=False)
        return made


def _read(connection: Connection, slot: Slot) -> Outline:
    if slot.alignment_id is None:
        query = "SELECT id FROM segments WHERE text_id = ? ORDER BY rank"
        return _outline(tuple(connection.exec_driver_sql(query, (slot.source_id,)).scalars().all()), (), ())
    query = "SELECT id, status FROM links WHERE alignment_id = ? ORDER BY rank"
    rows = connection.exec_driver_sql(query, (slot.alignment_id,)).all()
    links = tuple(row[0] for row in rows)
    query = "SELECT link, number FROM search_names WHERE alignment_id = ?"
    irregular = {row[0]: row[1] for row in connection.exec_driver_sql(query, (slot.alignment_id,)).all()}
    numbers = tuple(irregular.get(link) or int(link[1:]) for link in links)
    return _outline(numbers, tuple(row[1] for row in rows), links)


def _outline(numbers: tuple[int, ...], statuses: tuple[str, ...], links: tuple[str, ...]) -> Outline:
    return Outline(numbers, {number: place for place, number in enumerate(numbers)}, statuses, links)
