"""Translation Memory eXchange 1.4b (LISA OSCAR, 2005): a `tu` a link, a `tuv` a side.

Properties (`x-hexapla-…`) carry what TMX has no place for. A null link is a `tu` with one `tuv`.
Files of other tools are read too: several languages, of which two are chosen; inline codes, kept as text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hexapla import __version__
from hexapla.errors import BadImportError
from hexapla.formats import properties, xml
from hexapla.formats.choosing import choose
from hexapla.formats.describing import describe, described, tag_or_undetermined
from hexapla.formats.incoming import Choice, File, Found, Piece, Row, Warnings, assemble
from hexapla.formats.options import Options
from hexapla.model import SIDES, Alignment, Link, Segment, TextInfo

_OWN = "x-hexapla-"
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})  # their content is markup of the original
_MARKS = frozenset({"hi", "sub"})  # these only mark words
_HEADER = {
    "creationtool": "Hexapla",
    "creationtoolversion": __version__,
    "segtype": "sentence",
    "o-tmf": "Hexapla",
    "adminlang": "en",
    "datatype": "plaintext",
}


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the file."""
    infos = alignment.source.info, alignment.target.info
    document = xml.Document('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
    with document.open("tmx", {"version": "1.4"}) as out:
        header = xml.element("header", {**_HEADER, "srclang": infos[0].language})
        for key, value in describe(alignment).items():
            xml.add(header, "prop", {"type": _OWN + key}, xml.fit(value))
        out.write(header)
        with out.inside("body"):
            for link in options.links(alignment):
                out.write(_tu(link, infos, options))
    return document.content()


def _tu(link: Link, infos: tuple[TextInfo, TextInfo], options: Options) -> xml.Element:
    tu = xml.element("tu", {"tuid": link.id})
    for name, value in properties.of_link(link, options):
        xml.add(tu, "prop", {"type": _OWN + name}, xml.fit(value))
    for note in options.notes_of(link):
        xml.add(tu, "note", None, note.text)
    for side, info in zip(SIDES, infos, strict=True):
        if segments := link.side(side):
            tu.append(_tuv(segments, info))
    return tu


def _tuv(segments: Sequence[Segment], info: TextInfo) -> xml.Element:
    tuv = xml.element("tuv", {xml.LANG: info.language})
    xml.add(tuv, "prop", {"type": f"{_OWN}text"}, info.name)
    xml.add(tuv, "prop", {"type": f"{_OWN}numbers"}, properties.numbers(segments))
    if len(segments) > 1:
        xml.add(tuv, "prop", {"type": f"{_OWN}lengths"}, properties.lengths(segments))
    xml.add(tuv, "seg", None, properties.joined(segments, info.language))
    return tuv


@dataclass
class _Variant:
    """A `tuv`: `key` tells the texts of a file apart."""

    key: str
    language: str
    text: str
    properties: properties.Properties


@dataclass
class _Unit:
    name: str
    properties: properties.Properties
    notes: list[str]
    variants: list[_Variant] = field(default_factory=list)


@dataclass
class _Memory:
    """A whole file, before two of its languages are chosen."""

    header: dict[str, str] = field(default_factory=dict)
    first: str = ""
    units: list[_Unit] = field(default_factory=list)
    tags: int = 0


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read the file; raise `BadImportError` with the line of what is wrong."""
    file, warnings = files[0], Warnings()
    memory = _read(file)
    counts = Counter(variant.key for unit in memory.units for variant in unit.variants)
    keys = choose(file.name, counts, choice, memory.first)
    spoken = {variant.key: variant.language for unit in memory.units for variant in unit.variants}
    tags = tuple(choice.language(side) or spoken[key] for side, key in zip(SIDES, keys, strict=True))
    about = described(memory.header, _title(file), (tags[0], tags[1]))
    if memory.tags:
        warnings.add("Inline tags, kept as text: {n}.", memory.tags)
    rows = list(_rows(memory, keys, warnings))
    more = tuple(counts.items()) if len(counts) > len(SIDES) else ()
    return Found(assemble(file.name, rows, about, warnings), warnings.all(), more)


def _title(file: File) -> str:
    return file.name.rpartition(".")[0] or file.name


def _read(file: File) -> _Memory:
    if xml.local(xml.root_of(file.data, file.name)) != "tmx":
        raise BadImportError(file.name, "the root element is not <tmx>. Choose a TMX file.")
    memory = _Memory()
    for found in xml.each(file.data, file.name, ("header", "tu")):
        if xml.local(found) == "tu":
            memory.units.append(_unit(found, memory))
            continue
        memory.header = {name: values[0] for name, values in _properties(found).items()}
        srclang = found.get("srclang", "")
        memory.first = memory.header.get("source.name") or ("" if srclang == "*all*" else srclang)
    return memory


def _properties(found: xml.Element) -> properties.Properties:
    own = found.iterchildren("{*}prop")
    return properties.gathered((p.get("type", "").removeprefix(_OWN), p.text or "") for p in own)


def _unit(found: xml.Element, memory: _Memory) -> _Unit:
    notes = [note.text or "" for note in found.iterchildren("{*}note")]
    unit = _Unit(found.get("tuid", ""), _properties(found), notes)
    for child in found.iterchildren("{*}tuv"):
        variant = _variant(child, memory)
        if any(other.key == variant.key for other in unit.variants):
            variant.key += f" ({1 + sum(other.language == variant.language for other in unit.variants)})"
        unit.variants.append(variant)
    return unit


def _variant(found: xml.Element, memory: _Memory) -> _Variant:
    language = found.get(xml.LANG) or found.get("lang", "")
    own = _properties(found)
    seg = next(found.iterchildren("{*}seg"), None)
    text, tags = xml.inline(seg, _CODES, _MARKS) if seg is not None else ("", 0)
    memory.tags += tags
    return _Variant(own.get("text", [language])[0], language, text, own)


def _rows(memory: _Memory, keys: tuple[str, str], warnings: Warnings) -> Iterator[Row]:
    for unit in memory.units:
        sides = properties.Sides(*(_pieces(unit, key) for key in keys))
        if not (sides.source or sides.target):
            warnings.add(f"Units with neither {keys[0]} nor {keys[1]}, left out: {{n}}.")
            continue
        yield properties.row(unit.name, sides, unit.notes, unit.properties, warnings)


def _pieces(unit: _Unit, key: str) -> list[Piece]:
    variant = next((v for v in unit.variants if v.key == key), None)
    if variant is None:
        return []
    numbered, lengths = (" ".join(variant.properties.get(name, ())) for name in ("numbers", "lengths"))
    return properties.cut(variant.text, tag_or_undetermined(variant.language), lengths, numbered)
