"""Rows as they were when a file was last written."""

from __future__ import annotations

from hexapla.store.history import deltas_after
from hexapla.store.past import as_of
from hexapla.store.recorder import Delta, Row
from hexapla.store.session import Session

__all__ = ["as_of", "unwritten"]


def unwritten(session: Session, row: Row) -> list[Delta]:
    """Return what changed a text or an alignment since its file was written, newest first."""
    return [session.recorder.delta(), *deltas_after(session.connection, row["file_change"])]
