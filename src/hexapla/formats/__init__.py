"""Formats that other tools and people use: one small module a format, one registry.

A format's `dump` is a function of an alignment and `Options` to the bytes of a file. The same alignment always gives
the same bytes: no format looks at the clock. Modules beside this one serve interchange, those in `editions/` readers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hexapla.errors import UnknownNameError
from hexapla.files import atomic_write
from hexapla.formats.editions.html import dump as dump_html
from hexapla.formats.options import Options
from hexapla.formats.po import dump as dump_po
from hexapla.formats.tsv import dump as dump_tsv
from hexapla.model import Alignment

__all__ = ["FORMATS", "Format", "Options", "export", "format_named"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the ending and media type of its files, what it is for, and the function that makes one."""

    name: str
    suffix: str
    media_type: str
    description: str
    dump: Callable[[Alignment, Options], bytes]

    def write(self, alignment: Alignment, options: Options | None = None) -> bytes:
        """Return the content of a file in this format."""
        return self.dump(alignment, options or Options())


_ALL = (
    Format(
        "html",
        ".html",
        "text/html; charset=utf-8",
        "side-by-side edition in one file, to read, print and pass on",
        dump_html,
    ),
    Format(
        "po",
        ".po",
        "text/x-gettext-translation; charset=utf-8",
        "gettext PO, the alignment's own format, with everything in it",
        dump_po,
    ),
    Format(
        "tsv",
        ".tsv",
        "text/tab-separated-values; charset=utf-8",
        "table of one row a link, for spreadsheets and scripts",
        dump_tsv,
    ),
)
FORMATS: dict[str, Format] = {one.name: one for one in _ALL}


def format_named(name: str) -> Format:
    """Return the format of this name; raise `UnknownNameError`, which lists those that exist."""
    if name not in FORMATS:
        raise UnknownNameError(f"There is no format “{name}”. There are {', '.join(FORMATS)}.")
    return FORMATS[name]


def export(alignment: Alignment, name: str, path: Path, options: Options | None = None) -> None:
    """Write the alignment to a file in the format of this name, the whole or nothing."""
    atomic_write(path, format_named(name).write(alignment, options))
