"""Similarities of runs of sentences, for every cell of a band."""

from __future__ import annotations

import numpy as np

from hexapla.align.band import Band, Floats

ROWS = 32


def similarities(source: Floats, target: Floats, band: Band, total: int = 7) -> Floats:
    """Return cosines (p, q, cells): [a-1, b-1, cell (i, j)] compares a sources ending at i with b targets ending at j.

    `source` (p, n, d) and `target` (q, m, d) are unit vectors of runs: [k-1, i] is the run of k sentences
    whose last is i. Where a run would start before the text, or a + b > total, the cosine is 0.
    """
    p, q = len(source), len(target)
    found = np.zeros((p, q, band.cells), np.float32)
    for first in range(1, len(band.low), ROWS):
        rows = np.arange(first, min(first + ROWS, len(band.low)))
        left, right = max(int(band.low[rows[0]]), 1), int(band.high[rows[-1]])
        if right < left:
            continue
        cells = slice(int(band.start[rows[0]]), int(band.start[rows[-1] + 1]))
        i, j = band.rows[cells] - first, band.columns[cells] - left
        there = np.flatnonzero(j >= 0)
        for a in range(1, p + 1):
            many = min(q, total - a)
            block = target[:many, left - 1 : right].astype(np.float32).reshape(-1, target.shape[2])
            product = (source[a - 1, rows - 1].astype(np.float32) @ block.T).reshape(len(rows), many, -1)
            found[a - 1, :many, cells.start + there] = product[i[there], :, j[there]]
    return found
