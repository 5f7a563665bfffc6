"""Alignment by length alone (Gale and Church 1993): what is left where no encoder knows a language."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np

from hexapla.align.band import Band, Floats
from hexapla.align.search import Lattice, Shape

PRIORS: dict[Shape, float] = {(1, 0): 0.005, (1, 1): 0.89, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011, (0, 1): 0.005}
VARIANCE = 6.8


def length_lattice(source: Sequence[str], target: Sequence[str], band: Band, shapes: list[Shape]) -> Lattice:
    """Score the beads of a band by how well their sides' lengths in characters agree.

    The ratio of the lengths is taken from the two texts. Scores are logarithms of probabilities.
    """
    x, y = _before(source), _before(target)
    ratio = y[-1] / x[-1] if x[-1] and y[-1] else 1.0
    return Lattice(band, shapes, np.array([_score(x, y, band, shape, ratio) for shape in shapes]))


def _before(sentences: Sequence[str]) -> Floats:
    return np.concatenate([[0], np.cumsum([len(text) for text in sentences])]).astype(float)


def _score(x: Floats, y: Floats, band: Band, shape: Shape, ratio: float) -> Floats:
    i, j = band.rows, band.columns
    expected = (x[i] - x[np.maximum(i - shape[0], 0)]) * ratio
    length = y[j] - y[np.maximum(j - shape[1], 0)]
    spread = np.sqrt(VARIANCE * np.maximum((expected + length) / 2, 1))
    score: Floats = log(PRIORS.get(shape, 1.0)) + _log_tail((length - expected) / spread)
    return score


def _log_tail(delta: Floats) -> Floats:
    """Return log P(|normal| >= |delta|), by the bound of Abramowitz and Stegun 26.2.17's leading terms."""
    z = np.abs(delta)
    t = 1 / (1 + 0.2316419 * z)
    tail = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    found: Floats = np.log(2 * np.maximum(tail, 1e-12)) - z * z / 2 - 0.9189385
    return found
