"""What speaks for and against a bead: some fifty numbers for each candidate, from vectors, lengths and marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hexapla.align.band import Band, Floats, Ints
from hexapla.align.costs import lengths_before
from hexapla.align.judge import Evidence
from hexapla.align.marks import closings, counts_before, openings
from hexapla.align.search import Shape
from hexapla.align.speech import speech

AROUND = 5  # sentences on either side
COMPARABLE = 0.3  # the share of speeches that a text must mark of those that the other marks


@dataclass(frozen=True)
class Candidates:
    """Beads that may be right: bead c ends at the cell (i[c], j[c]) and has a[c] sources and b[c] targets.

    `shape` and `cell` say where its score stands in a lattice.
    """

    shape: Ints
    cell: Ints
    i: Ints
    j: Ints
    a: Ints
    b: Ints

    def __len__(self) -> int:
        return len(self.i)

    def some(self, keep: Ints) -> Candidates:
        """Return the candidates with these numbers."""
        return Candidates(self.shape[keep], self.cell[keep], self.i[keep], self.j[keep], self.a[keep], self.b[keep])


def likely(probabilities: Floats, band: Band, shapes: list[Shape], least: float) -> Candidates:
    """Return the beads whose probability (shapes, cells) is at least `least`."""
    shape, cell = np.nonzero(probabilities >= least)
    taken = np.array(shapes)[shape]
    return Candidates(shape, cell, band.rows[cell], band.columns[cell], taken[:, 0], taken[:, 1])


class Cosines:
    """Looks up cosines of runs: `at(a, b, i, j)` compares a sources ending at i with b targets ending at j."""

    def __init__(self, table: Floats, band: Band) -> None:
        self.table = table
        self.band = band

    def at(self, a: Ints, b: Ints, i: Ints, j: Ints) -> Floats:
        """Return the cosines; 0 where a run is empty, too long or not in the band."""
        p, q, _ = self.table.shape
        cell = self.band.number(i, j)
        known = (a >= 1) & (a <= p) & (b >= 1) & (b <= q) & (cell < self.band.cells)
        found = self.table[np.where(known, a, 1) - 1, np.where(known, b, 1) - 1, np.where(known, cell, 0)]
        return np.where(known, found, 0).astype(np.float32)


@dataclass(frozen=True)
class Rough:
    """What the rough search leaves: a score (c,) for each candidate, and how probably each sentence is alone."""

    scores: Floats
    lone: tuple[Floats, Floats]


def evidence(
    found: Candidates, rough: Rough, cosines: Cosines, source: Sequence[str], target: Sequence[str]
) -> Evidence:
    """Return the evidence for each candidate."""
    lengths = _lengths(found, source, target)
    sizes, marks = _sizes(found, lengths, source, target), _marks(found, source, target)
    sides = _paired(found, cosines, lengths)
    gathered = Evidence(
        np.column_stack([rough.scores, *_common_cosines(found, cosines), *sizes, *marks]).astype(np.float32),
        np.column_stack([pair[0] for pair in sides]).astype(np.float32),
        np.column_stack([pair[1] for pair in sides]).astype(np.float32),
    )
    return gathered.beside(_speech(found, source, target)).beside(_gaps(found, rough.lone))


def _common_cosines(f: Candidates, cosines: Cosines) -> list[Floats]:
    one, both = np.ones_like(f.a), (f.a > 0) & (f.b > 0)
    return [
        cosines.at(f.a, f.b, f.i, f.j),
        cosines.at(one, one, f.i - f.a + 1, f.j - f.b + 1) * both,
        cosines.at(one, one, f.i, f.j) * both,
        cosines.at(one, one, f.i - f.a, f.j - f.b),
        cosines.at(one, one, f.i + 1, f.j + 1),
        cosines.at(f.a + 1, f.b + 1, f.i + 1, f.j + 1),
        cosines.at(f.a + 1, f.b + 1, f.i, f.j),
        cosines.at(f.a - 1, f.b - 1, f.i - 1, f.j - 1),
        cosines.at(f.a - 1, f.b - 1, f.i, f.j),
    ]


def _paired(
    f: Candidates, cosines: Cosines, lengths: tuple[Floats, Floats]
) -> list[tuple[Floats | Ints, Floats | Ints]]:
    """Return columns in pairs: of the source side, and the same of the target side."""
    at, one, none = cosines.at, np.ones_like(f.a), np.zeros_like(f.a)
    a, b, i, j = f.a, f.b, f.i, f.j
    full = (a > 0) & (b > 0)
    return [
        (at(a, one, i, j - b), at(one, b, i - a, j)),  # with the sentence before the other side
        (at(a, one, i, j + 1), at(one, b, i + 1, j)),  # with the one after it
        (at(a, b + 1, i, j + 1), at(a + 1, b, i + 1, j)),  # were the other side to grow at its end
        (at(a, b + 1, i, j), at(a + 1, b, i, j)),  # or at its start
        (at(a, b - 1, i, j - 1), at(a - 1, b, i - 1, j)),  # or to shrink
        (at(a, b - 1, i, j), at(a - 1, b, i, j)),
        (at(one, one, i, j + 1) * full, at(one, one, i + 1, j) * full),  # last sentence with the next
        (at(one, one, i - a + 1, j - b) * full, at(one, one, i - a, j - b + 1) * full),  # first with the one before
        (at(a, one + 1, i, j + 2), at(one + 1, b, i + 2, j)),
        (at(a, one + 1, i, j - b), at(one + 1, b, i - a, j)),
        (np.log1p(lengths[0]), np.log1p(lengths[1])),
        (a == none, b == none),
        (a == one, b == one),
        (a == one + 1, b == one + 1),
        (a, b),
    ]


def _lengths(f: Candidates, source: Sequence[str], target: Sequence[str]) -> tuple[Floats, Floats]:
    """Return how much text the two sides of each candidate hold, in average sentences."""
    x, y = lengths_before(source, target)
    return x[f.i] - x[f.i - f.a], y[f.j] - y[f.j - f.b]


def _sizes(f: Candidates, lengths: tuple[Floats, Floats], source: Sequence[str], target: Sequence[str]) -> list[Floats]:
    left, right = lengths
    full = (f.a > 0) & (f.b > 0)
    slope = np.log(len(target) / len(source))
    return [
        np.log2(1 + np.minimum(left, right) / np.maximum(np.maximum(left, right), 1e-9)),
        np.abs(left - right) / np.sqrt(left + right + 0.1) * full,
        np.abs(np.log((left + 0.05) / (right + 0.05))) * full,
        full,
        (f.a == 1) & (f.b == 1),
        np.minimum(f.a, f.b) > 1,
        f.a + f.b,
        (f.b - f.a) * slope,
    ]


def _marks(f: Candidates, source: Sequence[str], target: Sequence[str]) -> list[Floats]:
    """Return how questions, exclamations, quotations and names or numbers of both sides agree."""
    x, y = (counts_before(side) for side in (source, target))
    left, right = x[f.i] - x[f.i - f.a], y[f.j] - y[f.j - f.b]
    full = ((f.a > 0) & (f.b > 0)).astype(np.float32)
    apart, shared = np.abs(left - right), np.minimum(left, right)
    ends = [closings(side) for side in (source, target)]
    starts = [openings(side) for side in (source, target)]
    return [
        full * np.minimum(apart[:, 0], 3),
        full * np.minimum(apart[:, 1], 3),
        full * np.minimum(apart[:, 2], 4),
        np.log1p(shared[:, 3:].sum(axis=1)),
        np.log1p(apart[:, 3:].sum(axis=1)),
        full * (ends[0][np.maximum(f.i - 1, 0)] == ends[1][np.maximum(f.j - 1, 0)]),
        full * (starts[0][np.minimum(f.i - f.a, len(source) - 1)] == starts[1][np.minimum(f.j - f.b, len(target) - 1)]),
    ]


def _speech(f: Candidates, source: Sequence[str], target: Sequence[str]) -> Evidence:
    """Return how the turns of speech of both sides agree: how many there are, and whether they are at the ends."""
    texts = speech(source), speech(target)
    totals = sorted(int(one.begins.sum()) for one in texts)
    if totals[0] < COMPARABLE * totals[1]:  # one text leaves its marks out, or uses others
        return _nothing(len(f), 6, 3)
    full = ((f.a > 0) & (f.b > 0)).astype(np.float32)
    sides = [
        (one.begun(p - n, p), one.turns(p), one.turns(p - n), one.shut[np.maximum(p - 1, 0)])
        for one, p, n in ((texts[0], f.i, f.a), (texts[1], f.j, f.b))
    ]
    (begun, end, start, _), (other_begun, other_end, other_start, _) = sides
    shared = [
        np.minimum(np.abs(begun - other_begun), 3),
        np.minimum(np.minimum(begun, other_begun), 3),
        end & other_end,
        start & other_start,
        end != other_end,
        start != other_start,
    ]
    ends = end > other_end, other_end > end
    paired = [(np.minimum(own[0], 3), ends[side], own[3]) for side, own in enumerate(sides)]
    columns = [np.column_stack(some).astype(np.float32) * full[:, None] for some in (shared, *paired)]
    return Evidence(columns[0], columns[1], columns[2])


def _nothing(size: int, shared: int, paired: int) -> Evidence:
    return Evidence(*(np.zeros((size, columns), np.float32) for columns in (shared, paired, paired)))


def _gaps(f: Candidates, lone: tuple[Floats, Floats]) -> Evidence:
    """Return how many sentences seem alone on each side, around the bead and in the whole text."""
    sides = [_gaps_of(one, p, n, other) for one, p, n, other in ((lone[0], f.i, f.a, f.b), (lone[1], f.j, f.b, f.a))]
    return Evidence(np.zeros((len(f), 0), np.float32), sides[0], sides[1])


def _gaps_of(lone: Floats, last: Ints, count: Ints, other: Ints) -> Floats:
    before: Floats = np.concatenate([[0], np.cumsum(lone)])
    low, high = np.maximum(last - count - AROUND, 0), np.minimum(last + AROUND, len(lone))
    near = (before[high] - before[low]) / np.maximum(high - low, 1)
    whole = np.log(np.mean(lone) + 0.005) if len(lone) else 0.0
    alone, full = (count > 0) & (other == 0), (count > 0) & (other > 0)
    columns: Floats = np.column_stack([near * alone, near * full, whole * alone, whole * full]).astype(np.float32)
    return columns
