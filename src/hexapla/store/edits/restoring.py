"""The edit that puts a confirmed link back to how it read when it was confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hexapla.errors import BadEditError
from hexapla.matching import pair_lines
from hexapla.model import SIDES, Side
from hexapla.store import confirmed
from hexapla.store.confirmed import Confirmed
from hexapla.store.edits.base import Edit
from hexapla.store.edits.wording import reword
from hexapla.store.recorder import Row
from hexapla.store.session import Session


@dataclass(frozen=True, slots=True)
class PutBack(Edit):
    """Give a link that has changed since it was confirmed the segments and words that it had then."""

    op: ClassVar[str] = "put_back"
    link: str

    def apply(self, session: Session) -> str:
        """Take segments back, send strangers to the neighbours, then give all their old words and cuts."""
        link = session.link(self.link)
        then = confirmed.find(session.connection, session.id, self.link)
        if then is None:
            raise BadEditError(f"How {self.link} read when it was confirmed is not known, or it still reads so.")
        touched = [link]
        for side in SIDES:
            touched += _take_back(session, link, side, then)
            touched += _send_away(session, link, side, then)
            _reword(session, link, side, [row["text"] for row in then.sides[side]])
        session.regrouped(touched)
        if session.hash_of(session.members_of([self.link])) != link["confirmed_hash"]:
            raise _impossible(self.link)
        return f"Put back what was confirmed of {self.link}"


def _impossible(link: str) -> BadEditError:
    return BadEditError(
        f"What was confirmed of {link} has been taken apart since, so that it cannot be put back in one step. Undo the "
        "edits that did it, in the history."
    )


def _take_back(session: Session, link: Row, side: Side, then: Confirmed) -> list[Row]:
    """Move segments that were here back from the links where they are; return those links."""
    wanted = [row["id"] for row in then.sides[side]]
    here = {row["id"] for row in session.segments_of(link, side)}
    gone = session.members_present([number for number in wanted if number not in here])
    homes = session.links_named(sorted({row["link"] for row in gone}))
    session.assign(gone, link)
    return homes


def _send_away(session: Session, link: Row, side: Side, then: Confirmed) -> list[Row]:
    """Move segments that were in other links then to the neighbours; return these."""
    wanted = {row["id"] for row in then.sides[side]}
    now = session.segments_of(link, side)
    kept = [row for row in now if row["id"] in wanted or (wanted and row["id"] in then.unborn)]
    homes = []
    for row in [r for r in now if r not in kept]:
        step = -1 if kept and row["rank"] < kept[0]["rank"] else 1
        home = session.neighbour(link, step) or session.add_links(1, link if step > 0 else None)[0]
        session.assign([row], home)
        homes.append(home)
    return homes


def _reword(session: Session, link: Row, side: Side, words: list[str]) -> None:
    now = session.segments_of(link, side)
    texts = [row["text"] for row in now]
    if texts == words:
        return
    pairs = pair_lines(texts, words) if len(texts) != len(words) else []
    if bool(texts) != bool(words) or any(not (pair.old and pair.new) for pair in pairs):
        raise _impossible(link["id"])
    if not pairs:
        reword(session, [session.segment(row["id"]) for row in now], words)
    for pair in pairs:
        reword(session, [session.segment(now[i]["id"]) for i in pair.old], [words[j] for j in pair.new])
