"""Fitting the corrections: confirmed beads are to become probable among all paths, and no weight large without need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from hexapla.align.band import Floats, Ints
from hexapla.align.evidence import Candidates
from hexapla.align.fixed import hold
from hexapla.align.learning.correction import COLUMNS, Learned, Lesson, columns
from hexapla.align.learning.lexicon import Lexicon, train
from hexapla.align.outcome import Task
from hexapla.align.search import NEVER, Lattice, Place, posteriors

FOLDS = 4  # what a word means in one part of the lessons is weighed in another
TURNS, RATE, RESTRAINT = 60, 0.08, 0.02
FEWEST = 30  # confirmed beads, below which nothing is learned

Seen = tuple[Lesson, Candidates, Lattice]  # a lesson with its candidates as the judge alone scores them


@dataclass(frozen=True)
class _Stretch:
    """A lesson ready to be learned from: candidates, scores without correction, evidence, and what is confirmed."""

    found: Candidates
    lattice: Lattice
    evidence: Floats
    task: Task

    def pull(self, weights: Floats) -> Floats:
        """Return by how much the confirmed beads' evidence exceeds what is expected: (columns,)."""
        scores = np.array(self.lattice.scores, np.float64)
        scores[self.found.shape, self.found.cell] += self.evidence @ weights
        free = Lattice(self.lattice.band, self.lattice.shapes, scores)
        wanted, expected = (posteriors(one)[self.found.shape, self.found.cell] for one in (hold(free, self.task), free))
        gained: Floats = (wanted - expected) @ self.evidence
        return gained


def learn(seen: Sequence[Seen]) -> Learned | None:
    """Learn from confirmed beads; None where there are too few."""
    lessons = [lesson for lesson, _, _ in seen]
    pairs = [pair for lesson in lessons for pair in lesson.pairs()]
    if len(pairs) < FEWEST:
        return None
    ratio = log(sum(len(t) for _, t in pairs) / max(sum(len(s) for s, _ in pairs), 1))
    parts = [[pair for k, pair in enumerate(pairs) if FOLDS * k // len(pairs) != fold] for fold in range(FOLDS)]
    lexicons = [train(part) for part in parts]
    stretches, passed = [], 0
    for one in seen:
        share = passed / len(pairs), len(one[0].pairs()) / len(pairs)
        stretches.append(_stretch(one, lexicons, ratio, share))
        passed += len(one[0].pairs())
    weights = _fit(stretches, len(pairs))
    return Learned(train(pairs), ratio, weights, sum(len(lesson.beads) for lesson in lessons), len(lessons))


def _stretch(seen: Seen, lexicons: list[Lexicon], ratio: float, share: tuple[float, float]) -> _Stretch:
    lesson, found, lattice = seen
    folds = _folds(lesson, found, *share)
    evidence = np.zeros((len(found), len(COLUMNS)))
    for fold in sorted(set(folds.tolist())):
        here = np.flatnonzero(folds == fold)
        evidence[here] = columns(lesson.source, lesson.target, found.some(here), lexicons[fold], ratio)
    return _Stretch(found, lattice, evidence, _task(lesson, lattice))


def _folds(lesson: Lesson, found: Candidates, before: float, own: float) -> Ints:
    """Return the part of the lessons (c,) in which each candidate lies, by where it ends in the source.

    `before` and `own` are the shares of all pairs that come before this lesson, and in it.
    """
    ends = np.array([max(s) for s, t in lesson.beads if s and t])
    rank = np.searchsorted(np.sort(ends), found.i - 1) / max(len(ends), 1)
    folds: Ints = np.clip((FOLDS * (before + own * rank)).astype(np.int64), 0, FOLDS - 1)
    return folds


def _task(lesson: Lesson, lattice: Lattice) -> Task:
    """Return the lesson as a task whose confirmed beads must stay, as far as they are in order and candidates."""
    places, at = [], 0
    for source, target in sorted(bead for bead in lesson.beads if bead[0] and bead[1]):
        place = source[0], target[0], len(source), len(target)
        whole = source[-1] - source[0] + 1 == len(source) and target[-1] - target[0] + 1 == len(target)
        if whole and target[0] >= at and _is_candidate(place, lattice):
            places.append(place)
            at = target[-1] + 1
    return Task(lesson.source, lesson.target, ("und", "und"), fixed=tuple(places))


def _is_candidate(place: Place, lattice: Lattice) -> bool:
    i, j, a, b = place
    cell = int(lattice.band.number(np.array(i + a), np.array(j + b)))
    known = (a, b) in lattice.shapes and cell < lattice.band.cells
    return known and float(lattice.scores[lattice.shapes.index((a, b)), cell]) > NEVER


def _fit(stretches: list[_Stretch], size: int) -> Floats:
    """Climb the likelihood of the confirmed beads by Adam (Kingma and Ba 2015), drawn towards no correction."""
    weights = np.zeros(len(COLUMNS))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, TURNS + 1):
        slope = np.sum([one.pull(weights) for one in stretches], axis=0) / size - RESTRAINT * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        step = RATE * min(1.0, 2 * (1 - turn / (TURNS + 1)))
        weights = weights + step * (first / (1 - 0.9**turn)) / (np.sqrt(second / (1 - 0.99**turn)) + 1e-8)
    return weights
