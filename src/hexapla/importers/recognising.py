"""Which importer a file is for: told by its first bytes, never by its name."""

from __future__ import annotations

import re

from hexapla.errors import BadImportError
from hexapla.importers.packages import Package

_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_REFUSED = {
    b"%PDF": "this is a PDF, which holds the look of pages and not a text. Copy the text out, or convert the file, and "
    "import that.",
    b"\xd0\xcf\x11\xe0": "this is a document of Word 97–2003 or another old format. Save it as .docx, .odt or "
    "plain text.",
    b"{\\rtf": "this is an RTF document. Save it as .docx, .odt or plain text.",
}
_MIMETYPES = {
    b"application/epub+zip": "epub",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
}


def recognise(data: bytes, file: str) -> str:
    """Return the name of the importer; raise `BadImportError` for what is no text at all."""
    for start, problem in _REFUSED.items():
        if data.startswith(start):
            raise BadImportError(file, problem)
    if data.startswith(b"PK"):
        return _package(data, file)
    return "html" if _HTML.match(data[:4096]) else "text"


def _package(data: bytes, file: str) -> str:
    package = Package(data, file)
    if "mimetype" in package:
        kind = _MIMETYPES.get(package.read("mimetype").strip())
        if kind:
            return kind
    for part, kind in (("word/document.xml", "docx"), ("META-INF/container.xml", "epub"), ("content.xml", "odt")):
        if part in package:
            return kind
    problem = "this archive is no document. A text comes as plain text, HTML, DOCX, ODT or EPUB; unpack others first."
    raise BadImportError(file, problem)
