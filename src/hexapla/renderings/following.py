"""What stands for a term, which may be several words: each word is followed on its own, and small gaps are closed."""

from __future__ import annotations

from collections import defaultdict

from hexapla.model import Side, other
from hexapla.wordlinks import Counterpart, Pair, Span, WordLinks

NOTHING = Counterpart("none")


def follow(words: WordLinks, side: Side, hit: Span) -> Counterpart:
    """Return what stands for `hit` on the other side, in the order of the text.

    Of each word of the hit the sure counterparts count, else those that may be; a single word between two that is
    linked with nothing else belongs to them: 边防机关 is *border defense agencies*, even if *border* has no link.
    """
    mine, across = ("source", "target") if side == "source" else ("target", "source")
    touched = {place for place, word in enumerate(words.side(side)) if _overlap(word, hit)}
    by_word: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in words.pairs:
        if getattr(pair, mine) in touched:
            by_word[getattr(pair, mine)].append(pair)
    chosen = [pair for pairs in by_word.values() for pair in _best(pairs)]
    if not chosen:
        return NOTHING
    foreign = {getattr(pair, across) for pair in words.pairs if getattr(pair, mine) not in touched}
    spans = words.side(other(side))
    places = _closed({getattr(pair, across) for pair in chosen}, foreign, spans)
    methods = dict.fromkeys(method for pair in chosen for method in pair.methods)
    solid = any(pair.tier == "solid" for pair in chosen)
    return Counterpart("solid" if solid else "dotted", tuple(spans[place] for place in places), tuple(methods))


def _best(pairs: list[Pair]) -> list[Pair]:
    return [pair for pair in pairs if pair.tier == "solid"] or pairs


def _closed(chosen: set[int], foreign: set[int], spans: tuple[Span, ...]) -> list[int]:
    """Return the places with those added that lie alone between two of them and belong to no other word."""
    gaps = {
        place + 1
        for place in chosen
        if place + 2 in chosen
        and place + 1 not in chosen | foreign
        and spans[place].segment == spans[place + 2].segment
    }
    return sorted(chosen | gaps)


def _overlap(word: Span, hit: Span) -> bool:
    return word.segment == hit.segment and word.start < hit.end and hit.start < word.end
