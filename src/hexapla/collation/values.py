"""What is asked of a comparison of versions, and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hexapla import languages
from hexapla.collation.choosing import Choice
from hexapla.collation.loading import Version
from hexapla.collation.measures import Measures
from hexapla.collation.rows import Row
from hexapla.collation.verdicts import Verdict
from hexapla.collation.words import USUAL, Ignore
from hexapla.model import Document, Text


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared; what is not said is chosen."""

    source: str = ""
    texts: tuple[str, ...] = ()
    base: str = ""
    ignore: Ignore = USUAL


@dataclass(frozen=True, slots=True)
class Part:
    """Which rows are described: from which number, how many, and whether only those that differ."""

    first: int = 1
    count: int = 100
    differing: bool = False

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """Return the rows."""
        return [row for row in self._chosen(rows) if row.number >= self.first][: self.count]

    def after(self, rows: Sequence[Row]) -> int | None:
        """Return the number of the row that the next part begins with."""
        rest = [row.number for row in self._chosen(rows) if row.number >= self.first][self.count :]
        return rest[0] if rest else None

    def before(self, rows: Sequence[Row]) -> int | None:
        """Return the number of the row that the part before begins with."""
        earlier = [row.number for row in self._chosen(rows) if row.number < self.first][-self.count :]
        return earlier[0] if earlier else None

    def _chosen(self, rows: Sequence[Row]) -> list[Row]:
        return [row for row in rows if row.differs or not self.differing]


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
        known = [(found, count) for row, count in counts if (found := row.likeness(version)) is not None]
        whole = sum(count for _, count in known)
        return sum(found * count for found, count in known) / whole if whole else None
