"""OpenDocument texts: headings and paragraphs of the body; notes, comments and deleted words are left out."""

from __future__ import annotations

from hexapla.errors import BadImportError
from hexapla.importers.imported import Imported
from hexapla.importers.packages import Element, Package, imported

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_BLOCKS = {f"{_TEXT}p", f"{_TEXT}h"}
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": " "}
_SKIPPED = {
    f"{_TEXT}note",
    f"{_OFFICE}annotation",
    f"{_TEXT}tracked-changes",
    f"{_TEXT}ruby-text",
    f"{_TEXT}sequence-decls",
}


def import_odt(data: bytes, file: str, language: str) -> Imported:
    """Take the text out of an OpenDocument text; raise `BadImportError` where it is none or damaged."""
    package = Package(data, file)
    body = package.xml("content.xml").find(f"{_OFFICE}body")
    if body is None:
        raise BadImportError(file, "the document has no body. Save or fetch it again.")
    paragraphs: list[str] = []
    _collect(body, paragraphs)
    title = ""
    if "meta.xml" in package:
        title = " ".join((package.xml("meta.xml").findtext(f".//{_DC}title") or "").split())
    return imported(paragraphs, file, language, title=title)


def _collect(element: Element, paragraphs: list[str]) -> None:
    for child in element:
        if child.tag in _BLOCKS:
            paragraphs.append(_words(child))
        elif child.tag not in _SKIPPED:
            _collect(child, paragraphs)


def _words(element: Element) -> str:
    found = [element.text or ""]
    for child in element:
        if child.tag in _SIGNS:
            found.append(_SIGNS[child.tag])
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            found.append(_words(child))
        found.append(child.tail or "")
    return "".join(found)
