"""XLIFF 2.1 (OASIS, 2018): a unit a link, each of its segments marked `<mrk type="hexapla:sent">`. Nothing is lost.

Status is `state` with `subState`; what XLIFF has no place for is in the Metadata module. Files of other tools are
read too, versions 2.0 to 2.2; each of their segments becomes a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hexapla.errors import BadImportError
from hexapla.formats import properties, xml
from hexapla.formats.describing import describe, described
from hexapla.formats.incoming import Choice, File, Found, Piece, Row, Warnings, assemble
from hexapla.formats.marked import Reader
from hexapla.formats.options import Options
from hexapla.model import Alignment, Link, Segment, Status

CORE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_MDA = f"{{{METADATA}}}"
_NAMES = {None: CORE, "mda": METADATA}
_STATES = {
    Status.UNREVIEWED: "initial",
    Status.DRAFT: "translated",
    Status.QUERY: "translated",
    Status.CONFIRMED: "final",
}
_FROM_STATE = {
    "initial": Status.UNREVIEWED,
    "translated": Status.DRAFT,
    "reviewed": Status.DRAFT,
    "final": Status.CONFIRMED,
}
_MARKS = frozenset({"mrk"})  # it only marks words
_SENTENCE = "hexapla:sent"
_KEEP = {xml.SPACE: "preserve"}
_WORDS = frozenset({"source", "seg-source", "target", "note", "meta"})


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the file."""
    source, target = alignment.source.info, alignment.target.info
    languages = {"version": "2.1", "srcLang": source.language, "trgLang": target.language}
    document = xml.Document()
    with (
        document.open(f"{{{CORE}}}xliff", languages, _NAMES) as out,
        out.inside(f"{{{CORE}}}file", {"id": "f1", "original": alignment.document.name}),
    ):
        out.write(_metadata(describe(alignment).items()))
        for link in options.links(alignment):
            out.write(_unit(link, (source.language, target.language), options), _WORDS)
    return document.content()


def _core(tag: str) -> str:
    return f"{{{CORE}}}{tag}"


def _metadata(pairs: Iterable[tuple[str, str]]) -> xml.Element:
    metadata = xml.element(f"{_MDA}metadata", names=_NAMES)
    group = xml.add(metadata, f"{_MDA}metaGroup", {"category": "hexapla"})
    for name, value in pairs:
        xml.add(group, f"{_MDA}meta", {"type": name}, xml.fit(value))
    return metadata


def _unit(link: Link, tags: tuple[str, str], options: Options) -> xml.Element:
    unit = xml.element(_core("unit"), {"id": link.id}, names=_NAMES)
    unit.append(_metadata(properties.of_link(link, options)))
    if notes := options.notes_of(link):
        box = xml.add(unit, _core("notes"))
        for position, note in enumerate(notes, 1):
            xml.add(box, _core("note"), {"id": f"n{position}"}, note.text)
    state = {"state": _STATES[link.status], "subState": f"hexapla:{link.status}"}
    segment = xml.add(unit, _core("segment"), state)
    segment.append(_side(link.source, "source", tags[0]))
    segment.append(_side(link.target, "target", tags[1]))
    return unit


def _side(segments: Sequence[Segment], name: str, language: str) -> xml.Element:
    side = xml.element(_core(name), _KEEP, names=_NAMES)
    joiner = properties.joined((Segment("", 0, 0), Segment("", 0, 0)), language)
    for segment in segments:
        if len(side):
            side[-1].tail = joiner
        value = {"id": f"{name[0]}{segment.number}", "type": _SENTENCE, "value": properties.number(segment)}
        xml.add(side, _core("mrk"), value, segment.text)
    return side


# Reading


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read the file; raise `BadImportError` with the line of what is wrong."""
    file, warnings = files[0], Warnings()
    root = xml.root_of(file.data, file.name)
    if xml.local(root) != "xliff" or not xml.namespace(root).startswith("urn:oasis:names:tc:xliff:document:2."):
        raise BadImportError(file.name, "the root element is not <xliff> of version 2. Choose an XLIFF 2 file.")
    head: dict[str, str] = {}
    rows: list[Row] = []
    for found in xml.each(file.data, file.name, ("metadata", "unit")):
        inside = xml.local(found.getparent()) if found.getparent() is not None else ""
        if xml.local(found) == "unit":
            rows += _rows(found, warnings)
        elif inside == "file" and not head:
            head = {name: values[0] for name, values in _properties(found).items()}
    tags = choice.source or root.get("srcLang", ""), choice.target or root.get("trgLang", "")
    about = described(head, file.name.rpartition(".")[0] or file.name, tags)
    return Found(assemble(file.name, rows, about, warnings), warnings.all())


def _properties(found: xml.Element) -> properties.Properties:
    metas = found.iterfind(f".//{_MDA}metaGroup[@category='hexapla']/{_MDA}meta")
    return properties.gathered((meta.get("type", ""), meta.text or "") for meta in metas)


def _rows(unit: xml.Element, warnings: Warnings) -> Iterator[Row]:
    own = _properties(unit)
    notes = [note.text or "" for note in unit.iterfind("{*}notes/{*}note")]
    segments = [child for child in unit if xml.local(child) == "segment"]
    for position, segment in enumerate(segments):
        own["status"] = [_status(segment).value]
        sides = properties.Sides(*(_pieces(segment.find(f"{{*}}{name}"), warnings) for name in ("source", "target")))
        name = unit.get("id", "") if len(segments) == 1 else ""
        yield properties.row(name, sides, notes if position == 0 else (), own, warnings)


def _status(segment: xml.Element) -> Status:
    """Trust `subState` as long as nobody has changed `state`."""
    state = segment.get("state", "initial")
    exact = segment.get("subState", "").removeprefix("hexapla:")
    if exact in set(Status) and _STATES[Status(exact)] == state:
        return Status(exact)
    return _FROM_STATE.get(state, Status.UNREVIEWED)


def _pieces(side: xml.Element | None, warnings: Warnings) -> list[Piece]:
    if side is None:
        return []
    pieces, tags = _SENTENCES.pieces(side)
    if not pieces:
        words, tags = xml.inline(side, silent=_MARKS)
        pieces = [Piece(words)] if words.strip() else []
    if tags:
        warnings.add("Inline tags, kept as text: {n}.", tags)
    return pieces


def _number(found: xml.Element) -> str | None:
    return found.get("value", "") if xml.local(found) == "mrk" and found.get("type") == _SENTENCE else None


_SENTENCES = Reader(_number, silent=_MARKS)
