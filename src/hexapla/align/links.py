"""Links between the words of two texts: pieces each of which is the other's nearest in its neighbourhood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hexapla.align.band import Floats, Ints

Pair = tuple[int, int]


@dataclass(frozen=True)
class Pieces:
    """A sentence's k pieces: states (k, d), how telling each is from 0 to 1 (k,), and its clause's number (k,)."""

    states: Floats
    telling: Floats
    clause: Ints

    @property
    def mass(self) -> float:
        """How much there is to be linked."""
        return float(self.telling.sum())


@dataclass(frozen=True)
class Linked:
    """The links between two sentences: their number, the sum of their cosines, and what they tell.

    `clauses` are what they tell for each clause of the one and of the other sentence.
    """

    count: int
    cosines: float
    told: float
    clauses: tuple[Floats, Floats]


def word_links(source: dict[int, Pieces], target: dict[int, Pieces], pairs: Iterable[Pair]) -> dict[Pair, Linked]:
    """Link the pieces of sentences p and q for each of the pairs; a piece competes within all pairs of its sentence."""
    left, right = _centred(source), _centred(target)
    tables = {(p, q): left[p] @ right[q].T for p, q in pairs if len(left[p]) and len(right[q])}
    best_left = {p: np.full(len(states), -2.0, np.float32) for p, states in left.items()}
    best_right = {q: np.full(len(states), -2.0, np.float32) for q, states in right.items()}
    for (p, q), table in tables.items():
        np.maximum(best_left[p], table.max(axis=1), out=best_left[p])
        np.maximum(best_right[q], table.max(axis=0), out=best_right[q])
    return {
        (p, q): _linked(table, source[p], target[q], (table >= best_left[p][:, None]) & (table >= best_right[q][None]))
        for (p, q), table in tables.items()
    }


def _linked(table: Floats, source: Pieces, target: Pieces, mutual: npt.NDArray[np.bool_]) -> Linked:
    x, y = np.nonzero(mutual)
    cosines = table[x, y]
    told = np.minimum(source.telling[x], target.telling[y]) * np.clip(1.5 * cosines, 0, 1)
    clauses: list[Floats] = [
        np.bincount(one.clause[at], told, one.clause[-1] + 1).astype(np.float64)
        for one, at in ((source, x), (target, y))
    ]
    return Linked(len(x), float(cosines.sum()), float(told.sum()), (clauses[0], clauses[1]))


def _centred(sentences: dict[int, Pieces]) -> dict[int, Floats]:
    if not sentences:
        return {}
    mean = np.concatenate([one.states.astype(np.float32) for one in sentences.values()]).mean(axis=0)
    return {number: _unit(one.states - mean) for number, one in sentences.items()}


def _unit(x: Floats) -> Floats:
    unit: Floats = (x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return unit
