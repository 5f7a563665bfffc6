"""TEI P5: both texts with `<s xml:id>`, and in `<standOff>` the links, statuses and notes that point to them.

A `<link>` needs two targets, so that null links stand in a list of their own, `<spanGrp type="null">`; `n` keeps the
order of both. The header has what is known of document and texts; `xenoData` repeats it for machines.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from hexapla import __version__
from hexapla.errors import BadImportError
from hexapla.formats import xml
from hexapla.formats.choosing import choose
from hexapla.formats.describing import describe, described
from hexapla.formats.incoming import (
    CHANGED,
    Choice,
    File,
    Found,
    Piece,
    Row,
    Warnings,
    assemble,
    kind_named,
    note_kind_named,
    number_between_0_and_1,
)
from hexapla.formats.linkgroups import paragraphs_of
from hexapla.formats.options import Options
from hexapla.formats.standoff import Pointing, numbered, resolve, texts_of
from hexapla.model import SIDES, Alignment, Document, Kind, Link, Note, Segment, Side, Status, Text, TextInfo

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_T = f"{{{NAMESPACE}}}"
_NAMES = {None: NAMESPACE}
_WORDS = frozenset({"s", "note", "title", "name", "date", "bibl", "xenoData"})
_MOMENT = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?")
_MEANINGS: dict[str, Mapping[Any, str]] = {
    "status": {
        Status.UNREVIEWED: "not yet reviewed",
        Status.DRAFT: "a draft",
        Status.CONFIRMED: "confirmed by an editor",
        Status.QUERY: "an open question",
    },
    "kind": {
        Kind.OMISSION: "left out in the target text",
        Kind.ADDITION: "added in the target text",
        Kind.LOST: "the counterpart is lost",
        Kind.UNRESOLVED: "the counterpart has not been found",
    },
}


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the file."""
    links = list(options.links(alignment))
    texts = texts_of(links)
    root = xml.element(f"{_T}TEI", names=_NAMES)
    root.append(_header(alignment))
    root.append(_stand_off(links, options))
    group = _add(_add(root, "text"), "group")
    for side in SIDES:
        group.append(_text(side, getattr(alignment, side).info, texts[side]))
    xml.lay_out(root, _WORDS)
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


def _add(parent: xml.Element, tag: str, text: str | None = None, **attributes: str) -> xml.Element:
    """Make a TEI element as the last child; `xml_id` stands for `xml:id`."""
    named = {xml.ID if name == "xml_id" else name: value for name, value in attributes.items()}
    return xml.add(parent, f"{_T}{tag}", named, None if text is None else xml.fit(text))


# The header


def _header(alignment: Alignment) -> xml.Element:
    document = alignment.document
    header = xml.element(f"{_T}teiHeader", names=_NAMES)
    file = _add(header, "fileDesc")
    titles = _add(file, "titleStmt")
    _add(titles, "title", document.title)
    for info in (alignment.source.info, alignment.target.info):
        if info.translator:
            _responsible(titles, f"translated into {info.language}", info.translator)
    published = _add(file, "publicationStmt")
    _add(published, "authority", "Not published by Hexapla, which only wrote this file")
    _add(published, "idno", document.name, type="hexapla")
    if document.rights:
        _add(_add(published, "availability"), "p", document.rights)
    _sources(file, document, (alignment.source, alignment.target))
    _encoding(header, alignment)
    _profile(header, alignment)
    _add(header, "xenoData", json.dumps(describe(alignment), ensure_ascii=False), type="hexapla")
    return header


def _responsible(parent: xml.Element, what: str, who: str) -> None:
    statement = _add(parent, "respStmt")
    _add(statement, "resp", what)
    _add(statement, "name", who)


def _sources(file: xml.Element, document: Document, texts: Sequence[Text]) -> None:
    box = _add(file, "sourceDesc")
    work = _add(box, "bibl")
    _add(work, "title", document.title)
    for name, value in (("date", document.date), ("idno", document.archive), ("note", document.description)):
        if value:
            _add(work, name, value)
    for person in document.persons:
        _add(work, "name", person, type="person")
    if document.source_page:
        _add(work, "note", document.source_page, type="source_page")
    for side, text in zip(SIDES, texts, strict=True):
        info = text.info
        witness = _add(box, "bibl", xml_id=f"{side}-bibl")
        _add(witness, "title", info.title or info.name)
        if info.date:
            _add(witness, "date", info.date)
        _add(witness, "note", f"{info.provenance} text", type="provenance")
        if info.note:
            _add(witness, "note", info.note)


def _encoding(header: xml.Element, alignment: Alignment) -> None:
    encoding = _add(header, "encodingDesc")
    if alignment.made_by:
        how = "; ".join(f"{key}: {value}" for key, value in alignment.made_by.items())
        _add(_add(encoding, "projectDesc"), "p", f"How the texts were aligned: {how}.")
    application = _add(_add(encoding, "appInfo"), "application", ident="Hexapla", version=__version__)
    _add(application, "label", "Hexapla")


