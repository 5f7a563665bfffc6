"""Edits that change a text, and so every alignment that uses it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from hexapla.corpus import check_segment
from hexapla.errors import BadEditError
from hexapla.store.edits.base import Edit
from hexapla.store.edits.naming import in_text, quoted, reworded
from hexapla.store.recorder import Row
from hexapla.store.session import Session


@dataclass(frozen=True, slots=True)
class SplitSegment(Edit):
    """Cut a segment in two at an offset in code points; both halves stay in its links."""

    op: ClassVar[str] = "split_segment"
    segment: int
    offset: int

    def apply(self, session: Session) -> str:
        """Shorten the segment and put the rest after it, in the text and in every alignment."""
        session.members_by_segment([self.segment])
        segment = session.segment(self.segment)
        left, right = segment["text"][: self.offset].rstrip(), segment["text"][max(self.offset, 0) :].lstrip()
        if self.offset < 0 or not (left and right):
            raise BadEditError("A split needs words on both sides of the cut.")
        place(session, segment, [left, right])
        return f"Split {in_text(session, [segment])}: {quoted(left)} | {quoted(right)}"


def place(session: Session, segment: Row, words: list[str]) -> list[Row]:
    """Give a segment the first of `words` and put the others after it, in the same links everywhere."""
    first = session.change_segment(segment, text=check_segment(words[0]))
    new = session.insert_segments(first, [check_segment(w) for w in words[1:]])
    for other, member in session.everywhere(segment):
        other.put_members((None, {**member, "segment_id": row["id"]}) for row in new)
        other.regrouped([other.link(member["link"])])
    return [first, *new]


@dataclass(frozen=True, slots=True)
class JoinSegments(Edit):
    """Make one segment of neighbours in the text."""

    op: ClassVar[str] = "join_segments"
    segments: tuple[int, ...]

    def apply(self, session: Session) -> str:
        """Put the words of all into the first; the others go, in the text and in every alignment."""
        some = session.members_by_segment(self.segments)
        if len(some) < 2:  # noqa: PLR2004
            raise BadEditError("Joining takes two or more segments.")
        for one, two in pairwise(some):
            following = session.next_segment(one)
            if not following or following["id"] != two["id"]:
                raise BadEditError("Only segments that follow each other in the text can be joined.")
        which = in_text(session, some)
        join(session, [session.segment(row["id"]) for row in some])
        return f"Joined {which}: {quoted(session.segment(some[0]['id'])['text'])}"


def join(session: Session, some: list[Row], words: str | None = None, keep: int | None = None) -> None:
    """Make one segment of neighbours; a link that loses its last segment of the side joins the first one's link.

    The links of the alignment `keep` stay as they are, for somebody else to settle.
    """
    first, rest = some[0], some[1:]
    joined = session.joiner(first["text_id"]).join(row["text"] for row in some)
    session.change_segment(first, text=check_segment(words or joined))
    for row in rest:
        for other, member in session.everywhere(row):
            home = next(m for s, m in other.everywhere(first) if s.id == other.id)
            other.put_members([(member, None)])
            if other.id != keep:
                _settle(other, home, member)
    session.recorder.change("segments", [(row, None) for row in rest])


def _settle(session: Session, home: Row, lost: Row) -> None:
    into = session.link(home["link"])
    if lost["link"] == home["link"]:
        session.regrouped([into])
        return
    old = session.link(lost["link"])
    left = session.members_of([old["id"]])
    if not any(m["side"] == lost["side"] for m in left):
        session.assign(left, into)
    session.regrouped([into, old])


def reword(session: Session, old: list[Row], words: list[str], keep: int | None = None) -> list[Row]:
    """Give segments new words, one by one, and the last ones split or joined; return the segments there are now."""
    alone = min(len(old), len(words)) - 1
    head = [
        session.change_segment(session.segment(row["id"]), text=text)
        for row, text in zip(old[:alone], words[:alone], strict=True)
    ]
    rest, texts = old[alone:], words[alone:]
    if len(rest) > 1:
        join(session, rest, texts[0], keep=keep)
    first = session.segment(rest[0]["id"])
    if len(texts) > 1:
        return head + place(session, first, texts)
    return [*head, session.change_segment(first, text=texts[0])]


@dataclass(frozen=True, slots=True)
class EditText(Edit):
    """Give a segment new words."""

    op: ClassVar[str] = "edit_text"
    segment: int
    text: str

    def apply(self, session: Session) -> str:
        """Change the words; links, statuses and notes stay."""
        session.members_by_segment([self.segment])
        segment = session.segment(self.segment)
        words = check_segment(self.text.strip())
        if words == segment["text"]:
            raise BadEditError("These are the words that the segment has already.")
        session.change_segment(segment, text=words)
        return f"Changed {in_text(session, [segment])}: {reworded(segment['text'], words)}"
