"""Aligning around links that must stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hexapla.align import align
from hexapla.errors import AlignmentInputError
from hexapla.model import Bead

ENGLISH = ["bread", "sheep", "snow", "war", "kings", "ships"]
GERMAN = ["Brot", "Schafen", "Schnee", "Krieg", "Königen", "Schiffen"]
SOURCE = [f"Sentence number {k} speaks of {word}." for k, word in enumerate(ENGLISH)]
TARGET = [f"Satz Nummer {k} spricht von {word}." for k, word in enumerate(GERMAN)]


def pairs(beads: list[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Show the beads as pairs of groups."""
    return [(bead.source, bead.target) for bead in beads]


def whole(beads: list[Bead], sizes: tuple[int, int]) -> bool:
    """Tell whether each sentence of both sides is in exactly one bead."""
    sides = zip(*pairs(beads), strict=True)
    return [sorted(i for part in side for i in part) for side in sides] == [list(range(size)) for size in sizes]


def test_fixed_links_stay_and_the_rest_fits_around_them():
    """Even a link that the texts speak against is kept as it is."""
    beads = align(SOURCE, TARGET, "en", "de", "fast", fixed=[Bead((1, 2), (1,)), ((3,), (2, 3))]).beads
    assert pairs(beads) == [((0,), (0,)), ((1, 2), (1,)), ((3,), (2, 3)), ((4,), (4,)), ((5,), (5,))]
    assert all(bead.confidence > 0.9 for bead in beads[1:3])


def test_a_fixed_link_larger_than_any_that_is_searched_stays():
    """The search looks at beads of seven sentences; a person may join more."""
    beads = align(SOURCE, TARGET, "en", "de", "fast", fixed=[((0, 1, 2, 3, 4), (0, 1, 2, 3, 4))]).beads
    assert pairs(beads) == [((0, 1, 2, 3, 4), (0, 1, 2, 3, 4)), ((5,), (5,))]


def test_crossing_links_both_stay():
    """Sentences that changed places are set aside and come back where they were."""
    beads = align(SOURCE, TARGET, "en", "de", "fast", fixed=[((1,), (4,)), ((4,), (1,))]).beads
    assert {((1,), (4,)), ((4,), (1,))} <= set(pairs(beads))
    assert whole(beads, (6, 6))


def test_a_fixed_null_link_stays():
    """A confirmed omission is not filled again."""
    beads = align(SOURCE, TARGET[:2] + TARGET[3:], "en", "de", "fast", fixed=[((2,), ())]).beads
    assert ((2,), ()) in pairs(beads)
    assert whole(beads, (6, 5))


@pytest.mark.parametrize(
    ("fixed", "words"),
    [
        ([((0,), (0,)), ((0,), (1,))], "Sentence 1 of the source is in two"),
        ([((9,), (0,))], "sentence 10 of the source"),
    ],
)
def test_fixed_links_that_cannot_be_are_refused(fixed, words):
    """The message names the sentence."""
    with pytest.raises(AlignmentInputError, match=words):
        align(SOURCE, TARGET, "en", "de", fixed=fixed)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_links_may_be_fixed(data):
    """Whatever groups are fixed, they are in the outcome, and nothing is lost or doubled."""
    left, right = data.draw(st.permutations(range(6))), data.draw(st.permutations(range(6)))
    cuts = data.draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=3))
    fixed, i, j = [], 0, 0
    for a, b in cuts:
        if a or b:
            fixed.append((tuple(sorted(left[i : i + a])), tuple(sorted(right[j : j + b]))))
            i, j = i + a, j + b
    beads = align(SOURCE, TARGET, "en", "de", "length", fixed=fixed).beads
    assert set(fixed) <= set(pairs(beads))
    assert whole(beads, (6, 6))