def _profile(header: xml.Element, alignment: Alignment) -> None:
    usage = _add(_add(header, "profileDesc"), "langUsage")
    for tag in dict.fromkeys((alignment.source.info.language, alignment.target.info.language)):
        _add(usage, "language", ident=tag)


# Links and notes


def _stand_off(links: Sequence[Link], options: Options) -> xml.Element:
    box = xml.element(f"{_T}standOff", names=_NAMES)
    for name, meanings in _MEANINGS.items():
        group = _add(box, "interpGrp", type=name)
        for value, meaning in meanings.items():
            _add(group, "interp", meaning, xml_id=str(value))
    full = [(place, link) for place, link in enumerate(links, 1) if not link.is_null]
    null = [(place, link) for place, link in enumerate(links, 1) if link.is_null]
    if full:
        group = _add(box, "linkGrp", type="translation")
        for place, link in full:
            _add(group, "link", **_pointers(place, link))
    if null:
        group = _add(box, "spanGrp", type="null")
        for place, link in null:
            _add(group, "span", **_pointers(place, link))
    _marks(box, links)
    notes = [(link, note) for link in links for note in options.notes_of(link)]
    if notes:
        listed = _add(box, "listAnnotation", type="notes")
        for place, (link, note) in enumerate(notes, 1):
            _note(listed, place, link, note)
    return box


def _pointers(place: int, link: Link) -> dict[str, str]:
    segments = [f"#{side[0]}{segment.number}" for side in SIDES for segment in link.side(side)]
    meanings = [f"#{value}" for value in (link.status, link.kind) if value]
    return {"xml_id": link.id, "n": str(place), "target": " ".join(segments), "ana": " ".join(meanings)}


def _marks(box: xml.Element, links: Sequence[Link]) -> None:
    for link in links:
        if link.confidence is not None:
            _add(box, "certainty", target=f"#{link.id}", locus="value", degree=repr(link.confidence))
        if link.changed_since_confirmed:
            _add(box, "certainty", target=f"#{link.id}", locus="value", cert="low", subtype="changed_since_confirmed")


def _note(listed: xml.Element, place: int, link: Link, note: Note) -> None:
    about = _add(listed, "annotation", xml_id=f"n{place}", motivation="commenting", target=f"#{link.id}")
    if note.author:
        _responsible(about, "note by", note.author)
    if note.created:
        when = {"when": note.created} if _MOMENT.fullmatch(note.created) else {}
        _add(_add(about, "revisionDesc"), "change", None if when else note.created, **when)
    _add(about, "note", note.text, type=note.kind.value, n=str(note.id))


# Texts


def _text(side: Side, info: TextInfo, segments: Sequence[Segment]) -> xml.Element:
    text = xml.element(f"{_T}text", {xml.ID: side, xml.LANG: info.language, "decls": f"#{side}-bibl"}, names=_NAMES)
    body = _add(text, "body")
    for paragraph in paragraphs_of(segments):
        block = _add(body, "p")
        for segment in paragraph:
            xml.add(block, f"{_T}s", {xml.ID: f"{side[0]}{segment.number}"}, segment.text)
    if not segments:
        _add(body, "p")
    return text


