"""Links between the words of two texts: pieces each of which is the other's nearest in its neighbourhood."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from hexapla.align.band import Floats

Pair = tuple[int, int]


def word_links(
    source: dict[int, Floats], target: dict[int, Floats], pairs: Iterable[Pair]
) -> dict[Pair, tuple[int, float]]:
    """Count the links between sentences p and q for each of the pairs, and sum up their cosines.

    `source` and `target` hold the states (pieces, d) of sentences. A piece competes within all pairs of its sentence.
    """
    left, right = _centred(source), _centred(target)
    tables = {(p, q): left[p] @ right[q].T for p, q in pairs if len(left[p]) and len(right[q])}
    best_left = {p: np.full(len(states), -2.0, np.float32) for p, states in left.items()}
    best_right = {q: np.full(len(states), -2.0, np.float32) for q, states in right.items()}
    for (p, q), table in tables.items():
        np.maximum(best_left[p], table.max(axis=1), out=best_left[p])
        np.maximum(best_right[q], table.max(axis=0), out=best_right[q])
    found = {}
    for (p, q), table in tables.items():
        mutual = (table >= best_left[p][:, None]) & (table >= best_right[q][None, :])
        found[p, q] = int(mutual.sum()), float(table[mutual].sum())
    return found


def _centred(states: dict[int, Floats]) -> dict[int, Floats]:
    if not states:
        return {}
    mean = np.concatenate([x.astype(np.float32) for x in states.values()]).mean(axis=0)
    return {number: _unit(x - mean) for number, x in states.items()}


def _unit(x: Floats) -> Floats:
    unit: Floats = (x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return unit
