"""Vectors of single sentences of two texts, for those who compare them without aligning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from hexapla import languages
from hexapla.align.band import Floats
from hexapla.align.cache import EmbeddingCache
from hexapla.align.encoders import encoder_for
from hexapla.align.threads import one_thread

Progress = Callable[[str, int, int], None]
BLOCK = 4000  # sentences encoded at once: the memory this takes does not grow with the text


def sentence_vectors(
    texts: tuple[Sequence[str], Sequence[str]],
    tags: tuple[str, str],
    cache: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Floats, Floats] | None:
    """Return unit vectors (n, d) and (m, d) of two texts' sentences, in half precision.

    None where no encoder knows both languages.
    Vectors come from the folder `cache` where they are there already. Raises `BadLanguageError` for a wrong tag.
    """
    encoder = encoder_for([languages.normalise(tag) for tag in tags], EmbeddingCache(cache))
    if encoder is None or not all(texts):
        return None
    total, done, found = sum(map(len, texts)), 0, []
    with one_thread():
        for side in texts:
            blocks = []
            for first in range(0, len(side), BLOCK):
                blocks.append(encoder.spans(side[first : first + BLOCK], 1)[0].astype(np.float16))
                done += len(blocks[-1])
                if progress:
                    progress("Encoding", done, total)
            found.append(np.concatenate(blocks))
    return found[0], found[1]
