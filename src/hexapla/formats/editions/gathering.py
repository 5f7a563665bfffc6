"""Rows of an edition: the links of one alignment, or of several that share a text, gathered around that text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hexapla import pivot
from hexapla.errors import BadOptionError
from hexapla.formats.options import Options, has_public_note
from hexapla.model import Alignment, Link, Segment, Side, Status, TextInfo, other


@dataclass(frozen=True, slots=True)
class Strand:
    """An alignment, and on which of its sides the text stands that all of them share."""

    alignment: Alignment
    side: Side

    @property
    def info(self) -> TextInfo:
        """The other text."""
        info: TextInfo = getattr(self.alignment, other(self.side)).info
        return info


@dataclass(frozen=True, slots=True)
class Group:
    """A row: segments of the shared text, and for each strand the links that have them."""

    id: str
    shared: tuple[Segment, ...]
    links: tuple[tuple[Link, ...], ...]

    def all_links(self) -> Iterator[Link]:
        """Yield the links of all strands."""
        return (link for links in self.links for link in links)


def strands(alignments: Sequence[Alignment]) -> tuple[TextInfo, tuple[Strand, ...]]:
    """Find the text that all alignments share, a source text before others; raise where there is none."""
    first = alignments[0]
    for candidate in (first.source.info, first.target.info):
        sides = [_side_of(candidate.name, alignment) for alignment in alignments]
        if all(sides):
            return candidate, tuple(Strand(a, side) for a, side in zip(alignments, sides, strict=True) if side)
    names = ", ".join(alignment.name for alignment in alignments)
    raise BadOptionError(f"The alignments {names} have no text in common, so that no row could be made of them.")


def _side_of(name: str, alignment: Alignment) -> Side | None:
    if alignment.source.info.name == name:
        return "source"
    return "target" if alignment.target.info.name == name else None


def gather(found: Sequence[Strand], options: Options) -> list[Group]:
    """Return the rows that appear, in order.

    One alignment gives a row a link. Several give the rows in which all of them hold together.
    """
    groups = list(_single(found[0]) if len(found) == 1 else _several(found))
    start, stop = options.span.cut([group.id for group in groups]) if groups else (0, 0)
    sides = [strand.side for strand in found]
    return [group for group in groups[start:stop] if _shows(group, sides, options)]


def _single(strand: Strand) -> Iterator[Group]:
    for link in strand.alignment.links:
        yield Group(link.id, link.side(strand.side), ((link,),))


def _several(found: Sequence[Strand]) -> Iterator[Group]:
    columns = [pivot.Column(strand.alignment.links, strand.side) for strand in found]
    for number, row in enumerate(pivot.rows(columns), 1):
        yield Group(f"R{number:04d}", row.source, row.cells)


def _shows(group: Group, sides: Sequence[Side], options: Options) -> bool:
    links = list(group.all_links())
    if options.only_confirmed and any(link.status is not Status.CONFIRMED for link in links):
        return False
    if options.only_noted and not any(map(has_public_note, links)):
        return False
    beside = (any(link.side(other(side)) for link in some) for side, some in zip(sides, group.links, strict=True))
    return options.null_links or bool(group.shared) + sum(beside) > 1
