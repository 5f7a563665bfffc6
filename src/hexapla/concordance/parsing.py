"""From the words of a query to its tree, with errors that point at the place.

query   = both { "OR" both }
both    = unit { [ "AND" ] unit | [ "AND" ] "NOT" unit }
unit    = "(" query ")" | word | "phrase" | /regular expression/ | "NEAR(" unit unit … [ "," number ] ")"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hexapla.concordance.regexes import check
from hexapla.concordance.syntax import And, Expression, Near, Node, Not, Or, Phrase
from hexapla.errors import BadQueryError
from hexapla.folding import FULL, Fold, is_unspaced, shadow_words

LONGEST = 1000  # characters of a query
_DISTANCE = 10
_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}
_STAR, _MARK = "\ue000", "\ue001"  # stand for wildcards while a word is folded
_BARE = re.compile(r'[^\s()"“„«「『]+')
_WORDS = {"AND", "OR", "NOT"}


@dataclass(frozen=True, slots=True)
class _Token:
    """`kind` is AND, OR, NOT, NEAR, (, ), or what a unit is made of: bare, phrase, expression."""

    kind: str
    text: str
    start: int
    end: int


def parse(query: str, fold: Fold = FULL) -> Node:
    """Read a query, its words folded; raise `BadQueryError` where it cannot be read."""
    if len(query) > LONGEST:
        raise BadQueryError(f"A query has at most {LONGEST} characters.", query, LONGEST, len(query))
    parser = _Parser(query, list(_tokens(query)), fold)
    found = parser.query()
    if parser.here:
        raise parser.wrong("There is no “(” for this.", parser.here)
    return found


def _tokens(query: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
            continue
        token = _token(query, at)
        found.append(token)
        at = token.end
    return found


def _token(query: str, at: int) -> _Token:
    sign = query[at]
    if sign in "()":
        return _Token(sign, sign, at, at + 1)
    if sign in _QUOTES:
        end = next((i for i in range(at + 1, len(query)) if query[i] in _QUOTES[sign]), None)
        if end is None:
            raise BadQueryError("The quotation mark is not closed.", query, at, len(query))
        return _Token("phrase", query[at + 1 : end], at, end + 1)
    if sign == "/" and (closed := re.compile(r"/((?:[^/\\]|\\.)*)/").match(query, at)):
        return _Token("expression", closed[1], at, closed.end())
    if sign == "/":
        raise BadQueryError("The regular expression is not closed: end it with “/”.", query, at, len(query))
    return _bare(query, at)


def _bare(query: str, at: int) -> _Token:
    match = _BARE.match(query, at)
    if match is None:
        raise BadQueryError("This cannot stand here.", query, at, at + 1)
    text = match.group()
    if text in _WORDS:
        return _Token(text, text, at, match.end())
    if text == "NEAR" and query[match.end() : match.end() + 1] == "(":
        return _Token("NEAR", text, at, match.end() + 1)
    return _Token("bare", text, at, match.end())


class _Parser:
    """Walks the tokens once, from left to right."""

    def __init__(self, query: str, tokens: Sequence[_Token], fold: Fold) -> None:
        self.text, self.tokens, self.fold, self.at, self.depth = query, tokens, fold, 0, 0

    @property
    def here(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def wrong(self, problem: str, token: _Token | None) -> BadQueryError:
        start, end = (token.start, token.end) if token else (len(self.text), len(self.text))
        return BadQueryError(problem, self.text, start, end)

    def take(self, *kinds: str) -> _Token | None:
        token = self.here
        if token is None or token.kind not in kinds:
            return None
        self.at += 1
        return token

    def query(self) -> Node:
        parts = [self.both()]
        while self.take("OR"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def both(self) -> Node:
        parts: list[Node] = [self.unit()]
        unwanted: list[Node] = []
        while (token := self.here) and token.kind not in ("OR", ")"):
            self.take("AND")
            (unwanted if self.take("NOT") else parts).append(self.unit())
        found = parts[0] if len(parts) == 1 else And(tuple(parts))
        if not unwanted:
            return found
        return Not(found, unwanted[0] if len(unwanted) == 1 else Or(tuple(unwanted)))

    def unit(self) -> Node:
        if token := self.take("bare"):
            return self.phrase(token)
        if token := self.take("phrase"):
            return self.phrase(token)
        if token := self.take("expression"):
            return Expression(check(token.text, self.text, token.start), token.start)
        if token := self.take("NEAR"):
            return self.near(token)
        if token := self.take("("):
            return self.group(token)
        raise self.wrong(_missing(self.here), self.here)

    def group(self, opened: _Token) -> Node:
        self.depth += 1
        if self.depth > 50:  # noqa: PLR2004 - nobody writes so many
            raise self.wrong("There are too many parentheses.", opened)
        found = self.query()
        self.depth -= 1
        if not self.take(")"):
            raise self.wrong("This “(” is not closed.", opened)
        return found

    def phrase(self, token: _Token) -> Phrase:
        words = tuple(_words(token.text, self.fold))
        if not any(set(word) - {"*", "?"} for word in words):
            raise self.wrong(
                f"“{token.text}” has no letter or digit. Signs are found by a regular expression such as /[!?]/.", token
            )
        return Phrase(words, token.start)

    def near(self, opened: _Token) -> Near:
        phrases, distance = [], _DISTANCE
        while (token := self.here) and token.kind in ("bare", "phrase"):
            self.at += 1
            if token.kind == "bare" and "," in token.text:
                words, _, after = token.text.partition(",")
                if words:
                    phrases.append(self.phrase(_Token("bare", words, token.start, token.start + len(words))))
                distance = self.distance(after, token)
                break
            phrases.append(self.phrase(token))
        if not self.take(")"):
            raise self.wrong(
                "NEAR takes words and phrases, then perhaps a comma and a number: NEAR(peace land, 5).", opened
            )
        if len(phrases) < 2:  # noqa: PLR2004 - near to each other
            raise self.wrong("NEAR needs two words or phrases.", opened)
        return Near(tuple(phrases), distance)

    def distance(self, text: str, comma: _Token) -> int:
        token = comma if text else self.take("bare")
        number = text or (token.text if token else "")
        if not (number.isascii() and number.isdigit() and int(number) <= 100):  # noqa: PLR2004
            raise self.wrong("After the comma NEAR takes a number of words up to 100.", token or comma)
        return int(number)


def _words(text: str, fold: Fold) -> list[str]:
    """Fold the words of a phrase; a `*` after a character that is a word of its own says nothing and is left out."""
    kept = text.replace("*", _STAR).replace("?", _MARK)
    found = [word.replace(_STAR, "*").replace(_MARK, "?") for word in shadow_words(kept, fold)]
    while len(found) > 1 and found[-1] == "*" and is_unspaced(found[-2][-1]):
        found.pop()
    while len(found) > 1 and found[0] == "*" and is_unspaced(found[1][0]):
        found.pop(0)
    return found


def _missing(token: _Token | None) -> str:
    if token is None:
        return "Something to look for is missing here."
    if token.kind == "NOT":
        return "NOT needs something before it: A NOT B finds A without B."
    if token.kind == ")":
        return "There is nothing to look for before “)”."
    return f"{token.kind} needs something to look for on both sides."
