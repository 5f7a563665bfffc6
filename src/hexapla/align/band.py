"""The part of the alignment matrix that a search looks at: for each row, a run of columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Band:
    """Cells (i, j) with `low[i] <= j <= high[i]`: i source and j target sentences lie before the cell.

    `low` and `high` have n + 1 entries and never decrease; the band holds (0, 0) and (n, m). Cells are
    numbered row after row; `cells` counts them.
    """

    low: Ints
    high: Ints

    @cached_property
    def start(self) -> Ints:
        """The number of each row's first cell, and last the number of cells: (n + 2,)."""
        return np.concatenate([[0], np.cumsum(self.high - self.low + 1)])

    @property
    def cells(self) -> int:
        """How many cells the band has."""
        return int(self.start[-1])

    @cached_property
    def rows(self) -> Ints:
        """The row i of each cell: (cells,)."""
        return np.repeat(np.arange(len(self.low)), self.high - self.low + 1)

    @cached_property
    def columns(self) -> Ints:
        """The column j of each cell: (cells,)."""
        return np.arange(self.cells) - (self.start[:-1] - self.low)[self.rows]

    def number(self, i: Ints, j: Ints) -> Ints:
        """Return the number of cells (i, j); where a cell is not in the band, `self.cells`."""
        row = np.clip(i, 0, len(self.low) - 1)
        inside = (i == row) & (j >= self.low[row]) & (j <= self.high[row])
        return np.where(inside, self.start[row] + j - self.low[row], self.cells)


def around(points: Ints, n: int, m: int, radius: int, most: int = 400_000) -> Band:
    """Return the band around a rising chain of points (k, 2), all (i, j) within the texts' n and m.

    Between two points the whole rectangle belongs to it, padded by `radius`; a rectangle of more than
    `most` cells is cut down to a strip along its diagonal.
    """
    chain = np.vstack([[0, 0], points.reshape(-1, 2), [n, m]])
    i = np.arange(n + 1)
    before = chain[np.maximum(np.searchsorted(chain[:, 0], i - radius, side="right") - 1, 0)]
    after = chain[np.minimum(np.searchsorted(chain[:, 0], i + radius), len(chain) - 1)]
    low, high = before[:, 1] - radius, after[:, 1] + radius
    tall, wide = (after - before).T + 2 * radius
    middle = np.interp(i, chain[:, 0], chain[:, 1])
    half = np.where(
        tall * wide > most, most // (2 * np.maximum(tall, 1)) + 4 * radius + wide // np.maximum(tall, 1), wide
    )
    low = np.maximum(low, np.floor(middle - half).astype(np.int64))
    high = np.minimum(high, np.ceil(middle + half).astype(np.int64))
    low = np.minimum.accumulate(np.clip(low, 0, m)[::-1])[::-1]
    high = np.maximum.accumulate(np.clip(high, 0, m))
    low[0], high[-1] = 0, m
    return Band(low, high)
