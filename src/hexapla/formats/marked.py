"""A side whose sentences are marked (XLIFF), as it comes back from a tool in which people edit: words outside count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from hexapla.formats import properties, xml
from hexapla.formats.incoming import Piece

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """How a format marks sentences.

    `number` returns what a sentence's mark says of its number (see `properties.piece`), or nothing where an element is
    none. `codes` and `silent` are those of `xml.inline`.
    """

    number: Callable[[xml.Element], str | None]
    codes: frozenset[str] = _NOTHING
    silent: frozenset[str] = _NOTHING

    def pieces(self, side: xml.Element) -> tuple[list[Piece], int]:
        """Return the marked sentences of a side (none: no mark), and the number of inline tags kept as text.

        Words outside of the marks go to the sentence before them, at the beginning of the side to the one after them.
        """
        found = _Pieces()
        tags = 0
        for words, more, numbered in self._runs(side):
            tags += more
            if numbered is None:
                found.loose += words
            else:
                found.sentence(words, numbered)
        return found.finished(), tags

    def _runs(self, side: xml.Element) -> Iterator[tuple[str, int, str | None]]:
        yield side.text or "", 0, None
        for child in side:
            numbered = self.number(child)
            if numbered is not None:
                yield *xml.inline(child, self.codes, self.silent), numbered
            elif any(self.number(inner) is not None for inner in child.iterdescendants("*")):
                yield from self._runs(child)
            else:
                yield *xml.tagged(child, self.codes, self.silent), None
            yield child.tail or "", 0, None


@dataclass
class _Pieces:
    done: list[Piece] = field(default_factory=list)
    loose: str = ""

    def sentence(self, words: str, numbered: str) -> None:
        before = self._settle()
        self.done.append(properties.piece(before + words, numbered))

    def finished(self) -> list[Piece]:
        self._settle()
        return self.done

    def _settle(self) -> str:
        """Give loose words to the last sentence; return them where there is none."""
        loose, self.loose = self.loose, ""
        if not loose.strip():
            return ""
        if not self.done:
            return loose.lstrip()
        self.done[-1] = replace(self.done[-1], text=self.done[-1].text + loose.rstrip())
        return ""
