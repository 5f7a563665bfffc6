"""The counterpart of a stretch of text, such as a hit of a search, from the word links it touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hexapla.model import Side, other
from hexapla.wordlinks.values import Counterpart, Pair, Span, Tier, WordLinks

NOTHING = Counterpart("none")
LEAST = 0.5  # the score from which on a pair is shown
MARGIN = 0.02  # by which another word must go better with a counterpart to have it to itself
BESIDE, APART = 0.4, 0.8  # of a word's best score: what is shown too, beside the best counterpart and away from it


def counterparts(words: WordLinks, side: Side, hit: Span) -> Counterpart:
    """Return what stands for `hit`, a stretch of a segment of `side`, on the other side, in the order of the text.

    Where anything is sure, only that is answered; else what may be. Of each word its best counterpart is taken, with
    those that are nearly as good or stand beside it; not those that go better with a word beside the hit.
    """
    theirs = other(side)
    touched = [place for place, word in enumerate(words.side(side)) if _overlap(word, hit)]
    found = [pair for place in touched for pair in _part(words, side, hit, place)]
    pairs = [pair for pair in found if not _contested(words.pairs, side, touched, pair)]
    if not pairs:
        return NOTHING
    tier: Tier = "solid" if any(pair.tier == "solid" for pair in pairs) else "dotted"
    chosen = [pair for pair in pairs if pair.tier == tier]
    places = sorted({getattr(pair, theirs) for pair in chosen})
    methods = dict.fromkeys(method for pair in chosen for method in pair.methods)
    return Counterpart(tier, tuple(words.side(theirs)[place] for place in places), tuple(methods))


def _contested(pairs: Sequence[Pair], side: Side, touched: Sequence[int], pair: Pair) -> bool:
    """Whether a counterpart goes better with a word that the hit does not touch; what people paired never does."""
    theirs = other(side)
    return not pair.corrected_by and any(
        rival.score > pair.score + MARGIN
        for rival in pairs
        if getattr(rival, theirs) == getattr(pair, theirs) and getattr(rival, side) not in touched
    )


def _part(words: WordLinks, side: Side, hit: Span, place: int) -> list[Pair]:
    """Return the pairs of what a hit covers of a word.

    Of 天地 *heaven and earth*, where a word of n characters has n counterparts, each character has its own.
    """
    word, theirs = words.side(side)[place], other(side)
    found = sorted(_good(words.pairs, side, theirs, place), key=lambda pair: getattr(pair, theirs))
    start, end = max(hit.start - word.start, 0), min(hit.end, word.end) - word.start
    return found[start:end] if len(found) == word.end - word.start else found


def _good(pairs: Sequence[Pair], mine: Side, theirs: Side, place: int) -> Iterator[Pair]:
    """Yield the pairs of a word that are worth showing."""
    own = [pair for pair in pairs if getattr(pair, mine) == place and (pair.score >= LEAST or pair.corrected_by)]
    if not own:
        return
    best = max(own, key=lambda pair: pair.score)
    near = {getattr(best, theirs)}
    for pair in sorted(own, key=lambda pair: abs(getattr(pair, theirs) - getattr(best, theirs))):
        at = getattr(pair, theirs)
        beside = {at - 1, at, at + 1} & near
        if pair.corrected_by or pair.score >= best.score * (BESIDE if beside else APART):
            near.add(at)
            yield pair


def _overlap(word: Span, hit: Span) -> bool:
    return word.segment == hit.segment and word.start < hit.end and hit.start < word.end
