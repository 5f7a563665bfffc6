"""Files on their way in: each importer takes bytes, the file's name and a language, and returns an `Imported`.

`IMPORTERS` is the registry. An importer either takes in the whole file or raises a `FileError`.
"""

from __future__ import annotations

from collections.abc import Callable

from hexapla.importers.imported import Imported
from hexapla.importers.text import import_text
from hexapla.importers.wilson import import_wilson

__all__ = ["IMPORTERS", "Imported", "Importer"]

Importer = Callable[[bytes, str, str], Imported]

IMPORTERS: dict[str, Importer] = {"text": import_text, "wilson": import_wilson}
