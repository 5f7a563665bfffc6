"""Three versions of a text, base, ours and theirs, merged segment by segment.

What only one side changed is taken from it; where both changed the same segment in different ways, ours stays and
theirs is reported; what one side deleted and the other changed stays as changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hexapla.corpus import lay_out
from hexapla.matching import pair_lines
from hexapla.model import Segment

Texts = Sequence[Segment]


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest stretch whose segments both sides made of the same base segments; indices from 0.

    `taken` is the side whose segments stand in the merged text; `clash` that both changed it in different ways.
    """

    base: tuple[int, ...]
    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    taken: str = "ours"
    clash: bool = False

    def part(self, version: int) -> tuple[int, ...]:
        """Return the indices in base (0), ours (1) or theirs (2)."""
        return (self.base, self.ours, self.theirs)[version]


@dataclass(frozen=True, slots=True)
class MergedText:
    """The merged segments, and for each the unit it is part of."""

    segments: tuple[Segment, ...]
    units: tuple[Unit, ...]


def merge_segments(base: Texts, ours: Texts, theirs: Texts) -> MergedText:
    """Merge two versions of a text that were made of one."""
    words = [[s.text for s in text] for text in (base, ours, theirs)]
    units = [_decided(unit, words) for unit in _units(words)]
    found: list[Segment] = []
    homes: list[Unit] = []
    for unit in units:
        taken = ours if unit.taken == "ours" else theirs
        for at in unit.ours if unit.taken == "ours" else unit.theirs:
            found.append(replace(taken[at], starts_paragraph=_starts(unit, at, (base, ours, theirs))))
            homes.append(unit)
    return MergedText(lay_out(found), tuple(homes))


def _units(words: list[list[str]]) -> list[Unit]:
    """Cut all three versions where both sides' pairs allow it; insertions are units without base."""
    sides = [_cuts(words[0], words[side]) for side in (1, 2)]
    units: list[Unit] = []
    last: tuple[int, int, int] | None = None
    for at in sorted(sides[0].keys() & sides[1].keys()):
        (a, a_end), (b, b_end) = sides[0][at], sides[1][at]
        if last:
            units.append(Unit(_span(last[0], at), _span(last[1], a), _span(last[2], b)))
        if (a, b) != (a_end, b_end):
            units.append(Unit((), _span(a, a_end), _span(b, b_end)))
        last = at, a_end, b_end
    return units


def _cuts(base: list[str], other: list[str]) -> dict[int, tuple[int, int]]:
    """Return, for each place between base segments that no pair spans, the range inserted there in the other."""
    cuts = {0: (0, 0)}
    at = here = 0
    for pair in pair_lines(base, other):
        here += len(pair.new)
        if pair.old:
            at += len(pair.old)
            cuts[at] = (here, here)
        else:
            cuts[at] = (cuts[at][0], here)
    return cuts


def _span(start: int, end: int) -> tuple[int, ...]:
    return tuple(range(start, end))


def _decided(unit: Unit, words: list[list[str]]) -> Unit:
    base, ours, theirs = (
        [text[i] for i in part] for text, part in zip(words, (unit.base, unit.ours, unit.theirs), strict=True)
    )
    if ours == base:
        return replace(unit, taken="theirs")
    clash = theirs not in (base, ours)
    return replace(unit, clash=clash, taken="ours" if ours or not clash else "theirs")


def _starts(unit: Unit, at: int, texts: tuple[Texts, Texts, Texts]) -> bool:
    """Decide whether a segment begins a paragraph, by who changed that."""
    parts = unit.base, unit.ours, unit.theirs
    if any(len(part) != 1 for part in parts):
        return texts[1 if unit.taken == "ours" else 2][at].starts_paragraph
    base, ours, theirs = (text[part[0]].starts_paragraph for text, part in zip(texts, parts, strict=True))
    return theirs if ours == base else ours
