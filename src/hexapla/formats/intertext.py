"""InterText projects (P. Vondřička, Institute of the Czech National Corpus): a ZIP of two texts and their links.

`memo.zh-Hans.xml`, `memo.en.xml`, and `memo.zh-Hans.en.xml`, whose `xtargets` name the segments of `toDoc` first.
A confirmed link is `man`, any other `auto`; a query has a bookmark (`mark`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hexapla.formats import archive, xml
from hexapla.formats.incoming import Choice, File, Found, Row
from hexapla.formats.linkgroups import Dialect, paragraphs_of
from hexapla.formats.linkgroups import load as load_groups
from hexapla.formats.options import Options
from hexapla.formats.standoff import texts_of
from hexapla.model import SIDES, Alignment, Link, Segment, Side, Status, TextInfo


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the archive."""
    links = list(options.links(alignment))
    texts = texts_of(links)
    names = {side: f"{alignment.document.name}.{getattr(alignment, side).info.name}" for side in SIDES}
    ids: dict[str, dict[int, str]] = {}
    files = {}
    for side in SIDES:
        content, ids[side] = _text(texts[side], getattr(alignment, side).info)
        files[f"{names[side]}.xml"] = content
    pair = f"{names['source']}.{alignment.target.info.name}.xml"
    return archive.pack({**files, pair: _links(links, ids, names)})


def _text(segments: Sequence[Segment], info: TextInfo) -> tuple[bytes, dict[int, str]]:
    ids: dict[int, str] = {}
    document = xml.Document()
    with document.open("text", {"lang": info.language}) as out:
        for number, paragraph in enumerate(paragraphs_of(segments), 1):
            block = xml.element("p", {"id": str(number)})
            for position, segment in enumerate(paragraph, 1):
                ids[segment.number] = f"{number}:{position}"
                xml.add(block, "s", {"id": ids[segment.number]}, segment.text)
            out.write(block)
    return document.content(), ids


def _links(links: Sequence[Link], ids: dict[str, dict[int, str]], names: Mapping[Side, str]) -> bytes:
    document = xml.Document()
    with document.open("linkGrp", {"toDoc": f"{names['target']}.xml", "fromDoc": f"{names['source']}.xml"}) as out:
        for link in links:
            source, target = (" ".join(ids[side][s.number] for s in link.side(side)) for side in SIDES)
            values = {
                "type": "{}-{}".format(*link.shape),
                "xtargets": f"{target};{source}",
                "status": "man" if link.status is Status.CONFIRMED else "auto",
            }
            out.write(xml.element("link", values | ({"mark": "1"} if link.status is Status.QUERY else {})))
    return document.content()


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read a project; raise `BadImportError` where a file is missing or bad."""
    return load_groups(files, choice, Dialect(to_document_first=True, row=_row))


def _row(link: xml.Element) -> Row:
    if link.get("status") == "man":
        status = Status.CONFIRMED
    else:
        status = Status.QUERY if link.get("mark", "0") != "0" else Status.UNREVIEWED
    return Row(status=status, line=link.sourceline or 0)
