"""Looking: how well each link fits, and the runs of links that would fit better a few rows up or down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hexapla.align.band import Floats
from hexapla.align.marks import counts_before
from hexapla.align.vectors import BLOCK, sentence_vectors
from hexapla.model import SIDES, Alignment, Link, Side

Progress = Callable[[str, int, int], None]

SHIFTS = (1, -1, 2, -2, 3, -3)  # rows down (or up) to look for a better target
MARGIN = 0.08  # by so much another cell must fit better before it counts
LEAST_ROWS = 3  # of a run, that clearly fit better
CLEAR = 0.2  # of the average gain: a run begins and ends with a row that gains so much
LEAST_SUM, LEAST_SUM_BY_LENGTH = 0.75, 4.0  # of the gains of a run
MOST = 20  # drifts


@dataclass(frozen=True, slots=True)
class Drift:
    """Links `first` to `last` (places in the alignment, from 0) whose targets stand `shift` rows below (above: < 0).

    `gain` is by how much the similarity of a row would rise on average.
    """

    first: int
    last: int
    shift: int
    gain: float


@dataclass(frozen=True, slots=True)
class Radar:
    """What was seen: how well each link fits, from 0 to 1, and the drifts in order."""

    fit: Floats
    drifts: tuple[Drift, ...]
    by: str


def look(alignment: Alignment, cache: Path | None = None, progress: Progress | None = None) -> Radar:
    """Compare every link with those around it; by sentence vectors, or by length and numbers without an encoder.

    Takes time and memory in proportion to the links. Vectors are kept in the folder `cache`.
    """
    texts = [s.text for s in alignment.source.segments], [s.text for s in alignment.target.segments]
    tags = alignment.source.info.language, alignment.target.info.language
    vectors = sentence_vectors(texts, tags, cache, progress)
    if vectors is None:
        table, least, by = _by_length(alignment), LEAST_SUM_BY_LENGTH, "length and numbers"
    else:
        table, least, by = _by_vectors(alignment, vectors), LEAST_SUM, "sentence vectors"
    return Radar(np.clip(table[0], 0, 1), tuple(find(table, least)), by)


def find(table: dict[int, Floats], least: float = LEAST_SUM) -> list[Drift]:
    """Return the drifts, first to last, in `table`: of each shift the similarity (n,) of every row at that shift.

    `table[0]` are the links as they are. Rows without a source are NaN and speak neither for nor against.
    """
    now = table[0]
    gains = {shift: np.nan_to_num(table[shift] - now - MARGIN) for shift in SHIFTS}
    found: list[Drift] = []
    while len(found) < MOST:
        runs = [(*_heaviest(gain), shift) for shift, gain in gains.items()]
        weight, first, last, shift = max(runs, key=lambda run: run[0])
        if weight < least:
            break
        clear = first + np.flatnonzero(gains[shift][first : last + 1] > gains[shift][first : last + 1].mean() * CLEAR)
        if len(clear) >= LEAST_ROWS:
            gain = gains[shift][clear[0] : clear[-1] + 1].mean() + MARGIN
            found.append(Drift(int(clear[0]), int(clear[-1]), shift, round(float(gain), 3)))
        for each in gains.values():
            each[first : last + 1] = -1.0
    return sorted(found, key=lambda drift: drift.first)


def _heaviest(gain: Floats) -> tuple[float, int, int]:
    """Return the run with the greatest sum (Kadane): its sum, first and last row."""
    sums = np.concatenate([[0.0], np.cumsum(gain)])
    lowest = np.minimum.accumulate(sums)
    last = int((sums - lowest).argmax())
    first = int(np.flatnonzero(sums[: last + 1] == lowest[last])[-1])
    return float(sums[last] - lowest[last]), first, max(first, last - 1)


def _by_vectors(alignment: Alignment, vectors: tuple[Floats, Floats]) -> dict[int, Floats]:
    """Return `find`'s table from sentence vectors: cosines of the links' sides, less what all sentences share."""
    source, target = (_cells(alignment.links, side, known) for side, known in zip(SIDES, vectors, strict=True))
    return {shift: _shifted(source, target, shift) for shift in (0, *SHIFTS)}


def _cells(links: Sequence[Link], side: Side, vectors: Floats) -> Floats:
    """Return a unit vector (n, d), in half precision, for one side of each link; NaN where it is empty."""
    mean = vectors.mean(axis=0, dtype=np.float32) if len(vectors) > LEAST_ROWS else np.float32(0)
    found = np.full((len(links), vectors.shape[1]), np.nan, np.float16)
    for row, link in enumerate(links):
        if some := [segment.number - 1 for segment in link.side(side)]:
            cell = (vectors[some].astype(np.float32) - mean).sum(axis=0)
            found[row] = cell / max(float(np.linalg.norm(cell)), 1e-9)
    return found


def _shifted(source: Floats, target: Floats, shift: int) -> Floats:
    """Return the cosine (n,) of each source cell with the target cell `shift` rows below, 0 where there is none."""
    found = np.zeros(len(source))
    for first in range(max(0, -shift), len(source) - max(0, shift), BLOCK):
        last = min(first + BLOCK, len(source) - max(0, shift))
        pair = source[first:last].astype(np.float32), target[first + shift : last + shift].astype(np.float32)
        found[first:last] = np.nan_to_num(np.einsum("nd,nd->n", *pair))
    found[np.isnan(source[:, 0])] = np.nan
    return found


def _pairs(count: int, shift: int) -> tuple[slice, slice]:
    """Return the rows that have another one `shift` rows below, and those others."""
    return slice(max(0, -shift), count - max(0, shift)), slice(max(0, shift), count - max(0, -shift))


def _by_length(alignment: Alignment) -> dict[int, Floats]:
    """Return `find`'s table from lengths, and from numbers and names in Latin letters: for unknown languages."""
    words = [[" ".join(s.text for s in link.side(side)) for link in alignment.links] for side in SIDES]
    lengths = [np.array([len(text) for text in side], float) for side in words]
    marks = [np.diff(counts_before(side), axis=0)[:, 3:] for side in words]
    source, target = (np.where(side > 0, side / max(side.sum(), 1), np.nan) for side in lengths)
    table: dict[int, Floats] = {}
    for shift in (0, *SHIFTS):
        rows, others = _pairs(len(source), shift)
        x, y = marks[0][rows], marks[1][others]
        shared, every = np.minimum(x, y).sum(axis=1), np.maximum(x, y).sum(axis=1)
        agreement = np.exp(-((np.log(source[rows] / target[others]) / 0.5) ** 2) / 2)
        found = np.zeros(len(source))
        likeness = np.where(every > 0, 0.5 * agreement + 0.5 * shared / np.maximum(every, 1), agreement)
        found[rows] = np.nan_to_num(likeness)
        found[np.isnan(source)] = np.nan
        table[shift] = found
    return table
