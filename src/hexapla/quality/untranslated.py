"""What was left in the source's words, or in a script that the language is not written in; and what is not said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from hexapla import languages
from hexapla.model import SIDES, Link, Side
from hexapla.quality.finding import Finding, Severity, Span, later
from hexapla.quality.registry import Check, Look, Subject, register
from hexapla.quality.wording import WORD, folded, is_sentence, texts

LEAST_WORDS, LEAST_LETTERS = 4, 16  # of the source's words in a row, for them to be no name or title
_HAN_SCRIPTS = {"Hans", "Hant", "Hani", "Jpan", "Kore"}
_NAMED = {"Han": _HAN_SCRIPTS, "Hiragana": {"Jpan"}, "Katakana": {"Jpan"}, "Hangul": {"Kore"}, "Cyrillic": {"Cyrl"}}
_NAMED |= {"Arabic": {"Arab", "Aran"}, "Hebrew": {"Hebr"}, "Greek": {"Grek"}, "Armenian": {"Armn"}}
_RANGES = {
    "Han": r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Hiragana": r"\u3041-\u309f",
    "Katakana": r"\u30a1-\u30ff",
    "Hangul": r"\uac00-\ud7af",
    "Cyrillic": r"\u0400-\u052f",
    "Arabic": r"\u0620-\u06ff",
    "Hebrew": r"\u05d0-\u05ea",
    "Greek": r"\u0370-\u03ff",
    "Armenian": r"\u0531-\u0587",
}
_CITED = re.compile(r"[(（\[【「『《«“‘\"„][^)）\]】」』》»”’\"]*[)）\]】」』》»”’\"]|[“„«]?[^“„«]*[”»]$")
_MIXED = re.compile(r"[A-Za-z]+[\u0400-\u052f][A-Za-z\u0400-\u052f]*|[\u0400-\u052f]+[A-Za-z][A-Za-z\u0400-\u052f]*")
SENTENCE = later("This sentence is the other side’s, word for word: was it left untranslated?")
WORDS = later("“{words}” stands in the other side’s language.")
SCRIPT = later("“{words}” is not in the script of this language.")
MIXED = later("“{words}” mixes letters of two alphabets that look alike.")


def _begin(subject: Subject) -> Look:
    bases = [languages.base(tag) for tag in subject.tags]
    if bases[0] == bases[1]:
        return lambda _link: ()

    def look(link: Link) -> Iterator[Finding]:
        sides = texts(link, "source"), texts(link, "target")
        for side, tag, own, others in zip(SIDES, subject.tags, sides, sides[::-1], strict=True):
            for segment, text in enumerate(own):
                yield from _mixed(link, side, segment, text)
                yield from _foreign(link, side, segment, text, tag)
                if side == "target":
                    yield from _left(link, segment, text, others)

    return look


def _left(link: Link, segment: int, text: str, source: Sequence[str]) -> Iterator[Finding]:
    """Find a whole sentence of the source in the target, else a run of its words."""
    plain = folded(text)
    if is_sentence(plain) and any(plain == folded(one) for one in source) and _small_letters(text):
        span = Span("target", segment, 0, len(text))
        yield Finding("untranslated", link.id, SENTENCE, {}, "target", (span,), Severity.ERROR, (text,))
        return
    for start, end in _runs(text, source):
        span, words = Span("target", segment, start, end), text[start:end]
        yield Finding("untranslated", link.id, WORDS, {"words": words}, "target", (span,), Severity.WARNING, (words,))


def _small_letters(text: str) -> bool:
    """Whether a text has words that are no names: beginning with a small letter, or in a script without capitals."""
    words = WORD.findall(text)
    return sum(not word[0].isupper() for word in words) * 2 >= min(len(words), 4)


def _runs(text: str, source: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that the source has in the same order, outside of what is cited."""
    known = f" {' '.join(' '.join(_words(one)) for one in source)} "
    found = list(WORD.finditer(text))
    cited = [match.span() for match in _CITED.finditer(text)]
    at = 0
    while at < len(found):
        to = at
        while to < len(found) and f" {' '.join(w[0].casefold() for w in found[at : to + 1])} " in known:
            to += 1
        if to - at >= LEAST_WORDS and _is_language([w[0] for w in found[at:to]]):
            start, end = found[at].start(), found[to - 1].end()
            if not any(a <= start and end <= b for a, b in cited):
                yield start, end
        at = max(to, at + 1)


@lru_cache(5000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in WORD.findall(text))


def _is_language(words: list[str]) -> bool:
    small = [word for word in words if word[0].islower() and len(word) > 1]
    return len(small) >= LEAST_WORDS - 1 and sum(map(len, words)) >= LEAST_LETTERS


@lru_cache(64)
def _strange(tag: str) -> re.Pattern[str]:
    """Return what matches letters of the scripts that a language is not written in, Latin aside."""
    own = languages.script(tag)
    ranges = [_RANGES[name] for name, scripts in _NAMED.items() if own not in scripts]
    return re.compile(rf"[{''.join(ranges)}]+(?:[\s·,，、]*[{''.join(ranges)}]+)*")


def _foreign(link: Link, side: Side, segment: int, text: str, tag: str) -> Iterator[Finding]:
    """Find words in another script; a single letter (β) or what is cited in brackets or quotes is meant so."""
    if text.isascii():
        return
    cited = [match.span() for match in _CITED.finditer(text)]
    for run in _strange(tag).finditer(text):
        single = len(run[0]) == 1 and "HIRAGANA" not in (name := unicodedata.name(run[0], "")) and "CJK" not in name
        beside = text[run.start() - 1 : run.start()].isalpha() or text[run.end() : run.end() + 1].isalpha()
        is_cited = any(a < run.start() and run.end() < b for a, b in cited)
        if not (single or is_cited or (beside and _MIXED.search(text))):
            words, span = run[0], Span(side, segment, *run.span())
            yield Finding("untranslated", link.id, SCRIPT, {"words": words}, side, (span,), Severity.WARNING, (words,))


def _mixed(link: Link, side: Side, segment: int, text: str) -> Iterator[Finding]:
    """Find words typed with letters of both alphabets, such as a Latin o in a Russian word."""
    for word in () if text.isascii() else _MIXED.finditer(text):
        if any(letter.islower() for letter in word[0]) and len(word[0]) > 2:  # noqa: PLR2004 - not °С, KГ
            span = Span(side, segment, *word.span())
            values = {"words": word[0]}
            yield Finding("untranslated", link.id, MIXED, values, side, (span,), Severity.WARNING, (word[0],))


UNTRANSLATED = register(
    Check(
        "untranslated",
        later("Left untranslated"),
        later("Sentences or words left in the other language, words in another script, look-alike letters."),
        Severity.ERROR,
        _begin,
    )
)

EMPTY_TARGET = later("Nothing renders this, and it is not said whether it was left out or lost.")
EMPTY_SOURCE = later("This renders nothing, and it is not said whether it was added or the source is lost.")


def _begin_empty(_subject: Subject) -> Look:
    def look(link: Link) -> Iterator[Finding]:
        if link.is_null and link.kind is None:
            side: Side = "source" if link.source else "target"
            message = EMPTY_TARGET if link.source else EMPTY_SOURCE
            spans = tuple(Span(side, n, 0, len(text)) for n, text in enumerate(texts(link, side)))
            yield Finding("empty", link.id, message, {}, side, spans, Severity.WARNING, texts(link, side))

    return look


EMPTY = register(
    Check(
        "empty",
        later("Empty sides"),
        later("Sentences without a counterpart of which it is not said whether it was omitted, added or lost."),
        Severity.WARNING,
        _begin_empty,
    )
)
