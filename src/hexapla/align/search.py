"""Paths through a band, by dynamic programming over rows; what beads are worth is decided elsewhere.

A path is a sequence of beads from (0, 0) to (n, m). `best_path` finds the one with the highest sum of scores;
`posteriors` treats scores as log-weights and tells how probable each bead is among all paths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hexapla.align.band import Band, Floats, Ints

Shape = tuple[int, int]
Place = tuple[int, int, int, int]
NEVER = -1000.0  # the score of a bead that is not to be used: low, yet finite, so that a path always exists


def bead_shapes(longest: int = 6, total: int = 7) -> list[Shape]:
    """Return the shapes (sources, targets) that beads may have; the last is 0-1, which stays in its row."""
    sides = range(1, longest + 1)
    return [(1, 0), *((a, b) for a in sides for b in sides if a + b <= total), (0, 1)]


@dataclass(frozen=True)
class Lattice:
    """Every bead the search may use: `scores` (shapes, cells) holds that of each shape ending at each cell.

    `shapes` must end with (0, 1).
    """

    band: Band
    shapes: list[Shape]
    scores: Floats

    def cells(self, i: int) -> slice:
        """Return where the cells of row i are."""
        return slice(int(self.band.start[i]), int(self.band.start[i + 1]))

    def origins(self, i: int) -> Ints:
        """Return the cells (shapes - 1, width) from which the beads ending in row i start."""
        return self._shifted(i, -1)

    def ends(self, i: int) -> Ints:
        """Return the cells (shapes - 1, width) at which the beads starting in row i end."""
        return self._shifted(i, 1)

    def _shifted(self, i: int, sign: int) -> Ints:
        taken = np.array(self.shapes[:-1]) * sign
        band = self.band
        j = np.arange(band.low[i], band.high[i] + 1)
        return band.number((i + taken[:, 0])[:, None], j[None, :] + taken[:, 1:])


def best_path(lattice: Lattice) -> list[Place]:
    """Return the beads (i, j, a, b) of the path with the highest sum: sources i to i + a, targets j to j + b."""
    band = lattice.band
    best = np.full(band.cells + 1, -np.inf)
    choice = np.full(band.cells, len(lattice.shapes) - 1, np.int16)
    for i in range(len(band.low)):
        cells = lattice.cells(i)
        reached = best[lattice.origins(i)] + lattice.scores[:-1, cells]
        row = reached.max(axis=0)
        if i == 0:
            row[0] = 0.0
        lone = np.cumsum(lattice.scores[-1, cells], dtype=np.float64)
        level = row - lone
        highest = np.maximum.accumulate(level)
        best[cells] = highest + lone
        own = level >= highest
        choice[cells][own] = reached.argmax(axis=0)[own]
    return _walk_back(lattice, choice)


def _walk_back(lattice: Lattice, choice: Ints) -> list[Place]:
    band = lattice.band
    i, j = len(band.low) - 1, int(band.high[-1])
    path = []
    while i or j:
        a, b = lattice.shapes[choice[band.start[i] + j - band.low[i]]] if i else (0, 1)
        i, j = i - a, j - b
        path.append((i, j, a, b))
    return path[::-1]


def posteriors(lattice: Lattice) -> Floats:
    """Return the probability (shapes, cells) of each bead, paths weighing exp(sum of scores) each."""
    before, after = _sums(lattice, forward=True), _sums(lattice, forward=False)
    found = np.empty(lattice.scores.shape)
    total = before[lattice.band.cells - 1]
    for i in range(len(lattice.band.low)):
        cells = lattice.cells(i)
        found[:-1, cells] = before[lattice.origins(i)]
        found[-1, cells] = np.concatenate([[-np.inf], before[cells][:-1]])
        found[:, cells] += lattice.scores[:, cells] + (after[cells] - total)
    probabilities: Floats = np.exp(np.minimum(found, 0.0, out=found), out=found)
    return probabilities


def _sums(lattice: Lattice, *, forward: bool) -> Floats:
    """Return the log of the summed weights (cells + 1,) of the paths from the start to each cell, or on to the end."""
    band, n = lattice.band, len(lattice.band.low) - 1
    known = np.full(band.cells + 1, -np.inf)
    padded = np.column_stack([lattice.scores, np.full(len(lattice.shapes), NEVER)])
    shape = np.arange(len(lattice.shapes) - 1)[:, None]
    for i in range(n + 1) if forward else range(n, -1, -1):
        cells = lattice.cells(i)
        other = lattice.origins(i) if forward else lattice.ends(i)
        scores = lattice.scores[:-1, cells] if forward else padded[shape, other]
        row = _log_sum(known[other] + scores)
        if i == (0 if forward else n):
            row[0 if forward else -1] = 0.0
        known[cells] = (
            _along(row, lattice.scores[-1, cells]) if forward else _along_back(row, lattice.scores[-1, cells])
        )
    return known


def _log_sum(values: Floats) -> Floats:
    highest = np.maximum(values.max(axis=0), NEVER * 1000)
    with np.errstate(divide="ignore"):
        total: Floats = np.log(np.exp(values - highest).sum(axis=0)) + highest
    return total


def _along(row: Floats, lone: Floats) -> Floats:
    """Add the paths that go along the row by 0-1 beads: lone[j] is the score of stepping from j - 1 to j."""
    level = np.cumsum(lone, dtype=np.float64)
    found: Floats = np.logaddexp.accumulate(row - level) + level
    return found


def _along_back(row: Floats, lone: Floats) -> Floats:
    steps = np.concatenate([lone[1:], [0.0]])
    return _along(row[::-1], np.concatenate([[0.0], steps[::-1][1:]]))[::-1]
