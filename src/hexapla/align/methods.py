"""The ways to align, each from a task to its outcome."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hexapla import languages
from hexapla.align import judge
from hexapla.align.anchors import anchor_points
from hexapla.align.band import Band, Floats, around
from hexapla.align.closer import Texts, closer_evidence, disputed, look
from hexapla.align.confidence import beads, lone
from hexapla.align.costs import lengths_before, vector_lattice
from hexapla.align.encoders import Encoder, encoder_for, knows, load_e5, load_labse
from hexapla.align.encoders.e5 import E5
from hexapla.align.evidence import Candidates, Cosines, Rough, evidence, likely
from hexapla.align.fixed import corners, hold, shapes_for, with_corners
from hexapla.align.judge import Evidence
from hexapla.align.length import PRIORS, length_lattice
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
    """Align by the vectors of one encoder, marks and length; by length alone where no encoder knows a language."""
    encoder = encoder_for(task.languages, task.kept)
    if encoder is None:
        return _without_encoder(task)
    with one_thread():
        stage = first_stage(task, encoder)
        return _outcome(_final(task, stage, f"fast_{encoder.key}"), _made_by(task, "fast", encoder.key, encoder.name))


def best(task: Task) -> Outcome:
    """Align as `fast` does, then decide what is in dispute by a closer look with the e5 model."""
    encoder, reader = encoder_for(task.languages, task.kept), load_e5(task.kept)
    if encoder is None:
        return _without_encoder(task)
    if reader is None or not knows(reader, task.languages):
        outcome = fast(task)
        return Outcome(outcome.beads, {**outcome.made_by, "reason": "the e5 model is missing or lacks a language"})
    with one_thread():
        stage = second_stage(task, first_stage(task, encoder), encoder, reader)
        names = "; ".join(dict.fromkeys([encoder.name, reader.name]))
        return _outcome(_final(task, stage, f"best_{encoder.key}"), _made_by(task, "best", encoder.key, names))


def _without_encoder(task: Task) -> Outcome:
    outcome = length(task)
    return Outcome(outcome.beads, {**outcome.made_by, "reason": f"no encoder knows {' and '.join(task.languages)}"})


def length(task: Task) -> Outcome:
    """Align by the sentences' lengths alone (Gale and Church 1993)."""
    n, m = len(task.source), len(task.target)
    task.tell("Searching", 0, 1)
    band = around(corners(task), n, m, RADIUS, most=4_000_000)
    lattice = hold(length_lattice(task.source, task.target, band, shapes_for(task, list(PRIORS))), task)
    outcome = _outcome(lattice, {"method": "length (Gale-Church)"})
    task.tell("Searching", 1, 1)
    return outcome


def labse(task: Task) -> Outcome:
    """Align by LaBSE's vectors of whole runs and a hand-set score, as Bertalign does (Liu and Zhu 2022).

    No judge was trained for it, so its confidences are not calibrated.
    """
    encoder = load_labse(task.kept)
    if not knows(encoder, task.languages):
        return _without_encoder(task)
    band, cosines = _compared(task, encoder)
    lattice = _rough_lattice(task, cosines, band)
    return _outcome(lattice, {"method": "labse", "model": encoder.name, "parameters": _sizes()})


def first_stage(task: Task, encoder: Encoder) -> Stage:
    """Encode both texts, search roughly, and gather the evidence for every bead that may be right."""
    band, cosines = _compared(task, encoder)
    task.tell("Searching", 1, 3)
    found, rough = _rough(task, cosines, band)
    task.tell("Searching", 2, 3)
    clues = evidence(found, rough, Cosines(cosines, band), task.source, task.target)
    task.tell("Searching", 3, 3)
    return Stage(band, found, clues)


def _compared(task: Task, encoder: Encoder) -> tuple[Band, Floats]:
    """Encode both texts, choose the band to be searched, and compare the runs in it."""
    n, m = len(task.source), len(task.target)
    source = encoder.spans(task.source, LONGEST, lambda done, _: task.tell("Encoding", done, n + m))
    target = encoder.spans(task.target, LONGEST, lambda done, _: task.tell("Encoding", n + done, n + m))
    task.tell("Searching", 0, 3)
    band = around(with_corners(anchor_points(source[0], target[0]), task), n, m, RADIUS)
    return band, similarities(source, target, band, TOTAL + 1)


