"""Links that must stay: confirmed ones, and those chosen by hand.

Fixed links that follow each other in both texts stand in the path as they are. Those that cross others, that
have one side only or whose sentences are no neighbours are set aside with their sentences, and put back afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hexapla.align.anchors import heaviest_chain
from hexapla.align.band import Ints
from hexapla.align.outcome import Outcome, Task
from hexapla.align.search import NEVER, Lattice, Shape
from hexapla.errors import AlignmentInputError
from hexapla.model import Bead

Flags = NDArray[np.bool_]
Group = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Plan:
    """A task without the sentences set aside: which of both texts it kept, and the beads set aside."""

    task: Task
    kept: tuple[list[int], list[int]]
    aside: list[Bead]


def plan(task: Task, fixed: Sequence[Bead | Group]) -> Plan:
    """Return what is left to align around fixed links; raise `AlignmentInputError` where these cannot be."""
    groups = [_group(link) for link in fixed]
    sizes = len(task.source), len(task.target)
    for side in (0, 1):
        _check([number for group in groups for number in group[side]], sizes[side], ("source", "target")[side])
    chain = _chain(groups)
    aside = [group for group in groups if group not in chain]
    gone = [{number for group in aside for number in group[side]} for side in (0, 1)]
    kept = [[k for k in range(size) if k not in gone[side]] for side, size in enumerate(sizes)]
    place = [{number: k for k, number in enumerate(side)} for side in kept]
    places = tuple((place[0][s[0]], place[1][t[0]], len(s), len(t)) for s, t in sorted(chain))
    breaks = tuple(np.cumsum((np.diff(np.array(side), prepend=side[:1]) > 1).astype(np.int64)) for side in kept)
    texts = [tuple(text[k] for k in side) for text, side in zip((task.source, task.target), kept, strict=True)]
    smaller = replace(task, source=texts[0], target=texts[1], fixed=places, breaks=(breaks[0], breaks[1]))
    return Plan(smaller, (kept[0], kept[1]), [Bead(*group) for group in aside])


def restore(found: Outcome, made: Plan) -> Outcome:
    """Return the outcome in the numbers of the whole texts, with the beads set aside back in their places."""
    beads = [_renumbered(bead, made.kept) for bead in found.beads]
    for bead in sorted(made.aside, key=lambda b: (b.source, b.target)):
        side = 0 if bead.source else 1
        first = (bead.source, bead.target)[side][0]
        later = (k for k, b in enumerate(beads) if (b.source, b.target)[side] and (b.source, b.target)[side][0] > first)
        beads.insert(next(later, len(beads)), bead)
    return Outcome(beads, {**found.made_by, "fixed": str(len(made.task.fixed) + len(made.aside))})


def hold(lattice: Lattice, task: Task) -> Lattice:
    """Return the lattice with only such beads as leave the fixed ones whole."""
    if not task.fixed and not task.breaks:
        return lattice
    locked = _locked(task)
    scores = np.array(lattice.scores, np.float32)
    band = lattice.band
    for k, (a, b) in enumerate(lattice.shapes):
        broken = _touches(locked[0], task.breaks, 0, band.rows, a) | _touches(
            locked[1], task.breaks, 1, band.columns, b
        )
        scores[k, broken] = NEVER
    for i, j, a, b in task.fixed:
        scores[lattice.shapes.index((a, b)), int(band.number(np.array(i + a), np.array(j + b)))] = 0
    return Lattice(band, lattice.shapes, scores)


def corners(task: Task) -> Ints:
    """Return the points (k, 2) that the path must pass."""
    found = [point for i, j, a, b in task.fixed for point in ((i, j), (i + a, j + b))]
    return np.array(found, np.int64).reshape(-1, 2)


def with_corners(points: Ints, task: Task) -> Ints:
    """Return a chain of points without those that would cross fixed links, with these links' corners."""
    must = corners(task)
    if not len(must):
        return points
    after = np.searchsorted(must[:, 0], points[:, 0], side="right")
    low = np.concatenate([[0], must[:, 1]])[after]
    high = np.concatenate([must[:, 1], [len(task.target)]])[after]
    kept = points[(points[:, 1] >= low) & (points[:, 1] <= high)]
    joined = np.vstack([kept, must])
    rising: Ints = joined[np.lexsort((joined[:, 1], joined[:, 0]))]
    return rising


def shapes_for(task: Task, shapes: list[Shape]) -> list[Shape]:
    """Return the shapes beads may have, those of the fixed links among them."""
    more = sorted({(a, b) for _, _, a, b in task.fixed} - set(shapes))
    return [*shapes[:-1], *more, shapes[-1]]


def _group(link: Bead | Group) -> Group:
    source, target = (link.source, link.target) if isinstance(link, Bead) else link
    return tuple(sorted(source)), tuple(sorted(target))


def _check(numbers: list[int], size: int, side: str) -> None:
    if len(set(numbers)) < len(numbers):
        twice = next(k for k in numbers if numbers.count(k) > 1)
        raise AlignmentInputError(f"Sentence {twice + 1} of the {side} is in two fixed links. Fix it in one only.")
    beyond = [k for k in numbers if not 0 <= k < size]
    if beyond:
        raise AlignmentInputError(f"A fixed link names sentence {beyond[0] + 1} of the {side}, which has {size}.")


def _chain(groups: list[Group]) -> list[Group]:
    """Return the links, as many sentences as possible, that follow each other in both texts."""
    whole = sorted(g for g in groups if g[0] and g[1] and all(part[-1] - part[0] == len(part) - 1 for part in g))
    if not whole:
        return []
    starts = np.array([(source[0], target[0]) for source, target in whole])
    chosen = heaviest_chain(starts, np.array([len(source) + len(target) for source, target in whole], float))
    kept = {tuple(pair) for pair in chosen.tolist()}
    return [group for group in whole if (group[0][0], group[1][0]) in kept]


def _renumbered(bead: Bead, kept: tuple[list[int], list[int]]) -> Bead:
    return replace(bead, source=tuple(kept[0][i] for i in bead.source), target=tuple(kept[1][j] for j in bead.target))


def _locked(task: Task) -> tuple[Ints, Ints]:
    """Return how many sentences before each belong to fixed links: (n + 1,) and (m + 1,)."""
    marks = np.zeros(len(task.source), np.int64), np.zeros(len(task.target), np.int64)
    for i, j, a, b in task.fixed:
        marks[0][i : i + a] = 1
        marks[1][j : j + b] = 1
    return np.concatenate([[0], np.cumsum(marks[0])]), np.concatenate([[0], np.cumsum(marks[1])])


def _touches(locked: Ints, breaks: tuple[Ints, Ints] | None, side: int, end: Ints, count: int) -> Flags:
    """Tell for each cell whether a run of `count` sentences ending there touches a fixed one or spans a gap."""
    if not count:
        return np.zeros(len(end), bool)
    first = np.maximum(end - count, 0)
    touched: Flags = locked[end] > locked[first]
    if breaks is not None and count > 1:
        touched |= breaks[side][np.maximum(end - 1, 0)] > breaks[side][first]
    return touched
