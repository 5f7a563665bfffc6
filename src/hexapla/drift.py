"""The drift radar: where, from some row on, every link has the neighbour's translation, and how to put it right.

A link that was merged, split or left out at the wrong place pushes one side of all links below by one. Each row is then
compared with the cells one to three rows up and down; a run of rows that would all fit better elsewhere is a drift.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hexapla import wire
from hexapla.align import align
from hexapla.align.band import Floats
from hexapla.align.marks import counts_before
from hexapla.align.vectors import sentence_vectors
from hexapla.model import SIDES, Alignment, Link, Segment, Side

Progress = Callable[[str, int, int], None]

SHIFTS = (1, -1, 2, -2, 3, -3)  # rows down (or up) to look for a better target
MARGIN = 0.08  # by so much another cell must fit better before it counts
LEAST_ROWS = 3  # of a run, that clearly fit better
CLEAR = 0.2  # of the average gain: a run begins and ends with a row that gains so much
LEAST_SUM, LEAST_SUM_BY_LENGTH = 0.75, 4.0  # of the gains of a run
MOST = 20  # drifts
CONTEXT = 1  # row aligned anew beside what is left over at an end
EDGE = 4  # rows of a preview at each end of a run


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
    """Return a unit vector (n, d) for one side of each link; NaN where it is empty."""
    centred = vectors - vectors.mean(axis=0) if len(vectors) > LEAST_ROWS else vectors
    numbers = [[s.number - 1 for s in link.side(side)] for link in links]
    sums = np.full((len(links), vectors.shape[1]), np.nan, np.float32)
    for row, some in enumerate(numbers):
        if some:
            sums[row] = centred[some].sum(axis=0)
    unit: Floats = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return unit


def _shifted(source: Floats, target: Floats, shift: int) -> Floats:
    """Return the cosine (n,) of each source cell with the target cell `shift` rows below, 0 where there is none."""
    rows, others = _pairs(len(source), shift)
    found = np.zeros(len(source))
    found[rows] = np.nan_to_num(np.einsum("nd,nd->n", source[rows], target[others]))
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


def describe(alignment: Alignment, cache: Path | None = None, progress: Progress | None = None) -> dict[str, Any]:
    """Look, and return what the API answers: each link's fit in percent, each drift with its repair and preview."""
    seen, links = look(alignment, cache, progress), alignment.links
    drifts = []
    for drift in seen.drifts:
        edit = repair(alignment, drift, cache)
        where = {
            "first": links[drift.first].id,
            "last": links[drift.last].id,
            "rows": [drift.first + 1, drift.last + 1],
        }
        shown = preview(alignment, drift, edit)
        drifts.append({**where, "shift": drift.shift, "gain": drift.gain, "edit": edit, **shown})
    fit = [None if link.is_null else round(100 * float(value)) for link, value in zip(links, seen.fit, strict=True)]
    return {"revision": alignment.revision, "by": seen.by, "fit": fit, "drifts": drifts}


# Putting it right


def repair(alignment: Alignment, drift: Drift, cache: Path | None = None) -> dict[str, Any]:
    """Return the edit that closes a drift; what is left over at its ends is aligned there among the rows around."""
    links = alignment.links
    ends = _Ends(drift, len(links))
    above = ends.above() if ends.loose(links)[0] else None
    below = ends.below() if ends.loose(links)[1] else None
    first = drift.first + (ends.spare if above else 0)
    last = drift.last - (ends.spare if below else 0)
    zones = [_beads(alignment, zone, cache) if zone else [] for zone in (above, below)]
    edit = {"op": "close_drift", "first": links[first].id, "last": links[last].id, "shift": drift.shift}
    return {**edit, "above": zones[0], "below": zones[1]}


