"""Web pages, saved or written: the words that a reader sees, block by block. Nothing is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.errors import BadImportError
from hexapla.importers.decoding import Decoded, decode_any, decode_as
from hexapla.importers.imported import Imported
from hexapla.importers.packages import Element, imported

_HIDDEN = frozenset(
    """
    script style template noscript head svg math nav form button select option textarea iframe object canvas audio
    video rt rp
    """.split()  # noqa: SIM905 - words read better so
)
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p pre search section summary table tbody td
    tfoot th thead tr ul
    """.split()  # noqa: SIM905 - words read better so
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_.-]{2,40})""")
_LOOKED_AT = 4096  # bytes at the head of a page where its encoding may be declared
_DEEPEST = 400


def import_html(data: bytes, file: str, language: str) -> Imported:
    """Take the text out of a web page; raise `BadImportError` where there is none."""
    decoded = _decode(data, file, language)
    root = parse_html(decoded.text, file)
    title = " ".join((root.findtext(".//title") or "").split())
    return imported(list(blocks(root)), file, language, title=title, encoding=decoded.encoding)


def _decode(data: bytes, file: str, language: str) -> Decoded:
    head = data[:_LOOKED_AT]
    declared = _CHARSET.search(head) or _DECLARED.search(head)
    name = declared[1].decode().lower() if declared else ""
    if name in ("", "utf-8", "utf8", "utf-16") or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decode_any(data, file, language)
    name = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "windows-1252", "latin1": "windows-1252"}.get(
        name, name
    )
    try:
        return Decoded(decode_as(data, name, file), name.upper())
    except BadImportError:
        return decode_any(data, file, language)  # what a page says of itself is often wrong


def parse_html(text: str, file: str) -> Element:
    """Return the root of a page, however broken; raise `BadImportError` where it is none."""
    from lxml import html

    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        return html.document_fromstring(plain, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (ValueError, html.etree.LxmlError):
        raise BadImportError(file, "there are no words in this page. Choose another one.") from None


def blocks(root: Element) -> Iterator[str]:
    """Yield the words of each block of a page, in order."""
    words: list[str] = []
    for piece in _pieces(root, 0):
        if piece is None:
            if text := "".join(words).strip():
                yield text
            words = []
        else:
            words.append(piece)
    if text := "".join(words).strip():
        yield text


def _pieces(element: Element, depth: int) -> Iterator[str | None]:
    """Yield words, and None where a block begins or ends."""
    name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
    hidden = not name or name in _HIDDEN or element.get("hidden") is not None or depth > _DEEPEST
    if not hidden or name == "html":
        edge = name in _BLOCKS
        if edge:
            yield None
        yield " " if name == "br" else element.text or ""
        for child in element:
            yield from _pieces(child, depth + 1)
            yield child.tail or ""
        if edge:
            yield None
