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
from collections.abc import Iterable

from hexapla import notes as note_text
from hexapla.formats.options import Options
from hexapla.model import Alignment, Link, Segment

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
)

# Excel starts formulas with full-width signs too, and some spreadsheets look behind leading blanks.
_RISKY = re.compile(r"\s*[=+\-@＝＋－＠']")
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the table as a file."""
    out = io.StringIO()
    writer = csv.writer(out, "excel-tab", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([escape(value) for value in _row(link, options)] for link in options.links(alignment))
    return out.getvalue().encode()


def escape(value: str) -> str:
    """Return a field as it stands in the file, but for quotation marks."""
    value = value.translate(_ESCAPES)
    return "'" + value if _RISKY.match(value) else value


def _row(link: Link, options: Options) -> tuple[str, ...]:
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
    )


def _numbers(segments: tuple[Segment, ...]) -> str:
    return " ".join(str(segment.number) for segment in segments)


def _lines(values: Iterable[str]) -> str:
    return "\n".join(values)
