"""What a Word edition says of its document and texts, as custom properties of the file, to be read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from hexapla.formats.describing import plain
from hexapla.formats.editions.edition import Edition
from hexapla.formats.xml import fit

if TYPE_CHECKING:
    from docx.document import Document

PATH = "docProps/custom.xml"
PREFIX = "hexapla."
_MEDIA = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one set of custom properties that there is
_ROOT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
)


def add_properties(document: Document, made: Edition) -> None:
    """Put them into the file; the key of each text by its column, and what is known of it by that key."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    content = [
        f"<property fmtid={quoteattr(_SET)} pid={quoteattr(str(number))} name={quoteattr(PREFIX + name)}>"
        f"<vt:lpwstr>{escape(fit(value), {chr(13): '&#13;'})}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(_pairs(made), 2)
        if value
    ]
    package = document.part.package
    part = Part(PackURI(f"/{PATH}"), _MEDIA, f"{_ROOT}{''.join(content)}</Properties>".encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _pairs(made: Edition) -> Iterator[tuple[str, str]]:
    for name, value in plain(made.document).items():
        yield f"document.{name}", value
    for place, column in enumerate(made.columns, 1):
        yield f"column.{place}", column.key
        yield f"{column.key}.heading", column.name
        for name, value in plain(column.info).items():
            yield f"{column.key}.{name}", value
