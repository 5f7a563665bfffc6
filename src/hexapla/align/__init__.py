"""Sentence alignment: which sentences of two texts translate each other.

`align` is the whole of it; `METHODS` lists the ways. How it works, and how well: docs/aligner.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hexapla import languages
from hexapla.align.cache import EmbeddingCache
from hexapla.align.fixed import Group, plan, restore
from hexapla.align.learning import Learned, Lesson
from hexapla.align.learning import learn as learn_from
from hexapla.align.methods import best, fast, labse, length, study
from hexapla.align.moved import with_moved
from hexapla.align.outcome import Outcome, Task, one_sided
from hexapla.align.parts import Split, propose_splits, span_similarity
from hexapla.errors import AlignmentInputError
from hexapla.model import Bead

__all__ = ["METHODS", "Learned", "Lesson", "Outcome", "Split", "align", "learn", "propose_splits", "span_similarity"]

Progress = Callable[[str, int, int], None]

METHODS: dict[str, Callable[[Task], Outcome]] = {"best": best, "fast": fast, "length": length, "labse": labse}


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
    learned: Learned | None = None,
) -> Outcome:
    """Align two lists of sentences; every sentence of both comes into exactly one bead.

    Beads are in order, but for sections that stand elsewhere in the other text: their beads cross the others.

    Languages are BCP 47 tags. Methods: `best`, `fast` (one encoder's vectors, no closer look), `length` (Gale-Church)
    and `labse` (needs the extra of that name). Languages that no encoder knows are aligned by length, and `made_by`
    says so.
    `progress` is called with (phase, done, total). `cache` names a folder where vectors are kept for the next time.
    `fixed` are beads (or pairs of index groups) that must stay; only what lies between them is aligned anew.
    `learned` is what `learn` made of confirmed links in these two languages; it was made for one method.
    An empty side leaves every sentence of the other alone.
    Raises `AlignmentInputError` for an unknown method or two empty sides, `BadLanguageError` for a wrong tag,
    `MissingEncoderError` where the method's model is not to be had.
    """
    if method not in METHODS:
        raise AlignmentInputError(f"“{method}” is no way to align. Choose one of: {', '.join(METHODS)}.")
    if not source and not target:
        raise AlignmentInputError("Both texts are empty: there is nothing to align.")
    tags = languages.normalise(source_language), languages.normalise(target_language)
    task = Task(tuple(source), tuple(target), tags, progress, EmbeddingCache(cache), learned=learned)
    made = plan(task, fixed)
    run = METHODS[method] if made.task.source and made.task.target else one_sided
    if fixed:
        return restore(run(made.task), made)
    return with_moved(task, run(task), run) if method != "length" else run(task)


def learn(  # noqa: PLR0913 (lessons, their languages, the way)
    lessons: Sequence[Lesson],
    source_language: str,
    target_language: str,
    method: str = "best",
    progress: Progress | None = None,
    *,
    cache: Path | None = None,
) -> Learned | None:
    """Learn from confirmed links of texts in two languages; None where there are too few, or no encoder for them.

    `progress` is called with ("Learning", lessons done, lessons).
    """
    tags = languages.normalise(source_language), languages.normalise(target_language)
    ready = []
    for number, lesson in enumerate(lessons):
        seen = study(Task(lesson.source, lesson.target, tags, kept=EmbeddingCache(cache)), method)
        if seen is None:
            return None
        ready.append((lesson, *seen))
        if progress:
            progress("Learning", number + 1, len(lessons))
    return learn_from(ready)
