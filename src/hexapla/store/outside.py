"""Files that were changed outside of Hexapla, taken over as edits.

Three states are compared: the rows as they were when the file was last written (base), as they are now (ours), and the
file (theirs). What only one side changed is kept; where both changed the same thing in different ways, ours stays, the
link becomes a query, and a note tells what the file said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select, update

from hexapla.corpus import lay_out
from hexapla.errors import InvalidPoError
from hexapla.model import SIDES, Alignment, Link, Segment, Side, Status, Text
from hexapla.po import LINK_ID, AlignmentFile, Entry
from hexapla.store.edits.wording import join, place
from hexapla.store.history import deltas_after
from hexapla.store.read import segments_of_text
from hexapla.store.reconcile import Candidate, Pair, match, pair_lines
from hexapla.store.recorder import Delta, Key, Row
from hexapla.store.schema import EDITED, alignments, links, members, notes
from hexapla.store.session import Session, rows

_FIELDS = ("status", "kind", "confidence", "confirmed_hash")


def as_of(table: str, now: Iterable[Row], deltas: Iterable[Delta], **own: int) -> dict[Key, Row]:
    """Return rows of a table as they were before `deltas` (newest first), of one text or alignment."""
    key = EDITED[table][1]
    state: dict[Key, Row] = {tuple(row[c] for c in key): row for row in now}
    for change in (row for delta in deltas for row in reversed(delta.rows) if row.table == table):
        known = change.before or change.after or {}
        if any(known[column] != value for column, value in own.items()):
            continue
        state.pop(change.key, None)
        if change.before is not None:
            state[change.key] = change.before
    return state


# Texts


def take_text(session: Session, text_row: Row, file: Text) -> None:
    """Make the working copy's text what the file says, keeping links; unsaved wording of ours stays and is queried."""
    ours = {row["id"]: row for row in segments_of_text(session.connection, text_row["id"])}
    before = as_of("segments", ours.values(), _deltas(session, text_row), text_id=text_row["id"])
    base = sorted(before.values(), key=lambda row: row["rank"])
    last: Row | None = None
    for pair in pair_lines([row["text"] for row in base], [s.text for s in file.segments]):
        old = [base[i] for i in pair.old if base[i]["id"] in ours]
        new = [file.segments[j] for j in pair.new]
        last = _take_pair(session, pair, [(b, ours[b["id"]]) for b in old], new, last) or last
    _take_paragraphs(session, text_row["id"], file)


def _deltas(session: Session, row: Row) -> list[Delta]:
    return [session.recorder.delta(), *deltas_after(session.connection, row["file_change"])]


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
    return _reword(session, [row for _, row in old], words)[-1]


def _reword(session: Session, old: list[Row], words: list[str], keep: int | None = None) -> list[Row]:
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


# Alignments


@dataclass(frozen=True, slots=True)
class Placed:
    """Segments (ids) and the lines, each with its entry, that stand for them."""

    segments: tuple[int, ...]
    lines: tuple[tuple[Entry, str], ...]


def find(file: AlignmentFile, side: Side, name: str, candidates: Sequence[Candidate]) -> list[Placed]:
    """Find each line's segment; raise `InvalidPoError` where a line is in no text or a segment in no line."""
    lines = _lines(file.entries, side)
    result = match([(words, reference) for _, words, reference in lines], candidates)
    if result.stray:
        entry, words, _ = lines[result.stray[0]]
        problem = f"{entry.id}: “{_short(words)}” is not in {name}.txt, or is linked twice. Make the two files agree."
        raise InvalidPoError(file.path, problem, entry.line)
    if result.missing:
        lost = next(c for c in candidates if c.id == result.missing[0])
        problem = f"“{_short(lost.words[0])}” (line {lost.line} of {name}.txt) is in no link. Put it back into one."
        raise InvalidPoError(file.path, problem)
    return [Placed(f.segments, tuple(lines[i][:2] for i in f.lines)) for f in result.found]


def first_reading(file: AlignmentFile, bare: Alignment) -> tuple[Alignment, bool]:
    """Put a file's links together with the texts as they are; also say whether the file's words differ.

    Words that differ, or are cut otherwise, are left to `Taking`.
    """
    differs = False
    homes: dict[str, list[tuple[str, Segment]]] = {entry.id: [] for entry in file.entries}
    for side, text in zip(SIDES, (bare.source, bare.target), strict=True):
        by_id = {s.id: s for s in text.segments}
        candidates = [Candidate(s.id, (s.text,), s.line) for s in text.segments]
        for found in find(file, side, text.info.name, candidates):
            same = len(found.segments) == 1 and [w for _, w in found.lines] == [by_id[found.segments[0]].text]
            differs = differs or not same
            for number in found.segments:
                homes[found.lines[0][0].id].append((side, by_id[number]))
    made = tuple(_first_link(entry, homes[entry.id]) for entry in file.entries)
    return replace(bare, links=made, made_by=file.made_by, last_link=file.last_link), differs


