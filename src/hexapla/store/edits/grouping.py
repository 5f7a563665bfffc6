"""Edits that group segments into links anew. None of them changes a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from hexapla.errors import BadEditError
from hexapla.model import SIDES, Side, Status
from hexapla.store.edits.base import Edit
from hexapla.store.edits.naming import in_alignment
from hexapla.store.recorder import Row
from hexapla.store.session import Session


def _side(value: str) -> Side:
    if value not in SIDES:
        raise BadEditError("“side” must be source or target.")
    return value


def _step(direction: str) -> int:
    if direction not in ("up", "down"):
        raise BadEditError("“direction” must be up or down.")
    return -1 if direction == "up" else 1


def _listing(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"


@dataclass(frozen=True, slots=True)
class Merge(Edit):
    """Make one link of neighbours, under the first one's id."""

    op: ClassVar[str] = "merge"
    links: tuple[str, ...]

    def apply(self, session: Session) -> str:
        """Move all segments and notes into the first link."""
        some = session.links_named(self.links)
        if len(some) < 2:  # noqa: PLR2004
            raise BadEditError("Merging takes two or more links.")
        if len(session.links_between(some[0], some[-1])) != len(some):
            raise BadEditError("Only neighbouring links can be merged. Use relink to join distant segments.")
        first, rest = some[0], some[1:]
        session.assign(session.members_of([r["id"] for r in rest]), first)
        session.drop_links(rest, first)
        if {r["status"] for r in rest} != {first["status"]}:
            session.update_links([first], status=Status.DRAFT.value, confirmed_hash=None)
        session.regrouped([first])
        return f"Merged {_listing([r['id'] for r in rest])} into {first['id']}"


@dataclass(frozen=True, slots=True)
class SplitLink(Edit):
    """Make two links of one: the first `source_at` and `target_at` segments stay, the rest follows."""

    op: ClassVar[str] = "split_link"
    link: str
    source_at: int
    target_at: int

    def apply(self, session: Session) -> str:
        """Move the later segments of both sides into a new link."""
        link = session.link(self.link)
        sides = [session.segments_of(link, side) for side in SIDES]
        cuts = (self.source_at, self.target_at)
        if not all(0 <= at <= len(side) for at, side in zip(cuts, sides, strict=True)):
            raise BadEditError(f"{self.link} has {len(sides[0])} source and {len(sides[1])} target segments.")
        later = [row for at, side in zip(cuts, sides, strict=True) for row in side[at:]]
        if not later or not sum(cuts):
            raise BadEditError("A split needs segments on both sides of the cut.")
        (new,) = session.add_links(1, link, like=link)
        session.assign(later, new)
        session.regrouped([link, new])
        return f"Split {link['id']}; {in_alignment(session, later)} became {new['id']}"


@dataclass(frozen=True, slots=True)
class Explode(Edit):
    """Make one link of each pair of segments; what is left over on the longer side becomes null links."""

    op: ClassVar[str] = "explode"
    link: str

    def apply(self, session: Session) -> str:
        """Keep the first pair under the old id, and give each other pair a new link."""
        link = session.link(self.link)
        source, target = (session.segments_of(link, side) for side in SIDES)
        count = max(len(source), len(target))
        if count < 2:  # noqa: PLR2004
            raise BadEditError(f"{self.link} has nothing to take apart.")
        new = session.add_links(count - 1, link, like=link)
        for position, row in enumerate(new, 1):
            session.assign([*source[position : position + 1], *target[position : position + 1]], row)
        session.regrouped([link, *new])
        return f"Took {link['id']} apart; {_listing([row['id'] for row in new])} came of it"


@dataclass(frozen=True, slots=True)
class Shift(Edit):
    """Move the first segments of a cell to the previous link, or the last ones to the next."""

    op: ClassVar[str] = "shift"
    link: str
    side: str
    direction: str
    count: int = 1

    def apply(self, session: Session) -> str:
        """Carry segments across one boundary; past the end of the alignment a new link is made."""
        link, side, step = session.link(self.link), _side(self.side), _step(self.direction)
        cell = session.segments_of(link, side)
        if not 1 <= self.count <= len(cell):
            raise BadEditError(f"The {side} side of {self.link} has {len(cell)} segments; {self.count} cannot move.")
        moved = cell[: self.count] if step < 0 else cell[-self.count :]
        to = session.neighbour(link, step) or session.add_links(1, link if step > 0 else None)[0]
        session.assign(moved, to)
        session.regrouped([link, to] if step > 0 else [to, link])
        return f"{to['id']} took {in_alignment(session, moved)} from {link['id']}"


