"""Word documents: the words of the body as they stand after all changes, paragraph by paragraph, tables cell by cell.

Headers, footers, footnotes, comments and deleted words are left out; macros are never looked at (ECMA-376, part 1).
"""

from __future__ import annotations

from hexapla.importers.imported import Imported
from hexapla.importers.packages import Element, Package, imported

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_SKIPPED = {
    f"{_W}del",
    f"{_W}moveFrom",
    f"{_W}rPr",
    f"{_W}pPr",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def import_docx(data: bytes, file: str, language: str) -> Imported:
    """Take the text out of a Word document; raise `BadImportError` where it is none or damaged."""
    package = Package(data, file)
    body = package.xml("word/document.xml")
    paragraphs = [_words(paragraph) for paragraph in body.iter(f"{_W}p")]
    return imported(paragraphs, file, language, title=_title(package))


def _title(package: Package) -> str:
    if "docProps/core.xml" not in package:
        return ""
    return " ".join((package.xml("docProps/core.xml").findtext(f"{_DC}title") or "").split())


def _words(element: Element) -> str:
    """Return the words of a paragraph, but not those of paragraphs inside (text boxes), which come for themselves."""
    found = []
    for child in element:
        if child.tag == f"{_W}t":
            found.append(child.text or "")
        elif child.tag in _SIGNS:
            found.append(_SIGNS[child.tag])
        elif child.tag not in _SKIPPED and child.tag != f"{_W}p":
            found.append(_words(child))
    return "".join(found)
