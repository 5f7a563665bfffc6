"""Revisions of a text as versions: their segments, linked with the pivot as it is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hexapla.matching import Pair, pair_lines
from hexapla.model import Alignment, Link, Segment, Side, link_id, other

Links = tuple[Link, ...]


def on_present(old: Alignment, side: Side, pivot: Sequence[Segment]) -> Links:
    """Return the links of an old alignment with the pivot's present segments in the place of the old ones.

    Where the pivot has been cut or worded otherwise since, links that its changes tie together become one. Segments of
    the pivot that are new stand alone.
    """
    then = getattr(old, side).segments
    if [s.text for s in then] == [s.text for s in pivot]:
        now = {s.number: new for s, new in zip(then, pivot, strict=True)}
        return tuple(_with(link, side, [now[s.number] for s in link.side(side)]) for link in old.links)
    pairs = pair_lines([s.text for s in then], [s.text for s in pivot])
    home = {then[i].number: at for at, pair in enumerate(pairs) for i in pair.old}
    return tuple(_regrouped(old.links, side, pairs, home, pivot))


def _with(link: Link, side: Side, segments: Sequence[Segment]) -> Link:
    return replace(link, **{side: tuple(segments)})  # type: ignore[arg-type] # a field


def _regrouped(
    links: Links, side: Side, pairs: Sequence[Pair], home: dict[int, int], pivot: Sequence[Segment]
) -> Iterable[Link]:
    """Yield a link for each set of pairs that links tie together, in order, and those without the pivot's words."""
    groups = _tied(len(pairs), [[home[s.number] for s in link.side(side)] for link in links])
    waiting: defaultdict[int, list[Link]] = defaultdict(list)
    order: list[Link | int] = []
    for link in links:
        segments = link.side(side)
        group = groups[home[segments[0].number]] if segments else None
        if group is None:
            order.append(link)
        else:
            order += [] if group in waiting else [group]
            waiting[group].append(link)
    order = _with_new(order, groups, pairs)
    inside: defaultdict[int, list[Segment]] = defaultdict(list)
    for at, pair in enumerate(pairs):
        inside[groups[at]] += [pivot[j] for j in pair.new]
    for item in order:
        yield item if isinstance(item, Link) else _joined(waiting[item], side, inside[item])


def _with_new(order: list[Link | int], groups: Sequence[int], pairs: Sequence[Pair]) -> list[Link | int]:
    """Put groups that no link has, the pivot's new segments, behind the group before them."""
    known = {item for item in order if isinstance(item, int)}
    for at, pair in enumerate(pairs):
        group = groups[at]
        if group not in known and pair.new:
            before = order.index(groups[at - 1]) + 1 if at and groups[at - 1] in known else 0
            order.insert(before, group)
            known.add(group)
    return order


def _tied(count: int, together: Iterable[Sequence[int]]) -> list[int]:
    """Return for each of `count` things the first of those that it is tied together with."""
    first = list(range(count))

    def root(at: int) -> int:
        while first[at] != at:
            at = first[at]
        return at

    for some in together:
        for one in some[1:]:
            low, high = sorted((root(some[0]), root(one)))
            first[high] = low
    return [root(at) for at in range(count)]


def _joined(links: Sequence[Link], side: Side, segments: Sequence[Segment]) -> Link:
    if not links:
        return _with(Link("", (), ()), side, segments)
    far = other(side)
    words = sorted((s for link in links for s in link.side(far)), key=lambda s: s.number)
    return _with(_with(links[0], side, segments), far, words)


def of_same_text(old: Sequence[Segment], pivot: Sequence[Segment]) -> Links:
    """Link an old revision of the pivot itself with the pivot (the source side) as it is now."""
    pairs = pair_lines([s.text for s in pivot], [s.text for s in old])
    return tuple(
        Link(link_id(number), tuple(pivot[i] for i in pair.old), tuple(old[j] for j in pair.new))
        for number, pair in enumerate(pairs, 1)
    )
