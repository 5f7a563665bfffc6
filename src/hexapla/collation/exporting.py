"""Comparisons as files: a table for spreadsheets, and a critical apparatus in TEI."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from lxml import etree

from hexapla import __version__, languages
from hexapla.collation.columns import Place
from hexapla.collation.rows import Row
from hexapla.collation.values import Collation, Judged
from hexapla.formats import xml
from hexapla.formats.tsv import escape

Judgements = Mapping[int, Sequence[Judged]]
NAMESPACE = "http://www.tei-c.org/ns/1.0"
_T = f"{{{NAMESPACE}}}"
_WORDS = frozenset({"ab", "title", "p", "witness", "variantEncoding", "name", "date", "idno", "authority", "resp"})
_OPENING = {"Ps", "Pi"}
_MEASURES = ("words in common", "chrF++", "TER", "cosine", "verdict")


def table(found: Collation, judged: Judgements) -> bytes:
    """Write a row for each passage: source, versions, and how each stands to the base; tab-separated UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, "excel-tab", lineterminator="\n")
    names, joiner = [str(version.name) for version in found.versions], languages.joiner(found.pivot.info.language)
    heads = ["passage", *([] if found.choice.own else [found.choice.pivot]), *names]
    writer.writerow(heads + [f"{names[at]}: {measure}" for at in judged for measure in _MEASURES])
    for place, row in enumerate(found.rows):
        texts = [found.words(row, at) for at in range(len(names))]
        source = [] if found.choice.own else [joiner.join(segment.text for segment in row.source)]
        figures = [figure for some in judged.values() for figure in _figures(some[place])]
        writer.writerow([escape(field) for field in (str(row.number), *source, *texts, *figures)])
    return out.getvalue().encode()


def _figures(judged: Judged) -> Iterator[str]:
    measures = judged.measures
    known = ((judged.likeness, 3), (measures.chrf, 1), (measures.ter, 1), (measures.cosine, 3))
    yield from ("" if value is None else f"{value:.{digits}f}" for value, digits in known)
    yield judged.verdict


# TEI


def apparatus(found: Collation, judged: Judgements) -> bytes:  # noqa: ARG001 - an export
    """Write an apparatus by parallel segmentation (TEI P5, 13.2.3): each witness can be read out of it word for word.

    Versions in other languages than the base's are no witnesses of one wording and are left out.
    """
    root = xml.element(f"{_T}TEI", names={None: NAMESPACE})
    root.append(_header(found))
    body = _add(_add(root, "text"), "body")
    for row in found.rows:
        _passage(_add(body, "ab", n=str(row.number)), found, row)
    xml.lay_out(root, _WORDS)
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


def _add(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:  # noqa: ANN401 - lxml
    named = {xml.ID if name == "xml_id" else name: value for name, value in attributes.items()}
    return xml.add(parent, f"{_T}{tag}", named, None if text is None else xml.fit(text))


def _header(found: Collation) -> Any:  # noqa: ANN401 - lxml
    header = xml.element(f"{_T}teiHeader", names={None: NAMESPACE})
    file = _add(header, "fileDesc")
    _add(_add(file, "titleStmt"), "title", f"{found.document.title}: versions compared")
    published = _add(file, "publicationStmt")
    _add(published, "authority", "Not published by Hexapla, which only wrote this file")
    _add(published, "idno", found.document.name, type="hexapla")
    if found.document.rights:
        _add(_add(published, "availability"), "p", found.document.rights)
    witnesses = _add(_add(file, "sourceDesc"), "listWit")
    for at in _witnesses(found):
        _add(witnesses, "witness", _told(found, at), xml_id=f"w{at}", n=str(found.versions[at].name))
    encoding = _add(header, "encodingDesc")
    _add(encoding, "variantEncoding", method="parallel-segmentation", location="internal")
    ignored = ", ".join(found.ignore.names) or "nothing"
    _add(_add(encoding, "editorialDecl"), "p", f"Compared by Hexapla {__version__}; ignored: {ignored}.")
    return header


def _witnesses(found: Collation) -> tuple[int, ...]:
    return found.rows[0].compared if found.rows else ()


def _told(found: Collation, at: int) -> str:
    version = found.versions[at]
    told = [version.info.title, version.info.translator, f"provenance: {version.info.provenance}", version.info.note]
    return ". ".join(words.rstrip(".") for words in (str(version.name), *told) if words) + "."


def _passage(box: Any, found: Collation, row: Row) -> None:  # noqa: ANN401 - lxml
    """Write a passage: what all witnesses write alike as text, everything else as readings."""
    stretches = [_stretches(found, row, place) for place in range(len(row.compared))]
    for readings in zip(*stretches, strict=True):
        if len(set(readings)) == 1:
            _append(box, readings[0])
            continue
        entry = _add(box, "app")
        for words, witnesses in _grouped(readings, row.compared):
            _add(entry, "rdg", words, wit=" ".join(f"#w{at}" for at in witnesses))


def _append(box: Any, words: str) -> None:  # noqa: ANN401 - lxml
    if len(box):
        box[-1].tail = (box[-1].tail or "") + xml.fit(words)
    else:
        box.text = (box.text or "") + xml.fit(words)


def _grouped(readings: Sequence[str], versions: Sequence[int]) -> list[tuple[str, list[int]]]:
    found: dict[str, list[int]] = {}
    for words, at in zip(readings, versions, strict=True):
        found.setdefault(words, []).append(at)
    return list(found.items())


def _stretches(found: Collation, row: Row, place: int) -> list[str]:
    """Cut a version's running text at the places of the comparison; together they are the text."""
    at = row.compared[place]
    cell, joiner = row.cells[at], languages.joiner(found.versions[at].info.language)
    starts, offset, text = [], 0, found.words(row, at)
    for segment in cell.segments:
        starts.append(offset)
        offset += len(segment.text) + len(joiner)
    heads = [_head(text, starts[word.segment] + word.start) for word in cell.words]
    ranges = [stretch for each in row.collated.places for stretch in _single(each, place)]
    cuts = [0 if first == 0 else heads[first] if first < len(heads) else len(text) for first, _ in ranges]
    pieces = [text[cut:following] for cut, following in pairwise([*cuts, len(text)])]
    return pieces or [text]


def _head(text: str, start: int) -> int:
    """Return where a word begins with the bracket or quotation mark before it."""
    while start and unicodedata.category(text[start - 1]) in _OPENING:
        start -= 1
    return start


def _single(each: Place, place: int) -> list[tuple[int, int]]:
    """Return a version's range of a place; word by word where all agree, so that only other spellings split it."""
    start, end = each.ranges[place]
    return [(at, at + 1) for at in range(start, end)] if each.agreed else [(start, end)]


EXPORTS: dict[str, tuple[Callable[[Collation, Judgements], bytes], str, str]] = {
    "tsv": (table, ".tsv", "text/tab-separated-values; charset=utf-8"),
    "tei": (apparatus, ".xml", "application/tei+xml"),
}
