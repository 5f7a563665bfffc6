"""The pivot view: one text and several others side by side, in rows that hold together in every alignment of it.

A row is the smallest stretch of the pivot's segments that no link of any column reaches out of. Within a row each
column keeps its own links, so nothing is merged that its alignment keeps apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from hexapla import wire
from hexapla.errors import UnknownNameError
from hexapla.model import SIDES, Document, Link, Segment, Side, alignment_name


@dataclass(frozen=True, slots=True)
class Column:
    """An alignment with the pivot: links in order (all, or the first ones), and the side where the pivot stands.

    The pivot's segments must have their `number`.
    """

    links: tuple[Link, ...]
    side: Side = "source"


@dataclass(frozen=True, slots=True)
class Row:
    """Segments of the pivot, none where a column has what the pivot lacks; and for each column its links, in order."""

    source: tuple[Segment, ...]
    cells: tuple[tuple[Link, ...], ...]


class Pair(NamedTuple):
    """A column by name: the alignment's source and target text, and the side where the pivot stands."""

    source: str
    target: str
    side: Side

    @property
    def name(self) -> str:
        """The alignment's name, such as `zh-Hans--en`."""
        return alignment_name(self.source, self.target)

    @property
    def text(self) -> str:
        """The name of the other text."""
        return self.target if self.side == "source" else self.source


def pairs_of(pivot: str, pairs: Iterable[tuple[str, str]]) -> dict[str, Pair]:
    """Return the columns that a text can have: its alignments by the other text's name."""
    found = [Pair(*names, side) for names in pairs for side in SIDES if names[SIDES.index(side)] == pivot]
    return {pair.text: pair for pair in sorted(found, key=lambda pair: pair.side)}


def usual_pivot(document: Document, pairs: Sequence[tuple[str, str]]) -> str:
    """Choose the text with most alignments, one that is a source before others; raise where there is none."""
    names = [name for name in document.texts if pairs_of(name, pairs)]
    if not names:
        raise UnknownNameError(f"{document.name} has no alignment to show side by side. Align two of its texts first.")
    return max(names, key=lambda name: (len(pairs_of(name, pairs)), document.texts[name].role == "source"))


def choose(
    document: Document, pairs: Sequence[tuple[str, str]], pivot: str | None, texts: Sequence[str]
) -> tuple[str, list[Pair]]:
    """Return the pivot and its columns in the order asked for; texts that are not aligned with it are passed over.

    Without a pivot the usual one is taken, without texts all that it is aligned with. Raise `UnknownNameError` for
    names that the document does not have, and for a pivot without alignments.
    """
    for name in (*([pivot] if pivot else []), *texts):
        if name not in document.texts:
            raise UnknownNameError(f"{document.name} has no text “{name}”. It has {', '.join(document.texts)}.")
    chosen = pivot or usual_pivot(document, pairs)
    known = pairs_of(chosen, pairs)
    if not known:
        raise UnknownNameError(f"{document.name} has no alignment of {chosen}. Align it with another text first.")
    wanted = [name for name in dict.fromkeys(texts) if name in known]
    return chosen, [known[name] for name in wanted or [name for name in document.texts if name in known]]


def numbered(links: Iterable[Link], side: Side, numbers: dict[int, int]) -> tuple[Link, ...]:
    """Give the pivot's segments their numbers: `numbers` has them by segment id."""
    found = ((link, tuple(replace(s, number=numbers[s.id]) for s in link.side(side))) for link in links)
    return tuple(replace(link, **{side: segments}) for link, segments in found)  # type: ignore[arg-type] # a field


def describe(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Return the rows as the API answers them: each link with the lines that it takes."""
    return [
        {
            "source": [_describe_segment(s) for s in row.source],
            "cells": [_describe_cell(row, position, column.side) for position, column in enumerate(columns)],
        }
        for row in rows(columns)
    ]


def _describe_segment(segment: Segment) -> dict[str, Any]:
    return {name: getattr(segment, name) for name in ("id", "number", "text", "starts_paragraph")}


def _describe_cell(row: Row, position: int, side: Side) -> list[dict[str, Any]]:
    placed = zip(row.cells[position], lines(row, position, side), strict=True)
    return [{**wire.link(link), "line": first, "lines": count} for link, (first, count) in placed]


def rows(columns: Sequence[Column]) -> list[Row]:
    """Return the rows of the pivot, as far as every column reaches; costs time in proportion to the links.

    What only a column has stands in a row of its own, after the row of the link before it.
    """
    pivot = _common(columns)
    starts = _starts(columns, len(pivot))
    row_of = [number for number, (start, end) in enumerate(pairwise(starts)) for _ in range(start, end)]
    count = len(starts) - 1
    cells: list[list[list[Link]]] = [[[] for _ in columns] for _ in range(count)]
    lone: list[list[Row]] = [[] for _ in range(count + 2)]  # before the first row, after each, and beyond the last
    for position, column in enumerate(columns):
        at = -1
        for link in column.links:
            segments = link.side(column.side)
            if not segments:
                lone[at + 1].append(_lone(link, position, len(columns)))
                continue
            at = row_of[segments[0].number - 1] if segments[0].number <= starts[-1] else count
            if at < count:
                cells[at][position].append(link)
    found = [*lone[0]]
    for number, (start, end) in enumerate(pairwise(starts)):
        found += [Row(tuple(pivot[start:end]), tuple(map(tuple, cells[number]))), *lone[number + 1]]
    return found


def lines(row: Row, column: int, side: Side) -> list[tuple[int, int]]:
    """Return for each link of a cell the lines (first, count), from 0, that it takes beside the row's segments.

    Links that would lie over each other (crossing ones) all take the whole row.
    """
    first = row.source[0].number if row.source else 0
    cells = [segments for segments in (link.side(side) for link in row.cells[column]) if segments]
    found = [(s[0].number - first, s[-1].number - s[0].number + 1) for s in cells]
    whole = (0, max(1, len(row.source)))
    apart = all(one[0] + one[1] <= following[0] for one, following in pairwise(found))
    return found if found and apart else [whole] * len(row.cells[column])


def _common(columns: Sequence[Column]) -> list[Segment]:
    """Return the pivot's segments from the first on, as far as all columns have them."""
    have = [{s.number: s for link in column.links for s in link.side(column.side)} for column in columns]
    pivot: list[Segment] = []
    while have and all(len(pivot) + 1 in numbers for numbers in have):
        pivot.append(have[0][len(pivot) + 1])
    return pivot


def _starts(columns: Sequence[Column], count: int) -> list[int]:
    """Return where rows begin (from 0) and, last, where the last whole row ends."""
    reach = list(range(count + 1))
    for column in columns:
        for link in column.links:
            numbers = [segment.number for segment in link.side(column.side)]
            if numbers and numbers[0] <= count:
                reach[numbers[0]] = max(reach[numbers[0]], numbers[-1])
    starts, end = [0], 0
    for number in range(1, count + 1):
        end = max(end, reach[number])
        if end == number:
            starts.append(number)
    return starts


def _lone(link: Link, position: int, count: int) -> Row:
    return Row((), tuple((link,) if column == position else () for column in range(count)))
