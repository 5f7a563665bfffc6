"""SVG by hand: a sheet with rectangles, paths and words on it. Escaping and well-formedness are lxml's."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from lxml import etree

from hexapla.pictures.look import FACES, Look

SVG = "http://www.w3.org/2000/svg"
PAD = 16.0  # around everything
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a picture, for those who read rather than look: headings, and a row of cells for each thing."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours by name for the inside and the outline of a shape, and how the outline is drawn."""

    fill: str = "none"
    stroke: str = "none"
    width: float = 1.0
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Type:
    """How words are set: size in pixels, colour, anchor (`start`, `middle`, `end`) and whether bold."""

    size: float = 13.0
    fill: str = "ink"
    anchor: str = "start"
    bold: bool = False
    language: str = ""


@dataclass(slots=True)
class Sheet:
    """A picture in the making; y grows downwards, both in CSS pixels."""

    look: Look
    title: str
    description: str
    root: etree._Element = field(init=False)
    ground: etree._Element = field(init=False)

    def __post_init__(self) -> None:
        """Begin with what says what the picture shows."""
        self.root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
        name = "picture-" + sha256(f"{self.title}\0{self.description}".encode()).hexdigest()[:10]
        for attribute, value in {
            "class": "picture",
            "role": "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-description",
            "font-family": FACES,
        }.items():
            self.root.set(attribute, value)
        self._add(self.root, "title", id=f"{name}-title").text = clean(self.title)
        self._add(self.root, "desc", id=f"{name}-description").text = clean(self.description)
        self.ground = self.rect((0, 0), (0, 0), Paint("paper"))

    def _add(self, parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
        element = etree.SubElement(parent, f"{{{SVG}}}{tag}")
        for attribute, value in attributes.items():
            element.set(attribute.replace("_", "-"), value)
        return element

    def _paint(self, element: etree._Element, paint: Paint) -> None:
        """Give a shape its colours: attributes for the picture alone, classes for a page's style sheet."""
        names = {"fill": paint.fill, "stroke": paint.stroke}
        classes = [f"{what}-{colour}" for what, colour in names.items() if colour != "none"]
        element.set("fill", "none" if paint.fill == "none" else self.look.colour(paint.fill))
        if paint.stroke != "none":
            element.set("stroke", self.look.colour(paint.stroke))
            element.set("stroke-width", short(paint.width))
        if paint.dash:
            element.set("stroke-dasharray", paint.dash)
        if classes:
            element.set("class", " ".join(classes))

    def rect(self, at: Point, size: Point, paint: Paint, hint: str = "", key: str = "") -> etree._Element:
        """Draw a rectangle; `hint` is what a pointer is told, `key` what a click on it means."""
        element = self._add(self.root, "rect")
        for name, value in zip(("x", "y", "width", "height"), (*at, *size), strict=True):
            element.set(name, short(value))
        self._paint(element, paint)
        return self._say(element, hint, key)

    def path(self, course: str, paint: Paint, hint: str = "", key: str = "") -> etree._Element:
        """Draw a path from its `d`."""
        element = self._add(self.root, "path", d=course)
        self._paint(element, paint)
        return self._say(element, hint, key)

    def words(self, at: Point, said: str, kind: Type, room: float | None = None) -> etree._Element:
        """Set a line of words with its base line at a point, cut off with an ellipsis where `room` ends."""
        said = clean(said)
        shown = said if room is None else fit(said, room / (1.1 if kind.bold else 1), kind.size)
        element = self._add(self.root, "text", x=short(at[0]), y=short(at[1]), font_size=short(kind.size))
        element.set("class", f"fill-{kind.fill}")
        element.set("fill", self.look.colour(kind.fill))
        if kind.anchor != "start":
            element.set("text-anchor", kind.anchor)
        if kind.bold:
            element.set("font-weight", "600")
        if kind.language:
            element.set("lang", kind.language)
        element.text = shown
        return self._say(element, said if shown != said else "", "")

    def _say(self, element: etree._Element, hint: str, key: str) -> etree._Element:
        if hint:
            self._add(element, "title").text = clean(hint)
        if key:
            element.set("data-key", clean(key))
        return element

    def finish(self, height: float) -> str:
        """Cut the sheet to its height and return it as a string."""
        width = short(self.look.room)
        for element in (self.root, self.ground):
            element.set("width", width)
            element.set("height", short(height))
        self.root.set("viewBox", f"0 0 {width} {short(height)}")
        return str(etree.tostring(self.root, encoding="unicode"))


def head(sheet: Sheet, lines: Sequence[str] = ()) -> float:
    """Set the title and further lines below it; return where the picture may begin."""
    room, y = sheet.look.room - 2 * PAD, PAD + 14
    sheet.words((PAD, y), sheet.title, Type(15, bold=True), room)
    for line in lines:
        y += 19
        sheet.words((PAD, y), line, Type(12, "soft"), room)
    return y + 16


def short(value: float) -> str:
    """Write a length with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def clean(words: str) -> str:
    """Return words on one line, without the control characters that XML forbids."""
    return " ".join("".join(c if c >= " " and c not in "\ufffe\uffff" else " " for c in words).split())


def breadth(words: str, size: float) -> float:
    """Estimate how broad words are when set: whole ems for East Asian characters, somewhat over half for others."""
    return size * sum(_breadth(c) for c in words)


def _breadth(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    if character in " .,:;'|ijlIft()[]":
        return 0.34
    return 0.68 if character.isupper() or character in "mwМЖШЩЮМм%—" else 0.57


def fit(words: str, room: float, size: float) -> str:
    """Cut words so that they fit, with an ellipsis where something is left out."""
    if breadth(words, size) <= room:
        return words
    kept = ""
    for character in words:
        if breadth(kept + character + "…", size) > room:
            break
        kept += character
    return kept.rstrip() + "…"
