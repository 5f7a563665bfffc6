"""Hits for a terminal: the words of a query in the middle of their line, what stands across below."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
_MARKS = {"reconstruction": "reconstruction", "working": "working translation"}


@dataclass(frozen=True, slots=True)
class Painter:
    """Marks words by colour, or by brackets where there is none."""

    is_plain: bool

    def hit(self, words: str) -> str:
        """Mark the words that were found."""
        return f"[{words}]" if self.is_plain else f"\x1b[1;31m{words}\x1b[0m"

    def mark(self, words: str) -> str:
        """Mark the words that fulfil a condition."""
        return f"[{words}]" if self.is_plain else f"\x1b[1;32m{words}\x1b[0m"

    def faint(self, words: str) -> str:
        """Write what is beside the point."""
        return words if self.is_plain else f"\x1b[2m{words}\x1b[0m"


def columns(text: str) -> int:
    """Return how many columns a text takes: two for a wide character, none for a combining mark (UAX #11)."""
    return sum(_width(sign) for sign in text)


def _width(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def cut(text: str, width: int, *, from_end: bool = False) -> str:
    """Return as much of a text, from its beginning or end, as `width` columns hold."""
    kept, used = [], 0
    for sign in reversed(text) if from_end else text:
        used += _width(sign)
        if used > width:
            break
        kept.append(sign)
    return "".join(reversed(kept) if from_end else kept)


def heading(counts: Json) -> str:
    """Say how much is found."""
    least = "" if counts["exact"] else "at least "
    hits, links, texts = counts["hits"], counts["links"], counts["texts"]
    if not hits:
        return "Nothing is found."
    return (
        f"{least}{hits:,} hit{'s' * (hits != 1)} in {links:,} link{'s' * (links != 1)} "
        f"of {texts:,} text{'s' * (texts != 1)}."
    )


def kwic(hit: Json, width: int, paint: Painter) -> Iterator[str]:
    """Yield the lines of a hit: where it is, the words in their context, and the other sides."""
    yield paint.faint(place(hit))
    segment = hit["segments"][hit["segment"]]
    before, words, after = segment[: hit["start"]], segment[hit["start"] : hit["end"]], segment[hit["end"] :]
    room = max(10, width - columns(words) - 4 * paint.is_plain - 4)
    left = cut(before, room // 2, from_end=True)
    right = cut(after, room - room // 2)
    padding = " " * (room // 2 - columns(left))
    yield f"  {padding}{left}{paint.hit(words)}{right}".rstrip()
    for other in hit["others"]:
        yield f"    {paint.faint(_name(other))} {_across(other, paint)}"


def place(hit: Json) -> str:
    """Say where a hit is: document, alignment and link, text, line, provenance where it is not plain."""
    link = f" {hit['alignment']} {hit['link']}" if hit["link"] else ""
    return f"{hit['document']}{link} · {_name(hit)} line {hit['number']}"


def _name(of: Json) -> str:
    mark = _MARKS.get(of["provenance"])
    return f"{of['text']} ({mark})" if mark else str(of["text"])


def _across(other: Json, paint: Painter) -> str:
    """Write the segments of another side with the words that fulfil conditions marked."""
    made = []
    for number, segment in enumerate(other["segments"]):
        at, written = 0, ""
        for _, start, end in (mark for mark in other["marks"] if mark[0] == number):
            if start >= at:
                written += segment[at:start] + paint.mark(segment[start:end])
                at = end
        made.append(written + segment[at:])
    return " | ".join(made)
