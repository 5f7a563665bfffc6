"""Versions in rows: each row a passage that holds together in every version, collated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hexapla import languages, pivot
from hexapla.collation.columns import Collated, collate
from hexapla.collation.loading import Version
from hexapla.collation.words import Ignore, Word, words
from hexapla.model import Link, Segment, other


@dataclass(frozen=True, slots=True)
class Cell:
    """What a version has in a row: its segments, their words where they are compared, and the links they come from."""

    segments: tuple[Segment, ...]
    words: tuple[Word, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A passage: its number from 1, the pivot's segments, a cell for each version, and what the comparison found.

    `collated` counts only the versions that are compared word for word: `compared` are their places among the cells.
    """

    number: int
    source: tuple[Segment, ...]
    cells: tuple[Cell, ...]
    compared: tuple[int, ...]
    collated: Collated

    @property
    def differs(self) -> bool:
        """Whether the versions do not read the same here."""
        return any(not place.agreed for place in self.collated.places)

    def likeness(self, version: int) -> float | None:
        """Return the share of words, from 0 to 1, that a version and the base have in common, in order.

        None where it is not compared or both are empty.
        """
        return self.collated.alike[self.compared.index(version)] if version in self.compared else None


def compared(versions: Sequence[Version], base: int) -> tuple[int, ...]:
    """Return the places of the versions that are in the base's language, and so compared word for word."""
    tags = [languages.base(version.info.language) for version in versions]
    return tuple(at for at, tag in enumerate(tags) if tag == tags[base])


def rows(own: Sequence[Segment], versions: Sequence[Version], base: int, ignore: Ignore) -> list[Row]:
    """Cut versions into rows by the pivot's segments (`own`) and collate each row."""
    columns = [pivot.Column(v.links if v.links is not None else _itself(own), v.side) for v in versions]
    which = compared(versions, base)
    found = []
    for number, row in enumerate(pivot.rows(columns), 1):
        cells = tuple(_cell(row, at, version, ignore, at in which) for at, version in enumerate(versions))
        collated = collate([cells[at].words for at in which], which.index(base))
        found.append(Row(number, row.source, cells, which, collated))
    return found


def _itself(own: Sequence[Segment]) -> tuple[Link, ...]:
    return tuple(Link("", (segment,), ()) for segment in own)


def _cell(row: pivot.Row, at: int, version: Version, ignore: Ignore, compare: bool) -> Cell:
    links: tuple[Link, ...] = ()
    if version.links is None:
        segments = row.source
    else:
        links = row.cells[at]
        far = other(version.side)
        segments = tuple(sorted((s for link in links for s in link.side(far)), key=lambda s: s.number))
    return Cell(segments, tuple(words([s.text for s in segments], ignore)) if compare else (), links)
