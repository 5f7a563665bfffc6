"""The forward pass of multilingual-e5-small (Wang et al. 2024) in numpy: a BERT of twelve layers."""

from __future__ import annotations

from math import sqrt

import numpy as np

from hexapla.align.band import Floats, Ints
from hexapla.align.encoders.e5_file import E5File, Layer, unpack


def hidden_states(model: E5File, ids: Ints, lengths: Ints, keep: tuple[int, ...]) -> list[Floats]:
    """Return the states (s, t, hidden) after each layer of `keep` (counted from 1, rising) of padded texts (s, t)."""
    texts, width = ids.shape
    words = unpack(model.words[ids.ravel()]) + np.tile(model.places[:width], (texts, 1))
    x = _norm(words, model.norm, model.epsilon)
    padding = np.where(np.arange(width) < lengths[:, None], 0, -1e9).astype(np.float32)[:, None, None, :]
    found = []
    for number, layer in enumerate(model.layers[: keep[-1]], 1):
        mixed = _attend(x @ layer.attention[0] + layer.attention[1], padding, model.heads)
        x = _norm(x + mixed @ layer.mixing[0] + layer.mixing[1], layer.first_norm, model.epsilon)
        x = _norm(x + _feed_forward(x, layer), layer.second_norm, model.epsilon)
        if number in keep:
            found.append(x.reshape(texts, width, -1))
    return found


def _attend(joined: Floats, padding: Floats, heads: int) -> Floats:
    """Let the tokens of each text attend to each other: queries, keys and values (s t, 3 hidden) to (s t, hidden)."""
    texts, width = padding.shape[0], padding.shape[-1]
    query, key, value = joined.reshape(texts, width, 3, heads, -1).transpose(2, 0, 3, 1, 4)
    weights = query @ key.transpose(0, 1, 3, 2)
    weights *= np.float32(1 / sqrt(query.shape[-1]))
    weights += padding
    weights -= weights.max(axis=-1, keepdims=True)
    np.exp(weights, out=weights)
    weights /= weights.sum(axis=-1, keepdims=True)
    mixed: Floats = (weights @ value).transpose(0, 2, 1, 3).reshape(texts * width, -1)
    return mixed


def _feed_forward(x: Floats, layer: Layer) -> Floats:
    inner = x @ layer.widening[0]
    inner += layer.widening[1]
    moved: Floats = _gelu(inner) @ layer.narrowing[0]
    moved += layer.narrowing[1]
    return moved


def _gelu(x: Floats) -> Floats:
    """Return x times the normal distribution function, by formula 7.1.26 of Abramowitz and Stegun (error < 2e-7)."""
    z = np.abs(x)
    z *= np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = np.float32(1.061405429) * t
    for term in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += np.float32(term)
        tail *= t
    np.square(z, out=z)
    np.negative(z, out=z)
    tail *= np.exp(z, out=z)
    tail *= np.abs(x)
    result: Floats = np.maximum(x, 0) - np.float32(0.5) * tail
    return result


def _norm(x: Floats, weights: tuple[Floats, Floats], epsilon: float) -> Floats:
    x -= x.mean(axis=-1, keepdims=True)
    spread = np.einsum("ij,ij->i", x, x) / x.shape[-1]
    x *= (1 / np.sqrt(spread + epsilon))[:, None]
    x *= weights[0]
    x += weights[1]
    return x
