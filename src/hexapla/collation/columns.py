"""Versions of one passage laid beside each other: places where all agree, places where they do not, and moved words.

Each version is compared with the base by the longest common subsequence of words (Myers' algorithm, bit-parallel in
rapidfuzz). Words that every version shares with the base cut the passage into places; what lies between two of them is
a place of variation, with a reading, perhaps an empty one, of each version. That is the parallel segmentation of a
critical apparatus (TEI P5, 13.2.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Indel

from hexapla.collation.words import Word
from hexapla.folding import is_unspaced

State = Literal["shared", "partly", "unique", "moved"]
Range = tuple[int, int]
LEAST_WORDS, LEAST_LETTERS = 2, 9  # a block of words has moved if it has so many words and letters at least …
LEAST_CHARACTERS = 3  # … or, in scripts without spaces, so many characters
_TWO = 2
_MOST = 100_000  # pairs of words that may be held against each other in search of moves


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the passage: the range of each version's words, and whether all of them read the same."""

    ranges: tuple[Range, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class Move:
    """Words that stand elsewhere in a version than in the base: where they are in the base, and in the version."""

    version: int
    there: Range
    here: Range


@dataclass(frozen=True, slots=True)
class Collated:
    """A passage collated: its places, for each version the state of each word, and what has moved.

    A word is `shared` if all versions have it at this place, `partly` if some, `unique` if no other, `moved` if it is
    part of a longer block that the base has elsewhere. `alike` is the share of words, from 0 to 1, that each version
    and the base have in common, in order; None where neither has any.
    """

    base: int
    places: tuple[Place, ...]
    states: tuple[tuple[State, ...], ...]
    moves: tuple[Move, ...]
    alike: tuple[float | None, ...]


def collate(versions: Sequence[Sequence[Word]], base: int = 0) -> Collated:
    """Compare versions (the words of each) with the one at `base`."""
    forms = [[word.form for word in version] for version in versions]
    matches = [_matches(forms[base], other) for other in forms]
    places = tuple(_places(matches, [len(version) for version in forms]))
    moves = tuple(_moves(forms, matches, base))
    alike = tuple(_alike(len(match), len(forms[base]) + len(own)) for match, own in zip(matches, forms, strict=True))
    return Collated(base, places, _states(forms, matches, places, moves, base), moves, alike)


def _alike(common: int, words: int) -> float | None:
    return 2 * common / words if words else None


def _matches(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return the place in `other` of each word of the base that is in the longest common subsequence."""
    found: dict[int, int] = {}
    for code in Indel.opcodes(base, other):
        if code.tag == "equal":
            pairs = zip(range(code.src_start, code.src_end), range(code.dest_start, code.dest_end), strict=True)
            found |= dict(pairs)
    return found


def _places(matches: Sequence[dict[int, int]], sizes: Sequence[int]) -> Iterator[Place]:
    """Yield agreed and disputed stretches in turn; each word of each version is in exactly one."""
    common = sorted(set.intersection(*(set(match) for match in matches)))
    at = [0] * len(sizes)
    for _, run in groupby(enumerate(common), lambda item: _run(item, matches)):
        block = [i for _, i in run]
        starts, ends = ([match[i] for match in matches] for i in (block[0], block[-1]))
        if starts != at:
            yield Place(tuple(zip(at, starts, strict=True)), agreed=False)
        at = [end + 1 for end in ends]
        yield Place(tuple(zip(starts, at, strict=True)), agreed=True)
    if at != list(sizes):
        yield Place(tuple(zip(at, sizes, strict=True)), agreed=False)


def _run(item: tuple[int, int], matches: Sequence[dict[int, int]]) -> tuple[int, ...]:
    """Return the same for agreed words that follow each other in every version."""
    order, i = item
    return tuple(match[i] - order for match in matches)


# Moves


def _moves(forms: Sequence[Sequence[str]], matches: Sequence[dict[int, int]], base: int) -> Iterator[Move]:
    for version, other in enumerate(forms):
        gone = _stretches(set(range(len(forms[base]))) - matches[version].keys())
        new = _stretches(set(range(len(other))) - set(matches[version].values()))
        if version != base and gone and new:
            yield from (Move(version, *pair) for pair in _blocks(forms[base], other, gone, new))


def _stretches(places: set[int]) -> list[Range]:
    found = []
    for _, run in groupby(enumerate(sorted(places)), lambda item: item[1] - item[0]):
        block = [place for _, place in run]
        found.append((block[0], block[-1] + 1))
    return found


def _blocks(
    base: Sequence[str], other: Sequence[str], gone: list[Range], new: list[Range]
) -> Iterator[tuple[Range, Range]]:
    """Yield the blocks that stretches of both have in common, the longest first, each word in one block at most."""
    if sum(b - a for a, b in gone) * sum(b - a for a, b in new) > _MOST:
        return
    found = ((_longest(base, other, one, two), one, two) for one in gone for two in new)
    best = max(found, key=lambda item: item[0][1])
    (starts, size), one, two = best
    if not _is_block(base[starts[0] : starts[0] + size]):
        return
    left, right = (starts[0], starts[0] + size), (starts[1], starts[1] + size)
    yield left, right
    rest = [_without(gone, one, left), _without(new, two, right)]
    if all(rest):
        yield from _blocks(base, other, *rest)


def _without(stretches: list[Range], one: Range, taken: Range) -> list[Range]:
    kept = [stretch for stretch in stretches if stretch != one]
    return sorted(kept + [r for r in ((one[0], taken[0]), (taken[1], one[1])) if r[0] < r[1]])


def _longest(base: Sequence[str], other: Sequence[str], one: Range, two: Range) -> tuple[Range, int]:
    """Return where the longest run of words starts that two stretches have in common, and its length in words."""
    best, size = (one[0], two[0]), 0
    before: dict[int, int] = {}
    for i in range(*one):
        now: dict[int, int] = {}
        for j in range(*two):
            if base[i] == other[j]:
                now[j] = before.get(j - 1, 0) + 1
                if now[j] > size:
                    size = now[j]
                    best = (i - size + 1, j - size + 1)
        before = now
    return best, size


def _is_block(forms: Sequence[str]) -> bool:
    """Whether a run of words is long enough to have moved: little words meet by chance."""
    if all(is_unspaced(form) for form in forms):
        return len(forms) >= LEAST_CHARACTERS
    return len(forms) >= LEAST_WORDS and sum(map(len, forms)) >= LEAST_LETTERS


# States


def _states(
    forms: Sequence[Sequence[str]],
    matches: Sequence[dict[int, int]],
    places: Sequence[Place],
    moves: Sequence[Move],
    base: int,
) -> tuple[tuple[State, ...], ...]:
    """Say of every word of every version how many have it; a bit stands for each version that does."""
    holders = [[1 << version] * len(words) for version, words in enumerate(forms)]
    for version, match in enumerate(matches):
        for i in match:
            holders[base][i] |= 1 << version
    for version, match in enumerate(matches):
        for i, j in match.items():
            holders[version][j] = holders[base][i]
    for place in places if len(forms) > _TWO else ():
        if not place.agreed:
            _compare_readings(forms, place, holders)
    every = (1 << len(forms)) - 1
    states: list[list[State]] = [[_state(who, every) for who in words] for words in holders]
    for move in moves:
        for version, block in ((base, move.there), (move.version, move.here)):
            states[version][slice(*block)] = ["moved"] * (block[1] - block[0])
    return tuple(map(tuple, states))


def _state(holders: int, every: int) -> State:
    if holders == every:
        return "shared"
    return "partly" if holders & (holders - 1) else "unique"


def _compare_readings(forms: Sequence[Sequence[str]], place: Place, holders: list[list[int]]) -> None:
    """Find the words that versions share with each other, though not with the base, within one place."""
    for one, (start, end) in enumerate(place.ranges):
        for two in range(one + 1, len(forms)):
            first, last = place.ranges[two]
            for i, j in _matches(forms[one][start:end], forms[two][first:last]).items():
                holders[one][start + i] |= 1 << two
                holders[two][first + j] |= 1 << one
