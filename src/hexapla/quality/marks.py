"""Numbers, dates and names that the two sides do not share, told by `hexapla.disagreements`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from hexapla.disagreements import Mark, disagreements, names
from hexapla.model import SIDES, Link
from hexapla.quality.finding import Finding, Severity, Span, later
from hexapla.quality.registry import Check, Look, Subject, register
from hexapla.quality.wording import texts

IDS = {"number": "numbers", "date": "dates", "name": "names"}
_SEVERITY = {"number": Severity.ERROR, "date": Severity.ERROR, "name": Severity.WARNING}
_ALONE = {
    "number": later("The other side has no number “{words}”."),
    "date": later("The other side has no date “{words}”."),
    "name": later("The other side has no name “{words}”, or another one in its place."),
}
_INSTEAD = {
    "number": later("One side says “{source}”, the other “{target}”."),
    "date": later("One side says “{source}”, the other “{target}”."),
    "name": later("One side names “{source}”, the other “{target}”."),
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
    """Yield each mark with what is to be said of it; where both sides have marks of a kind, that is one finding."""
    for kind in dict.fromkeys(mark.kind for mark in marks):
        some = [mark for mark in marks if mark.kind == kind]
        if len({mark.side for mark in some}) > 1:
            both = _instead(link, some)
            yield from ((mark, both) for mark in some)
        else:
            yield from ((mark, _missing(link, mark)) for mark in some)


def _missing(link: Link, mark: Mark) -> Finding:
    severity, values = _SEVERITY[mark.kind], {"words": mark.text}
    return Finding(
        IDS[mark.kind], link.id, _ALONE[mark.kind], values, mark.side, (_span(mark),), severity, (mark.text,)
    )


def _instead(link: Link, marks: Sequence[Mark]) -> Finding:
    """Tell of what one side says and the other says otherwise: the words of both are in question."""
    kind, spans = marks[0].kind, tuple(sorted({_span(mark) for mark in marks}))
    sides = [list(dict.fromkeys(mark.text for mark in marks if mark.side == side)) for side in SIDES]
    values = {"source": ", ".join(sides[0]), "target": ", ".join(sides[1])}
    about = (*sides[0], "\x1c", *sides[1])
    return Finding(IDS[kind], link.id, _INSTEAD[kind], values, None, spans, _SEVERITY[kind], about)


def _span(mark: Mark) -> Span:
    return Span(mark.side, mark.segment, mark.start, mark.end)


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
