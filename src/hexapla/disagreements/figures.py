"""What a text says in figures, as values that can be compared across languages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, from `start` to `end` (code points), and every value that it may be read as.

    A firm number must have its like on the other side; a loose one (`one`, 一, `XX`) only helps to find that of others.
    """

    start: int
    end: int
    values: frozenset[Fraction]
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text, and the (year, month, day) that it may be read as; None for what it does not say."""

    start: int
    end: int
    readings: tuple[tuple[int | None, int, int | None], ...]

    def agrees(self, other: Date) -> bool:
        """Whether one reading of each has no part that differs."""
        return any(
            all(x is None or y is None or x == y for x, y in zip(mine, theirs, strict=True))
            for mine in self.readings
            for theirs in other.readings
        )

    def numbers(self) -> set[Fraction]:
        """Return the numbers in the date, for a side that says them without a month's name."""
        return {Fraction(part) for reading in self.readings for part in reading if part is not None}


_WIDE_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


@lru_cache(4096)
def latin_digits(text: str) -> str:
    """Return the text with the digits of every script as 0 to 9, and 500，000 as 500,000; each stays in its place."""
    if text.isascii():
        return text
    plain = "".join(c if c.isascii() or (d := unicodedata.decimal(c, None)) is None else str(d) for c in text)
    return _WIDE_COMMA.sub(",", plain)
