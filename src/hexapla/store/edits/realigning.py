"""The edit that puts an aligner's new beads in the place of links that nobody has settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hexapla.errors import BadEditError
from hexapla.model import Status
from hexapla.store.edits.base import Edit
from hexapla.store.recorder import Row
from hexapla.store.session import Session

SegmentBead = tuple[tuple[int, ...], tuple[int, ...], float]


@dataclass(frozen=True, slots=True)
class Realign(Edit):
    """Regroup the segments of some links as beads say: (source segment ids, target segment ids, confidence) each.

    The beads must hold exactly the segments of the links that they take apart. A link whose segments stay together is
    left as it is, with its status and notes; others become unreviewed. `how` says by what method and models, for the
    header of the file.
    """

    op: ClassVar[str] = "realign"
    beads: tuple[SegmentBead, ...]
    how: str | None = None

    def apply(self, session: Session) -> str:
        """Give each bead a link: an old one where order allows, else a new one."""
        chosen = {row["id"]: row for row in session.members_by_segment([n for s, t, _ in self.beads for n in (*s, *t)])}
        old = session.links_named(list({row["link"] for row in chosen.values()}))
        self._check(session, chosen, old)
        homes = _homes(session, [_Wanted(bead, [chosen[n] for n in (*bead[0], *bead[1])]) for bead in self.beads], old)
        members = {
            name: {row["id"] for row in chosen.values() if row["link"] == name} for name in {r["id"] for r in old}
        }
        changed = 0
        for (source, target, confidence), home in zip(self.beads, homes, strict=True):
            if members.get(home["id"]) == {*source, *target}:
                continue
            changed += 1
            session.assign([chosen[n] for n in (*source, *target)], home)
            values = {"status": Status.UNREVIEWED.value, "kind": None, "confirmed_hash": None}
            session.update_links([home], confidence=round(confidence, 4), **values)
        self._drop(session, [row for row in old if row["id"] not in {h["id"] for h in homes}], chosen, members)
        if self.how and changed:
            session.describe("realigned", " ".join(self.how.split()))
        return f"Aligned {changed} links anew"

    def _check(self, session: Session, chosen: dict[int, Row], old: list[Row]) -> None:
        ids = [n for s, t, _ in self.beads for n in (*s, *t)]
        sides = all(
            chosen[n]["side"] == side
            for s, t, _ in self.beads
            for side, some in (("source", s), ("target", t))
            for n in some
        )
        if not sides or len(set(ids)) != len(ids) or any(not (s or t) for s, t, _ in self.beads):
            raise BadEditError("A bead is source segments, target segments and a confidence, each segment once.")
        if {row["id"] for row in session.members_of([row["id"] for row in old])} != set(ids):
            raise BadEditError("The beads must hold every segment of the links that they take apart.")

    @staticmethod
    def _drop(session: Session, gone: list[Row], chosen: dict[int, Row], members: dict[str, set[int]]) -> None:
        """Remove links that were not used again; their notes follow their first segment."""
        for row in gone:
            first = chosen[min(members[row["id"]])]
            session.drop_links([row], session.link(first["link"]))


@dataclass(frozen=True, slots=True)
class _Wanted:
    bead: SegmentBead
    rows: list[Row]


def _homes(session: Session, wanted: list[_Wanted], old: list[Row]) -> list[Row]:
    """Choose a link for each bead so that links stand in the order of the beads."""
    by_id = {row["id"]: row for row in old}
    homes: list[Row] = []
    last = session.neighbour(old[0], -1)
    for item in wanted:
        names = [by_id[row["link"]] for row in item.rows]
        free = [row for row in names if last is None or row["rank"] > last["rank"]]
        last = free[0] if free else session.add_links(1, last)[0]
        homes.append(last)
    return homes
