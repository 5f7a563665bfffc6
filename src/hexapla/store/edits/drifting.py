"""The edit that closes a drift: one side of a run of links moves up or down, and the ends are grouped anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from hexapla.errors import BadEditError
from hexapla.store.edits.base import Edit
from hexapla.store.edits.realigning import SegmentBead
from hexapla.store.recorder import Row
from hexapla.store.session import Session


@dataclass(frozen=True, slots=True)
class CloseDrift(Edit):
    """Give each link from `first` to `last` the target cell that stands `shift` rows below it (above it: negative).

    `above` and `below` are beads for what lies around the two ends, in the order of the texts; they must hold every
    target that the run pushes out. Links keep their sources, statuses and notes.
    """

    op: ClassVar[str] = "close_drift"
    first: str
    last: str
    shift: int
    above: tuple[SegmentBead, ...] = ()
    below: tuple[SegmentBead, ...] = ()

    def apply(self, session: Session) -> str:
        """Move the cells, then group the ends."""
        run = session.links_between(session.link(self.first), session.link(self.last))
        if not run or not self.shift:
            raise BadEditError("A drift is a run of links, from its first to its last, and a shift that is not 0.")
        beads = (*self.above, *self.below)
        loose = {row["id"]: row for row in session.members_by_segment([n for s, t, _ in beads for n in (*s, *t)])}
        around = self._around(session, run)
        self._move(session, run, around, set(loose))
        old = session.links_named(list({row["link"] for row in loose.values()}))
        middle = {row["id"] for row in run}
        above = [row for row in old if row["id"] not in middle and row["rank"] < run[0]["rank"]]
        below = [row for row in old if row["id"] not in middle and row["rank"] > run[-1]["rank"]]
        floor = session.neighbour(above[0] if above else run[0], -1)
        made = _group(session, self.above, loose, above, floor)
        more = _group(session, self.below, loose, below, run[-1])
        session.regrouped([*above, *made, *run])
        session.regrouped([run[-1], *(row for row in (*around, *below, *more) if row["id"] not in middle)])
        direction = "up" if self.shift > 0 else "down"
        return f"Closed a drift: the targets of {self.first}–{self.last} moved {direction} by {abs(self.shift)}"

    def _around(self, session: Session, run: list[Row]) -> list[Row]:
        """Return the run with the links beyond it that its targets come from."""
        step = 1 if self.shift > 0 else -1
        more: list[Row] = []
        for _ in range(abs(self.shift)):
            found = session.neighbour((more or [run[-1] if step > 0 else run[0]])[-1], step)
            if found is None:
                raise BadEditError("The run reaches so far that there are no targets for its last links.")
            more.append(found)
        return [*run, *more] if step > 0 else [*more[::-1], *run]

    def _move(self, session: Session, run: list[Row], around: list[Row], loose: set[int]) -> None:
        """Give each link of the run the target cell that it should have, but for segments that beads speak of."""
        donors = around[self.shift :] if self.shift > 0 else around[: len(run)]
        cells: dict[str, list[Row]] = {row["id"]: [] for row in around}
        for member in session.members_of(list(cells)):
            if member["side"] == "target" and member["id"] not in loose:
                cells[member["link"]].append(member)
        taken = {row["id"] for row in donors}
        if any(cells[row["id"]] for row in run if row["id"] not in taken):
            raise BadEditError("The beads must hold every target that the run pushes out.")
        pairs = zip(run, donors, strict=True)
        session.assign_all((member, home) for home, donor in pairs for member in cells[donor["id"]])


def _group(
    session: Session, beads: Sequence[SegmentBead], loose: dict[int, Row], old: list[Row], floor: Row | None
) -> list[Row]:
    """Give each bead a link: an old one where order allows, else a new one; return the new ones."""
    by_id = {row["id"]: row for row in old}
    made, last = [], floor
    for source, target, _ in beads:
        some = [loose[number] for number in (*source, *target)]
        homes = [by_id[row["link"]] for row in some if row["link"] in by_id]
        free = [row for row in homes if last is None or row["rank"] > last["rank"]]
        if not free:
            made += session.add_links(1, last)
        last = free[0] if free else made[-1]
        session.assign(some, last)
    return made
