"""Regular expressions: checked, matched in bounded time, and the literals that every match must contain."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import regex

from hexapla.errors import BadQueryError, HexaplaError
from hexapla.folding import Fold, folded

SECONDS = 2.0  # for all the segments of one side of a link
_QUANTIFIERS = "?*{"


def check(pattern: str, query: str, start: int) -> str:
    """Return the pattern; raise `BadQueryError` where it is none or matches nothing but emptiness."""
    try:
        compiled = regex.compile(pattern)
    except regex.error as problem:
        at = start + 1 + (problem.pos or 0)
        raise BadQueryError(f"The regular expression cannot be read: {problem.msg}.", query, at, at + 1) from None
    if compiled.fullmatch(""):
        empty = "The regular expression matches where nothing is. Have it match at least one character."
        raise BadQueryError(empty, query, start, start + len(pattern) + 2)
    return pattern


@lru_cache(50)
def compiled(pattern: str, fold: Fold) -> regex.Pattern[str]:
    """Return the expression for texts folded in marks and script; case is left to the expression."""
    kept = fold._replace(case=False)
    words = "".join(sign if sign.isascii() else folded(sign, kept) or sign for sign in pattern)
    return regex.compile(words, regex.IGNORECASE if fold.case else 0)


def spans(pattern: regex.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Return where an expression matches, empty matches left out; raise where that takes too long."""
    try:
        return [match.span() for match in pattern.finditer(text, timeout=SECONDS) if match.end() > match.start()]
    except TimeoutError:
        raise HexaplaError("The regular expression takes too long. Make it more definite.") from None


@dataclass
class _Reader:
    """Collects runs of characters that every match has one after the other."""

    runs: list[str] = field(default_factory=list)
    run: str = ""

    def end(self) -> None:
        if self.run:
            self.runs.append(self.run)
        self.run = ""


def literals(pattern: str) -> list[str]:
    """Return strings that every match contains, each as long as can be told easily; none where nothing is certain.

    Groups, classes and alternatives are passed over: what is left out only makes the index less selective.
    """
    if "(?" in pattern.replace("(?:", "").replace("(?P<", "") or "|" in pattern:
        return []
    reader, at = _Reader(), 0
    while at < len(pattern):
        at = _step(pattern, at, reader)
    reader.end()
    return reader.runs


def _step(pattern: str, at: int, reader: _Reader) -> int:
    sign = pattern[at]
    if sign in "[(":
        reader.end()
        return _past_quantifier(pattern, _past_group(pattern, at))
    if sign == "\\":
        following = pattern[at + 1 : at + 2]
        if following.isalnum():
            reader.end()
            return _past_quantifier(pattern, _past_escape(pattern, at))
        sign, at = following, at + 1
    elif sign in ".^$":
        reader.end()
        return _past_quantifier(pattern, at + 1)
    after = pattern[at + 1 : at + 2]
    if after and after in _QUANTIFIERS:
        reader.end()
        return _past_quantifier(pattern, at + 1)
    reader.run += sign
    if after == "+":
        reader.end()
        return _past_quantifier(pattern, at + 1)
    return at + 1


def _past_quantifier(pattern: str, at: int) -> int:
    if pattern[at : at + 1] == "{":
        at = pattern.find("}", at) + 1 or len(pattern)
    while pattern[at : at + 1] and pattern[at] in "?*+":
        at += 1
    return at


def _past_escape(pattern: str, at: int) -> int:
    r"""Return the place after an escape such as \d, \x41 or \p{Han}."""
    if pattern[at + 2 : at + 3] == "{":
        return pattern.find("}", at) + 1 or len(pattern)
    return at + {"x": 4, "u": 6, "U": 10}.get(pattern[at + 1], 2)


def _past_group(pattern: str, at: int) -> int:
    depth, in_class = 0, False
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif in_class:
            in_class = sign != "]" or pattern[at - 1] == "[" or pattern[at - 2 : at] == "[^"
            depth -= not in_class
        elif sign in "[(":
            depth, in_class = depth + 1, sign == "["
        elif sign == ")":
            depth -= 1
        at += 1
        if depth == 0:
            return at
    return at
