"""What stands for a term, which may be several words: each word is followed on its own, and small gaps are closed."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.model import Side, other
from hexapla.wordlinks import Counterpart, Span, WordLinks, counterparts
from hexapla.wordlinks.values import Tier

NOTHING = Counterpart("none")
_LEAST = 0.4  # the score from which on a pair keeps its word for another one


def follow(words: WordLinks, side: Side, hit: Span) -> Counterpart:
    """Return what stands for `hit` on the other side, in the order of the text.

    Of each word of the hit what is sure counts, else what may be; a single word between two that is linked with
    nothing else belongs to them: 边防机关 is *border defense agencies*, even if *defense* has no link.
    """
    parts = [counterparts(words, side, part) for part in _parts(words, side, hit)]
    found = [part for part in parts if part.spans]
    if not found:
        return NOTHING
    theirs = words.side(other(side))
    places = {span: place for place, span in enumerate(theirs)}
    chosen = _closed({places[span] for part in found for span in part.spans}, words, side, hit)
    methods = dict.fromkeys(method for part in found for method in part.methods)
    tier: Tier = "solid" if any(part.tier == "solid" for part in found) else "dotted"
    return Counterpart(tier, tuple(theirs[place] for place in sorted(chosen)), tuple(methods))


def _parts(words: WordLinks, side: Side, hit: Span) -> Iterator[Span]:
    """Yield what of a hit falls into each word."""
    for word in words.side(side):
        if _overlap(word, hit):
            yield Span(hit.segment, max(hit.start, word.start), min(hit.end, word.end))


def _closed(chosen: set[int], words: WordLinks, side: Side, hit: Span) -> set[int]:
    """Add the places that lie alone between two of the chosen and belong to no other word."""
    mine, theirs = words.side(side), other(side)
    foreign = {
        getattr(pair, theirs)
        for pair in words.pairs
        if pair.score >= _LEAST and not _overlap(mine[getattr(pair, side)], hit)
    }
    segments = [span.segment for span in words.side(theirs)]
    gaps = {
        place + 1
        for place in chosen
        if place + 2 in chosen and place + 1 not in chosen | foreign and segments[place] == segments[place + 2]
    }
    return chosen | gaps


def _overlap(word: Span, hit: Span) -> bool:
    return word.segment == hit.segment and word.start < hit.end and hit.start < word.end
