"""Word links as frozen values: which words of one side of a link stand for which of the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hexapla.model import Side

Tier = Literal["solid", "dotted"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of words: its segment's place in the link's side, from 0, and its code points in it."""

    segment: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words that go together: their places among `WordLinks.source` and `WordLinks.target`.

    `score` is the estimated probability, from 0 to 1, that they do; `solid` pairs are sure, `dotted` ones may be.
    `methods` name what found them; `corrected_by` is the person who paired them, or empty.
    """

    source: int
    target: int
    score: float
    tier: Tier
    methods: tuple[str, ...] = ()
    corrected_by: str = ""


@dataclass(frozen=True, slots=True)
class WordLinks:
    """The words of both sides of a link, in order, and pairs of them."""

    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    pairs: tuple[Pair, ...] = ()

    def side(self, side: Side) -> tuple[Span, ...]:
        """Return the words of one side."""
        return self.source if side == "source" else self.target


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What stands on the other side for a stretch of words; no spans in the tier `none`: nothing was found."""

    tier: Literal["solid", "dotted", "none"]
    spans: tuple[Span, ...] = ()
    methods: tuple[str, ...] = ()
