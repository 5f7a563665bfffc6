"""Where a cell is best split: at the place that gives two links whose sides fit each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hexapla.align import propose_splits
from hexapla.align.parts import BREAK, LEAST
from hexapla.align.vectors import sentence_vectors

MOST = 5  # places
STRONG = re.compile("[.!?…;:。！？；：؛؟]")
STRENGTH = 0.05  # what a mark that ends more than a phrase adds to a score
CUTS = 12  # of a text that are compared with the other side's


@dataclass(frozen=True, slots=True)
class Place:
    """A place to split: code points into a segment of the cell (counted from 0); the higher its `score` the better."""

    segment: int
    offset: int
    score: float


def propose(own: Sequence[str], others: Sequence[str], tags: tuple[str, str], most: int = MOST) -> list[Place]:
    """Return where to cut the segments of a cell, given those of the other side, the best place first.

    With several segments on the other side, a cut is judged by how well its halves match the best division of these;
    with one, by the best cut of that one; without any, cuts near the middle come first. Raises `BadLanguageError`.
    """
    found: list[Place] = []
    for number, text in enumerate(own):
        cuts = _by_pairs(text, others[0], tags, most) if len(others) == 1 else None
        if cuts is None:
            cuts = [(split.offset, split.score) for split in propose_splits(text, others, *tags, most=most)]
        found += [Place(number, offset, round(score, 4)) for offset, score in cuts]
    return sorted(found, key=lambda place: -place.score)[:most]


def _by_pairs(own: str, other: str, tags: tuple[str, str], most: int) -> list[tuple[int, float]] | None:
    """Return the best cuts of one text, each judged with the best cut of the other; None where nothing can judge."""
    cuts, counter = _cuts(own), _cuts(other)
    if not cuts or not counter:
        return None
    halves = [
        [half for cut in some for half in (text[:cut], text[cut:])] for text, some in ((own, cuts), (other, counter))
    ]
    vectors = sentence_vectors((halves[0], halves[1]), tags)
    if vectors is None:
        return None
    cosines = vectors[0].astype(np.float32) @ vectors[1].astype(np.float32).T
    scores = ((cosines[0::2, 0::2] + cosines[1::2, 1::2]) / 2).max(axis=1)
    scores += [STRENGTH * bool(STRONG.search(own[:cut].rstrip()[-2:])) for cut in cuts]
    return [(cuts[k], float(scores[k])) for k in np.argsort(-scores, kind="stable")[:most]]


def _cuts(text: str) -> list[int]:
    """Return where clauses end within a text, those nearest the middle where there are very many."""
    found = [m.end() for m in BREAK.finditer(text) if LEAST <= m.end() <= len(text) - LEAST]
    middle = len(text) / 2
    return sorted(sorted(found, key=lambda cut: abs(cut - middle))[:CUTS])
