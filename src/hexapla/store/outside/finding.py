"""Which segments the lines of a PO file stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hexapla.errors import InvalidPoError
from hexapla.model import SIDES, Alignment, Link, Segment, Side
from hexapla.po import AlignmentFile, Entry
from hexapla.store.reconcile import Candidate, match


@dataclass(frozen=True, slots=True)
class Placed:
    """Segments (ids) and the lines, each with its entry, that stand for them."""

    segments: tuple[int, ...]
    lines: tuple[tuple[Entry, str], ...]


def find(file: AlignmentFile, side: Side, name: str, candidates: Sequence[Candidate]) -> list[Placed]:
    """Find each line's segment; raise `InvalidPoError` where a line is in no text or a segment in no line."""
    lines = _lines(file.entries, side)
    result = match([(words, reference) for _, words, reference in lines], candidates)
    if result.stray:
        entry, words, _ = lines[result.stray[0]]
        problem = f"{entry.id}: “{_short(words)}” is not in {name}.txt, or is linked twice. Make the two files agree."
        raise InvalidPoError(file.path, problem, entry.line)
    if result.missing:
        lost = next(c for c in candidates if c.id == result.missing[0])
        problem = f"“{_short(lost.words[0])}” (line {lost.line} of {name}.txt) is in no link. Put it back into one."
        raise InvalidPoError(file.path, problem)
    return [Placed(f.segments, tuple(lines[i][:2] for i in f.lines)) for f in result.found]


def first_reading(file: AlignmentFile, bare: Alignment) -> tuple[Alignment, bool]:
    """Put a file's links together with the texts as they are; also say whether the file's words differ.

    Words that differ, or are cut otherwise, are left to `Taking`.
    """
    differs = False
    homes: dict[str, list[tuple[str, Segment]]] = {entry.id: [] for entry in file.entries}
    for side, text in zip(SIDES, (bare.source, bare.target), strict=True):
        by_id = {s.id: s for s in text.segments}
        candidates = [Candidate(s.id, (s.text,), s.line) for s in text.segments]
        for found in find(file, side, text.info.name, candidates):
            same = len(found.segments) == 1 and [w for _, w in found.lines] == [by_id[found.segments[0]].text]
            differs = differs or not same
            for number in found.segments:
                homes[found.lines[0][0].id].append((side, by_id[number]))
    made = tuple(_first_link(entry, homes[entry.id]) for entry in file.entries)
    return replace(bare, links=made, made_by=file.made_by, last_link=file.last_link), differs


def _first_link(entry: Entry, found: list[tuple[str, Segment]]) -> Link:
    source, target = (tuple(sorted((s for at, s in found if at == side), key=lambda s: s.number)) for side in SIDES)
    return Link(entry.id, source, target, entry.status, entry.kind, entry.confidence, entry.notes, entry.confirmed_hash)


def _lines(entries: Sequence[Entry], side: Side) -> list[tuple[Entry, str, int | None]]:
    """List one side's lines in the order of their references; a line without one follows the one before."""
    found, at = [], 0
    for entry in entries:
        for line in entry.side(side):
            at = line.reference or at
            found.append((at, entry, line))
    found.sort(key=lambda item: item[0])
    return [(entry, line.text, line.reference) for _, entry, line in found]


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004
