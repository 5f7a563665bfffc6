"""The first rough path: pairs of sentences that find each other in the whole of the other text."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from hexapla.align.band import Floats, Ints

BLOCK = 1024


def anchor_points(source: Floats, target: Floats) -> Ints:
    """Return a rising chain of points (k, 2) from unit vectors (n, d) and (m, d): (i, j) aligns sentences i and j.

    Candidates are pairs each of which is the other's nearest, weighed by how far they stand out from both
    sentences' ordinary similarity; of these the heaviest rising chain is taken.
    """
    pairs, weights = mutual_pairs(source, target)
    chain = heaviest_chain(pairs, weights)
    return _without_strays(chain)


def mutual_pairs(source: Floats, target: Floats) -> tuple[Ints, Floats]:
    """Return the pairs (k, 2) of sentences nearest to each other, and their weights (k,); blockwise, never n x m."""
    source, target = source.astype(np.float32), target.astype(np.float32)
    n, m = len(source), len(target)
    column_best, column_row = np.full(m, -np.inf, np.float32), np.zeros(m, np.int64)
    row_best, row_column = np.zeros(n, np.float32), np.zeros(n, np.int64)
    for first in range(0, n, BLOCK):
        block = source[first : first + BLOCK] @ target.T
        row_column[first : first + BLOCK] = block.argmax(axis=1)
        row_best[first : first + BLOCK] = block.max(axis=1)
        rows = block.argmax(axis=0)
        values = block[rows, np.arange(m)]
        better = values > column_best
        column_best[better], column_row[better] = values[better], rows[better] + first
    i = np.flatnonzero(column_row[row_column] == np.arange(n))
    j = row_column[i]
    weights = row_best[i] - np.maximum(source[i] @ target.mean(axis=0), target[j] @ source.mean(axis=0))
    keep = weights > 0
    return np.column_stack([i, j])[keep], weights[keep]


def heaviest_chain(pairs: Ints, weights: Floats) -> Ints:
    """Return the heaviest subset (k, 2) of pairs, sorted by i, whose i and j both rise strictly."""
    ends: list[int] = []  # columns j where chains end, rising
    sums: list[float] = []  # the heaviest chain ending at or before each; rising too
    lasts: list[int] = []
    before = np.full(len(pairs), -1)
    for k, ((_, j), weight) in enumerate(zip(pairs.tolist(), weights.tolist(), strict=True)):
        at = bisect_left(ends, j)
        before[k] = lasts[at - 1] if at else -1
        total = weight + (sums[at - 1] if at else 0.0)
        stop = at
        while stop < len(ends) and sums[stop] <= total:
            stop += 1
        if stop > at or at == len(ends) or ends[at] != j:
            ends[at:stop], sums[at:stop], lasts[at:stop] = [j], [total], [k]
    chain = []
    k = lasts[-1] if lasts else -1
    while k >= 0:
        chain.append(k)
        k = int(before[k])
    found: Ints = pairs[chain[::-1]]
    return found


def _without_strays(chain: Ints, jump: int = 20) -> Ints:
    """Drop points whose offset j - i lies more than `jump` off both neighbours'."""
    if len(chain) < 3:  # noqa: PLR2004 (no neighbours on both sides)
        return chain
    steps = np.diff(chain, axis=0)
    far = np.abs(steps[:, 1] - steps[:, 0]) > jump + np.maximum(steps[:, 0], steps[:, 1]) // 2
    far = np.concatenate([[True], far, [True]])
    kept: Ints = chain[~(far[:-1] & far[1:])]
    return kept
