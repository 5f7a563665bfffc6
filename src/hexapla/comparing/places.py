"""The places where two states may differ: links that have exchanged segments belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from hexapla.comparing.links import Pairing
from hexapla.model import Link


@dataclass(frozen=True, slots=True)
class Place:
    """Links as they were and as they are; between them they hold the same segments, but for new and deleted ones."""

    before: tuple[Link, ...]
    after: tuple[Link, ...]


class _Forest:
    """Sets of names that are joined one after another (Tarjan's union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        parent = self._parent.setdefault(name, name)
        while parent != self._parent[parent]:
            self._parent[parent] = self._parent[self._parent[parent]]
            parent = self._parent[parent]
        self._parent[name] = parent
        return parent

    def join(self, one: str, two: str) -> None:
        self._parent[self.find(one)] = self.find(two)


def places(pairing: Pairing) -> Iterator[Place]:
    """Yield the places in the order of the newer state; what is gone stands after what it stood after."""
    forest = _Forest()
    for one, two in [*pairing.shares, *pairing.twins.items()]:
        forest.join(f"old {one}", f"new {two}")
    before: defaultdict[str, list[Link]] = defaultdict(list)
    after: defaultdict[str, list[Link]] = defaultdict(list)
    for link in pairing.old.links:
        before[forest.find(f"old {link.id}")].append(link)
    for link in pairing.new.links:
        after[forest.find(f"new {link.id}")].append(link)
    for root in _in_order(pairing, forest):
        yield Place(tuple(before[root]), tuple(after[root]))


def _in_order(pairing: Pairing, forest: _Forest) -> list[str]:
    """Order the sets: by their first new link, or their old one's predecessor where there is none."""
    at = {f"new {link.id}": float(i) for i, link in enumerate(pairing.new.links)}
    order: dict[str, float] = {}
    for name, place in at.items():
        order.setdefault(forest.find(name), place)
    last = -0.5
    for link in pairing.old.links:
        root = forest.find(f"old {link.id}")
        last = order.setdefault(root, last + 0.001)
    return sorted(order, key=lambda root: order[root])
