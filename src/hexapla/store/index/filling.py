"""Filling slots: everything that no edit has put into the index yet."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from hexapla.store.index import rows
from hexapla.store.index.slots import FULL, Slot, add, forget_everything, give_up, has_index, living, number_of

if TYPE_CHECKING:
    from hexapla.store.database import Database

Progress = Callable[[str, int, int], None]
CHUNK = 10_000  # links put in before other writers have a turn
_ROWS = 500  # rows in one statement
_WASTE, _MOST_WASTE = 3, 100_000  # slots given up, for each that lives and of all, from which on all is made anew


def wanted(connection: Connection) -> dict[tuple[int | None, int, int | None, bool, bool], str]:
    """Return what should have a slot, as `Slot.wanted`, and the languages of each."""
    tags = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT id, language FROM texts").all()}
    found: dict[tuple[int | None, int, int | None, bool, bool], str] = {}
    at_home: set[int] = set()
    query = "SELECT id, source_id, target_id FROM alignments ORDER BY id"
    for alignment_id, source, target in connection.exec_driver_sql(query).all():
        key = alignment_id, source, target, source not in at_home, target not in at_home
        found[key] = f"{tags[source]} {tags[target]}"
        at_home |= {source, target}
    for text_id in sorted(tags.keys() - at_home):
        found[None, text_id, None, True, False] = tags[text_id]
    return found


def is_complete(connection: Connection) -> bool:
    """Whether everything that should be in the index is."""
    slots = living(connection)
    return all(slot.upto == FULL for slot in slots) and {slot.wanted for slot in slots} == wanted(connection).keys()


def complete(database: Database, progress: Progress | None = None) -> None:
    """Fill what is missing, in pieces between which others may write."""
    with database.reading() as connection:
        if not has_index(connection) or is_complete(connection):
            return
    while True:
        with database.writing() as connection:
            slots = _settle(connection)
            unfilled = [slot for slot in slots if slot.upto < FULL]
            if not unfilled:
                return
            if progress:
                progress("Indexing", len(slots) - len(unfilled), len(slots))
            budget = CHUNK
            for slot in unfilled:
                budget -= _fill(connection, slot, budget)
                if budget <= 0:
                    break


def _settle(connection: Connection) -> list[Slot]:
    """See that exactly what is wanted has a slot; return the slots."""
    slots, needed = living(connection), wanted(connection)
    dead = connection.execute(text("SELECT count(*) FROM search_slots WHERE NOT alive")).scalar_one()
    if dead > min(_WASTE * len(needed) + _WASTE, _MOST_WASTE):
        forget_everything(connection)
        slots = []
    kept: dict[object, Slot] = {}
    for slot in slots:
        if slot.wanted in needed and slot.wanted not in kept:
            kept[slot.wanted] = slot
        else:
            give_up(connection, slot.id)
    for key, languages in needed.items():
        if key not in kept:
            kept[key] = add(connection, languages, Slot(0, *key))
    return sorted(kept.values(), key=lambda slot: slot.id)


def _fill(connection: Connection, slot: Slot, budget: int) -> int:
    """Put at most `budget` further rows into a slot; return how many there were."""
    numbers = _numbers(connection, slot)
    some, rest = numbers[:budget], numbers[budget:]
    words: set[str] = set()
    for start in range(0, len(some), _ROWS):
        made = [(n, rows.words_of(sides)) for n, sides in _sides(connection, slot, some[start : start + _ROWS])]
        rows.put(connection, [((slot.id << 32) + n, both) for n, both in made])
        words |= rows.vocabulary(both for _, both in made)
    rows.note(connection, sorted(words))
    upto = some[-1][0] if rest else FULL
    connection.execute(text("UPDATE search_slots SET upto = :n WHERE id = :id"), {"n": upto, "id": slot.id})
    return len(some)


def _numbers(connection: Connection, slot: Slot) -> list[tuple[int, str]]:
    """Return number and id of the links (or the segments) that are still to be put in, in order."""
    if slot.alignment_id is None:
        query = "SELECT id FROM segments WHERE text_id = ? AND id > ? ORDER BY id"
        found = connection.exec_driver_sql(query, (slot.source_id, slot.upto)).scalars().all()
        return [(number, "") for number in found]
    query = "SELECT id FROM links WHERE alignment_id = ?"
    links = connection.exec_driver_sql(query, (slot.alignment_id,)).scalars().all()
    numbered = ((number_of(connection, slot.alignment_id, link), link) for link in links)
    return sorted(pair for pair in numbered if pair[0] > slot.upto)


def _sides(connection: Connection, slot: Slot, some: Sequence[tuple[int, str]]) -> Iterator[tuple[int, rows.Sides]]:
    if slot.alignment_id is None:
        query = "SELECT id, text FROM segments WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
        for number, words in connection.exec_driver_sql(query, (json.dumps([n for n, _ in some]),)).all():
            yield number, ([words], [])
        return
    query = (
        "SELECT m.link, m.side, s.text FROM members m JOIN segments s ON s.id = m.segment_id "
        "WHERE m.alignment_id = ? AND m.link IN (SELECT value FROM json_each(?)) ORDER BY s.rank"
    )
    cells: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for link, side, words in connection.exec_driver_sql(query, (slot.alignment_id, json.dumps([x for _, x in some]))):
        cells[link][side == "target"].append(words)
    for number, link in some:
        yield number, cells[link]
