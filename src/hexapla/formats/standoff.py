"""Alignments that stand apart from their texts: links name segments by ids or indices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from hexapla.errors import BadImportError
from hexapla.formats.incoming import Piece, Row, Warnings
from hexapla.model import SIDES, Link, Segment, Side

Segments = Mapping[str, Piece]  # by id, in the order of the text, numbered from 1


@dataclass(frozen=True, slots=True)
class Pointing:
    """A link that only names its segments; `row` has the rest."""

    source: Sequence[str]
    target: Sequence[str]
    row: Row = field(default_factory=Row)

    def side(self, side: Side) -> Sequence[str]:
        """Return the ids of one side."""
        return self.source if side == "source" else self.target


def numbered(paragraphs: Iterable[Iterable[tuple[str, str]]]) -> dict[str, Piece]:
    """Make segments of paragraphs of (id, words); those without words keep their id and lose their place later."""
    found: dict[str, Piece] = {}
    for paragraph in paragraphs:
        for position, (name, words) in enumerate(paragraph):
            found[name] = Piece(words, len(found) + 1, position == 0)
    return found


def resolve(file: str, pointings: Iterable[Pointing], texts: Mapping[Side, Segments], warnings: Warnings) -> list[Row]:
    """Return a row for every link, and one for every segment that no link names, after the one before it.

    Raise `BadImportError` where a link names a segment that is not there, or that another link has.
    """
    rows: list[Row] = []
    taken: dict[Side, dict[str, int]] = {side: {} for side in SIDES}
    for pointing in pointings:
        pieces = {}
        for side in SIDES:
            pieces[side] = [_take(file, name, texts[side], taken[side], pointing) for name in pointing.side(side)]
            taken[side] |= dict.fromkeys(pointing.side(side), len(rows))
        rows.append(replace(pointing.row, source=pieces["source"], target=pieces["target"]))
    return _with_the_rest(rows, texts, taken, warnings)


def _take(file: str, name: str, text: Segments, taken: Mapping[str, int], pointing: Pointing) -> Piece:
    if name not in text:
        problem = f"a link names a segment “{name}” that is in neither text. Do these files belong together?"
        raise BadImportError(file, problem, pointing.row.line or None)
    if name in taken:
        raise BadImportError(file, f"segment “{name}” is in two links. Take it out of one.", pointing.row.line or None)
    return text[name]


def _with_the_rest(
    rows: Sequence[Row], texts: Mapping[Side, Segments], taken: Mapping[Side, Mapping[str, int]], warnings: Warnings
) -> list[Row]:
    after: dict[int, list[Row]] = {}
    for side in SIDES:
        before = -1
        for name, piece in texts[side].items():
            if name in taken[side]:
                before = taken[side][name]
            elif piece.text.strip():
                after.setdefault(before, []).append(Row([piece]) if side == "source" else Row((), [piece]))
                warnings.add(f"Segments of the {side} in no link, now links with an empty side: {{n}}.")
    if not after:
        return list(rows)
    mixed = list(after.get(-1, ()))
    for position, row in enumerate(rows):
        mixed += [row, *after.get(position, ())]
    return mixed


def monotone(links: Sequence[Link]) -> Iterator[tuple[list[Segment], list[Segment], float | None]]:
    """Yield beads that cross nowhere: links that cross are put together. The confidence is the lowest of a bead's."""
    order = {side: sorted({s.number for link in links for s in link.side(side)}) for side in SIDES}
    ranks = {side: {number: rank for rank, number in enumerate(order[side], 1)} for side in SIDES}
    open_: dict[Side, list[Segment]] = {side: [] for side in SIDES}
    done, highest = dict.fromkeys(SIDES, 0), dict.fromkeys(SIDES, 0)
    confidences: list[float] = []
    for link in links:
        for side in SIDES:
            open_[side] += link.side(side)
            done[side] += len(link.side(side))
            highest[side] = max([highest[side], *(ranks[side][s.number] for s in link.side(side))])
        confidences += [] if link.confidence is None else [link.confidence]
        if done == highest:
            source, target = (sorted(open_[side], key=attrgetter("number")) for side in SIDES)
            yield source, target, min(confidences, default=None)
            open_, confidences = {side: [] for side in SIDES}, []


def texts_of(links: Sequence[Link]) -> dict[Side, list[Segment]]:
    """Return the segments of each side that these links hold, in the order of their texts."""
    return {side: sorted((s for link in links for s in link.side(side)), key=attrgetter("number")) for side in SIDES}
