"""Names go together by their sound across scripts, and nothing else does."""

import numpy as np
import pytest

from hexapla.wordlinks import Span
from hexapla.wordlinks.reading import Words
from hexapla.wordlinks.sounds import heard, heeding, sounding


def words(tag: str, *texts: str) -> Words:
    """Return the words of a side without what the models make of them."""
    spans = tuple(Span(0, 10 * k, 10 * k + len(text)) for k, text in enumerate(texts))
    empty = np.empty((len(texts), 0))
    return Words(tag, spans, texts, texts, empty, empty, np.zeros(len(texts)))


def pairs(source: Words, target: Words) -> set[tuple[str, str]]:
    """Return the words that sound alike."""
    found = sounding(source, target)
    return {(source.texts[i], target.texts[j]) for i, j in zip(*np.nonzero(found), strict=True)}


def test_a_name_of_single_characters_goes_with_its_transcription():
    """Every character of 马尔果夫, cut apart, goes with Ma-er-gu-fu and with nothing else."""
    found = pairs(
        words("zh-Hans", "同", "马尔", "果", "夫", "谈话"), words("en", "with", "Ma-er-gu-fu", "spoke", "China")
    )
    assert found == {(part, "Ma-er-gu-fu") for part in ("马尔", "果", "夫")}


def test_the_parts_of_a_name_go_with_its_parts():
    """Zhang goes with 章, Hanfu with 汉 and 夫, in both directions."""
    chinese, english = words("zh-Hans", "部长", "章", "汉", "夫"), words("en", "Minister", "Zhang", "Hanfu")
    assert pairs(chinese, english) == {("章", "Zhang"), ("汉", "Hanfu"), ("夫", "Hanfu")}
    assert pairs(english, chinese) == {("Zhang", "章"), ("Hanfu", "汉"), ("Hanfu", "夫")}


@pytest.mark.parametrize(("tag", "name", "latin"), [("ru", "Маргуб", "Marghub"), ("el", "Πλάτων", "Platon")])
def test_names_in_other_alphabets_are_heard(tag, name, latin):
    """Cyrillic and Greek names go with their Latin spelling."""
    assert pairs(words(tag, name), words("en", "then", latin)) == {(name, latin)}


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("王二", "wanger"), ("生活", "Shanghai"), ("西", "Xi")],
    ids=["no capital", "only somewhat alike", "too short"],
)
def test_what_is_no_name_is_not_heard(chinese, english):
    """Words without a capital, short ones, and those that are only somewhat alike are left to other evidence."""
    assert not sounding(words("zh-Hans", chinese), words("en", "the", english)).any()


def test_words_of_one_script_are_not_compared_by_sound():
    """Moscou and Moscow are left to what is written."""
    assert not sounding(words("fr", "Moscou"), words("en", "Moscow")).any()


def test_a_skeleton_hears_b_as_p_and_r_as_l():
    """Spellings of one name share the classes of their consonants."""
    assert heard("Уйгур")[1] == heard("Uyghur")[1]


def test_names_that_sound_alike_go_with_each_other_alone():
    """A pair that sounds alike is made sure, and its words are less likely to go with others."""
    found = heeding(np.array([[0.2, 0.8], [0.6, 0.4]]), np.array([[1.0, 0.0], [0.0, 0.0]]))
    assert found.tolist() == [[0.95, 0.4], [0.3, 0.4]]
