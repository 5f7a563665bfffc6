"""How likely two words go together, given all that speaks for it: small trained networks in two steps.

The first looks at each pair of words by itself; the others, whose mean counts, also see what the first makes of the
pairs around. What sounds alike is not
learned, as the gold has few names, but heeded by rule (`sounds.py`).
`bench/train_words.py` fits them, one set of weights for all languages and both directions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

import numpy as np

from hexapla.align.band import Floats
from hexapla.wordlinks.dictionary import Dictionary
from hexapla.wordlinks.evidence import evidence, together, with_competition
from hexapla.wordlinks.reading import Words
from hexapla.wordlinks.sounds import heeding, sounding
from hexapla.wordlinks.statistical import Statistics

FILE = "judge.npz"


@dataclass(frozen=True)
class Network:
    """One hidden layer: `mean` and `spread` (k,) standardise, `hidden` (k, h), `bias` (h,), `out` (h,), `base` ()."""

    mean: Floats
    spread: Floats
    hidden: Floats
    bias: Floats
    out: Floats
    base: Floats

    def __call__(self, numbers: Floats) -> Floats:
        """Return probabilities (...) for evidence (..., k)."""
        inner = np.tanh((numbers - self.mean) / self.spread @ self.hidden + self.bias)
        found: Floats = 1 / (1 + np.exp(-(inner @ self.out + self.base)))
        return found


@dataclass(frozen=True)
class Judge:
    """The networks of both steps; `version` names their weights."""

    first: Network
    second: tuple[Network, ...]
    version: str = ""

    def chances(self, source: Words, target: Words, numbers: Floats) -> Floats:
        """Return the probability (source, target) that words go together, given `evidence`."""
        seen = seen_together(source, target, numbers, self.first(numbers))
        found: Floats = np.mean([network(seen) for network in self.second], axis=0)
        return found


def seen_together(source: Words, target: Words, numbers: Floats, first: Floats) -> Floats:
    """Return what the networks of the second step see: (source, target, k)."""
    return np.concatenate([together(first, (source.telling, target.telling)), numbers], axis=2)


def judged(
    source: Words, target: Words, book: Dictionary | None, statistics: Statistics | None
) -> tuple[Floats, Floats]:
    """Return the evidence (source, target, k) and the probabilities (source, target)."""
    numbers, alike = evidence(source, target, book, statistics), sounding(source, target)
    chances = heeding(load().chances(source, target, numbers), alike)
    return with_competition(numbers, alike), chances


@cache
def load() -> Judge:
    """Return the judge with the weights that come with Hexapla."""
    data = files("hexapla.wordlinks").joinpath(FILE)
    names = Network.__dataclass_fields__
    with data.open("rb") as file, np.load(file) as kept:
        nets = [
            Network(**{name: kept[f"{number}_{name}"] for name in names}) for number in range(len(kept) // len(names))
        ]
    return Judge(nets[0], tuple(nets[1:]), sha256(data.read_bytes()).hexdigest()[:12])
