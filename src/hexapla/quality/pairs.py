"""Brackets and quotation marks: which belong together in a language, and which have no counterpart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from hexapla import languages

BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "{": "}", "【": "】", "〔": "〕", "﹙": "﹚"}
_ENGLISH = {"“": "”"}
_CHINESE = {"“": "”", "「": "」", "『": "』", "《": "》", "〈": "〉"}
_RUSSIAN = {"«": "»", "„": "“"}
_QUOTES = {
    "en": _ENGLISH,
    "zh": _CHINESE,
    "ja": _CHINESE,
    "yue": _CHINESE,
    "ru": _RUSSIAN,
    "uk": _RUSSIAN,
    "de": {"„": "“", "»": "«"},
    "fr": {"«": "»", "“": "”"},
    "ar": {"«": "»", "“": "”"},
    "ro": {"„": "”", "«": "»"},
    "hu": {"„": "”", "»": "«"},
    "pl": {"„": "”", "«": "»"},
}
_OTHERS = {"«": "»", "“": "”"}
_ITEM = re.compile(r"(?:^|[\s(（])(?:\d{1,3}|[a-zA-Zа-яА-Я]|[ivx]{1,5}|[IVX]{1,5})[)）]")
_SMILE = re.compile(r"[:;]-?[()]")
Place = tuple[int, int]  # segment, code point


@dataclass(frozen=True, slots=True)
class Marks:
    """The brackets and quotation marks of a side: the pairs, and those that opened or closed alone, with their places.

    A place stands beside the sign. `straight` is where an odd straight quotation mark stands; None where all have a
    partner.
    """

    pairs: tuple[str, ...] = ()
    opened: tuple[tuple[str, Place], ...] = ()
    closed: tuple[tuple[str, Place], ...] = ()
    straight: Place | None = None

    @property
    def alone(self) -> tuple[tuple[str, Place], ...]:
        """All signs without a partner."""
        odd = (('"', self.straight),) if self.straight else ()
        return tuple(sorted((*self.opened, *self.closed, *odd), key=lambda sign: sign[1]))


@dataclass(slots=True)
class _Reader:
    """Reads a side sign by sign; `stack` holds what is open."""

    openers: dict[str, str]
    stack: list[tuple[str, Place]] = field(default_factory=list)
    pairs: list[str] = field(default_factory=list)
    closed: list[tuple[str, Place]] = field(default_factory=list)

    def read(self, sign: str, place: Place) -> None:
        """Take in the next sign: it closes what is open if it can, else it opens, else it closes nothing."""
        expected = [self.openers[opener] for opener, _ in self.stack]
        if sign in expected:
            at = len(expected) - 1 - expected[::-1].index(sign)
            self.pairs.append(self.stack.pop(at)[0])
        elif sign in self.openers:
            self.stack.append((sign, place))
        else:
            self.closed.append((sign, place))


@lru_cache(64)
def openers(tag: str) -> dict[str, str]:
    """Return what closes each opening sign of a language."""
    return {**BRACKETS, **_OTHERS, **_QUOTES.get(languages.base(tag), {})}


@lru_cache(20_000)
def read(texts: tuple[str, ...], tag: str) -> Marks:
    """Find the brackets and quotation marks of a side and which belong together; `a)` and `1)` open nothing."""
    known = openers(tag)
    signs = {*known, *known.values(), *"“”„«»"}
    reader, straight = _Reader(known), []
    for number, text in enumerate(texts):
        items = {match.end() - 1 for pattern in (_ITEM, _SMILE) for match in pattern.finditer(text)}
        for place, sign in enumerate(text):
            if sign == '"':
                straight.append((number, place))
            elif sign in signs and not (place in items and not _is_open(reader, sign)):
                reader.read(sign, (number, place))
    odd = straight[-1] if len(straight) % 2 else None
    pairs = (*reader.pairs, *('"' * (len(straight) // 2)))
    return Marks(pairs, tuple(reader.stack), tuple(reader.closed), odd)


def _is_open(reader: _Reader, sign: str) -> bool:
    return any(reader.openers[opener] == sign for opener, _ in reader.stack)


def has_round(side: Sequence[str], tag: str) -> bool:
    """Whether a side has something in round brackets."""
    return any(pair in "(（﹙" for pair in read(tuple(side), tag).pairs)


def has_quotes(side: Sequence[str], tag: str) -> bool:
    """Whether a side quotes: marks of any language, single ones as well."""
    return bool(re.search(r"[“”„«»\"「『《〈‘‹]|(?<![^\W_])['’](?=\w)", " ".join(side))) or any(
        pair not in BRACKETS for pair in read(tuple(side), tag).pairs
    )
