"""Numbers in digits of any script, with the words that multiply them, and numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from hexapla import languages
from hexapla.disagreements import chinese
from hexapla.disagreements.figures import Number
from hexapla.disagreements.words import multiplier, spelled

_GROUPED = r"\d{1,3}(?:[,.'’٬\u00a0\u202f\u2009 ]\d{3})+(?!\d)"
_DIGITS = re.compile(rf"(?<![\d.,])(?:{_GROUPED}(?:[.,٫]\d+)?|\d+(?:[.,٫]\d+)?)")
_ROMAN = re.compile(r"(?<![\w-])[IVXLC]+(?![\w-])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_MORE = "多余餘来來几幾"
_IN_NAME = re.compile(r"[A-Za-z]-?$")  # EB-500, A3
_NAME_GOES_ON = re.compile(r"[A-Z]")  # 3Com, 3K
_YEAR_RANGE = re.compile(r"\d{2}(\d{2})[-–—/]$")


def numbers(text: str, language: str) -> Iterator[Number]:
    """Yield the numbers of a text in a language; `text` has Latin digits."""
    taken: list[tuple[int, int]] = []
    if languages.base(language) in ("zh", "ja", "yue"):
        for found in chinese.numbers(text):
            taken.append((found.start, found.end))
            yield found
    for digits in _DIGITS.finditer(text):
        if not any(start < digits.end() and digits.start() < end for start, end in taken):
            yield _number(text, digits, language)
    yield from spelled(text, language)
    for roman in _ROMAN.finditer(text):
        yield Number(roman.start(), roman.end(), frozenset({_roman(roman[0])}), firm=False)


def _number(text: str, digits: re.Match[str], language: str) -> Number:
    values, end = _values(digits[0]), digits.end()
    word = multiplier(text, end, language)
    if word:
        end, factor = word
        values = {value * factor for value in values}
    elif len(digits[0]) == 2:  # noqa: PLR2004 - 1961–62, or the year 62
        before = _YEAR_RANGE.search(text, max(0, digits.start() - 5), digits.start())
        values = {*values, *(value + 1900 for value in values)} if before or text[end : end + 1] == "年" else values
    elif len(digits[0]) == 4 and text[end : end + 1] in ("s", "-", "年", "’", "'"):  # noqa: PLR2004 - the 1950s
        values = {*values, *(value % 100 for value in values)}
    in_name = _IN_NAME.search(text[max(0, digits.start() - 2) : digits.start()]) or _NAME_GOES_ON.match(text, end)
    return Number(digits.start(), end, frozenset(values), not in_name and text[end : end + 1] not in tuple(_MORE))


def _values(sign: str) -> set[Fraction]:
    """Read separators as people of any country may mean them: 1.234 is 1,234 or 1.234."""
    plain = re.sub(r"[\u00a0\u202f\u2009 '’٬]", "", sign).replace("٫", ".")
    if not re.search(r"[.,]", plain):
        return {Fraction(plain)}
    whole, mark, rest = re.fullmatch(r"(.*)([.,])(\d+)", plain, re.DOTALL).groups()  # type: ignore[union-attr]
    head = re.sub(r"[.,]", "", whole)
    values = {Fraction(f"{head}.{rest}")}
    if len(rest) == 3 and (mark in whole or not re.search(r"[.,]", whole)):  # noqa: PLR2004 - a group of thousands
        values = {Fraction(head + rest)} if mark in whole else values | {Fraction(head + rest)}
    return values


def _roman(sign: str) -> Fraction:
    values = [_ROMAN_VALUES[c] for c in sign]
    signed = [-v if v < max(values[i:]) else v for i, v in enumerate(values)]
    return Fraction(sum(signed))
