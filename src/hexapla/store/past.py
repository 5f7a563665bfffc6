"""Alignments and rows as they were: the present ones with the later changes turned round. Nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from hexapla.corpus import lay_out
from hexapla.errors import UnknownNameError
from hexapla.model import SIDES, Alignment, Document, Link, Segment, Text
from hexapla.store.read import link_of, note_of, segments_of_text
from hexapla.store.recorder import Delta, Key, Row
from hexapla.store.schema import EDITED, changes, touches
from hexapla.store.session import rows


def as_of(table: str, now: Iterable[Row], deltas: Iterable[Delta], **own: int) -> dict[Key, Row]:
    """Return rows of a table as they were before `deltas` (newest first), of one text or alignment."""
    key = EDITED[table][1]
    state: dict[Key, Row] = {tuple(row[c] for c in key): row for row in now}
    for change in (row for delta in deltas for row in reversed(delta.rows) if row.table == table):
        known = change.before or change.after or {}
        if any(known[column] != value for column, value in own.items()):
            continue
        state.pop(change.key, None)
        if change.before is not None:
            state[change.key] = change.before
    return state


def later(connection: Connection, alignment_id: int, revision: int) -> list[Delta]:
    """Return what has changed an alignment since a revision, newest first."""
    query = select(changes.c.delta).join(touches, touches.c.change_id == changes.c.id)
    query = query.where(touches.c.alignment_id == alignment_id, touches.c.revision > revision)
    return [Delta.from_json(data) for data in connection.execute(query.order_by(touches.c.revision.desc())).scalars()]


def value_at(connection: Connection, alignment: Row, document: Document, revision: int) -> Alignment:
    """Return an alignment as it was at a revision; raise `UnknownNameError` where it never had that one."""
    if not 0 <= revision <= alignment["revision"]:
        raise UnknownNameError(f"There is no revision {revision}; there are 0 to {alignment['revision']}.")
    deltas = later(connection, alignment["id"], revision)
    texts = {side: _segments(connection, alignment[f"{side}_id"], deltas) for side in SIDES}
    every = {segment.id: segment for side in SIDES for segment in texts[side]}
    found = tuple(_links(connection, alignment["id"], deltas, every))
    source, target = (Text(document.texts[alignment[side]], texts[side]) for side in SIDES)
    return Alignment(document, source, target, found, alignment["made_by"], revision, alignment["last_link"])


def _segments(connection: Connection, text_id: int, deltas: list[Delta]) -> tuple[Segment, ...]:
    then = as_of("segments", segments_of_text(connection, text_id), deltas, text_id=text_id).values()
    ordered = sorted(then, key=lambda row: row["rank"])
    return lay_out(Segment(row["text"], 0, 0, row["starts_paragraph"], row["id"]) for row in ordered)


def _links(
    connection: Connection, alignment_id: int, deltas: list[Delta], segments: dict[int, Segment]
) -> Iterator[Link]:
    def then(name: str) -> list[Row]:
        table = EDITED[name][0]
        now = rows(connection, select(table).where(table.c.alignment_id == alignment_id))
        return list(as_of(name, now, deltas, alignment_id=alignment_id).values())

    cells: defaultdict[tuple[str, str], list[Segment]] = defaultdict(list)
    for row in then("members"):
        cells[row["link"], row["side"]].append(segments[row["segment_id"]])
    remarks = defaultdict(list)
    for row in sorted(then("notes"), key=lambda row: (row["rank"], row["id"])):
        remarks[row["link"]].append(note_of(row))
    for row in sorted(then("links"), key=lambda row: row["rank"]):
        source, target = (tuple(sorted(cells[row["id"], side], key=lambda s: s.number)) for side in SIDES)
        yield link_of(row, source, target, tuple(remarks[row["id"]]))
