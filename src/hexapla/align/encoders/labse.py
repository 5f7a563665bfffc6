"""LaBSE (Feng et al. 2022) through `sentence-transformers`: an extra, for those who have its 1.9 GB at hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

import numpy as np

from hexapla.align.band import Floats
from hexapla.align.cache import EmbeddingCache
from hexapla.align.encoders import Tick
from hexapla.errors import MissingEncoderError
from hexapla.languages import base

MODEL = "sentence-transformers/LaBSE"
BATCH = 64
LONGEST = 4  # sentences in a run that is encoded; longer ones are means of shorter
LANGUAGES = frozenset(
    # the 109 of the paper's appendix, by their BCP 47 base tags
    "af am ar as az be bg bn bo bs ca ceb co cs cy da de el en eo es et eu fa fi fr fy ga gd gl gu ha haw he hi hmn hr "  # noqa: SIM905
    "ht hu hy id ig is it ja jv ka kk km kn ko ku ky la lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no ny or pa "
    "pl ps pt ro ru rw sd si sk sl sm sn so sq sr st su sv sw ta te tg th tk tl tr tt ug uk ur uz vi wo xh yi yo zh "
    "zu".split()
)


class Model(Protocol):
    """What is asked of a `SentenceTransformer`."""

    def encode(self, sentences: list[str], **options: Any) -> Any:  # noqa: ANN401 - the library's options
        """Return a vector for each text: (n, d)."""


class LabseEncoder:
    """Runs of sentences encoded as they stand, by LaBSE."""

    key = "labse"

    def __init__(self, model: Model, kept: EmbeddingCache | None = None) -> None:
        self._model = model
        self.kept = kept or EmbeddingCache()

    @property
    def name(self) -> str:
        """The model's name and the library's version."""
        try:
            return f"{MODEL}, sentence-transformers {version('sentence-transformers')}"
        except PackageNotFoundError:
            return MODEL

    def covers(self, language: str) -> bool:
        """Whether LaBSE was trained on a language (BCP 47)."""
        return base(language) in LANGUAGES

    def spans(self, sentences: Sequence[str], size: int, tick: Tick | None = None) -> Floats:
        """Return unit vectors (size, n, d) of runs of up to `size` sentences; see `Encoder`."""
        found = [self._encoded(sentences, k, tick if k == 1 else None) for k in range(1, min(size, LONGEST) + 1)]
        for k in range(LONGEST + 1, size + 1):
            before = np.maximum(np.arange(len(sentences)) - LONGEST, 0)
            found.append(_unit(found[LONGEST - 1] * LONGEST + found[k - LONGEST - 1][before] * (k - LONGEST)))
        return np.array(found, np.float16)

    def _encoded(self, sentences: Sequence[str], k: int, tick: Tick | None) -> Floats:
        runs = [" ".join(sentences[max(0, last - k + 1) : last + 1]) for last in range(len(sentences))]

        def make(missing: list[str]) -> list[Floats]:
            made: list[Floats] = []
            for start in range(0, len(missing), BATCH):
                some = missing[start : start + BATCH]
                made += list(np.asarray(self._model.encode(some, show_progress_bar=False), np.float32))
                if tick:
                    tick(len(made), len(missing))
            return made

        return _unit(np.array(self.kept.fetch("labse", runs, make)).reshape(len(runs), -1))


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit


def load(kept: EmbeddingCache) -> LabseEncoder:
    """Return the encoder; raise `MissingEncoderError` where the library or the model is not to be had."""
    return LabseEncoder(_model(), kept)


@cache
def _model() -> Model:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError:
        raise MissingEncoderError(
            'The method “labse” needs a package more: run `pip install "hexapla[labse]"`. “best” needs nothing more.'
        ) from None
    try:
        model: Model = SentenceTransformer(MODEL)
    except (OSError, ValueError, RuntimeError) as problem:
        raise MissingEncoderError(
            f"The model {MODEL} (1.9 GB) is not on this machine and could not be fetched: {problem}. "
            "Fetch it once where there is a network, or use “best”."
        ) from None
    return model