@dataclass(frozen=True, slots=True)
class ShiftAll(Edit):
    """Move everything of one side, from a link on, up or down by one link: opens or closes a drift."""

    op: ClassVar[str] = "shift_all"
    link: str
    side: str
    direction: str

    def apply(self, session: Session) -> str:
        """Give each link the cell of its neighbour."""
        link, side, step = session.link(self.link), _side(self.side), _step(self.direction)
        below = session.links_between(link, None)
        cells: dict[str, list[Row]] = {row["id"]: [] for row in below}
        for member in session.members_of([row["id"] for row in below]):
            if member["side"] == side:
                cells[member["link"]].append(member)
        if not any(cells.values()):
            raise BadEditError(f"There is nothing on the {side} side from {self.link} on.")
        homes = self._homes(session, below, step, bool(cells[below[0 if step < 0 else -1]["id"]]))
        moved = [(row, home) for row, home in zip(below, homes, strict=True) if cells[row["id"]]]
        session.assign_all((segment, home) for row, home in moved for segment in cells[row["id"]])
        touched = [row for pair in moved for row in pair]
        session.regrouped(sorted(touched, key=lambda r: r["rank"]))
        return f"Moved the {side} side from {link['id']} on {self.direction} by one"

    @staticmethod
    def _homes(session: Session, below: list[Row], step: int, edge_is_full: bool) -> list[Row]:
        """Name each link's home; past an end a link is made, if there is anything to put into it."""
        if step < 0:
            above = session.neighbour(below[0], -1) if edge_is_full else below[0]
            return [above or session.add_links(1, None)[0], *below[:-1]]
        end = session.add_links(1, below[-1])[0] if edge_is_full else below[-1]
        return [*below[1:], end]


@dataclass(frozen=True, slots=True)
class Move(Edit):
    """Put one segment into another link, near or far."""

    op: ClassVar[str] = "move"
    segment: int
    link: str

    def apply(self, session: Session) -> str:
        """Take the segment out of its link and put it into the other."""
        (segment,) = session.members_by_segment([self.segment])
        old, new = session.link(segment["link"]), session.link(self.link)
        if old["id"] == new["id"]:
            raise BadEditError(f"The segment is in {self.link} already.")
        session.assign([segment], new)
        session.regrouped([new, old])
        return f"{new['id']} took {in_alignment(session, [segment])} from {old['id']}"


@dataclass(frozen=True, slots=True)
class Relink(Edit):
    """Make one link of exactly these segments, wherever they are."""

    op: ClassVar[str] = "relink"
    source: tuple[int, ...]
    target: tuple[int, ...]

    def apply(self, session: Session) -> str:
        """Take the segments out of their links; the first link keeps its id if nothing else is left in it."""
        chosen = session.members_by_segment([*self.source, *self.target])
        wanted = {**dict.fromkeys(self.source, "source"), **dict.fromkeys(self.target, "target")}
        if not chosen or any(row["side"] != wanted[row["id"]] for row in chosen):
            raise BadEditError("Relinking takes source segments as “source” and target segments as “target”.")
        touched = session.links_named(list({row["link"] for row in chosen}))
        first = touched[0]
        left = {m["id"] for m in session.members_of([first["id"]])} - set(wanted)
        home = session.add_links(1, first)[0] if left else first
        session.assign(chosen, home)
        session.regrouped([home, *touched])
        return f"Linked {in_alignment(session, chosen)} as {home['id']}"


@dataclass(frozen=True, slots=True)
class Unlink(Edit):
    """Make two null links of one: its sides no longer translate each other."""

    op: ClassVar[str] = "unlink"
    link: str

    def apply(self, session: Session) -> str:
        """Move the target side to a new link right after."""
        link = session.link(self.link)
        target = session.segments_of(link, "target")
        if not target or not session.segments_of(link, "source"):
            raise BadEditError(f"{self.link} is a null link already.")
        (new,) = session.add_links(1, link, like=link)
        session.assign(target, new)
        session.regrouped([link, new])
        return f"Unlinked {link['id']}; {in_alignment(session, target)} became {new['id']}"
