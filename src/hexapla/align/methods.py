"""The ways to align, each from a task to its outcome."""

from __future__ import annotations

import numpy as np

from hexapla.align.anchors import anchor_points
from hexapla.align.band import around
from hexapla.align.costs import lengths_before, vector_lattice
from hexapla.align.encoders import ENCODERS
from hexapla.align.length import length_lattice
from hexapla.align.outcome import Outcome, Task, bead
from hexapla.align.overlaps import similarities
from hexapla.align.search import Lattice, bead_shapes, best_path
from hexapla.align.threads import one_thread
from hexapla.model import Bead

LONGEST, TOTAL = 6, 7  # sentences on one side of a bead, and on both
RADIUS = 10


def fast(task: Task) -> Outcome:
    """Align by the vectors of one encoder and by length; by length alone where the encoder lacks a language."""
    encoder = ENCODERS["use"]()
    unknown = [tag for tag in task.languages if not encoder.covers(tag)]
    if unknown:
        outcome = length(task)
        return Outcome(outcome.beads, {**outcome.made_by, "reason": f"no encoder knows {' and '.join(unknown)}"})
    n, m = len(task.source), len(task.target)
    with one_thread():
        source = encoder.spans(task.source, LONGEST, lambda done, _: task.tell("Encoding", done, n + m))
        target = encoder.spans(task.target, LONGEST, lambda done, _: task.tell("Encoding", n + done, n + m))
        task.tell("Searching", 0, 1)
        band = around(anchor_points(source[0], target[0]), n, m, RADIUS)
        cosines = similarities(source, target, band, TOTAL)
        lattice = vector_lattice(cosines, band, bead_shapes(LONGEST, TOTAL), lengths_before(task.source, task.target))
        task.tell("Searching", 1, 1)
        return Outcome(_beads(lattice, scale=10, middle=0.15), {"method": "fast", "model": encoder.name})


def length(task: Task) -> Outcome:
    """Align by the sentences' lengths alone (Gale and Church 1993)."""
    n, m = len(task.source), len(task.target)
    task.tell("Searching", 0, 1)
    band = around(np.empty((0, 2), np.int64), n, m, RADIUS, most=20_000_000)
    lattice = length_lattice(task.source, task.target, band)
    outcome = Outcome(_beads(lattice, scale=0.3, middle=-6), {"method": "length (Gale-Church)"})
    task.tell("Searching", 1, 1)
    return outcome


def _beads(lattice: Lattice, scale: float, middle: float) -> list[Bead]:
    beads = []
    for i, j, a, b in best_path(lattice):
        cell = int(lattice.band.number(np.array(i + a), np.array(j + b)))
        score = lattice.scores[lattice.shapes.index((a, b)), cell]
        beads.append(bead((i, j, a, b), float(1 / (1 + np.exp(scale * (middle - score))))))
    return beads
