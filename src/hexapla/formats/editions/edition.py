"""What a printed edition of an alignment consists of, whatever it is printed in: columns, rows, notes, colophon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from hexapla import __version__, languages
from hexapla.formats.editions import wording
from hexapla.formats.options import Options
from hexapla.model import SIDES, Alignment, Document, Link, Note, Segment, Side, Status, TextInfo

Paragraph = tuple[Segment, ...]
Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One text: what stands at the head of its column and on the title page."""

    side: Side
    info: TextInfo
    name: str  # as short as tells the columns apart
    language: str
    autonym: str
    direction: str
    joiner: str
    role: str
    provenance: str
    cautioned: bool  # a reader must not take it for the archival or published text


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a link as paragraphs of segments, or why there is nothing."""

    column: Column
    paragraphs: tuple[Paragraph, ...]
    absence: str

    @property
    def opens(self) -> bool:
        """Whether a paragraph of the text begins here."""
        return bool(self.paragraphs) and self.paragraphs[0][0].starts_paragraph


@dataclass(frozen=True, slots=True)
class Row:
    """One link; `mark` is a key of `wording.MARKS`, `callers` are the numbers of its notes."""

    id: str
    cells: tuple[Cell, ...]
    mark: str | None
    callers: tuple[int, ...]

    @property
    def opens(self) -> bool:
        """Whether a paragraph begins here in one of the texts."""
        return any(cell.opens for cell in self.cells)

    @property
    def uneven(self) -> bool:
        """Whether a paragraph begins here in some of the texts that are present, but not in all."""
        return len({cell.opens for cell in self.cells if cell.paragraphs}) > 1


@dataclass(frozen=True, slots=True)
class Footnote:
    """One note of the apparatus: its paragraphs of lines, and the row that calls it."""

    number: int
    paragraphs: tuple[tuple[str, ...], ...]
    author: str
    row: Row


@dataclass(frozen=True, slots=True)
class Edition:
    """All that an edition prints, in words and in order."""

    document: Document
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Footnote, ...]
    marks: tuple[str, ...]  # those that occur, in the order of the legend
    colophon: tuple[Fact, ...]

    @property
    def uneven(self) -> bool:
        """Whether the legend must explain the paragraph sign."""
        return any(row.uneven for row in self.rows)


def edition(alignment: Alignment, options: Options) -> Edition:
    """Arrange an alignment as an edition."""
    columns = tuple(_columns(alignment))
    numbers = count(1)
    rows, notes = [], []
    for link in options.links(alignment):
        numbered = [(next(numbers), note) for note in options.notes_of(link)]
        row = _row(link, columns, tuple(number for number, _ in numbered))
        rows.append(row)
        notes += [_footnote(number, note, row) for number, note in numbered]
    present = {row.mark for row in rows}
    marks = tuple(mark for mark in wording.MARKS if mark in present)
    return Edition(alignment.document, columns, tuple(rows), tuple(notes), marks, tuple(_colophon(alignment, options)))


def _columns(alignment: Alignment) -> Iterator[Column]:
    names = wording.short_names(alignment)
    for side in SIDES:
        info: TextInfo = getattr(alignment, side).info
        tag = info.language
        yield Column(
            side,
            info,
            names[side],
            languages.display_name(tag),
            languages.autonym(tag),
            languages.direction(tag),
            languages.joiner(tag),
            wording.ROLE[info.role],
            wording.provenance(info),
            info.provenance in wording.CAUTIONED,
        )


def _row(link: Link, columns: tuple[Column, ...], callers: tuple[int, ...]) -> Row:
    names = {column.side: column.name for column in columns}
    cells = tuple(
        Cell(column, tuple(_paragraphs(found)), "" if found else wording.absence(link, names))
        for column in columns
        for found in (link.side(column.side),)
    )
    return Row(link.id, cells, wording.mark(link), callers)


def _paragraphs(segments: Iterable[Segment]) -> Iterator[Paragraph]:
    paragraph: list[Segment] = []
    for segment in segments:
        if segment.starts_paragraph and paragraph:
            yield tuple(paragraph)
            paragraph = []
        paragraph.append(segment)
    if paragraph:
        yield tuple(paragraph)


def _footnote(number: int, note: Note, row: Row) -> Footnote:
    paragraphs = re.split(r"\n\s*\n", note.text.strip("\n"))
    return Footnote(number, tuple(tuple(p.split("\n")) for p in paragraphs), note.author.strip(), row)


def _colophon(alignment: Alignment, options: Options) -> Iterator[Fact]:
    revision = f", revision {alignment.revision}" if alignment.revision else ""
    yield "Alignment", f"{alignment.document.name}, {alignment.name}{revision}"
    yield "Links", _counts(alignment.links)
    if left_out := list(_left_out(options)):
        yield "Left out", "; ".join(left_out)
    for key, value in alignment.made_by.items():
        yield f"Alignment {key.replace('-', ' ')}", value
    yield "Made with", f"Hexapla {__version__}"


def _counts(links: tuple[Link, ...]) -> str:
    counts = Counter(link.status for link in links)
    parts = [f"{counts[status]} {words}" for status, words in _COUNTED.items() if counts[status]]
    if changed := sum(link.changed_since_confirmed for link in links):
        parts.append(f"{changed} changed since confirmed")
    if nulls := sum(link.is_null for link in links):
        parts.append(f"{nulls} with one side empty")
    return f"{len(links)}: {', '.join(parts)}" if links else "none"


_COUNTED = {
    Status.CONFIRMED: "confirmed",
    Status.DRAFT: "in draft",
    Status.QUERY: "with an open question",
    Status.UNREVIEWED: "not yet reviewed",
}


def _left_out(options: Options) -> Iterator[str]:
    if options.only_confirmed:
        yield "links that are not confirmed"
    if not options.null_links:
        yield "links with one side empty"
    if not options.notes:
        yield "notes"
