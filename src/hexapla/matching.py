"""Finding again, in a new version of a text, the segments of an old one.

Pure functions over words, used wherever two versions meet: a file changed outside, a better transcription, two
revisions compared, two branches merged. Lines that are the same are found first (a longest common subsequence of
lines); what lies between them is compared by words, so that sentences that were reworded, split or joined, even all of
them, are found in time that grows with the words, not with their square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from hexapla import worddiff

_ALIKE = 50.0
_SHARED = 0.5  # of the shorter one's words must be in both for two segments to be versions of each other
_STRETCH = 1_000  # words between two anchors
_FEW = 2_500  # pairs of segments that may be compared one by one

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Old segments (indices) that became new lines (indices).

    1:1 is kept or reworded, 1:n split, n:1 joined, 1:0 deleted, 0:1 inserted.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]


def pair_lines(
    old: Sequence[str], new: Sequence[str], keys: tuple[Sequence[str], Sequence[str]] | None = None
) -> list[Pair]:
    """Compare two versions of a text, segment by segment, in order.

    Segments are the same where their `keys` are; these are the words, unless something better is known.
    """
    one, two = keys or (old, new)
    start = _common(one, two)
    end = _common(one[start:][::-1], two[start:][::-1])
    pairs = [Pair((i,), (i,)) for i in range(start)]
    a, b = one[start : len(old) - end], two[start : len(new) - end]
    for (i1, i2), (j1, j2) in _blocks(a, b):
        equal = i2 - i1 == j2 - j1 and a[i1:i2] == b[j1:j2]
        texts = old[start + i1 : start + i2], new[start + j1 : start + j2]
        found = [Pair((k,), (k,)) for k in range(i2 - i1)] if equal else changed(*texts)
        pairs += [_moved(pair, start + i1, start + j1) for pair in found]
    return pairs + [Pair((len(old) - k,), (len(new) - k,)) for k in range(end, 0, -1)]


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _moved(pair: Pair, by_old: int, by_new: int) -> Pair:
    return Pair(tuple(i + by_old for i in pair.old), tuple(j + by_new for j in pair.new))


def _blocks(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[Range, Range]]:
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
    """Pair stretches that differ: split or joined where the words are the same, else by the words they share."""
    if same := same_words(old, new):
        return same
    pairs: list[Pair] = []
    at_old = at_new = 0
    for (i1, i2), (j1, j2) in [*_sharing(old, new), ((len(old), len(old)), (len(new), len(new)))]:
        pairs += [_moved(p, at_old, at_new) for p in _between(old[at_old:i1], new[at_new:j1])]
        if i1 < i2:
            pairs.append(Pair(tuple(range(i1, i2)), tuple(range(j1, j2))))
        at_old, at_new = i2, j2
    return pairs


def same_words(old: Sequence[str], new: Sequence[str]) -> list[Pair] | None:
    """Pair stretches whose words are the same and only cut elsewhere, or return None."""
    ends = [_ends(old), _ends(new)]
    if not (ends[0] and ends[1]) or "".join("".join(old).split()) != "".join("".join(new).split()):
        return None
    places = [{end: at for at, end in enumerate(side, 1)} for side in ends]
    pairs, i, j = [], 0, 0
    for cut in sorted(places[0].keys() & places[1].keys()):
        i2, j2 = places[0][cut], places[1][cut]
        pairs.append(Pair(tuple(range(i, i2)), tuple(range(j, j2))))
        i, j = i2, j2
    return pairs


def _ends(texts: Sequence[str]) -> list[int]:
    ends: list[int] = []
    for text in texts:
        ends.append((ends[-1] if ends else 0) + len("".join(text.split())))
    return ends


# By shared words


def _sharing(old: Sequence[str], new: Sequence[str]) -> list[tuple[Range, Range]]:
    """Return the ranges of segments that are versions of each other, in order, for the words they share in order."""
    (a, home_a), (b, home_b) = _tokens(old), _tokens(new)
    shared: Counter[tuple[int, int]] = Counter()
    for i, j in _common_words(a, b):
        shared[home_a[i], home_b[j]] += len(a[i])
    sizes = [_sizes(a, home_a), _sizes(b, home_b)]
    ranges: list[tuple[Range, Range]] = []
    for (i, j), size in sorted(shared.items()):
        if size < _SHARED * min(sizes[0][i], sizes[1][j]):
            continue
        if ranges and (i < ranges[-1][0][1] or j < ranges[-1][1][1]):
            (i1, i2), (j1, j2) = ranges.pop()
            ranges.append(((i1, max(i2, i + 1)), (j1, max(j2, j + 1))))
        else:
            ranges.append(((i, i + 1), (j, j + 1)))
    return ranges


def _common_words(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of words that both have in the same order, stretch by stretch between anchors."""
    at_a = at_b = 0
    for i, j in [*_anchors(a, b), (len(a), len(b))]:
        for code in Indel.opcodes(a[at_a:i], b[at_b:j]):
            if code.tag == "equal":
                yield from zip(
                    range(at_a + code.src_start, at_a + code.src_end),
                    range(at_b + code.dest_start, at_b + code.dest_end),
                    strict=True,
                )
        at_a, at_b = i, j


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Return places, some way apart, where three words stand that stand only once in each (as patience diff does)."""
    places = [_only_once(words) for words in (a, b)]
    pairs = [(i, places[1][three]) for three, i in places[0].items() if three in places[1]]
    chosen: list[tuple[int, int]] = []
    for i, j in rising(pairs):
        if i - (chosen[-1][0] if chosen else 0) >= _STRETCH:
            chosen.append((i, j))
    return chosen


def _only_once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    threes = list(zip(words, words[1:], words[2:], strict=False))
    count = Counter(threes)
    return {three: i for i, three in enumerate(threes) if count[three] == 1}


def rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of `pairs` (in order of the first) that rises in the second too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for k, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [j]
        last[at : at + 1] = [k]
    found, k = [], last[-1] if last else -1
    while k >= 0:
        found.append(pairs[k])
        k = before[k]
    return found[::-1]


def _tokens(texts: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the words of all texts, and beside each the index of its text."""
    found = [(token, i) for i, text in enumerate(texts) for token in worddiff.words(text)]
    return [token for token, _ in found], [i for _, i in found]


def _sizes(tokens: Sequence[str], homes: Sequence[int]) -> Counter[int]:
    sizes: Counter[int] = Counter()
    for token, home in zip(tokens, homes, strict=True):
        sizes[home] += len(token)
    return sizes


# One by one


def _between(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pair what shares few words: in order where there are as many, else what is most alike, letter by letter."""
    if len(old) == len(new):
        return [Pair((i,), (i,)) for i in range(len(old))]
    if len(old) * len(new) <= _FEW:
        return _most_alike(old, new)
    return [Pair((i,), ()) for i in range(len(old))] + [Pair((), (j,)) for j in range(len(new))]


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
