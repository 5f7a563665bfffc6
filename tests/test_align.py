"""Aligning two lists of sentences: what comes back, and what is refused."""

import pytest

from hexapla.align import METHODS, Outcome, align
from hexapla.errors import AlignmentInputError, BadLanguageError

ENGLISH = [
    "The embassy sent a note on Monday.",
    "Twelve shepherds crossed the border with their sheep.",
    "They were looking for grass. The winter had been long.",
    "Nobody answered the note.",
    "In May the snow melted.",
]
CHINESE = [
    "大使馆于星期一递交了一份照会。",
    "十二名牧民赶着羊群越过了边界。",
    "他们在寻找草场。",
    "那年冬天很长。",
    "没有人答复这份照会。",
    "五月，积雪融化了。",
]


def shapes(outcome: Outcome) -> list[tuple[list[int], list[int]]]:
    """Show the beads as pairs of lists."""
    return [(list(bead.source), list(bead.target)) for bead in outcome.beads]


@pytest.mark.parametrize("method", [name for name in METHODS if name != "labse"])
def test_every_sentence_is_in_exactly_one_bead_in_order(method):
    """Neither side loses, repeats or reorders a sentence."""
    beads = align(ENGLISH, CHINESE, "en", "zh-Hans", method).beads
    assert [i for bead in beads for i in bead.source] == list(range(5))
    assert [j for bead in beads for j in bead.target] == list(range(6))
    assert all(0 <= bead.confidence <= 1 for bead in beads)


@pytest.mark.parametrize("method", ["best", "fast"])
def test_translations_find_each_other(method):
    """A sentence rendered by two is joined to both."""
    found = shapes(align(ENGLISH, CHINESE, "en", "zh-Hans", method))
    assert found == [([0], [0]), ([1], [1]), ([2], [2, 3]), ([3], [4]), ([4], [5])]


def test_a_sentence_without_counterpart_stays_alone():
    """An addition on one side becomes a null bead."""
    longer = [*CHINESE[:4], "本书的第一版在上海出版，印数三千册。", *CHINESE[4:]]
    assert ([], [4]) in shapes(align(ENGLISH, longer, "en", "zh"))


def test_the_outcome_says_how_it_was_made():
    """Method, model, version and hash stand in single lines."""
    made_by = align(ENGLISH, CHINESE, "en", "zh").made_by
    assert made_by["method"]
    assert "sha256:" in made_by["model"]
    assert not any("\n" in value for value in made_by.values())


def test_a_language_that_no_encoder_knows_is_aligned_by_length_and_says_so():
    """Klingon has no encoder; lengths still align it."""
    outcome = align(
        ["Short.", "A sentence that is rather long."], ["Qap.", "nuqneH jatlh tlhIngan Hol mu'tlhegh."], "en", "tlh"
    )
    assert shapes(outcome) == [([0], [0]), ([1], [1])]
    assert outcome.made_by["method"].startswith("length")
    assert "tlh" in outcome.made_by["reason"]


def test_a_language_beyond_the_first_encoder_is_aligned_by_the_second():
    """Icelandic is not among USE's languages; e5 knows it."""
    icelandic = ["Húsið er rautt.", "Ég á hund.", "Hann er gamall.", "Við förum heim á morgun."]
    english = ["The house is red.", "I have a dog. He is old.", "We go home tomorrow."]
    outcome = align(english, icelandic, "en", "is")
    assert shapes(outcome) == [([0], [0]), ([1], [1, 2]), ([2], [3])]
    assert "e5" in outcome.made_by["model"]


def test_an_empty_side_leaves_the_other_alone():
    """With nothing to align to, each sentence is a null bead."""
    assert shapes(align([], ["一。", "二。"], "en", "zh")) == [([], [0]), ([], [1])]
    assert shapes(align(["One."], [], "en", "zh")) == [([0], [])]


def test_two_empty_sides_are_refused():
    """There is nothing to answer with."""
    with pytest.raises(AlignmentInputError, match="nothing to align"):
        align([], [], "en", "zh")


def test_an_unknown_method_is_refused_with_the_known_ones():
    """The message lists what may be asked for."""
    with pytest.raises(AlignmentInputError, match="best, fast, length"):
        align(["a"], ["b"], "en", "zh", method="magic")


def test_a_wrong_language_tag_is_refused():
    """A name is no tag."""
    with pytest.raises(BadLanguageError):
        align(["a"], ["b"], "english!", "zh")


@pytest.mark.parametrize(
    ("source", "target", "tags"),
    [
        (["One sentence."], ["一句话。"], ("en", "zh")),
        (["The same text.", "In one language."], ["The same text.", "In one language."], ("en", "en")),
        (["word " * 2000, "End."], ["字" * 10_000, "完。"], ("en", "zh")),
        (["", "  ", "A."], ["", "甲。"], ("en", "zh")),
        (["a"] * 40, ["b"] * 3, ("en", "de")),
    ],
    ids=["one sentence", "same language", "10,000 characters", "blank sentences", "very unequal"],
)
def test_unusual_texts_are_aligned_whole(source, target, tags):
    """Extremes end in a complete alignment, not in an error."""
    beads = align(source, target, *tags).beads
    assert sum(len(bead.source) for bead in beads) == len(source)
    assert sum(len(bead.target) for bead in beads) == len(target)


def test_progress_is_told_in_phases_that_end():
    """Each phase is reported up to its total."""
    told: dict[str, tuple[int, int]] = {}
    align(ENGLISH, CHINESE, "en", "zh", progress=lambda phase, done, total: told.update({phase: (done, total)}))
    assert "Encoding" in told
    assert all(done == total for done, total in told.values())
