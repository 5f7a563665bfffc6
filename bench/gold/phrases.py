"""The notation in which words are annotated, and how it is found in a text.

`the (border) residents` names words that stand together; those in round brackets belong to the phrase only possibly.
`[peace] and [justice]` names *and* by its neighbours. `and /2` is the second *and* of the side. `在 + 上` joins two
phrases that stand apart. Capitals, kinds of apostrophe and hyphen, and marks of punctuation make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hexapla.wordlinks import Span

HAN = "㐀-鿿\U00020000-\U0003ffff々〇"
_UNIT = re.compile(
    rf"[{HAN}]"  # a Chinese character
    r"|\d+(?:[.,]\d+)*"
    r"|[’'](?:s|S)\b"  # the English possessive is a word of its own
    rf"|(?:(?![{HAN}])[^\W_])+(?:[-‐‑](?:(?![{HAN}])[^\W_])+)*"
)
_SIGN = re.compile(r"/\d+|[()\[\]]|[^\s()\[\]/]+")
_ALIKE = str.maketrans({"’": "'", "‐": "-", "‑": "-"})


class AnnotationError(ValueError):
    """An annotation that names no words, or more than one place."""


@dataclass(frozen=True, slots=True)
class Named:
    """Places of units in a side: those of the phrase, and those among them that belong to it only possibly."""

    all: tuple[int, ...]
    possible: frozenset[int]

    @property
    def core(self) -> tuple[int, ...]:
        """The places that belong to the phrase without doubt."""
        return tuple(place for place in self.all if place not in self.possible)


def units(segments: Sequence[str]) -> tuple[Span, ...]:
    """Return the units in which phrases are looked up: words of spaced scripts, single Chinese characters."""
    return tuple(
        Span(number, match.start(), match.end())
        for number, text in enumerate(segments)
        for match in _UNIT.finditer(text)
    )


def folded(text: str) -> str:
    """Return a unit as it is compared: without capitals, with plain apostrophes and hyphens."""
    return text.casefold().translate(_ALIKE)


def find(annotation: str, words: Sequence[str], starts: frozenset[int] | None = None) -> Named:
    """Return the places among `words` (folded units) that an annotation names.

    `starts` holds the places where a phrase may begin (and, with the number of units, end); None allows all.
    Raises AnnotationError where a phrase is not there, or is there more than once and not told apart.
    """
    found = [_find_part(part, words, starts) for part in annotation.split(" + ")]
    places = tuple(place for part in found for place in part.all)
    if len(set(places)) != len(places):
        raise AnnotationError(f"“{annotation}” names a word twice")
    return Named(places, frozenset().union(*(part.possible for part in found)))


def _find_part(part: str, words: Sequence[str], starts: frozenset[int] | None) -> Named:
    wanted, roles, occurrence = _parse(part)
    if "(" not in roles and " " not in roles:
        raise AnnotationError(f"“{part}” names no word")
    size = len(wanted)
    begins = [
        place
        for place in range(len(words) - size + 1)
        if list(words[place : place + size]) == wanted and (starts is None or {place, place + size} <= starts)
    ]
    if not begins:
        raise AnnotationError(f"“{part}” is not there, or does not keep to the words")
    if occurrence is None and len(begins) > 1:
        raise AnnotationError(f"“{part}” is there {len(begins)} times: say which")
    if (occurrence or 1) > len(begins):
        raise AnnotationError(f"“{part}” is there {len(begins)} times only")
    begin = begins[(occurrence or 1) - 1]
    placed = [(begin + at, role) for at, role in enumerate(roles)]
    return Named(
        tuple(place for place, role in placed if role != "["),
        frozenset(place for place, role in placed if role == "("),
    )


def _parse(part: str) -> tuple[list[str], list[str], int | None]:
    """Return the units of a phrase, the bracket that each stands in (or a blank), and the occurrence that is meant."""
    wanted: list[str] = []
    roles: list[str] = []
    role, occurrence = " ", None
    for sign in _SIGN.findall(part):
        if sign[0] == "/":
            occurrence = int(sign[1:])
        elif sign in "([":
            role = sign
        elif sign in ")]":
            role = " "
        else:
            read = [folded(match[0]) for match in _UNIT.finditer(sign)]
            wanted += read
            roles += role * len(read)
    return wanted, roles, occurrence
