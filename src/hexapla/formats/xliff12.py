"""XLIFF 1.2 (OASIS, 2008) for older translation tools: a `trans-unit` a link, each of its sentences marked.

`seg-source` makes of a link one segment to translate; inside, `<mrk mtype="x-sentence">` marks the sentences, `mid`
their numbers, and `comment="¶"` the first of a paragraph. Files of other tools are read too.
"""

from __future__ import annotations

from collections.abc import Sequence

from hexapla.errors import BadImportError
from hexapla.formats import properties, xml
from hexapla.formats.describing import describe, described
from hexapla.formats.incoming import Choice, File, Found, Piece, Row, Warnings, assemble
from hexapla.formats.marked import Reader
from hexapla.formats.options import Options
from hexapla.model import Alignment, Link, Note, Segment, Status

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_NAMES = {None: NAMESPACE}
_STATES = {
    Status.UNREVIEWED: "needs-review-translation",
    Status.DRAFT: "translated",
    Status.QUERY: "x-query",
    Status.CONFIRMED: "final",
}
_FROM_STATE = {
    **{state: status for status, state in _STATES.items()},
    "signed-off": Status.CONFIRMED,
    "needs-adaptation": Status.DRAFT,
    "needs-l10n": Status.DRAFT,
}
_CODES = frozenset({"bpt", "ept", "ph", "it"})  # their content is markup of the original
_MARKS = frozenset({"mrk", "sub"})  # these only mark words
_KEEP = {xml.SPACE: "preserve"}
_WORDS = frozenset({"source", "seg-source", "target", "note", "meta"})


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the file."""
    source, target = alignment.source.info, alignment.target.info
    file = {
        "original": alignment.document.name,
        "source-language": source.language,
        "target-language": target.language,
        "datatype": "plaintext",
    }
    document = xml.Document()
    with document.open(_core("xliff"), {"version": "1.2"}, _NAMES) as out, out.inside(_core("file"), file):
        header = xml.element(_core("header"), names=_NAMES)
        for key, value in describe(alignment).items():
            xml.add(header, _core("note"), {"from": key}, xml.fit(value))
        out.write(header)
        with out.inside(_core("body")):
            for link in options.links(alignment):
                out.write(_unit(link, (source.language, target.language), options), _WORDS)
    return document.content()


def _core(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _unit(link: Link, tags: tuple[str, str], options: Options) -> xml.Element:
    confirmed = "yes" if link.status is Status.CONFIRMED else "no"
    unit = xml.element(_core("trans-unit"), {"id": link.id, "approved": confirmed, **_KEEP}, names=_NAMES)
    xml.add(unit, _core("source"), None, properties.joined(link.source, tags[0]))
    unit.append(_marked("seg-source", link.source, tags[0]))
    target = _marked("target", link.target, tags[1])
    target.set("state", _STATES[link.status])
    unit.append(target)
    for note in options.notes_of(link):
        xml.add(unit, _core("note"), {"from": note.author} if note.author else None, note.text)
    return unit


def _marked(name: str, segments: Sequence[Segment], language: str) -> xml.Element:
    side = xml.element(_core(name), names=_NAMES)
    whole = xml.add(side, _core("mrk"), {"mtype": "seg", "mid": "0"})
    joiner = properties.joined((Segment("", 0, 0), Segment("", 0, 0)), language)
    for segment in segments:
        if len(whole):
            whole[-1].tail = joiner
        paragraph = {"comment": properties.PARAGRAPH} if segment.starts_paragraph else {}
        mark = {"mtype": "x-sentence", "mid": str(segment.number), **paragraph}
        xml.add(whole, _core("mrk"), mark, segment.text)
    return side


# Reading


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read the file; raise `BadImportError` with the line of what is wrong."""
    file, warnings = files[0], Warnings()
    root = xml.root_of(file.data, file.name)
    if xml.local(root) != "xliff" or not root.get("version", "").startswith("1."):
        raise BadImportError(file.name, "the root element is not <xliff> of version 1. Choose an XLIFF 1.2 file.")
    head: dict[str, str] = {}
    rows: list[Row] = []
    tags: tuple[str, str] = ("", "")
    for found in xml.each(file.data, file.name, ("header", "trans-unit")):
        tags = _tags(found) if tags == ("", "") else tags
        if xml.local(found) == "header":
            notes = (note for note in found if xml.local(note) == "note" and "." in note.get("from", ""))
            head = head or {note.get("from"): note.text or "" for note in notes}
        else:
            rows.append(_row(found, warnings))
    tags = choice.source or tags[0], choice.target or tags[1]
    about = described(head, file.name.rpartition(".")[0] or file.name, tags)
    return Found(assemble(file.name, rows, about, warnings), warnings.all())


def _tags(found: xml.Element) -> tuple[str, str]:
    file = next(found.iterancestors("{*}file"), None)
    return ("", "") if file is None else (file.get("source-language", ""), file.get("target-language", ""))


def _row(unit: xml.Element, warnings: Warnings) -> Row:
    parts = {xml.local(child): child for child in reversed(unit) if xml.local(child)}
    target = parts.get("target")
    source = _pieces(parts.get("seg-source"), warnings) or _pieces(parts.get("source"), warnings)
    notes = [
        Note(0, child.text or "", child.get("from", "")) for child in unit if xml.local(child) == "note" and child.text
    ]
    return Row(source, _pieces(target, warnings), unit.get("id", ""), _status(unit, target), notes=notes)


def _status(unit: xml.Element, target: xml.Element | None) -> Status:
    state = target.get("state") if target is not None else None
    if state is None:
        return Status.CONFIRMED if unit.get("approved") == "yes" else Status.UNREVIEWED
    return _FROM_STATE.get(state, Status.UNREVIEWED)


def _pieces(side: xml.Element | None, warnings: Warnings) -> list[Piece]:
    if side is None:
        return []
    pieces, tags = _SENTENCES.pieces(side)
    if not pieces:
        words, tags = xml.inline(side, _CODES, _MARKS)
        pieces = [Piece(words)] if words.strip() else []
    if tags:
        warnings.add("Inline tags, kept as text: {n}.", tags)
    return pieces


def _number(found: xml.Element) -> str | None:
    if xml.local(found) != "mrk" or found.get("mtype") != "x-sentence":
        return None
    return f"{found.get('comment', '')}{found.get('mid', '')}"


_SENTENCES = Reader(_number, _CODES, _MARKS)
