"""Score what a system finds against the gold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hexapla.wordlinks import Span

from .aligned import Pair
from .searched import Hit

Words = frozenset[tuple[int, int]]


def overlap(one: Span, two: Span) -> bool:
    """Whether two spans share a code point."""
    return one.segment == two.segment and one.start < two.end and two.start < one.end


def project(pair: Pair, found: Iterable[tuple[Span, Span]]) -> Words:
    """Return a system's links (spans left and right) as links between the gold's words that they touch."""
    return frozenset(
        (i, j)
        for left, right in found
        for i, word in enumerate(pair.left_words)
        if overlap(left, word)
        for j, counterpart in enumerate(pair.right_words)
        if overlap(right, counterpart)
    )


def alignment_error_rate(scored: Iterable[tuple[Pair, Words]]) -> float:
    """Return 1 - (|A∩S| + |A∩P|) / (|A| + |S|) over all pairs together, from 0 (perfect) to 1 (Och & Ney 2003)."""
    agreed = every = 0
    for pair, found in scored:
        agreed += len(found & pair.sure) + len(found & pair.possible)
        every += len(found) + len(pair.sure)
    return 1 - agreed / every


def is_right(hit: Hit, shown: Sequence[Span]) -> bool:
    """Whether what is shown for a hit touches the gold core and stays inside the maximal span.

    Blanks and punctuation inside of what is shown count for nothing; anything shown for a word that the translation
    leaves out is wrong.
    """
    outside = any(not _inside(unit, hit.maximal) for span in shown for unit in _shown_units(hit, span))
    return not outside and any(overlap(span, core) for span in shown for core in hit.core)


def _shown_units(hit: Hit, span: Span) -> list[Span]:
    """Return the letters and digits of what is shown, one by one."""
    text = hit.others[span.segment]
    return [Span(span.segment, at, at + 1) for at in range(span.start, span.end) if text[at].isalnum()]


def _inside(letter: Span, spans: Sequence[Span]) -> bool:
    return any(overlap(letter, span) for span in spans)
