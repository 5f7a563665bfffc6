"""Numbers in words: how languages say them, as far as it takes to know the like of a number in digits.

English and Russian are known well enough to hold their number words against the other side. Of a few others the common
words are known; where a language is not known, a number that people may spell out is not asked for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files

from hexapla import languages
from hexapla.disagreements.figures import Number

KNOWN_WELL = {"en", "ru", "zh"}
_Word = tuple[Fraction, bool]
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"(?:[\s-]|\band\b|\ban?\b|\bи\b|\bund\b|\bet\b|\by\b)*")


def multiplier(text: str, at: int, language: str) -> tuple[int, Fraction] | None:
    """Return the end and the value of a word such as `thousand` or `млн` right after a number, if there is one."""
    found = re.compile(r"[\s-]?([^\W\d_]+)\.?").match(text, at)
    word = _value(found[1], languages.base(language)) if found else None
    return (found.end(1), word[0]) if found and word and word[0] >= 1000 else None  # noqa: PLR2004


def spelled(text: str, language: str) -> Iterator[Number]:
    """Yield the numbers in words; those of a thousand or more in a language that is known well are firm."""
    base = languages.base(language)
    run: list[tuple[re.Match[str], _Word]] = []
    for word in _WORD.finditer(text) if base in _tables() else ():
        value = _value(word[0], base)
        if value is None and _BETWEEN.fullmatch(word[0]):
            continue
        if run and (value is None or _BETWEEN.fullmatch(text, run[-1][0].end(), word.start()) is None):
            yield from _numbers(text, run, base)
            run = []
        if value is not None:
            run.append((word, value))
    if run:
        yield from _numbers(text, run, base)


def _numbers(text: str, run: list[tuple[re.Match[str], _Word]], base: str) -> Iterator[Number]:
    values = [value for _, (value, _) in run]
    total = _sum([word for _, word in run])
    digits_before = text[max(0, run[0][0].start() - 2) : run[0][0].start()].strip()[-1:].isdigit()
    firm = base in KNOWN_WELL and total >= 1000 and values[0] < 1000 and values[0] > 1 and not digits_before  # noqa: PLR2004
    yield Number(run[0][0].start(), run[-1][0].end(), frozenset({total}), firm=firm)
    for word, (value, _) in run if len(run) > 1 else ():
        yield Number(word.start(), word.end(), frozenset({value}), firm=False)


def _sum(words: list[_Word]) -> Fraction:
    """Add up `two hundred and five thousand`: a unit multiplies what stands before it and is smaller."""
    total, section = Fraction(0), Fraction(0)
    for value, multiplies in words:
        if value >= 1000:  # noqa: PLR2004
            total, section = total + (section or 1) * value, Fraction(0)
        elif multiplies:
            section = (section or 1) * value
        else:
            section += value
    return total + section


def _value(word: str, base: str) -> _Word | None:
    return _lookup(word.casefold(), base)


@lru_cache(50_000)
def _lookup(word: str, base: str) -> _Word | None:
    """Return the value of the longest beginning that fits."""
    table = _table(base)
    if word + "$" in table:
        return table[word + "$"]
    return next((table[word[:n]] for n in range(len(word), 0, -1) if word[:n] in table), None)


@cache
def _table(base: str) -> dict[str, _Word]:
    pairs = ((value, word) for value, words in _tables().get(base, {}).items() for word in words.split())
    return {word: (Fraction(value.strip("*")), value.startswith("*")) for value, word in pairs}


@cache
def _tables() -> dict[str, dict[str, str]]:
    content = files("hexapla.disagreements").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)
