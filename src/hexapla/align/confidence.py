"""How sure the aligner is of each bead it returns."""

from __future__ import annotations

import numpy as np

from hexapla.align.band import Band, Floats
from hexapla.align.search import Lattice, Place
from hexapla.model import Bead


def beads(path: list[Place], probabilities: Floats, lattice: Lattice) -> list[Bead]:
    """Return the beads of a path, each with its probability among all paths.

    A sentence left alone is as probable as all the places together where the path could leave it alone.
    """
    alone = lone(probabilities, lattice.band)
    return [_bead(place, probabilities, lattice, alone) for place in path]


def lone(probabilities: Floats, band: Band) -> tuple[Floats, Floats]:
    """Return how probably each sentence of the source (n,) and of the target (m,) is left alone."""
    left: Floats = np.bincount(band.rows, probabilities[0], len(band.low)).astype(np.float64)
    right: Floats = np.bincount(band.columns, probabilities[-1], int(band.high[-1]) + 1).astype(np.float64)
    return left[1:], right[1:]


def _bead(place: Place, probabilities: Floats, lattice: Lattice, alone: tuple[Floats, Floats]) -> Bead:
    i, j, a, b = place
    if not b:
        sure = alone[0][i]
    elif not a:
        sure = alone[1][j]
    else:
        cell = int(lattice.band.number(np.array(i + a), np.array(j + b)))
        sure = probabilities[lattice.shapes.index((a, b)), cell]
    return Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), float(min(max(sure, 0.0), 1.0)))
