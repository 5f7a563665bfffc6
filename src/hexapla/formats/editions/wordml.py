"""WordprocessingML as strings: runs and paragraphs, each with the language of its words (ECMA-376, part 1).

A table of ten thousand rows is written as one string and parsed once; cell by cell it would take minutes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from hexapla import languages
from hexapla.formats.editions import faces

RUBRIC, SOFT = "9A2F1D", "595959"
LATIN = "Times New Roman"  # every word processor has it or something as broad; it covers Cyrillic and Arabic
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Faces = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; `size` is in half points, `lift` is `superscript` or nothing."""

    bold: bool = False
    italic: bool = False
    color: str = ""
    size: int = 0
    lift: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """The language of some words as Word marks it, in the font that was chosen for it or the usual one."""

    tag: str
    rtl: bool
    east: bool
    face: str


PLAIN = Look()
ENGLISH = Voice("en", rtl=False, east=False, face=LATIN)
NUMBER = Look(color=SOFT, size=14)
SOFTLY = Look(color=SOFT)


@cache
def voice(tag: str, chosen: Faces = ()) -> Voice:
    """Return how words in a language are marked."""
    language, script = languages.parse(tag), languages.script(tag)
    east = script in ("Hans", "Hant", "Jpan", "Kore")
    own = next((family for asked, family in chosen if asked in (tag, languages.base(tag))), "")
    word_tag = tag  # Word names Chinese by region
    if language.language == "zh":
        word_tag = f"zh-{language.territory or ('TW' if script == 'Hant' else 'CN')}"
    face = own or (faces.word_face(tag) if east else LATIN)
    return Voice(word_tag, languages.direction(tag) == "rtl", east, face)


@cache
def properties(said: Voice, look: Look) -> str:
    """Return the properties of a run, in the order of the schema."""
    name, tag = quoteattr(said.face), quoteattr(said.tag)
    fonts = f"w:eastAsia={name} w:hint='eastAsia'" if said.east else f"w:ascii={name} w:hAnsi={name} w:cs={name}"
    kind = "w:eastAsia" if said.east else "w:bidi" if said.rtl else "w:val"
    size = f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>' if look.size else ""
    return "".join(
        (
            "<w:rPr>",
            f'<w:rStyle w:val="{look.style}"/>' if look.style else "",
            f"<w:rFonts {fonts}/>",
            "<w:b/><w:bCs/>" if look.bold else "",
            "<w:i/><w:iCs/>" if look.italic else "",
            f'<w:color w:val="{look.color}"/>' if look.color else "",
            size,
            f'<w:vertAlign w:val="{look.lift}"/>' if look.lift else "",
            "<w:rtl/>" if said.rtl else "",
            f"<w:lang {kind}={tag}/>",
            "</w:rPr>",
        )
    )


def run(words: str, said: Voice = ENGLISH, look: Look = PLAIN) -> str:
    """Return words as a run; a line end in them breaks the line."""
    lines = _FORBIDDEN.sub("\ufffd", words).split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{properties(said, look)}{inner}</w:r>"


def paragraph(inner: str, *, rtl: bool = False, style: str = "", more: str = "") -> str:
    """Return runs as a paragraph; `more` are further properties of the paragraph, which go after its style."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    aside = "<w:bidi/>" if rtl else ""
    before, _, after = more.partition("|")  # what the schema wants before `bidi`, and after
    return f"<w:p><w:pPr>{named}{before}{aside}{after}</w:pPr>{inner}</w:p>"


def cell(inner: str, width: int, more: str = "") -> str:
    """Return paragraphs as a cell of a table, `width` in twentieths of a point."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{inner}</w:tc>'


def table(rows: str, widths: list[int]) -> str:
    """Return rows as a table of fixed column widths, without lines but one under its head."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def row(cells: str, *, head: bool = False) -> str:
    """Return cells as a row that no page cuts; a head is repeated on every page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def field(code: str, shown: str, look: Look = PLAIN) -> str:
    """Return a field, such as a page number, with what it shows until it is worked out."""
    return f'<w:fldSimple w:instr=" {code} ">{run(shown, ENGLISH, look)}</w:fldSimple>'
