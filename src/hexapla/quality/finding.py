"""What a check finds: a place in a link that is worth a person's look, said in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from hexapla.model import Side

Value = str | int


def later(words: str) -> str:
    """Mark words that the interface translates when it shows them."""
    return words


class Severity(StrEnum):
    """How surely a finding is a mistake: an error nearly always is, a hint often is not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of a link: `segment` counts those of the side from 0, `start` and `end` are code points in it."""

    side: Side
    segment: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a link may be wrong.

    `message` is a sentence with `{names}` of `values` in it, so that the interface can say it in another language.
    `side` is the side in question; None where it may be either. `about` holds the words in question: the finding
    counts as another one when they change. Without `about` the values stand for them.
    """

    check: str
    link: str
    message: str
    values: Mapping[str, Value]
    side: Side | None = None
    spans: tuple[Span, ...] = ()
    severity: Severity = Severity.WARNING
    about: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The message in English, with its values."""
        return self.message.format_map(self.values)

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that stay while the words in question do."""
        about = self.about or [f"{name}={value}" for name, value in sorted(self.values.items())]
        words = "\x1d".join((self.check, self.message, self.side or "", *about))
        return sha256(words.encode()).hexdigest()[:12]


def together(findings: Iterable[Finding]) -> list[Finding]:
    """Make one finding of those of a link that say the same of the same words, with the spans of all."""
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.link, finding.fingerprint].append(finding)
    return [
        replace(some[0], spans=tuple(sorted({span for one in some for span in one.spans}))) for some in groups.values()
    ]
