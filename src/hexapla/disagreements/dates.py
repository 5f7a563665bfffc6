"""Dates: 1962年4月24日, 24 April 1962, 24 апреля 1962 г., 1962-04-24, 24.4.1962."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from hexapla import languages
from hexapla.disagreements import chinese
from hexapla.disagreements.figures import Date

if TYPE_CHECKING:
    from babel import Locale

_N = rf"(?:\d{{1,4}}|[{chinese.SIGNS}]{{1,4}})"
_CHINESE = re.compile(rf"(?:({_N})年)?({_N})月(?:份)?(?:({_N})[日号號])?")
_PLAIN = re.compile(r"(?<![\d.-])(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2}))(?!\d)")
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|\.|-?(?:го|е|й))?"
_LEAST_STEM = 3
Reading = tuple[int | None, int, int | None]


def dates(text: str, language: str) -> Iterator[Date]:
    """Yield the dates of a text in a language that say a month and a day or a year; `text` has Latin digits."""
    if languages.base(language) in ("zh", "ja", "yue"):
        yield from _chinese(text)
    else:
        yield from _named(text, language)
    for found in _PLAIN.finditer(text):
        y, m, d, one, two, year = (int(part) if part else None for part in found.groups())
        kept = _possible([(y, m, d), (_full(year), two, one), (_full(year), one, two)])
        if kept:
            yield Date(found.start(), found.end(), kept)


def _chinese(text: str) -> Iterator[Date]:
    for found in _CHINESE.finditer(text):
        year, month, day = (_number(part) for part in found.groups())
        kept = _possible([(_full(year), month, day)])
        if kept and (year or day):
            yield Date(found.start(), found.end(), kept)


def _number(sign: str | None) -> int | None:
    if not sign or sign.isdecimal():
        return int(sign) if sign else None
    return min((int(value) for value in chinese.readings(sign)), default=None)


def _full(year: int | None) -> int | None:
    return year + 1900 if year is not None and year < 100 else year  # noqa: PLR2004


def _possible(readings: list[tuple[int | None, int | None, int | None]]) -> tuple[Reading, ...]:
    return tuple(
        (y, m, d)
        for y, m, d in readings
        if m is not None and 1 <= m <= 12 and (d is None or 1 <= d <= 31)  # noqa: PLR2004
    )


def _named(text: str, language: str) -> Iterator[Date]:
    pattern, months = _months(languages.base(language))
    for found in pattern.finditer(text) if pattern else ():
        day = found["before"] or found["after"]
        if day or found["year"]:
            word = found["month"].casefold()
            month = next(number for beginning, number in months if word.startswith(beginning))
            kept = _possible([(int(found["year"]) if found["year"] else None, month, int(day) if day else None)])
            if kept:
                yield Date(found.start(), found.end(), kept)


@cache
def _months(base: str) -> tuple[re.Pattern[str] | None, list[tuple[str, int]]]:
    """Return what finds a date with a month's name, and the beginnings of the names, the longest first."""
    locale = _locale(base)
    beginnings = _beginnings(locale) if locale else []
    if not beginnings:
        return None, []
    names = "|".join(re.escape(beginning) for beginning, _ in beginnings)
    day, of = (
        rf"(?P<before>\d{{1,2}}){_ORDINAL}\s+(?:of\s+|de\s+|d’|d')?",
        r"(?:,?\s+(?:de\s+|del\s+)?(?P<year>\d{4})(?!\d))?",
    )
    after = rf"(?:\s*(?P<after>\d{{1,2}}){_ORDINAL}(?![\d:]))?"
    short = _short(locale) if locale else []
    month = rf"(?P<month>(?:{names})\w{{0,3}}|(?:{'|'.join(re.escape(word) for word, _ in short) or names})(?!\w))"
    return re.compile(rf"(?<!\w)(?:{day})?{month}\.?{after}{of}", re.IGNORECASE), [*beginnings, *short]


def _locale(base: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(base)
    except (UnknownLocaleError, ValueError):
        return None


def _beginnings(locale: Locale) -> list[tuple[str, int]]:
    """Return what the forms of each month's name have in common: апрел of апреля and апрель."""
    found: set[tuple[str, int]] = set()
    for month in range(1, 13):
        names = [locale.months[form]["wide"][month].casefold() for form in ("format", "stand-alone")]
        names = [name for name in names if name.isalpha()]
        common = _common(names)
        found |= {(word, month) for word in ([common] if len(common) >= _LEAST_STEM else names)}
    return sorted(found, key=lambda pair: -len(pair[0]))


def _short(locale: Locale) -> list[tuple[str, int]]:
    """Return the abbreviated names that are letters, such as Aug."""
    names = ((locale.months["format"]["abbreviated"][month].casefold().strip("."), month) for month in range(1, 13))
    return [(name, month) for name, month in names if len(name) >= _LEAST_STEM and name.isalpha()]


def _common(names: list[str]) -> str:
    if not names:
        return ""
    short = min(names, key=len)
    return next((short[:n] for n in range(len(short), 0, -1) if all(name.startswith(short[:n]) for name in names)), "")
