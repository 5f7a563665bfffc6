"""Texts as they are searched: folded so that one spelling finds the others, with the way back to the text.

Folded are, each on its own where asked for:

- compatibility forms, always (Unicode NFKC, UAX #15): ﬁ is fi, Ａ is A;
- `case` (Unicode case folding): Ёлка is ёлка, STRASSE is straße;
- `marks`: diacritics of Latin, Greek and Cyrillic, vowel signs of Arabic and Hebrew: ё is е, é is e, but й stays й;
- `script`: traditional characters become simplified ones, character by character, by the tables of OpenCC.

Words are what letters, digits and their marks make; in scripts without spaces every character is a word of its own, so
that whatever stands in a text is found from one character on.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import NamedTuple

VERSION = 2  # of what is folded and how it is kept; an index made with another version is made anew

_UNSPACED = re.compile(
    "[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u303b\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\U0001b000-\U0001b16f\U00020000-\U0003fffd]"
)
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f]"
)
_STROKES = str.maketrans("łŁøØđĐħĦŧŦıⱥȺ", "lLoOdDhHtTiaA")
_WORD = re.compile(r"\S+")


class Fold(NamedTuple):
    """What is folded besides compatibility forms."""

    case: bool = True
    marks: bool = True
    script: bool = True


FULL = Fold()


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script without spaces and is a word of its own."""
    return bool(_UNSPACED.match(character))


@cache
def simplified() -> dict[str, str]:
    """Return the simplified character for each traditional one, after OpenCC (Taiwan's and Hong Kong's forms too)."""
    from opencc import OpenCC

    ranges = (0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0)
    every = [chr(code) for first, end in ranges for code in range(first, end)]
    found: dict[str, str] = {}
    for config in ("hk2s", "t2s"):
        made = OpenCC(config).convert("\n".join(every)).split("\n")
        found |= {old: new for old, new in zip(every, made, strict=True) if old != new and len(new) == 1}
    return {old: found.get(new, new) for old, new in found.items()}


def _fold(sign: str, fold: Fold) -> str:
    """Fold one character; what comes out may be none or several."""
    found = unicodedata.normalize("NFKC", sign)
    if fold.case:
        found = unicodedata.normalize("NFKC", found.casefold())
    if fold.marks:
        bare = "".join(c if c in "йЙ" else _MARKS.sub("", unicodedata.normalize("NFD", c)) for c in found)
        found = unicodedata.normalize("NFC", bare).translate(_STROKES)
    if fold.script:
        found = "".join(simplified().get(c, c) for c in found)
    return found


def _is_wordly(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM" or unicodedata.category(sign) == "Co"


class _Table(dict[int, str]):
    """What each character becomes, found out when it is first met; for `str.translate`."""

    def __init__(self, fold: Fold, *, spaced: bool) -> None:
        super().__init__()
        self.fold, self.spaced = fold, spaced

    def __missing__(self, code: int) -> str:
        folded = _fold(chr(code), self.fold)
        self[code] = found = "".join(map(_spaced, folded)) if self.spaced else folded
        return found


def _spaced(sign: str) -> str:
    if is_unspaced(sign):
        return f" {sign} "
    return sign if _is_wordly(sign) else " "


@cache
def _table(fold: Fold, *, spaced: bool) -> _Table:
    return _Table(fold, spaced=spaced)


def shadow(text: str) -> str:
    """Return the words of a text, fully folded, with spaces between: what the index holds."""
    return unicodedata.normalize("NFC", text).translate(_table(FULL, spaced=True))


def shadow_words(text: str, fold: Fold = FULL) -> list[str]:
    """Return the folded words of a text."""
    return unicodedata.normalize("NFC", text).translate(_table(fold, spaced=True)).split()


def folded(text: str, fold: Fold = FULL) -> str:
    """Return a folded text without its words set apart."""
    return unicodedata.normalize("NFC", text).translate(_table(fold, spaced=False))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `ends` are, for each piece of the original in order, where it ends here and there."""

    text: str
    ends: tuple[int, ...]
    original: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the original that a stretch of the folded text (not empty) stands for."""
        first, last = bisect_right(self.ends, start), bisect_right(self.ends, end - 1)
        return (self.original[first - 1] if first else 0), self.original[last]


def with_places(text: str, fold: Fold = FULL, *, spaced: bool = False) -> Folded:
    """Fold a text, words set apart or not, and keep the way back to its code points."""
    table = _table(fold, spaced=spaced)
    if unicodedata.is_normalized("NFC", text):
        ends = tuple(accumulate(map(len, map(table.__getitem__, map(ord, text)))))
        return Folded(text.translate(table), ends, tuple(range(1, len(text) + 1)))
    pieces = list(_clusters(text))
    made = [unicodedata.normalize("NFC", piece).translate(table) for piece in pieces]
    return Folded("".join(made), tuple(accumulate(map(len, made))), tuple(accumulate(map(len, pieces))))


def _clusters(text: str) -> Iterator[str]:
    """Cut a text where normalising the pieces is the same as normalising the whole."""
    start = 0
    for at in range(1, len(text)):
        before, here = text[at - 1], text[at]
        if unicodedata.combining(here) == 0 and _stands_alone(before, here):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _stands_alone(before: str, here: str) -> bool:
    """Whether a character that is no mark never melts into the one before it."""
    return len(unicodedata.normalize("NFC", before + here)) > 1 and not "\u1161" <= here <= "\u11c2"


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its folded form and its code points in the text."""

    form: str
    start: int
    end: int


def words(text: str, fold: Fold = FULL) -> list[Word]:
    """Return the words of a text in order; where one character is several words they share its place."""
    found = with_places(text, fold, spaced=True)
    return [Word(match.group(), *found.span(*match.span())) for match in _WORD.finditer(found.text)]
