"""Numbers, dates and names that the two sides do not share, told by `hexapla.disagreements`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from hexapla.disagreements import Mark, disagreements, names
from hexapla.model import SIDES, Link
from hexapla.quality.finding import Finding, Severity, Span, later
from hexapla.quality.registry import Check, Look, Subject, register
from hexapla.quality.wording import texts

IDS = {"number": "numbers", "date": "dates", "name": "names"}
_ERROR = {"number": Severity.ERROR, "date": Severity.ERROR, "name": Severity.WARNING}
_ALONE = {
    "number": later("The other side has no number “{words}”."),
    "date": later("The other side has no date “{words}”."),
    "name": later("The other side has no name “{words}”, or another one in its place."),
}
_INSTEAD = {
    "number": later("“{words}” is “{other}” on the other side."),
    "date": later("“{words}” is “{other}” on the other side."),
    "name": later("The other side has “{other}” where this one names “{words}”."),
}


def marks_of(link: Link, tags: tuple[str, str], pairs: Sequence[names.Pair]) -> list[Mark]:
    """Return every place of a link that disagrees; `pairs` are the names that the alignment renders."""
    source, target = texts(link, "source"), texts(link, "target")
    if not (source and target):
        return []
    exchanged = (_mark(place, (source, target)) for place in names.exchanged(source, target, pairs, tags))
    return [*disagreements(source, target, tags), *exchanged]


def _mark(place: names.Place, sides: tuple[tuple[str, ...], tuple[str, ...]]) -> Mark:
    words = sides[place.side][place.segment][place.start : place.end]
    return Mark(SIDES[place.side], place.segment, place.start, place.end, "name", words)


def findings_of(link: Link, marks: Sequence[Mark]) -> Iterator[tuple[Mark, Finding]]:
    """Yield each mark with what is to be said of it; what the other side has instead is among the words in question."""
    for mark in marks:
        others = sorted({one.text for one in marks if one.kind == mark.kind and one.side != mark.side})
        values = {"words": mark.text, "other": ", ".join(others)} if others else {"words": mark.text}
        yield (
            mark,
            Finding(
                IDS[mark.kind],
                link.id,
                (_INSTEAD if others else _ALONE)[mark.kind],
                values,
                mark.side,
                (Span(mark.side, mark.segment, mark.start, mark.end),),
                _ERROR[mark.kind],
                (mark.text, *others),
            ),
        )


def _looking_for(kind: str) -> Callable[[Subject], Look]:
    def begin(subject: Subject) -> Look:
        pairs = _pairs(subject) if kind == "name" else ()

        def look(link: Link) -> Iterator[Finding]:
            marks = [mark for mark in marks_of(link, subject.tags, pairs) if mark.kind == kind]
            return (finding for _, finding in findings_of(link, marks))

        return look

    return begin


def _pairs(subject: Subject) -> tuple[names.Pair, ...]:
    some = subject.links[: names.MOST_LINKS]
    return names.learn([(texts(link, "source"), texts(link, "target")) for link in some], subject.tags)


NUMBERS = register(
    Check(
        "numbers",
        later("Numbers"),
        later("Numbers, in digits or in words, that the other side does not have."),
        Severity.ERROR,
        _looking_for("number"),
    )
)
DATES = register(
    Check(
        "dates",
        later("Dates"),
        later("Dates that the other side does not have, or gives otherwise."),
        Severity.ERROR,
        _looking_for("date"),
    )
)
NAMES = register(
    Check(
        "names",
        later("Names"),
        later("Names that the alignment renders in one way elsewhere, with another name in their place."),
        Severity.WARNING,
        _looking_for("name"),
    )
)