@dataclass(frozen=True, slots=True)
class _Ends:
    """The rows around both ends of a drift: (first, last) of sources and of targets, last excluded."""

    drift: Drift
    count: int

    @property
    def spare(self) -> int:
        """How many rows of the run go to each end, so that these are aligned beside something certain."""
        return CONTEXT if self.drift.last - self.drift.first >= 2 * CONTEXT + LEAST_ROWS else 0

    def above(self) -> tuple[range, range]:
        """Return the rows of sources and targets to be aligned anew before the run."""
        a, shift = self.drift.first, self.drift.shift
        low = max(0, min(a, a + shift) - CONTEXT)
        return range(low, a + self.spare), range(low, a + shift + self.spare)

    def below(self) -> tuple[range, range]:
        """Return the rows of sources and targets to be aligned anew after the run."""
        b, shift = self.drift.last, self.drift.shift
        high = min(self.count, max(b, b + shift) + 1 + CONTEXT)
        return range(b + 1 - self.spare, high), range(b + shift + 1 - self.spare, high)

    def loose(self, links: Sequence[Link]) -> tuple[bool, bool]:
        """Tell whether segments are left over above and below: targets pushed out, or sources whose targets go."""
        a, b, shift = self.drift.first, self.drift.last, self.drift.shift
        over = [(a, a + shift), (b + 1, b + 1 + shift)]
        before: Side = "target" if shift > 0 else "source"
        after: Side = "source" if shift > 0 else "target"
        (one, two), (three, four) = (sorted(span) for span in over)
        return any(x.side(before) for x in links[one:two]), any(x.side(after) for x in links[three:four])


def _beads(alignment: Alignment, zone: tuple[range, range], cache: Path | None) -> list[Any]:
    source = [s for row in zone[0] for s in alignment.links[row].source]
    target = [s for row in zone[1] for s in alignment.links[row].target]
    tags = alignment.source.info.language, alignment.target.info.language
    if not source and not target:
        return []
    made = align([s.text for s in source], [s.text for s in target], *tags, "fast", cache=cache)
    return [[[source[i].id for i in b.source], [target[j].id for j in b.target], 0.0] for b in made.beads]


def preview(alignment: Alignment, drift: Drift, edit: dict[str, Any]) -> dict[str, Any]:
    """Return the rows around both ends of a drift as they are and as the edit would leave them; `more` lie between."""
    links, shift = alignment.links, drift.shift
    known = {s.id: s for text in (alignment.source, alignment.target) for s in text.segments}
    place = {link.id: row for row, link in enumerate(links)}
    first, last = place[edit["first"]], place[edit["last"]]
    zones = [
        [_row([known[n] for n in s], [known[n] for n in t]) for s, t, _ in edit[end]] for end in ("above", "below")
    ]
    low = max(0, min(drift.first, drift.first + shift) - CONTEXT)
    high = min(len(links), max(drift.last, drift.last + shift) + 1 + CONTEXT)
    rows = [_row(links[i].source, links[i + shift].target) for i in range(first, last + 1)]
    ends = [_untouched(alignment, edit, range(low, first)), _untouched(alignment, edit, range(last + 1, high))]
    after = [*(zones[0] or ends[0]), *rows, *(zones[1] or ends[1])]
    before = [wire.link(link) for link in links[low:high]]
    after = [row for row in after if row["source"] or row["target"]]
    return {"before": _short(before), "after": _short(after), "more": max(0, len(before) - 2 * EDGE)}


def _untouched(alignment: Alignment, edit: dict[str, Any], rows: range) -> list[dict[str, Any]]:
    """Return rows beside the run whose segments stay, less the targets that the run takes."""
    place = {link.id: row for row, link in enumerate(alignment.links)}
    taken = range(place[edit["first"]] + edit["shift"], place[edit["last"]] + edit["shift"] + 1)
    return [_row(alignment.links[i].source, () if i in taken else alignment.links[i].target) for i in rows]


def _row(source: Sequence[Segment], target: Sequence[Segment]) -> dict[str, Any]:
    return {
        side: [{"id": s.id, "text": s.text} for s in some] for side, some in (("source", source), ("target", target))
    }


def _short(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows if len(rows) <= 2 * EDGE else [*rows[:EDGE], *rows[-EDGE:]]
