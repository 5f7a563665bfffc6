"""The edit that replaces words in many segments at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from hexapla.corpus import check_segment
from hexapla.errors import BadEditError
from hexapla.store.edits.base import Edit, Rewording
from hexapla.store.recorder import Row
from hexapla.store.schema import segments
from hexapla.store.session import Session

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Replace(Edit):
    """Give segments new words, all of them or none.

    Each change is (segment, its words as they were seen, its new words); `find` and `replacement` are for the history.
    """

    op: ClassVar[str] = "replace"
    changes: tuple[Rewording, ...]
    find: str = ""
    replacement: str = ""

    def apply(self, session: Session) -> str:
        """Change the words; links, statuses and notes stay. Nothing is done where a segment reads otherwise by now."""
        wanted = {number: (seen, words.strip()) for number, seen, words in self.changes}
        if not wanted or len(wanted) != len(self.changes):
            raise BadEditError("Replacing takes one or more segments, each once.")
        pairs = list(_pairs(session.members_by_segment(list(wanted)), wanted))
        session.recorder.change("segments", pairs)
        return f"{self._what()} in {len(pairs)} segment{'s' * (len(pairs) != 1)}"

    def _what(self) -> str:
        return f"Replaced “{_short(self.find)}” by “{_short(self.replacement)}”" if self.find else "Replaced words"


def _pairs(found: Sequence[Row], wanted: dict[int, tuple[str, str]]) -> Iterator[tuple[Row, Row]]:
    for member in found:
        seen, words = wanted[member["id"]]
        if member["text"] != seen:
            raise BadEditError(f"“{_short(seen)}” reads otherwise by now. Nothing was replaced: search again.")
        before = {column.name: member[column.name] for column in segments.columns}
        yield before, {**before, "text": check_segment(words)}


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
