"""Folding: one spelling finds the others, and every word knows its place in the text."""

import unicodedata

import pytest
from any_alignment import SEGMENTS
from hypothesis import given, settings
from hypothesis import strategies as st

from hexapla.folding import FULL, Fold, folded, is_unspaced, shadow, shadow_words, with_places, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлка", "елка"),
        ("蘇聯領事館", "苏联领事馆"),
        ("裏", "里"),
        ("衞", "卫"),
        ("ＡＢＣ", "abc"),
        ("ﬁne", "FINE"),
        ("Straße", "STRASSE"),
        ("Élan", "elan"),
        ("e\u0301lan", "élan"),
        ("Łódź", "lodz"),
        ("مُحَمَّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("ὁ λόγος", "ο λογοσ"),
    ],
)
def test_spellings_that_are_folded_to_the_same(one, other):
    """Whoever types one finds the other."""
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("мой", "мои"), ("が", "か"), ("कि", "क"), ("著", "着"), ("么", "幺")])
def test_spellings_that_stay_different(one, other):
    """What looks like a mark and makes another letter or word is kept."""
    assert folded(one) != folded(other)


def test_each_kind_of_folding_can_be_left_out():
    """Case, marks and script on their own."""
    assert folded("Ёж 蘇", Fold(case=False)) == "Еж 苏"
    assert folded("Ёж 蘇", Fold(marks=False)) == "ёж 苏"
    assert folded("Ёж 蘇", Fold(script=False)) == "еж 蘇"


def test_every_character_of_scripts_without_spaces_is_a_word():
    """Extensions beyond the first plane, 々 and 〇 too; kana and Thai."""
    assert shadow_words("人々〇𠮷𰀀かな ไทย, two words") == [*"人々〇𠮷𰀀かなไทย", "two", "words"]
    assert is_unspaced("𰀀")
    assert not is_unspaced("한")


def test_signs_are_no_words():
    """Words end at punctuation, hyphens and apostrophes."""
    assert shadow_words("don’t — re-read, “3.14”!") == ["don", "t", "re", "read", "3", "14"]


@settings(deadline=None)
@given(st.text(max_size=40))
def test_the_way_back_leads_to_what_was_folded(text):
    """With and without places the same comes out; each word's span folds to a text that has the word."""
    for fold in (FULL, Fold(marks=False, script=False)):
        assert with_places(text, fold, spaced=True).text.split() == shadow_words(text, fold)
        assert with_places(text, fold).text == folded(text, fold)
        last = 0
        for word in words(text, fold):
            assert 0 <= word.start < word.end <= len(text)
            assert word.end >= last
            last = word.end
            assert word.form in "".join(shadow_words(text[word.start : word.end], fold))


@settings(deadline=None)
@given(SEGMENTS)
def test_composed_and_decomposed_texts_are_the_same_to_a_search(text):
    """It does not matter how a keyboard writes an accent."""
    assert shadow_words(unicodedata.normalize("NFD", text)) == shadow_words(unicodedata.normalize("NFC", text))


@settings(deadline=None)
@given(st.text(max_size=40))
def test_what_is_folded_stays_as_it_is(text):
    """Folding twice is folding once, and the index holds only letters, digits and spaces."""
    once = shadow(text)
    assert shadow(once).split() == once.split()
    assert all(not sign.isascii() or sign.isalnum() or sign == " " for sign in once)