def _first_link(entry: Entry, found: list[tuple[str, Segment]]) -> Link:
    source, target = (tuple(sorted((s for at, s in found if at == side), key=lambda s: s.number)) for side in SIDES)
    return Link(entry.id, source, target, entry.status, entry.kind, entry.confidence, entry.notes, entry.confirmed_hash)


@dataclass
class _State:
    """The rows of one alignment."""

    links: dict[str, Row]
    members: dict[int, Row]
    notes: dict[int, Row]


@dataclass
class Taking:
    """Takes over one PO file that was changed outside."""

    session: Session
    file: AlignmentFile
    base: _State = field(init=False)
    names: dict[str, str] = field(default_factory=dict)
    words: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.deltas = _deltas(self.session, self.session.alignment)
        state = _state(self.session)
        own = {"alignment_id": self.session.id}
        self.base = _State(
            {str(k[1]): row for k, row in as_of("links", state.links.values(), self.deltas, **own).items()},
            {int(k[1]): row for k, row in as_of("members", state.members.values(), self.deltas, **own).items()},
            {int(k[1]): row for k, row in as_of("notes", state.notes.values(), self.deltas, **own).items()},
        )

    def run(self) -> None:
        """Bring words, grouping, marks and notes over; nothing is changed where the file does not fit the texts."""
        candidates = {side: self._candidates(side) for side in SIDES}
        self.words = {c.id: c.words for side in SIDES for c in candidates[side]}
        found = [find(self.file, side, self.session.alignment[side], candidates[side]) for side in SIDES]
        self._take_grouping([home for side in found for place_ in side for home in self._take_words(place_)])
        self._take_marks()
        self._take_notes()
        self._drop_empty()
        self._take_header()

    # Words

    def _candidates(self, side: Side) -> list[Candidate]:
        text_id = self.session.alignment[f"{side}_id"]
        ours = segments_of_text(self.session.connection, text_id)
        before = as_of("segments", ours, self.deltas, text_id=text_id)
        laid = lay_out(Segment(row["text"], 0, 0, row["starts_paragraph"], row["id"]) for row in ours)
        return [
            Candidate(
                s.id,
                (s.text, before[s.id,]["text"] if (s.id,) in before else s.text),
                s.line,
                (s.id,) in before or s.id not in self.base.members,
            )
            for s in laid
        ]

    def _take_words(self, found: Placed) -> list[tuple[Entry, int]]:
        """Take the words of a few lines; return where each of their segments belongs."""
        words = [text for _, text in found.lines]
        numbers = list(found.segments)
        if not (len(numbers) == len(words) == 1 and words[0] in self.words[numbers[0]]):
            old = [self.session.segment(number) for number in numbers]
            numbers = [row["id"] for row in _reword(self.session, old, words, keep=self.session.id)]
        return [(entry, number) for (entry, _), number in zip(found.lines, numbers, strict=True)]

    # Grouping

    def _take_grouping(self, homes: list[tuple[Entry, int]]) -> None:
        now = _state(self.session)
        for entry, number in homes:
            member, base = now.members.get(number), self.base.members.get(number)
            if member is None or (base and base["link"] == entry.id):
                continue
            if base and member["link"] not in (base["link"], entry.id):
                self._conflict(member["link"], f"the segment stands in {entry.id}")
                continue
            link = self._home(entry)
            if member["link"] != link["id"]:
                self.session.put_members([(member, {**member, "link": link["id"]})])

    def _home(self, entry: Entry) -> Row:
        name = self.names.get(entry.id, entry.id)
        found = rows(self.session.connection, _link_query(self.session, name))
        if found and (entry.id in self.base.links or entry.id in self.names):
            return found[0]
        before = self.file.entries[: self.file.entries.index(entry)]
        after = next((r for e in reversed(before) for r in self._present(e)), None)
        (new,) = self.session.add_links(1, after)
        self.names[entry.id] = new["id"]
        if not found:
            self._rename(new, entry.id)
        return new

    def _present(self, entry: Entry) -> list[Row]:
        return rows(self.session.connection, _link_query(self.session, self.names.get(entry.id, entry.id)))

    def _rename(self, link: Row, name: str) -> None:
        renamed = {**link, "id": name}
        self.session.recorder.change("links", [(link, None), (None, renamed)])
        link["id"] = name
        self.names[name] = name
        last = self.session.alignment["last_link"]
        number = int((LINK_ID.fullmatch(name) or ["", "0"])[1])
        if number > last:
            self.session.alignment["last_link"] = number
            here = alignments.c.id == self.session.id
            self.session.connection.execute(update(alignments).where(here).values(last_link=number))

    # Marks

    def _take_marks(self) -> None:
        now = _state(self.session).links
        for entry in self.file.entries:
            row, base = now.get(self.names.get(entry.id, entry.id)), self.base.links.get(entry.id, {})
            wanted = {name: value for name in _FIELDS if (value := _plain(getattr(entry, name))) != base.get(name)}
            if row and wanted:
                self._mark(row, base, wanted)

    def _mark(self, row: Row, base: Row, wanted: dict[str, Any]) -> None:
        status = wanted.get("status", row["status"])
        if status == Status.CONFIRMED and not wanted.get("confirmed_hash"):
            wanted["confirmed_hash"] = base.get("confirmed_hash") or self.session.hash_of(
                self.session.members_of([row["id"]])
            )
        if status != Status.CONFIRMED:
            wanted["confirmed_hash"] = None
        if base and "status" in wanted and row["status"] not in (base["status"], wanted["status"]):
            self._conflict(row["id"], f"the status is {wanted['status']}")
        else:
            self.session.update_links([row], **wanted)

    def _take_notes(self) -> None:
        now, seen = _state(self.session).notes, set()
        for entry in self.file.entries:
            for note in entry.notes:
                base = self.base.notes.get(note.id)
                seen.add(note.id)
                if base is None:
                    self._add_note(entry, note.text, note.author, note.created)
                elif note.id in now and (note.text, entry.id) != (base["text"], base["link"]):
                    self._change_note(now[note.id], base, note.text, self.names.get(entry.id, entry.id))
        gone = [r for k, r in now.items() if k in self.base.notes and k not in seen and r == self.base.notes[k]]
        self.session.recorder.change("notes", [(row, None) for row in gone])

    def _add_note(self, entry: Entry, text: str, author: str, created: str) -> None:
        name = self.names.get(entry.id, entry.id)
        if all(note["text"] != text for note in self.session.notes_of(name)):
            self.session.add_note(name, text, author or "outside", created)

    def _change_note(self, now: Row, base: Row, text: str, link: str) -> None:
        if now["text"] not in (base["text"], text):
            self._conflict(now["link"], f"a note reads: {text}")
        else:
            self.session.recorder.change("notes", [(now, {**now, "text": text, "link": link})])

    def _conflict(self, link: str, theirs: str) -> None:
        """Keep ours, ask a person."""
        self.session.update_links([self.session.link(link)], status=Status.QUERY.value)
        self.session.add_note(link, f"Changed here and outside. In the file {theirs}.", author="outside")

    def _take_header(self) -> None:
        last = max(self.file.last_link, self.session.alignment["last_link"])
        values = {"last_link": last, "made_by": self.file.made_by or self.session.alignment["made_by"]}
        self.session.connection.execute(update(alignments).where(alignments.c.id == self.session.id).values(values))

    def _drop_empty(self) -> None:
        state = _state(self.session)
        full = {row["link"] for row in state.members.values()}
        for name in [n for n in state.links if n not in full]:
            home = self.session.neighbour(state.links[name], -1) or self.session.neighbour(state.links[name], 1)
            if home:
                self.session.drop_links([state.links[name]], home)


def _link_query(session: Session, name: str) -> Any:  # noqa: ANN401 - a select
    return select(links).where(links.c.alignment_id == session.id, links.c.id == name)


def _state(session: Session) -> _State:
    found = [
        rows(session.connection, select(table).where(table.c.alignment_id == session.id))
        for table in (links, members, notes)
    ]
    return _State(
        {row["id"]: row for row in found[0]},
        {row["segment_id"]: row for row in found[1]},
        {row["id"]: row for row in found[2]},
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - a column's value
    return value.value if hasattr(value, "value") else value


def _lines(entries: Sequence[Entry], side: Side) -> list[tuple[Entry, str, int | None]]:
    """List one side's lines in the order of their references; a line without one follows the one before."""
    found, at = [], 0
    for entry in entries:
        for line in entry.side(side):
            at = line.reference or at
            found.append((at, entry, line))
    found.sort(key=lambda item: item[0])
    return [(entry, line.text, line.reference) for _, entry, line in found]


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004
