"""The word lamp: which words of one side of a link stand for which of the other.

Words are matched by the contextual states of multilingual-e5-small, in the manner of SimAlign (Jalili Sabet et al.
2020): two words that are each other's nearest are a sure pair; a word whose nearest has another partner goes with it
where they are nearly as close.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from hexapla import languages
from hexapla.align.band import Floats
from hexapla.align.threads import one_thread

if TYPE_CHECKING:
    from hexapla.align.encoders.e5 import E5

_WORD = re.compile(r"0+(?:[.,]0+)*(?!a)|[a0]+(?:['’ʼ\-\u200c][a0]+)*")  # in a mask of the text, see `_mask`
_UNSPACED = {"Hans", "Hant", "Hani", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"}
LEAST, SURE = 0.3, 0.5  # cosines of states that are centred: below, no pair; from here on, a sure one
NEARLY = 0.9  # of the cosine that a word's nearest has with its own partner


@dataclass(frozen=True, slots=True)
class Span:
    """A word: its segment's place in the link's side, from 0, and its code points in it."""

    segment: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lit:
    """The words of both sides, and pairs of them as (place in source, place in target, score from 0 to 1, sure)."""

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    pairs: tuple[tuple[int, int, float, bool], ...]


@lru_cache(2000)
def light(source: tuple[str, ...], target: tuple[str, ...], tags: tuple[str, str]) -> Lit | None:
    """Return which words of a link's segments go together; None where the model or a language is missing."""
    encoder = _encoder()
    if encoder is None or not all(encoder.covers(tag) for tag in tags) or not (source and target):
        return None
    sides = [_words(encoder, texts, tag) for texts, tag in zip((source, target), tags, strict=True)]
    (left, left_states), (right, right_states) = sides
    if not (left and right):
        return Lit(tuple(left), tuple(right), ())
    return Lit(tuple(left), tuple(right), tuple(_pairs(left_states @ right_states.T)))


@lru_cache(1)
def _encoder() -> E5 | None:
    from hexapla.align.cache import EmbeddingCache
    from hexapla.align.encoders import load_e5

    return load_e5(EmbeddingCache())


def _words(encoder: E5, texts: Sequence[str], tag: str) -> tuple[list[Span], Floats]:
    """Return the words of a side and a unit vector for each: (words, 384)."""
    with one_thread():
        states = [pieces.astype(np.float32) for _, pieces in encoder.words(list(texts))]
    spans, made = [], []
    for segment, (text, pieces) in enumerate(zip(texts, states, strict=True)):
        places = encoder.places(text)
        for start, end in _bounds(text, places, tag):
            inside = [k for k, (a, b) in enumerate(places) if a < end and start < b and k < len(pieces)]
            if inside:
                spans.append(Span(segment, start, end))
                made.append(pieces[inside].mean(axis=0))
    if not made:
        return [], np.empty((0, 0), np.float32)
    vectors = np.array(made) - np.concatenate(states).mean(axis=0)
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return spans, unit


def _bounds(text: str, places: Sequence[tuple[int, int]], tag: str) -> list[tuple[int, int]]:
    """Return where words begin and end; in unspaced scripts the model's own pieces stand for them."""
    words = [match.span() for match in _WORD.finditer(_mask(text))]
    if languages.script(tag) not in _UNSPACED:
        return words
    return [
        (max(a, start), min(b, end))
        for start, end in words
        for a, b in ([(start, end)] if text[start:end].isascii() else places)
        if a < end and start < b
    ]


def _mask(text: str) -> str:
    """Write an a for each letter and each mark that combines with one, a 0 for each digit; all else stays."""
    return "".join("0" if c.isdigit() else "a" if unicodedata.category(c)[0] in "LMN" else c for c in text)


def _pairs(cosines: Floats) -> list[tuple[int, int, float, bool]]:
    """Return pairs of each other's nearest, and those that are nearly so."""
    rows, columns = cosines.max(axis=1), cosines.max(axis=0)
    best_row, best_column = cosines.argmax(axis=1), cosines.argmax(axis=0)
    found = []
    for i, j in zip(*np.nonzero(cosines >= LEAST), strict=True):
        cosine = float(cosines[i, j])
        mutual = best_row[i] == j and best_column[j] == i
        near = (best_row[i] == j and cosine >= NEARLY * columns[j]) or (
            best_column[j] == i and cosine >= NEARLY * rows[i]
        )
        if mutual or near:
            found.append((int(i), int(j), round(min(cosine, 1.0), 3), bool(mutual and cosine >= SURE)))
    return found
