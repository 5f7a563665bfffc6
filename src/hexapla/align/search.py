"""The best path through a band, by dynamic programming over rows; what beads cost is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hexapla.align.band import Band, Floats, Ints

Shape = tuple[int, int]


def bead_shapes(longest: int = 6, total: int = 7) -> list[Shape]:
    """Return the shapes (sources, targets) a bead may have: 1-0 first, then those with both sides.

    0-1 is not among them: searches treat it apart, because it stays in its row.
    """
    sides = range(1, longest + 1)
    return [(1, 0), *((a, b) for a in sides for b in sides if a + b <= total)]


@dataclass(frozen=True)
class Lattice:
    """Every bead the search may use, with its score.

    `scores` (shapes, cells) holds the score of the bead of each shape that ends at each cell;
    `skips` (m,) that of leaving each target sentence alone (0-1).
    """

    band: Band
    shapes: list[Shape]
    scores: Floats
    skips: Floats

    def rows(self) -> Iterator[tuple[slice, Ints]]:
        """Walk the rows: the row's cells, and for each shape the cell its bead starts from, (shapes, width)."""
        band = self.band
        taken = np.array(self.shapes)
        low, high = band.low, band.high
        base = band.start[:-1] - low
        for i in range(len(low)):
            row = i - taken[:, 0]
            known = np.maximum(row, 0)
            j = np.arange(low[i], high[i] + 1)[None, :] - taken[:, 1:]
            inside = (row >= 0)[:, None] & (j >= low[known][:, None]) & (j <= high[known][:, None])
            yield (
                slice(int(band.start[i]), int(band.start[i + 1])),
                np.where(inside, base[known][:, None] + j, band.cells),
            )


def best_path(lattice: Lattice) -> list[tuple[int, int, int, int]]:
    """Return the beads (i, j, a, b) of the path with the highest sum: sources i to i + a, targets j to j + b."""
    band, skips = lattice.band, np.concatenate([[0.0], np.cumsum(lattice.skips)])
    best = np.full(band.cells + 1, -np.inf)
    choice = np.zeros(band.cells, np.int16)
    for i, (cells, origin) in enumerate(lattice.rows()):
        reached = best[origin] + lattice.scores[:, cells]
        choice[cells] = reached.argmax(axis=0)
        row = reached.max(axis=0)
        if i == 0:
            row[0] = 0.0
        level = row - skips[band.low[i] : band.high[i] + 1]
        highest = np.maximum.accumulate(level)
        choice[cells][highest > level] = -1
        best[cells] = highest + skips[band.low[i] : band.high[i] + 1]
    return _walk_back(lattice, choice)


def _walk_back(lattice: Lattice, choice: Ints) -> list[tuple[int, int, int, int]]:
    band, shapes = lattice.band, lattice.shapes
    i, j = len(band.low) - 1, int(band.high[-1])
    path = []
    while i or j:
        taken = int(choice[band.start[i] + j - band.low[i]]) if i else -1
        a, b = shapes[taken] if taken >= 0 else (0, 1)
        i, j = i - a, j - b
        path.append((i, j, a, b))
    return path[::-1]
