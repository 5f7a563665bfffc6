"""Three versions of an alignment, base, ours and theirs, merged by link id and segment.

Words are merged as in `hexapla.merging.texts`; a segment goes into the link where the side that moved it put it; marks
and notes are merged one by one. What both sides changed in different ways stays as ours, becomes a query, and a private
note keeps what theirs was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property

from hexapla.comparing.telling import SEAM, short
from hexapla.merging.notes import Remarks
from hexapla.merging.texts import MergedText, Unit, merge_segments
from hexapla.model import SIDES, Alignment, Link, Segment, Side, Status, Text, content_hash, link_id

_RANK = {Status.UNREVIEWED: 0, Status.DRAFT: 1, Status.CONFIRMED: 2, Status.QUERY: 2}


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged alignment and, in sentences, what both sides had changed in different ways."""

    alignment: Alignment
    conflicts: tuple[str, ...]


def merge(base: Alignment, ours: Alignment, theirs: Alignment) -> Merged:
    """Merge two versions of an alignment that were made of one."""
    return _Merge(base, ours, _renamed(base, ours, theirs)).run()


def _renamed(base: Alignment, ours: Alignment, theirs: Alignment) -> Alignment:
    """Give links that they made our name where we made the same, another id where we gave theirs to something else."""
    known = {link.id for link in base.links}
    mine = {link.id for link in ours.links} - known
    same = {content_hash(link): link.id for link in ours.links if link.id in mine}
    last = max(base.last_link, ours.last_link, theirs.last_link)
    links = []
    for link in theirs.links:
        name = link.id if link.id in known else same.get(content_hash(link), link.id)
        if name == link.id and name in mine and same.get(content_hash(link)) != name:
            last += 1
            name = link_id(last)
        links.append(replace(link, id=name))
    return replace(theirs, links=tuple(links), last_link=last)


Homes = dict[int, str]  # the link of each segment of a side by its index in the text
Cells = dict[str, list[Segment]]  # the segments of a side by link


def _text(state: Alignment, side: Side) -> Text:
    return state.source if side == "source" else state.target


def _segments(state: Alignment, side: Side) -> tuple[Segment, ...]:
    return _text(state, side).segments


def _homes(state: Alignment, side: Side) -> Homes:
    return {s.number - 1: link.id for link in state.links for s in link.side(side)}


