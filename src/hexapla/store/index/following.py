"""An edit's rows in the index, in the edit's own transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter

from sqlalchemy import Connection

from hexapla.model import SIDES
from hexapla.store.index import rows
from hexapla.store.index.slots import Slot, forget_text, give_up, has_index, number_of, slot_of
from hexapla.store.recorder import Delta, Row, RowChange

MANY = 300  # links; an edit that touches more gives the slot up instead

_Members = dict[int, tuple[str, str]]  # the link and side of each segment


@dataclass
class _Touched:
    """What an edit did to one alignment: its members, before and after."""

    links: set[str] = field(default_factory=set)
    before: dict[int, Row | None] = field(default_factory=dict)
    after: dict[int, Row | None] = field(default_factory=dict)


def follow(connection: Connection, delta: Delta) -> None:
    """Bring the index up to date with what an edit changed."""
    if not has_index(connection):
        return
    segments = {row.key[0]: (row.before, row.after) for row in delta.rows if row.table == "segments" and _rewords(row)}
    for text_id in {(before or after or {})["text_id"] for before, after in segments.values()}:
        forget_text(connection, text_id)  # of a text that has lost its alignments; nothing where it has one
    touched = _members(delta)
    _by_words(connection, [int(number) for number in segments], touched)
    for alignment_id, found in touched.items():
        for slot in _slots(connection, alignment_id):
            if len(found.links) > MANY:
                give_up(connection, slot.id)
            else:
                _renew(connection, slot, found, segments)


def _rewords(row: RowChange) -> bool:
    before, after = row.before, row.after
    return before is None or after is None or (before["text"], before["rank"]) != (after["text"], after["rank"])


def _members(delta: Delta) -> dict[int, _Touched]:
    found: defaultdict[int, _Touched] = defaultdict(_Touched)
    for row in delta.rows:
        if row.table == "members":
            place = found[int(row.key[0])]
            segment = int(row.key[1])
            place.before[segment], place.after[segment] = row.before, row.after
            place.links |= {state["link"] for state in (row.before, row.after) if state}
    return found


def _by_words(connection: Connection, segments: list[int], touched: dict[int, _Touched]) -> None:
    """Add the links that have segments with new words."""
    query = "SELECT alignment_id, link FROM members WHERE segment_id IN (SELECT value FROM json_each(?))"
    for alignment_id, link in connection.exec_driver_sql(query, (json.dumps(segments),)) if segments else ():
        touched.setdefault(alignment_id, _Touched()).links.add(link)


def _slots(connection: Connection, alignment_id: int) -> list[Slot]:
    query = """SELECT id, alignment_id, source_id, target_id, source_home, target_home, upto FROM search_slots
        WHERE alignment_id = ? AND alive"""
    return [slot_of(row) for row in connection.exec_driver_sql(query, (alignment_id,)).all()]


def _renew(
    connection: Connection, slot: Slot, touched: _Touched, segments: dict[int | str, tuple[Row | None, Row | None]]
) -> None:
    """Take the touched links' old rows out and put their new ones in."""
    alignment_id = slot.alignment_id or 0
    present, words = _present(connection, alignment_id, touched.links)
    now: _Members = dict(present)
    then: _Members = dict(present)
    for segment, before in touched.before.items():
        then.pop(segment, None)
        if before:
            then[segment] = before["link"], before["side"]
    old_words = dict(words)
    for key, (before, _) in segments.items():
        if before:
            old_words[int(key)] = before["rank"], before["text"]
    old = _rows(connection, alignment_id, touched.links, then, old_words)
    new = _rows(connection, alignment_id, touched.links, now, words)
    changed = [n for n in old.keys() | new.keys() if n <= slot.upto and old.get(n) != new.get(n)]
    rows.renew(connection, [((slot.id << 32) + n, old.get(n), new.get(n)) for n in changed])


def _present(
    connection: Connection, alignment_id: int, links: Iterable[str]
) -> tuple[_Members, dict[int, tuple[str, str]]]:
    """Return the members of links, and rank and words of their segments."""
    query = (
        "SELECT m.segment_id, m.link, m.side, s.rank, s.text FROM members m JOIN segments s ON s.id = m.segment_id "
        "WHERE m.alignment_id = ? AND m.link IN (SELECT value FROM json_each(?))"
    )
    found = connection.exec_driver_sql(query, (alignment_id, json.dumps(list(links)))).all()
    return {row[0]: (row[1], row[2]) for row in found}, {row[0]: (row[3], row[4]) for row in found}


def _rows(
    connection: Connection, alignment_id: int, links: set[str], members: _Members, words: dict[int, tuple[str, str]]
) -> dict[int, rows.Words]:
    """Return what the index holds of links with these members; nothing for a link that has none."""
    cells: defaultdict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: {side: [] for side in SIDES})
    for segment, (link, side) in members.items():
        if link in links:
            cells[link][side].append(words[segment])
    made = {}
    for link, sides in cells.items():
        source, target = ([text for _, text in sorted(sides[side], key=itemgetter(0))] for side in SIDES)
        made[number_of(connection, alignment_id, link)] = rows.words_of((source, target))
    return made
