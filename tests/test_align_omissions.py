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


@pytest.mark.parametrize("side", [0, 1])
def test_a_fifth_left_out_here_and_there_is_found(side):
    """Every fifth sentence is missing; single gaps are the hardest."""
    assert score(set(range(3, 300, 5)), side) > 0.95


def test_a_preface_and_an_appendix_are_left_alone():
    """The first and the last of one text have no counterpart."""
    assert score({*range(40), *range(280, 300)}, 0) > 0.95


def test_a_section_in_another_place_is_found_there():
    """Forty sentences from the beginning stand at the end of the other text."""
    english, german = texts(160)
    moved = [*german[40:], *german[:40]]
    beads = align(english, moved, "en", "de", "fast").beads
    right = {((k,), ((k - 40) % 160,)) for k in range(160)}
    assert sum((bead.source, bead.target) in right for bead in beads) > 140
    assert sorted(i for bead in beads for i in bead.source) == list(range(160))
    assert sorted(j for bead in beads for j in bead.target) == list(range(160))


def test_strangers_left_over_on_both_sides_stay_alone():
    """A preface here and an appendix there that have nothing to do with each other are not linked."""
    english, german = texts(60)
    preface = [f"Item {k}: price, tax and delivery of screws number {k * 7}." for k in range(10)]
    appendix = [f"Am {k + 1}. Tag regnete es, und der Chor sang das Lied {k * 3}." for k in range(10)]
    beads = align([*preface, *english], [*german, *appendix], "en", "de", "fast").beads
    assert not [b for b in beads if b.source and b.target and (b.source[0] < 10 or b.target[-1] >= 60)]
