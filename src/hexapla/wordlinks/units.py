"""The words of a text: what is linked, in every script.

Spaced scripts have theirs between blanks and marks; the English possessive and the French elision stand alone. Chinese
is cut into the words of the dictionary and the model that are likeliest together (a unigram model, as in Kudo 2018).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from hexapla import languages
from hexapla.wordlinks.dictionary import Dictionary

Place = tuple[int, int]
Weigh = Callable[[str], float | None]
_WORD = re.compile(r"0+(?:[.,]0+)*(?!a)|[a0]+(?:['’ʼ\-\u200c][a0]+)*")  # in a mask of the text, see `_mask`
_POSSESSIVE = re.compile(r"['’][sS]$")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|dell|nell|all|un|quest)['’](?=\w\w)", re.IGNORECASE)
_ELIDING = {"fr", "it", "ca", "oc"}
UNSPACED = {"Hans", "Hant", "Hani", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"}
FIGURE = 8.0  # how unlikely a number is
RARE = 10.0, 3.0  # how unlikely a word is that only the dictionary knows, and each of its characters
LONG = 1.0  # more for each further character: rather two words than one that holds them
LONGEST, PHRASE = 3, 8.0  # what is longer is often a phrase, and cut unless its words are rare
NUMERALS = "一二三四五六七八九十两零〇百千万亿"
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff々〇]+")


def words_of(text: str, tag: str, pieces: Sequence[Place], dictionary: Dictionary | None, weigh: Weigh) -> list[Place]:
    """Return where words begin and end, in code points; `pieces` are the places of the model's pieces."""
    found = [match.span() for match in _WORD.finditer(_mask(text))]
    if languages.script(tag) not in UNSPACED:
        return [part for word in found for part in _apart(text, word, languages.base(tag))]
    return [part for word in found for part in _unspaced(text, word, pieces, dictionary, weigh)]


def _mask(text: str) -> str:
    """Write an a for each letter and each mark that combines with one, a 0 for each digit; all else stays."""
    return "".join("0" if c.isdigit() else "a" if unicodedata.category(c)[0] in "LMN" else c for c in text)


def _apart(text: str, word: Place, base: str) -> Iterator[Place]:
    start, end = word
    if base in _ELIDING and (elided := _ELISION.match(text[start:end])):
        yield start, start + elided.end()
        start += elided.end()
    if base == "en" and (possessive := _POSSESSIVE.search(text[start:end])):
        cut = start + possessive.start()
        yield start, cut
        start = cut
    yield start, end


def _unspaced(
    text: str, run: Place, pieces: Sequence[Place], dictionary: Dictionary | None, weigh: Weigh
) -> Iterator[Place]:
    start, end = run
    if text[start:end].isascii():
        yield run
        return
    inside = [(max(a, start), min(b, end)) for a, b in pieces if a < end and start < b]
    if dictionary is None:
        yield from inside
        return
    at = start
    for match in _HAN.finditer(text, start, end):
        yield from (place for place in inside if at <= place[0] and place[1] <= match.start())
        yield from likeliest(text, match.span(), dictionary, weigh)
        at = match.end()
    yield from (place for place in inside if at <= place[0])


def likeliest(text: str, run: Place, dictionary: Dictionary, weigh: Weigh) -> list[Place]:
    """Cut a run of Chinese characters into the words of the dictionary and of the model that are likeliest together.

    `weigh` gives the log-probability of a word that the model knows as one piece, else None.
    """
    start, end = run
    best: list[tuple[float, int]] = [(0.0, start)] + [(1e9, start)] * (end - start)
    for at in range(start, end):
        cost = best[at - start][0]
        for to in range(at + 1, min(end, at + dictionary.longest) + 1):
            dear = _cost(text[at:to], dictionary, weigh)
            if dear is not None and cost + dear < best[to - start][0]:
                best[to - start] = cost + dear, at
    cuts = [end]
    while cuts[-1] > start:
        cuts.append(best[cuts[-1] - start][1])
    return list(zip(cuts[::-1], cuts[-2::-1], strict=False))


def _cost(word: str, dictionary: Dictionary, weigh: Weigh) -> float | None:
    """Return how unlikely a word is; None where it is none."""
    if all(sign in NUMERALS for sign in word):
        return FIGURE
    listed = word in dictionary
    if len(word) > 1 and not listed:
        return None
    weight = weigh(word)
    length = LONG * (len(word) - 1) + (PHRASE if len(word) > LONGEST else 0)
    return length + (-weight if weight is not None else RARE[0] + RARE[1] * len(word))
