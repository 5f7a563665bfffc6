"""Aligning again what nobody has settled: between confirmed links, and links made by hand, which stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hexapla import wire
from hexapla.align import Learned, align
from hexapla.errors import UnknownNameError
from hexapla.model import SIDES, Alignment, Bead, Link, Segment, Status

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What aligning again would change: an edit to apply, and each stretch before and after."""

    revision: int
    edit: dict[str, Any]
    changes: list[dict[str, Any]]


def is_settled(link: Link) -> bool:
    """Whether a person has settled a link: confirmed it, or made it by hand."""
    return link.status is Status.CONFIRMED or (link.status is not Status.UNREVIEWED and link.confidence is None)


@dataclass(frozen=True, slots=True)
class Way:
    """How to align: the method, where vectors are kept, what was learned from confirmed links."""

    method: str = "best"
    cache: Path | None = None
    learned: Learned | None = None


def propose(alignment: Alignment, around: str | None, way: Way, progress: Progress | None = None) -> Proposal:
    """Align again between settled links: everywhere, or only the stretch around the link `around`."""
    free = _stretch(alignment.links, around)
    fixed = [_bead(link) for link in alignment.links if link.id not in free]
    source, target = ([s.text for s in text.segments] for text in (alignment.source, alignment.target))
    tags = alignment.source.info.language, alignment.target.info.language
    found = align(source, target, *tags, way.method, progress, cache=way.cache, fixed=fixed, learned=way.learned)
    kept = {(bead.source, bead.target) for bead in fixed}
    beads = [bead for bead in found.beads if (bead.source, bead.target) not in kept]
    how = "; ".join(f"{key} {value}" for key, value in found.made_by.items())
    edit = {"op": "realign", "beads": [_as_ids(alignment, bead) for bead in beads], "how": how}
    old = [link for link in alignment.links if link.id in free]
    return Proposal(alignment.revision, edit, _differences(alignment, old, beads))


def _stretch(links: tuple[Link, ...], around: str | None) -> set[str]:
    """Return the ids of the links to align again."""
    free = [not is_settled(link) for link in links]
    if around is None:
        return {link.id for link, is_free in zip(links, free, strict=True) if is_free}
    at = next((i for i, link in enumerate(links) if link.id == around), None)
    if at is None:
        raise UnknownNameError(f"There is no link {around} in this alignment (any more).")
    first = last = at
    while first > 0 and free[first - 1]:
        first -= 1
    while last + 1 < len(links) and free[last + 1]:
        last += 1
    return {link.id for link in links[first : last + 1] if not is_settled(link)}


def _bead(link: Link) -> Bead:
    return Bead(tuple(s.number - 1 for s in link.source), tuple(s.number - 1 for s in link.target))


def _as_ids(alignment: Alignment, bead: Bead) -> list[Any]:
    source = [alignment.source.segments[i].id for i in bead.source]
    target = [alignment.target.segments[j].id for j in bead.target]
    return [source, target, round(bead.confidence, 4)]


def _differences(alignment: Alignment, old: list[Link], beads: list[Bead]) -> list[dict[str, Any]]:
    """Return the smallest stretches whose links and beads differ, in order."""
    sides = [text.segments for text in (alignment.source, alignment.target)]
    befores = [tuple(frozenset(s.number - 1 for s in link.side(side)) for side in SIDES) for link in old]
    afters = [(frozenset(bead.source), frozenset(bead.target)) for bead in beads]
    same = set(befores) & set(afters)
    changes: list[dict[str, Any]] = []
    for links, found in _runs([k in same for k in befores], [k in same for k in afters]):
        before = [wire.link(old[i]) for i in links]
        after = [
            {
                "source": _words(sides[0], beads[j].source),
                "target": _words(sides[1], beads[j].target),
                "confidence": round(beads[j].confidence, 4),
            }
            for j in found
        ]
        changes.append({"before": before, "after": after})
    return changes


def _words(segments: tuple[Segment, ...], numbers: tuple[int, ...]) -> list[dict[str, Any]]:
    return [{"id": segments[i].id, "text": segments[i].text} for i in numbers]


def _runs(old: list[bool], new: list[bool]) -> list[tuple[list[int], list[int]]]:
    """Return the runs of False in both lists between the same number of True."""
    runs: dict[int, tuple[list[int], list[int]]] = {}
    for part, flags in enumerate((old, new)):
        passed = 0
        for position, flag in enumerate(flags):
            passed += flag
            if not flag:
                runs.setdefault(passed, ([], []))[part].append(position)
    return [runs[key] for key in sorted(runs)]
