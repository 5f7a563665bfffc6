"""Vectors of single sentences of two texts, for those who compare them without aligning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from hexapla import languages
from hexapla.align.band import Floats
from hexapla.align.cache import EmbeddingCache
from hexapla.align.encoders import load_e5, load_use
from hexapla.align.threads import one_thread

Progress = Callable[[str, int, int], None]


def sentence_vectors(
    texts: tuple[Sequence[str], Sequence[str]],
    tags: tuple[str, str],
    cache: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Floats, Floats] | None:
    """Return unit vectors (n, d) and (m, d) of two texts' sentences; None where no encoder knows both languages.

    Vectors come from the folder `cache` where they are there already. Raises `BadLanguageError` for a wrong tag.
    """
    parsed = [languages.normalise(tag) for tag in tags]
    made = (make(EmbeddingCache(cache)) for make in (load_use, load_e5))
    encoder = next((one for one in made if one and all(one.covers(tag) for tag in parsed)), None)
    if encoder is None or not all(texts):
        return None
    total, found = sum(map(len, texts)), []
    with one_thread():
        for side, done in zip(texts, (0, len(texts[0])), strict=True):

            def tick(now: int, _: int, before: int = done) -> None:
                if progress:
                    progress("Encoding", before + now, total)

            found.append(encoder.spans(side, 1, tick)[0].astype(np.float32))
    return found[0], found[1]
