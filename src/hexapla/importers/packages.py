"""Text documents that are ZIP archives of XML (DOCX, ODT, EPUB): opened without trusting anything they say.

Nothing is written to disk, no entity is resolved, nothing fetched, and no archive may grow beyond measure.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from lxml import etree

from hexapla.errors import BadImportError
from hexapla.importers.imported import Imported
from hexapla.segmentation import sentences

MOST_BYTES = 256 * 1024 * 1024
_RATIO = 300  # XML shrinks by 5 to 50; a bomb by 1000
_SMALL = 1024 * 1024
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
Element = Any  # lxml ships no types


class Package:
    """An archive on its way in."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            raise self.damaged() from None
        self._sizes = {entry.filename: entry for entry in self._archive.infolist()}
        if sum(entry.file_size for entry in self._sizes.values()) > MOST_BYTES or any(map(_bomb, self._sizes.values())):
            raise BadImportError(file, "it would grow beyond all measure when unpacked. It is no document to import.")
        if any(entry.flag_bits & 1 for entry in self._sizes.values()):
            raise BadImportError(file, "it is protected by a password. Save it without one and import it again.")

    def damaged(self) -> BadImportError:
        """Return the error for an archive that cannot be read."""
        return BadImportError(self.file, "the file is cut off or damaged. Save or fetch it again.")

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    def read(self, name: str) -> bytes:
        """Return an entry; raise `BadImportError` where there is none or it is damaged."""
        if name not in self._sizes:
            raise BadImportError(self.file, f"the document lacks its part {name}. Save or fetch it again.")
        announced = self._sizes[name].file_size
        try:
            with self._archive.open(name) as stream:
                data = stream.read(announced + 1)
        except _DAMAGED:
            raise self.damaged() from None
        if len(data) != announced:
            raise self.damaged()
        return data

    def xml(self, name: str) -> Element:
        """Return the root of an XML entry."""
        return parse_xml(self.read(name), f"{self.file} ({posixpath.basename(name)})")


def _bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SMALL and entry.file_size > _RATIO * max(1, entry.compress_size)


def parse_xml(data: bytes, file: str) -> Element:
    """Return the root of an XML document; raise `BadImportError` for what is none, and for entities that it defines."""
    if b"<!ENTITY" in data:
        raise BadImportError(file, "the document defines entities of its own, which no honest document needs.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadImportError(file, f"this is no well-formed XML: {error.msg}.", error.lineno) from None


def imported(paragraphs: list[str], file: str, language: str, **facts: Any) -> Imported:  # noqa: ANN401 - fields
    """Cut the paragraphs of a document into sentences; raise `BadImportError` where it has no words."""
    found = [sentences(" ".join(paragraph.split()), language) for paragraph in paragraphs]
    cut = tuple(tuple(some) for some in found if some)
    if not cut:
        raise BadImportError(file, "there are no words in this document. Choose another one.")
    return Imported(cut, **facts)
