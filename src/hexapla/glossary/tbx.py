"""TBX in and out: ISO 30042:2019, dialect TBX-Basic, style DCA.

Written are `conceptEntry`, `langSec` and `termSec` with the data categories of the Min and Basic modules:
`administrativeStatus`, `partOfSpeech`, `projectSubset` (the documents that a term is for), and notes. TBX has no status
above *preferred*; a required term is a preferred one with the note “status: required”, which is read back.

The 2008 edition (`martif`), which most tools still speak, is written on request.

Read are both styles (DCA, DCT) of the 2019 edition in either of its namespaces, and the `martif` of the 2008 edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from hexapla.errors import BadGlossaryError, BadImportError
from hexapla.formats.xml import LANG, Element, add, element, lay_out, local
from hexapla.formats.xml import parse as parse_xml
from hexapla.glossary.naming import CONCEPT, free_name
from hexapla.glossary.tsv import checked
from hexapla.glossary.values import PARTS_OF_SPEECH, Glossary, Term, TermStatus, glossary

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
REQUIRED = "status: required"
_SCHEMA = "https://ltac-global.github.io/TBX-Basic_dialect/DCA/TBXcoreStructV03_TBX-Basic_integrated.rng"
_MODEL = f'href="{_SCHEMA}" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"'
_OUT = {
    TermStatus.REQUIRED: "preferredTerm-admn-sts",
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_IN = {
    "preferredTerm": TermStatus.PREFERRED,
    "standardizedTerm": TermStatus.PREFERRED,
    "legalTerm": TermStatus.PREFERRED,
    "regulatedTerm": TermStatus.PREFERRED,
    "admittedTerm": TermStatus.ADMITTED,
    "deprecatedTerm": TermStatus.FORBIDDEN,
    "supersededTerm": TermStatus.FORBIDDEN,
}
_WORDS = frozenset({"term", "termNote", "note", "admin", "title", "p"})
_CONCEPTS, _LANGUAGES, _TERMS = {"conceptEntry", "termEntry"}, {"langSec", "langSet"}, {"termSec", "tig", "ntig"}


@dataclass(frozen=True, slots=True)
class Edition:
    """The names of the structure in an edition of the standard, and what stands above and in the root."""

    namespace: str
    root: str
    header: str
    concept: str
    language: str
    term: str
    attributes: dict[str, str]
    above: str


EDITIONS = {
    "2019": Edition(
        NAMESPACE,
        *("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec"),
        {"type": "TBX-Basic", "style": "dca"},
        f"<?xml-model {_MODEL}?>",
    ),
    "2008": Edition(
        "",
        *("martif", "martifHeader", "termEntry", "langSet", "tig"),
        {"type": "TBX"},
        '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">',
    ),
}


def dump(value: Glossary, title: str = "Glossary", edition: str = "2019") -> bytes:
    """Return the glossary as a TBX file of an edition: 2019, or 2008 for tools that have not moved on."""
    return _Writer(EDITIONS[edition]).write(value, title)


class _Writer:
    """Writes a glossary in one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def write(self, value: Glossary, title: str) -> bytes:
        """Return the file."""
        names = self._edition
        root = element(
            self._tag(names.root),
            {**names.attributes, LANG: "en"},
            names={None: names.namespace} if names.namespace else None,
        )
        described = self._add(self._add(root, names.header), "fileDesc")
        self._add(self._add(described, "titleStmt"), "title", text=title)
        self._add(self._add(described, "sourceDesc"), "p", text="A glossary kept with Hexapla.")
        body = self._add(self._add(root, "text"), "body")
        for concept, terms in value.concepts().items():
            self._concept(body, concept, terms)
        lay_out(root, _WORDS)
        words = etree.tostring(root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{names.above}\n{words}\n'.encode()

    def _tag(self, name: str) -> str:
        return f"{{{self._edition.namespace}}}{name}" if self._edition.namespace else name

    def _add(
        self, parent: Element, name: str, attributes: dict[str, str] | None = None, text: str | None = None
    ) -> Element:
        return add(parent, self._tag(name), attributes, text)

    def _concept(self, body: Element, concept: str, terms: tuple[Term, ...]) -> None:
        entry = self._add(body, self._edition.concept, {"id": concept})
        for tag in dict.fromkeys(term.language for term in terms):
            section = self._add(entry, self._edition.language, {LANG: tag})
            for term in terms:
                if term.language == tag:
                    self._term(self._add(section, self._edition.term), term)

    def _term(self, place: Element, term: Term) -> None:
        self._add(place, "term", text=term.term)
        if term.part_of_speech:
            self._add(place, "termNote", {"type": "partOfSpeech"}, term.part_of_speech)
        self._add(place, "termNote", {"type": "administrativeStatus"}, _OUT[term.status])
        for document in term.documents:
            self._add(place, "admin", {"type": "projectSubset"}, document)
        for note in ([REQUIRED] if term.status is TermStatus.REQUIRED else []) + ([term.note] if term.note else []):
            self._add(place, "note", text=note)


def parse(data: bytes, path: Path | str = "glossary.tbx") -> Glossary:
    """Read a TBX file of any edition and style; raise `BadGlossaryError` with the line."""
    try:
        root = parse_xml(data, str(path))
    except BadImportError as problem:
        raise BadGlossaryError(path, problem.problem, problem.line) from None
    if local(root) not in ("tbx", "martif"):
        message = f"the file begins with <{local(root)}>. A TBX file begins with <tbx> or <martif>."
        raise BadGlossaryError(path, message, 1)
    names: set[str] = set()
    terms: dict[tuple[str, str, str], Term] = {}
    for entry in _all(root, _CONCEPTS):
        for term in _read_concept(entry, names, path):
            terms.setdefault(term.key, term)
    if not terms:
        raise BadGlossaryError(path, "there is no term in the file.")
    return glossary(terms.values())


def _all(root: Element, names: set[str]) -> Iterator[Element]:
    return (found for found in root.iter(etree.Element) if local(found) in names)


def _read_concept(entry: Element, names: set[str], path: Path | str) -> list[Term]:
    found = [
        (section.get(LANG) or section.get("lang") or "", place)
        for section in entry
        if local(section) in _LANGUAGES
        for place in section
        if local(place) in _TERMS
    ]
    own = entry.get("id") or ""
    words = [_text(next(_all(place, {"term"}), None)) for _, place in found]
    name = own if CONCEPT.fullmatch(own) and own not in names else free_name([own, *words], names)
    names.add(name)
    about = _collapsed([_text(child) for child in entry if local(child) == "note" or _kind(child) == "definition"])
    return [_read_term(place, (name, tag, about), path) for tag, place in found]


def _read_term(place: Element, about: tuple[str, str, str], path: Path | str) -> Term:
    concept, tag, entry_note = about
    values: dict[str, list[str]] = {}
    for child in place.iter(etree.Element):
        values.setdefault(_kind(child), []).append(_text(child))
    notes = [note for note in values.get("note", []) if note]
    status = _status(values, REQUIRED in notes)
    note = _collapsed([note for note in notes if note != REQUIRED] or [entry_note])
    part = next(iter(values.get("partOfSpeech", [])), "")
    part = part if part in PARTS_OF_SPEECH else "other" if part else ""
    documents = tuple(values.get("projectSubset", ()))
    term = Term(concept, tag, next(iter(values.get("term", [])), ""), status, part, note)
    try:
        return checked(term, documents)
    except ValueError as problem:
        raise BadGlossaryError(path, str(problem), place.sourceline) from None


def _status(values: dict[str, list[str]], required: bool) -> TermStatus:
    said = next(iter(values.get("administrativeStatus", []) + values.get("normativeAuthorization", [])), "")
    otherwise = TermStatus.PREFERRED if required or not said else TermStatus.ADMITTED
    status = _IN.get(said.removesuffix("-admn-sts"), otherwise)
    return TermStatus.REQUIRED if required and status is TermStatus.PREFERRED else status


def _kind(found: Element) -> str:
    """Name a data category: the element's `type` in DCA, its own name in DCT."""
    return str(found.get("type") or local(found))


def _text(found: Element | None) -> str:
    return _collapsed(["".join(found.itertext())]) if found is not None else ""


def _collapsed(pieces: list[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(pieces)).strip()
