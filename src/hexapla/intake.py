"""Texts on their way into the corpus: looked at first, then taken in one by one, or two at once and aligned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from hexapla import corpus, importers, languages
from hexapla.aligning import Aligning
from hexapla.errors import BadNameError, HexaplaError
from hexapla.files import atomic_write
from hexapla.importers import Imported
from hexapla.importers.decoding import decode_as
from hexapla.imports import Imports
from hexapla.model import Document, Provenance, Text, TextInfo
from hexapla.store import Key, Store

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A text on its way in: the bytes of a file, its name, and what a person said of it.

    `encoding` is only needed where it is not recognised.
    """

    language: str
    file: str
    data: bytes
    provenance: str = "working"
    encoding: str = ""


class Intake:
    """Takes texts into the corpus of one workspace."""

    def __init__(self, store: Store, imports: Imports, aligning: Aligning) -> None:
        self._store = store
        self._imports = imports
        self._aligning = aligning

    def look(self, incoming: Incoming, importer: str = "") -> Imported:
        """Say what an importer makes of a file, without taking it in; the importer is recognised unless it is named."""
        language, data = languages.normalise(incoming.language), incoming.data
        if incoming.encoding:
            data = decode_as(data, incoming.encoding, incoming.file).encode()
        return importers.read(data, incoming.file, language, importer)

    def take_text(self, document: str, text: str, incoming: Incoming, importer: str = "") -> Text:
        """Put a text into the corpus as `<document>/<text>.txt`; raise where the name is taken or no name."""
        language = languages.normalise(incoming.language or text.partition(".")[0])
        found = self.look(replace(incoming, language=language), importer)
        return self._add_text(document, text, found, language, incoming.provenance)

    def _add_text(self, document: str, name: str, found: Imported, language: str, provenance: str) -> Text:
        if not corpus.DOCUMENT_NAME.fullmatch(document):
            raise BadNameError(document, "document", "letters, digits, dots and hyphens, such as 1962-04-24-memorandum")
        if not corpus.TEXT_NAME.fullmatch(name):
            raise BadNameError(name, "text", "a language tag and perhaps an edition, such as en or en.revised")
        path = self._store.mirror.paths.text(document, name)
        if path.exists():
            raise HexaplaError(f"{document} has a text {name} already. Choose another name, such as {name}.revised.")
        info = _info(name, found, language, provenance)
        text = corpus.from_paragraphs(found.paragraphs, info)
        atomic_write(path, corpus.dump_text(text.segments))
        toml = self._store.mirror.paths.document(document)
        value = corpus.read_document(toml) if toml.exists() else _new_document(document, found)
        corpus.write_document(toml, replace(value, texts={**value.texts, name: info}))
        self._store.refresh(document)
        return text

    def take_pair(
        self,
        title: str,
        sides: tuple[Incoming, Incoming],
        *,
        document: str | None = None,
        method: str = "best",
        progress: Progress | None = None,
    ) -> Key:
        """Make a document of two texts and align them; where anything fails, nothing stays."""
        name = document or self._free_name(title)
        if self._imports.taken(name):
            raise HexaplaError(f"There is a document {name} already. Choose another short name.")
        names = [languages.normalise(side.language) for side in sides]
        if names[0] == names[1]:
            names[1] += ".2"
        try:
            for text, side in zip(names, sides, strict=True):
                self.take_text(name, text, side)
            value = replace(corpus.read_document(self._store.mirror.paths.document(name)), title=title or name)
            corpus.write_document(self._store.mirror.paths.document(name), value)
            key = self._aligning.align(name, names[0], names[1], method=method, progress=progress)
        except BaseException:
            self._store.forget_document(name)
            raise
        self._imports.note(name, [side.file for side in sides])
        return key

    def _free_name(self, title: str) -> str:
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "document"
        taken = set(self._store.mirror.paths.documents())
        return next(n for n in (stem, *(f"{stem}-{i}" for i in range(2, 10_000))) if n not in taken)


def _info(name: str, found: Imported, language: str, provenance: str) -> TextInfo:
    if provenance not in set(Provenance):
        raise HexaplaError(f"Provenance must be one of {', '.join(Provenance)}, not “{provenance}”.")
    return TextInfo(name, language, "translation", Provenance(provenance), translator=found.translator)


def _new_document(name: str, found: Imported) -> Document:
    return Document(
        name,
        found.title or name,
        found.date,
        found.archive,
        found.persons,
        "",
        found.description,
        found.rights,
        found.support,
    )
