"""The ways to align, each from a task to its outcome."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hexapla.align import judge
from hexapla.align.anchors import anchor_points
from hexapla.align.band import Band, Floats, around
from hexapla.align.confidence import beads
from hexapla.align.costs import lengths_before, vector_lattice
from hexapla.align.encoders import ENCODERS, Encoder
from hexapla.align.evidence import Candidates, Cosines, evidence, likely
from hexapla.align.judge import Evidence
from hexapla.align.length import length_lattice
from hexapla.align.outcome import Outcome, Task
from hexapla.align.overlaps import similarities
from hexapla.align.search import NEVER, Lattice, bead_shapes, best_path, posteriors
from hexapla.align.threads import one_thread

LONGEST, TOTAL = 6, 7  # sentences on one side of a bead, and on both
RADIUS = 10
SOFTNESS, LEAST = 0.04, 1e-5  # how sharply the rough score decides what stays a candidate


@dataclass(frozen=True)
class Stage:
    """The candidates for beads, what speaks for them, and the band they lie in."""

    band: Band
    found: Candidates
    evidence: Evidence


def fast(task: Task) -> Outcome:
    """Align by the vectors of one encoder and by length; by length alone where the encoder lacks a language."""
    encoder = ENCODERS["use"]()
    unknown = [tag for tag in task.languages if not encoder.covers(tag)]
    if unknown:
        outcome = length(task)
        return Outcome(outcome.beads, {**outcome.made_by, "reason": f"no encoder knows {' and '.join(unknown)}"})
    with one_thread():
        stage = first_stage(task, encoder)
        lattice = judged(stage, "fast")
        return Outcome(beads(best_path(lattice), posteriors(lattice), lattice), _made_by("fast", encoder))


def fast_stage(task: Task) -> Stage:
    """Return what the method `fast` judges by."""
    with one_thread():
        return first_stage(task, ENCODERS["use"]())


def length(task: Task) -> Outcome:
    """Align by the sentences' lengths alone (Gale and Church 1993)."""
    n, m = len(task.source), len(task.target)
    task.tell("Searching", 0, 1)
    band = around(np.empty((0, 2), np.int64), n, m, RADIUS, most=4_000_000)
    lattice = length_lattice(task.source, task.target, band)
    outcome = Outcome(beads(best_path(lattice), posteriors(lattice), lattice), {"method": "length (Gale-Church)"})
    task.tell("Searching", 1, 1)
    return outcome


def first_stage(task: Task, encoder: Encoder) -> Stage:
    """Encode both texts, search roughly, and gather the evidence for every bead that may be right."""
    n, m = len(task.source), len(task.target)
    source = encoder.spans(task.source, LONGEST, lambda done, _: task.tell("Encoding", done, n + m))
    target = encoder.spans(task.target, LONGEST, lambda done, _: task.tell("Encoding", n + done, n + m))
    task.tell("Searching", 0, 3)
    band = around(anchor_points(source[0], target[0]), n, m, RADIUS)
    cosines = similarities(source, target, band, TOTAL + 1)
    task.tell("Searching", 1, 3)
    found, rough = _rough(cosines, band, lengths_before(task.source, task.target))
    task.tell("Searching", 2, 3)
    clues = evidence(found, rough, Cosines(cosines, band), task.source, task.target)
    task.tell("Searching", 3, 3)
    return Stage(band, found, clues)


def _rough(cosines: Floats, band: Band, lengths: tuple[Floats, Floats]) -> tuple[Candidates, Floats]:
    """Return the beads that a hand-set score leaves possible, and that score."""
    lattice = vector_lattice(cosines, band, bead_shapes(LONGEST, TOTAL), lengths)
    lattice = Lattice(band, lattice.shapes, lattice.scores / SOFTNESS)
    found = likely(posteriors(lattice), band, lattice.shapes, LEAST)
    return found, lattice.scores[found.shape, found.cell]


def judged(stage: Stage, name: str) -> Lattice:
    """Return the lattice of candidates with the scores of a trained judge."""
    shapes = bead_shapes(LONGEST, TOTAL)
    scores = np.full((len(shapes), stage.band.cells), NEVER, np.float32)
    scores[stage.found.shape, stage.found.cell] = judge.load(name).scores(stage.evidence)
    return Lattice(stage.band, shapes, scores)


def _made_by(method: str, *encoders: Encoder) -> dict[str, str]:
    return {"method": method, "model": "; ".join(encoder.name for encoder in encoders)}


STAGES: dict[str, Callable[[Task], Stage]] = {"fast": fast_stage}
