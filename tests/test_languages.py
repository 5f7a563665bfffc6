"""Language tags."""

import pytest

from hexapla import languages
from hexapla.errors import BadLanguageError


@pytest.mark.parametrize(("tag", "normal"), [("zh-hans", "zh-Hans"), ("EN", "en"), ("sr-latn-rs", "sr-Latn-RS")])
def test_letter_case_becomes_the_customary_one(tag, normal):
    """Tags are written as the standard writes them."""
    assert languages.normalise(tag) == normal


@pytest.mark.parametrize("tag", ["", "english", "xx-nope", "zh_", "12", "q"])
def test_a_wrong_tag_is_named_in_the_error(tag):
    """People learn what they typed and what would do."""
    with pytest.raises(BadLanguageError, match="BCP 47"):
        languages.normalise(tag)


@pytest.mark.parametrize(
    ("tag", "direction"), [("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("ru", "ltr"), ("zh", "ltr")]
)
def test_direction_follows_the_script(tag, direction):
    """Arabic, Hebrew and Persian run from the right."""
    assert languages.direction(tag) == direction


@pytest.mark.parametrize(("tag", "joiner"), [("zh", ""), ("ja", ""), ("th", ""), ("en", " "), ("ar", " "), ("ko", " ")])
def test_sentences_join_as_the_script_does(tag, joiner):
    """Chinese sentences touch, English ones have a space between."""
    assert languages.joiner(tag) == joiner


def test_languages_are_named_for_people():
    """In English, and in the language itself."""
    assert languages.display_name("zh-Hans") == "Chinese (Simplified)"
    assert languages.autonym("ru") == "русский"
