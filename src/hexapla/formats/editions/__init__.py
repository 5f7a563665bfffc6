"""Editions: what people read, print and pass on. `edition` holds what all of them say; one module a format draws it.

`DRAWN` has the formats' functions by name, each from an `Edition` to the bytes of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hexapla.formats.editions import docx, epub, html, markdown, pdf
from hexapla.formats.editions.colophon import Imprint
from hexapla.formats.editions.edition import Edition, edition
from hexapla.formats.options import Options
from hexapla.model import Alignment

__all__ = ["DRAWN", "Edition", "Imprint", "draw", "edition"]

DRAWN: dict[str, Callable[[Edition], bytes]] = {
    "html": html.draw,
    "pdf": pdf.draw,
    "epub": epub.draw,
    "docx": docx.draw,
    "markdown": markdown.draw,
}


def draw(form: str, alignments: Sequence[Alignment], options: Options, imprint: Imprint) -> bytes:
    """Return an edition of one alignment, or of several that share a text, as a file in the format of this name."""
    return DRAWN[form](edition(alignments, options, imprint))
