"""The ribbon of an alignment: both texts as bars, and between them a band for each link, whatever its shape.

Ordinary links are pale bands; n:m links are violet and say their shape; crossing ones have a broken outline; segments
without a counterpart stand out with a red stub and the sign of the empty set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hexapla.pictures.drawing import PAD, Paint, Point, Sheet, Table, Type, breadth, head
from hexapla.pictures.look import Look

_BAR, _DEPTH, _LABEL = 12.0, 58.0, 13.0  # heights of a text's bar, of the bands, of the numbers beside the bars
_NARROW, _BROAD = 7.0, 64.0  # bounds of a segment's width
_SCALE = 0.42  # pixels a character


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment: its number in the text and how many characters it has; `text` is what a pointer is told."""

    number: int
    length: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A link: its id, its row, and the segments of both sides; one side may be empty."""

    id: str
    row: int
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    status: str = ""

    @property
    def shape(self) -> str:
        """The numbers of segments, such as 2:1."""
        return f"{len(self.source)}:{len(self.target)}"


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The links of an alignment or of a stretch of it, in order, and the names of the two texts."""

    title: str
    sides: tuple[str, str]
    links: tuple[Tie, ...]
    description: str = ""
    row: str = "Row"
    shape: str = "Shape"
    crossing: str = "crossing"
    one: str = "one to one"
    several: str = "several segments"
    without: str = "no counterpart"

    def table(self) -> Table:
        """Return each link's row, segments of both sides and shape."""
        across = crossings(self.links)
        rows = (
            (
                str(tie.row),
                _numbers(tie.source),
                _numbers(tie.target),
                tie.shape + (f", {self.crossing}" if tie.id in across else ""),
            )
            for tie in self.links
        )
        return Table((self.row, *self.sides, self.shape), tuple(rows))


@dataclass(frozen=True, slots=True)
class _Where:
    """The two bars between which a band runs, and whether it crosses another."""

    top: float
    bottom: float
    crossing: bool


def _numbers(pieces: Sequence[Piece]) -> str:
    return ", ".join(str(piece.number) for piece in pieces) or "∅"


def crossings(links: Sequence[Tie]) -> set[str]:
    """Return the ids of links that cross another one, or that have others' segments between their own."""
    whole = [tie for tie in links if tie.source and tie.target]
    by_source = sorted(whole, key=lambda tie: tie.source[0].number)
    return _out_of_order(by_source) | _out_of_order(by_source[::-1], -1) | {tie.id for tie in links if _is_torn(tie)}


def _out_of_order(links: Sequence[Tie], way: int = 1) -> set[str]:
    """Find links whose target lies before that of one already passed."""
    found, furthest = set(), None
    for tie in links:
        here = way * tie.target[0].number
        if furthest is not None and here < furthest:
            found.add(tie.id)
        furthest = here if furthest is None else max(furthest, here)
    return found


