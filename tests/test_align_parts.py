"""Similarity of pieces of text, and proposals for cutting a long sentence."""

import pytest

from hexapla.align import propose_splits, span_similarity
from hexapla.errors import BadLanguageError

LONG = "部队越过了边界，牧民们害怕地逃走了，可是第二天早上他们又回到了自己的草场。"
PARTS = [
    "The troops crossed the border, and the herdsmen fled in fear.",
    "But the next morning they returned to their pastures.",
]


def test_translations_are_more_alike_than_strangers():
    """A piece and its rendering have a higher cosine than a piece and something else."""
    near = span_similarity("越过了边界", "crossed the border", "zh", "en")
    assert near > span_similarity("越过了边界", "the price of bread", "zh", "en") + 0.2


def test_a_long_sentence_is_cut_where_the_other_side_is():
    """The first proposal is the clause boundary that the English full stop stands for."""
    best = propose_splits(LONG, PARTS, "zh", "en")[0]
    assert LONG[best.offset :].startswith("可是")


def test_halves_keep_every_character():
    """An offset cuts between two characters and loses none."""
    for split in propose_splits(LONG, PARTS, "zh", "en"):
        assert LONG[: split.offset] + LONG[split.offset :] == LONG
        assert 0 < split.offset < len(LONG)


def test_a_sentence_without_clauses_has_no_proposals():
    """Nothing is cut inside a clause."""
    assert propose_splits("Nothing to cut here", PARTS, "en", "en") == []


def test_without_two_parts_cuts_near_the_middle_come_first():
    """With nothing to match, the evener cut is the better one."""
    text = "One, and then a much longer clause of this sentence, and finally another of about the same length."
    assert propose_splits(text, ["x"], "en", "en")[0].offset == text.index("and finally")


def test_a_language_that_no_encoder_knows_has_no_similarity():
    """Klingon compares as nothing rather than as noise."""
    assert span_similarity("a", "b", "tlh", "en") == 0.0


def test_a_wrong_tag_is_refused():
    """A name is no tag."""
    with pytest.raises(BadLanguageError):
        span_similarity("a", "b", "english!", "zh")
