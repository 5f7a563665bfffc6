"""How a link read when it was confirmed: found by turning its later changes round until its hash is that of then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from hexapla.model import SIDES, Side, Status, texts_hash
from hexapla.store.recorder import Delta, Row
from hexapla.store.schema import changes, links, members, segments, touches
from hexapla.store.session import rows


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmed link as it read then: rows of its segments by side, in order.

    `unborn` are segments of today that were not there then; `revision` is the last one that read so; `author` and
    `time` are of the confirmation, empty where the history does not reach back to it.
    """

    sides: dict[Side, list[Row]]
    unborn: frozenset[int]
    revision: int
    author: str = ""
    time: str = ""


@dataclass
class _Walk:
    """The members of one link, and the segments of its texts where they were otherwise, going back in time."""

    connection: Connection
    alignment_id: int
    link: str
    sides: dict[int, str] = field(default_factory=dict)
    words: dict[int, Row | None] = field(default_factory=dict)

    def back(self, delta: Delta) -> None:
        """Go back before a change."""
        for row in delta.rows:
            if row.table == "segments":
                self.words[int(row.key[0])] = row.before
            elif row.table == "members" and row.key[0] == self.alignment_id:
                self.sides.pop(int(row.key[1]), None)
                if row.before and row.before["link"] == self.link:
                    self.sides[int(row.key[1])] = row.before["side"]

    def cells(self) -> dict[Side, list[Row]]:
        """Return the segments of the link as they were, in the order of the texts."""
        missing = [number for number in self.sides if number not in self.words]
        for row in rows(self.connection, select(segments).where(segments.c.id.in_(missing))) if missing else ():
            self.words[row["id"]] = row
        found: dict[Side, list[Row]] = {}
        for side in SIDES:
            some = [self.words[number] for number, at in self.sides.items() if at == side]
            found[side] = sorted((row for row in some if row), key=lambda row: row["rank"])
        return found


def find(connection: Connection, alignment_id: int, link: str) -> Confirmed | None:
    """Return a link as it was confirmed, or None: it still reads so, is not confirmed, or nobody knows any more."""
    row = connection.execute(
        select(links.c.status, links.c.confirmed_hash).where(links.c.alignment_id == alignment_id, links.c.id == link)
    ).first()
    if row is None or row.status != Status.CONFIRMED or row.confirmed_hash is None:
        return None
    here = select(members.c.segment_id, members.c.side).where(
        members.c.alignment_id == alignment_id, members.c.link == link
    )
    walk = _Walk(connection, alignment_id, link, {r.segment_id: r.side for r in connection.execute(here)})
    if _hash(walk.cells()) == row.confirmed_hash:
        return None
    later = _changes(connection, alignment_id)
    for change, delta in later:
        walk.back(delta)
        if link in change["links"] and _hash(walk.cells()) == row.confirmed_hash:
            unborn = frozenset(number for number, words in walk.words.items() if words is None)
            who = _confirmation(later, alignment_id, link, row.confirmed_hash)
            return Confirmed(walk.cells(), unborn, change["revision"] - 1, *who)
    return None


def _changes(connection: Connection, alignment_id: int) -> Iterator[tuple[Row, Delta]]:
    """Yield the changes of an alignment, newest first, read as they are asked for."""
    columns = touches.c.revision, touches.c.links, changes.c.author, changes.c.time, changes.c.delta
    query = select(*columns).join(touches, touches.c.change_id == changes.c.id)
    query = query.where(touches.c.alignment_id == alignment_id).order_by(touches.c.revision.desc())
    for row in connection.execute(query.execution_options(yield_per=100)).mappings():
        yield dict(row), Delta.from_json(row["delta"])


def _confirmation(
    earlier: Iterator[tuple[Row, Delta]], alignment_id: int, link: str, confirmed: str
) -> tuple[str, str]:
    """Return who confirmed, and when."""
    for change, delta in earlier:
        for row in delta.rows if link in change["links"] else ():
            if row.table != "links" or row.key != (alignment_id, link):
                continue
            hashes = [(state or {}).get("confirmed_hash") for state in (row.before, row.after)]
            if hashes[1] == confirmed != hashes[0]:
                return change["author"], change["time"]
    return "", ""


def _hash(sides: dict[Side, list[Row]]) -> str:
    source, target = ([row["text"] for row in sides[side]] for side in SIDES)
    return texts_hash(source, target)
