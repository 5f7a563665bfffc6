"""Corpus Encoding Standard, as OPUS has it: a ZIP of a `cesAlign` file and the two texts it joins.

The `xtargets` of a link name the segments of `fromDoc` first (InterText's do it the other way round).
"""

from __future__ import annotations

from collections.abc import Sequence

from hexapla.formats import archive, xml
from hexapla.formats.incoming import Choice, File, Found, Row, number_between_0_and_1
from hexapla.formats.linkgroups import Dialect, paragraphs_of
from hexapla.formats.linkgroups import load as load_groups
from hexapla.formats.options import Options
from hexapla.formats.standoff import texts_of
from hexapla.model import SIDES, Alignment, Link, Segment, TextInfo

_DOCTYPE = '<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">'


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the archive."""
    links = list(options.links(alignment))
    texts = texts_of(links)
    names = [f"{getattr(alignment, side).info.name}.xml" for side in SIDES]
    files = {name: _text(texts[side], getattr(alignment, side).info) for name, side in zip(names, SIDES, strict=True)}
    return archive.pack({f"{alignment.name}.ces.xml": _links(links, names), **files})


def _text(segments: Sequence[Segment], info: TextInfo) -> bytes:
    document = xml.Document()
    with document.open("text", {"lang": info.language}) as out:
        for number, paragraph in enumerate(paragraphs_of(segments), 1):
            block = xml.element("p", {"id": f"p{number}"})
            for segment in paragraph:
                xml.add(block, "s", {"id": f"s{segment.number}"}, segment.text)
            out.write(block)
    return document.content()


def _links(links: Sequence[Link], names: Sequence[str]) -> bytes:
    document = xml.Document(_DOCTYPE)
    group = {"targType": "s", "fromDoc": names[0], "toDoc": names[1]}
    with document.open("cesAlign", {"version": "1.0"}) as out, out.inside("linkGrp", group):
        for link in links:
            source, target = (" ".join(f"s{s.number}" for s in link.side(side)) for side in SIDES)
            certainty = {} if link.confidence is None else {"certainty": repr(link.confidence)}
            out.write(xml.element("link", {"id": link.id, **certainty, "xtargets": f"{source};{target}"}))
    return document.content()


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read the links with their texts; raise `BadImportError` where a file is missing or bad."""
    return load_groups(files, choice, Dialect(to_document_first=False, row=_row))


def _row(link: xml.Element) -> Row:
    confidence = number_between_0_and_1(link.get("certainty"))
    return Row(id=link.get("id", ""), confidence=confidence, line=link.sourceline or 0)
