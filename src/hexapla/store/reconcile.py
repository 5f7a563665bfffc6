"""Finding again, in files that a person has changed, the segments that Hexapla wrote.

Pure functions over words: `pair_lines` compares two versions of a text, `match` finds the segments that the lines of
a PO file stand for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

_ALIKE = 50.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Old segments (indices) that became new lines (indices).

    1:1 is kept or reworded, 1:n split, n:1 joined, 1:0 deleted, 0:1 inserted.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]


def pair_lines(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Compare two versions of a text, segment by segment, in order."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    pairs = [Pair((i,), (i,)) for i in range(start)]
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    for (i1, i2), (j1, j2) in _blocks(a, b):
        equal = i2 - i1 == j2 - j1 and a[i1:i2] == b[j1:j2]
        found = [Pair((k,), (k,)) for k in range(i2 - i1)] if equal else changed(a[i1:i2], b[j1:j2])
        pairs += [_moved(pair, start + i1, start + j1) for pair in found]
    return pairs + [Pair((len(old) - k,), (len(new) - k,)) for k in range(end, 0, -1)]


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _moved(pair: Pair, by_old: int, by_new: int) -> Pair:
    return Pair(tuple(i + by_old for i in pair.old), tuple(j + by_new for j in pair.new))


def _blocks(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield stretches that are equal, and stretches that are not as one block each."""
    at_a = at_b = 0
    for code in Indel.opcodes(a, b):
        if code.tag == "equal":
            if (at_a, at_b) != (code.src_start, code.dest_start):
                yield (at_a, code.src_start), (at_b, code.dest_start)
            yield (code.src_start, code.src_end), (code.dest_start, code.dest_end)
            at_a, at_b = code.src_end, code.dest_end
    if (at_a, at_b) != (len(a), len(b)):
        yield (at_a, len(a)), (at_b, len(b))


def changed(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pair stretches that differ: split or joined where the words are the same, else reworded, else gone or new."""
    if same := same_words(old, new):
        return same
    if len(old) == len(new):
        return [Pair((i,), (i,)) for i in range(len(old))]
    return _most_alike(old, new)


def same_words(old: Sequence[str], new: Sequence[str]) -> list[Pair] | None:
    """Pair stretches whose words are the same and only cut elsewhere, or return None."""
    ends = [_ends(old), _ends(new)]
    if not (ends[0] and ends[1]) or "".join("".join(old).split()) != "".join("".join(new).split()):
        return None
    cuts = sorted(set(ends[0]) & set(ends[1]))
    pairs, i, j = [], 0, 0
    for cut in cuts:
        i2, j2 = ends[0].index(cut) + 1, ends[1].index(cut) + 1
        pairs.append(Pair(tuple(range(i, i2)), tuple(range(j, j2))))
        i, j = i2, j2
    return pairs


def _ends(texts: Sequence[str]) -> list[int]:
    ends: list[int] = []
    for text in texts:
        ends.append((ends[-1] if ends else 0) + len("".join(text.split())))
    return ends


_STEPS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))


def _most_alike(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pair in order what is most alike, cut otherwise or not; the rest is deleted or inserted.

    `best[i][j]` is (the likeness of the best pairing of what follows, the step that begins it).
    """
    nothing = (0.0, (0, 0))
    best = [[nothing] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old), -1, -1):
        for j in range(len(new), -1, -1):
            steps = [s for s in ((1, 0), (0, 1), *_STEPS) if i + s[0] <= len(old) and j + s[1] <= len(new)]
            scored = [(_alike(old[i : i + a], new[j : j + b]) + best[i + a][j + b][0], (a, b)) for a, b in steps]
            best[i][j] = max(scored, default=nothing, key=lambda item: item[0])
    pairs, i, j = [], 0, 0
    while i < len(old) or j < len(new):
        a, b = best[i][j][1]
        pairs.append(Pair(tuple(range(i, i + a)), tuple(range(j, j + b))))
        i, j = i + a, j + b
    return pairs


def _alike(old: Sequence[str], new: Sequence[str]) -> float:
    if not (old and new):
        return 0.0
    ratio = fuzz.ratio(" ".join(old), " ".join(new))
    return (ratio - _ALIKE) * (len(old) + len(new))


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
