"""Slips of the fingers: a word typed twice, two spaces, a space before a comma, two commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla import languages
from hexapla.model import SIDES, Link, Side, other
from hexapla.quality.custom import is_slip
from hexapla.quality.finding import Finding, Severity, Span, later
from hexapla.quality.registry import Check, Look, Subject, register
from hexapla.quality.wording import is_spaced, texts

_DOUBLED = re.compile(r"(?<![\w'’\-])([^\W\d_]+(?:['’][^\W\d_]+)?)[ \u00a0]+(?=\1(?![\w'’\-]))", re.IGNORECASE)
_MEANT = {  # what people say twice in a row
    "en": "had that is no very so yes ha oh ah bye knock",
    "ru": "да нет очень еле чуть ну вот так только лишь едва это что всё все",
    "fr": "nous vous non oui très si là",
    "de": "die der das sie ja nein sehr so was wo dass",
    "es": "no sí muy que la",
    "ro": "da nu foarte mai",
    "it": "sì no piano via",
    "nl": "die dat de zo",
    "hu": "már egy az ez jaj",
}
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_SPACES = {
    "spaces": re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)"),
    "before": re.compile(r"(?<=[^\W\d_])[ \u00a0]+(?=[,.;:!?](?:\s|$))(?!\.\s?\.)"),
    "inside": re.compile(r"(?<=[(\[])[ \u00a0]+(?=\S)|(?<=\S)[ \u00a0]+(?=[)\]])"),
    "han": re.compile(rf"(?<={_HAN})[ \u00a0]+(?={_HAN})"),
    "marks": re.compile(r"([,;:，。；：、،؛])\s?\1|(?<![.\d])\.\.(?![.\d])"),
}
_WIDE_BEFORE_MARKS = {"fr"}  # where a space belongs before ; : ! ?
WORD = later("“{word}” stands here twice in a row.")
SAID = {
    "spaces": later("Two spaces or more between words."),
    "before": later("A space before a mark."),
    "inside": later("A space inside a bracket."),
    "han": later("A space between two characters."),
    "marks": later("The same mark twice in a row."),
}


def _begin(subject: Subject) -> Look:
    slips = {side: [name for name in _SPACES if _can_be_slip(subject, side, name)] for side in SIDES}

    def look(link: Link) -> Iterator[Finding]:
        for side in SIDES:
            doubled = _says_twice(texts(link, other(side)), subject.tag(other(side)))
            for segment, text in enumerate(texts(link, side)):
                if not doubled:
                    yield from _twice(link, side, segment, text, subject.tag(side))
                for name in slips[side]:
                    yield from _spaces(link, side, segment, text, name)

    return look


def _can_be_slip(subject: Subject, side: Side, name: str) -> bool:
    """Whether a pattern is no habit of the text, such as spaces before all marks."""
    if name == "before" and languages.base(subject.tag(side)) in _WIDE_BEFORE_MARKS:
        return False
    pattern = _SPACES[name]
    return is_slip(subject.links, lambda link: any(pattern.search(text) for text in texts(link, side)))


def _says_twice(side: tuple[str, ...], tag: str) -> bool:
    return any(
        re.search(rf"({_HAN}{{2,}})[，、,]?\1", text) if not is_spaced(tag) else _DOUBLED.search(text) for text in side
    )


def _twice(link: Link, side: Side, segment: int, text: str, tag: str) -> Iterator[Finding]:
    """Find a word twice in a row; names (Sing Sing) and what people repeat on purpose are meant so."""
    meant = _MEANT.get(languages.base(tag), "").split()
    for found in _DOUBLED.finditer(text) if is_spaced(tag) else ():
        end = found.end() + len(found[1])
        second = text[found.end() : end]
        if second[0].isupper() or second.casefold() in meant:
            continue
        span, about = Span(side, segment, found.start(), end), (text[max(0, found.start() - 8) : end + 8],)
        yield Finding("typing", link.id, WORD, {"word": second}, side, (span,), Severity.WARNING, about)


def _spaces(link: Link, side: Side, segment: int, text: str, name: str) -> Iterator[Finding]:
    for found in _SPACES[name].finditer(text):
        start, end = max(0, found.start() - 1), min(len(text), found.end() + 1)
        about = (text[max(0, start - 8) : end + 8],)
        yield Finding("typing", link.id, SAID[name], {}, side, (Span(side, segment, start, end),), Severity.HINT, about)


TYPING = register(
    Check(
        "typing",
        later("Slips of typing"),
        later("Words, spaces and marks typed twice, spaces where none belong."),
        Severity.WARNING,
        _begin,
    )
)
