"""Formats that other tools and people use: one small module a format, one registry.

A format's `dump` is a function of an alignment and `Options` to the bytes of a file. The same alignment always gives
the same bytes: no format looks at the clock. Modules beside this one serve interchange, those in `editions/` readers.
Most formats of interchange also have a `load`, of files to what was found in them; `read` recognises the format.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hexapla.errors import UnknownNameError
from hexapla.files import atomic_write
from hexapla.formats import (
    beads,
    ces,
    docx_table,
    intertext,
    jsonl,
    ladder,
    moses,
    parquet,
    po,
    tei,
    tmx,
    tsv,
    xliff,
    xliff12,
    xlsx,
)
from hexapla.formats.editions import docx, epub, html, markdown, pdf
from hexapla.formats.incoming import Choice, File, Found, Load
from hexapla.formats.options import Options
from hexapla.formats.recognising import recognise
from hexapla.model import Alignment

__all__ = ["FORMATS", "READERS", "Choice", "File", "Format", "Found", "Options", "export", "format_named", "read"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the ending and media type of its files, what it is for, and how one is made and read."""

    name: str
    suffix: str
    media_type: str
    description: str
    dump: Callable[[Alignment, Options], bytes]
    load: Load | None = None

    def write(self, alignment: Alignment, options: Options | None = None) -> bytes:
        """Return the content of a file in this format."""
        return self.dump(alignment, options or Options())


_ALL = (
    Format(
        "html",
        ".html",
        "text/html; charset=utf-8",
        "side-by-side edition in one file, to read, print and pass on",
        html.dump,
    ),
    Format(
        "pdf",
        ".pdf",
        "application/pdf",
        "edition set in pages, to print and to cite",
        pdf.dump,
    ),
    Format(
        "epub",
        ".epub",
        "application/epub+zip",
        "EPUB 3 edition for reading devices and telephones",
        epub.dump,
    ),
    Format(
        "docx",
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word document, a table with the notes as comments",
        docx.dump,
        docx_table.load,
    ),
    Format(
        "markdown",
        ".md",
        "text/markdown; charset=utf-8",
        "Markdown, a plain copy to read and to convert further",
        markdown.dump,
    ),
    Format(
        "po",
        ".po",
        "text/x-gettext-translation; charset=utf-8",
        "gettext PO, the alignment's own format, with everything in it",
        po.dump,
        po.load,
    ),
    Format(
        "tmx",
        ".tmx",
        "application/x-tmx+xml; charset=utf-8",
        "TMX 1.4b, translation memory for CAT tools",
        tmx.dump,
        tmx.load,
    ),
    Format(
        "xliff",
        ".xlf",
        "application/xliff+xml; charset=utf-8",
        "XLIFF 2.1, for translation tools of today; nothing is lost",
        xliff.dump,
        xliff.load,
    ),
    Format(
        "xliff12",
        ".xlf",
        "application/xliff+xml; charset=utf-8",
        "XLIFF 1.2, for older translation tools",
        xliff12.dump,
        xliff12.load,
    ),
    Format(
        "tei",
        ".xml",
        "application/tei+xml; charset=utf-8",
        "TEI P5, both texts with stand-off links, for scholarly editions",
        tei.dump,
        tei.load,
    ),
    Format(
        "intertext",
        ".zip",
        "application/zip",
        "InterText project, two XML texts and their links",
        intertext.dump,
        intertext.load,
    ),
    Format(
        "ces",
        ".zip",
        "application/zip",
        "CES as in OPUS, two XML texts and their links",
        ces.dump,
        ces.load,
    ),
    Format(
        "tsv",
        ".tsv",
        "text/tab-separated-values; charset=utf-8",
        "table of one row a link, for spreadsheets and scripts",
        tsv.dump,
        tsv.load,
    ),
    Format(
        "xlsx",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel workbook of one row a link, with the document's data",
        xlsx.dump,
        xlsx.load,
    ),
    Format(
        "jsonl",
        ".jsonl",
        "application/jsonl; charset=utf-8",
        "JSON Lines with a schema, for programs; nothing is lost",
        jsonl.dump,
        jsonl.load,
    ),
    Format(
        "parquet",
        ".parquet",
        "application/vnd.apache.parquet",
        "Parquet for DuckDB, Spark and pandas; nothing is lost",
        parquet.dump,
        parquet.load,
    ),
    Format(
        "moses",
        ".zip",
        "application/zip",
        "Moses pairs, two plain files of as many lines, to train engines",
        moses.dump,
        moses.load,
    ),
    Format(
        "ladder",
        ".zip",
        "application/zip",
        "hunalign ladder with the two texts it joins",
        ladder.dump,
        ladder.load,
    ),
)
FORMATS: dict[str, Format] = {one.name: one for one in _ALL}
READERS: dict[str, Load] = {one.name: one.load for one in _ALL if one.load} | {"beads": beads.load}


def format_named(name: str) -> Format:
    """Return the format of this name; raise `UnknownNameError`, which lists those that exist."""
    if name not in FORMATS:
        raise UnknownNameError(f"There is no format “{name}”. There are {', '.join(FORMATS)}.")
    return FORMATS[name]


def export(alignment: Alignment, name: str, path: Path, options: Options | None = None) -> None:
    """Write the alignment to a file in the format of this name, the whole or nothing."""
    atomic_write(path, format_named(name).write(alignment, options))


def read(files: Sequence[File], choice: Choice = Choice(), form: str | None = None) -> tuple[str, Found]:  # noqa: B008
    """Read a ready alignment out of one file or several; return its format's name and what was found.

    The format is recognised unless `form` names it. Raises `BadImportError`, or `UnknownNameError` for a wrong `form`.
    """
    if form is not None and form not in READERS:
        raise UnknownNameError(f"There is no format “{form}” to read. There are {', '.join(READERS)}.")
    seen, parts = recognise(files)
    chosen = form or seen
    found = READERS[chosen](parts, choice)
    document = found.alignment.document
    if not document.title:
        title = files[0].name.rpartition(".")[0] or files[0].name
        named = replace(found.alignment, document=replace(document, title=title))
        found = replace(found, alignment=named)
    return chosen, found
