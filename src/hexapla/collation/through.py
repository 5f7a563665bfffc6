"""Versions compared through their source: what renders the same source words in each of them.

No comparison of versions with each other can find that “lawbreakers” here stands where “bad elements” stands there;
the word links of each version to the source can.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import inf
from time import monotonic

from hexapla import languages
from hexapla.collation.loading import Version
from hexapla.collation.rows import Cell, Row
from hexapla.folding import folded
from hexapla.model import Link, Side, other
from hexapla.wordlinks import Span, WordLinks, counterparts

LONGEST = 4  # words of the source that may go together, or …
LONGEST_UNSPACED = 8  # … characters, in scripts without spaces
SHORTEST, SHORTEST_UNSPACED = 4, 2  # characters of a term: shorter words are mostly grammar
PLACES = 60  # of a term that are followed in one answer
_LETTER = re.compile(r"[^\W\d_]")

Of = Callable[[int, Sequence[Link]], dict[str, WordLinks]]  # word links of a version's links, by their ids


@dataclass(frozen=True, slots=True)
class Rendering:
    """What stands for some source words in a version: the words, empty where none were found, and how sure that is.

    `link` is the link of the version's alignment that has the source words.
    """

    words: str
    tier: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Source words in a row: their segment (by number) and code points there, and each version's rendering.

    None stands for a version whose word links are not known: the source itself, or an empty cell.
    """

    row: int
    segment: int
    start: int
    end: int
    renderings: tuple[Rendering | None, ...]


@dataclass(slots=True)
class Term:
    """Source words with the places where they stand: all of them, or, unless `complete`, the first ones."""

    words: str
    occurrences: list[Occurrence] = field(default_factory=list)
    complete: bool = True

    def counts(self, version: int) -> dict[str, list[Occurrence]]:
        """Return the places of each rendering of a version, the most frequent first; letter case is one."""
        found: defaultdict[str, list[Occurrence]] = defaultdict(list)
        for each in self.occurrences:
            rendering = each.renderings[version]
            if rendering is not None:
                found[folded(rendering.words)].append(each)
        ordered = sorted(found.values(), key=lambda some: -len(some))
        return {_words(some[0], version): some for some in ordered}

    @property
    def readings(self) -> int:
        """How many different renderings the versions have of it."""
        return len({form for forms in self._forms() for form in forms})

    def differs(self, among: Sequence[int]) -> bool:
        """Whether two of these versions render it by words that the other does not have for it."""
        forms = self._forms() or [set()] * (max(among, default=0) + 1)
        return any(not one & two for one, two in combinations(filter(None, (forms[at] for at in among)), 2))

    def _forms(self) -> list[set[str]]:
        """Return the renderings of each version, folded."""
        versions = zip(*(each.renderings for each in self.occurrences), strict=True)
        return [{folded(r.words) for r in found if r and _LETTER.search(r.words)} for found in versions]


def _words(occurrence: Occurrence, version: int) -> str:
    rendering = occurrence.renderings[version]
    return rendering.words if rendering else ""


@dataclass(frozen=True, slots=True)
class _Linked:
    """A cell with the word links of its links."""

    cell: Cell
    side: Side
    words: tuple[tuple[Link, WordLinks], ...]
    joiner: str

    def rendering(self, segment: int, start: int, end: int) -> Rendering | None:
        """Return what stands for a stretch of a source segment (by number)."""
        if not self.words:
            return None
        for link, words in self.words:
            for place, each in enumerate(link.side(self.side)):
                if each.number == segment:
                    found = counterparts(words, self.side, Span(place, start, end))
                    texts = [s.text for s in link.side(other(self.side))]
                    return Rendering(_joined(texts, found.spans, self.joiner), found.tier, link.id)
        return Rendering("", "none")


def _joined(texts: Sequence[str], spans: Sequence[Span], joiner: str) -> str:
    """Write spans as one phrase, with an ellipsis where words between them do not belong."""
    parts: list[str] = []
    before: Span | None = None
    for span in sorted(spans, key=lambda s: (s.segment, s.start)):
        between = texts[span.segment][before.end : span.start] if before and before.segment == span.segment else "…"
        near = before is None or not between.strip() or between == "-"
        parts += [] if before is None else [between if near else f"{joiner}…{joiner}"]
        parts.append(texts[span.segment][span.start : span.end])
        before = span
    return "".join(parts)


def linked(row: Row, versions: Sequence[Version], of: Of) -> list[_Linked | None]:
    """Return each version's cell of a row with its word links; None for the pivot itself."""
    found: list[_Linked | None] = []
    for at, (cell, version) in enumerate(zip(row.cells, versions, strict=True)):
        if version.links is None:
            found.append(None)
            continue
        whole = [link for link in cell.links if not link.is_null]
        words = of(at, whole) if whole else {}
        pairs = tuple((link, words[link.id]) for link in whole if link.id in words)
        found.append(_Linked(cell, version.side, pairs, languages.joiner(version.info.language)))
    return found


# All terms


