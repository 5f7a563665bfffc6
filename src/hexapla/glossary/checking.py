"""Whether a translation keeps to the glossary.

Where one side of a link has a term of a concept, the other side is looked at: it lacks what is *required* where the
concept has a required term in that language and none of its terms stands there, be it an admitted one; and a
*forbidden* term is told wherever the concept is spoken of. Nothing is asked of a link with an empty side, and a term
that belongs to several concepts is content with any of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from hexapla.glossary.finding import Finder, Found, speaks, stands
from hexapla.glossary.values import STATUS_ORDER, Glossary, Term, TermStatus
from hexapla.model import SIDES, Side

Texts = Sequence[str]


@dataclass(frozen=True, slots=True)
class Use:
    """A concept in a link: where it stands, and whether the other side renders it as it should.

    `state` is `kept`, `missing` (a required rendering is), `forbidden` (the place is on the translation's side) or
    `open` (nothing is required, and none of the known renderings was seen). `segment` counts those of the side from 0,
    `start` and `end` are code points in it; `renderings` are what may stand in the translation, best first.
    """

    concept: str
    state: str
    side: Side
    segment: int
    start: int
    end: int
    text: str
    renderings: tuple[Term, ...]
    note: str = ""

    @property
    def is_amiss(self) -> bool:
        """Whether there is something to mend."""
        return self.state in ("missing", "forbidden")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of a document that are aligned: their names and language tags, and which side is the original."""

    document: str
    texts: tuple[str, str]
    tags: tuple[str, str]
    original: Side = "source"


def original(roles: tuple[str, str]) -> Side:
    """Return the side of an alignment that was translated: the source, unless only the target is an original."""
    return "target" if roles == ("translation", "source") else "source"


class Checker:
    """Holds links against one glossary; makes its tables once for each text."""

    def __init__(self, value: Glossary) -> None:
        self._value = value
        self._finders: dict[tuple[Pair, int], Finder] = {}
        self._terms: dict[tuple[Pair, int], tuple[Term, ...]] = {}

    def uses(self, pair: Pair, sides: tuple[Texts, Texts]) -> list[Use]:
        """Return the concepts that the original side of a link speaks of, and every forbidden term of the other."""
        own, across = (0, 1) if pair.original == "source" else (1, 0)
        terms = self._of(pair, across)
        if not (sides[own] and sides[across] and terms):
            return []
        spoken = self._spoken(pair, own, sides[own])
        states = {concept: _state(_allowed(concept, terms), sides[across], pair.tags[across]) for concept in spoken}
        known = {term.concept for term in terms}
        found = []
        for concept, (segment, place) in spoken.items():
            if concept in known:
                note = next((t.note for t in place.terms if t.concept == concept), "")
                words = sides[own][segment][place.start : place.end]
                at = pair.original, segment, place.start, place.end, words
                found.append(Use(concept, _settled(concept, place, states), *at, _allowed(concept, terms), note))
        without = known - {term.concept for term in self._of(pair, own)}
        bad = list(self._forbidden(pair, across, sides[across], without | spoken.keys()))
        told = {use.concept for use in bad}  # what to use instead is said there
        return [use for use in found if use.concept not in told or use.state == "kept"] + bad

    def concerns(self, pair: Pair) -> bool:
        """Whether any term counts in the translation of a pair."""
        return bool(self._of(pair, 1 if pair.original == "source" else 0))

    def _of(self, pair: Pair, place: int) -> tuple[Term, ...]:
        """Return the terms that count in one text of a pair."""
        if (pair, place) not in self._terms:
            document, text, tag = pair.document, pair.texts[place], pair.tags[place]
            counting = (term for term in self._value.terms if term.counts_in(document, text) and speaks(term, tag))
            self._terms[pair, place] = tuple(counting)
        return self._terms[pair, place]

    def _finder(self, pair: Pair, place: int) -> Finder:
        if (pair, place) not in self._finders:
            self._finders[pair, place] = Finder(self._of(pair, place), pair.tags[place])
        return self._finders[pair, place]

    def _spoken(self, pair: Pair, place: int, texts: Texts) -> dict[str, tuple[int, Found]]:
        """Return the first place of each concept that is spoken of."""
        finder = self._finder(pair, place)
        spoken: dict[str, tuple[int, Found]] = {}
        for segment, text in enumerate(texts):
            for found in finder.find(text):
                for term in found.terms:
                    spoken.setdefault(term.concept, (segment, found))
        return spoken

    def _forbidden(self, pair: Pair, place: int, texts: Texts, concepts: AbstractSet[str]) -> Iterator[Use]:
        """Yield the forbidden terms of these concepts; a longer term that is allowed covers one within it."""
        terms, finder, side = self._of(pair, place), self._finder(pair, place), SIDES[place]
        for segment, text in enumerate(texts):
            for found in finder.find(text):
                term = next((term for term in found.terms if term.concept in concepts), None)
                if term and all(each.status is TermStatus.FORBIDDEN for each in found.terms):
                    at = side, segment, found.start, found.end, text[found.start : found.end]
                    yield Use(term.concept, "forbidden", *at, _allowed(term.concept, terms), term.note)


def _allowed(concept: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms of a concept that may be used, best first."""
    own = (term for term in terms if term.concept == concept and term.status is not TermStatus.FORBIDDEN)
    return tuple(sorted(own, key=lambda term: STATUS_ORDER.index(term.status)))


def _state(allowed: Sequence[Term], texts: Texts, tag: str) -> str:
    joined = "\n".join(texts)
    if any(stands(term.term, joined, tag) for term in allowed):
        return "kept"
    return "missing" if any(term.status is TermStatus.REQUIRED for term in allowed) else "open"


def _settled(concept: str, place: Found, states: Mapping[str, str]) -> str:
    """Return the state of a concept; where the same word may mean another one that is content, nothing is missing."""
    rivals = {term.concept for term in place.terms}
    content = any(states.get(rival, "open") != "missing" for rival in rivals)
    return "open" if states[concept] == "missing" and content else states[concept]
