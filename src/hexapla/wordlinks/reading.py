"""A side of a link read for its words: where they are, how they are compared, what the models make of them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from hexapla.align.band import Floats
from hexapla.align.cache import EmbeddingCache
from hexapla.align.encoders import load_e5
from hexapla.align.encoders.e5 import E5
from hexapla.align.encoders.use import UseEncoder
from hexapla.align.threads import one_thread
from hexapla.lemmas import lemma
from hexapla.wordlinks import dictionary
from hexapla.wordlinks.units import words_of
from hexapla.wordlinks.values import Span

MOST_KEPT = 4000  # vectors of single words


@dataclass(frozen=True, eq=False)
class Words:
    """The n words of a side.

    `states` are unit vectors in context (n, 384), centred; `meanings` are unit vectors of the words alone (n, 512), of
    width 0 where the model does not know the language; `telling` is how much they tell, from 0 to 1 (n,).
    """

    tag: str
    spans: tuple[Span, ...]
    texts: tuple[str, ...]
    lemmas: tuple[str, ...]
    states: Floats
    meanings: Floats
    telling: Floats


class Reader:
    """Reads texts with the two encoders and, for Chinese, the dictionary, so far as these are there."""

    def __init__(self, encoder: E5) -> None:
        self._encoder = encoder
        self._meanings = UseEncoder()
        self._known: dict[str, Floats] = {}
        self._alone_lock = threading.Lock()  # several threads ask at once

    @property
    def name(self) -> str:
        """Name the models."""
        return f"{self._encoder.name}; {self._meanings.name}"

    def covers(self, tag: str) -> bool:
        """Whether the model of words in context knows a language (BCP 47)."""
        return self._encoder.covers(tag)

    def read(self, sides: Sequence[Sequence[str]], tags: Sequence[str]) -> list[Words | None]:
        """Return the words of texts, each given as its segments, in their languages; None for one without words."""
        with one_thread():
            states = iter(self._encoder.in_context([text for texts in sides for text in texts]))
            read = [[next(states).astype(np.float32) for _ in texts] for texts in sides]
            return [self._side(texts, tag, own) for texts, tag, own in zip(sides, tags, read, strict=True)]

    def _side(self, texts: Sequence[str], tag: str, states: Sequence[Floats]) -> Words | None:
        spans: list[Span] = []
        vectors: list[Floats] = []
        telling: list[float] = []
        for number, (text, pieces) in enumerate(zip(texts, states, strict=True)):
            told, _ = self._encoder.clauses(text)
            for span, inside in self._placed(number, text, tag, len(pieces)):
                spans.append(span)
                vectors.append(pieces[inside].mean(axis=0))
                telling.append(float(told[inside].max()))
        if not spans:
            return None
        words = tuple(texts[span.segment][span.start : span.end] for span in spans)
        centred = _unit(np.array(vectors) - np.concatenate(states).mean(axis=0))
        lemmas = tuple(lemma(word, tag) for word in words)
        return Words(tag, tuple(spans), words, lemmas, centred, self._alone(words, tag), np.array(telling, np.float32))

    def words(self, texts: Sequence[str], tag: str) -> tuple[str, ...]:
        """Return the words of a side as they are compared, without a look at their context: fast."""
        return tuple(
            lemma(text[start:end], tag)
            for text in texts
            for start, end in words_of(text, tag, self._encoder.places(text), dictionary.load(), self._encoder.weight)
        )

    def _placed(self, number: int, text: str, tag: str, count: int) -> list[tuple[Span, list[int]]]:
        """Return the words of a segment and the pieces that each touches."""
        places = self._encoder.places(text)[:count]
        found = []
        for start, end in words_of(text, tag, places, dictionary.load(), self._encoder.weight):
            inside = [k for k, (a, b) in enumerate(places) if a < end and start < b]
            if inside:
                found.append((Span(number, start, end), inside))
        return found

    def _alone(self, words: Sequence[str], tag: str) -> Floats:
        """Return a unit vector for each word, read by itself."""
        if not self._meanings.covers(tag):
            return np.empty((len(words), 0), np.float32)
        with self._alone_lock:
            missing = [word for word in dict.fromkeys(words) if word not in self._known]
            if len(self._known) + len(missing) > MOST_KEPT:
                self._known.clear()
                missing = list(dict.fromkeys(words))
            if missing:
                self._known |= dict(zip(missing, self._meanings.alone(missing), strict=True))
            return np.array([self._known[word] for word in words])


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit


@lru_cache(1)
def reader() -> Reader | None:
    """Return the reader, or None where the encoder's model is missing."""
    encoder = load_e5(EmbeddingCache())
    return Reader(encoder) if encoder else None
