"""What a comparison finds, as values, as JSON and as text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hexapla.comparing.telling import Change
from hexapla.model import SIDES, Link
from hexapla.worddiff import Piece


@dataclass(frozen=True, slots=True)
class Difference:
    """Links that belong together as they were and as they are, and what has changed in words."""

    before: tuple[Link, ...]
    after: tuple[Link, ...]
    changes: tuple[Change, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of all links concerned."""
        return tuple(dict.fromkeys(link.id for link in (*self.after, *self.before)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences between two states of the alignment `name`; `same` links do not differ at all."""

    name: str
    differences: tuple[Difference, ...]
    same: int


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Describe a comparison as plain values."""
    return {
        "name": comparison.name,
        "same": comparison.same,
        "differences": [
            {
                "links": list(found.names),
                "before": [_link(link) for link in found.before],
                "after": [_link(link) for link in found.after],
                "changes": [_change(change) for change in found.changes],
            }
            for found in comparison.differences
        ],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "id": link.id,
        "status": link.status.value,
        "kind": link.kind.value if link.kind else None,
        "changed_since_confirmed": link.changed_since_confirmed,
        **{side: [{"number": s.number, "text": s.text} for s in link.side(side)] for side in SIDES},
    }


def _change(change: Change) -> dict[str, Any]:
    pieces = [list(piece) for piece in change.pieces]
    return {"kind": change.kind, "link": change.link, "side": change.side, "text": change.text, "pieces": pieces}


def plain(piece: Piece) -> str:
    """Write a piece as git's word diff does: `[-gone-]`, `{+new+}`."""
    return {"same": piece.text, "gone": f"[-{piece.text}-]", "new": f"{{+{piece.text}+}}"}[piece.kind]


def as_text(comparison: Comparison, paint: Callable[[Piece], str] = plain) -> Iterator[str]:
    """Yield the lines of a comparison for a terminal; `paint` writes one piece of a wording."""
    count = len(comparison.differences)
    places = "1 difference" if count == 1 else f"{count} differences"
    yield f"{comparison.name}: {places}, {comparison.same} links the same" if count else f"{comparison.name}: the same"
    for found in comparison.differences:
        yield ""
        yield ", ".join(found.names)
        for change in found.changes:
            yield f"  {change.text}"
            if change.pieces:
                yield from (f"    {line}" for line in "".join(map(paint, change.pieces)).split("\n"))
