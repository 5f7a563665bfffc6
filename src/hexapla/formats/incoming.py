"""What a file that holds a ready alignment is read into, and the words its readers share.

A reader turns files into `Row`s, one a link, and hands them to `assemble`, which makes a sound `Alignment` of them:
every segment in exactly one link, ids unique, words that a text file can hold. What had to be mended becomes a warning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from hexapla import corpus
from hexapla import notes as note_text
from hexapla.errors import BadImportError
from hexapla.formats.describing import Described
from hexapla.model import SIDES, Alignment, Kind, Link, Note, NoteKind, Segment, Side, Status, Text, link_id
from hexapla.po import LINK_ID

_STATUSES = {one.value: one for one in Status}
_KINDS = {one.value: one for one in Kind}
_NOTE_KINDS = {one.value: one for one in NoteKind}
CHANGED = "0" * 16  # stands for the hash of what was confirmed where a format only says that it has changed since
_BREAKS = re.compile("[ \t]*[\r\n\x0b\x0c\x85\u2028\u2029][\\s\u2028\u2029]*")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class File:
    """A file on its way in: its name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person says of a file that it does not say itself, or where it leaves a choice: two language tags."""

    source: str = ""
    target: str = ""

    def language(self, side: Side) -> str:
        """Return the tag that was given for a side, or nothing."""
        return self.source if side == "source" else self.target


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader understood of a file.

    A text whose language the file does not say has the language `und`. `languages` lists every language of a file
    that has more than two, with the number of its segments.
    """

    alignment: Alignment
    warnings: tuple[str, ...] = ()
    languages: tuple[tuple[str, int], ...] = ()


Load = Callable[[Sequence[File], Choice], Found]


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment as a file has it; `number` is its place in its text (0: the file does not say)."""

    text: str
    number: int = 0
    starts_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A link as a file has it; `line` is where it stands in the file, or 0."""

    source: Sequence[Piece] = ()
    target: Sequence[Piece] = ()
    id: str = ""
    status: Status = Status.UNREVIEWED
    kind: Kind | None = None
    confidence: float | None = None
    notes: Sequence[Note] = ()
    confirmed_hash: str | None = None
    line: int = 0

    def side(self, side: Side) -> Sequence[Piece]:
        """Return the pieces of one side."""
        return self.source if side == "source" else self.target


@dataclass
class Warnings:
    """What a reader mended, said once with how often it happened."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, message: str, times: int = 1) -> None:
        """Note a message; `{n}` in it becomes the number of times."""
        self.counts[message] += times

    def all(self) -> tuple[str, ...]:
        """Return the messages in the order in which they came up."""
        return tuple(message.replace("{n}", f"{count:,}") for message, count in self.counts.items())


def assemble(file: str, rows: Sequence[Row], about: Described, warnings: Warnings) -> Alignment:
    """Make an alignment of rows; raise `BadImportError` where the file holds no words at all."""
    kept = [row for row in (_mended(row, warnings) for row in rows) if row.source or row.target]
    if not kept:
        raise BadImportError(file, "there is no link with words in this file. Choose another one.")
    if len(kept) < len(rows):
        warnings.add("Links without words, left out: {n}.", len(rows) - len(kept))
    texts, places = {}, {}
    for side in SIDES:
        texts[side], places[side] = _lay_out(side, kept, warnings)
    names = _names([row.id for row in kept], warnings)
    links = []
    for number, (row, name, notes) in enumerate(zip(kept, names, _notes(kept, warnings), strict=True)):
        source, target = (tuple(texts[side][i] for i in places[side][number]) for side in SIDES)
        kind = row.kind if not (source and target) else None
        links.append(Link(name, source, target, row.status, kind, row.confidence, notes, row.confirmed_hash))
    last = max(about.last_link, *(int(name[1:]) for name in names))
    both = Text(about.source, texts["source"]), Text(about.target, texts["target"])
    return Alignment(about.document, *both, tuple(links), about.made_by, about.revision, last)


def _mended(row: Row, warnings: Warnings) -> Row:
    """Return the row with words that can be segments, and without pieces that have none."""
    if all(_is_sound(piece.text) for side in SIDES for piece in row.side(side)):
        return row
    sides = {}
    for side in SIDES:
        pieces = [piece if _is_sound(piece.text) else _mend(piece, warnings) for piece in row.side(side)]
        sides[side] = [piece for piece in pieces if piece.text.strip()]
    return replace(row, source=sides["source"], target=sides["target"])


def _is_sound(text: str) -> bool:
    return corpus.segment_problem(text) is None


def _mend(piece: Piece, warnings: Warnings) -> Piece:
    text, controls = _CONTROL.subn("", piece.text.translate({0x85: "\n", 0x0B: "\n", 0x0C: "\n"}))
    if controls:
        warnings.add("Control characters, which no text may hold, taken out: {n}.", controls)
    return replace(piece, text=_BREAKS.sub(" ", text).strip() if _BREAKS.search(text) else text)


def _lay_out(side: Side, rows: Sequence[Row], warnings: Warnings) -> tuple[tuple[Segment, ...], list[list[int]]]:
    """Put the pieces of one side into the order of their text; also say where each row's pieces went (from 0)."""
    pieces = [(piece, number) for number, row in enumerate(rows) for piece in row.side(side)]
    numbers = [piece.number for piece, _ in pieces]
    if all(numbers) and len(set(numbers)) == len(numbers):
        pieces.sort(key=lambda found: found[0].number)
    elif any(numbers):
        warnings.add(f"The numbers of the {side} segments contradict each other; the order of the links was taken.")
    places: list[list[int]] = [[] for _ in rows]
    for place, (_, number) in enumerate(pieces):
        places[number].append(place)
    laid = corpus.lay_out(Segment(piece.text, 0, 0, piece.starts_paragraph) for piece, _ in pieces)
    return laid, places


