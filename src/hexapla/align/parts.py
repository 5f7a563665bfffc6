"""Parts of sentences: how alike two pieces of text are, and where a long sentence is best cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hexapla import languages
from hexapla.align.band import Floats
from hexapla.align.cache import EmbeddingCache
from hexapla.align.encoders import encoder_for
from hexapla.align.threads import one_thread

BREAK = re.compile(
    r"(?<=[.!?…;:,])[\"”’»)]*\s+|(?<=[。！？；：，、…])[”’」』）]*(?=.)|\s+(?=[—–-]\s)|(?<=——)", re.DOTALL
)
LEAST = 4  # characters on each side of a cut


@dataclass(frozen=True)
class Split:
    """A place to cut: `offset` in code points, where the second half begins; the higher its `score` the better."""

    offset: int
    score: float


def span_similarity(left: str, right: str, left_language: str, right_language: str) -> float:
    """Return how alike two pieces of text in two languages are: a cosine, at most 1.

    0 where no encoder knows both languages. Raises `BadLanguageError` for a wrong tag.
    """
    vectors = _vectors([left], [right], (left_language, right_language))
    return float(vectors[0][0] @ vectors[1][0]) if vectors else 0.0


def propose_splits(text: str, parts: Sequence[str], language: str, parts_language: str, most: int = 5) -> list[Split]:
    """Return where to cut a long sentence so that its halves match what others say, the best cut first.

    `parts` are the sentences of the other side, in order: a cut is judged by the best way to give the first of them to
    the first half and the others to the second. With fewer than two parts there is nothing to match, and cuts near the
    middle come first. Cuts are proposed at marks that end a clause. Raises `BadLanguageError` for a wrong tag.
    """
    cuts = [m.end() for m in BREAK.finditer(text) if LEAST <= m.end() <= len(text) - LEAST]
    if not cuts:
        return []
    scores = _matches(text, cuts, parts, (language, parts_language)) if len(parts) > 1 else None
    if scores is None:
        scores = np.array([min(cut, len(text) - cut) / len(text) for cut in cuts])
    best = np.argsort(-scores, kind="stable")[:most]
    return [Split(cuts[k], float(scores[k])) for k in best]


def _matches(text: str, cuts: list[int], parts: Sequence[str], tags: tuple[str, str]) -> Floats | None:
    """Return the mean cosine (cuts,) of both halves with the best division of the parts; None without an encoder."""
    joiner = languages.joiner(tags[1])
    halves = [half for cut in cuts for half in (text[:cut].strip(), text[cut:].strip())]
    groups = [joiner.join(group) for k in range(1, len(parts)) for group in (parts[:k], parts[k:])]
    vectors = _vectors(halves, groups, tags)
    if vectors is None:
        return None
    cosines = vectors[0] @ vectors[1].T
    both: Floats = (cosines[0::2, 0::2] + cosines[1::2, 1::2]).max(axis=1) / 2
    return both


def _vectors(left: list[str], right: list[str], tags: tuple[str, str]) -> tuple[Floats, Floats] | None:
    encoder = encoder_for([languages.normalise(tag) for tag in tags], EmbeddingCache())
    if encoder is None:
        return None
    with one_thread():
        return encoder.spans(left, 1)[0].astype(np.float32), encoder.spans(right, 1)[0].astype(np.float32)
