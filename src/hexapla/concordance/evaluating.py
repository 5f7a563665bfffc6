"""Whether and where the words of one side of a link match a query: what the index is held to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from hexapla.concordance import regexes
from hexapla.concordance.syntax import And, Expression, Near, Node, Not, Or, Phrase, is_wild
from hexapla.folding import FULL, Fold, Word, shadow_words, with_places, words

_BREAK = "¶"


class Place(NamedTuple):
    """A place in one side of a link: segment (from 0), words from `first` up to `last`, code points if known."""

    segment: int
    first: int
    last: int
    chars: tuple[int, int] | None = None


class Cell:
    """The segments of one side of a link, with their folded words."""

    def __init__(self, segments: Sequence[str], fold: Fold = FULL) -> None:
        self.segments, self.fold = segments, fold

    @cached_property
    def forms(self) -> list[list[str]]:
        """The folded words of each segment."""
        return [shadow_words(text, self.fold) for text in self.segments]

    @cached_property
    def row(self) -> tuple[list[str], list[tuple[int, int]]]:
        """The folded words of all segments with breaks between, and segment and number of each."""
        found: list[str] = []
        places: list[tuple[int, int]] = []
        for segment, forms in enumerate(self.forms):
            if segment:
                found.append(_BREAK)
                places.append((segment, -1))
            found += forms
            places += [(segment, number) for number in range(len(forms))]
        return found, places

    @cached_property
    def words(self) -> list[list[Word]]:
        """The words of each segment with their code points."""
        return [words(text, self.fold) for text in self.segments]

    def chars(self, place: Place) -> tuple[int, int]:
        """Return the code points of a place."""
        if place.chars:
            return place.chars
        found = self.words[place.segment][place.first : place.last]
        return found[0].start, found[-1].end


def matches(node: Node, side: Cell) -> list[Place] | None:
    """Return the places where a side matches, in order, None where it does not."""
    found = _match(node, side)
    return None if found is None else sorted(set(found))


def _match(node: Node, side: Cell) -> list[Place] | None:
    match node:
        case Phrase():
            return _places(node, side, starts(node, side.row[0])) or None
        case Near():
            return _near(node, side) or None
        case Expression():
            return list(_expression(node, side)) or None
        case And():
            every = [_match(part, side) for part in node.parts]
            return None if None in every else [place for some in every if some for place in some]
        case Or():
            some = [found for part in node.parts if (found := _match(part, side)) is not None]
            return [place for found in some for place in found] if some else None
        case Not():
            return _match(node.wanted, side) if _match(node.unwanted, side) is None else None


def starts(phrase: Phrase, row: Sequence[str]) -> list[int]:
    """Return the places of a row of words where a phrase begins."""
    tests = [_test(word) for word in phrase.words]
    if isinstance(tests[0], str):
        first = [at for at, word in enumerate(row) if word == tests[0]] if tests[0] in row else []
    else:
        first = [at for at, word in enumerate(row) if tests[0].fullmatch(word)]
    if len(tests) == 1:
        return first
    return [at for at in first if at + len(tests) <= len(row) and _continues(tests, row, at)]


def _continues(tests: Sequence[str | re.Pattern[str]], row: Sequence[str], at: int) -> bool:
    for test, word in zip(tests[1:], row[at + 1 : at + len(tests)], strict=True):
        if (word != test) if isinstance(test, str) else not test.fullmatch(word):
            return False
    return True


@lru_cache(200)
def _test(word: str) -> str | re.Pattern[str]:
    """Return a word as it is, or the expression that a pattern stands for; a break is no word."""
    if not is_wild(word):
        return word
    parts = {"*": f"[^{_BREAK}]*", "?": f"[^{_BREAK}]"}
    return re.compile("[^¶]+" if word == "*" else "".join(parts.get(sign) or re.escape(sign) for sign in word))


def _places(phrase: Phrase, side: Cell, begins: Sequence[int]) -> list[Place]:
    places = side.row[1]
    return [Place(*places[at], places[at][1] + len(phrase.words)) for at in begins]


def _near(near: Near, side: Cell) -> list[Place]:
    """Return the places of the phrases that stand near each other, as FTS5 has it.

    Of each group the phrase that begins last is at most `distance` words from the end of every other.
    """
    every = [(phrase, starts(phrase, side.row[0])) for phrase in near.phrases]
    if not all(begins for _, begins in every):
        return []
    good: list[set[int]] = [set() for _ in every]
    for last in sorted({at for _, begins in every for at in begins}):
        groups = [
            [at for at in begins if last - len(phrase.words) - near.distance <= at <= last] for phrase, begins in every
        ]
        if all(groups):
            for found, group in zip(good, groups, strict=True):
                found |= set(group)
    return [
        place for (phrase, _), found in zip(every, good, strict=True) for place in _places(phrase, side, sorted(found))
    ]


def _expression(node: Expression, side: Cell) -> Iterator[Place]:
    pattern = regexes.compiled(node.pattern, side.fold)
    for segment, text in enumerate(side.segments):
        plain = with_places(text, side.fold._replace(case=False))
        for start, end in regexes.spans(pattern, plain.text):
            chars = plain.span(start, end)
            ends = [word.end for word in side.words[segment]]
            begins = [word.start for word in side.words[segment]]
            first = next((i for i, e in enumerate(ends) if e > chars[0]), len(ends))
            yield Place(segment, first, max(first, bisect_left(begins, chars[1])), chars)
