"""The checks that there are, by id; other areas add their own with `register`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hexapla.model import Link, Side
from hexapla.quality.finding import Finding, Severity

Look = Callable[[Link], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Subject:
    """An alignment to be looked at: all its links, in order, and the language tags of its two sides.

    `root` is the workspace's folder, for checks that keep something there; None where there is no workspace.
    """

    document: str
    source: str
    target: str
    tags: tuple[str, str]
    links: Sequence[Link]
    root: Path | None = None

    def tag(self, side: Side) -> str:
        """The language tag of one side."""
        return self.tags[0 if side == "source" else 1]


def nothing_else(_root: Path | None) -> object:
    """Say that the findings of a check depend on the alignment alone."""
    return None


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of check: `begin` learns what it needs from the whole alignment and returns what looks at one link.

    `title` and `description` are for people, and translated by the interface. `stamp` tells of the workspace whatever
    else the findings depend on, such as when a glossary was last written: findings are kept while it stays the same.
    """

    id: str
    title: str
    description: str
    severity: Severity
    begin: Callable[[Subject], Look]
    stamp: Callable[[Path | None], object] = nothing_else


CHECKS: dict[str, Check] = {}


def register(check: Check) -> Check:
    """Add a check, or put it in the place of one with the same id."""
    CHECKS[check.id] = check
    return check
