"""A text file changed outside, taken over segment by segment."""

from __future__ import annotations

from collections.abc import Sequence

from hexapla.corpus import lay_out
from hexapla.matching import Pair, pair_lines
from hexapla.model import Segment, Status, Text
from hexapla.store.edits.wording import join, place
from hexapla.store.outside.base import as_of, unwritten
from hexapla.store.read import segments_of_text
from hexapla.store.recorder import Row
from hexapla.store.session import Session


def take_text(session: Session, text_row: Row, file: Text) -> None:
    """Make the working copy's text what the file says, keeping links; unsaved wording of ours stays and is queried."""
    ours = {row["id"]: row for row in segments_of_text(session.connection, text_row["id"])}
    before = as_of("segments", ours.values(), unwritten(session, text_row), text_id=text_row["id"])
    base = sorted(before.values(), key=lambda row: row["rank"])
    last: Row | None = None
    for pair in pair_lines([row["text"] for row in base], [s.text for s in file.segments]):
        old = [base[i] for i in pair.old if base[i]["id"] in ours]
        new = [file.segments[j] for j in pair.new]
        last = _take_pair(session, pair, [(b, ours[b["id"]]) for b in old], new, last) or last
    _take_paragraphs(session, text_row["id"], file)


def _take_pair(
    session: Session, pair: Pair, old: list[tuple[Row, Row]], new: Sequence[Segment], last: Row | None
) -> Row | None:
    """Carry one difference over; return the last segment it left, so that insertions know their place."""
    words = [s.text for s in new]
    if not pair.old:
        return _insert(session, last, words) if last else None
    if not old:
        return None
    if not new:
        for _, row in old:
            _remove(session, row)
        return None
    if any(base["text"] != row["text"] for base, row in old):
        if [row["text"] for _, row in old] != words and [base["text"] for base, _ in old] != words:
            _query(session, old[0][1], " ".join(words))
        return old[-1][1]
    return reword(session, [row for _, row in old], words)[-1]


def reword(session: Session, old: list[Row], words: list[str], keep: int | None = None) -> list[Row]:
    """Give segments new words, split or joined as the words are; return the segments there are now."""
    if len(old) > 1:
        join(session, old, words[0] if len(words) == 1 else None, keep=keep)
    first = session.segment(old[0]["id"])
    if len(words) > 1:
        return place(session, first, words)
    return [session.change_segment(first, text=words[0])]


def _insert(session: Session, after: Row, words: list[str]) -> Row:
    """Put new segments into the text, each in a null link of its own after the link of the segment before."""
    made = session.insert_segments(after, words)
    for other, member in session.everywhere(after):
        new = other.add_links(len(made), other.link(member["link"]))
        other.update_links(new, status=Status.UNREVIEWED.value)
        other.put_members(
            (None, {**member, "segment_id": row["id"], "link": link["id"]}) for row, link in zip(made, new, strict=True)
        )
    return made[-1]


def _remove(session: Session, segment: Row) -> None:
    for other, member in session.everywhere(segment):
        link = other.link(member["link"])
        other.put_members([(member, None)])
        other.regrouped([link])
    session.recorder.change("segments", [(segment, None)])


def _take_paragraphs(session: Session, text_id: int, file: Text) -> None:
    ours = segments_of_text(session.connection, text_id)
    if len(ours) == len(file.segments):
        for row, segment in zip(ours, lay_out(file.segments), strict=True):
            if row["starts_paragraph"] != segment.starts_paragraph:
                session.change_segment(row, starts_paragraph=segment.starts_paragraph)


def _query(session: Session, segment: Row, theirs: str) -> None:
    for other, member in session.everywhere(segment):
        other.update_links([other.link(member["link"])], status=Status.QUERY.value)
        other.add_note(member["link"], f"Changed here and outside. The file says: {theirs}", author="outside")
