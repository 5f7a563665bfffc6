"""Sections that stand elsewhere in the other text: found as left out on both sides, and then compared with each other.

The search for a path only goes forward. What it leaves alone in long runs on both sides may be one section that has
moved; such runs are aligned with each other, and stay together where most of their sentences find a counterpart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hexapla.align.outcome import Outcome, Task
from hexapla.model import Bead

SHORTEST = 8  # sentences in a run that may be a section
LIKELY = 0.75  # the share of a section's sentences that must find a sure counterpart
MOST = 40  # pairs of runs that are compared, the longest first

Run = range


def with_moved(task: Task, found: Outcome, align: Callable[[Task], Outcome]) -> Outcome:
    """Return the outcome with moved sections linked; beads then cross, and stand in the order of the source."""
    runs = (
        _runs([bead.source for bead in found.beads if not bead.target]),
        _runs([bead.target for bead in found.beads if not bead.source]),
    )
    pairs = sorted(((s, t) for s in runs[0] for t in runs[1]), key=lambda pair: -min(map(len, pair)))
    used: tuple[set[int], set[int]] = (set(), set())
    more: list[Bead] = []
    for left, right in pairs[:MOST]:
        if used[0].isdisjoint(left) and used[1].isdisjoint(right):
            beads = _section(task, left, right, align)
            more += beads
            used[0].update(*(bead.source for bead in beads))
            used[1].update(*(bead.target for bead in beads))
    if not more:
        return found
    kept = [b for b in found.beads if used[0].isdisjoint(b.source) and used[1].isdisjoint(b.target)]
    return Outcome(_merged(kept, more), found.made_by)


def _runs(alone: list[tuple[int, ...]]) -> list[Run]:
    """Return the long runs of sentences that follow each other."""
    runs: list[Run] = []
    for number in sorted(n for group in alone for n in group):
        if runs and runs[-1].stop == number:
            runs[-1] = range(runs[-1].start, number + 1)
        else:
            runs.append(range(number, number + 1))
    return [run for run in runs if len(run) >= SHORTEST]


def _section(task: Task, left: Run, right: Run, align: Callable[[Task], Outcome]) -> list[Bead]:
    """Align two runs; return the beads that link them, in the texts' own numbers, or none where they are strangers."""
    source, target = task.source[left.start : left.stop], task.target[right.start : right.stop]
    part = align(replace(task, source=source, target=target, progress=None, fixed=(), breaks=None))
    linked = [bead for bead in part.beads if bead.source and bead.target]
    sure = sum(len(bead.source) * bead.confidence for bead in linked)
    if sure < LIKELY * min(len(source), len(target)):
        return []
    return [
        Bead(tuple(i + left.start for i in b.source), tuple(j + right.start for j in b.target), b.confidence)
        for b in linked
    ]


def _merged(kept: list[Bead], more: list[Bead]) -> list[Bead]:
    """Put beads among others, each before the first whose source comes later."""
    merged = list(kept)
    for bead in sorted(more, key=lambda b: b.source):
        at = next((k for k, b in enumerate(merged) if b.source and b.source > bead.source), len(merged))
        merged.insert(at, bead)
    return merged
