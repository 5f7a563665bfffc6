"""Names that sound alike across scripts: 马尔果夫 and *Ma-er-gu-fu*, 章汉夫 and *Zhang Hanfu*, Бахты and *Bakhty*.

Runs of words are written in Latin letters (Chinese in pinyin, by `anyascii`) and compared by letters and by their
skeletons: the classes of their consonants, in which b is p, d is t, l is r, and all that hisses is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from anyascii import anyascii
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from hexapla import languages
from hexapla.align.band import Floats
from hexapla.wordlinks.reading import Words

CASED = {"Latn", "Cyrl", "Grek", "Armn"}
LONGEST = 4, 24  # words and letters of a name
CHARACTERS = 2, 8  # of a name in a script without capitals
LETTERS, CONSONANTS = 4, 2  # the least of a name; what is shorter sounds like much else
ALIKE = 0.89  # the least likeness: between 0.8 and 0.9 every tenth pair is chance
SURE, INSTEAD = 0.95, 0.5  # the probability of a pair that sounds alike; what is left of that of its words with others
BY_SKELETON = 0.65  # the weight of the skeletons; the letters have the rest
_HISSING = re.compile(r"[sdt]?[sczx]+h*|t?ch|d?j|dz|[cg](?=[eiy])")
_SPELLINGS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"wu|(?<![aeiou])ou"), "u"),
    (re.compile(r"yi|y"), "i"),
    (re.compile(r"ng"), "n"),
    (re.compile(r"ck"), "k"),
)
_CLASSES = str.maketrans({"b": "p", "d": "t", "g": "k", "c": "k", "q": "k", "h": "k", "l": "r", "v": "f", "w": "f"})


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words, from `start` to before `end`, that may be a name, and how it sounds."""

    start: int
    end: int
    letters: str
    skeleton: str


def sounding(source: Words, target: Words) -> Floats:
    """Return (source, target): how alike two words sound, or the names they are part of; 0 where nothing tells.

    Only words of different scripts are compared, and only what looks like a name where a script has capitals.
    """
    found = np.zeros((len(source.spans), len(target.spans)))
    if languages.script(source.tag) == languages.script(target.tag) or not (_cased(source) or _cased(target)):
        return found
    left, right = list(_runs(source)), list(_runs(target))
    for one, other, score in _best(left, right, _likeness(left, right)):
        within = score * _within(source.texts[one.start : one.end], target.texts[other.start : other.end])
        found[one.start : one.end, other.start : other.end] = within
    return found


def heeding(chances: Floats, alike: Floats) -> Floats:
    """Return probabilities (source, target) that heed `sounding`: names that sound alike go with each other alone."""
    elsewhere = np.maximum(alike.max(axis=1, keepdims=True), alike.max(axis=0, keepdims=True)) > 0
    found: Floats = np.where(alike > 0, np.maximum(chances, SURE), np.where(elsewhere, INSTEAD * chances, chances))
    return found


def _within(mine: Sequence[str], others: Sequence[str]) -> Floats:
    """Return 1 for the parts of two runs that stand at the same place of the name, as 章 and *Zhang*; else 0."""
    (start, end), (begin, stop) = _places(mine), _places(others)
    shared = np.minimum(end[:, None], stop[None]) - np.maximum(start[:, None], begin[None])
    found: Floats = (2 * shared > np.minimum((end - start)[:, None], (stop - begin)[None])).astype(float)
    return found


def _places(words: Sequence[str]) -> tuple[Floats, Floats]:
    """Return where words begin and end in the letters of their run, from 0 to 1."""
    ends = np.cumsum([len(heard(word)[0]) for word in words])
    lengths = np.diff(ends, prepend=0)
    return (ends - lengths) / ends[-1], ends / ends[-1]


def _likeness(left: Sequence[Run], right: Sequence[Run]) -> Floats:
    """Return (left, right): how alike runs sound, from 0 to 1."""
    if not left or not right:
        return np.zeros((len(left), len(right)))
    letters, skeletons = (
        cdist(
            [getattr(x, key) for x in left], [getattr(x, key) for x in right], scorer=Levenshtein.normalized_similarity
        )
        for key in ("letters", "skeleton")
    )
    found: Floats = np.maximum(letters, BY_SKELETON * skeletons + (1 - BY_SKELETON) * letters)
    return found


def _best(left: Sequence[Run], right: Sequence[Run], scores: Floats) -> Iterator[tuple[Run, Run, float]]:
    """Yield the likest runs, the likest first, then the longest; none that overlaps one that came before."""
    every = [(left[i], right[j], float(scores[i, j])) for i, j in zip(*np.nonzero(scores >= ALIKE), strict=True)]
    taken: tuple[set[Run], set[Run]] = set(), set()
    for one, other, score in sorted(every, key=lambda x: (-x[2], -len(x[0].letters) - len(x[1].letters))):
        if _free(one, taken[0]) and _free(other, taken[1]):
            taken[0].add(one)
            taken[1].add(other)
            yield one, other, score


def _free(run: Run, taken: set[Run]) -> bool:
    """Whether a run is one of those taken, or overlaps none."""
    return run in taken or all(run.end <= one.start or one.end <= run.start for one in taken)


def _cased(words: Words) -> bool:
    return any(text != text.lower() for text in words.texts)


def _runs(words: Words) -> Iterator[Run]:
    """Yield the runs of words that may be names."""
    cased = languages.script(words.tag) in CASED
    for start in range(len(words.spans)):
        for end in range(start + 1, min(start + LONGEST[0], len(words.spans)) + 1):
            if words.spans[start].segment != words.spans[end - 1].segment or (cased and not _named(words, end - 1)):
                break
            text = "".join(words.texts[start:end])
            if not cased and not CHARACTERS[0] <= len(text) <= CHARACTERS[1]:
                continue
            letters, skeleton = heard(text)
            if LETTERS <= len(letters) <= LONGEST[1] and len(skeleton) >= CONSONANTS:
                yield Run(start, end, letters, skeleton)


def _named(words: Words, place: int) -> bool:
    """Whether a word looks like a name: it has a capital."""
    return words.texts[place][:1].isupper()


@lru_cache(20_000)
def heard(text: str) -> tuple[str, str]:
    """Return the letters of a name, and the classes of its consonants, a vowel at the start being one."""
    letters = re.sub(r"[^a-z]", "", anyascii(text).lower())
    plain = _HISSING.sub("s", letters)
    for pattern, simple in _SPELLINGS:
        plain = pattern.sub(simple, plain)
    classes = re.sub(r"(.)\1+", r"\1", plain.translate(_CLASSES))
    return letters, re.sub(r"^[aeiou]+", "a", classes)[:1] + re.sub(r"[aeiou]", "", classes[1:])
