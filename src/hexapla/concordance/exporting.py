"""Hits as files: TSV and XLSX of one row a hit, JSON Lines of one hit a line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from hexapla.formats.tsv import escape
from hexapla.formats.xml import fit

Json = dict[str, Any]
MOST = 100_000  # hits in a file
COLUMNS = (
    "document", "title", "text", "language", "provenance", "translator", "date", "alignment", "link", "row", "line",
    "status", "left", "hit", "right", "across", "across_texts", "citation", "address",
)  # fmt: skip
_PLAIN = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
_LONGEST = 32_767  # UTF-16 units in a cell of a spreadsheet
_WIDE = {"left": 40, "right": 40, "across": 60, "citation": 50, "title": 30}


def cells(hit: Json) -> list[str]:
    """Return the row of a hit; what stands across has a line for each text."""
    segment = hit["segments"][hit["segment"]]
    others = [(" ".join(other["segments"]), f"{other['text']} ({other['provenance']})") for other in hit["others"]]
    values: Json = {
        **hit,
        "line": hit["number"],
        "left": segment[: hit["start"]],
        "hit": segment[hit["start"] : hit["end"]],
        "right": segment[hit["end"] :],
        "across": "\n".join(words for words, _ in others),
        "across_texts": "\n".join(name for _, name in others),
        "address": hit["url"],
    }
    return ["" if values[name] is None else str(values[name]) for name in COLUMNS]


def as_tsv(hits: Iterable[Json]) -> bytes:
    """Write a table with tabs; as in exports of alignments, nothing can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, "excel-tab", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([escape(value) for value in cells(hit)] for hit in hits)
    return out.getvalue().encode()


def as_jsonl(hits: Iterable[Json]) -> bytes:
    """Write a hit a line, as the API answers it."""
    return "".join(json.dumps(hit, ensure_ascii=False) + "\n" for hit in hits).encode()


def as_xlsx(hits: Iterable[Json]) -> bytes:
    """Write a spreadsheet in which words stay words: no formulas, numbers or addresses are made of them."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _PLAIN)
    sheet = book.add_worksheet("Hits")
    wrapped, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
    marked = book.add_format({"text_wrap": True, "valign": "top", "bold": True})
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDE.get(name, 12), marked if name == "hit" else wrapped)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    for row, hit in enumerate(hits, 1):
        for column, value in enumerate(cells(hit)):
            sheet.write_string(row, column, _shortened(fit(value)))
    book.close()
    return out.getvalue()


def _shortened(value: str) -> str:
    """Cut what a cell cannot hold, and say so; the words are in the text."""
    if len(value.encode("utf-16-le")) // 2 <= _LONGEST:
        return value
    return value[: _LONGEST // 2 - 20] + " … (shortened)"


class Form(NamedTuple):
    """A kind of file: how it is written and its media type."""

    write: Callable[[Iterable[Json]], bytes]
    media_type: str


FORMS = {
    "tsv": Form(as_tsv, "text/tab-separated-values; charset=utf-8"),
    "xlsx": Form(as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "jsonl": Form(as_jsonl, "application/jsonl; charset=utf-8"),
}


def limited(hits: Iterable[Json]) -> Iterator[Json]:
    """Yield hits up to the most that a file has."""
    for number, hit in enumerate(hits):
        if number == MOST:
            return
        yield hit
