"""Where sentences end: every mark that can end one is looked at with what stands before and after it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from hexapla.segmentation.abbreviations import Abbreviations, Stop, abbreviations
from hexapla.segmentation.layout import EDGE, VISIBLE, Span

_WIDE = "。！？｡．"  # no blank follows these
_FIRM = ".!?…‥؟۔।॥։።፧፨។៕།༎᠃᠉"
_CLOSING = "\"'”’“‘»«›‹)\\]}）］｝」』】〉》〕｣"
_OPENING_WIDE = "“‘«「『（《〈【"  # after a wide mark, with no blank between, these open the next sentence
_OPENING = "([{（［｛〔【「『“‘«„‚¿¡"

_ITEM = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|\w|[ivxlc]{1,5}|[IVXLC]{1,5})")
_MARKER = re.compile(r"[(\[]?(?:\d{1,2}|[a-zа-я]|[ivx]{1,4})[)\]]\s")  # “(a) ” begins an item
_AHEAD = re.compile(r"[\"'“”‘’«»„‚‹›(\[{（「『《【¿¡]*+(?P<dash>(?:[-–—―]++\s*+)?)[\"'“‘«„‚‹(\[{（「『《【¿¡]*+")
_NEXT_WORD = re.compile(r"(?P<word>[\w’'-]{1,40})(?=[\s,])")
_REFERENCE = re.compile(r"[^\W\d_]{1,4}\.\s*\d")  # “Оп. 55” in “Ф. 100. Оп. 55. Д. 5”
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\uff01-\uff9f]")
_COMMAS = ",;:،؛，、；：)]）"
_LONGEST_ITEM = 10  # “(12.3.4” and the like
_LEADING_SIGNS = "\"'“«„‚([—–-"
_BLANKS = re.compile(rf"{EDGE}*+")
_BLANK = re.compile(EDGE)
_QUOTE = re.compile("[\"'”’»«“‘›‹」』]")
# What goes on with the sentence after a closing quotation mark or bracket: “he said”, particles, attributes.
_GOES_ON = re.compile(
    r"[的地之]|等等?[，。、]|这[种样个一句些]|[^，。！？；：“”「」『』\s]{0,6}(?:说(?!明)|說(?!明)|(?<!知)道(?!路|理)|问(?!题)"
    r"|問(?!題)|喊|叫(?!做)|嚷|写道|寫道)(?!\w{0,2}[：:])"
    r"|って|など|と(?!ても|ころ|もに|き)|を|が|は(?!い)|の(?!ち)|に(?!も)|だ(?!が|から)|です|である"
    r"|(?:و|ف)?(?:قال|قالت|سأل|سألت|أجاب|صاح|هتف|گفت|پرسید|کہا|پوچھا)\b"
)


@cache
def _candidates(language: str) -> re.Pattern[str]:
    marks = _FIRM + _WIDE + (";\u037e" if language == "el" else "")
    return re.compile(
        rf"(?P<mark>\.(?:[ \u00a0]\.){{2,3}}|[{marks}]++)"
        rf"(?P<close>(?:[{_CLOSING}]|\[\d{{1,3}}\]|[ \u00a0\u202f][»›](?=\s|\Z))*+)"
        rf"(?P<gap>{EDGE}*+)"
    )


class _Passage:
    """A stretch of text in which sentences are looked for, with what is known of it as a whole."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.rules: Abbreviations = abbreviations(language)

    @cached_property
    def quotes(self) -> list[int]:
        """Where straight quotation marks stand."""
        return [m.start() for m in re.finditer('"', self.text)]

    @cached_property
    def outside_opinion(self) -> list[int]:
        """Where sentencex sees a sentence begin; asked about full stops in languages without a list."""
        from sentencex import segment

        starts, position = [], 0
        for sentence in segment(self.language, self.text):
            position += len(sentence)
            starts.append(position)
        return starts

    def is_seen_outside(self, after: int, upto: int) -> bool:
        """Whether sentencex has a sentence begin after one position and not after another."""
        found = bisect_left(self.outside_opinion, after + 1)
        return found < len(self.outside_opinion) and self.outside_opinion[found] <= upto


def sentence_spans(text: str, stretch: Span, language: str) -> list[Span]:
    """Return the sentences of a stretch of the text as spans of the text; they hold all that is visible in it."""
    passage = _Passage(text[slice(*stretch)], language)
    found = []
    start = 0
    for end in (*_ends(passage), len(passage.text)):
        if visible := _trim(passage.text, start, end):
            found.append((visible[0] + stretch[0], visible[1] + stretch[0]))
            start = end
    return found


def _trim(text: str, start: int, end: int) -> Span | None:
    """Leave out blanks at both ends; None where nothing visible is left."""
    if not VISIBLE.search(text, start, end):
        return None
    leading = _BLANKS.match(text, start, end)
    first = leading.end() if leading else start
    while _BLANK.match(text, end - 1):
        end -= 1
    return first, end


def _ends(passage: _Passage) -> Iterator[int]:
    start = 0
    for candidate in _candidates(passage.language).finditer(passage.text):
        place = _place(passage, start, candidate)
        if _is_end(place):
            yield place.end
            start = place.following


