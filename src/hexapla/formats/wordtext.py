"""The words of a Word document's paragraphs as they stand after all changes, with how they are lifted or coloured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}p", f"{W}tbl", _FALLBACK}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in one look; `color` is of six hexadecimal digits in capitals, or nothing."""

    words: str
    lifted: bool = False
    color: str = ""


def pieces(element: Any) -> Iterator[Piece]:  # noqa: ANN401 - lxml ships no types
    """Yield the words of a paragraph, but not those of paragraphs inside (text boxes); a line end is LF."""
    for child in element:
        if child.tag == f"{W}r":
            yield _run(child)
        elif child.tag not in _SKIPPED:
            yield from pieces(child)


def words(paragraph: Any) -> str:  # noqa: ANN401 - lxml ships no types
    """Return the words of a paragraph."""
    return "".join(piece.words for piece in pieces(paragraph))


def _run(run: Any) -> Piece:  # noqa: ANN401 - lxml ships no types
    found = [child.text or "" if child.tag == f"{W}t" else _SIGNS.get(child.tag, "") for child in run]
    lift, color = (run.find(f"{W}rPr/{W}{name}") for name in ("vertAlign", "color"))
    lifted = lift is not None and lift.get(f"{W}val") == "superscript"
    return Piece("".join(found), lifted, "" if color is None else color.get(f"{W}val", "").upper())