def _rough_lattice(task: Task, cosines: Floats, band: Band) -> Lattice:
    """Return all beads with a hand-set score as their log-weight."""
    shapes = shapes_for(task, bead_shapes(LONGEST, TOTAL))
    lattice = vector_lattice(cosines, band, shapes, lengths_before(task.source, task.target))
    return hold(Lattice(band, shapes, np.divide(lattice.scores, SOFTNESS, out=lattice.scores)), task)


def _rough(task: Task, cosines: Floats, band: Band) -> tuple[Candidates, Rough]:
    """Return the beads that a hand-set score leaves possible, and what else it says."""
    lattice = _rough_lattice(task, cosines, band)
    probabilities = posteriors(lattice)
    found = likely(probabilities, band, lattice.shapes, LEAST)
    return found, Rough(lattice.scores[found.shape, found.cell], lone(probabilities, band))


def judged(task: Task, stage: Stage, name: str) -> Lattice:
    """Return the lattice of candidates with the scores of a trained judge."""
    shapes = shapes_for(task, bead_shapes(LONGEST, TOTAL))
    scores = np.full((len(shapes), stage.band.cells), NEVER, np.float32)
    scores[stage.found.shape, stage.found.cell] = judge.load(name).scores(stage.evidence)
    return hold(Lattice(stage.band, shapes, scores), task)


def study(task: Task, method: str) -> tuple[Candidates, Lattice] | None:
    """Return the candidates for beads and the lattice as the judge alone scores them; None where no encoder can."""
    encoder, reader = encoder_for(task.languages, task.kept), load_e5(task.kept)
    if encoder is None:
        return None
    with one_thread():
        stage = first_stage(task, encoder)
        if method == "best" and reader is not None and knows(reader, task.languages):
            return stage.found, judged(task, second_stage(task, stage, encoder, reader), f"best_{encoder.key}")
        return stage.found, judged(task, stage, f"fast_{encoder.key}")


def _final(task: Task, stage: Stage, name: str) -> Lattice:
    """Return the judge's lattice with what was learned from confirmed links."""
    lattice = judged(task, stage, name)
    if task.learned:
        free = lattice.scores[stage.found.shape, stage.found.cell] > NEVER
        more = np.where(free, task.learned.correction(task.source, task.target, stage.found), 0)
        lattice.scores[stage.found.shape, stage.found.cell] += more.astype(lattice.scores.dtype)
    return lattice


def second_stage(task: Task, stage: Stage, encoder: Encoder, reader: E5) -> Stage:
    """Add to the evidence what a closer look at the disputed beads shows."""
    found = stage.found
    probabilities = posteriors(judged(task, stage, f"fast_{encoder.key}"))[found.shape, found.cell]
    lengths = [np.array([len(text) for text in side]) for side in (task.source, task.target)]
    numbers = disputed(found, probabilities, (lengths[0], lengths[1]))
    joiners = languages.joiner(task.languages[0]), languages.joiner(task.languages[1])
    seen = None
    for done, total, result in look(Texts((task.source, task.target), joiners), found, numbers, reader):
        task.tell("Looking closer", done, total)
        seen = result or seen
    if seen is None:
        return stage
    return Stage(stage.band, found, stage.evidence.beside(closer_evidence(found, numbers, seen)))


def _made_by(task: Task, method: str, key: str, models: str) -> dict[str, str]:
    signature = judge.signature(f"{method}_{key}")
    made = {"method": method, "model": models, "judge": signature, "parameters": _sizes()}
    return made | ({"learned": task.learned.said} if task.learned else {})


def _sizes() -> str:
    return f"beads of up to {LONGEST} sentences a side and {TOTAL} in all, band {RADIUS}"


def _outcome(lattice: Lattice, made_by: dict[str, str]) -> Outcome:
    return Outcome(beads(best_path(lattice), posteriors(lattice), lattice), made_by)
