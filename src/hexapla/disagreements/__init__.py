"""Where the two sides of a link disagree in numbers, dates or names.

Meant for reading: what is marked is worth a look, and what is doubtful is not marked. A number or date is marked where
the other side has nothing that it could be; a name in Latin letters amid another script, where the Latin side lacks it.
Names that stand in each other's place are told by `names`, from the whole alignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from hexapla import languages
from hexapla.disagreements.dates import dates
from hexapla.disagreements.figures import Date, Number, latin_digits
from hexapla.disagreements.numbers import numbers
from hexapla.disagreements.words import KNOWN_WELL
from hexapla.model import SIDES, Side, other

_NAME = re.compile(r"(?<![A-Za-z0-9@/.])[A-Z](?:[A-Za-z'’-]*[a-z][A-Za-z'’-]*|[A-Z]{3,})(?![A-Za-z0-9@/]|\.\w)")
_BULLET = re.compile(r"\s*[(（\[]?\d{1,2}\s*[.)）\]、．:：](?!\d)")
_CUSTOMARY = re.compile(
    r"[\s-]*(?:pounds?\b|lbs?\b|miles?\b|feet\b|foot\b|inch|yards?\b|acres?\b|gallons?\b|ounces?\b|°\s?F|Fahrenheit|"
    r"英里|英尺|英寸|英亩|磅|加仑|盎司|华氏|里|斤|亩|尺|寸|丈|фут|мил[ьия]|дюйм|фунт|верст|пуд|акр|ярд)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    rf"(?:{_CUSTOMARY.pattern}|[\s-]*(?:k[gm]\b|[cm]?m\b|kilo|met[er]|centi|lit[er]|hect|°|公|千克|千米|米|厘米|升|平方|度|摄氏|"
    r"к[гм]\b|м\b|кило|метр|литр|гект|кв))",
    re.IGNORECASE,
)
_LEAST_ALONE = 3  # the least value that is asked for: one and two hide in both, pair, 双 and the like


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that disagrees: `segment` counts those of the side from 0, `start` and `end` are code points in it."""

    side: Side
    segment: int
    start: int
    end: int
    kind: str
    text: str


@lru_cache(20_000)
def disagreements(source: tuple[str, ...], target: tuple[str, ...], tags: tuple[str, str]) -> tuple[Mark, ...]:
    """Return the marks of a link with these segments, in languages `tags`; a null link has none."""
    if not (source and target):
        return ()
    sides = {side: _Side(texts, tag) for side, texts, tag in zip(SIDES, (source, target), tags, strict=True)}
    return tuple(mark for side in SIDES for mark in _marks(side, sides[side], sides[other(side)]))


class _Side:
    """What one side of a link says."""

    def __init__(self, texts: Sequence[str], tag: str) -> None:
        self.tag = tag
        self.texts = texts
        plain = [latin_digits(text) for text in texts]
        self.dates = [(i, date) for i, text in enumerate(plain) for date in dates(text, tag)]
        self.numbers = [(i, n) for i, text in enumerate(plain) for n in numbers(text, tag) if not self._in_date(i, n)]
        self.values = {value for _, number in self.numbers for value in number.values}
        self.values |= {value for _, date in self.dates for value in date.numbers()}
        self.joined = re.sub(r"(?<=\d)[\s.\-/]+(?=\d)", "", "\n".join(plain))
        self.converted = any(_CUSTOMARY.match(plain[i], n.end) for i, n in self.numbers)
        self.letters = re.sub(r"[^a-z]", "", "".join(texts).casefold())

    def _in_date(self, segment: int, number: Number) -> bool:
        return any(i == segment and d.start < number.end and number.start < d.end for i, d in self.dates)


def _marks(side: Side, here: _Side, there: _Side) -> Iterator[Mark]:
    def mark(segment: int, start: int, end: int, kind: str) -> Mark:
        return Mark(side, segment, start, end, kind, here.texts[segment][start:end])

    for segment, date in here.dates:
        if _lacks_date(date, there):
            yield mark(segment, date.start, date.end, "date")
    unsaid = [(segment, number) for segment, number in here.numbers if _is_unsaid(here, segment, number, there)]
    for segment, number in unsaid:
        if _asked_for(number, there) or _is_exchanged(here, unsaid, there):
            yield mark(segment, number.start, number.end, "number")
    for segment, start, end in _lost_names(here, there):
        yield mark(segment, start, end, "name")


def _lacks_date(date: Date, there: _Side) -> bool:
    if any(date.agrees(one) for _, one in there.dates):
        return False
    day = {Fraction(reading[2]) for reading in date.readings if reading[2] is not None}
    year = {Fraction(reading[0]) for reading in date.readings if reading[0] is not None}
    return bool(there.dates) or not (day or year) & there.values


def _is_unsaid(here: _Side, segment: int, number: Number, there: _Side) -> bool:
    return number.firm and max(number.values) >= _LEAST_ALONE and not _said(here, segment, number, there)


def _is_exchanged(here: _Side, unsaid: Sequence[tuple[int, Number]], there: _Side) -> bool:
    """Whether both sides have one number in digits that the other does not say: one stands for the other, wrongly."""
    others = [(i, n) for i, n in there.numbers if _is_unsaid(there, i, n, here)]
    return len(unsaid) == len(others) == 1 and all(
        side.texts[i][n.start : n.end].isdecimal() for side, ((i, n),) in ((here, unsaid), (there, others))
    )


def _asked_for(number: Number, there: _Side) -> bool:
    """Whether the other side would have to say this number in a way that we can read."""
    return languages.base(there.tag) in KNOWN_WELL or all(_is_long(value) for value in number.values)


def _is_long(value: Fraction) -> bool:
    """Whether people write a number in digits in any language: 1962, 2.75."""
    return value.denominator > 1 or len(str(int(value)).strip("0")) > 3  # noqa: PLR2004


def _said(here: _Side, segment: int, number: Number, there: _Side) -> bool:
    """Whether the other side has the number, or something that it often becomes."""
    if number.values & there.values:
        return True
    text = latin_digits(here.texts[segment])
    sign = text[number.start : number.end]
    if number.start <= 2 and _BULLET.match(text):  # noqa: PLR2004 - 6. or (6) before a heading
        return True
    if (here.converted or there.converted) and _UNIT.match(text, number.end):
        return True
    if any(1800 <= value < 2100 and value % 100 in there.values for value in number.values):  # noqa: PLR2004 - 1977, 77
        return True
    parts = re.findall(r"\d+", sign)
    return (len(parts) > 1 and all(Fraction(part) in there.values for part in parts)) or (
        len("".join(parts)) > 3 and re.sub(r"\D", "", sign) in there.joined  # noqa: PLR2004 - 43 36 11
    )


def _lost_names(here: _Side, there: _Side) -> Iterator[tuple[int, int, int]]:
    """Find names in Latin letters amid another script that the other side, in Latin script, does not have."""
    if languages.script(here.tag) == "Latn" or languages.script(there.tag) != "Latn":
        return
    for segment, text in enumerate(here.texts):
        for name in _NAME.finditer(text):
            if re.sub(r"[^a-z]", "", name[0].casefold()) not in there.letters:
                yield segment, name.start(), name.end()
