"""The bars of a table of renderings as a picture: sure parts filled, likely ones hatched by a dashed outline."""

from __future__ import annotations

from dataclasses import dataclass

from hexapla.pictures.drawing import PAD, Paint, Sheet, Type, breadth, head
from hexapla.pictures.look import Look
from hexapla.renderings.values import Row, Table

MOST = 30  # rows drawn; what remains is told in a line
_ROW, _BAR = 28.0, 16.0


@dataclass(frozen=True, slots=True)
class Words:
    """What the picture says, in any language."""

    title: str
    note: str = ""
    missing: str = "not rendered, or not found"
    more: str = "further renderings"
    sure: str = "sure"
    likely: str = "likely"


def bars(value: Table, words: Words, look: Look = Look()) -> str:  # noqa: B008 - frozen
    """Draw how often each rendering is used, the commonest first, and how often none was found."""
    shown = value.rows[:MOST]
    said = "; ".join([*(f"{row.form}: {row.count}" for row in shown), f"{words.missing}: {len(value.missing)}"])
    sheet = Sheet(look, words.title, said)
    top = head(sheet, [words.note] if words.note else [])
    split = PAD + (look.room - 2 * PAD) * 0.36
    most = max([*(row.count for row in shown), len(value.missing), 1])
    for place, row in enumerate(shown):
        _bar(sheet, row, (top + place * _ROW, split), most, value.asked.target)
    bottom = top + len(shown) * _ROW
    if len(value.rows) > MOST:
        rest = value.rows[MOST:]
        sheet.words((PAD, bottom + 14), f"+ {len(rest)} {words.more}: {sum(r.count for r in rest)}", Type(12, "soft"))
        bottom += _ROW
    if value.missing:
        _label(sheet, words.missing, bottom, split, "")
        _part(
            sheet,
            (split, bottom),
            _room(sheet, split) * len(value.missing) / most,
            Paint("query-wash", "query", dash="2 3"),
        )
        _count(sheet, len(value.missing), split + _room(sheet, split) * len(value.missing) / most, bottom)
        bottom += _ROW
    return sheet.finish(_key(sheet, words, bottom + 12))


def _bar(sheet: Sheet, row: Row, at: tuple[float, float], most: int, tag: str) -> None:
    y, split = at
    room = _room(sheet, split)
    solid, whole = room * row.solid / most, room * row.count / most
    _label(sheet, row.form, y, split, tag)
    if row.dotted:
        _part(sheet, (split + solid, y), whole - solid, Paint("paper", "accent", dash="3 3"))
    if row.solid:
        _part(sheet, (split, y), solid, Paint("wash", "accent"))
    _count(sheet, row.count, split + whole, y)


def _label(sheet: Sheet, said: str, y: float, split: float, tag: str) -> None:
    sheet.words((split - 10, y + 13), said, Type(13, anchor="end", language=tag), split - PAD - 10)


def _part(sheet: Sheet, at: tuple[float, float], length: float, paint: Paint) -> None:
    sheet.rect(at, (max(length, 1.5), _BAR), paint)


def _count(sheet: Sheet, count: int, x: float, y: float) -> None:
    sheet.words((x + 6, y + 13), f"{count:,}", Type(12, bold=True))


def _room(sheet: Sheet, split: float) -> float:
    return sheet.look.room - PAD - split - 52


def _key(sheet: Sheet, words: Words, y: float) -> float:
    """Say what filled and dashed bars mean."""
    x = PAD
    for said, paint in ((words.sure, Paint("wash", "accent")), (words.likely, Paint("paper", "accent", dash="3 3"))):
        sheet.rect((x, y), (22, 11), paint)
        sheet.words((x + 28, y + 10), said, Type(12, "soft"))
        x += 28 + breadth(said, 12) + 24
    return y + 11 + PAD