@dataclass
class _Merge:
    base: Alignment
    ours: Alignment
    theirs: Alignment
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)  # link, sentence, what theirs was

    @cached_property
    def known(self) -> list[dict[str, Link]]:
        """The links of base, ours and theirs by id."""
        return [{link.id: link for link in state.links} for state in self.states]

    @property
    def states(self) -> tuple[Alignment, Alignment, Alignment]:
        """Base, ours, theirs."""
        return self.base, self.ours, self.theirs

    def run(self) -> Merged:
        """Merge words, grouping, notes, marks, in this order."""
        texts = {side: merge_segments(*(_segments(state, side) for state in self.states)) for side in SIDES}
        homes = {side: [_homes(state, side) for state in self.states] for side in SIDES}
        absorbed = self._absorbed(texts, homes)
        cells: dict[Side, Cells] = {side: self._cells(side, texts[side], homes[side], absorbed) for side in SIDES}
        remarks = Remarks.of(*self.states, self._heirs(texts, homes, cells))
        self.conflicts += remarks.conflicts
        alive = {name for side in SIDES for name in cells[side]}
        links = [self._link(name, cells, remarks) for name in self._order() if name in alive]
        queried = tuple(self._queried(link, remarks) for link in links)
        source, target = (Text(_text(self.ours, side).info, texts[side].segments) for side in SIDES)
        made_by = self.theirs.made_by if self.ours.made_by == self.base.made_by else self.ours.made_by
        last = max(state.last_link for state in self.states)
        merged = replace(self.ours, source=source, target=target, links=queried, made_by=made_by, last_link=last)
        return Merged(merged, tuple(sentence for _, sentence, _ in self.conflicts))

    # Grouping

    def _absorbed(self, texts: dict[Side, MergedText], homes: dict[Side, list[Homes]]) -> list[dict[str, str]]:
        """Return, for base, ours and theirs, the links that are merged into one other there, and into which."""
        found: list[dict[str, str]] = [{}]
        for at, state in ((1, self.ours), (2, self.theirs)):
            alive = {link.id for link in state.links}
            went: defaultdict[str, set[str]] = defaultdict(set)
            for side in SIDES:
                for unit in texts[side].units:
                    for i in unit.base:
                        went[homes[side][0][i]] |= {homes[side][at][j] for j in unit.part(at)}
            found.append({name: min(to) for name, to in went.items() if name not in alive and len(to) == 1})
        return found

    def _cells(self, side: Side, text: MergedText, homes: list[Homes], absorbed: list[dict[str, str]]) -> Cells:
        """Put each merged segment into its link; one put into a link that the other side merged away follows that."""
        cells: Cells = defaultdict(list)
        places: Counter[int] = Counter()
        for segment, unit in zip(text.segments, text.units, strict=True):
            home, rival, mover = _home(unit, places[id(unit)], homes)
            home = absorbed[3 - mover].get(home, home) if mover else home
            cells[home].append(segment)
            if rival:
                self._moved_twice(home, rival, side, segment)
            if unit.clash and not places[id(unit)]:
                self._reworded_twice(home, side, unit)
            places[id(unit)] += 1
        return cells

    def _moved_twice(self, home: str, rival: str, side: Side, segment: Segment) -> None:
        name = f"{side[0]}{segment.number}"
        sentence = f"{name} (“{short(segment.text)}”) was put into {home} here and into {rival} there."
        self.conflicts.append((home, sentence, f"the segment “{segment.text}” stands in {rival}."))

    def _reworded_twice(self, home: str, side: Side, unit: Unit) -> None:
        ours, theirs = (
            SEAM.join(_segments(state, side)[i].text for i in part)
            for state, part in ((self.ours, unit.ours), (self.theirs, unit.theirs))
        )
        name = _text(self.ours, side).info.name
        here, there = (f"“{short(words)}”" if words else "nothing" for words in (ours, theirs))
        self.conflicts.append((home, f"{home}: {name} reads {here} here and {there} there.", theirs or "nothing."))

    def _heirs(
        self, texts: dict[Side, MergedText], homes: dict[Side, list[Homes]], cells: dict[Side, Cells]
    ) -> dict[str, str]:
        """Return, for links that are gone, the link that has the first of what they held."""
        alive = [name for side in SIDES for name in cells[side]]
        heirs: dict[str, str] = {}
        for side in SIDES:
            now = {s.number: name for name, held in cells[side].items() for s in held}
            for segment, unit in zip(texts[side].segments, texts[side].units, strict=True):
                for at in range(3):
                    for i in unit.part(at):
                        heirs.setdefault(homes[side][at][i], now[segment.number])
        known = {link.id for state in self.states for link in state.links}
        return {name: heirs.get(name, alive[0]) for name in known - set(alive)}

    def _order(self) -> list[str]:
        """Keep our order; what only the others have comes after what it comes after there."""
        order = [link.id for link in self.ours.links]
        known = set(order)
        for state in (self.theirs, self.base):
            before = None
            for link in state.links:
                if link.id not in known:
                    order.insert(order.index(before) + 1 if before is not None else 0, link.id)
                    known.add(link.id)
                before = link.id
        return order

    # Marks

    def _link(self, name: str, cells: dict[Side, Cells], remarks: Remarks) -> Link:
        source, target = (tuple(cells[side].get(name, ())) for side in SIDES)
        base, ours, theirs = (known.get(name) for known in self.known)
        one = self._marks(base, ours, theirs) if base and ours and theirs else ours or theirs or base
        if one is None:
            raise AssertionError(name)
        kind = None if source and target else one.kind
        merged = replace(one, source=source, target=target, kind=kind, notes=remarks.of_link(name))
        confirmed = {link.confirmed_hash for link in (ours, theirs) if link and link.status is Status.CONFIRMED}
        if merged.status is Status.CONFIRMED and content_hash(merged) in confirmed:
            return replace(merged, confirmed_hash=content_hash(merged))
        return merged

    def _marks(self, base: Link, ours: Link, theirs: Link) -> Link:
        """Merge status, confirmation, kind and confidence; a status that a person gave wins over one an edit left."""
        status, by = self._status(base, ours, theirs)
        kind = theirs.kind if ours.kind == base.kind else ours.kind
        confidence = theirs.confidence if ours.confidence == base.confidence else ours.confidence
        confirmed = by.confirmed_hash or (content_hash(by) if status is Status.CONFIRMED else None)
        return replace(ours, status=status, kind=kind, confidence=confidence, confirmed_hash=confirmed)

    def _status(self, base: Link, ours: Link, theirs: Link) -> tuple[Status, Link]:
        if (theirs.status, theirs.confirmed_hash) == (base.status, base.confirmed_hash):
            return ours.status, ours
        if (ours.status, ours.confirmed_hash) == (base.status, base.confirmed_hash) or ours.status == theirs.status:
            return theirs.status, theirs
        if _RANK[ours.status] != _RANK[theirs.status]:
            stronger = max(ours, theirs, key=lambda link: _RANK[link.status])
            return stronger.status, stronger
        sentence = f"{ours.id} is {ours.status} here and {theirs.status} there."
        self.conflicts.append((ours.id, sentence, f"the link is {theirs.status}."))
        return Status.QUERY, ours

    def _queried(self, link: Link, remarks: Remarks) -> Link:
        """Make a link that both changed a query, with theirs in a private note."""
        rivals = [theirs for name, _, theirs in self.conflicts if name == link.id]
        if not rivals:
            return link
        kept = tuple(remarks.rival(words) for words in rivals)
        return replace(link, status=Status.QUERY, confirmed_hash=None, notes=(*link.notes, *kept))


def _home(unit: Unit, position: int, homes: list[Homes]) -> tuple[str, str | None, int]:
    """Return the link for a merged segment; where theirs has it, if both moved it; and who moved it (0: nobody)."""
    ours, theirs = ([homes[at][i] for i in unit.part(at)] for at in (1, 2))
    taken, others, side = (ours, theirs, 1) if unit.taken == "ours" else (theirs, ours, 2)
    own = taken[position]
    base = {homes[0][i] for i in unit.base}
    if not unit.base or not others or set(others) <= base:
        return own, None, 0 if own in base else side
    other = others[min(position, len(others) - 1)]
    if set(taken) <= base:
        return other, None, 3 - side
    if own == other:
        return own, None, 0
    return (own, other, 0) if unit.taken == "ours" else (other, own, 0)
