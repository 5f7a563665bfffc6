"""Text as terms are compared in languages without spaces, with the way back to the places in the text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text, and of each of its characters the place in the original; one more for the end."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the original that a stretch of the folded text stands for."""
        return self.places[start], self.places[end - 1] + 1


@lru_cache(20_000)
def fold(text: str) -> Folded:
    """Fold compatibility forms and case; blanks are left out."""
    signs = enumerate(unicodedata.normalize("NFKC", sign).casefold() for sign in text)
    pieces = [(c, place) for place, folded in signs for c in folded if not c.isspace()]
    return Folded("".join(c for c, _ in pieces), (*(place for _, place in pieces), len(text)))
