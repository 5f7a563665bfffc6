"""What pages, the API and the command line do with the glossary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from hexapla.errors import BadGlossaryError, FileError, UnknownNameError
from hexapla.glossary import tbx, tsv, wire
from hexapla.glossary.checking import Checker, Pair, Use, original
from hexapla.glossary.file import GlossaryFile
from hexapla.glossary.naming import free_name
from hexapla.glossary.quality import finding_of
from hexapla.glossary.values import Glossary, Term, TermStatus, join, put_concept
from hexapla.importers.decoding import decode
from hexapla.model import Document, Link
from hexapla.quality.accepted import Record, key_of
from hexapla.store import Key, Store, read

Json = dict[str, Any]
FORMATS = {  # their media types
    "tbx": "application/x-tbx",
    "tbx-2008": "application/x-tbx",
    "tsv": "text/tab-separated-values; charset=utf-8",
}


class Glossaries:
    """The glossary of one workspace: reading, changing, coming in, going out, and checking links against it."""

    def __init__(self, store: Store, root: Path, accepted: Callable[[Key], Record]) -> None:
        self._store = store
        self._accepted = accepted
        self._file = GlossaryFile(root)
        self._checker: tuple[str, Checker] = ("", Checker(Glossary()))

    def read(self) -> Glossary:
        """Return the glossary as its file has it; raise `BadGlossaryError`."""
        return self._file.read()[0]

    def describe(self) -> Json:
        """Describe the glossary by concepts, with its revision; a file that cannot be read is told under `problem`."""
        try:
            value, revision = self._file.read()
        except BadGlossaryError as problem:
            return {"revision": "", "languages": [], "concepts": [], "problem": str(problem)}
        return wire.glossary(value, revision)

    # Changing

    def put(self, concept: str, terms: Sequence[Json], *, revision: str | None = None) -> Json:
        """Make these all the terms of a concept; with none it is deleted."""
        made = [wire.term(concept, each, tag=f"term {number}") for number, each in enumerate(terms, 1)]
        if twice := _twice(made):
            raise BadGlossaryError("glossary", f"“{twice.term}” ({twice.language}) is there twice. Take one away.")
        return wire.glossary(*self._file.change(lambda value: put_concept(value, concept, made), revision))

    def add(self, terms: Sequence[Json], *, concept: str = "", revision: str | None = None) -> tuple[str, Json]:
        """Add terms to a concept, or make a concept of them; return its name and the glossary."""
        named: list[str] = []

        def make(value: Glossary) -> Glossary:
            named.append(concept or free_name([str(each.get("term", "")) for each in terms], value.concepts()))
            return join(value, [wire.term(named[-1], each, tag="term") for each in terms])[0]

        changed = self._file.change(make, revision)
        return named[-1], wire.glossary(*changed)

    def import_(self, data: bytes, name: str, *, status: str = "preferred", preview: bool = False) -> Json:
        """Take in a TSV or TBX file: terms are added or changed, none is deleted. With `preview` nothing is written."""
        come = _parse(data, name, TermStatus(status))
        known = self.read()
        _, added, changed = join(known, come.terms)
        if not preview:
            self._file.change(lambda value: join(value, come.terms)[0])
        return {"terms": len(come.terms), "concepts": len(come.concepts()), "added": added, "changed": changed}

    def export(self, form: str) -> bytes:
        """Return the glossary as a TSV or TBX file; `tbx-2008` is the edition that older tools read."""
        if form not in FORMATS:
            raise UnknownNameError(f"There is no format {form} for a glossary. There are {', '.join(FORMATS)}.")
        value = self.read()
        if form == "tsv":
            return tsv.dump(value).encode()
        return tbx.dump(value, edition="2008" if form == "tbx-2008" else "2019")

    # Checking

    def checker(self) -> Checker:
        """Return what holds links against the present glossary."""
        value, revision = self._file.read()
        if self._checker[0] != revision:
            self._checker = revision, Checker(value)
        return self._checker[1]

    def uses(
        self, key: Key, *, after: str | None = None, limit: int = 1000, links: Sequence[str] | None = None
    ) -> Json:
        """Describe the concepts in the named links, or in the first `limit` after `after`; `next` is where to go on.

        What a person has accepted as it is has the state `accepted`.
        """
        _, revision = self._file.read()
        pair, checker = pair_of(self._store.refresh(key.document).document, key), self.checker()
        with self._store.database.reading() as connection:
            row = read.find_alignment(connection, *key)
            if not checker.concerns(pair):
                found = []
            elif links is None:
                found = read.links_in_order(connection, row["id"], after=after, limit=limit + 1)
            else:
                found = [placed.link for placed in read.links_placed(connection, row["id"], links)]
        shown, record = found if links is not None else found[:limit], self._record(key)
        uses = {link.id: used for link in shown if (used := _uses(checker, pair, link, record))}
        following = shown[-1].id if len(shown) < len(found) else None
        return {"revision": row["revision"], "glossary": revision, "next": following, "uses": uses}

    def _record(self, key: Key) -> Record:
        """Return what was accepted; nothing where its file is broken, which the checks tell."""
        try:
            return self._accepted(key)
        except FileError:
            return {}

    def findings(self, document: str | None = None) -> Iterator[Json]:
        """Yield every link that lacks what is required or has what is forbidden, with document, alignment and row.

        What was accepted is left out.
        """
        names = [document] if document else self._store.mirror.paths.documents()
        for name in names:
            for key in self._store.alignments(name):
                yield from self._findings_in(key)

    def _findings_in(self, key: Key) -> Iterator[Json]:
        value, checker, record = self._store.value(key), self.checker(), self._record(key)
        pair = pair_of(value.document, key)
        for row, link in enumerate(value.links, 1):
            for use in checker.uses(pair, _sides(link)):
                if use.is_amiss and key_of(finding_of(link.id, use)) not in record:
                    place = {"document": key.document, "alignment": key.name, "link": link.id, "row": row}
                    yield {**place, **wire.use(use), "message": wire.sentence(use)}


def pair_of(document: Document, key: Key) -> Pair:
    """Describe the two texts of an alignment."""
    infos = document.texts[key.source], document.texts[key.target]
    tags = infos[0].language, infos[1].language
    return Pair(document.name, (key.source, key.target), tags, original((infos[0].role, infos[1].role)))


def _sides(link: Link) -> tuple[list[str], list[str]]:
    return [s.text for s in link.source], [s.text for s in link.target]


def _uses(checker: Checker, pair: Pair, link: Link, record: Record) -> list[Json]:
    return [_placed(use, link, record) for use in checker.uses(pair, _sides(link))]


def _placed(use: Use, link: Link, record: Record) -> Json:
    """Describe a use with the id of its segment; what is amiss with the name by which it can be accepted."""
    described = {**wire.use(use), "segment": link.side(use.side)[use.segment].id}
    if not use.is_amiss:
        return described
    finding = finding_of(link.id, use)
    if key_of(finding) in record:
        return {**described, "state": "accepted"}
    return {**described, "check": finding.check, "fingerprint": finding.fingerprint}


def _twice(terms: Sequence[Term]) -> Term | None:
    seen: set[tuple[str, str, str]] = set()
    for term in terms:
        if term.key in seen:
            return term
        seen.add(term.key)
    return None


def _parse(data: bytes, name: str, status: TermStatus) -> Glossary:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return tbx.parse(data, name)
    content = decode(data, name)
    found = tsv.parse_wide(content, name, status) if tsv.is_wide(content) else tsv.parse(content, name)
    if not found.terms:
        raise BadGlossaryError(name, "there is no term in the file.")
    return found
