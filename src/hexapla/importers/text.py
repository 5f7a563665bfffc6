"""Plain text."""

from __future__ import annotations

from hexapla.errors import BadImportError
from hexapla.importers.decoding import decode_any
from hexapla.importers.imported import Imported, as_paragraphs
from hexapla.segmentation import segment


def import_text(data: bytes, file: str, language: str) -> Imported:
    """Segment a plain text file: UTF-8, UTF-16 and UTF-32 with a byte order mark, or an older encoding.

    Raises `UndecodableFileError`, and `BadImportError` for control characters or a file without words.
    """
    decoded = decode_any(data, file, language)
    paragraphs = segment(decoded.text, language)
    if not paragraphs:
        raise BadImportError(file, "there are no words in this file. Choose another one.")
    return Imported(as_paragraphs(paragraphs), encoding=decoded.encoding)
