"""Sides that are much shorter or longer than this pair of languages, and this translation, make one expect.

The logarithm of the ratio of lengths is taken to be normal (Gale and Church 1993 take the difference), the wider the
shorter the sentence. Its middle and width come from the alignment itself, by median and median deviation so that what
is wrong does not count, and from what is usual between two languages as long as the alignment is short.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import median

from hexapla import languages
from hexapla.model import Link, Side
from hexapla.quality.finding import Finding, Severity, Span, later
from hexapla.quality.registry import Check, Look, Subject, register
from hexapla.quality.wording import texts

# Letters and signs without blanks and marks that say as much as 100 in English: means over the Universal Declaration
# of Human Rights and, for Chinese, what dictionaries of translation studies give.
_DENSITY = {"zh": 33, "yue": 33, "ja": 48, "ko": 48, "ar": 82, "fa": 82, "he": 75, "ug": 100, "ru": 108, "uk": 105}
_DENSITY |= {"fr": 108, "es": 108, "it": 108, "pt": 105, "de": 112, "nl": 106, "ro": 106, "pl": 106, "hu": 108}
PRIOR_WIDTH = 0.2  # of the logarithm, for long sentences
BELIEF = 25  # links that the prior counts for
SHORT = 45  # English letters; a sentence as short as this varies by a factor of √2 more
LEAST = 28  # English letters of the longer side: below, lengths say nothing
FAR, VERY_FAR = 3.0, 3.8  # widths from the middle: worth a hint, worth a warning
SHORTER = later(
    "The translation is shorter than is usual here: {found} characters; {low} to {high} were to be expected."
)
LONGER = later("The translation is longer than is usual here: {found} characters; {low} to {high} were to be expected.")


@dataclass(frozen=True, slots=True)
class Lengths:
    """What lengths to expect: `ratio` is the target's characters for one of the source's, both without blanks."""

    ratio: float
    width: float
    densities: tuple[float, float]

    def spread(self, source: int, target: int) -> float:
        """Return the width for sides as long as these."""
        return self.width * sqrt(1 + SHORT / max(self._english(source, target), 1))

    def _english(self, source: int, target: int) -> float:
        return (source / self.densities[0] + target / self.densities[1]) / 2

    def says_nothing(self, source: int, target: int) -> bool:
        """Whether both sides are too short to tell."""
        return max(source / self.densities[0], target / self.densities[1]) < LEAST

    def expected(self, source: int, target: int, far: float = FAR) -> tuple[int, int]:
        """Return the least and greatest length of the target that would not surprise."""
        reach = exp(far * self.spread(source, target))
        middle = self.ratio * source
        return round(middle / reach), round(middle * reach)


def size(side: Sequence[str]) -> int:
    """Return the number of letters and digits of a side, which is what translation keeps."""
    return sum(character.isalnum() for text in side for character in text)


def density(tag: str) -> float:
    """Return how many characters of a language say what one says in English, as far as is known."""
    return _DENSITY.get(languages.base(tag), 100) / 100


def learn(links: Sequence[Link], tags: tuple[str, str]) -> Lengths:
    """Learn what lengths to expect from an alignment."""
    densities = density(tags[0]), density(tags[1])
    first = Lengths(densities[1] / densities[0], PRIOR_WIDTH, densities)
    sizes = [(size(texts(link, "source")), size(texts(link, "target"))) for link in links if not link.is_null]
    known = [(s, t) for s, t in sizes if s and t and not first.says_nothing(s, t)]
    ratio = exp(_towards(log(first.ratio), [log(t / s) for s, t in known]))
    found = Lengths(ratio, 1.0, densities)
    deviations = [abs(log(t / s / ratio)) / found.spread(s, t) for s, t in known]
    seen = min(1.4826 * median(deviations), 2 * PRIOR_WIDTH) if known else PRIOR_WIDTH
    width = sqrt(_towards(PRIOR_WIDTH**2, [seen**2] * len(known)))
    return Lengths(ratio, width, densities)


def _towards(prior: float, seen: Sequence[float]) -> float:
    """Return the median of what was seen, drawn towards what was believed."""
    return (prior * BELIEF + median(seen) * len(seen)) / (BELIEF + len(seen)) if seen else prior


def _begin(subject: Subject) -> Look:
    lengths = learn(subject.links, subject.tags)

    def look(link: Link) -> Iterator[Finding]:
        sides = texts(link, "source"), texts(link, "target")
        source, found = size(sides[0]), size(sides[1])
        if not (source and found) or lengths.says_nothing(source, found):
            return
        low, high = lengths.expected(source, found)
        if low <= found <= high:
            return
        side: Side = "target"
        spans = tuple(Span(side, number, 0, len(text)) for number, text in enumerate(sides[1]))
        values = {"found": found, "low": low, "high": high}
        message = SHORTER if found < low else LONGER
        least, most = lengths.expected(source, found, VERY_FAR)
        severity = Severity.HINT if least <= found <= most else Severity.WARNING
        yield Finding("length", link.id, message, values, side, spans, severity, (*sides[0], "\x1c", *sides[1]))

    return look


LENGTH = register(
    Check(
        "length",
        later("Length"),
        later("Translations much shorter or longer than the rest of the alignment makes one expect."),
        Severity.WARNING,
        _begin,
    )
)
