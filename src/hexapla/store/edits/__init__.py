"""Edits as commands. Each is a small value; applying it in one transaction yields its inverse.

`EDITS` maps the `op` of the API to its class; `parse` makes an edit of JSON.
"""

from __future__ import annotations

from typing import Any

from hexapla.errors import BadEditError
from hexapla.store.edits.base import Edit
from hexapla.store.edits.drifting import CloseDrift
from hexapla.store.edits.grouping import Explode, Merge, Move, Relink, Shift, ShiftAll, SplitLink, Unlink
from hexapla.store.edits.marks import AddNote, ConfirmThrough, DeleteNote, EditNote, SetKind, SetStatus
from hexapla.store.edits.realigning import Realign
from hexapla.store.edits.replacing import Replace
from hexapla.store.edits.restoring import PutBack
from hexapla.store.edits.wording import EditText, JoinSegments, SplitSegment

EDITS: dict[str, type[Edit]] = {
    edit.op: edit
    for edit in (
        Merge, SplitLink, Explode, Shift, ShiftAll, Move, Relink, Unlink,
        SplitSegment, JoinSegments, EditText, Replace,
        PutBack, SetStatus, ConfirmThrough, SetKind, AddNote, EditNote, DeleteNote,
        Realign, CloseDrift,
    )
}  # fmt: skip


def parse(data: Any) -> Edit:  # noqa: ANN401 - JSON gives anything
    """Make an edit of `{"op": …, fields}`; raise `BadEditError` saying what is wrong with it."""
    if not isinstance(data, dict) or data.get("op") not in EDITS:
        raise BadEditError(f"An edit is an object whose “op” is one of {', '.join(EDITS)}.")
    return EDITS[data["op"]].from_json(data)


__all__ = ["EDITS", "Edit", "parse"]
