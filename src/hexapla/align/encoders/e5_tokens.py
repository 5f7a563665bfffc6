"""Cutting text into the pieces of e5's vocabulary: the unigram model of SentencePiece (Kudo 2018)."""

from __future__ import annotations

import re
from functools import lru_cache

from hexapla.align.encoders.e5_file import E5File

MARK = "\u2581"  # stands for the space before a word
CLAUSE_ENDS = frozenset(',，;；:：、。.!！?？…—–”"')


class Tokeniser:
    """Finds the most probable pieces of each word; words are remembered."""

    def __init__(self, model: E5File) -> None:
        self._pieces = model.pieces
        self._texts = {number: piece for piece, number in model.pieces.items()}
        self._scores: list[float] = model.scores.tolist()
        self._normal = model.normal
        self._unknown = model.unknown
        self._penalty = min(self._scores) - 10
        self._longest = max(map(len, model.pieces))
        self.word = lru_cache(200_000)(self._word)
        self._marks = {n for piece, n in model.pieces.items() if not any(map(str.isalnum, piece))}
        self._ends = {
            n for piece, n in model.pieces.items() if set(piece.strip(MARK)) & CLAUSE_ENDS and n in self._marks
        }

    def __call__(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, without start and end marks."""
        spaced = re.sub(" +", " ", text.translate(self._normal))
        if not spaced.startswith(" "):
            spaced = " " + spaced
        words = re.findall(" [^ ]*", spaced)
        return [piece for word in words for piece in self.word(MARK + word[1:])]

    def weight(self, word: str) -> float | None:
        """Return the logarithm of the probability of a word that is one piece without a space before it, else None."""
        piece = self._pieces.get(word)
        return None if piece is None or piece == self._unknown else self._scores[piece]

    def is_mark(self, piece: int) -> bool:
        """Whether a piece has neither letter nor digit."""
        return piece in self._marks

    def ends_clause(self, piece: int) -> bool:
        """Whether a piece is a mark after which a clause may begin."""
        return piece in self._ends

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return where each piece begins and ends in the text, in code points; one of a space alone is empty."""
        signs: list[tuple[str, int]] = [] if text.startswith(" ") else [(" ", 0)]
        for place, sign in enumerate(text):
            for made in sign.translate(self._normal):
                if made != " " or not signs or signs[-1][0] != " ":
                    signs.append((made, place))
        found, at = [], 0
        for word in re.findall(" [^ ]*", "".join(made for made, _ in signs)):
            for piece in self.word(MARK + word[1:]):
                end = at + (1 if piece == self._unknown else len(self._texts[piece]))
                inside = [place for made, place in signs[at:end] if made != " "]
                found.append((inside[0], inside[-1] + 1) if inside else (signs[at][1], signs[at][1]))
                at = end
        return found

    def _word(self, word: str) -> tuple[int, ...]:
        """Return the pieces of a word by the highest sum of scores; a character unknown alone is one piece."""
        best, back = [0.0] + [-1e30] * len(word), [(0, self._unknown)] * (len(word) + 1)
        for start, base in enumerate(best[:-1]):
            base = best[start]  # noqa: PLW2901 (it has been raised since the loop began)
            if base + self._penalty > best[start + 1]:
                best[start + 1], back[start + 1] = base + self._penalty, (start, self._unknown)
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                piece = self._pieces.get(word[start:end])
                if piece is not None and piece != self._unknown and base + self._scores[piece] > best[end]:
                    best[end], back[end] = base + self._scores[piece], (start, piece)
        found, end = [], len(word)
        while end:
            end, piece = back[end]
            found.append(piece)
        return tuple(found[::-1])
