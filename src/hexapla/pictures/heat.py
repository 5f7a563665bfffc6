"""A strip of cells, segment by version: how near each version is to something else, as shade and as height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from hexapla.pictures.drawing import PAD, Paint, Sheet, Table, Type, breadth, head
from hexapla.pictures.look import Look

LEVELS = 5
_CELL, _ROW, _GAP = 11.0, 22.0, 4.0  # width and height of a cell, and between two rows of them
_BANDS = 40  # strips under each other; a longer text is drawn with several segments a cell


@dataclass(frozen=True, slots=True)
class HeatStrip:
    """A value from 0 to 1 for each version and segment, None where there is none: `values[version][segment]`.

    `keys[segment]` is what a click means to the page.
    """

    title: str
    versions: tuple[str, ...]
    segments: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    keys: tuple[str, ...] = ()
    description: str = ""
    measure: str = "similarity"
    missing: str = "nothing to compare"
    segment: str = "Segment"

    def table(self) -> Table:
        """Return a row for each segment with the value of each version in percent."""
        rows = (
            (name, *("–" if row[place] is None else f"{100 * (row[place] or 0):.0f}" for row in self.values))
            for place, name in enumerate(self.segments)
        )
        return Table((self.segment, *self.versions), tuple(rows))


def heat_strip(data: HeatStrip, look: Look = Look()) -> str:  # noqa: B008 - frozen
    """Draw the strip; long ones in bands one below the other, as text is set in lines."""
    labels = min(max((breadth(name, 12) for name in data.versions), default=0) + 10, look.room * 0.3)
    across = max(1, int((look.room - 2 * PAD - labels) / _CELL))
    together = max(1, -(-len(data.segments) // (across * _BANDS)))
    sheet = Sheet(look, data.title, data.description or _describe(data))
    y = _legend(sheet, data, head(sheet), together)
    cells = [range(at, min(at + together, len(data.segments))) for at in range(0, len(data.segments), together)]
    for start in range(0, len(cells), across):
        band = cells[start : start + across]
        y = _band(sheet, data, band, (PAD + labels, y))
    return sheet.finish(y + PAD / 2)


def level(value: float) -> int:
    """Return the shade of a value, from 0 to 4."""
    return min(LEVELS - 1, max(0, int(value * LEVELS)))


def _describe(data: HeatStrip) -> str:
    means = [
        f"{name}: {100 * fmean(known):.0f}%"
        for name, row in zip(data.versions, data.values, strict=True)
        if (known := [value for value in row if value is not None])
    ]
    return f"{data.measure}: " + ", ".join(means)


def _legend(sheet: Sheet, data: HeatStrip, y: float, together: int) -> float:
    """Draw what shades and heights mean; return where the strip begins."""
    x = PAD
    measure = data.measure if together == 1 else f"{data.measure} (⌀ {together})"
    sheet.words((x, y + 11), measure, Type(12, "soft"), sheet.look.room - 2 * PAD)
    y += 20
    for shade in range(LEVELS):
        _cell(sheet, (x, y), (shade + 0.5) / LEVELS, "", "")
        sheet.words((x + _CELL + 4, y + 15), f"{20 * shade}–{20 * (shade + 1)}%", Type(11, "soft"))
        x += _CELL + 58
        if x + _CELL + 58 > sheet.look.room - PAD:
            x, y = PAD, y + _ROW + _GAP
    _cell(sheet, (x, y), None, "", "")
    sheet.words((x + _CELL + 4, y + 15), data.missing, Type(11, "soft"), sheet.look.room - PAD - x - _CELL - 4)
    return y + _ROW + 14


def _band(sheet: Sheet, data: HeatStrip, band: Sequence[range], at: tuple[float, float]) -> float:
    """Draw one band: a row for each version, numbers of segments below; return where the next one begins."""
    left, y = at
    for name, row in zip(data.versions, data.values, strict=True):
        sheet.words((PAD, y + 15), name, Type(12), left - PAD - 8)
        for place, cell in enumerate(band):
            known = [value for k in cell if (value := row[k]) is not None]
            mean = fmean(known) if known else None
            said = data.missing if mean is None else f"{100 * mean:.0f}%"
            hint = f"{data.segment} {_span(data, cell)} · {name}: {said}"
            _cell(sheet, (left + place * _CELL, y), mean, hint, data.keys[cell[0]] if data.keys else "")
        y += _ROW + _GAP
    for place in range(0, len(band), 5):
        sheet.words((left + place * _CELL, y + 8), data.segments[band[place][0]], Type(10, "soft"), 5 * _CELL)
    return y + 22


def _span(data: HeatStrip, cell: range) -> str:
    first, last = data.segments[cell[0]], data.segments[cell[-1]]
    return first if first == last else f"{first}–{last}"


def _cell(sheet: Sheet, at: tuple[float, float], value: float | None, hint: str, key: str) -> None:
    """Draw a value as a shade that stands as high as the value; a diagonal where there is none."""
    x, y = at
    wide = _CELL - 1
    sheet.rect(at, (wide, _ROW), Paint("sunken", "line", 0.6), hint, key)
    if value is None:
        sheet.path(f"M{x:.1f} {y + _ROW:.1f}L{x + wide:.1f} {y:.1f}", Paint(stroke="soft"), hint, key)
        return
    height = max(2.0, _ROW * value)
    sheet.rect((x, y + _ROW - height), (wide, height), Paint(f"heat-{level(value)}"), hint, key)