def _is_torn(tie: Tie) -> bool:
    return any(len(list(_runs(side))) > 1 for side in (tie.source, tie.target))


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield stretches of segments that follow each other in the text."""
    run: list[Piece] = []
    for piece in sorted(pieces, key=lambda each: each.number):
        if run and piece.number != run[-1].number + 1:
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def ribbon(data: Ribbon, look: Look = Look()) -> str:  # noqa: B008 - frozen
    """Draw the ribbon, in lines one below the other as text is set."""
    across = crossings(data.links)
    sheet = Sheet(look, data.title, data.description or _describe(data, across))
    y = _legend(sheet, data, head(sheet))
    for line in _lines(data.links, look.room - 2 * PAD):
        y = _line(sheet, data, line, y, across)
    return sheet.finish(y)


def _describe(data: Ribbon, across: set[str]) -> str:
    shapes = [tie.shape for tie in data.links]
    counts = {shape: shapes.count(shape) for shape in sorted(set(shapes), key=lambda each: -shapes.count(each))}
    said = ", ".join(f"{shape}: {count}" for shape, count in counts.items())
    return f"{' – '.join(data.sides)}. {said}" + (f", {data.crossing}: {len(across)}" if across else "")


def _width(piece: Piece) -> float:
    return min(_BROAD, max(_NARROW, piece.length * _SCALE))


def _lines(links: Sequence[Tie], room: float) -> Iterator[list[Tie]]:
    """Cut the links into lines such that neither side is broader than there is room for."""
    line: list[Tie] = []
    used = [0.0, 0.0]
    for tie in links:
        needed = [sum(map(_width, tie.source)), sum(map(_width, tie.target))]
        if line and max(used[0] + needed[0], used[1] + needed[1]) > room:
            yield line
            line, used = [], [0.0, 0.0]
        line.append(tie)
        used = [used[0] + needed[0], used[1] + needed[1]]
    if line:
        yield line


def _legend(sheet: Sheet, data: Ribbon, y: float) -> float:
    """Say what the bands mean; return where the first line begins."""
    kinds = [
        (data.one, Paint("wash", "accent", 0.8)),
        (data.several, Paint("violet-wash", "violet", 0.8)),
        (data.crossing, Paint("none", "ink", 1.4, "4 2")),
        (data.without, Paint("query-wash", "query", 0.8)),
    ]
    x = PAD
    for words, paint in kinds:
        width = 22 + breadth(words, 12) + 18
        if x + width > sheet.look.room - PAD and x > PAD:
            x, y = PAD, y + 20
        sheet.rect((x, y), (16, 12), paint)
        sheet.words((x + 22, y + 10.5), words, Type(12, "soft"))
        x += width
    return y + 28


def _line(sheet: Sheet, data: Ribbon, line: Sequence[Tie], y: float, across: set[str]) -> float:
    """Draw the bars of both texts and the bands between them; return where the next line begins."""
    top, bottom = y + _LABEL, y + _LABEL + _BAR + _DEPTH
    spots = [_spots([piece for some in side for piece in some]) for side in _sides(line)]
    scale = _stretch(spots, sheet.look.room - 2 * PAD)
    placed = [{n: (PAD + a * k, PAD + b * k) for n, (a, b) in own.items()} for own, k in zip(spots, scale, strict=True)]
    for tie in sorted(
        line, key=lambda each: (each.id in across, each.shape.startswith("0") or each.shape.endswith("0"))
    ):
        _band(sheet, data, tie, placed, _Where(top + _BAR, bottom, tie.id in across))
    for own, pieces, level in zip(placed, _sides(line), (top, bottom), strict=True):
        _bar(sheet, own, [(tie, p) for tie, some in zip(line, pieces, strict=True) for p in some], level)
    _names(sheet, placed, (y + 9, bottom + _BAR + 11))
    return bottom + _BAR + _LABEL + 22


def _sides(line: Sequence[Tie]) -> tuple[list[tuple[Piece, ...]], list[tuple[Piece, ...]]]:
    return [tie.source for tie in line], [tie.target for tie in line]


def _spots(pieces: Sequence[Piece]) -> dict[int, Point]:
    """Place the segments of a line along it in the order of the text: number → where it begins and ends."""
    found, x = {}, 0.0
    for piece in sorted(pieces, key=lambda each: each.number):
        found[piece.number] = (x, x + _width(piece))
        x += _width(piece)
    return found


def _stretch(spots: Sequence[dict[int, Point]], room: float) -> list[float]:
    """Stretch both sides to the same breadth, that of the line if it is nearly full."""
    ends = [max((end for _, end in own.values()), default=0.0) for own in spots]
    goal = max(ends)
    goal = room if goal > room / 2 else goal
    return [goal / end if end else 1.0 for end in ends]


def _bar(sheet: Sheet, own: dict[int, Point], pieces: Sequence[tuple[Tie, Piece]], y: float) -> None:
    for tie, piece in pieces:
        start, end = own[piece.number]
        hint = f"{piece.number} · {piece.text}" if piece.text else str(piece.number)
        sheet.rect((start, y), (max(end - start - 1, 1), _BAR), Paint("soft"), hint, tie.id)


def _names(sheet: Sheet, placed: Sequence[dict[int, Point]], levels: tuple[float, float]) -> None:
    """Number the first segment of each side and every fifth, where there is room."""
    for own, y in zip(placed, levels, strict=True):
        free = 0.0
        for place, (number, (start, _)) in enumerate(sorted(own.items())):
            if (place == 0 or number % 5 == 0) and start >= free:
                sheet.words((start, y), str(number), Type(10, "soft"))
                free = start + breadth(str(number), 10) + 6


def _band(sheet: Sheet, data: Ribbon, tie: Tie, placed: Sequence[dict[int, Point]], where: _Where) -> None:
    hint = f"{data.row} {tie.row} · {tie.shape}" + (f" · {data.crossing}" if where.crossing else "")
    if not (tie.source and tie.target):
        return _stub(sheet, tie, placed, where, hint)
    several = tie.shape != "1:1"
    inside, outline = ("violet-wash", "violet") if several else ("wash", "accent")
    paint = Paint(inside, "ink", 1.4, "4 2") if where.crossing else Paint(inside, outline, 0.8)
    runs = [
        [(own[run[0].number][0], own[run[-1].number][1] - 1) for run in _runs(side)]
        for own, side in zip(placed, (tie.source, tie.target), strict=True)
    ]
    for above in runs[0]:
        for below in runs[1]:
            sheet.path(_course(above, below, where), paint, hint, tie.id)
    if several:
        middle = (sum(runs[0][0]) + sum(runs[1][0])) / 4
        at = (middle, (where.top + where.bottom) / 2 + 4)
        sheet.words(at, tie.shape, Type(11, "ink", "middle", bold=True))
    return None


def _course(above: Point, below: Point, where: _Where) -> str:
    """Return a band that leaves both bars at right angles."""
    (a, b), (c, d), (top, bottom) = above, below, (where.top, where.bottom)
    middle = (top + bottom) / 2
    return (
        f"M{a:.1f} {top:.1f}H{b:.1f}C{b:.1f} {middle:.1f} {d:.1f} {middle:.1f} {d:.1f} {bottom:.1f}"
        f"H{c:.1f}C{c:.1f} {middle:.1f} {a:.1f} {middle:.1f} {a:.1f} {top:.1f}Z"
    )


def _stub(sheet: Sheet, tie: Tie, placed: Sequence[dict[int, Point]], where: _Where, hint: str) -> None:
    """Draw segments that have no counterpart as a stub that ends in the open, with the sign of the empty set."""
    side, level, way = (0, where.top, 1) if tie.source else (1, where.bottom, -1)
    for run in _runs(tie.source or tie.target):
        start, end = placed[side][run[0].number][0], placed[side][run[-1].number][1] - 1
        middle, tip = (start + end) / 2, level + way * 20
        course = f"M{start:.1f} {level:.1f}H{end:.1f}L{middle:.1f} {tip:.1f}Z"
        sheet.path(course, Paint("query-wash", "query", 0.8), hint, tie.id)
        sheet.words((middle, tip + (12 if way > 0 else -4)), "∅", Type(12, "query", "middle"))
