"""The last page of an edition: what it was made from, by whom, how, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hexapla import __version__
from hexapla.formats.editions import wording
from hexapla.formats.options import Options, Span
from hexapla.model import Alignment, Link, Status

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Imprint:
    """What only the working copy knows of an edition: who edited its alignments, and when last (ISO 8601)."""

    editors: tuple[str, ...] = ()
    revised: str = ""


def facts(alignments: Sequence[Alignment], options: Options, imprint: Imprint) -> Iterator[Fact]:
    """Yield what a colophon says, as pairs of a label and words."""
    for alignment in alignments:
        yield from _of_alignment(alignment, len(alignments) > 1)
    if editors := imprint.editors or _authors_of_notes(alignments):
        yield "Editors" if len(editors) > 1 else "Editor", ", ".join(editors)
    if imprint.revised:
        yield "Last revised", wording.written_date(imprint.revised[:10])
    if left_out := list(_left_out(options)):
        yield "Left out", "; ".join(left_out)
    yield "Made with", f"Hexapla {__version__}"


def _of_alignment(alignment: Alignment, several: bool) -> Iterator[Fact]:
    revision = f", revision {alignment.revision}" if alignment.revision else ""
    yield "Alignment", f"{alignment.document.name}, {alignment.name}{revision}"
    yield "Links", _counts(alignment.links)
    if several:
        yield "Aligned with", "; ".join(f"{key.replace('-', ' ')} {value}" for key, value in alignment.made_by.items())
        return
    for key, value in alignment.made_by.items():
        yield f"Alignment {key.replace('-', ' ')}", value


def _authors_of_notes(alignments: Sequence[Alignment]) -> tuple[str, ...]:
    notes = (note for alignment in alignments for link in alignment.links for note in link.notes)
    names = (" ".join(note.author.split()) for note in notes if not note.private)
    return tuple(dict.fromkeys(filter(None, names)))


def _counts(links: tuple[Link, ...]) -> str:
    counts = Counter(link.status for link in links)
    parts = [f"{counts[status]} {words}" for status, words in _COUNTED.items() if counts[status]]
    if changed := sum(link.changed_since_confirmed for link in links):
        parts.append(f"{changed} changed since confirmed")
    if nulls := sum(link.is_null for link in links):
        parts.append(f"{nulls} with one side empty")
    return f"{len(links)}: {', '.join(parts)}" if links else "none"


_COUNTED = {
    Status.CONFIRMED: "confirmed",
    Status.DRAFT: "in draft",
    Status.QUERY: "with an open question",
    Status.UNREVIEWED: "not yet reviewed",
}


def _left_out(options: Options) -> Iterator[str]:
    if options.span != Span():
        yield f"all rows but {options.span}"
    if options.only_confirmed:
        yield "links that are not confirmed"
    if options.only_noted:
        yield "links without a note"
    if not options.null_links:
        yield "links with one side empty"
    if not options.notes:
        yield "notes"
