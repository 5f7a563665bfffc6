"""A PO file changed outside, taken over link by link."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update

from hexapla.corpus import lay_out
from hexapla.model import SIDES, Note, Segment, Side, Status
from hexapla.po import LINK_ID, AlignmentFile, Entry
from hexapla.store.edits.wording import reword
from hexapla.store.outside.base import as_of, ask_privately, unwritten
from hexapla.store.outside.finding import Placed, find
from hexapla.store.read import segments_of_text
from hexapla.store.reconcile import Candidate
from hexapla.store.recorder import Row
from hexapla.store.schema import alignments, links, members, notes
from hexapla.store.session import Session, rows

_FIELDS = ("status", "kind", "confidence", "confirmed_hash")


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
        self.deltas = unwritten(self.session, self.session.alignment)
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
            numbers = [row["id"] for row in reword(self.session, old, words, keep=self.session.id)]
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
                    self._add_note(entry, note)
                elif note.id in now:
                    wanted = {"text": note.text, "link": entry.id, "kind": note.kind.value, "private": note.private}
                    self._change_note(now[note.id], base, {k: v for k, v in wanted.items() if v != base[k]})
        gone = [r for k, r in now.items() if k in self.base.notes and k not in seen and r == self.base.notes[k]]
        self.session.recorder.change("notes", [(row, None) for row in gone])

    def _add_note(self, entry: Entry, note: Note) -> None:
        name = self.names.get(entry.id, entry.id)
        if all(row["text"] != note.text for row in self.session.notes_of(name)):
            given = {"created": note.created} if note.created else {}
            marks = {"kind": note.kind.value, "private": note.private}
            self.session.add_note(name, note.text, author=note.author or "outside", **given, **marks)

    def _change_note(self, now: Row, base: Row, wanted: Row) -> None:
        """Take over what only the file changed of a note; words that both changed are a conflict."""
        if "text" in wanted and now["text"] not in (base["text"], wanted["text"]):
            self._conflict(now["link"], f"a note reads: {wanted['text']}")
            return
        if "link" in wanted:
            wanted = {**wanted, "link": self.names.get(wanted["link"], wanted["link"])}
        kept = {k: v for k, v in wanted.items() if k in ("text", "link") or now[k] == base[k]}
        self.session.recorder.change("notes", [(now, {**now, **kept})])

    def _conflict(self, link: str, theirs: str) -> None:
        """Keep ours, ask a person."""
        self.session.update_links([self.session.link(link)], status=Status.QUERY.value)
        ask_privately(self.session, link, f"Changed here and outside. In the file {theirs}.")

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
