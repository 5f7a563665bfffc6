"""Terms found in sentences: longest match first, whatever the inflection, case or set of Chinese characters.

In languages with spaces a term is a row of words, each of which may stand in any form of its dictionary word; blanks
and hyphens between them make no difference. In languages without spaces it is a run of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from hexapla import languages
from hexapla.folding import folded, with_places
from hexapla.glossary.values import Term
from hexapla.lemmas import alike, is_unspaced, lemma

_PIECE = re.compile(r"[^\W_]+(?:['’ʼ\u200c\u0300-\u036f]+[^\W_]+)*")
_BETWEEN = re.compile(r"[\s\-‐‑–'’\"“”«»()\[\]/]*")


@dataclass(frozen=True, slots=True)
class Found:
    """A place where terms stand: code points of the text, and the terms that read so."""

    start: int
    end: int
    terms: tuple[Term, ...]


def speaks(term: Term, tag: str) -> bool:
    """Whether a term is in the language of a text: the same language and, but for Chinese, the same script."""
    if languages.base(term.language) != languages.base(tag):
        return False
    scripts = {languages.script(term.language), languages.script(tag)}
    return len(scripts) == 1 or languages.base(tag) == "zh"


class Finder:
    """Finds many terms of one language at once."""

    def __init__(self, terms: Iterable[Term], tag: str) -> None:
        self._tag = tag
        self._terms: dict[tuple[str, ...], list[Term]] = {}
        for term in terms:
            if pieces := _parts(term.term, tag):
                self._terms.setdefault(pieces, []).append(term)
        self._first: dict[str, list[tuple[str, ...]]] = {}
        for pieces in sorted(self._terms, key=len, reverse=True):
            self._first.setdefault(pieces[0], []).append(pieces)

    def find(self, text: str) -> Iterator[Found]:
        """Yield places from left to right that do not overlap, of those that begin at one place the longest."""
        if self._terms:
            yield from self._run_together(text) if is_unspaced(self._tag) else self._in_words(text)

    def _run_together(self, text: str) -> Iterator[Found]:
        found = with_places(text)
        words, at = found.text, 0
        while at < len(words):
            fitting = (pieces for pieces in self._first.get(words[at], ()) if words.startswith("".join(pieces), at))
            if (pieces := next(fitting, None)) is None:
                at += 1
                continue
            start, end = found.span(at, at + len(pieces))
            yield Found(start, end, tuple(self._terms[pieces]))
            at += len(pieces)

    def _in_words(self, text: str) -> Iterator[Found]:
        places, lemmas = _read(text, self._tag)
        at = 0
        while at < len(lemmas):
            fitting = (
                pieces
                for pieces in self._first.get(lemmas[at], ())
                if lemmas[at : at + len(pieces)] == pieces and _joined(text, places[at : at + len(pieces)])
            )
            if (pieces := next(fitting, None)) is None:
                at += 1
                continue
            last = at + len(pieces) - 1
            yield Found(places[at][0], places[last][1], tuple(self._terms[pieces]))
            at = last + 1


def stands(term: str, text: str, tag: str) -> bool:
    """Whether a term stands in a text, judged leniently: forms that no dictionary has count where they begin alike."""
    if is_unspaced(tag):
        return folded(term) in folded(text)
    wanted = _PIECE.findall(term)
    places, _ = _read(text, tag)
    words = [text[start:end] for start, end in places]
    return bool(wanted) and any(
        all(alike(own, word, tag) for own, word in zip(wanted, words[at:], strict=False))
        and _joined(text, places[at : at + len(wanted)])
        for at in range(len(words) - len(wanted) + 1)
    )


def _parts(term: str, tag: str) -> tuple[str, ...]:
    if is_unspaced(tag):
        return tuple(folded(term))
    return _read(term, tag)[1]


@lru_cache(20_000)
def _read(text: str, tag: str) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...]]:
    """Return where the words of a text are, and their lemmas."""
    places = tuple(match.span() for match in _PIECE.finditer(text))
    return places, tuple(lemma(text[start:end], tag) for start, end in places)


def _joined(text: str, places: Sequence[tuple[int, int]]) -> bool:
    """Whether only blanks, hyphens and quotation marks are between words."""
    return all(_BETWEEN.fullmatch(text, one[1], two[0]) for one, two in pairwise(places))
