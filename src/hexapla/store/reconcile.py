"""Finding again, in a PO file that a person has changed, the segments that its lines stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from hexapla.matching import Pair, same_words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A segment that a line of a PO may stand for: its words now and as last written, and its line in the file.

    Not `needed` are segments that the PO cannot know yet.
    """

    id: int
    words: tuple[str, ...]
    line: int
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """Segments (ids) that lines (indices) stand for, with other words or cut elsewhere where they differ."""

    segments: tuple[int, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """What the lines of one side stand for; `stray` lines are in no text, `missing` segments in no line."""

    found: tuple[Found, ...]
    stray: tuple[int, ...]
    missing: tuple[int, ...]


def match(lines: Sequence[tuple[str, int | None]], candidates: Sequence[Candidate]) -> Matching:
    """Find the segments for `lines` (words, reference), which stand in the order of the file's references."""
    taken = _by_reference(lines, candidates)
    _by_order(lines, candidates, taken)
    found = [Found((candidates[c].id,), (i,)) for i, c in taken.items()]
    stray: list[int] = []
    for run, free in _gaps(lines, candidates, taken):
        old, new = [candidates[k] for k in free], [lines[i] for i in run]
        pairs = same_words([c.words[0] for c in old], [words for words, _ in new]) or _reworded(new, old)
        found += [Found(tuple(old[k].id for k in p.old), tuple(run[k] for k in p.new)) for p in pairs if p.old]
        stray += [run[k] for p in pairs if not p.old for k in p.new]
    known = {number for f in found for number in f.segments}
    missing = [c.id for c in candidates if c.needed and c.id not in known]
    return Matching(tuple(found), tuple(stray), tuple(missing))


def _by_reference(lines: Sequence[tuple[str, int | None]], candidates: Sequence[Candidate]) -> dict[int, int]:
    at_line = {c.line: k for k, c in enumerate(candidates)}
    taken: dict[int, int] = {}
    for i, (words, reference) in enumerate(lines):
        k = at_line.get(reference or 0)
        if k is not None and words in candidates[k].words:
            taken[i] = k
            del at_line[candidates[k].line]
    return taken


def _by_order(lines: Sequence[tuple[str, int | None]], candidates: Sequence[Candidate], taken: dict[int, int]) -> None:
    for version in (0, -1):
        rest = [i for i in range(len(lines)) if i not in taken]
        used = set(taken.values())
        free = [k for k in range(len(candidates)) if k not in used]
        if not rest or not free:
            return
        for code in Indel.opcodes([lines[i][0] for i in rest], [candidates[k].words[version] for k in free]):
            if code.tag == "equal":
                span = zip(rest[code.src_start : code.src_end], free[code.dest_start : code.dest_end], strict=True)
                taken.update(span)


def _reworded(lines: Sequence[tuple[str, int | None]], free: Sequence[Candidate]) -> list[Pair]:
    """Pair lines that have other words now: by number where there are as many, else by reference."""
    if len(lines) == len(free):
        return [Pair((k,), (k,)) for k in range(len(free))]
    at_line = {c.line: k for k, c in enumerate(free)}
    return [
        Pair((at_line.pop(reference),) if reference in at_line else (), (i,)) for i, (_, reference) in enumerate(lines)
    ]


def _gaps(
    lines: Sequence[tuple[str, int | None]], candidates: Sequence[Candidate], taken: dict[int, int]
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield runs of lines not found yet with the needed segments between the same neighbours."""
    used = set(taken.values())
    run: list[int] = []
    before = -1
    for i in range(len(lines) + 1):
        if i < len(lines) and i not in taken:
            run.append(i)
            continue
        here = taken.get(i, len(candidates))
        if run:
            yield run, [k for k in range(before + 1, here) if k not in used and candidates[k].needed]
            run = []
        before = here
