"""What a bead is worth by its vectors: similarity less the similarity to its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hexapla.align.band import Band, Floats
from hexapla.align.search import Lattice, Shape

MARGIN, MERGE, SKIP = 0.7, 0.01, -0.1


def vector_lattice(cosines: Floats, band: Band, shapes: list[Shape], lengths: tuple[Floats, Floats]) -> Lattice:
    """Score beads by (cosine - 0.7 x mean cosine to the neighbours) x length agreement - 0.01 a joined sentence.

    `cosines` is what `similarities` returns, `lengths` what `lengths_before` returns. Agreement is
    log2(1 + shorter / longer), 1 where both sides are equally long (Liu and Zhu 2022).
    """
    scores = np.full((len(shapes), band.cells), SKIP, np.float32)
    for k, (a, b) in enumerate(shapes):
        if a and b and a <= len(cosines) and b <= cosines.shape[1]:
            margin = cosines[a - 1, b - 1] - MARGIN * _neighbours(cosines, band, a, b)
            scores[k] = margin * _agreement(lengths, band, a, b) - MERGE * (a + b - 2)
    return Lattice(band, shapes, scores)


def lengths_before(source: Sequence[str], target: Sequence[str]) -> tuple[Floats, Floats]:
    """Return how much text lies before each sentence, (n + 1,) and (m + 1,), in shares of a whole of n + m."""
    total = len(source) + len(target)
    sums = [np.concatenate([[0], np.cumsum([len(text) + 1 for text in side])]) for side in (source, target)]
    return sums[0] * total / max(sums[0][-1], 1), sums[1] * total / max(sums[1][-1], 1)


def _agreement(lengths: tuple[Floats, Floats], band: Band, a: int, b: int) -> Floats:
    x, y = lengths
    i, j = band.rows, band.columns
    left, right = x[i] - x[np.maximum(i - a, 0)], y[j] - y[np.maximum(j - b, 0)]
    agreement: Floats = np.log2(1 + np.minimum(left, right) / np.maximum(np.maximum(left, right), 1e-9))
    return agreement


def _neighbours(cosines: Floats, band: Band, a: int, b: int) -> Floats:
    """Return the mean cosine (cells,) of each side with the sentences before and after the other side."""
    i, j = band.rows, band.columns
    flat = np.concatenate([cosines, np.zeros((*cosines.shape[:2], 1), np.float32)], axis=2)
    around = [
        flat[a - 1, 0, band.number(i, j - b)],
        flat[a - 1, 0, band.number(i, j + 1)],
        flat[0, b - 1, band.number(i - a, j)],
        flat[0, b - 1, band.number(i + 1, j)],
    ]
    mean: Floats = np.mean(around, axis=0)
    return mean
