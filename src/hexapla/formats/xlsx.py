"""A spreadsheet (Office Open XML): a sheet `Alignment` of one row a link, and a sheet `Document` that describes it.

Words stay words: nothing is taken for a formula, number or address. A cell holds 32,767 UTF-16 units, and a text that
is longer is refused rather than cut.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from hexapla import languages
from hexapla.errors import BadExportError, BadImportError
from hexapla.formats import archive, tables
from hexapla.formats.describing import describe
from hexapla.formats.incoming import Choice, File, Found, Warnings
from hexapla.formats.options import Options
from hexapla.formats.tables import COLUMNS, Table
from hexapla.formats.xml import fit
from hexapla.model import Alignment, Status

SHEET, ABOUT = "Alignment", "Document"
_PLAIN = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
_WIDTHS = {"source": 60, "target": 60, "notes": 50, "id": 8, "status": 12, "kind": 12}
_LONGEST = 32_767
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the workbook; raise `BadExportError` where a cell cannot hold its words."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _PLAIN)
    book.set_properties({"title": fit(alignment.document.title), "created": datetime(2000, 1, 1, tzinfo=UTC)})
    _alignment_sheet(book, alignment, options)
    sheet = book.add_worksheet(ABOUT)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90, book.add_format({"text_wrap": True, "valign": "top"}))
    for row, pair in enumerate([("property", "value"), *describe(alignment).items()]):
        _write(sheet, row, [fit(value) for value in pair], pair[0])
    book.close()
    return out.getvalue()


def _alignment_sheet(book: Any, alignment: Alignment, options: Options) -> None:  # noqa: ANN401 - xlsxwriter has no types
    sheet = book.add_worksheet(SHEET)
    for column, name in enumerate(COLUMNS):
        info = getattr(alignment, name).info if name in ("source", "target") else None
        right = info is not None and languages.direction(info.language) == "rtl"
        look = book.add_format({"text_wrap": True, "valign": "top", "reading_order": 2 if right else 0})
        sheet.set_column(column, column, _WIDTHS.get(name, 11), look)
    _write(sheet, 0, COLUMNS, "the header")
    sheet.set_row(0, None, book.add_format({"bold": True, "bottom": 1}))
    sheet.freeze_panes(1, 1)
    row = 0
    for row, link in enumerate(options.links(alignment), 1):
        _write(sheet, row, tables.cells(link, options), link.id)
    if row:
        sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
        sheet.data_validation(1, 5, row, 5, {"validate": "list", "source": [status.value for status in Status]})


def _write(sheet: Any, row: int, values: Sequence[str], where: str) -> None:  # noqa: ANN401 - xlsxwriter has no types
    for column, value in enumerate(values):
        if value and sheet.write_string(row, column, value):
            size = len(value.encode("utf-16-le", "surrogatepass")) // 2
            problem = f"{where} is too long for a spreadsheet: {size:,} characters, and a cell holds {_LONGEST:,}"
            raise BadExportError(f"In column {column + 1}, {problem}. Export to another format, such as tsv or jsonl.")


# Reading


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read a workbook, Hexapla's own or any whose first sheet has two columns; raise `BadImportError`."""
    from python_calamine import CalamineError, CalamineWorkbook

    file, warnings = files[0], Warnings()
    if archive.is_archive(file.data):
        _look_inside(file, warnings)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.data))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in _sheets(book)}
    except (CalamineError, OSError, ValueError) as failure:
        raise BadImportError(file.name, f"this spreadsheet cannot be read ({failure}). Save it anew.") from None
    name = SHEET if SHEET in sheets else next((n for n, rows in sheets.items() if rows), "")
    about = {str(row[0]): str(row[1]) for row in sheets.get(ABOUT, ()) if len(row) > 1}
    rows = [(n, [_words(cell) for cell in row]) for n, row in enumerate(sheets.get(name, ()), 1)]
    table = Table([(n, cells if any(cells) else [""]) for n, cells in rows], about if name == SHEET else {})
    return tables.read(file, table, choice, warnings)


def _sheets(book: Any) -> list[str]:  # noqa: ANN401 - calamine's own
    return [name for name in book.sheet_names if name in (SHEET, ABOUT)] or list(book.sheet_names)


def _look_inside(file: File, warnings: Warnings) -> None:
    """Refuse an archive that would grow beyond all measure, and say where formulas stand."""
    with archive.opened(file.data, file.name) as inside:
        try:
            sheets = [entry for entry in inside.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", entry)]
            formulas = sum(len(_FORMULA.findall(inside.read(entry))) for entry in sheets)
        except archive.DAMAGED:
            raise BadImportError(file.name, "the spreadsheet is damaged. Save it anew.") from None
    if formulas:
        warnings.add("Cells with formulas, of which what they showed when saved was taken: {n}.", formulas)


def _words(cell: object) -> str:
    """Return a cell as a reader sees it; a whole number has no point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r\n", "\n").replace("\r", "\n")
