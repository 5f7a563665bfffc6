"""What is learned, and how it corrects the judge's scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from hexapla.align.band import Floats
from hexapla.align.evidence import Candidates
from hexapla.align.learning.lexicon import Lexicon, Words, words

KINDS = ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
COLUMNS = (*(f"{a}-{b}" for a, b in KINDS), "larger", "length", "words ahead", "words back", "words unlinked")


@dataclass(frozen=True)
class Lesson:
    """Two texts, and the beads (source indices, target indices) that people have confirmed in them."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    beads: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]

    def pairs(self) -> list[tuple[str, str]]:
        """Return the texts of the beads that have both sides."""
        return [
            (" ".join(self.source[i] for i in s), " ".join(self.target[j] for j in t)) for s, t in self.beads if s and t
        ]


@dataclass(frozen=True)
class Learned:
    """What confirmed links of one pair of languages teach.

    `ratio` is the logarithm of target characters per source character, `weights` (13,) are how much each of
    `COLUMNS` adds to a bead's log-weight; it was learned from `links` confirmed links of so many
    `alignments`; `digest` names it in what it helps to align.
    """

    lexicon: Lexicon
    ratio: float
    weights: Floats
    links: int
    alignments: int
    digest: str = ""

    @property
    def said(self) -> str:
        """Tell people what it was learned from."""
        seen = f"{self.links} confirmed links of {self.alignments} alignments"
        return f"{seen}, sha256:{self.digest}" if self.digest else seen

    def to_json(self) -> dict[str, Any]:
        """Return plain values, to be kept in a file."""
        tables = self.lexicon.forward, self.lexicon.backward
        forward, backward = ([[*pair, value] for pair, value in table.items()] for table in tables)
        seen = {"links": self.links, "alignments": self.alignments, "digest": self.digest}
        plain = {"columns": list(COLUMNS), "weights": self.weights.tolist(), "ratio": self.ratio}
        return {**plain, **seen, "forward": forward, "backward": backward}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Learned | None:
        """Read what `to_json` gave; None where it was made for other columns."""
        if data.get("columns") != list(COLUMNS):
            return None
        forward, backward = ({(a, b): value for a, b, value in data[name]} for name in ("forward", "backward"))
        seen = (data[name] for name in ("links", "alignments", "digest"))
        return cls(Lexicon(forward, backward), data["ratio"], np.array(data["weights"]), *seen)

    def correction(self, source: tuple[str, ...], target: tuple[str, ...], found: Candidates) -> Floats:
        """Return what to add to the score of each candidate: (c,)."""
        total: Floats = columns(source, target, found, self.lexicon, self.ratio) @ self.weights
        return total


def columns(
    source: tuple[str, ...], target: tuple[str, ...], found: Candidates, lexicon: Lexicon, ratio: float
) -> Floats:
    """Return the evidence (c, 13) that learning weighs."""
    kinds = np.column_stack([(found.a == a) & (found.b == b) for a, b in KINDS]).astype(np.float64)
    larger = 1 - kinds.sum(axis=1)
    full = (found.a > 0) & (found.b > 0)
    x, y = (np.concatenate([[0], np.cumsum([len(text) for text in side])]) for side in (source, target))
    left, right = x[found.i] - x[found.i - found.a], y[found.j] - y[found.j - found.b]
    length = np.abs(np.log((right + 5.0) / (left + 5.0)) - ratio) * full
    return np.column_stack([kinds, larger, length, _lexical(source, target, found, lexicon)])


def _lexical(source: tuple[str, ...], target: tuple[str, ...], found: Candidates, lexicon: Lexicon) -> Floats:
    """Return (c, 3): the mean links of the target's words, of the source's words, and the share without any."""
    sides = [[words(text) for text in side] for side in (source, target)]
    told: dict[tuple[int, int], tuple[Floats, Floats]] = {}
    table = np.zeros((len(found), 3))
    if not lexicon.forward:
        return table
    for c, (i, j, a, b) in enumerate(
        zip(found.i.tolist(), found.j.tolist(), found.a.tolist(), found.b.tolist(), strict=True)
    ):
        if a and b:
            table[c] = _of_bead(range(i - a, i), range(j - b, j), sides, told, lexicon)
    return table


def _of_bead(
    left: range,
    right: range,
    sides: list[list[Words]],
    told: dict[tuple[int, int], tuple[Floats, Floats]],
    lexicon: Lexicon,
) -> list[float]:
    for p in left:
        for q in right:
            if (p, q) not in told:
                told[p, q] = lexicon.told(sides[0][p], sides[1][q])
    ahead = np.concatenate([np.max([told[p, q][0] for p in left], axis=0) for q in right])
    back = np.concatenate([np.max([told[p, q][1] for q in right], axis=0) for p in left])
    unlinked = ((ahead == 0).sum() + (back == 0).sum()) / (len(ahead) + len(back) + 1)
    return [float(ahead.sum()) / (len(ahead) + 3), float(back.sum()) / (len(back) + 3), float(unlinked)]
