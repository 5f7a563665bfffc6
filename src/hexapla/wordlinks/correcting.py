"""People's decisions about words, laid over what machines found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hexapla.wordlinks.record import Decision
from hexapla.wordlinks.values import Pair, Span, WordLinks


def corrected(words: WordLinks, decisions: Iterable[Decision]) -> WordLinks:
    """Return word links as people decided: what they paired is sure and theirs, what they parted is gone."""
    pairs = {(pair.source, pair.target): pair for pair in words.pairs}
    for one in decisions:
        for i in _touched(words.source, one.source):
            for j in _touched(words.target, one.target):
                if one.together:
                    pairs[i, j] = Pair(i, j, 1.0, "solid", ("person",), one.by)
                else:
                    pairs.pop((i, j), None)
    return WordLinks(words.source, words.target, tuple(pairs[at] for at in sorted(pairs)))


def _touched(words: Sequence[Span], place: Span) -> list[int]:
    """Return the words at a place: the word that fills it, else those that overlap, as after another cut of words."""
    same = [k for k, word in enumerate(words) if word == place]
    return same or [
        k
        for k, word in enumerate(words)
        if word.segment == place.segment and word.start < place.end and place.start < word.end
    ]
