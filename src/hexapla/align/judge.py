"""A small learned model of how much the evidence for a bead weighs.

It is trained so that among all paths through a text the right one becomes probable (a semi-Markov conditional
random field, Sarawagi and Cohen 2004); so scores are log-weights, and the probabilities that `posteriors` draws from
them are honest confidences. `bench/train_alignment.py` fits the weights, one set for all languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np

from hexapla.align.band import Floats


@dataclass(frozen=True)
class Evidence:
    """Numbers for c candidates: `shared` (c, s) of both sides, `source` and `target` (c, p) of one side each."""

    shared: Floats
    source: Floats
    target: Floats

    def columns(self) -> Floats:
        """Return all of it: (c, s + 2 p)."""
        return np.hstack([self.shared, self.source, self.target])

    def swapped(self) -> Evidence:
        """Return the evidence as it would be with source and target exchanged."""
        return Evidence(self.shared, self.target, self.source)

    def beside(self, more: Evidence) -> Evidence:
        """Return this evidence and more of it for the same candidates."""
        pairs = ((self.shared, more.shared), (self.source, more.source), (self.target, more.target))
        return Evidence(*(np.hstack(pair) for pair in pairs))


@dataclass(frozen=True)
class Judge:
    """A network with one hidden layer, plus a direct sum, applied in both directions alike.

    `mean` and `spread` (f,) standardise evidence; `hidden` (f, h), `bias` (h,), `out` (h,), `direct` (f,), `base` ().
    """

    mean: Floats
    spread: Floats
    hidden: Floats
    bias: Floats
    out: Floats
    direct: Floats
    base: Floats

    def scores(self, evidence: Evidence) -> Floats:
        """Return the log-weight (c,) of each candidate; the same whichever text is called the source."""
        return self._one_way(evidence) + self._one_way(evidence.swapped()) + self.base

    def _one_way(self, evidence: Evidence) -> Floats:
        x = np.clip((evidence.columns() - self.mean) / self.spread, -5, 5)
        result: Floats = np.tanh(x @ self.hidden + self.bias) @ self.out + x @ self.direct
        return result


@cache
def load(name: str) -> Judge:
    """Return the judge trained for a method and an encoder, such as `best_use`."""
    with _file(name).open("rb") as file, np.load(file) as stored:
        return Judge(**{key: stored[key].astype(np.float64) for key in stored.files})


@cache
def signature(name: str) -> str:
    """Return a judge's name and the SHA-256 of its weights, in one line."""
    return f"{name} sha256:{sha256(_file(name).read_bytes()).hexdigest()[:16]}"


def _file(name: str) -> Traversable:
    return files("hexapla.align") / f"judge_{name}.npz"
