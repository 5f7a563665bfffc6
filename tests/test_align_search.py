"""The search through a band, held against trying every path."""

import numpy as np
import pytest

from hexapla.align.anchors import heaviest_chain
from hexapla.align.band import Band, around
from hexapla.align.search import Lattice, bead_shapes, best_path, posteriors

SHAPES = bead_shapes(3, 4)
BAND = Band(np.array([0, 0, 1, 1, 2]), np.array([2, 3, 4, 5, 5]))


def cell(i: int, j: int) -> int:
    """Number a cell of the band."""
    return int(BAND.number(np.array(i), np.array(j)))


def every_path(lattice: Lattice, i: int = 0, j: int = 0) -> list[list[tuple[int, int]]]:
    """List all paths from a cell to the end, as (shape, cell) pairs."""
    if (i, j) == (4, 5):
        return [[]]
    found = []
    for k, (a, b) in enumerate(SHAPES):
        end = cell(i + a, j + b) if i + a <= 4 and j + b <= 5 else BAND.cells
        if end < BAND.cells:
            found += [[(k, end), *rest] for rest in every_path(lattice, i + a, j + b)]
    return found


@pytest.fixture
def lattice() -> Lattice:
    """A lattice with random scores."""
    return Lattice(BAND, SHAPES, np.random.default_rng(7).normal(size=(len(SHAPES), BAND.cells)))


def test_the_best_path_is_the_best_of_all(lattice):
    """Its sum is the highest among every path there is."""
    found = sum(lattice.scores[SHAPES.index((a, b)), cell(i + a, j + b)] for i, j, a, b in best_path(lattice))
    assert found == pytest.approx(max(sum(lattice.scores[bead] for bead in path) for path in every_path(lattice)))


def test_probabilities_are_shares_of_all_paths(lattice):
    """A bead's probability is the weight of the paths through it."""
    paths = every_path(lattice)
    weights = np.exp([sum(lattice.scores[bead] for bead in path) for path in paths])
    expected = np.zeros_like(lattice.scores)
    for path, weight in zip(paths, weights / weights.sum(), strict=True):
        for bead in path:
            expected[bead] += weight
    assert posteriors(lattice) == pytest.approx(expected)


def test_the_heaviest_chain_passes_over_a_crossing_pair():
    """Two light pairs in order weigh more than one that crosses them."""
    pairs = np.array([[0, 5], [1, 1], [2, 2], [3, 9]])
    assert heaviest_chain(pairs, np.array([1.5, 1.0, 1.0, 1.0])).tolist() == [[1, 1], [2, 2], [3, 9]]


def test_a_band_joins_start_end_and_anchors():
    """Between two anchors far apart in one text the whole rectangle is searched."""
    band = around(np.array([[10, 10], [11, 60]]), 20, 70, 2)
    for i, j in ((0, 0), (10, 10), (10, 35), (11, 60), (20, 70)):
        assert int(band.number(np.array(i), np.array(j))) < band.cells
    assert band.cells < 21 * 71
