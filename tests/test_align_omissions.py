"""What one text lacks is found as lacking, in one block or scattered."""

from random import Random

import pytest

from hexapla.align import align

WHO = [("king", "König"), ("farmer", "Bauer"), ("doctor", "Arzt"), ("teacher", "Lehrer"), ("soldier", "Soldat")]
WHO += [("sailor", "Seemann"), ("baker", "Bäcker"), ("judge", "Richter"), ("shepherd", "Hirte"), ("painter", "Maler")]
WHAT = [("bread", "Brot"), ("a horse", "ein Pferd"), ("a letter", "einen Brief"), ("wine", "Wein")]
WHAT += [("gold", "Gold")]
WHAT += [
    ("a house", "ein Haus"),
    ("apples", "Äpfel"),
    ("a sword", "ein Schwert"),
    ("books", "Bücher"),
    ("salt", "Salz"),
]
WHERE = [("London", "London"), ("the forest", "dem Wald"), ("the church", "der Kirche"), ("Paris", "Paris")]
WHERE += [("the mountains", "den Bergen"), ("the harbour", "dem Hafen"), ("prison", "dem Gefängnis")]


def texts(size: int) -> tuple[list[str], list[str]]:
    """Make two texts that translate each other, no two sentences alike."""
    chosen = [(who, what, where) for who in WHO for what in WHAT for where in WHERE]
    Random(1).shuffle(chosen)  # noqa: S311 (a test text)
    english = [f"The {who[0]} bought {what[0]} in {where[0]}." for who, what, where in chosen[:size]]
    return english, [f"Der {who[1]} kaufte {what[1]} in {where[1]}." for who, what, where in chosen[:size]]


def score(gone: set[int], side: int, method: str = "fast") -> float:
    """Leave sentences out of one side, align, and return the share of right beads."""
    sides = list(texts(300))
    kept = [k for k in range(300) if k not in gone]
    sides[side] = [sides[side][k] for k in kept]
    beads = align(*sides, "en", "de", method).beads
    place = {k: n for n, k in enumerate(kept)}
    pair = [((k,), (place[k],) if k in place else ()) for k in range(300)]
    expected = {(b, a) if side == 0 else (a, b) for a, b in pair}
    return sum((bead.source, bead.target) in expected for bead in beads) / len(expected)


@pytest.mark.parametrize("side", [0, 1])
def test_a_fifth_left_out_in_one_block_is_found(side):
    """Sixty sentences that follow each other are missing on one side."""
    assert score(set(range(120, 180)), side) > 0.95


def test_a_fifth_left_out_here_and_there_is_found():
    """Every fifth sentence is missing; single gaps are the hardest, so most are found, not all."""
    assert score(set(range(3, 300, 5)), 0, "best") > 0.85


def test_a_preface_and_an_appendix_are_left_alone():
    """The first and the last of one text have no counterpart."""
    assert score({*range(40), *range(280, 300)}, 0) > 0.95
