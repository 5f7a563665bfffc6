"""What speaks for two words going together: a handful of numbers for each pair of words of a link."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from hexapla.align.band import Floats
from hexapla.wordlinks.dictionary import Dictionary
from hexapla.wordlinks.reading import Words
from hexapla.wordlinks.statistical import Statistics

FAR = 0.5  # of a side's length: words farther apart than this are just far


def evidence(source: Words, target: Words, book: Dictionary | None, statistics: Statistics | None) -> Floats:
    """Return (source, target, k): what each method says of each pair of words, without regard to other pairs."""
    cosines = source.states @ target.states.T
    known = source.meanings.shape[1] and target.meanings.shape[1]
    meanings = source.meanings @ target.meanings.T if known else np.zeros_like(cosines)
    told, partly = _in_dictionary(source, target, book)
    learned = statistics.scores(source.lemmas, target.lemmas) if statistics else np.zeros_like(cosines)
    left, right = source.telling[:, None] + 0 * cosines, target.telling[None] + 0 * cosines
    layers = [
        cosines,
        *_competition(cosines),
        meanings,
        *_competition(meanings),
        told,
        *_competition(told),
        partly,
        learned,
        *_competition(learned),
        _same(source, target),
        np.minimum(_apart(source, target), FAR),
        left,
        right,
        left * right,
        cosines * np.minimum(left, right),
    ]
    return np.stack(layers, axis=2).astype(np.float32)


def with_competition(numbers: Floats, table: Floats) -> Floats:
    """Return evidence with one more method's say of each pair of words, and how that stands among other pairs."""
    found: Floats = np.concatenate([numbers, np.stack([table, *_competition(table)], axis=2)], axis=2).astype(
        np.float32
    )
    return found


def _competition(table: Floats) -> list[Floats]:
    """Return by how much a pair is better or worse than the best other one of its row, and of its column."""
    return [_margin(table), _margin(table.T).T]


def _margin(table: Floats) -> Floats:
    if table.shape[1] < 2:  # noqa: PLR2004
        return table * 0 + 0.5
    highest = np.sort(table, axis=1)[:, -2:]
    best, second = highest[:, 1:], highest[:, :1]
    return np.where(table >= best, table - second, table - best)


def _in_dictionary(source: Words, target: Words, book: Dictionary | None) -> tuple[Floats, Floats]:
    """Return how far words stand for each other as glosses, and how far parts of a Chinese word do."""
    shape = len(source.spans), len(target.spans)
    if book is None:
        return np.zeros(shape), np.zeros(shape)
    if source.tag.startswith("zh") and target.tag.startswith("en"):
        return _glosses(book, source.texts, target.lemmas)
    if source.tag.startswith("en") and target.tag.startswith("zh"):
        told, partly = _glosses(book, target.texts, source.lemmas)
        return told.T, partly.T
    return np.zeros(shape), np.zeros(shape)


def _glosses(book: Dictionary, chinese: Iterable[str], english: tuple[str, ...]) -> tuple[Floats, Floats]:
    chinese = list(chinese)
    parts = [[lemma.split("-") for lemma in english]] * len(chinese)
    told = [[_best(book.told(word), some) for some in row] for word, row in zip(chinese, parts, strict=True)]
    within = [_within(book, word) for word in chinese]
    partly = [[_best(found, some) for some in row] for found, row in zip(within, parts, strict=True)]
    shape = len(chinese), len(english)
    return np.array(told).reshape(shape), np.array(partly).reshape(shape)


def _best(glosses: dict[str, float], parts: list[str]) -> float:
    whole = glosses.get("-".join(parts), 0.0)
    return max(whole, *(glosses.get(part, 0.0) for part in parts))


def _within(book: Dictionary, word: str) -> dict[str, float]:
    """Return what the parts of a Chinese word stand for: its characters, and the words of two or more in it."""
    found: dict[str, float] = {}
    for size in range(1, len(word)):
        for at in range(len(word) - size + 1):
            for lemma, share in book.told(word[at : at + size]).items():
                found[lemma] = max(found.get(lemma, 0.0), share * size / len(word))
    return found


def _same(source: Words, target: Words) -> Floats:
    """Return 1 where two words are written the same: names, figures."""
    return np.array([[float(one == other) for other in target.lemmas] for one in source.lemmas])


def _apart(source: Words, target: Words) -> Floats:
    """Return how far apart the places of two words are, as shares of their sides."""
    left, right = ((np.arange(len(side.spans)) + 0.5) / len(side.spans) for side in (source, target))
    return np.abs(left[:, None] - right[None])


def together(chances: Floats, telling: tuple[Floats, Floats]) -> Floats:
    """Return (source, target, k): what the other pairs of a link make of each, given first chances of all pairs."""
    near = _neighbours(chances)
    row, column = chances.sum(axis=1, keepdims=True) - chances, chances.sum(axis=0, keepdims=True) - chances
    layers = [
        _logit(chances),
        *_competition(chances),
        near,
        np.minimum(row, 2),
        np.minimum(column, 2),
        *_beside(chances),
        _off_path(chances),
        np.minimum(*np.broadcast_arrays(telling[0][:, None], telling[1][None])),
    ]
    return np.stack(layers, axis=2).astype(np.float32)


def _logit(chances: Floats) -> Floats:
    kept = np.clip(chances, 1e-4, 1 - 1e-4)
    return np.log(kept / (1 - kept)) / 4


def _neighbours(chances: Floats) -> Floats:
    """Return how well the neighbours of a pair go together, in either order: the nearest two words on each side."""
    padded = np.pad(chances, 2)
    n, m = chances.shape
    total = np.zeros_like(chances)
    for di, dj, weight in ((1, 1, 1.0), (1, -1, 0.5), (1, 2, 0.7), (2, 1, 0.7), (2, 2, 0.5), (1, 0, 0.0)):
        for sign in (1, -1):
            total += weight * padded[2 + sign * di : 2 + sign * di + n, 2 + sign * dj : 2 + sign * dj + m]
    return total / 3


def _beside(chances: Floats) -> list[Floats]:
    """Return how well the words just beside go with the same word: phrases are linked as a whole."""
    wide = np.pad(chances, 1)
    inner = slice(1, -1)
    return [np.maximum(wide[inner, :-2], wide[inner, 2:]), np.maximum(wide[:-2, inner], wide[2:, inner])]


def _off_path(chances: Floats) -> Floats:
    """Return how far a pair is from where the sure pairs around it lead one to expect it, in words, up to 1."""
    return np.minimum(_astray(chances), _astray(chances.T).T)


def _astray(chances: Floats) -> Floats:
    n, m = chances.shape
    at, sure = chances.argmax(axis=1), chances.max(axis=1)
    places = np.arange(n)
    weights = sure[None] ** 2 * np.exp(-np.abs(places[:, None] - places[None]) / 2.0)
    np.fill_diagonal(weights, 0)
    expected = at[None] + (places[:, None] - places[None]) * (m / n)
    distance = np.abs(expected[:, :, None] - np.arange(m)[None, None])
    near = (weights[:, :, None] * np.minimum(distance, 8)).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-6)[:, None]
    found: Floats = near / 8
    return found
