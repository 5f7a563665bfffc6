"""A table of a Word document as a ready alignment: any with a text in each of two columns, one row a link.

The edition that Hexapla writes is read by `docx_edition`; a document without such a table is a text, not an alignment.
A paragraph or a line end inside a cell separates segments, as a line end does in every other table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hexapla.errors import BadImportError
from hexapla.formats import docx_edition, tables
from hexapla.formats.incoming import Choice, File, Found, Warnings
from hexapla.formats.tables import COLUMNS, Table
from hexapla.formats.wordtext import W, words
from hexapla.importers.packages import Package

_COUNT = re.compile(r"[\[(№#]*\s*(\d+|L\d+)\s*[.):\]]?")
_PAIR = 2
_DELETED = f"{W}trPr/{W}del"


@dataclass(frozen=True, slots=True)
class _Row:
    number: int  # from 1, as in the document
    cells: Sequence[Any]
    merged: bool


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read the largest table of a Word document; raise `BadImportError` where none has two columns of words."""
    file, warnings = files[0], Warnings()
    package = Package(file.data, file.name)
    body = package.xml("word/document.xml")
    rows = _largest(body, file.name)
    _check(rows, file.name)
    cells = [(row.number, row.cells) for row in rows]
    _say_what_is_left(body, warnings)
    if docx_edition.is_own(cells):
        return tables.read(file, docx_edition.table(package, cells, choice, warnings), choice, warnings)
    if comments := sum(1 for _ in body.iter(f"{W}commentReference")):
        warnings.add("Comments, left out: {n}.", comments)
    plain = [(number, [_segments(cell) for cell in some]) for number, some in cells]
    return tables.read(file, Table(_two_texts(plain), {}), choice, warnings)


def _say_what_is_left(body: Any, warnings: Warnings) -> None:  # noqa: ANN401 - lxml ships no types
    if left := sum(1 for kind in ("footnote", "endnote") for _ in body.iter(f"{W}{kind}Reference")):
        warnings.add("Calls of footnotes and endnotes, left out: {n}.", left)


def _largest(body: Any, file: str) -> list[_Row]:  # noqa: ANN401 - lxml ships no types
    """Return the rows of the table with most rows of two cells or more, the first of several."""
    best: list[_Row] = []
    for found in body.iter(f"{W}tbl"):
        rows = [_row(number, row) for number, row in enumerate(_rows(found), 1)]
        if _width(rows) > _width(best):
            best = rows
    if best:
        return best
    problem = "there is no table with a text in each of two columns in this document. "
    problem += "As a text it is taken in under Import → Two texts, or with `hexapla import`."
    raise BadImportError(file, problem)


def _width(rows: Sequence[_Row]) -> int:
    return sum(len(row.cells) >= _PAIR for row in rows)


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401 - lxml ships no types
    """Yield the rows of a table, but not those of tables inside it, nor those deleted with changes tracked."""
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is table and row.find(_DELETED) is None:
            yield row


def _row(number: int, row: Any) -> _Row:  # noqa: ANN401 - lxml ships no types
    cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
    return _Row(number, cells, any(map(_is_merged, cells)))


def _is_merged(cell: Any) -> bool:  # noqa: ANN401 - lxml ships no types
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    wide = span is not None and span.get(f"{W}val", "1") != "1"
    return wide or any(cell.find(f"{W}tcPr/{W}{name}") is not None for name in ("vMerge", "hMerge"))


def _check(rows: Sequence[_Row], file: str) -> None:
    """Refuse a table in which it is not plain what stands beside what."""
    widths = [len(row.cells) for row in rows]
    usual = max(widths, key=widths.count)
    for row in rows:
        if row.merged:
            problem = f"in row {row.number} of its table, cells are merged. Split them and import it again."
            raise BadImportError(file, problem)
        if len(row.cells) != usual:
            problem = (
                f"row {row.number} of its table has another number of cells ({len(row.cells)}) than most ({usual})."
            )
            raise BadImportError(file, f"{problem} Mend it and import it again.")


def _segments(cell: Any) -> str:  # noqa: ANN401 - lxml ships no types
    lines = [line.strip() for paragraph in cell.iter(f"{W}p") for line in words(paragraph).split("\n")]
    return "\n".join(line for line in lines if line)


def _two_texts(rows: Sequence[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Leave out columns of mere numbers and without words, unless their heading says what they are."""
    columns = range(len(rows[0][1]))
    kept = [place for place in columns if not _is_idle([cells[place] for _, cells in rows])]
    if len(kept) < _PAIR:
        return list(rows)
    return [(number, [cells[place] for place in kept]) for number, cells in rows]


def _is_idle(column: Sequence[str]) -> bool:
    first, *body = column
    filled = [value for value in body or column if value]
    return first.lower() not in COLUMNS and all(_COUNT.fullmatch(value) for value in filled)
