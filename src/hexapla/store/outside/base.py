"""Rows as they were when a file was last written."""

from __future__ import annotations

from collections.abc import Iterable

from hexapla.store.history import deltas_after
from hexapla.store.recorder import Delta, Key, Row
from hexapla.store.schema import EDITED
from hexapla.store.session import Session


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


def unwritten(session: Session, row: Row) -> list[Delta]:
    """Return what changed a text or an alignment since its file was written, newest first."""
    return [session.recorder.delta(), *deltas_after(session.connection, row["file_change"])]
