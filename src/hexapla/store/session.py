"""One alignment inside one write transaction: what edits read and how they change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from fractional_indexing import generate_n_keys_between
from sqlalchemy import Connection, and_, func, select, update

from hexapla import languages
from hexapla.errors import BadEditError, UnknownNameError
from hexapla.model import SIDES, NoteKind, Side, Status, link_id, texts_hash
from hexapla.store.recorder import Recorder, Row
from hexapla.store.schema import alignments, counters, links, members, notes, segments, texts


def now() -> str:
    """Return the time in UTC to the second, as ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def rows(connection: Connection, query: Any) -> list[Row]:  # noqa: ANN401 - any select
    """Run a query and return its rows as dictionaries."""
    return [dict(row) for row in connection.execute(query).mappings()]


class Session:
    """Reads and changes the links, segments and notes of one alignment; every change is recorded."""

    def __init__(self, connection: Connection, alignment: Row, author: str) -> None:
        self.connection = connection
        self.alignment = alignment
        self.author = author
        self.recorder = Recorder(connection)
        self.id: int = alignment["id"]

    # Links

    def link(self, name: str) -> Row:
        """Return the row of a link; raise `UnknownNameError` where there is none."""
        return self.links_named([name])[0]

    def links_named(self, names: Sequence[str]) -> list[Row]:
        """Return the rows of links in the order of the alignment."""
        here = select(links).where(links.c.alignment_id == self.id)
        found = [r for part in _parts(names) for r in rows(self.connection, here.where(links.c.id.in_(part)))]
        if missing := set(names) - {r["id"] for r in found}:
            raise UnknownNameError(f"There is no link {min(missing)} in this alignment (any more).")
        return sorted(found, key=lambda r: r["rank"])

    def links_between(self, first: Row | None, last: Row | None) -> list[Row]:
        """Return all links from `first` to `last`, both included; None stands for the alignment's end."""
        where = []
        if first:
            where.append(links.c.rank >= first["rank"])
        if last:
            where.append(links.c.rank <= last["rank"])
        return self._links(and_(True, *where))

    def neighbour(self, link: Row, step: int) -> Row | None:
        """Return the link right after (step 1) or right before (step -1), or None at the end."""
        after = step > 0
        where = links.c.rank > link["rank"] if after else links.c.rank < link["rank"]
        order = links.c.rank if after else links.c.rank.desc()
        query = select(links).where(links.c.alignment_id == self.id, where).order_by(order).limit(1)
        return next(iter(rows(self.connection, query)), None)

    def _links(self, where: Any) -> list[Row]:  # noqa: ANN401 - any condition
        query = select(links).where(links.c.alignment_id == self.id, where).order_by(links.c.rank)
        return rows(self.connection, query)

    def add_links(self, count: int, after: Row | None, like: Row | None = None) -> list[Row]:
        """Make links with fresh ids right after another (None: at the top); `like` gives status and hash."""
        following = self.neighbour(after, 1) if after else self._first_link()
        ranks = generate_n_keys_between(
            after["rank"] if after else None, following["rank"] if following else None, n=count
        )
        template = {"status": Status.DRAFT.value, "kind": None, "confidence": None, "confirmed_hash": None}
        if like:
            template |= {"status": like["status"], "confirmed_hash": like["confirmed_hash"]}
        numbers = self._take_numbers("last_link", count)
        made = [
            {"alignment_id": self.id, "id": link_id(number), "rank": rank, **template}
            for number, rank in zip(numbers, ranks, strict=True)
        ]
        self.recorder.change("links", [(None, row) for row in made])
        return made

    def _first_link(self) -> Row | None:
        query = select(links).where(links.c.alignment_id == self.id).order_by(links.c.rank).limit(1)
        return next(iter(rows(self.connection, query)), None)

    def _take_numbers(self, counter: str, count: int) -> range:
        last: int = self.alignment[counter]
        self.alignment[counter] = last + count
        query = update(alignments).where(alignments.c.id == self.id).values({counter: last + count})
        self.connection.execute(query)
        return range(last + 1, last + count + 1)

    def describe(self, key: str, value: str) -> None:
        """Add a line to what the file's header says of how the alignment was made."""
        self.alignment["made_by"] = {**self.alignment["made_by"], key: value}
        query = update(alignments).where(alignments.c.id == self.id).values(made_by=self.alignment["made_by"])
        self.connection.execute(query)

    def update_links(self, some: Iterable[Row], **values: Any) -> None:  # noqa: ANN401 - columns
        """Set columns of links, in the database and in the rows given."""
        changes = []
        for row in some:
            before = dict(row)
            row.update(values)
            changes.append((before, dict(row)))
        self.recorder.change("links", changes)

    def drop_links(self, some: Iterable[Row], into: Row) -> None:
        """Remove links that have no segments left; their notes go to another link."""
        for row in some:
            self.move_notes(row["id"], into["id"])
            self.recorder.change("links", [(row, None)])

    # Members

    def segments_of(self, link: Row, side: Side) -> list[Row]:
        """Return the segments of one side of a link, in the order of the text."""
        return [row for row in self.members_of([link["id"]]) if row["side"] == side]

    def members_of(self, names: Sequence[str]) -> list[Row]:
        """Return the segments of links with `link` and `side`, in the order of their texts."""
        joined = members.join(segments, members.c.segment_id == segments.c.id)
        query = select(segments, members.c.link, members.c.side).select_from(joined)
        found = [
            row
            for part in _parts(names)
            for row in rows(self.connection, query.where(members.c.alignment_id == self.id, members.c.link.in_(part)))
        ]
        return sorted(found, key=lambda row: row["rank"])

    def assign(self, some: Iterable[Row], link: Row) -> None:
        """Put segments (rows of `members_of`) into a link."""
        self.assign_all((row, link) for row in some)

    def assign_all(self, pairs: Iterable[tuple[Row, Row]]) -> None:
        """Put each segment into the link beside it."""
        changes = []
        for row, link in pairs:
            before = self._member(row["id"], row["link"], row["side"])
            row["link"] = link["id"]
            changes.append((before, self._member(row["id"], row["link"], row["side"])))
        self.recorder.change("members", changes)

    def _member(self, segment: int, link: str, side: str) -> Row:
        return {"alignment_id": self.id, "segment_id": segment, "link": link, "side": side}

    def members_by_segment(self, ids: Sequence[int]) -> list[Row]:
        """Return segments with `link` and `side`, in the order of the text; raise where one is not here."""
        found = self.members_present(ids)
        if missing := set(ids) - {row["id"] for row in found}:
            raise UnknownNameError(f"There is no segment {min(missing)} in this alignment (any more).")
        return sorted(found, key=lambda row: (row["text_id"], row["rank"]))

    def members_present(self, ids: Sequence[int]) -> list[Row]:
        """Return those of some segments that are here, with `link` and `side`."""
        joined = members.join(segments, members.c.segment_id == segments.c.id)
        query = select(segments, members.c.link, members.c.side).select_from(joined)
        here = members.c.alignment_id == self.id
        parts = (query.where(here, segments.c.id.in_(part)) for part in _parts(ids))
        return [row for part in parts for row in rows(self.connection, part)]

    def regrouped(self, some: Iterable[Row]) -> None:
        """Settle links whose segments a person has moved: by hand now, no kind unless null, none left empty."""
        some = list({row["id"]: row for row in some}.values())
        sides: defaultdict[str, set[str]] = defaultdict(set)
        for member in self.members_of([row["id"] for row in some]):
            sides[member["link"]].add(member["side"])
        full = [row for row in some if sides[row["id"]]]
        before = [dict(row) for row in full]
        for row in full:
            row["status"] = Status.DRAFT.value if row["status"] == Status.UNREVIEWED else row["status"]
            row["kind"] = row["kind"] if len(sides[row["id"]]) == 1 else None
            row["confidence"] = None
        self.recorder.change("links", zip(before, map(dict, full), strict=True))
        for row in [r for r in some if not sides[r["id"]]]:
            home = next(iter(full), None) or self.neighbour(row, -1) or self.neighbour(row, 1)
            if home is None:
                raise BadEditError("An alignment needs at least one link.")
            self.drop_links([row], home)

    def hash_of(self, found: Sequence[Row]) -> str:
        """Return the content hash of one link from its members."""
        source, target = ([m["text"] for m in found if m["side"] == side] for side in SIDES)
        return texts_hash(source, target)

    # Notes

    def note(self, number: int) -> Row:
        """Return a note's row; raise `UnknownNameError` where there is none."""
        query = select(notes).where(notes.c.alignment_id == self.id, notes.c.id == number)
        if found := rows(self.connection, query):
            return found[0]
        raise UnknownNameError(f"There is no note {number} in this alignment (any more).")

    def notes_of(self, link: str) -> list[Row]:
        """Return the notes of a link in order."""
        query = select(notes).where(notes.c.alignment_id == self.id, notes.c.link == link)
        return rows(self.connection, query.order_by(notes.c.rank, notes.c.id))

    def add_note(self, link: str, text: str, **values: Any) -> Row:  # noqa: ANN401 - columns
        """Put a note at the end of a link's notes; by this session's author, now, free and published by default."""
        (number,) = self._take_numbers("last_note", 1)
        last = max((row["rank"] for row in self.notes_of(link)), default=0)
        usual = {"author": self.author, "created": now(), "kind": NoteKind.FREE.value, "private": False}
        row = {"alignment_id": self.id, "id": number, "link": link, "rank": last + 1, "text": text, **usual, **values}
        self.recorder.change("notes", [(None, row)])
        return row

    def move_notes(self, link: str, into: str) -> None:
        """Put all notes of a link at the end of another's."""
        last = max((row["rank"] for row in self.notes_of(into)), default=0)
        moved = self.notes_of(link)
        changes = [(row, {**row, "link": into, "rank": last + i}) for i, row in enumerate(moved, 1)]
        self.recorder.change("notes", changes)

    # Texts

    def language(self, text_id: int) -> str:
        """Return the language tag of a text."""
        return cast("str", self.connection.execute(select(texts.c.language).where(texts.c.id == text_id)).scalar_one())

    def joiner(self, text_id: int) -> str:
        """Return what stands between two sentences of this text."""
        return languages.joiner(self.language(text_id))

    def next_segment(self, segment: Row) -> Row | None:
        """Return the segment that follows in the text."""
        here = segments.c.text_id == segment["text_id"], segments.c.rank > segment["rank"]
        query = select(segments).where(*here).order_by(segments.c.rank).limit(1)
        return next(iter(rows(self.connection, query)), None)

    def insert_segments(self, after: Row | None, words: Sequence[str], before: Row | None = None) -> list[Row]:
        """Put new segments right after another in the text, or `before` its first one; they are in no link yet."""
        following = self.next_segment(after) if after else before
        beside = after or following
        if beside is None:
            raise BadEditError("Segments are put after or before another.")
        ranks = generate_n_keys_between(
            after["rank"] if after else None, following["rank"] if following else None, n=len(words)
        )
        first = self._take_segment_ids(len(words))
        made = [
            {"id": first + i, "text_id": beside["text_id"], "rank": rank, "starts_paragraph": False, "text": text}
            for i, (rank, text) in enumerate(zip(ranks, words, strict=True))
        ]
        self.recorder.change("segments", [(None, row) for row in made])
        return made

    def _take_segment_ids(self, count: int) -> int:
        return take_numbers(self.connection, "segment", count)

    def segment(self, number: int) -> Row:
        """Return the plain row of a segment."""
        found = rows(self.connection, select(segments).where(segments.c.id == number))
        if not found:
            raise UnknownNameError(f"There is no segment {number} (any more).")
        return found[0]

    def change_segment(self, before: Row, **values: Any) -> Row:  # noqa: ANN401 - columns
        """Change columns of a segment."""
        row = {column.name: before[column.name] for column in segments.columns}
        after = {**row, **values}
        self.recorder.change("segments", [(row, after)])
        return after

    def everywhere(self, segment: Row) -> list[tuple[Session, Row]]:
        """Return a session and the member row of this segment for every alignment that has it."""
        found = rows(self.connection, select(members).where(members.c.segment_id == segment["id"]))
        return [(self.sibling(row["alignment_id"]), row) for row in found]

    def sibling(self, alignment_id: int) -> Session:
        """Return the session of another alignment in the same transaction and record."""
        if alignment_id == self.id:
            return self
        row = rows(self.connection, select(alignments).where(alignments.c.id == alignment_id))[0]
        session = Session(self.connection, row, self.author)
        session.recorder = self.recorder
        return session

    def put_members(self, changes: Iterable[tuple[Row | None, Row | None]]) -> None:
        """Write member rows as (before, after)."""
        self.recorder.change("members", changes)


def take_numbers(connection: Connection, counter: str, count: int) -> int:
    """Reserve `count` numbers that no row ever had; return the first."""
    last = connection.execute(select(counters.c.value).where(counters.c.name == counter)).scalar()
    if last is None:
        last = connection.execute(select(func.coalesce(func.max(segments.c.id), 0))).scalar_one()
        connection.execute(counters.insert().values(name=counter, value=last + count))
    else:
        connection.execute(update(counters).where(counters.c.name == counter).values(value=last + count))
    return int(last) + 1


def _parts(values: Sequence[Any], size: int = 400) -> list[Sequence[Any]]:
    return [values[i : i + size] for i in range(0, len(values), size)]
