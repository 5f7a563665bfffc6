"""The counterpart of a stretch of text, such as a hit of a search, from the word links it touches."""

from __future__ import annotations

from hexapla.model import Side, other
from hexapla.wordlinks.values import Counterpart, Span, Tier, WordLinks

NOTHING = Counterpart("none")


def counterparts(words: WordLinks, side: Side, hit: Span) -> Counterpart:
    """Return what stands for `hit`, a stretch of a segment of `side`, on the other side, in the order of the text.

    Where anything is sure, only that is answered; else what may be.
    """
    touched = {place for place, word in enumerate(words.side(side)) if _overlap(word, hit)}
    mine, others = ("source", "target") if side == "source" else ("target", "source")
    pairs = [pair for pair in words.pairs if getattr(pair, mine) in touched]
    if not pairs:
        return NOTHING
    tier: Tier = "solid" if any(pair.tier == "solid" for pair in pairs) else "dotted"
    chosen = [pair for pair in pairs if pair.tier == tier]
    places = sorted({getattr(pair, others) for pair in chosen})
    methods = dict.fromkeys(method for pair in chosen for method in pair.methods)
    return Counterpart(tier, tuple(words.side(other(side))[place] for place in places), tuple(methods))


def _overlap(word: Span, hit: Span) -> bool:
    return word.segment == hit.segment and word.start < hit.end and hit.start < word.end
