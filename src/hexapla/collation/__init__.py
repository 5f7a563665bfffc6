"""Versions compared: several translations of one source, or several revisions of one text.

`Collations` answers for a workspace; `columns` is the comparison itself, `measures` and `verdicts` say how alike
passages are, `through` finds what renders the same source words in each version.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from hexapla import languages, wire
from hexapla.align.cache import EmbeddingCache
from hexapla.collation import describing
from hexapla.collation.choosing import Choice, Name, choose
from hexapla.collation.exporting import EXPORTS
from hexapla.collation.loading import Loader, Revision, Version
from hexapla.collation.measures import Known, Measurer, Measures
from hexapla.collation.rows import Row, rows
from hexapla.collation.through import occurrences, terms
from hexapla.collation.values import Asked, Collation, Judged, Part
from hexapla.collation.verdicts import verdict
from hexapla.collation.words import Ignore
from hexapla.errors import BadOptionError
from hexapla.model import Document, Link
from hexapla.pivot import pairs_of
from hexapla.store import Key, Store
from hexapla.wordlinks import WordLinking, WordLinks

__all__ = ["Asked", "Collation", "Collations", "Ignore", "Judged", "Measures", "Name", "Part", "Row", "Version"]

Json = dict[str, Any]
ANYTHING = Asked()
_KEPT = 4  # collations that stay in memory
MOST_MEASURED = 150  # rows: of longer documents only those that are shown are measured


@dataclass(slots=True)
class _Kept:
    """The newest collations, by what they were made of."""

    found: OrderedDict[object, Collation] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def fetch(self, key: object, make: Callable[[], Collation]) -> Collation:
        """Return what is kept under a key, or make and keep it."""
        with self.lock:
            if key in self.found:
                self.found.move_to_end(key)
                return self.found[key]
        made = make()
        with self.lock:
            self.found[key] = made
            while len(self.found) > _KEPT:
                self.found.popitem(last=False)
        return made


class Collations:
    """Compares the versions of a workspace's documents, and changes nothing."""

    def __init__(self, store: Store, root: Path, wordlinks: WordLinking) -> None:
        self._store = store
        self._root = root
        self._wordlinks = wordlinks
        self._kept = _Kept()
        self._vectors = EmbeddingCache(root / ".hexapla" / "vectors")
        self._measured: Known = {}

    def compare(self, document: str, asked: Asked = ANYTHING) -> Collation:
        """Compare versions of a document; raise `UnknownNameError` for what is not there or not aligned."""
        value = self._store.refresh(document).document
        loader = Loader(self._store, self._root, value)
        choice = choose(value, loader.pairs, asked.source, asked.texts, asked.base)
        revisions = [(key, self._store.revision(key)) for key in self._store.alignments(document)]
        key = (value.name, choice, asked.ignore, tuple(revisions), self._heads(choice), repr(value))
        return self._kept.fetch(key, lambda: self._collate(value, loader, choice, asked.ignore))

    def _heads(self, choice: Choice) -> tuple[str, ...]:
        """Name what git's names of revisions stand for at the moment."""
        from hexapla import versions

        named = [name.revision.removeprefix("git:") for name in choice.versions if name.is_git]
        return tuple(versions.resolve(self._root, name) for name in named)

    def _collate(self, document: Document, loader: Loader, choice: Choice, ignore: Ignore) -> Collation:
        pivot = loader.pivot(choice)
        versions = loader.versions(choice, pivot)
        found = rows(pivot.segments, versions, choice.base, ignore)
        return Collation(document, pivot, choice, versions, ignore, tuple(found), tuple(loader.pairs))

    def comparable(self, found: Collation) -> list[Json]:
        """Describe the document's texts, each with those that it is aligned with."""
        texts = found.document.texts.values()
        return [{**wire.text(info), "aligned_with": list(pairs_of(info.name, found.pairs))} for info in texts]

    def all_revisions(self, found: Collation) -> dict[str, list[Revision]]:
        """List the revisions that the compared texts can be compared with, by text."""
        loader = Loader(self._store, self._root, found.document)
        names = dict.fromkeys(name.text for name in found.choice.versions)
        return {name: some for name in names if (some := loader.revisions(name, found.choice.pivot))}

    def judge(
        self, collation: Collation, version: int, some: Sequence[Row] | None = None, seconds: float | None = None
    ) -> tuple[Measures, list[Judged]]:
        """Measure a version beside the base: over these rows (all, by default), and in each of them.

        With `seconds` only as far as that time goes.
        """
        chosen = collation.rows if some is None else some
        base = collation.base
        couples = [(collation.words(row, base), collation.words(row, version)) for row in chosen]
        tag, here = (collation.versions[at].info.language for at in (base, version))
        measurer, unspaced = Measurer(tag, here, self._vectors, self._measured), not languages.joiner(tag)
        each = measurer.passages(couples, seconds)
        judged = []
        for row, couple, found in zip(chosen, couples, each, strict=True):
            alike = row.likeness(version)
            meaning = verdict(couple, found, measurer.encoder, alike=alike, unspaced=unspaced)
            judged.append(Judged(alike, found, meaning))
        return measurer.overall(couples, each), judged

    def outline(self, found: Collation) -> Json:
        """Describe what is compared, without its rows."""
        return describing.overview(found, (), {})

    def terms(self, found: Collation, words: str, part: Part, most: int, seconds: float | None = None) -> Json:
        """Describe what renders the source's words in each version: these words anywhere, or all of some rows.

        With `seconds` rows that take longer are left out, and counted as `waiting`.

        Raise `BadOptionError` where there is no source beside the versions.
        """
        if found.choice.own:
            raise BadOptionError(
                "These versions are compared with each other. To compare them through a source, name a text that all "
                "of them are aligned with."
            )
        of, among = partial(self._links, found), found.rows[0].compared if found.rows else ()
        shown = part.of(found.rows)
        if words.strip():
            term, left = occurrences(found.rows, found.versions, words.strip(), of, seconds)
            some = [term]
        else:
            some, left = terms(shown, found.versions, found.pivot.info.language, of, seconds)
        chosen = [term for term in some if words.strip() or not part.differing or term.differs(among)]
        return {
            **describing.overview(found, shown, {}),
            "previous": part.before(found.rows),
            "next": part.after(found.rows),
            "last": shown[-1].number if shown else 0,
            "waiting": left,
            "terms_in_all": len(chosen),
            "terms": [describing.term(term, found.versions, among) for term in chosen[:most]],
        }

    def _links(self, collation: Collation, version: int, links: Sequence[Link]) -> dict[str, WordLinks]:
        source, _, target = collation.versions[version].alignment.partition("--")
        return self._wordlinks.of(Key(collation.document.name, source, target), links)

    def overview(self, document: str, asked: Asked, part: Part, seconds: float | None = None) -> Json:
        """Describe versions with some rows of their comparison, as the API answers it.

        With `seconds` measures that take longer are left out, and counted as `waiting`.
        """
        found = self.compare(document, asked)
        shown = part.of(found.rows)
        measured = found.rows if len(found.rows) <= MOST_MEASURED else shown
        others = [at for at in range(len(found.versions)) if at != found.base]
        judged = {at: self.judge(found, at, measured, seconds) for at in others}
        described = describing.overview(found, shown, {at: whole for at, (whole, _) in judged.items()})
        each = {
            at: {row.number: one for row, one in zip(measured, every, strict=True)} for at, (_, every) in judged.items()
        }
        return {
            **described,
            "rows_measured": len(measured),
            "waiting": sum(one.measures.waiting for _, every in judged.values() for one in every),
            "signatures": self.signatures(found),
            "previous": part.before(found.rows),
            "next": part.after(found.rows),
            "rows": [describing.row(row, {at: known[row.number] for at, known in each.items()}) for row in shown],
        }

    def export(self, document: str, asked: Asked, form: str) -> tuple[bytes, str, str]:
        """Return a whole comparison as a file: its content, its ending and its media type."""
        found = self.compare(document, asked)
        write, suffix, media_type = EXPORTS[form]
        others = [at for at in range(len(found.versions)) if at != found.base]
        return write(found, {at: self.judge(found, at)[1] for at in others}), suffix, media_type

    def signatures(self, collation: Collation) -> dict[str, str]:
        """Name each measure with all that its figures depend on."""
        language = collation.versions[collation.base].info.language
        return Measurer(language, language, self._vectors).signatures()