def terms(
    rows: Sequence[Row], versions: Sequence[Version], tag: str, of: Of, seconds: float | None = None
) -> tuple[list[Term], int]:
    """Return the source's words and phrases whose renderings are known, with all their places.

    Neighbouring words are one term where a version renders them by the same word. First come terms that are
    rendered differently by versions in one language, the frequent ones before the others. With `seconds`, rows for
    which there was no time are left out; how many is answered too.
    """
    found: dict[str, Term] = {}
    deadline, left = _deadline(seconds), len(rows)
    for row in rows:
        if monotonic() > deadline:
            break
        left -= 1
        cells = linked(row, versions, of)
        for segment in row.source:
            for start, end in _phrases(segment.number, segment.text, cells, tag):
                _note(found, row, (segment.number, start, end), segment.text[start:end], cells)
    among = rows[0].compared if rows else ()
    shortest = SHORTEST if languages.joiner(tag) else SHORTEST_UNSPACED
    some = [term for term in found.values() if len(term.words) >= shortest and term.readings]
    some.sort(key=lambda term: (not term.differs(among), -len(term.occurrences), term.occurrences[0].row))
    return some, left


def _deadline(seconds: float | None) -> float:
    return inf if seconds is None else monotonic() + seconds


def _note(
    found: dict[str, Term], row: Row, place: tuple[int, int, int], words: str, cells: Sequence[_Linked | None]
) -> None:
    renderings = tuple(cell.rendering(*place) if cell else None for cell in cells)
    term = found.setdefault(folded(words), Term(words))
    term.occurrences.append(Occurrence(row.number, *place, renderings))


def _phrases(segment: int, text: str, cells: Sequence[_Linked | None], tag: str) -> list[tuple[int, int]]:
    """Cut a source segment into words and runs of words that some version renders by one word."""
    spans, targets = set(), []
    for cell in cells:
        for link, words in cell.words if cell else ():
            places = [at for at, s in enumerate(link.side(cell.side)) if s.number == segment] if cell else []
            if cell and places:
                spans |= {(s.start, s.end) for s in words.side(cell.side) if s.segment == places[0]}
                targets.append(_targets(words, cell.side, places[0]))
    units = _elementary(spans, text)
    phrases: list[tuple[int, int]] = []
    most = LONGEST if languages.joiner(tag) else LONGEST_UNSPACED
    for start, end in units:
        whole = (phrases[-1][0] if phrases else start), end
        if phrases and _together(phrases[-1], (start, end), targets) and _size(whole, text, tag) <= most:
            phrases[-1] = whole
        else:
            phrases.append((start, end))
    return [(start, end) for start, end in phrases if _LETTER.search(text[start:end])]


def _size(stretch: tuple[int, int], text: str, tag: str) -> int:
    words = text[slice(*stretch)]
    return len(words.split()) if languages.joiner(tag) else len(words)


def _targets(words: WordLinks, side: Side, place: int) -> dict[tuple[int, int], set[int]]:
    """Return for each source word the target words that it is surely linked with."""
    found: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for pair in words.pairs:
        own, far = (pair.source, pair.target) if side == "source" else (pair.target, pair.source)
        span = words.side(side)[own]
        if span.segment == place and pair.tier == "solid":
            found[span.start, span.end].add(far)
    return found


def _elementary(spans: set[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Cut where any version's words begin or end; what no version has as a word is left out."""
    cuts = sorted({cut for span in spans for cut in span})
    covered = [any(start <= a and b <= end for start, end in spans) for a, b in pairwise(cuts)]
    return [pair for pair, inside in zip(pairwise(cuts), covered, strict=True) if inside and text[slice(*pair)].strip()]


def _together(one: tuple[int, int], two: tuple[int, int], targets: Sequence[dict[tuple[int, int], set[int]]]) -> bool:
    return any(_hit(one, known) & _hit(two, known) for known in targets)


def _hit(stretch: tuple[int, int], known: dict[tuple[int, int], set[int]]) -> set[int]:
    return {far for (start, end), some in known.items() if start < stretch[1] and stretch[0] < end for far in some}


# One term


def occurrences(
    rows: Sequence[Row], versions: Sequence[Version], words: str, of: Of, seconds: float | None = None
) -> tuple[Term, int]:
    """Return some words of the source, however its words are cut, with their first places, `PLACES` or a few more.

    With `seconds`, rows for which there was no time are left out; how many is answered too.
    """
    term, wanted, deadline = Term(words), words.casefold(), _deadline(seconds)
    for at, row in enumerate(rows):
        places = [(s.number, *place) for s in row.source for place in _places(s.text, wanted)]
        if places and monotonic() > deadline:
            return term, len(rows) - at
        if places and len(term.occurrences) >= PLACES:
            term.complete = False
            break
        cells = linked(row, versions, of) if places else []
        for place in places:
            renderings = tuple(cell.rendering(*place) if cell else None for cell in cells)
            term.occurrences.append(Occurrence(row.number, *place, renderings))
    return term, 0


def _places(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    at = text.casefold().find(wanted) if len(text.casefold()) == len(text) else text.find(wanted)
    while wanted and at >= 0:
        yield at, at + len(wanted)
        at = text.casefold().find(wanted, at + len(wanted))
