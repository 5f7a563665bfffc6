"""What stands for a term, which may be several words: each word is followed on its own, and small gaps are closed.

`bench/renderings.py` measures it on annotated places: 73% of the counterparts are whole, 65% without `grow`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hexapla.model import Side, other
from hexapla.renderings.grouping import content
from hexapla.wordlinks import Counterpart, Span, WordLinks, counterparts
from hexapla.wordlinks.counterparts import LEAST
from hexapla.wordlinks.values import Tier

NOTHING = Counterpart("none")
_ELSEWHERE, _OFTEN = 2, 0.05  # places, and share of all, in which a word must render the term to be known for it


def follow(words: WordLinks, side: Side, hit: Span) -> Counterpart:
    """Return what stands for `hit` on the other side, in the order of the text.

    Of each word of the hit what is sure counts, else what may be; a single word between two that is linked with
    nothing else belongs to them: 边防机关 is *border defense agencies*, even if *defense* has no link.
    """
    parts = [counterparts(words, side, part) for part in _parts(words, side, hit)]
    found = [part for part in parts if part.spans]
    if not found:
        return NOTHING
    chosen = _closed(_places(words, side, [span for part in found for span in part.spans]), words, side, hit)
    methods = dict.fromkeys(method for part in found for method in part.methods)
    tier: Tier = "solid" if any(part.tier == "solid" for part in found) else "dotted"
    return Counterpart(tier, _spans(words, side, chosen), tuple(methods))


@dataclass(frozen=True, slots=True)
class Following:
    """A place of a term, `hit` on `side`, and what was found to stand for it across, in segments in language `tag`."""

    side: Side
    hit: Span
    words: WordLinks
    across: tuple[str, ...]
    tag: str
    found: Counterpart


def grow(places: Sequence[Following]) -> Iterator[Following]:
    """Let the counterparts of one term grow by their neighbours that render it elsewhere and are nobody else's here.

    So where 惯例 is *practice* in some places and *customary* in others, it becomes *customary practice* in those that
    have both words side by side.
    """
    roots = Counter(
        (place.tag, root)
        for place in places
        for root in {content(place.across, span, place.tag) for span in place.found.spans}
    )
    least = max(_ELSEWHERE, len(places) * _OFTEN)
    known = {key for key, count in roots.items() if key[1] and count >= least}
    for place in places:
        spans = place.words.side(other(place.side))
        rendering = {i for i, s in enumerate(spans) if (place.tag, content(place.across, s, place.tag)) in known}
        yield replace(place, found=_grown(place, rendering))


def _grown(place: Following, rendering: set[int]) -> Counterpart:
    words, side, spans = place.words, place.side, place.words.side(other(place.side))
    free = rendering - _foreign(words, side, place.hit)
    chosen = _places(words, side, place.found.spans)
    waiting = list(chosen)
    while waiting:
        at = waiting.pop()
        for beside in (at - 1, at + 1):
            if beside in free - chosen and _are_neighbours(spans, at, beside):
                chosen.add(beside)
                waiting.append(beside)
    return replace(place.found, spans=_spans(words, side, chosen))


def _are_neighbours(spans: Sequence[Span], place: int, beside: int) -> bool:
    return 0 <= beside < len(spans) and spans[place].segment == spans[beside].segment


def _places(words: WordLinks, side: Side, spans: Sequence[Span]) -> set[int]:
    """Return the places of words of the other side among its words."""
    wanted = set(spans)
    return {place for place, span in enumerate(words.side(other(side))) if span in wanted}


def _spans(words: WordLinks, side: Side, places: set[int]) -> tuple[Span, ...]:
    return tuple(words.side(other(side))[place] for place in sorted(places))


def _parts(words: WordLinks, side: Side, hit: Span) -> Iterator[Span]:
    """Yield what of a hit falls into each word."""
    for word in words.side(side):
        if _overlap(word, hit):
            yield Span(hit.segment, max(hit.start, word.start), min(hit.end, word.end))


def _closed(chosen: set[int], words: WordLinks, side: Side, hit: Span) -> set[int]:
    """Add the places that lie alone between two of the chosen and belong to no other word."""
    foreign = _foreign(words, side, hit)
    segments = [span.segment for span in words.side(other(side))]
    gaps = {
        place + 1
        for place in chosen
        if place + 2 in chosen and place + 1 not in chosen | foreign and segments[place] == segments[place + 2]
    }
    return chosen | gaps


def _foreign(words: WordLinks, side: Side, hit: Span) -> set[int]:
    """Return the places on the other side that are linked with a word outside of the hit."""
    mine, theirs = words.side(side), other(side)
    return {
        getattr(pair, theirs)
        for pair in words.pairs
        if pair.score >= LEAST and not _overlap(mine[getattr(pair, side)], hit)
    }


def _overlap(word: Span, hit: Span) -> bool:
    return word.segment == hit.segment and word.start < hit.end and hit.start < word.end
