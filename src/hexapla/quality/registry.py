"""The checks that there are, by id; other areas add their own with `register`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hexapla.model import Link
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


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of check: `begin` learns what it needs from the whole alignment and returns what looks at one link.

    `title` and `description` are for people, and translated by the interface.
    """

    id: str
    title: str
    description: str
    severity: Severity
    begin: Callable[[Subject], Look]


CHECKS: dict[str, Check] = {}


def register(check: Check) -> Check:
    """Add a check, or put it in the place of one with the same id."""
    CHECKS[check.id] = check
    return check
