r"""One row a link, tab-separated, for spreadsheets, pandas and the shell.

UTF-8 without a byte order mark, LF line ends, a header row, one line a link: no field ever holds a tab or a line end.
What a field's words need for that can be taken off again, outermost first:

1. A field that holds a quotation mark stands in quotation marks, those inside doubled (RFC 4180): spreadsheets read
   tab-separated files so too.
2. A field that a spreadsheet could take for a formula has an apostrophe before it. So has one that begins with an
   apostrophe itself; taking off one apostrophe always gives back the original. See OWASP, “CSV Injection”.
3. Backslash, tab, CR and LF are written `\\`, `\t`, `\r` and `\n`, as in PostgreSQL's COPY. A line end joins the
   segments of a cell (hence `\n`); a line of three hyphens joins several notes, as in PO (hence `\n---\n`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from hexapla.errors import BadImportError
from hexapla.formats import tables
from hexapla.formats.incoming import Choice, File, Found, Warnings
from hexapla.formats.options import Options
from hexapla.formats.plain import decoded
from hexapla.formats.tables import COLUMNS, Table
from hexapla.model import Alignment

# Excel starts formulas with full-width signs too, and some spreadsheets look behind leading blanks.
_RISKY = re.compile(r"\s*[=+\-@＝＋－＠']")
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})
_ESCAPED = re.compile(r"\\([\\ntr])")
_CHARACTERS = {"\\": "\\", "n": "\n", "t": "\t", "r": "\r"}
_LONGEST_FIELD = 10_000_000


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the table as a file."""
    out = io.StringIO()
    writer = csv.writer(out, "excel-tab", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([escape(value) for value in tables.cells(link, options)] for link in options.links(alignment))
    return out.getvalue().encode()


def escape(value: str) -> str:
    """Return a field as it stands in the file, but for quotation marks."""
    value = value.translate(_ESCAPES)
    return "'" + value if _RISKY.match(value) else value


def unescape(value: str) -> str:
    """Return what `escape` was given."""
    return _ESCAPED.sub(lambda found: _CHARACTERS[found[1]], value.removeprefix("'"))


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read a table with tabs (or commas or semicolons, in a `.csv`), Hexapla's own or any of two columns."""
    file, warnings = files[0], Warnings()
    rows = _read(file)
    if rows and tables.is_own(rows[0][1]):
        rows = [rows[0], *((number, [unescape(cell) for cell in cells]) for number, cells in rows[1:])]
    return tables.read(file, Table(rows, {}), choice, warnings)


def _read(file: File) -> list[tuple[int, list[str]]]:
    text = decoded(file)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(file.name, text), strict=True)
    try:
        return [(reader.line_num, row) for row in reader]
    except csv.Error as failure:
        problem = f"this is no table with tabs ({failure}). Look for a quotation mark that is opened and not closed."
        raise BadImportError(file.name, problem, reader.line_num) from None


def _delimiter(name: str, text: str) -> str:
    first = text.partition("\n")[0]
    if "\t" in first or not name.lower().endswith(".csv"):
        return "\t"
    return max(",;", key=first.count)
