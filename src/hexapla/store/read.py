"""Reading the working copy as values of the model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any, TypedDict

from sqlalchemy import Connection, Select, and_, func, select

from hexapla.errors import UnknownNameError
from hexapla.model import SIDES, Alignment, Document, Kind, Link, Note, NoteKind, Segment, Status, Text
from hexapla.store.recorder import Row
from hexapla.store.schema import alignments, links, members, notes, segments, texts
from hexapla.store.session import rows

_source, _target = texts.alias("source"), texts.alias("target")
_IN_BULK = 300


def _named() -> Select[Any]:
    return (
        select(alignments, _source.c.name.label("source"), _target.c.name.label("target"))
        .join(_source, _source.c.id == alignments.c.source_id)
        .join(_target, _target.c.id == alignments.c.target_id)
    )


def alignments_of(connection: Connection, document: str) -> list[Row]:
    """Return the rows of a document's alignments with the names of their texts."""
    return rows(connection, _named().where(alignments.c.document == document).order_by("source", "target"))


class Listed(TypedDict):
    """An alignment among all: its names, the languages of its texts, and how many links it has."""

    document: str
    source: str
    target: str
    languages: tuple[str, str]
    count: int


def every_alignment(connection: Connection) -> list[Listed]:
    """List all alignments of the workspace."""
    query = select(links.c.alignment_id, func.count()).group_by(links.c.alignment_id)
    many = {alignment_id: count for alignment_id, count in connection.execute(query)}  # noqa: C416 - rows are no pairs
    return [
        Listed(
            document=row["document"],
            source=row["source"],
            target=row["target"],
            languages=languages_of(connection, row),
            count=many.get(row["id"], 0),
        )
        for row in rows(connection, _named().order_by(alignments.c.document, "source", "target"))
    ]


def find_alignment(connection: Connection, document: str, source: str, target: str) -> Row:
    """Return the row of an alignment by its names; raise `UnknownNameError`."""
    here = alignments.c.document == document, _source.c.name == source, _target.c.name == target
    found = rows(connection, _named().where(*here))
    if not found:
        raise UnknownNameError(f"There is no alignment {source}--{target} of a document {document}.")
    return found[0]


def languages_of(connection: Connection, row: Row) -> tuple[str, str]:
    """Return the languages of both texts of an alignment's row."""
    query = select(texts.c.id, texts.c.language).where(texts.c.id.in_([row["source_id"], row["target_id"]]))
    found = {text_id: str(language) for text_id, language in connection.execute(query)}
    return found[row["source_id"]], found[row["target_id"]]


def text_ids(connection: Connection, document: str, names: tuple[str, str]) -> tuple[int, int]:
    """Return the ids of two texts; raise `UnknownNameError`."""
    query = select(texts.c.name, texts.c.id).where(texts.c.document == document, texts.c.name.in_(names))
    found = {row.name: row.id for row in connection.execute(query)}
    for name in names:
        if name not in found:
            raise UnknownNameError(f"There is no text {name} of a document {document}.")
    return found[names[0]], found[names[1]]


def segments_of_text(connection: Connection, text_id: int) -> list[Row]:
    """Return all segments of a text in order."""
    return rows(connection, select(segments).where(segments.c.text_id == text_id).order_by(segments.c.rank))


@dataclass(frozen=True, slots=True)
class Placed:
    """A link, and the id of the link that stands before it (None at the top)."""

    link: Link
    after: str | None


def links_in_order(
    connection: Connection,
    alignment_id: int,
    *,
    after: str | None = None,
    limit: int | None = None,
    known: dict[int, Segment] | None = None,
) -> list[Link]:
    """Return links in order, the first `limit` after `after`; `known` segments are taken where given."""
    where = [links.c.alignment_id == alignment_id]
    if after is not None:
        where.append(links.c.rank > _rank(connection, alignment_id, after))
    query = select(links).where(*where).order_by(links.c.rank).limit(limit)
    return list(_build(connection, alignment_id, rows(connection, query), known))


