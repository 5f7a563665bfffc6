"""How sure the aligner is of each bead it returns."""

from __future__ import annotations

import numpy as np

from hexapla.align.band import Floats
from hexapla.align.search import Lattice, Place
from hexapla.model import Bead


def beads(path: list[Place], probabilities: Floats, lattice: Lattice) -> list[Bead]:
    """Return the beads of a path, each with its probability among all paths.

    A sentence left alone is as probable as all the places together where the path could leave it alone.
    """
    left: Floats = np.bincount(lattice.band.rows, probabilities[0]).astype(np.float64)
    right: Floats = np.bincount(lattice.band.columns, probabilities[-1]).astype(np.float64)
    return [_bead(place, probabilities, lattice, (left, right)) for place in path]


def _bead(place: Place, probabilities: Floats, lattice: Lattice, lone: tuple[Floats, Floats]) -> Bead:
    i, j, a, b = place
    if not b:
        sure = lone[0][i + 1]
    elif not a:
        sure = lone[1][j + 1]
    else:
        cell = int(lattice.band.number(np.array(i + a), np.array(j + b)))
        sure = probabilities[lattice.shapes.index((a, b)), cell]
    return Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), float(min(max(sure, 0.0), 1.0)))
