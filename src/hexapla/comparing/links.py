"""Which links and segments of one state of an alignment are which of another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from hexapla.matching import Pair, pair_lines, rising
from hexapla.model import SIDES, Alignment, Link, Segment, Side


class Spot(NamedTuple):
    """A segment of one state: its side and where it stands there, from 0."""

    side: Side
    at: int


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two states held against each other.

    `by_old` and `by_new` have the pair of every segment of a side, `homes` the link of every segment, old and new;
    `twins` maps old links to the same links now, `former` the other way; `shares` counts the segments that an old and a
    new link share; `displaced` are the new ids of links that stand in another order among the others than they did.
    """

    old: Alignment
    new: Alignment
    by_old: dict[Side, list[Pair]]
    by_new: dict[Side, list[Pair]]
    homes: tuple[dict[Spot, Link], dict[Spot, Link]]
    twins: dict[str, str]
    former: dict[str, str]
    shares: Counter[tuple[str, str]]
    displaced: frozenset[str]

    @classmethod
    def of(cls, old: Alignment, new: Alignment) -> Pairing:
        """Pair segments, then links."""
        pairs = {side: _pair(segments(old, side), segments(new, side)) for side in SIDES}
        homes = _homes(old), _homes(new)
        shares: Counter[tuple[str, str]] = Counter()
        for side in SIDES:
            for pair in pairs[side]:
                for i in pair.old:
                    for j in pair.new:
                        shares[homes[0][Spot(side, i)].id, homes[1][Spot(side, j)].id] += 1
        by_old = {side: [pair for pair in pairs[side] for _ in pair.old] for side in SIDES}
        by_new = {side: [pair for pair in pairs[side] for _ in pair.new] for side in SIDES}
        twins = _twins(shares)
        former = {two: one for one, two in twins.items()}
        return cls(old, new, by_old, by_new, homes, twins, former, shares, _displaced(old, new, twins))


def segments(state: Alignment, side: Side) -> tuple[Segment, ...]:
    """Return the segments of one side in the order of the text."""
    return (state.source if side == "source" else state.target).segments


def _pair(old: tuple[Segment, ...], new: tuple[Segment, ...]) -> list[Pair]:
    texts = [s.text for s in old], [s.text for s in new]
    if all(s.id for s in (*old, *new)):
        return pair_lines(*texts, ([f"{s.id} {s.text}" for s in old], [f"{s.id} {s.text}" for s in new]))
    return pair_lines(*texts)


def _homes(state: Alignment) -> dict[Spot, Link]:
    return {Spot(side, s.number - 1): link for link in state.links for side in SIDES for s in link.side(side)}


def _twins(shares: Counter[tuple[str, str]]) -> dict[str, str]:
    """Find the same link again: by its id, else where most of its segments are."""
    twins = {one: two for one, two in shares if one == two}
    taken = set(twins)
    for (one, two), _ in shares.most_common():
        if one not in twins and two not in taken:
            twins[one] = two
            taken.add(two)
    return twins


def _displaced(old: Alignment, new: Alignment, twins: dict[str, str]) -> frozenset[str]:
    at = {link.id: i for i, link in enumerate(new.links)}
    order = [at[twins[link.id]] for link in old.links if link.id in twins]
    kept = {j for _, j in rising(list(enumerate(order)))}
    return frozenset(new.links[j].id for j in order if j not in kept)
