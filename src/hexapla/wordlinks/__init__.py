"""Word links: which words of a link's two sides stand for each other.

`Words` answers them for the links of a workspace; `counterparts` finds what stands for a stretch of words.
"""

from __future__ import annotations

from collections.abc import Sequence

from hexapla.lamp import light
from hexapla.model import Link
from hexapla.store import Key, Store, read
from hexapla.wordlinks.counterparts import counterparts
from hexapla.wordlinks.values import Counterpart, Pair, Span, WordLinks

__all__ = ["Counterpart", "Pair", "Span", "WordLinking", "WordLinks", "counterparts"]


class WordLinking:
    """Finds the word links of a store's links."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, key: Key, links: Sequence[Link]) -> dict[str, WordLinks]:
        """Return the word links of each of these links by its id; without pairs where nothing can be told."""
        with self._store.database.reading() as connection:
            tags = read.languages_of(connection, read.find_alignment(connection, *key))
        return {link.id: _find(link, tags) for link in links}

    def named(self, key: Key, names: Sequence[str]) -> dict[str, WordLinks]:
        """Return the word links of those of the named links that exist."""
        with self._store.database.reading() as connection:
            row = read.find_alignment(connection, *key)
            found = read.links_placed(connection, row["id"], names)
        return self.of(key, [placed.link for placed in found])


def _find(link: Link, tags: tuple[str, str]) -> WordLinks:
    lit = light(tuple(s.text for s in link.source), tuple(s.text for s in link.target), tags)
    if lit is None:
        return WordLinks()
    pairs = (Pair(i, j, score, "solid" if sure else "dotted", ("encoder",)) for i, j, score, sure in lit.pairs)
    return WordLinks(lit.source, lit.target, tuple(pairs))
