"""What a query says, as a tree of frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

WILDCARDS = "*?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other, folded; `*` and `?` in a word are wildcards, a lone `*` is any one word."""

    words: tuple[str, ...]
    start: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """Phrases in any order, at most `distance` words between the end of each and the beginning of the last one."""

    phrases: tuple[Phrase, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression over the characters of a segment."""

    pattern: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The one without the other."""

    wanted: Node
    unwanted: Node


Node: TypeAlias = Phrase | Near | Expression | And | Or | Not


def is_wild(word: str) -> bool:
    """Whether a word of a phrase has a wildcard."""
    return "*" in word or "?" in word
