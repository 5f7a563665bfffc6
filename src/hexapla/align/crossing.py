"""Content that crosses a boundary: clauses whose words are linked to the other side of it.

A bead must not end between a clause and its translation. Links are weighed by how telling their words are, and
summed by clause, for the rendering of one clause weighs more than scattered function words.
"""

from __future__ import annotations

import numpy as np

from hexapla.align.band import Floats, Ints
from hexapla.align.judge import Evidence
from hexapla.align.links import Linked, Pair

SHARED, PAIRED = 3, 6


class Crossing:
    """Looks up what links tell: `links` between sentences, and for both sides how much there is to be linked."""

    def __init__(self, links: dict[Pair, Linked], masses: tuple[dict[int, float], dict[int, float]]) -> None:
        self._links = links
        self._masses = masses
        self._totals: tuple[dict[int, float], dict[int, float]] = ({}, {})
        for pair, link in links.items():
            for side, total in enumerate(self._totals):
                total[pair[side]] = total.get(pair[side], 0.0) + link.told

    def evidence(self, size: int, numbers: Ints, runs: list[tuple[range, range]]) -> Evidence:
        """Return the evidence for `size` candidates: zeros but for those of these numbers and runs of sentences."""
        shared = np.zeros((size, SHARED), np.float32)
        sides = np.zeros((2, size, PAIRED), np.float32)
        for number, (left, right) in zip(numbers.tolist(), runs, strict=True):
            told = sum(self._links[p, q].told for p in left for q in right if (p, q) in self._links)
            mass = [sum(self._masses[0].get(p, 0) for p in left), sum(self._masses[1].get(q, 0) for q in right)]
            shared[number] = [np.log1p(told), told / (min(mass) + 0.5), told / (sum(mass) / 2 + 0.5)]
            for side, own, other in ((0, left, right), (1, right, left)):
                outside = sum(self._totals[side].get(p, 0) for p in own) - told
                ends = self._over_the_ends(side, own, other)
                sides[side, number] = [np.log1p(max(outside, 0)), told / (mass[side] + 0.5), *ends]
        return Evidence(shared, sides[0], sides[1])

    def _over_the_ends(self, side: int, own: range, other: range) -> list[float]:
        """Return how much of one clause crosses: out at the end and at the start, in at the end and at the start."""
        before, after = other[0] - 1, other[-1] + 1
        return [
            self._excess(side, own[-1], [after], list(other)),
            self._excess(side, own[0], [before], list(other)),
            self._excess(side, own[-1] + 1, [other[-1]], [after]),
            self._excess(side, own[0] - 1, [other[0]], [before]),
        ]

    def _excess(self, side: int, sentence: int, towards: list[int], against: list[int]) -> float:
        """Return by how much a clause of a sentence is linked more to these sentences than to those, at the most."""
        there = self._clauses(side, sentence, towards)
        if there is None:
            return 0.0
        here = self._clauses(side, sentence, against)
        return max(float((there - (0 if here is None else here)).max()), 0.0)

    def _clauses(self, side: int, sentence: int, others: list[int]) -> Floats | None:
        pairs = [(sentence, one) if side == 0 else (one, sentence) for one in others]
        found = [self._links[pair].clauses[side] for pair in pairs if pair in self._links]
        return np.sum(found, axis=0) if found else None