def link_at(connection: Connection, alignment_id: int, row: int) -> str | None:
    """Return the id of the link in a row, counted from 1; None where there are fewer."""
    query = select(links.c.id).where(links.c.alignment_id == alignment_id).order_by(links.c.rank)
    found: str | None = connection.execute(query.offset(row - 1).limit(1)).scalar()
    return found


def _rank(connection: Connection, alignment_id: int, name: str) -> str:
    query = select(links.c.rank).where(links.c.alignment_id == alignment_id, links.c.id == name)
    rank = connection.execute(query).scalar()
    if rank is None:
        raise UnknownNameError(f"There is no link {name} in this alignment (any more).")
    return str(rank)


def links_placed(connection: Connection, alignment_id: int, names: Iterable[str]) -> list[Placed]:
    """Return those of the named links that exist, in order, each with its predecessor."""
    names = list(names)
    if len(names) > _IN_BULK:
        return _placed_in_bulk(connection, alignment_id, set(names))
    query = select(links).where(links.c.alignment_id == alignment_id, links.c.id.in_(names))
    some = sorted(rows(connection, query), key=itemgetter("rank"))  # ordered by SQLite it would walk the whole index
    found = _build(connection, alignment_id, some, None)
    return [Placed(link, _before(connection, alignment_id, row["rank"])) for link, row in zip(found, some, strict=True)]


def _placed_in_bulk(connection: Connection, alignment_id: int, names: set[str]) -> list[Placed]:
    every = links_in_order(connection, alignment_id)
    before = [None, *(link.id for link in every)]
    return [Placed(link, after) for link, after in zip(every, before, strict=False) if link.id in names]


def _before(connection: Connection, alignment_id: int, rank: str) -> str | None:
    where = links.c.alignment_id == alignment_id, links.c.rank < rank
    return connection.execute(select(links.c.id).where(*where).order_by(links.c.rank.desc()).limit(1)).scalar()


def _build(
    connection: Connection, alignment_id: int, found: Sequence[Row], known: dict[int, Segment] | None
) -> Iterator[Link]:
    if not found:
        return
    within = _within(alignment_id, found)
    cells = _cells(connection, within, known)
    note_rows = defaultdict(list)
    query = select(notes).where(notes.c.alignment_id == alignment_id).order_by(notes.c.rank, notes.c.id)
    for note in connection.execute(query.where(notes.c.link.in_(within.names)) if within.names else query).mappings():
        note_rows[note["link"]].append(note_of(note))
    nothing: list[Segment] = []
    for row in found:
        name = row["id"]
        sides = tuple(cells.get((name, "source"), nothing)), tuple(cells.get((name, "target"), nothing))
        yield link_of(row, *sides, tuple(note_rows.get(name, ())))


def link_of(row: Row, source: tuple[Segment, ...], target: tuple[Segment, ...], remarks: tuple[Note, ...]) -> Link:
    """Make a link of its row, its segments and its notes."""
    status, kind = _STATUS[row["status"]], _KIND[row["kind"]]
    return Link(row["id"], source, target, status, kind, row["confidence"], remarks, row["confirmed_hash"])


def note_of(row: Mapping[Any, Any]) -> Note:
    """Make a note of its row."""
    return Note(row["id"], row["text"], row["author"], row["created"], _NOTE_KIND[row["kind"]], row["private"])


_STATUS = {status.value: status for status in Status}
_NOTE_KIND = {kind.value: kind for kind in NoteKind}
_KIND: dict[str | None, Kind | None] = {None: None, **{kind.value: kind for kind in Kind}}


@dataclass(frozen=True, slots=True)
class _Within:
    """Few links by name, or many by their range of ranks."""

    alignment_id: int
    names: list[str]
    first: str
    last: str

    def condition(self) -> Any:  # noqa: ANN401 - a condition
        if self.names:
            return and_(members.c.alignment_id == self.alignment_id, members.c.link.in_(self.names))
        return and_(
            members.c.alignment_id == self.alignment_id,
            links.c.rank >= self.first,
            links.c.rank <= self.last,
        )