def _names(ids: list[str], warnings: Warnings) -> list[str]:
    """Keep the ids that are ids of links and stand once; give the others new ones."""
    counts = Counter(ids)
    sound = [bool(LINK_ID.fullmatch(one)) and counts[one] == 1 for one in ids]
    if any(LINK_ID.fullmatch(one) for one in ids) and not all(sound):
        warnings.add("Links without an id, or with one that stands twice, given new ones: {n}.", sound.count(False))
    highest = max((int(one[1:]) for one, good in zip(ids, sound, strict=True) if good), default=0)
    names = []
    for one, good in zip(ids, sound, strict=True):
        highest += 0 if good else 1
        names.append(one if good else link_id(highest))
    return names


def _notes(rows: Sequence[Row], warnings: Warnings) -> list[tuple[Note, ...]]:
    """Clean the notes; ids that stand twice are dropped, so that the working copy gives new ones."""
    counts = Counter(note.id for row in rows for note in row.notes)
    cleaned: list[tuple[Note, ...]] = []
    for row in rows:
        own = []
        for note in row.notes:
            text, controls = _CONTROL.subn("", note.text)
            if controls:
                warnings.add("Control characters, which no note may hold, taken out: {n}.", controls)
            if text.strip():
                number = note.id if note.id > 0 and counts[note.id] == 1 else 0
                own.append(replace(note, id=number, text=note_text.clean(text)))
        cleaned.append(tuple(own))
    return cleaned


def status_named(value: str | None, warnings: Warnings) -> Status:
    """Return the status of this name; an unknown one is unreviewed."""
    if value in _STATUSES:
        return _STATUSES[value]
    if value:
        warnings.add(f"The status “{value}” is none of Hexapla's; such links are unreviewed.")
    return Status.UNREVIEWED


def kind_named(value: str | None) -> Kind | None:
    """Return the kind of this name, or none."""
    return _KINDS.get(value or "")


def note_kind_named(value: str | None) -> NoteKind:
    """Return the kind of note of this name; an unknown one is free."""
    return _NOTE_KINDS.get(value or "", NoteKind.FREE)


def number_between_0_and_1(value: str | None) -> float | None:
    """Return a confidence, or nothing where the value is none."""
    try:
        found = float(value or "")
    except ValueError:
        return None
    return found if 0 <= found <= 1 else None