# Reading


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read the file; raise `BadImportError` with the line of what is wrong."""
    file, warnings = files[0], Warnings()
    root = xml.parse(file.data, file.name)
    if xml.local(root) not in ("TEI", "teiCorpus", "TEI.2"):
        raise BadImportError(file.name, "the root element is not <TEI>. Choose a TEI file.")
    pointers = list(_read_links(root))
    if not pointers:
        raise BadImportError(file.name, "there is no <link> with two targets in this file, nothing that aligns.")
    segments = _read_segments(root, {name for _, names in pointers for name in names})
    counts = Counter(key for key, _, _ in segments.values())
    values = _xeno(root)
    keys = choose(file.name, counts, choice)
    texts = {side: _of_text(key, segments) for side, key in zip(SIDES, keys, strict=True)}
    tags = (choice.language(side) or _tag(key) for side, key in zip(SIDES, keys, strict=True))
    source, target = (tag if not values or choice.language(side) else "" for side, tag in zip(SIDES, tags, strict=True))
    title = next(("".join(found.itertext()) for found in root.iter("{*}title")), "")
    about = described(values, " ".join(title.split()) or file.name.rpartition(".")[0], (source, target))
    rows = resolve(file.name, _pointings(pointers, texts, root, warnings), texts, warnings)
    more = tuple(counts.items()) if len(counts) > len(SIDES) else ()
    return Found(assemble(file.name, rows, about, warnings), warnings.all(), more)


def _read_links(root: xml.Element) -> Iterator[tuple[xml.Element, list[str]]]:
    """Yield links and listed null links in the order of `n`, where they all have one."""
    found = [link for link in root.iter("{*}link") if link.get("target")]
    found += [span for group in root.iter("{*}spanGrp") if group.get("type") == "null" for span in group]
    found = [one for one in found if xml.local(one)]
    if all((one.get("n") or "").isdecimal() for one in found):
        found.sort(key=lambda one: int(one.get("n")))
    for one in found:
        yield one, [name for pointer in one.get("target", "").split() if (name := pointer.rpartition("#")[2])]


_Located = dict[str, tuple[str, object, str]]  # id: key of the text, paragraph, words


def _read_segments(root: xml.Element, names: set[str]) -> _Located:
    """Find the elements that links point to, and their like that no link points to.

    A text is told by its `<text>` where there are several, else by `xml:lang`.
    """
    texts = [text for text in root.iter("{*}text") if text.find("{*}body") is not None]
    by_id = {found.get(xml.ID): found for text in texts for found in text.iter("{*}*") if found.get(xml.ID)}
    tags = {by_id[name].tag for name in names if name in by_id}
    found: _Located = {}
    for name, segment in by_id.items():
        if segment.tag in tags and (name in names or xml.local(segment) in ("s", "seg")):
            found[name] = (_key(segment, texts), segment.getparent(), "".join(segment.itertext()))
    return found


def _key(segment: xml.Element, texts: Sequence[xml.Element]) -> str:
    language = next((one.get(xml.LANG) for one in (segment, *segment.iterancestors()) if one.get(xml.LANG)), "und")
    if len(texts) == 1:
        return str(language)
    holder = next(text for text in texts if text is segment or text in set(segment.iterancestors()))
    same = [text for text in texts if text.get(xml.LANG) == holder.get(xml.LANG)]
    return f"{language} ({same.index(holder) + 1})" if len(same) > 1 else str(language)


def _tag(key: str) -> str:
    return key.partition(" ")[0]


def _of_text(key: str, segments: _Located) -> dict[str, Piece]:
    paragraphs: dict[object, list[tuple[str, str]]] = {}
    for name, (own, paragraph, words) in segments.items():
        if own == key:
            paragraphs.setdefault(paragraph, []).append((name, words))
    return numbered(paragraphs.values())


def _xeno(root: xml.Element) -> dict[str, str]:
    for found in root.iter("{*}xenoData"):
        if found.get("type") == "hexapla":
            try:
                return {str(key): str(value) for key, value in json.loads(found.text or "").items()}
            except (ValueError, AttributeError, RecursionError):
                return {}
    return {}


def _pointings(
    pointers: Sequence[tuple[xml.Element, list[str]]],
    texts: Mapping[Side, Mapping[str, Piece]],
    root: xml.Element,
    warnings: Warnings,
) -> Iterator[Pointing]:
    about = _about_links(root)
    for link, names in pointers:
        source, target = ([name for name in names if name in texts[side]] for side in SIDES)
        lost = len(names) - len(source) - len(target)
        if lost:
            warnings.add("Targets of links that are not in the two texts, left out: {n}.", lost)
        if source or target:
            row = replace(_row(link, about.get(link.get(xml.ID, ""), {})), line=link.sourceline or 0)
            yield Pointing(source, target, row)


def _row(link: xml.Element, about: Mapping[str, Any]) -> Row:
    meanings = [pointer.rpartition("#")[2] for pointer in link.get("ana", "").split()]
    status = next((Status(meaning) for meaning in meanings if meaning in set(Status)), Status.UNREVIEWED)
    kind = next((found for meaning in meanings if (found := kind_named(meaning))), None)
    changed = CHANGED if about.get("changed") else None
    return Row(
        id=link.get(xml.ID, ""),
        status=status,
        kind=kind,
        confidence=about.get("confidence"),
        notes=about.get("notes", ()),
        confirmed_hash=changed,
    )


def _about_links(root: xml.Element) -> dict[str, dict[str, Any]]:
    """Gather what points to links: confidence, notes, and that they have changed since they were confirmed."""
    about: dict[str, dict[str, Any]] = {}
    for found in root.iter("{*}certainty", "{*}annotation", "{*}note"):
        for pointer in found.get("target", "").split():
            own = about.setdefault(pointer.rpartition("#")[2], {})
            if xml.local(found) == "certainty":
                if found.get("subtype") == "changed_since_confirmed":
                    own["changed"] = True
                elif found.get("degree"):
                    own["confidence"] = number_between_0_and_1(found.get("degree"))
            else:
                own.setdefault("notes", []).extend(_read_notes(found))
    return about


def _read_notes(found: xml.Element) -> Iterator[Note]:
    notes = [found] if xml.local(found) == "note" else list(found.iter("{*}note"))
    author = "".join(found.findtext("{*}respStmt/{*}name") or "")
    change = found.find("{*}revisionDesc/{*}change")
    created = "" if change is None else change.get("when") or change.text or ""
    for note in notes:
        number = note.get("n", "")
        kind = note_kind_named(note.get("type"))
        yield Note(int(number) if number.isdecimal() else 0, "".join(note.itertext()), author, created, kind)