def _within(alignment_id: int, found: Sequence[Row]) -> _Within:
    names = [row["id"] for row in found] if len(found) <= _IN_BULK else []
    return _Within(alignment_id, names, found[0]["rank"], found[-1]["rank"])


def _cells(
    connection: Connection, within: _Within, known: dict[int, Segment] | None
) -> dict[tuple[str, str], list[Segment]]:
    cells: defaultdict[tuple[str, str], list[Segment]] = defaultdict(list)
    if known is not None:
        query = select(members.c.link, members.c.side, members.c.segment_id)
        for link, side, number in connection.execute(query.where(members.c.alignment_id == within.alignment_id)).all():
            cells[link, side].append(known[number])
        for cell in cells.values():
            if len(cell) > 1:
                cell.sort(key=attrgetter("number"))
        return cells
    joined = members.join(segments, members.c.segment_id == segments.c.id)
    if not within.names:
        same = and_(links.c.alignment_id == members.c.alignment_id, links.c.id == members.c.link)
        joined = joined.join(links, same)
    columns = members.c.link, members.c.side, segments.c.id, segments.c.text, segments.c.starts_paragraph
    query = select(*columns).select_from(joined).where(within.condition()).order_by(segments.c.rank)
    for row in connection.execute(query).all():
        cells[row.link, row.side].append(Segment(row.text, 0, 0, row.starts_paragraph, row.id))
    return cells


def numbers_of(connection: Connection, text_id: int, ids: Sequence[int]) -> dict[int, int]:
    """Return the position (from 1) in its text of each of these segments."""
    if not ids:
        return {}
    own = select(segments.c.rank).where(segments.c.text_id == text_id, segments.c.id.in_(ids))
    ranks = sorted(connection.execute(own).scalars())
    first, last = ranks[0], ranks[-1]
    here = segments.c.text_id == text_id
    before = connection.execute(select(func.count()).select_from(segments).where(here, segments.c.rank < first))
    span = select(segments.c.id).where(here, segments.c.rank >= first, segments.c.rank <= last)
    wanted = set(ids)
    start = before.scalar_one() + 1
    found = enumerate(connection.execute(span.order_by(segments.c.rank)).scalars(), start)
    return {number: position for position, number in found if number in wanted}


def alignment_value(connection: Connection, row: Row, document: Document) -> Alignment:
    """Return a whole alignment as a value, as its files have it."""
    infos = [document.texts[row[side]] for side in SIDES]
    laid = [laid_out(connection, row[f"{side}_id"]) for side in SIDES]
    known = {segment.id: segment for side in laid for segment in side}
    found = tuple(links_in_order(connection, row["id"], known=known))
    source, target = (Text(info, side) for info, side in zip(infos, laid, strict=True))
    return Alignment(document, source, target, found, row["made_by"], row["revision"], row["last_link"])


def laid_out(connection: Connection, text_id: int) -> tuple[Segment, ...]:
    """Return a text's segments with their numbers and lines as the file has them."""
    columns = segments.c.id, segments.c.text, segments.c.starts_paragraph
    found = connection.execute(select(*columns).where(segments.c.text_id == text_id).order_by(segments.c.rank))
    laid = []
    line = 0
    for number, (segment_id, words, starts) in enumerate(found.all(), 1):
        line += 2 if starts and number > 1 else 1
        laid.append(Segment(words, number, line, starts or number == 1, segment_id))
    return tuple(laid)


def counts(connection: Connection, alignment_id: int) -> dict[str, int]:
    """Return how many links have each status."""
    query = select(links.c.status, func.count()).where(links.c.alignment_id == alignment_id).group_by(links.c.status)
    return {status: count for status, count in connection.execute(query)}  # noqa: C416 - rows are no pairs to mypy
