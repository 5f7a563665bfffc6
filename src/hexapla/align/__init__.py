"""Sentence alignment: which sentences of two texts translate each other.

`align` is the whole of it; `METHODS` lists the ways. How it works, and how well: docs/aligner.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hexapla import languages
from hexapla.align.cache import EmbeddingCache
from hexapla.align.fixed import Group, plan, restore
from hexapla.align.methods import best, fast, length
from hexapla.align.outcome import Outcome, Task, one_sided
from hexapla.align.parts import Split, propose_splits, span_similarity
from hexapla.errors import AlignmentInputError
from hexapla.model import Bead

__all__ = ["METHODS", "Outcome", "Split", "align", "propose_splits", "span_similarity"]

Progress = Callable[[str, int, int], None]

METHODS: dict[str, Callable[[Task], Outcome]] = {"best": best, "fast": fast, "length": length}


def align(  # noqa: PLR0913, PLR0917 (two texts, their languages, the way)
    source: Sequence[str],
    target: Sequence[str],
    source_language: str,
    target_language: str,
    method: str = "best",
    progress: Progress | None = None,
    *,
    cache: Path | None = None,
    fixed: Sequence[Bead | Group] = (),
) -> Outcome:
    """Align two lists of sentences; every sentence of both comes into exactly one bead, in order.

    Languages are BCP 47 tags. Methods: `best`, `fast` (one encoder's vectors, no closer look) and `length`
    (Gale-Church); languages that no encoder knows are aligned by length, and `made_by` says so.
    `progress` is called with (phase, done, total). `cache` names a folder where vectors are kept for the next time.
    `fixed` are beads (or pairs of index groups) that must stay; only what lies between them is aligned anew.
    An empty side leaves every sentence of the other alone.
    Raises `AlignmentInputError` for an unknown method or two empty sides, `BadLanguageError` for a wrong tag.
    """
    if method not in METHODS:
        raise AlignmentInputError(f"“{method}” is no way to align. Choose one of: {', '.join(METHODS)}.")
    if not source and not target:
        raise AlignmentInputError("Both texts are empty: there is nothing to align.")
    tags = languages.normalise(source_language), languages.normalise(target_language)
    task = Task(tuple(source), tuple(target), tags, progress, EmbeddingCache(cache))
    made = plan(task, fixed)
    run = METHODS[method] if made.task.source and made.task.target else one_sided
    return restore(run(made.task), made) if fixed else run(task)
