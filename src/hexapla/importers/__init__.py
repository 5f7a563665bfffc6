"""Files on their way in: each importer takes bytes, the file's name and a language, and returns an `Imported`.

`IMPORTERS` is the registry. An importer either takes in the whole file or raises a `FileError`.
"""

from __future__ import annotations

from collections.abc import Callable

from hexapla.errors import UnknownNameError
from hexapla.importers.docx import import_docx
from hexapla.importers.epub import import_epub
from hexapla.importers.html import import_html
from hexapla.importers.imported import Imported
from hexapla.importers.odt import import_odt
from hexapla.importers.recognising import recognise
from hexapla.importers.text import import_text
from hexapla.importers.wilson import import_wilson

__all__ = ["IMPORTERS", "Imported", "Importer", "read", "recognise"]

Importer = Callable[[bytes, str, str], Imported]

IMPORTERS: dict[str, Importer] = {
    "text": import_text,
    "wilson": import_wilson,
    "docx": import_docx,
    "odt": import_odt,
    "epub": import_epub,
    "html": import_html,
}


def read(data: bytes, file: str, language: str, form: str = "") -> Imported:
    """Take in a file of the format of this name, or of the one that it is recognised to be.

    Raises `UnknownNameError` for a wrong name, `BadImportError` for a file that no importer takes.
    """
    chosen = form or recognise(data, file)
    if chosen not in IMPORTERS:
        raise UnknownNameError(f"There is no importer “{chosen}”. There are {', '.join(IMPORTERS)}.")
    return IMPORTERS[chosen](data, file, language)
