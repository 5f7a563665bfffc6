"""Mending: the edit that closes a drift, and what it would do, to be seen first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hexapla import wire
from hexapla.align import align
from hexapla.drift.looking import LEAST_ROWS, Drift, look
from hexapla.model import Alignment, Link, Segment, Side

Progress = Callable[[str, int, int], None]

CONTEXT = 1  # row aligned anew beside what is left over at an end
EDGE = 4  # rows of a preview at each end of a run


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
