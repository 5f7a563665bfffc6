"""A sentence that returns and is rendered otherwise, and different sentences that all read the same in translation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from hexapla.model import Link, Side, other
from hexapla.quality.finding import Finding, Severity, Span, Value, later
from hexapla.quality.registry import Check, Look, Subject, register
from hexapla.quality.wording import excerpt, folded_side, is_sentence, texts

ALIKE = 60  # similarity, in hundredths, from which two sentences are taken for one in two spellings
LEAST = 4  # words of a sentence that may return
LEAST_ALIKE = 6  # words of a rendering that two different sentences share, for it to be no formula
OTHERWISE = later("The same sentence is rendered “{other}” in row {row}.")
SAME = later("Row {row} reads the same in translation, but its source is another: “{other}”.")


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes findings that name rows."""

    numbers: dict[str, int]

    def finding(self, link: Link, model: Link, message: str, side: Side) -> Finding:
        """Tell of a link that another one, the model, contradicts on a side."""
        others = texts(model, side)
        values: dict[str, Value] = {"other": excerpt(others, 120), "row": self.numbers[model.id]}
        spans = tuple(Span(each, n, 0, len(t)) for each in (side, other(side)) for n, t in enumerate(texts(link, each)))
        about = (*texts(link, "source"), "\x1c", *texts(link, "target"), "\x1c", *others)
        return Finding("repeated", link.id, message, values, side, spans, Severity.WARNING, about)


def _begin(subject: Subject) -> Look:
    rows = _Rows({link.id: number for number, link in enumerate(subject.links, 1)})
    found: dict[str, list[Finding]] = defaultdict(list)
    for group in _groups(subject.links, "source", LEAST):
        for link, model in _minority(group):
            found[link.id].append(rows.finding(link, model, OTHERWISE, "target"))
    for group in _groups(subject.links, "target", LEAST_ALIKE):
        for link, model in _strangers(group):
            found[link.id].append(rows.finding(link, model, SAME, "source"))
    return lambda link: found.get(link.id, ())


def _groups(links: Sequence[Link], side: Side, least: int) -> Iterator[list[Link]]:
    """Yield the links whose sides read the same, where they are sentences and several."""
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if not link.is_null:
            groups[folded_side(link, side)].append(link)
    return (some for words, some in groups.items() if len(some) > 1 and is_sentence(words, least))


def _minority(group: Sequence[Link]) -> Iterator[tuple[Link, Link]]:
    """Yield the links that are rendered otherwise than most, or than the first, with one that is rendered so."""
    renderings = Counter(folded_side(link, "target") for link in group)
    usual = renderings.most_common(1)[0][0]
    model = next(link for link in group if folded_side(link, "target") == usual)
    for link in group:
        if folded_side(link, "target") != usual:
            yield link, model


def _strangers(group: Sequence[Link]) -> Iterator[tuple[Link, Link]]:
    """Yield the links whose source is another sentence than that of the first with the same rendering."""
    for link in group[1:]:
        if ratio(folded_side(link, "source"), folded_side(group[0], "source")) < ALIKE:
            yield link, group[0]


REPEATED = register(
    Check(
        "repeated",
        later("Repeated sentences"),
        later(
            "Sentences that return and are rendered otherwise, and different sentences with one and the same rendering."
        ),
        Severity.WARNING,
        _begin,
    )
)
