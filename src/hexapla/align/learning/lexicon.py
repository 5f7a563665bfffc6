"""Which words translate which, learned from beads that people have confirmed (IBM model 1, Brown et al. 1993)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np

from hexapla.align.band import Floats, Ints

TURNS = 5
MOST = 8_000_000  # pairs of words that are weighed at a time: the newest beads come first
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]|[^\W_]+")
STEM = 6  # letters of a word that count: most endings lie beyond
SEEN = 2  # times that a word must have been seen to tell anything

Words = tuple[str, ...]


@lru_cache(100_000)
def words(text: str) -> Words:
    """Return the words of a text, cut to their first letters; Chinese and Japanese characters stand alone."""
    return tuple(found.casefold()[:STEM] for found in WORD.findall(text))


@dataclass(frozen=True)
class Lexicon:
    """How much likelier words of the target are beside words of the source, and the other way round.

    `forward[s, t]` is log(p(t | s) / p(t)), where that is above 0; `backward[t, s]` likewise.
    """

    forward: dict[tuple[str, str], float]
    backward: dict[tuple[str, str], float]

    def told(self, source: Words, target: Words) -> tuple[Floats, Floats]:
        """Return for each word of the target its best link to the source, and for each of the source to the target."""
        ahead = [max((self.forward.get((s, t), 0.0) for s in source), default=0.0) for t in target]
        back = [max((self.backward.get((t, s), 0.0) for t in target), default=0.0) for s in source]
        return np.array(ahead), np.array(back)


def train(pairs: Sequence[tuple[str, str]]) -> Lexicon:
    """Learn a lexicon from texts that translate each other."""
    return learn_words([(words(source), words(target)) for source, target in _affordable(pairs)])


def learn_words(sides: Sequence[tuple[Words, Words]]) -> Lexicon:
    """Learn a lexicon from the words of texts that translate each other."""
    return Lexicon(_model(sides), _model([(target, source) for source, target in sides]))


def _affordable(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    kept, spent = [], 0
    for source, target in reversed(pairs):
        spent += len(words(source)) * len(words(target))
        if spent > MOST:
            break
        kept.append((source, target))
    return kept


def _model(pairs: Iterable[tuple[Words, Words]]) -> dict[tuple[str, str], float]:
    """Return log(p(t | s) / p(t)) for the pairs of words that expectation maximisation finds linked."""
    pairs = [(s, t) for s, t in pairs if s and t]
    often = Counter(word for side in pairs for words_ in side for word in set(words_))
    known = [(sorted({w for w in s if often[w] >= SEEN}), [w for w in t if often[w] >= SEEN]) for s, t in pairs]
    vocabulary = {word: k for k, word in enumerate(sorted(often))}
    rows, groups = _table(known, vocabulary)
    if not len(rows):
        return {}
    keys, cell = np.unique(rows[:, 0] * len(vocabulary) + rows[:, 1], return_inverse=True)
    share: Floats = np.full(len(keys), 1.0)
    heads = keys // len(vocabulary)
    count: Floats = share
    for _ in range(TURNS):
        weight = share[cell]
        weight /= np.bincount(groups, weight)[groups]
        count = np.bincount(cell, weight, len(keys)).astype(np.float64)
        share = count / np.bincount(heads, count)[heads]
    return _ratios(keys, share, count, known, vocabulary)


def _table(known: list[tuple[list[str], list[str]]], vocabulary: dict[str, int]) -> tuple[Ints, Ints]:
    """Return the pairs of words (k, 2) that stand in one bead, and the numbers (k,) of the target words' places."""
    rows: list[Ints] = []
    places: list[Ints] = []
    number = 0
    for source, target in known:
        s, t = ([vocabulary[w] for w in side] for side in (source, target))
        if s and t:
            rows.append(np.column_stack([np.tile(s, len(t)), np.repeat(t, len(s))]))
            places.append(np.repeat(np.arange(number, number + len(t)), len(s)))
            number += len(t)
    if not rows:
        return np.empty((0, 2), np.int64), np.empty(0, np.int64)
    return np.vstack(rows), np.concatenate(places)


def _ratios(
    keys: Ints, share: Floats, count: Floats, known: list[tuple[list[str], list[str]]], vocabulary: dict[str, int]
) -> dict[tuple[str, str], float]:
    names = list(vocabulary)
    seen = Counter(word for _, target in known for word in target)
    total = sum(seen.values())
    found = {}
    for key, p, n in zip(keys.tolist(), share.tolist(), count.tolist(), strict=True):
        s, t = names[key // len(names)], names[key % len(names)]
        ratio = log(max(p * total / seen[t], 1e-9))
        if ratio > 1 and n > 1:
            found[s, t] = round(min(ratio, 6.0), 3)
    return found
