"""What differs between two wordings of a sentence: by words, or by characters where a script has no spaces.

The comparison is Myers' (rapidfuzz's bit-parallel longest common subsequence) over tokens, so it is the shortest; what
would only be confetti, a blank or a single sign between two changes, is counted as changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

Kind = Literal["same", "gone", "new"]

# Han, kana, bopomofo, Thai, Lao, Tibetan, Myanmar, Khmer: written without spaces, so each sign is a token.
_UNSPACED = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3040-\u312f\u31a0-\u31bf\u3400-\u9fff\uf900-\ufaff"
_UNSPACED += "\U00020000-\U0003ffff"
_MARKS = "\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_STOPS = "!-&(-,./:-@[-`{-~\u00a1-\u00bf\u2000-\u2018\u201a-\u206f\u3000-\u303f\ufe30-\ufe4f\uff00-\uff0f\uff1a-\uff20"
_STOPS += "\u060c\u061b\u061f\u06d4"
_WORD_PATTERN = rf"[{_UNSPACED}][{_MARKS}]*|[^\s{_UNSPACED}{_STOPS}]+"
_WORD = re.compile(_WORD_PATTERN)
_TOKEN = re.compile(rf"\s+|[{_STOPS}]|{_WORD_PATTERN}")
_ALIKE = 0.2  # below this share of common tokens a sentence is another, not a changed one
_CONFETTI = 2


class Piece(NamedTuple):
    """A stretch of words that both wordings have (`same`), only the old (`gone`) or only the new (`new`)."""

    kind: Kind
    text: str


def tokens(text: str) -> list[str]:
    """Cut a text into words, stops, blanks, and signs of unspaced scripts; together they are the text."""
    return _TOKEN.findall(text)


def words(text: str) -> list[str]:
    """Return only the words and signs, in lower case; the whole text where there are none."""
    return _WORD.findall(text.casefold()) or [text.strip()]


def diff(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two wordings; the pieces without `new` are the old one, those without `gone` the new one."""
    if old == new:
        return (Piece("same", old),) if old else ()
    before, after = tokens(old), tokens(new)
    if Indel.normalized_similarity(before, after) < _ALIKE:
        return tuple(_both(old, new))
    return tuple(_joined(_settled(list(_runs(before, after)))))


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (same, gone, new) in order: words that are the same, then a change after them."""
    same = gone = new = ""
    for code in Indel.opcodes(before, after):
        if code.tag == "equal":
            if gone or new:
                yield same, gone, new
                same = gone = new = ""
            same += "".join(before[code.src_start : code.src_end])
        else:
            gone += "".join(before[code.src_start : code.src_end])
            new += "".join(after[code.dest_start : code.dest_end])
    yield same, gone, new


def _settled(runs: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Put confetti into the changes around it."""
    same, gone, new = runs[0]
    for common, less, more in runs[1:]:
        small = not common.strip() or (len(common) <= _CONFETTI < min(len(gone + new), len(less + more)))
        if small and (less or more):
            gone, new = gone + common + less, new + common + more
        else:
            yield same, gone, new
            same, gone, new = common, less, more
    yield same, gone, new


def _joined(runs: Iterator[tuple[str, str, str]]) -> Iterator[Piece]:
    for same, gone, new in runs:
        if same:
            yield Piece("same", same)
        yield from _both(gone, new)


def _both(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", gone)
    if new:
        yield Piece("new", new)
