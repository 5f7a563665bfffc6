"""What goes into an alignment and what comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from hexapla.align.band import Floats, Ints
from hexapla.align.cache import EmbeddingCache
from hexapla.align.evidence import Candidates
from hexapla.align.search import Place
from hexapla.model import Bead


class Correction(Protocol):
    """What is added to the judge's scores, such as what was learned from confirmed links; `said` names it."""

    @property
    def said(self) -> str:
        """What it comes from, in one line."""

    def correction(self, source: tuple[str, ...], target: tuple[str, ...], found: Candidates) -> Floats:
        """Return what to add to the score of each candidate: (c,)."""


@dataclass(frozen=True)
class Task:
    """Two texts to align, their languages, whom to tell how far the work is, and where vectors are kept.

    `fixed` are beads that must stay, one after the other; `breaks` (n,) and (m,) rise where sentences between were
    set aside, so that no bead may span the place.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    languages: tuple[str, str]
    progress: Callable[[str, int, int], None] | None = None
    kept: EmbeddingCache = field(default_factory=EmbeddingCache)
    fixed: tuple[Place, ...] = ()
    breaks: tuple[Ints, Ints] | None = None
    learned: Correction | None = None

    def tell(self, phase: str, done: int, total: int) -> None:
        """Report that `done` of `total` steps of a phase are done."""
        if self.progress:
            self.progress(phase, done, total)


@dataclass(frozen=True)
class Outcome:
    """The beads of two texts, in order, each sentence in exactly one; and how they were made, in single lines."""

    beads: list[Bead]
    made_by: dict[str, str] = field(default_factory=dict)


def one_sided(task: Task) -> Outcome:
    """Leave every sentence alone: what an empty other side means."""
    lone = [Bead((i,), ()) for i in range(len(task.source))] + [Bead((), (j,)) for j in range(len(task.target))]
    return Outcome(lone, {"method": "none: one text is empty"})
