"""The lines of a text: blocks between blank lines, and whether lines were broken only to fit a width."""

from __future__ import annotations

import re
from itertools import pairwise

Span = tuple[int, int]

# Line ends of every kind, and the control characters that no segment can hold.
_CONTROLS = "\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
_INVISIBLE = "\ufeff\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069"
_LINE = re.compile(f"[^{_CONTROLS}]++")
_LINE_END = re.compile("\r\n|[\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_BREAKS = re.compile(f"[{_CONTROLS}]")
_BLANK_RUN = re.compile(rf"[\s{_CONTROLS}]++")
VISIBLE = re.compile(rf"[^\s{_CONTROLS}{_INVISIBLE}]")
EDGE = rf"[\s{_CONTROLS}\ufeff\u200b\u2060]"  # what a segment neither begins nor ends with

_FIRST_WORD = re.compile(r"\s*+\S{1,60}")
_INDENT = re.compile(r"[ \t\u3000]*+")
_ITEM = re.compile(
    r"\s*+(?:[-*•·–—]\s|[(（]?(?:\d{1,3}|[a-zа-я]|[ivx]{1,5})[.)）、．]\s?\S|[一二三四五六七八九十]{1,3}、)"
)
_CLOSED = re.compile(r"[.!?…。！？｡؟۔।:：;；](?:[\"'”’»)\]）」』》]{0,3})\s*$")
_WIDTHS = range(40, 133)  # columns
_LEAST = 2  # letters in “x-”


def blocks(text: str) -> list[list[Span]]:
    """Return the lines of the text that have anything visible, grouped by the blank lines between them."""
    found: list[list[Span]] = []
    after_blank = True
    position = 0
    for end in [*(m.span() for m in _LINE_END.finditer(text)), (len(text), len(text))]:
        visible = VISIBLE.search(text, position, end[0])
        if visible and after_blank:
            found.append([])
        if visible:
            found[-1].append((position, end[0]))
        after_blank, position = not visible, end[1]
    return found


def join_wrapped(text: str, laid: list[list[Span]], *, unspaced: bool) -> list[list[Span]]:
    """Put the lines of hard-wrapped paragraphs together again; other lines stay as they are.

    Lines and what is returned are spans; a paragraph that was put together is a block of one span.
    """
    columns = 2 if unspaced else 1
    width = _wrap_width(text, laid, columns)
    if width is None:
        return laid
    joined: list[list[Span]] = []
    for block in laid:
        joined.append([block[0]])
        for line, following in pairwise(block):
            if _is_soft(text, line, following, width, columns):
                joined[-1][-1] = joined[-1][-1][0], following[1]
            else:
                joined.append([following])
    return joined


def _wrap_width(text: str, laid: list[list[Span]], columns: int) -> int | None:
    """Return the width to which lines were filled, or None where they were not."""
    pairs = [pair for block in laid for pair in pairwise(block)]
    if not pairs:
        return None
    lengths = sorted((end - start) * columns for block in laid for start, end in block)
    width = lengths[-(-95 * (len(lengths) - 1) // 100)]
    if width not in _WIDTHS:
        return None
    filled = sum(_is_filled(text, *pair, width, columns) for pair in pairs)
    within = sum(_is_within(text, *pair) for pair in pairs)
    return width if filled >= 0.6 * len(pairs) and within >= 0.5 * len(pairs) else None


def _is_filled(text: str, line: Span, following: Span, width: int, columns: int) -> bool:
    """Whether the next line's first word would have gone (nearly) beyond the width."""
    word = _FIRST_WORD.match(text, *following)
    room = len(word[0].strip()) + 1 if word and columns == 1 else 1
    return (line[1] - line[0] + room) * columns > 0.8 * width


def _is_within(text: str, line: Span, following: Span) -> bool:
    """Whether the line breaks off within a sentence."""
    tail = text[max(line[0], line[1] - 12) : line[1]]
    head = VISIBLE.search(text, *following)
    parted = tail.endswith(("-", "‐")) and tail[-2:-1].isalpha()  # “Sino-”
    return parted or (not _CLOSED.search(tail) and not (head and head[0].isupper()))


def _is_soft(text: str, line: Span, following: Span, width: int, columns: int) -> bool:
    if _indent(text, following) > _indent(text, line):
        return False
    if _ITEM.match(text, *following) and _CLOSED.search(text[max(line[0], line[1] - 12) : line[1]]):
        return False
    head = VISIBLE.search(text, *following)
    return _is_filled(text, line, following, width, columns) or bool(head and head[0].islower())


def _indent(text: str, line: Span) -> int:
    found = _INDENT.match(text, *line)
    return len(found[0]) if found else 0


def fold(sentence: str, *, unspaced: bool) -> str:
    """Return a sentence on one line: white space that holds a line end becomes one blank, or nothing."""
    if not _BREAKS.search(sentence):
        return sentence

    def one_line(run: re.Match[str]) -> str:
        if not _BREAKS.search(run[0]):
            return run[0]
        before, after = sentence[max(0, run.start() - _LEAST) : run.start()], sentence[run.end() : run.end() + 1]
        if len(before) == _LEAST and before[0].isalpha() and before[1] in "-‐—–":
            return ""
        return "" if unspaced and not (before[-1:].isascii() and after.isascii()) else " "

    return _BLANK_RUN.sub(one_line, sentence)
