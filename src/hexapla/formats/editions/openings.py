"""Facing pages: which rows go together on an opening, so that each stands level on both of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

ABOVE = {False: 0.75, True: 1.45}  # em above a row, more where a paragraph begins; `above` in edition.typ


@dataclass(frozen=True, slots=True)
class Measured:
    """A row's height on the page where it is longest, the space above it, and its notes' heights, in points."""

    height: float
    above: float
    notes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """Rows `start` to `stop` with their heights; the first `verso` notes stand on the left page, the rest on the right.

    `alone` says that there is one row, and no page can hold it.
    """

    start: int
    stop: int
    heights: tuple[float, ...]
    verso: int
    alone: bool = False


def openings(rows: Iterable[Measured], room: float, first: float, rule: float) -> Iterator[Opening]:
    """Put as many rows on each opening as its pages of `room` points hold.

    `first` is what the first opening has above its rows, `rule` what the line above notes needs.
    """
    start, used, filled = 0, first, list[Measured]()
    for number, row in enumerate(rows):
        gap = row.above if filled else 0
        if filled and used + gap + row.height + _notes([*filled, row], rule) > room:
            yield _opening(start, filled)
            start, used, gap, filled = number, 0, 0, []
        if not filled and used + row.height + _notes([row], rule) > room:
            yield Opening(number, number + 1, (row.height,), len(row.notes), alone=True)
            start, used = number + 1, 0
            continue
        filled.append(row)
        used += gap + row.height
    if filled:
        yield _opening(start, filled)


def _opening(start: int, rows: Sequence[Measured]) -> Opening:
    return Opening(start, start + len(rows), tuple(row.height for row in rows), _cut(_heights(rows)))


def _heights(rows: Sequence[Measured]) -> list[float]:
    return [height for row in rows for height in row.notes]


def _cut(heights: Sequence[float]) -> int:
    """Return how many notes stand on the left page: as many as make up half of all."""
    half = sum(heights) / 2
    return next((count for count, height in enumerate(accumulate(heights), 1) if height >= half), 0)


def _notes(rows: Sequence[Measured], rule: float) -> float:
    """Return what the notes need on the page that has more of them."""
    heights = _heights(rows)
    if not heights:
        return 0
    cut = _cut(heights)
    return max(sum(heights[:cut]), sum(heights[cut:])) + rule
