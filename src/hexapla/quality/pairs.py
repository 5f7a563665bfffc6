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
_OPENS, _CLOSES = "\ue000", "\ue001"  # what a straight quotation mark does, told by what stands beside it
Place = tuple[int, int]  # segment, code point


@dataclass(frozen=True, slots=True)
class Marks:
    """The brackets and quotation marks of a side: what opens its pairs, and the signs that opened or closed alone."""

    pairs: tuple[str, ...] = ()
    alone: tuple[tuple[str, Place], ...] = ()


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
    return {_OPENS: _CLOSES, **BRACKETS, **_OTHERS, **_QUOTES.get(languages.base(tag), {})}


def written(sign: str) -> str:
    """Return a sign as it is written."""
    return '"' if sign in (_OPENS, _CLOSES) else sign


@lru_cache(20_000)
def read(texts: tuple[str, ...], tag: str) -> Marks:
    """Find the brackets and quotation marks of a side and which belong together; `a)` and `1)` open nothing."""
    known = openers(tag)
    signs = {*known, *known.values(), '"'}
    reader = _Reader(known)
    for number, text in enumerate(texts):
        items = {match.end() - 1 for pattern in (_ITEM, _SMILE) for match in pattern.finditer(text)}
        for place, sign in enumerate(text):
            if sign in signs and not (place in items and not _is_open(reader, sign)):
                reader.read(_straight(text, place, reader) if sign == '"' else sign, (number, place))
    return Marks(tuple(reader.pairs), tuple(sorted((*reader.stack, *reader.closed), key=lambda sign: sign[1])))


def _straight(text: str, place: int, reader: _Reader) -> str:
    """Tell whether a straight mark opens or closes: by where it stands, else by whether one is open."""
    if place in (0, len(text.rstrip()) - 1):
        return _CLOSES if place else _OPENS
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    blank_before, blank_after = not before.strip() or before in "([—–-", not after.strip() or after in ".,;:!?)]—–-"
    if blank_before != blank_after:
        return _OPENS if blank_before else _CLOSES
    return _CLOSES if _is_open(reader, _CLOSES) else _OPENS


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
