"""An alignment as a table of one row a link: what TSV and XLSX share, and what is read out of any two-column table.

Inside a cell, a line end separates segments, and a line of three hyphens separates notes (as in PO).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from langcodes import find as find_language

from hexapla import languages
from hexapla import notes as note_text
from hexapla.errors import BadImportError
from hexapla.formats.describing import UNDETERMINED, described, pair_named, tag_or_undetermined
from hexapla.formats.incoming import (
    CHANGED,
    Choice,
    File,
    Found,
    Piece,
    Row,
    Warnings,
    assemble,
    kind_named,
    note_kind_named,
    number_between_0_and_1,
    status_named,
)
from hexapla.formats.options import Options
from hexapla.model import SIDES, Link, Note, Segment

COLUMNS = (
    "id",
    "source_numbers",  # segment numbers, from 1, a space between them
    "target_numbers",
    "source",
    "target",
    "status",
    "kind",
    "confidence",
    "changed_since_confirmed",  # yes, or empty
    "notes",
    "note_authors",  # one line a note
    "note_dates",
    "note_kinds",
    "source_paragraphs",  # the numbers of those segments that begin a paragraph
    "target_paragraphs",
)
_SIDE_NAMES = {
    "source": ("source", "src", "source text", "original", "source_text", "from"),
    "target": ("target", "tgt", "trg", "target text", "translation", "target_text", "to"),
}
_PAIR = 2


def cells(link: Link, options: Options) -> tuple[str, ...]:
    """Return the cells of a link's row."""
    notes = options.notes_of(link)
    return (
        link.id,
        _numbers(link.source),
        _numbers(link.target),
        _lines(segment.text for segment in link.source),
        _lines(segment.text for segment in link.target),
        link.status,
        link.kind or "",
        "" if link.confidence is None else str(link.confidence),
        "yes" if link.changed_since_confirmed else "",
        note_text.join([note.text for note in notes]),
        _lines(" ".join(note.author.split()) for note in notes),
        _lines(note.created for note in notes),
        _lines(note.kind for note in notes),
        _numbers(segment for segment in link.source if segment.starts_paragraph),
        _numbers(segment for segment in link.target if segment.starts_paragraph),
    )


def _numbers(segments: Iterable[Segment]) -> str:
    return " ".join(str(segment.number) for segment in segments)


def _lines(values: Iterable[str]) -> str:
    return "\n".join(values)


# Reading


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a file has it: its rows, each with the number it has there, and what else the file says."""

    rows: Sequence[tuple[int, Sequence[str]]]
    about: Mapping[str, str]


def is_own(header: Sequence[str]) -> bool:
    """Whether a table has the columns that Hexapla writes."""
    return {"id", "source", "target", "status"} <= set(header)


def read(file: File, table: Table, choice: Choice, warnings: Warnings) -> Found:
    """Make an alignment of a table; raise `BadImportError` where it has no two columns."""
    rows = [(number, cells) for number, cells in table.rows if cells]
    if max((len(cells) for _, cells in rows), default=0) < _PAIR:
        raise BadImportError(file.name, "there are no two columns in this table. Choose one with a text in each.")
    columns, tags, headed = _columns(rows[0][1], choice)
    body = rows[1:] if headed else rows
    wide = sum(len(cells) > len(columns) for _, cells in body)
    if wide and not headed:
        warnings.add("There are more than two columns and no header; the first two were taken.")
    title, names = pair_named(file.name)
    own: dict[str, str] = {}
    for side, name in zip(SIDES, names, strict=True):
        own |= {f"{side}.name": name, f"{side}.language": name.partition(".")[0]}
    about = described({**own, **table.about}, title, tags)
    found = list(_rows(body, columns, warnings))
    return Found(assemble(file.name, found, about, warnings), warnings.all())


def _columns(first: Sequence[str], choice: Choice) -> tuple[dict[str, int], tuple[str, str], bool]:
    """Say which column holds what, in which languages the two texts are, and whether the first row is a header."""
    names = [name.strip().lower() for name in first]
    own = {name: position for position, name in enumerate(names) if name in COLUMNS or name == "note"}
    places = {side: next((names.index(n) for n in _SIDE_NAMES[side] if n in names), None) for side in SIDES}
    spoken = {position: tag for position, name in enumerate(first) if (tag := language_named(name))}
    if places["source"] is not None and places["target"] is not None:
        return {**own, **places}, (choice.source, choice.target), True  # type: ignore[dict-item]
    if len(spoken) >= _PAIR:
        source, target = two_columns(spoken, choice)
        tags = choice.source or spoken[source], choice.target or spoken[target]
        return {**own, "source": source, "target": target}, tags, True
    return {"source": 0, "target": 1}, (choice.source, choice.target), False


def two_columns(spoken: Mapping[int, str], choice: Choice) -> tuple[int, int]:
    """Choose two columns of several languages: those that were asked for, else the first free ones."""
    wanted = [tag_or_undetermined(tag) for tag in (choice.source, choice.target)]
    source = next((place for place, tag in spoken.items() if tag == wanted[0]), None)
    target = next((place for place, tag in spoken.items() if tag == wanted[1]), None)
    free = [place for place in spoken if place not in (source, target)]
    source = free.pop(0) if source is None else source
    return source, free.pop(0) if target is None else target


def language_named(name: str) -> str:
    """Return the tag of the language that a heading names, as tag or in English, or nothing."""
    name = name.strip()
    if not 2 <= len(name) <= 30:  # noqa: PLR2004 - from “en” to “Portuguese (Brazil)”
        return ""
    tag = tag_or_undetermined(name)
    if tag != UNDETERMINED:
        return tag
    try:
        return languages.normalise(find_language(name.partition("(")[0].strip()).to_tag())
    except LookupError:
        return ""


def _rows(body: Iterable[tuple[int, Sequence[str]]], columns: Mapping[str, int], warnings: Warnings) -> Iterator[Row]:
    starts = True
    for number, cells in body:

        def cell(name: str, cells: Sequence[str] = cells) -> str:
            place = columns.get(name)
            return cells[place] if place is not None and place < len(cells) else ""

        if not (cell("source").strip() or cell("target").strip()):
            starts = True
            continue
        numbers = "source_numbers" in columns and "target_numbers" in columns
        source, target = (_pieces(cell, side, numbers, starts) for side in SIDES)
        starts = False
        yield Row(
            source,
            target,
            cell("id").strip(),
            status_named(cell("status").strip().lower(), warnings),
            kind_named(cell("kind").strip().lower()),
            number_between_0_and_1(cell("confidence")),
            list(_notes(cell)),
            CHANGED if cell("changed_since_confirmed").strip() == "yes" else None,
            number,
        )


def _pieces(cell: Callable[[str], str], side: str, numbered: bool, starts: bool) -> list[Piece]:
    texts = [text for text in cell(side).split("\n") if text.strip()]
    numbers = [int(word) for word in cell(f"{side}_numbers").split() if word.isdecimal()] if numbered else []
    if len(numbers) != len(texts):
        return [Piece(text, 0, starts and position == 0) for position, text in enumerate(texts)]
    first = cell(f"{side}_paragraphs").split()
    return [Piece(text, number, str(number) in first) for text, number in zip(texts, numbers, strict=True)]


def _notes(cell: Callable[[str], str]) -> Iterator[Note]:
    marks = [cell(name).split("\n") for name in ("note_authors", "note_dates", "note_kinds")]
    for position, text in enumerate(note_text.split(cell("notes") or cell("note"))):
        author, created, kind = (values[position] if position < len(values) else "" for values in marks)
        yield Note(0, text, author, created, note_kind_named(kind))
