"""Rows as they were when a file was last written."""

from __future__ import annotations

from hexapla.model import NoteKind
from hexapla.store.history import deltas_after
from hexapla.store.past import as_of
from hexapla.store.recorder import Delta, Row
from hexapla.store.session import Session

__all__ = ["as_of", "ask_privately", "unwritten"]


def unwritten(session: Session, row: Row) -> list[Delta]:
    """Return what changed a text or an alignment since its file was written, newest first."""
    return [session.recorder.delta(), *deltas_after(session.connection, row["file_change"])]


def ask_privately(session: Session, link: str, words: str) -> None:
    """Note a conflict for those who work on the alignment; no edition prints it."""
    session.add_note(link, words, author="outside", kind=NoteKind.DOUBT.value, private=True)
