"""A text changed outside, or replaced by a better version, taken over segment by segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hexapla.corpus import lay_out
from hexapla.errors import BadEditError
from hexapla.matching import Pair, pair_lines
from hexapla.model import Segment, Status, Text
from hexapla.store.edits.wording import reword
from hexapla.store.outside.base import as_of, ask_privately, unwritten
from hexapla.store.read import segments_of_text
from hexapla.store.recorder import Row
from hexapla.store.session import Session


def take_text(session: Session, text_row: Row, file: Text) -> None:
    """Make the working copy's text what the file says, keeping links; unsaved wording of ours stays and is queried."""
    ours = segments_of_text(session.connection, text_row["id"])
    before = as_of("segments", ours, unwritten(session, text_row), text_id=text_row["id"])
    base = sorted(before.values(), key=lambda row: row["rank"])
    take_version(
        session, text_row["id"], base, file, pair_lines([r["text"] for r in base], [s.text for s in file.segments])
    )


def take_version(session: Session, text_id: int, base: Sequence[Row], new: Text, pairs: Sequence[Pair]) -> None:
    """Make of the segments of `base` those of `new`, as `pairs` say; links, statuses and notes stay.

    What has changed here since `base` stays as it is, and where `new` says otherwise the link becomes a query.
    """
    ours = {row["id"]: row for row in segments_of_text(session.connection, text_id)}
    last: Row | None = None
    early: list[str] = []
    reworded: list[tuple[Row, Row]] = []  # most of a better transcription: written at once
    for pair in pairs:
        old = [(base[i], ours[base[i]["id"]]) for i in pair.old if base[i]["id"] in ours]
        words = [new.segments[j].text for j in pair.new]
        if not pair.old and last is None:
            early += words
        elif len(old) == len(words) == 1 and old[0][0]["text"] == old[0][1]["text"]:
            last = old[0][1]
            reworded.append((last, {**last, "text": words[0]}))
        else:
            last = _take_pair(session, pair, old, words, last) or last
    session.recorder.change("segments", reworded)
    if early:
        _insert_first(session, text_id, early)
    _take_paragraphs(session, text_id, new)


def _take_pair(
    session: Session, pair: Pair, old: list[tuple[Row, Row]], words: list[str], last: Row | None
) -> Row | None:
    """Carry one difference over; return the last segment it left, so that insertions know their place."""
    if not pair.old:
        return _insert(session, last, words) if last else None
    if not old:
        return None
    if not words:
        for _, row in old:
            _remove(session, row)
        return None
    if any(base["text"] != row["text"] for base, row in old):
        if [row["text"] for _, row in old] != words and [base["text"] for base, _ in old] != words:
            _query(session, old[0][1], " ".join(words))
        return old[-1][1]
    return reword(session, [row for _, row in old], words)[-1]


def _insert(session: Session, after: Row, words: list[str]) -> Row:
    """Put new segments into the text, each in a null link of its own after the link of the segment before."""
    made = session.insert_segments(after, words)
    for other, member in session.everywhere(after):
        _link_alone(other, made, member, other.link(member["link"]))
    return made[-1]


def _insert_first(session: Session, text_id: int, words: list[str]) -> None:
    """Put new segments before all others, each in a null link of its own at the top."""
    first = next(iter(segments_of_text(session.connection, text_id)), None)
    if first is None:
        raise BadEditError(
            "The new text has nothing in common with the old one. Import it as another text and align it."
        )
    made = session.insert_segments(None, words, before=first)
    for other, member in session.everywhere(first):
        _link_alone(other, made, member, None)


def _link_alone(session: Session, made: list[Row], like: Row, after: Row | None) -> None:
    new = session.add_links(len(made), after)
    session.update_links(new, status=Status.UNREVIEWED.value)
    session.put_members(
        (None, {**like, "segment_id": row["id"], "link": link["id"]}) for row, link in zip(made, new, strict=True)
    )


def _remove(session: Session, segment: Row) -> None:
    for other, member in session.everywhere(segment):
        link = other.link(member["link"])
        other.put_members([(member, None)])
        other.regrouped([link])
    session.recorder.change("segments", [(segment, None)])


def _take_paragraphs(session: Session, text_id: int, file: Text) -> None:
    ours = segments_of_text(session.connection, text_id)
    if len(ours) == len(file.segments):
        for row, segment in _changed_starts(ours, file):
            session.change_segment(row, starts_paragraph=segment.starts_paragraph)


def _changed_starts(ours: Sequence[Row], file: Text) -> Iterator[tuple[Row, Segment]]:
    for row, segment in zip(ours, lay_out(file.segments), strict=True):
        if row["starts_paragraph"] != segment.starts_paragraph:
            yield row, segment


def _query(session: Session, segment: Row, theirs: str) -> None:
    for other, member in session.everywhere(segment):
        other.update_links([other.link(member["link"])], status=Status.QUERY.value)
        ask_privately(other, member["link"], f"Changed here and outside. The file says: {theirs}")
