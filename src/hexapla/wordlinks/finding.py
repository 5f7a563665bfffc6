"""Finding the word links of two texts: read, judge, choose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from hexapla.align.band import Floats
from hexapla.wordlinks import dictionary, judge
from hexapla.wordlinks.reading import Reader
from hexapla.wordlinks.statistical import Statistics
from hexapla.wordlinks.values import Pair, WordLinks

LINKED = 0.5  # the probability from which on two words are linked; the error rate is lowest there
MAYBE = 0.3  # enough for words that have no link, where they are each other's likeliest
AGREED, SURE = 0.75, 0.92  # enough for a sure link where two methods agree, and where only one speaks for it
# What a method must say of a pair to have found it: its place in the evidence, and the least number.
METHODS = {
    "encoder": (0, 0.35),
    "meanings": (3, 0.3),
    "dictionary": (6, 0.3),
    "statistics": (10, 0.2),
    "sounds": (19, 0.5),
}

Chosen = npt.NDArray[np.bool_]
Learned = Callable[[str, str], Statistics | None]


def find(
    reader: Reader, texts: tuple[Sequence[str], Sequence[str]], tags: tuple[str, str], learned: Learned
) -> WordLinks:
    """Return the word links of two texts, each given as its segments; `learned` says what is known of languages."""
    source, target = reader.read(texts, tags)
    if source is None or target is None:
        return WordLinks(source.spans if source else (), target.spans if target else ())
    numbers, chances = judge.judged(source, target, dictionary.load(), learned(*tags))
    chosen = _once(_once(_chosen(chances), chances, target.lemmas).T, chances.T, source.lemmas).T
    return WordLinks(source.spans, target.spans, tuple(_pairs(numbers, chances, chosen)))


def _pairs(numbers: Floats, chances: Floats, chosen: Chosen) -> Iterator[Pair]:
    for i, j in zip(*(one.tolist() for one in np.nonzero(chosen)), strict=True):
        methods = _methods(numbers, i, j)
        chance = float(chances[i, j])
        solid = chance >= (AGREED if len(methods) > 1 else SURE)
        yield Pair(i, j, round(chance, 3), "solid" if solid else "dotted", methods)


def _once(chosen: Chosen, chances: Floats, words: Sequence[str]) -> Chosen:
    """Return the choice with each word linked to one of the same words of the other side: the likeliest."""
    kept = chosen.copy()
    for row, some in enumerate(chosen):
        best: dict[str, int] = {}
        for at in np.nonzero(some)[0].tolist():
            before = best.setdefault(words[at], at)
            if before != at:
                worse, better = sorted((before, at), key=lambda place: float(chances[row, place]))
                kept[row, worse], best[words[at]] = False, better
    return kept


def _chosen(chances: Floats) -> Chosen:
    """Return which pairs are linked."""
    rows, columns = chances.max(axis=1, keepdims=True), chances.max(axis=0, keepdims=True)
    best = (chances >= rows) & (chances >= columns)
    chosen: Chosen = (chances >= LINKED) | (best & (chances >= MAYBE))
    return chosen


def _methods(numbers: Floats, i: int, j: int) -> tuple[str, ...]:
    """Name the methods that speak for a pair: it is their best for one of the words, and good enough."""
    here = numbers[i, j]
    found = [
        name for name, (at, least) in METHODS.items() if here[at] >= least and (here[at + 1] >= 0 or here[at + 2] >= 0)
    ]
    return tuple(found) or ("context",)
