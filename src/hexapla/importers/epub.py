"""Books in EPUB 2 and 3: the files of the spine in order, without the table of contents and what is set aside."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from hexapla.errors import BadImportError
from hexapla.importers.decoding import decode_any
from hexapla.importers.html import blocks, parse_html
from hexapla.importers.imported import Imported
from hexapla.importers.packages import Element, Package, imported

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"


def import_epub(data: bytes, file: str, language: str) -> Imported:
    """Take the text out of a book; raise `BadImportError` where it is none, damaged or locked."""
    package = Package(data, file)
    if "META-INF/rights.xml" in package or "META-INF/sinf.xml" in package:
        raise BadImportError(file, "the book is locked by its seller and cannot be read.")
    place = package.xml("META-INF/container.xml").find(f".//{_CONTAINER}rootfile")
    path = unquote(place.get("full-path", "")) if place is not None else ""
    opf = package.xml(path)
    paragraphs: list[str] = []
    for name in _spine(opf, posixpath.dirname(path)):
        page = decode_any(package.read(name), f"{file} ({posixpath.basename(name)})", language)
        paragraphs += blocks(parse_html(page.text, file))
    return imported(paragraphs, file, language, **_facts(opf))


def _spine(opf: Element, folder: str) -> list[str]:
    items = {item.get("id"): item for item in opf.iter(f"{_OPF}item")}
    found = []
    for reference in opf.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no" or "nav" in (item.get("properties") or "").split():
            continue
        found.append(posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))))
    return found


def _facts(opf: Element) -> dict[str, str]:
    def said(name: str) -> str:
        return " ".join((opf.findtext(f".//{_DC}{name}") or "").split())

    return {"title": said("title"), "rights": said("rights"), "description": said("description")}
