"""Direct speech: where somebody begins and ceases to speak, which survives translation whatever the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hexapla.align.band import Ints

MARK = re.compile("[“”„«»「」\"'‘’`]")
BEFORE, AFTER = "(—-:：", ";,.—:-"  # what stands before a mark that opens, and after one that shuts
SENTENCE_END = ".,!?;:—-…"
DASH = re.compile(r"\s*[—–-]\s")


@dataclass(frozen=True)
class Speech:
    """What n sentences hold of speech.

    `inside` (n + 1,) says whether the place before each is within speech, `begins` (n,) how often speech begins in
    each, `shut` (n,) whether each ends where speech ends.
    """

    inside: Ints
    begins: Ints
    shut: Ints

    def turns(self, places: Ints) -> Ints:
        """Return whether one speaker or the narrator gives way to another at places 0 to n."""
        begins, inside = np.append(self.begins, 0)[places] > 0, self.inside[places] > 0
        shut = np.concatenate([[0], self.shut])[places] > 0
        return (shut | (begins & ~inside)).astype(np.int64)

    def begun(self, first: Ints, last: Ints) -> Ints:
        """Return how often speech begins in runs of sentences."""
        before: Ints = np.concatenate([[0], np.cumsum(self.begins)])
        found: Ints = before[last] - before[first]
        return found


def speech(sentences: Sequence[str]) -> Speech:
    """Follow the quotation marks of a text, and the dashes of those languages that use dashes."""
    opening, shutting = _habits(sentences)
    inside, places, begins, shut = False, [], [], []
    for text in sentences:
        places.append(inside)
        count, end = int(not inside and bool(DASH.match(text))), -1
        for place, opens in _marks(text, opening, shutting, inside):
            count += opens and not inside
            inside = opens
            end = len(text) if opens else place
        begins.append(count)
        shut.append(end >= len(text.rstrip()) - 2 and not inside)
    return Speech(np.array([*places, inside], np.int64), np.array(begins, np.int64), np.array(shut, np.int64))


def _habits(sentences: Sequence[str]) -> tuple[str, str]:
    """Return the marks that open and those that shut in a text: German and Danish turn some of them round."""
    text = "\n".join(sentences)
    first = next((mark for mark in text if mark in "«»"), "«")
    guillemets = "«»" if first == "«" else "»«"
    if "„" in text:
        return "„「" + guillemets[0], "“”」" + guillemets[1]
    if "“" in text:
        return "“「" + guillemets[0], "”」" + guillemets[1]
    return "「" + guillemets[0], "」" + guillemets[1]


def _marks(text: str, opening: str, shutting: str, inside: bool) -> Iterator[tuple[int, bool]]:
    """Yield where speech opens (True) or shuts (False) in a sentence; apostrophes are passed over."""
    for found in MARK.finditer(text):
        opens = _opens(text, found.start(), opening, shutting, inside=inside)
        if opens is not None:
            inside = opens
            yield found.start(), opens


def _opens(text: str, place: int, opening: str, shutting: str, *, inside: bool) -> bool | None:
    """Tell whether the mark at a place opens speech, shuts it, or is an apostrophe (None)."""
    mark, before, after = text[place], text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
    free = before.isspace() or before in BEFORE
    if mark in opening or mark in shutting:
        return mark in opening
    if mark in '"“”':
        return free
    if mark in "‘`" or (mark == "'" and free and not after.isspace() and (after.isupper() or not inside)):
        return True
    return False if before in SENTENCE_END and (after.isspace() or after in AFTER) else None
