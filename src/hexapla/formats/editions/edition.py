"""What an edition of two or more texts consists of, whatever it is printed in: columns, rows, notes, colophon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from hexapla import languages
from hexapla.errors import BadOptionError
from hexapla.formats.editions import apparatus, colophon, wording
from hexapla.formats.editions.apparatus import Block
from hexapla.formats.editions.colophon import Fact, Imprint
from hexapla.formats.editions.gathering import Group, Strand, gather, strands
from hexapla.formats.options import Options
from hexapla.model import Alignment, Document, Link, Note, Segment, TextInfo, other

Paragraph = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One text: what stands at the head of its column and on the title page.

    `key` is `source` for the text that the rows follow, `target`, `target-2`, … for the others.
    """

    key: str
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
    """What a row has of one text: paragraphs of segments, or why there is nothing; the numbers of its notes."""

    column: Column
    paragraphs: tuple[Paragraph, ...]
    absence: str
    callers: tuple[int, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether a paragraph of the text begins here."""
        return bool(self.paragraphs) and self.paragraphs[0][0].starts_paragraph

    @property
    def numbers(self) -> str:
        """The numbers of the segments, briefly: `7`, `7–9`, `7, 12`."""
        spans: list[list[int]] = []
        for number in (segment.number for paragraph in self.paragraphs for segment in paragraph):
            if spans and number == spans[-1][1] + 1:
                spans[-1][1] = number
            else:
                spans.append([number, number])
        return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)

    @property
    def length(self) -> int:
        """The number of characters."""
        return sum(len(segment.text) for paragraph in self.paragraphs for segment in paragraph)


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side; `mark` is a key of `wording.MARKS`, `notes` are those that the cells call."""

    id: str
    cells: tuple[Cell, ...]
    mark: str | None
    notes: tuple[Footnote, ...] = ()

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
    """One note of the apparatus: its words in blocks, and the cells that call it."""

    number: int
    blocks: tuple[Block, ...]
    author: str
    places: tuple[Cell, ...]
    created: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """All that an edition prints, in words and in order."""

    document: Document
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Footnote, ...]
    marks: tuple[str, ...]  # those that occur, in the order of the legend
    colophon: tuple[Fact, ...]
    options: Options = field(default_factory=Options)
    revised: str = ""

    @property
    def uneven(self) -> bool:
        """Whether the legend must explain the paragraph sign."""
        return any(row.uneven for row in self.rows)

    @property
    def names(self) -> str:
        """The names of the texts, `Chinese, Russian and English`."""
        return wording.listed([column.name for column in self.columns])

    @property
    def cautions(self) -> tuple[str, ...]:
        """What a reader must be told of the texts on every page."""
        return tuple(f"{c.name}: {wording.lowered(c.provenance)}" for c in self.columns if c.cautioned)

    def passages(self) -> Iterator[tuple[Row, ...]]:
        """Yield the rows in passages: each begins where the first text that is present begins a paragraph."""
        passage: list[Row] = []
        for row in self.rows:
            first = next((cell for cell in row.cells if cell.paragraphs), None)
            if passage and first and first.opens and first.column is self.columns[0]:
                yield tuple(passage)
                passage = []
            passage.append(row)
        if passage:
            yield tuple(passage)


def edition(alignments: Alignment | Sequence[Alignment], options: Options, imprint: Imprint | None = None) -> Edition:
    """Arrange an alignment as an edition, or several that share a text; raise `BadOptionError` where that cannot be."""
    alignments = [alignments] if isinstance(alignments, Alignment) else [*alignments]
    shared, found = strands(alignments)
    imprint = imprint or Imprint()
    columns = tuple(_columns([shared, *(strand.info for strand in found)]))
    order = _order(columns, options.texts)
    rows = tuple(_rows(gather(found, options), found, columns, order, options))
    present = {row.mark for row in rows}
    return Edition(
        alignments[0].document,
        tuple(columns[i] for i in order),
        rows,
        tuple(note for row in rows for note in row.notes),
        tuple(mark for mark in wording.MARKS if mark in present),
        tuple(colophon.facts(alignments, options, imprint)),
        options,
        imprint.revised,
    )


def _columns(infos: Sequence[TextInfo]) -> Iterator[Column]:
    names = wording.short_names(infos)
    for position, (info, name) in enumerate(zip(infos, names, strict=True)):
        tag = info.language
        yield Column(
            "source" if not position else "target" if position == 1 else f"target-{position}",
            info,
            name,
            languages.display_name(tag),
            languages.autonym(tag),
            languages.direction(tag),
            languages.joiner(tag),
            wording.ROLE[info.role],
            wording.provenance(info),
            info.provenance in wording.CAUTIONED,
        )


def _order(columns: Sequence[Column], texts: Sequence[str]) -> list[int]:
    """Return the positions of the columns in the order asked for."""
    names = [column.info.name for column in columns]
    if not texts:
        return [*range(len(columns))]
    if unknown := set(texts) - set(names):
        raise BadOptionError(f"There is no text {', '.join(sorted(unknown))} here; there are {', '.join(names)}.")
    if len(set(texts)) < 2 or len(set(texts)) < len(texts):  # noqa: PLR2004 - nothing stands beside one text
        raise BadOptionError("An edition has two texts or more, each once.")
    return [names.index(name) for name in texts]


def _rows(
    groups: Sequence[Group], found: Sequence[Strand], columns: Sequence[Column], order: Sequence[int], options: Options
) -> Iterator[Row]:
    numbers = count(1)
    for group in groups:
        noted = [[(next(numbers), note) for link in links for note in options.notes_of(link)] for links in group.links]
        callers = tuple(number for some in noted for number, _ in some)
        cells = [_shared_cell(group, found, columns, callers)]
        for position, strand in enumerate(found):
            column = columns[position + 1]
            own = tuple(number for number, _ in noted[position])
            cells.append(_other_cell(group.links[position], strand, (column, columns[0]), own))
        placed = tuple(cells[i] for i in order)
        notes = tuple(_footnote(number, note, placed) for some in noted for number, note in some)
        yield Row(group.id, placed, wording.worst_mark(group.all_links()), notes)


def _shared_cell(group: Group, found: Sequence[Strand], columns: Sequence[Column], callers: tuple[int, ...]) -> Cell:
    if group.shared:
        return Cell(columns[0], tuple(_paragraphs(group.shared)), "", callers)
    full = next((columns[i + 1].name for i in range(len(found)) if group.links[i]), "")
    return Cell(columns[0], (), wording.absence(group.all_links(), columns[0].name, full), callers)


def _other_cell(
    links: Sequence[Link], strand: Strand, columns: tuple[Column, Column], callers: tuple[int, ...]
) -> Cell:
    column, shared = columns
    segments = [segment for link in links for segment in link.side(other(strand.side))]
    absence = "" if segments or not links else wording.absence(links, column.name, shared.name)
    return Cell(column, tuple(_paragraphs(segments)), absence, callers)


def _paragraphs(segments: Iterable[Segment]) -> Iterator[Paragraph]:
    paragraph: list[Segment] = []
    for segment in segments:
        if segment.starts_paragraph and paragraph:
            yield tuple(paragraph)
            paragraph = []
        paragraph.append(segment)
    if paragraph:
        yield tuple(paragraph)


def _footnote(number: int, note: Note, cells: Sequence[Cell]) -> Footnote:
    places = tuple(cell for cell in cells if number in cell.callers)
    return Footnote(number, apparatus.blocks(note.text), note.author.strip(), places, note.created)
