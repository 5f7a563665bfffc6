"""Versions compared: several translations of one source, or several revisions of one text.

`Collations` answers for a workspace; `columns` is the comparison itself, `measures` and `verdicts` say how alike
passages are, `through` finds what renders the same source words in each version.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from hexapla import languages
from hexapla.align.cache import EmbeddingCache
from hexapla.collation.choosing import Choice, Name, choose
from hexapla.collation.loading import Loader, Revision, Version
from hexapla.collation.measures import Measurer, Measures
from hexapla.collation.rows import Row, rows
from hexapla.collation.verdicts import Verdict, verdict
from hexapla.collation.words import USUAL, Ignore
from hexapla.model import Document, Text
from hexapla.store import Key, Store
from hexapla.wordlinks import WordLinking

__all__ = ["Asked", "Collation", "Collations", "Ignore", "Judged", "Measures", "Name", "Row", "Version"]

_KEPT = 4  # collations that stay in memory


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared; what is not said is chosen."""

    source: str = ""
    texts: tuple[str, ...] = ()
    base: str = ""
    ignore: Ignore = USUAL


@dataclass(frozen=True, slots=True)
class Judged:
    """How a version stands to the base in a row: share of common words, measures, and what they mean."""

    likeness: float | None
    measures: Measures
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Collation:
    """Versions of a document, compared in rows. `overall` and `judged` are for each version, `judged` by row."""

    document: Document
    pivot: Text
    choice: Choice
    versions: tuple[Version, ...]
    ignore: Ignore
    rows: tuple[Row, ...]
    pairs: tuple[tuple[str, str], ...]

    @property
    def base(self) -> int:
        """The place of the base among the versions."""
        return self.choice.base

    def words(self, row: Row, version: int) -> str:
        """Return what a version has in a row, as running text."""
        joiner = languages.joiner(self.versions[version].info.language)
        return joiner.join(segment.text for segment in row.cells[version].segments)

    def likeness(self, version: int) -> float | None:
        """Return the share of words that a version and the base have in common, over all rows."""
        counts = [(row, len(row.cells[version].words) + len(row.cells[self.base].words)) for row in self.rows]
        known = [(found, count) for row, count in counts if (found := row.likeness(version, self.base)) is not None]
        whole = sum(count for _, count in known)
        return sum(found * count for found, count in known) / whole if whole else None


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

    def compare(self, document: str, asked: Asked = Asked()) -> Collation:  # noqa: B008 - frozen
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

    def revisions(self, collation: Collation, text: str) -> list[Revision]:
        """List the revisions that a text of a collation can be compared with."""
        return Loader(self._store, self._root, collation.document).revisions(text, collation.pivot.info.name)

    def judge(
        self, collation: Collation, version: int, some: Sequence[Row] | None = None
    ) -> tuple[Measures, list[Judged]]:
        """Measure a version beside the base: over these rows (all, by default), and in each of them."""
        chosen = collation.rows if some is None else some
        base = collation.base
        couples = [(collation.words(row, base), collation.words(row, version)) for row in chosen]
        tags = [collation.versions[at].info.language for at in (base, version)]
        measurer, unspaced = Measurer(*tags, self._vectors), not languages.joiner(tags[0])
        each = measurer.passages(couples)
        judged = []
        for row, couple, found in zip(chosen, couples, each, strict=True):
            alike = row.likeness(version, base)
            meaning = verdict(couple, found, measurer.encoder, alike=alike, unspaced=unspaced)
            judged.append(Judged(alike, found, meaning))
        return measurer.overall(couples, each), judged

    def signatures(self, collation: Collation) -> dict[str, str]:
        """Name each measure with all that its figures depend on."""
        language = collation.versions[collation.base].info.language
        return Measurer(language, language, self._vectors).signatures()