class _Place(NamedTuple):
    """A mark that may end a sentence, and where things stand around it.

    `start` is where the sentence began; the mark goes from `begin` to `mark_end`, what closes with it to `end`;
    `following` is the next sign that is not blank, `head` the first behind opening quotation marks and dashes.
    """

    passage: _Passage
    text: str
    mark: str
    start: int
    begin: int
    mark_end: int
    end: int
    following: int
    head: int
    has_dash: bool

    @property
    def is_quoted(self) -> bool:
        """Whether a quotation mark closes here."""
        return _QUOTE.search(self.text, self.mark_end, self.end) is not None


def _place(passage: _Passage, start: int, candidate: re.Match[str]) -> _Place:
    end = _close(passage, candidate)
    following = candidate.end() if end == candidate.end("close") else end
    ahead = _AHEAD.match(passage.text, following)
    head = ahead.end() if ahead else following
    has_dash = bool(ahead and ahead["dash"])
    begin, mark_end = candidate.span("mark")
    return _Place(passage, passage.text, candidate["mark"], start, begin, mark_end, end, following, head, has_dash)


def _close(passage: _Passage, candidate: re.Match[str]) -> int:
    """Return where the closing marks end: what opens the next sentence is none of them."""
    close, begin = candidate["close"], candidate.start()
    if not close or candidate["gap"] or not _UNSPACED.match(passage.text, max(0, begin - 1)):
        return candidate.end("close")
    for offset, sign in enumerate(close, candidate.start("close")):
        if sign in _OPENING_WIDE or (sign == '"' and bisect_left(passage.quotes, offset) % 2 == 0):
            return offset
    return candidate.end("close")


def _is_end(place: _Place) -> bool:
    if place.following == len(place.text):
        return True
    if _is_part(place) or _goes_on(place):
        return False
    if _is_ellipsis(place.mark):
        return _is_ellipsis_end(place)
    return place.mark != "." or _is_stop_end(place)


def _is_part(place: _Place) -> bool:
    """Whether the mark is part of something else: (?), [...], www.example.org, or dots that begin a sentence."""
    if place.begin == place.start or place.text[place.begin - 1] in _OPENING:
        return True
    return place.following == place.end and not _needs_no_blank(place)


def _needs_no_blank(place: _Place) -> bool:
    """Whether the next sentence may begin right after the mark: after wide marks, and between unspaced characters."""
    text, last, following = place.text, place.mark[-1], place.following
    if last == "．":
        return all(_UNSPACED.match(text, i) and not text[i].isdecimal() for i in (place.begin - 1, following))
    if last in _WIDE:
        return True
    opens = text[following] in _OPENING_WIDE and _UNSPACED.match(text, place.begin - 1)
    return last in "!?…" and bool(opens or _UNSPACED.match(text, following))


def _goes_on(place: _Place) -> bool:
    """Whether what follows belongs to the sentence: small letters, a comma, the speaker of a quotation."""
    text, following = place.text, place.following
    if text[following] in _COMMAS:
        return True
    if text[place.head : place.head + 1].islower() and not _MARKER.match(text, following):
        return True
    if place.has_dash and (place.end > place.mark_end or place.mark[-1] in _WIDE):
        return True
    return place.is_quoted and _GOES_ON.match(text, following) is not None


def _is_ellipsis(mark: str) -> bool:
    return set(mark) <= {"…", "‥"} or mark.startswith(("..", ". .", ".\u00a0."))


def _is_ellipsis_end(place: _Place) -> bool:
    """Three dots end a sentence before a capital, or in quotation marks; between unspaced characters hardly ever."""
    text = place.text
    if place.following == place.end:
        return place.is_quoted and text[place.following] in _OPENING_WIDE
    if text[place.begin - 1].isspace() and not place.is_quoted:
        return False
    return place.is_quoted or text[place.head : place.head + 1].isupper()


def _is_stop_end(place: _Place) -> bool:
    """Look at the word before a full stop and the one after it."""
    text, start, begin, head = place.text, place.start, place.begin, place.head
    if begin - start <= _LONGEST_ITEM and _ITEM.fullmatch(text, start, begin):
        return False
    if place.is_quoted:
        return True
    if text[begin - 1].isdecimal() and _REFERENCE.match(text, head):
        return False
    *earlier, word = text[max(start, begin - 40) : begin].split() or [""]
    return _ends_after(place, word.lstrip(_LEADING_SIGNS), earlier[-1] if earlier else "")


def _ends_after(place: _Place, word: str, earlier: str) -> bool:
    """Whether a full stop ends the sentence after this word, with the word before it."""
    rules, text, head = place.passage.rules, place.text, place.head
    if text[head : head + 1].isdecimal() and word in rules.before_number:
        return False
    stop = rules.look_up(word, earlier)
    if stop is Stop.PERHAPS:
        found = _NEXT_WORD.match(text, head)
        return found is not None and found["word"] in rules.starters
    return stop is Stop.END and (rules.listed or place.passage.is_seen_outside(place.begin, place.following))
