"""What a link says beside its words, as named properties: for formats whose entries carry such (TMX, XLIFF).

A property may stand several times: each note has one of `note-id`, `note-author`, `note-date` and `note-kind`,
in the notes' order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from hexapla import languages
from hexapla.formats.describing import UNDETERMINED
from hexapla.formats.incoming import (
    Piece,
    Row,
    Warnings,
    kind_named,
    note_kind_named,
    number_between_0_and_1,
    status_named,
)
from hexapla.formats.options import Options
from hexapla.model import Link, Note, Segment

PARAGRAPH = "¶"
Properties = dict[str, list[str]]


def of_link(link: Link, options: Options) -> Iterator[tuple[str, str]]:
    """Yield the properties of a link."""
    yield "status", link.status.value
    if link.kind:
        yield "kind", link.kind.value
    if link.confidence is not None:
        yield "confidence", repr(link.confidence)
    if link.confirmed_hash:
        yield "confirmed", link.confirmed_hash
    for note in options.notes_of(link):
        yield "note-id", str(note.id)
        yield "note-author", note.author
        yield "note-date", note.created
        yield "note-kind", note.kind.value


def gathered(pairs: Iterable[tuple[str, str]]) -> Properties:
    """Put properties of one name together."""
    found: Properties = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


class Sides(NamedTuple):
    """The two sides of a link as a file has them."""

    source: Sequence[Piece]
    target: Sequence[Piece]


def row(name: str, sides: Sides, notes: Sequence[str], properties: Properties, warnings: Warnings) -> Row:
    """Make a row of what stands in a file."""

    def first(key: str) -> str | None:
        return next(iter(properties.get(key, ())), None)

    return Row(
        *sides,
        name,
        status_named(first("status"), warnings),
        kind_named(first("kind")),
        number_between_0_and_1(first("confidence")),
        list(_notes(notes, properties)),
        first("confirmed"),
    )


def _notes(texts: Sequence[str], properties: Properties) -> Iterator[Note]:
    def nth(name: str, position: int) -> str:
        values = properties.get(name, [])
        return values[position] if position < len(values) else ""

    for position, text in enumerate(texts):
        number = nth("note-id", position)
        author, created = nth("note-author", position), nth("note-date", position)
        kind = note_kind_named(nth("note-kind", position))
        yield Note(int(number) if number.isdecimal() else 0, text, author, created, kind)


def numbers(segments: Iterable[Segment]) -> str:
    """Return the numbers of segments, each that begins a paragraph with ¶ before it: `¶1 2`."""
    return " ".join(number(segment) for segment in segments)


def number(segment: Segment) -> str:
    """Return the number of a segment, with ¶ before it where a paragraph begins: `¶12`."""
    return f"{PARAGRAPH if segment.starts_paragraph else ''}{segment.number}"


def piece(text: str, numbered: str = "") -> Piece:
    """Make a piece of its words and what `number` wrote."""
    found = re.fullmatch(rf"({PARAGRAPH}?)(\d{{1,9}})", numbered)
    return Piece(text, int(found[2]), bool(found[1])) if found else Piece(text)


def joined(segments: Sequence[Segment], language: str) -> str:
    """Return the words of several segments as a reader of the language expects them."""
    return languages.joiner(language).join(segment.text for segment in segments)


def lengths(segments: Sequence[Segment]) -> str:
    """Return the lengths of segments in code points, so that `cut` can take apart what `joined` put together."""
    return " ".join(str(len(segment.text)) for segment in segments)


def cut(text: str, language: str, lengths: str, numbered: str) -> list[Piece]:
    """Take a side apart again; one that no longer fits its lengths stays whole."""
    joiner = "" if language == UNDETERMINED else languages.joiner(language)
    sizes = [int(size) for size in lengths.split() if size.isdecimal()] or [len(text)]
    marks = numbered.split()
    if sum(sizes) + len(joiner) * (len(sizes) - 1) != len(text):
        return [piece(text, marks[0] if len(marks) == 1 else "")] if text else []
    parts, start = [], 0
    for size in sizes:
        parts.append(text[start : start + size])
        start += size + len(joiner)
    marks = marks if len(marks) == len(parts) else [""] * len(parts)
    return [piece(part, mark) for part, mark in zip(parts, marks, strict=True) if part]
