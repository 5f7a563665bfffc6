"""Which words translate which, learned from links (IBM model 1 in both directions, Brown et al. 1993)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hexapla.align.band import Floats
from hexapla.align.learning.lexicon import Lexicon, Words, learn_words

HIGHEST = 6.0  # where the lexicon's log-ratios end


@dataclass(frozen=True)
class Statistics:
    """What was learned from a number of links."""

    lexicon: Lexicon
    links: int

    @property
    def version(self) -> str:
        """Name what was learned."""
        return f"{self.links} links, {len(self.lexicon.forward)} and {len(self.lexicon.backward)} words"

    def turned(self) -> Statistics:
        """Return the same for source and target exchanged."""
        return Statistics(Lexicon(self.lexicon.backward, self.lexicon.forward), self.links)

    def scores(self, source: Words, target: Words) -> Floats:
        """Return how well words go together, from 0 to 1, as both directions see it: (source, target)."""
        ahead, back = self.lexicon.forward, self.lexicon.backward
        rows = [[ahead.get((s, t), 0.0) + back.get((t, s), 0.0) for t in target] for s in source]
        found: Floats = np.array(rows, np.float32).reshape(len(source), len(target)) / (2 * HIGHEST)
        return found


def train(pairs: Sequence[tuple[Words, Words]], links: int) -> Statistics:
    """Learn from links given as the words of both sides, as they are compared."""
    return Statistics(learn_words(pairs), links)
