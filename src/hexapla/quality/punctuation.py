"""Brackets and quotation marks without a partner or lost, and sentences that end otherwise than they should."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hexapla import languages
from hexapla.model import SIDES, Link, Side, other
from hexapla.quality import pairs
from hexapla.quality.custom import is_kept, is_slip
from hexapla.quality.finding import Finding, Severity, Span, later
from hexapla.quality.registry import Check, Look, Subject, register
from hexapla.quality.wording import texts

Texts = tuple[str, ...]
FAR = 40  # links after which a quotation that was opened is no longer taken to be going on
_QUESTION, _EXCLAMATION = re.compile(r"[?？؟⁇⁈\u037e՞]"), re.compile(r"[!！¡՜]")
_ELLIPSIS = re.compile(r"…|\.{3,}|。{2,}|⋯|(?:\. ){2,}\.")
_CLOSING = re.compile(r"[\s\"'“”‘’»«›)）\]】」』》〉\u200e\u200f]+$")
_FULL = re.compile(r"[.!?。！？．؟۔।…:：;；՞\u037e]$")
ALONE = later("“{sign}” has no partner.")
LOST = {
    "round": later("The other side has something in brackets, this one nothing."),
    "quotes": later("The other side has quotation marks, this one none."),
    "question": later("The other side asks a question, this one has no question mark."),
    "exclamation": later("The other side has an exclamation mark, this one none."),
    "ellipsis": later("The other side trails off (…), this one does not."),
    "full": later("The other side ends with a full stop, this one without any mark."),
}
_SEVERITY = {"quotes": Severity.HINT, "question": Severity.WARNING}


def asks(side: Texts, tag: str) -> bool:
    """Whether there is a question mark, in Greek the semicolon that stands for it."""
    greek = languages.base(tag) == "el"
    return any(_QUESTION.search(text) or (greek and ";" in text) for text in side)


def _exclaims(side: Texts, _tag: str) -> bool:
    return any(_EXCLAMATION.search(text) for text in side)


def _trails(side: Texts, _tag: str) -> bool:
    return any(_ELLIPSIS.search(text) for text in side)


def _bare(side: Texts) -> str:
    return _CLOSING.sub("", side[-1]) if side else ""


def _ends(side: Texts, _tag: str) -> bool:
    return _bare(side)[-1:] in tuple(".。．۔।")


def _is_finished(side: Texts, _tag: str) -> bool:
    return _FULL.search(_bare(side)) is not None or not _bare(side)[-1:].isalnum()


Seen = Callable[[Texts, str], bool]
FEATURES: dict[str, tuple[Seen, Seen]] = {  # what one side has, and what the other then has
    "round": (pairs.has_round, lambda side, tag: any(s in pairs.BRACKETS for s in "".join(side)) or _dashes(side, tag)),
    "quotes": (lambda side, tag: bool(_quoted(side, tag)), pairs.has_quotes),
    "question": (asks, asks),
    "exclamation": (_exclaims, lambda side, tag: _exclaims(side, tag) or asks(side, tag)),
    "ellipsis": (_trails, lambda side, tag: _trails(side, tag) or _dashes(side, tag)),
    "full": (_ends, _is_finished),
}


def _dashes(side: Texts, _tag: str) -> bool:
    return any(re.search(r"[—–]| - |──", text) for text in side)


def _quoted(side: Texts, tag: str) -> list[str]:
    return [pair for pair in pairs.read(side, tag).pairs if pair not in pairs.BRACKETS and pair not in "《〈"]


def _begin(subject: Subject) -> Look:
    lonely = {side: _alone(subject, side) for side in SIDES}
    kept = [(name, side) for name in FEATURES for side in SIDES if _is_kept(subject, name, side)]

    def look(link: Link) -> Iterator[Finding]:
        for side in SIDES:
            yield from _partnerless(link, side, lonely)
        if not link.is_null:
            for name, side in kept:
                yield from _lost(link, name, side, subject)

    return look


def _is_kept(subject: Subject, name: str, side: Side) -> bool:
    """Whether the translation keeps to what one side has, so that its loss on `side` says something."""
    has, needs = FEATURES[name]
    here, there = subject.tag(other(side)), subject.tag(side)
    return is_kept(
        subject.links,
        lambda link: has(texts(link, other(side)), here),
        lambda link: needs(texts(link, side), there),
    )


def _lost(link: Link, name: str, side: Side, subject: Subject) -> Iterator[Finding]:
    has, needs = FEATURES[name]
    own, others = texts(link, side), texts(link, other(side))
    if has(others, subject.tag(other(side))) and not needs(own, subject.tag(side)):
        last = len(own) - 1
        tail = max(0, len(own[last].rstrip()) - 1)
        span = Span(side, last, max(0, tail - 11), tail + 1)
        severity = _SEVERITY.get(name, Severity.HINT)
        about = (own[last][span.start : span.end], others[-1][-12:])
        yield Finding("punctuation", link.id, LOST[name], {}, side, (span,), severity, about)


Signs = list[tuple[str, pairs.Place]]


@dataclass(frozen=True, slots=True)
class _Open:
    """A sign that was opened in a link and not closed there."""

    sign: str
    link: str
    number: int


def _alone(subject: Subject, side: Side) -> dict[str, Signs]:
    """Return the signs of each link without a partner, in the link or, for a long quotation, in those that follow."""
    tag = subject.tag(side)
    closes = pairs.openers(tag)
    found = {link.id: list(pairs.read(texts(link, side), tag).alone) for link in subject.links}
    waiting: list[_Open] = []
    for number, link in enumerate(subject.links):
        for sign, place in list(found[link.id]):
            earlier = (one for one in reversed(waiting) if one.link != link.id and number - one.number <= FAR)
            partner = next((one for one in earlier if _fits(one.sign, sign, place, closes)), None)
            if partner:
                waiting.remove(partner)
                _forget(found[partner.link], partner.sign)
            if partner and partner.sign != sign:
                found[link.id].remove((sign, place))
            if sign in closes:
                waiting.append(_Open(sign, link.id, number))
    return found if is_slip(subject.links, lambda link: bool(found[link.id])) else {}


def _fits(opened: str, sign: str, place: pairs.Place, closes: dict[str, str]) -> bool:
    """Whether a sign closes what was opened in an earlier link, or opens it anew at the beginning of a paragraph."""
    return closes.get(opened) == sign or (opened == sign and sign not in pairs.BRACKETS and place == (0, 0))


def _forget(signs: Signs, sign: str) -> None:
    at = next((n for n in range(len(signs) - 1, -1, -1) if signs[n][0] == sign), None)
    if at is not None:
        del signs[at]


def _partnerless(link: Link, side: Side, lonely: dict[Side, dict[str, Signs]]) -> Iterator[Finding]:
    """Tell of the signs without a partner, unless the other side has the like, cut in the same place."""
    others = {
        sign in pairs.BRACKETS or sign in pairs.BRACKETS.values() for sign, _ in lonely[other(side)].get(link.id, ())
    }
    own = texts(link, side)
    for sign, (segment, place) in lonely[side].get(link.id, ()):
        if (sign in pairs.BRACKETS or sign in pairs.BRACKETS.values()) not in others:
            text = own[segment]
            span = Span(side, segment, place, place + 1)
            about = (sign, text[max(0, place - 8) : place + 9])
            values = {"sign": pairs.written(sign)}
            yield Finding("punctuation", link.id, ALONE, values, side, (span,), Severity.WARNING, about)


PUNCTUATION = register(
    Check(
        "punctuation",
        later("Punctuation"),
        later("Brackets and quotation marks without a partner or lost; questions, exclamations and ends that differ."),
        Severity.WARNING,
        _begin,
    )
)
