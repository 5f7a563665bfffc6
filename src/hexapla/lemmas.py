"""Words and their dictionary forms, so that inflected forms of one word are counted and found together.

Lemmas come from `simplemma` (MIT), whose dictionaries cover some fifty languages; a dictionary is read when its
language is first asked for. Where a language has none, or is written without spaces, a word stands for itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz.distance import Prefix

from hexapla import languages
from hexapla.folding import folded

WORD = re.compile(r"[^\W_]+(?:['’ʼ\-\u200c\u0300-\u036f]+[^\W_]+)*")
UNSPACED = {"Hans", "Hant", "Hani", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"}
_DICTIONARIES = {"sr": "hbs", "hr": "hbs", "bs": "hbs", "no": "nb"}  # names that simplemma has for these
_LEAST_STEM = 4  # letters that two forms of a word unknown to the dictionary must share
_ENDING = 3  # letters in which they may differ at the end


def is_unspaced(tag: str) -> bool:
    """Whether a language is written without spaces between its words."""
    return languages.script(tag) in UNSPACED


def plain(word: str) -> str:
    """Return a word as forms are compared: compatibility forms, case, ё and possessive ’s make no difference."""
    folded = unicodedata.normalize("NFKC", word).casefold().replace("ё", "е").replace("’", "'")
    return folded.removesuffix("'s")


@lru_cache(100_000)
def lemma(word: str, tag: str) -> str:
    """Return the dictionary form of a word, in small letters; the word itself where none is known."""
    base = plain(word)
    if is_unspaced(tag) or not any(map(str.isalpha, base)):
        return base
    name = _dictionary(languages.base(tag))
    if name is None:
        return base
    from simplemma import is_known, lemmatize

    form = base if is_known(base, lang=name) or not is_known(word, lang=name) else word
    return plain(lemmatize(form, lang=name)) or base


@cache
def _dictionary(base: str) -> str | None:
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    name = _DICTIONARIES.get(base, base)
    return name if name in SUPPORTED_LANGUAGES else None


@lru_cache(500)
def forms(word: str, tag: str) -> frozenset[str]:
    """Return the spellings of a word's inflected forms that the dictionary has, folded as texts are for searching.

    The dictionary is gone through from end to end, which takes a second where it is large.
    """
    base = lemma(word, tag)
    found = {word, base}
    name = None if is_unspaced(tag) else _dictionary(languages.base(tag))
    if name is not None:
        from simplemma import lemmatize
        from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

        wanted = {base, lemmatize(base, lang=name), lemmatize(word, lang=name)}
        dictionary = DefaultDictionaryFactory().get_dictionary(name)
        found.update(str(form) for form, its in dictionary.items() if its in wanted)
    return frozenset(filter(None, map(folded, found)))


def alike(one: str, two: str, tag: str) -> bool:
    """Whether two words may be forms of one word: the same lemma, or for longer words the same beginning.

    The second is for names and participles that no dictionary has: Маргуб and Маргубом, вручить and врученная. It
    forgives too much rather than too little, so it fits where a wrong alarm costs more than a missed one.
    """
    first, second = lemma(one, tag), lemma(two, tag)
    if first == second or plain(one) == plain(two):
        return True
    shared = Prefix.similarity(first, second)
    return shared >= _LEAST_STEM and max(len(first), len(second)) - shared <= _ENDING
