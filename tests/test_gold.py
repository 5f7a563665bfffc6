"""The gold for words: annotations that name what is there, cover their texts, and are scored as the README says."""

import pytest

from bench.gold import alignment_error_rate, pairs, project
from bench.gold.phrases import AnnotationError, find
from hexapla.lamp import Span

WORDS = ["freedom", "and", "peace", "and", "the", "whole", "world"]


def test_a_phrase_is_found_by_its_words():
    """Round brackets set apart what belongs only possibly."""
    named = find("the (whole) world", WORDS)
    assert (named.core, named.possible) == ((4, 6), {5})


def test_a_repeated_word_is_told_by_its_neighbours_or_by_number():
    """Square brackets name neighbours that are not part of the phrase; a number names the occurrence."""
    assert find("[peace] and", WORDS).all == find("and /2", WORDS).all == (3,)


def test_phrases_that_stand_apart_are_joined_by_a_plus():
    """Both parts count."""
    assert find("freedom + world", WORDS).all == (0, 6)


@pytest.mark.parametrize("annotation", ["and", "and /3", "war", "[peace]", "the + the"])
def test_what_is_ambiguous_or_missing_is_refused(annotation):
    """An annotation names one place or none is taken."""
    with pytest.raises(AnnotationError):
        find(annotation, WORDS)


def test_every_pair_is_read_and_its_links_name_words():
    """Sure links are possible, too, and no index leaves its side."""
    for pair in pairs():
        assert pair.sure <= pair.possible
        assert all(i < len(pair.left_words) and j < len(pair.right_words) for i, j in pair.possible), pair.name


def test_the_gold_itself_makes_no_error_and_nothing_found_is_all_error():
    """The alignment error rate goes from 0 to 1."""
    gold = pairs()
    assert alignment_error_rate((pair, pair.sure) for pair in gold) == 0
    assert alignment_error_rate((pair, frozenset()) for pair in gold) == 1


def test_words_cut_otherwise_are_projected_onto_the_gold_words():
    """A system's word that covers two gold words links both."""
    pair = next(pair for pair in pairs() if pair.name == "memorandum.zh-Hans--en L0014")
    both = Span(0, pair.left_words[0].start, pair.left_words[1].end)
    assert project(pair, [(both, pair.right_words[0])]) == {(0, 0), (1, 0)}
