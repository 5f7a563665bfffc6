"""From a query's tree to an expression of FTS5: every text that matches is found by it, and where `exact`, no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from hexapla.concordance.regexes import literals
from hexapla.concordance.syntax import And, Expression, Near, Node, Not, Or, Phrase, is_wild
from hexapla.errors import BadQueryError
from hexapla.folding import is_unspaced, shadow_words

MOST_WORDS = 5000
_NOTHING = '"¶ ¶"'  # never in the index: no segment is empty
_FAN = 6  # words in one OR
_FEW_LETTERS = 3  # of a literal within a word, fewer say too little

Expand = Callable[[str], list[str]]  # the words of the index that a pattern with wildcards stands for


class Compiled(NamedTuple):
    """An expression of FTS5, or None where only the texts can tell, and whether it says neither more nor less."""

    expression: str | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles queries; `expand` looks up words, `is_folded` says whether the query is folded in every way."""

    expand: Expand
    is_folded: bool = True

    def compile(self, node: Node) -> Compiled:
        """Compile a query for one side of a link."""
        found = self._node(node)
        return found if self.is_folded else Compiled(found.expression, exact=False)

    def _node(self, node: Node) -> Compiled:
        match node:
            case Phrase():
                return self._phrase(node)
            case Near():
                return self._near(node)
            case Expression():
                return Compiled(self._expression(node), exact=False)
            case And():
                return _all(self._node(part) for part in node.parts)
            case Or():
                return _any([self._node(part) for part in node.parts])
            case Not():
                return self._not(node)

    def _not(self, node: Not) -> Compiled:
        wanted, unwanted = self._node(node.wanted), self._node(node.unwanted)
        if wanted.expression is None or unwanted.expression is None or not (unwanted.exact and self.is_folded):
            return Compiled(wanted.expression, exact=False)
        return Compiled(f"({wanted.expression} NOT {unwanted.expression})", wanted.exact)

    def _phrase(self, phrase: Phrase) -> Compiled:
        if plain := _plain(phrase):
            return Compiled(plain, exact=True)
        if len(phrase.words) == 1:
            return Compiled(self._word(phrase.words[0], phrase.start), exact=True)
        parts = [self._word(word, phrase.start) for word in phrase.words if set(word) - {"*", "?"}]
        return Compiled(_joined(" AND ", parts), exact=False)

    def _word(self, word: str, start: int) -> str:
        if plain := _plain(Phrase((word,))):
            return plain
        found = self.expand(word)
        if len(found) > MOST_WORDS:
            problem = f"“{word}” stands for more than {MOST_WORDS:,} different words. Give more letters of it."
            raise BadQueryError(problem, word, start, start + len(word))
        return _any_word(found)

    def _near(self, near: Near) -> Compiled:
        plain = [_plain(phrase) for phrase in near.phrases]
        if all(plain):
            return Compiled(f"NEAR({' '.join(str(one) for one in plain)}, {near.distance})", exact=True)
        found = _all(self._phrase(phrase) for phrase in near.phrases)
        return Compiled(found.expression, exact=False)

    def _expression(self, node: Expression) -> str | None:
        """Return what must be there for the literals of a regular expression to be there."""
        parts = [part for run in literals(node.pattern) for part in self._literal(run)]
        return _joined(" AND ", parts) or None

    def _literal(self, run: str) -> list[str]:
        words = shadow_words(run)
        found = []
        for place, word in enumerate(words):
            open_left = place == 0 and shadow_words(f"x{run}")[:1] != ["x"]
            open_right = place == len(words) - 1 and shadow_words(f"{run}x")[-1:] != ["x"]
            if is_unspaced(word) or not (open_left or open_right):
                found.append(f'"{word}"')
            elif len(word) >= _FEW_LETTERS:
                found.append(self._part_of_word(word, left=open_left, right=open_right))
        return [part for part in found if part]

    def _part_of_word(self, word: str, *, left: bool, right: bool) -> str:
        if not left:
            return f'"{word}" *'
        found = self.expand(f"*{word}{'*' * right}")
        if len(found) > MOST_WORDS:
            return ""
        return _any_word(found)


def _plain(phrase: Phrase) -> str:
    """Return a phrase as FTS5 has it, with or without a wildcard at the end of its last word; else nothing."""
    *before, last = phrase.words
    stem = last.removesuffix("*")
    if any(map(is_wild, before)) or not stem or is_wild(stem):
        return ""
    return f'"{" ".join((*before, stem))}"' + (" *" if stem != last else "")


def _all(parts: Iterable[Compiled]) -> Compiled:
    found = list(parts)
    known = [part.expression for part in found if part.expression is not None]
    return Compiled(_joined(" AND ", known) or None, all(part.exact for part in found))


def _any(parts: list[Compiled]) -> Compiled:
    known = [part.expression for part in parts if part.expression is not None]
    if len(known) < len(parts):
        return Compiled(None, exact=False)
    return Compiled(_joined(" OR ", known), all(part.exact for part in parts))


def _any_word(words: list[str]) -> str:
    """Return an expression for any of these words.

    FTS5 looks at every part of an OR for each row, and makes one OR of nested ones; a NOT between keeps them apart.
    """
    parts = [f'"{word}"' for word in words]
    while len(parts) > _FAN:
        groups = [parts[at : at + _FAN] for at in range(0, len(parts), _FAN)]
        parts = [f"({_joined(' OR ', group)} NOT {_NOTHING})" for group in groups]
    return _joined(" OR ", parts) or _NOTHING


def _joined(sign: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({sign.join(parts)})" if parts else ""
