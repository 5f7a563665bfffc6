"""What is customary in an alignment: a habit of the whole translation is no mistake in one of its sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hexapla.model import Link

KEPT = 0.8  # the share of sentences with a feature whose other side must have it, for its loss to say anything
BELIEF = 10  # links that the prior counts for
RARE = 0.02  # the greatest share of links in which something can be a slip


def is_kept(links: Iterable[Link], here: Callable[[Link], bool], there: Callable[[Link], bool]) -> bool:
    """Whether what `here` sees on one side is nearly always seen `there`; believed at first, then learned."""
    seen = [there(link) for link in links if link.source and link.target and here(link)]
    return (sum(seen) + BELIEF * 0.95) / (len(seen) + BELIEF) >= KEPT


def is_slip(links: Iterable[Link], seen: Callable[[Link], bool]) -> bool:
    """Whether something is rare enough in these links to be a slip and no habit of the text."""
    found = [seen(link) for link in links]
    return sum(found) <= max(2, RARE * len(found))
