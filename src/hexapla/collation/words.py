"""The words of versions as they are compared: what is ignored is folded away, the place in the text is kept.

In scripts without spaces every character is a word. A stop is a word too, unless punctuation is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from hexapla.errors import BadOptionError
from hexapla.folding import Fold, folded
from hexapla.worddiff import tokens

_WORDLY = re.compile(r"\w")
CHOICES = ("case", "punctuation", "marks", "script")


@dataclass(frozen=True, slots=True)
class Ignore:
    """What makes no difference: letter case, punctuation, diacritics, traditional or simplified characters."""

    case: bool = True
    punctuation: bool = True
    marks: bool = False
    script: bool = False

    @classmethod
    def named(cls, names: Iterable[str]) -> Ignore:
        """Return what some of `CHOICES` say; raise `BadOptionError` for anything else but `none`."""
        found = set(names) - {"", "none"}
        if unknown := sorted(found - set(CHOICES)):
            raise BadOptionError(f"“{unknown[0]}” cannot be ignored. Choose from {', '.join(CHOICES)}, or none.")
        return cls(**{name: name in found for name in CHOICES})

    @property
    def names(self) -> tuple[str, ...]:
        """The names of what is ignored."""
        return tuple(name for name in CHOICES if getattr(self, name))


USUAL = Ignore()


class Word(NamedTuple):
    """A word: its segment's place in the row, its code points there, and the form in which it is compared."""

    segment: int
    start: int
    end: int
    form: str


class _Forms(dict[str, str]):
    """How each token is compared, found out when it is first met; empty where it makes no difference."""

    def __init__(self, ignore: Ignore) -> None:
        super().__init__()
        self._ignore = ignore
        self._fold = Fold(ignore.case, ignore.marks, ignore.script)

    def __missing__(self, token: str) -> str:
        silent = token.isspace() or (self._ignore.punctuation and not _WORDLY.search(token))
        self[token] = found = "" if silent else folded(token, self._fold) or token
        return found


@cache
def _forms(ignore: Ignore) -> _Forms:
    return _Forms(ignore)


def words(segments: Sequence[str], ignore: Ignore = USUAL) -> list[Word]:
    """Return the words of the segments of a version in order; their forms compare equal where nothing counts."""
    found, forms = [], _forms(ignore)
    for place, text in enumerate(segments):
        at = 0
        for token in tokens(text):
            end = at + len(token)
            if form := forms[token]:
                found.append(Word(place, at, end, form))
            at = end
    return found
