"""The edition as a Word document: a table of one row a link, its ids in the first column, its head on every page.

Notes are comments, so that an editor who works in Word sees them beside the text; asked for, they are footnotes or
endnotes. Paragraphs of the layouts `interlinear` and `stacked` stand one under the other.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hexapla.formats.editions import wording, wordml
from hexapla.formats.editions.edition import Cell, Column, Edition, Row, edition
from hexapla.formats.editions.wordml import Look, Voice, paragraph, run, voice
from hexapla.formats.options import Apparatus, Layout, Options, Paper
from hexapla.model import Alignment

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

_SIZES = {  # width and height in mm
    Paper.A4: (210, 297),
    Paper.A5: (148, 210),
    Paper.B5: (176, 250),
    Paper.LETTER: (215.9, 279.4),
    Paper.ROYAL: (156, 234),
}
_TWIPS = 1440 / 25.4  # twentieths of a point in a millimetre
_MARGIN = 20  # mm
_ID_WIDTH = 900  # twips
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_SIGN = Look(color=wordml.SOFT, size=14)
_HEAD = Look(bold=True)
_TIGHT = '|<w:spacing w:before="0" w:after="0"/>'
_BETWEEN = '|<w:spacing w:before="80" w:after="0"/>'
_OPENS = '|<w:spacing w:before="200" w:after="0"/>'


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the edition of one alignment as a file."""
    return draw(edition(alignment, options))


def draw(made: Edition) -> bytes:
    """Return an edition as a file; its notes are comments unless asked otherwise."""
    import docx

    from hexapla.formats.editions import docx_notes, docx_properties

    document = docx.Document()
    _set_up(document, made)
    docx_notes.add_notes(document, made)
    docx_properties.add_properties(document, made)
    out = io.BytesIO()
    document.save(out)
    return _filled(out.getvalue(), "".join(_content(made)).encode())


def _elements(content: str) -> list[object]:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return list(parse_xml(f"<w:body {nsdecls('w', 'r')}>{content}</w:body>"))


def _filled(data: bytes, content: bytes) -> bytes:
    """Put the content into an empty document, before the properties of its section; no entry keeps the hour."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            plain = zipfile.ZipInfo(entry.filename, _EPOCH)
            plain.compress_type, plain.create_system, plain.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            part = old.read(entry)
            if entry.filename == "word/document.xml":
                before, mark, after = part.rpartition(b"<w:sectPr")
                part = before + content + mark + after
            new.writestr(plain, part)
    return out.getvalue()


# The page


def _set_up(document: Document, made: Edition) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    width, height = (Mm(side) for side in _size(made))
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True
    if width > height:
        section.orientation = 1  # type: ignore[assignment] # landscape
    if made.options.apparatus is Apparatus.ENDNOTES:
        _count_endnotes_in_figures(section)
    _set_styles(document)
    _set_properties(document, made)
    head = paragraph(_rich(made.document.title, made, Look(italic=True, color=wordml.SOFT, size=16)), more=_TIGHT)
    head += paragraph("".join(_provenances(made)), more=_TIGHT)
    foot = paragraph(wordml.field("PAGE", "1", Look(size=17)), more='|<w:jc w:val="center"/>')
    for part, content in ((section.header, head), (section.footer, foot)):
        element = part._element  # noqa: SLF001 - runs with their languages cannot be made otherwise
        for old in list(element):
            element.remove(old)
        element.extend(_elements(content))


def _count_endnotes_in_figures(section: Section) -> None:
    """Ask for 1, 2, 3: Word's own choice is i, ii, iii."""
    properties = section._sectPr  # noqa: SLF001 - there is no other way to it
    (figures,) = _elements('<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>')
    size = next(child for child in properties if child.tag.endswith("}pgSz"))
    before = [child for child in properties if child.tag.endswith("}type")]
    (before[0] if before else size).addprevious(figures)


def _size(made: Edition) -> tuple[float, float]:
    width, height = _SIZES[made.options.paper]
    broad = made.options.layout in (Layout.COLUMNS, Layout.FACING) and len(made.columns) > 3  # noqa: PLR2004
    return (height, width) if broad else (width, height)


def _set_styles(document: Document) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in (("Normal", 10.5), ("Title", 22), ("Heading 1", 14), ("Heading 2", 12)):
        style = document.styles[name]
        style.font.name, style.font.size = wordml.LATIN, Pt(size)
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), "SimSun")
        fonts.set(qn("w:cs"), wordml.LATIN)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0, 0, 0)
    for border in document.styles["Title"].element.xpath(".//w:pBdr"):
        border.getparent().remove(border)


def _set_properties(document: Document, made: Edition) -> None:
    moment = datetime.fromisoformat(made.revised).replace(tzinfo=UTC) if made.revised else _UNDATED
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = made.document.title[:255], "Hexapla", "Hexapla"
    properties.created = properties.modified = moment
    properties.comments, properties.language = "", "en"


# The content


def _content(made: Edition) -> Iterator[str]:
    yield from _title_page(made)
    if made.marks or made.uneven:
        yield paragraph("".join(_legend(made)), more='|<w:spacing w:after="120"/>')
    if made.options.layout is Layout.STACKED:
        yield from _passages(made)
    else:
        yield _table(made)
    yield from _last_page(made)


def _rich(words: str, made: Edition, look: Look = wordml.PLAIN) -> str:
    from hexapla.formats.editions.docx_notes import rich

    return rich(words, made, look)


def _provenances(made: Edition) -> Iterator[str]:
    for number, column in enumerate(made.columns):
        yield run(f"{' · ' if number else ''}{column.name}: ", look=Look(color=wordml.SOFT, size=16))
        color = wordml.RUBRIC if column.cautioned else wordml.SOFT
        yield run(column.provenance, look=Look(color=color, size=16))


def _title_page(made: Edition) -> Iterator[str]:
    document = made.document
    yield paragraph(_rich(document.title, made), style="Title", more='|<w:spacing w:before="1800" w:after="120"/>')
    yield paragraph(run(wording.written_date(document.date), look=wordml.SOFTLY))
    if document.description:
        yield paragraph(_rich(document.description, made, Look(italic=True)))
    facts = (("Archive", document.archive), ("Persons", "; ".join(document.persons)), ("Source", document.source_page))
    yield from _facts(facts, made)
    for column in made.columns:
        yield from _about(column, made)
    yield "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"


def _about(column: Column, made: Edition) -> Iterator[str]:
    info = column.info
    yield paragraph(run(column.name), style="Heading2", more='<w:keepNext/>|<w:spacing w:before="360" w:after="40"/>')
    if info.title:
        said = voice(info.language, made.options.faces)
        yield paragraph(run(info.title, said), rtl=said.rtl, more=_TIGHT)
    color = wordml.RUBRIC if column.cautioned else wordml.SOFT
    yield paragraph(run(column.provenance, look=Look(color=color)), more='|<w:spacing w:before="0" w:after="80"/>')
    by = "Translator" if info.role == "translation" else "Text by"
    date = wording.written_date(info.date)
    facts = (("Language", column.language), ("Role", column.role), (by, info.translator), ("Date", date))
    yield from _facts(facts, made)
    if info.note:
        yield paragraph(_rich(info.note, made), more='|<w:spacing w:before="80" w:after="0"/>')


def _facts(facts: Iterator[tuple[str, str]] | tuple[tuple[str, str], ...], made: Edition) -> Iterator[str]:
    layout = '<w:tabs><w:tab w:val="left" w:pos="2000"/></w:tabs>|<w:spacing w:before="0" w:after="0"/>'
    layout += '<w:ind w:left="2000" w:hanging="2000"/>'
    for label, value in facts:
        if value:
            inner = run(label, look=wordml.SOFTLY) + "<w:r><w:tab/></w:r>" + _rich(value, made)
            yield paragraph(inner, more=layout)


def _legend(made: Edition) -> Iterator[str]:
    signs = [wording.MARKS[mark] for mark in made.marks]
    if made.uneven:
        signs.append(("¶", "A paragraph begins in this text alone"))
    for number, (sign, words) in enumerate(signs):
        yield run(f"{'     ' if number else ''}{sign} {words}", look=Look(color=wordml.SOFT, size=17))


def _table(made: Edition) -> str:
    lined = made.options.layout is Layout.INTERLINEAR
    room = round((_size(made)[0] - 2 * _MARGIN) * _TWIPS) - _ID_WIDTH
    count = 1 if lined else len(made.columns)
    widths = [_ID_WIDTH, *[room // count] * count]
    rows = [_head(made, widths, lined=lined)]
    rows += [wordml.row("".join(_cells(row, made, widths, lined=lined))) for row in made.rows]
    return wordml.table("".join(rows), widths)


def _head(made: Edition, widths: list[int], *, lined: bool) -> str:
    rule = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="808080"/></w:tcBorders>'
    named = [_named(column) for column in made.columns]
    cells = ["".join(named)] if lined else named
    texts = "".join(wordml.cell(inner, width, rule) for inner, width in zip(cells, widths[1:], strict=True))
    return wordml.row(wordml.cell(paragraph(run("Link", look=_SIGN), more=_TIGHT), widths[0], rule) + texts, head=True)


def _named(column: Column) -> str:
    color = wordml.RUBRIC if column.cautioned else wordml.SOFT
    side = '<w:jc w:val="right"/>' if column.direction == "rtl" else ""
    first = paragraph(run(column.name, look=_HEAD), more=_TIGHT + side)
    return first + paragraph(run(column.provenance, look=Look(color=color, size=17)), more=_TIGHT + side)


def _cells(row: Row, made: Edition, widths: list[int], *, lined: bool) -> Iterator[str]:
    space = _OPENS if row.opens else _TIGHT
    sign = f" {wording.MARKS[row.mark][0]}" if row.mark else ""
    yield wordml.cell(paragraph(run(f"{row.id}{sign}", look=_SIGN), more=space), widths[0])
    if lined:
        inner = [_words(one, row, made, _BETWEEN if i else space) for i, one in enumerate(row.cells)]
        yield wordml.cell("".join(inner) or paragraph(""), widths[1])
        return
    for one, width in zip(row.cells, widths[1:], strict=True):
        yield wordml.cell(_words(one, row, made, space), width)


def _words(one: Cell, row: Row, made: Edition, space: str) -> str:
    """Return the paragraphs of a cell; an absence is one in English."""
    from hexapla.formats.editions.docx_notes import calls, comment_starts

    said = voice(one.column.info.language, made.options.faces)
    start, end = comment_starts(one, row, made), calls(one, row, made)
    if not one.paragraphs:
        return paragraph(start + _absent(one) + end, more=space)
    found = []
    for number, segments in enumerate(one.paragraphs):
        alone = not number and one.opens and row.uneven
        pieces = [_segment(s.number, s.text, said, alone and not i) for i, s in enumerate(segments)]
        inner = _between(one.column, said).join(pieces)
        last = number + 1 == len(one.paragraphs)
        whole = ("" if number else start) + inner + (end if last else "")
        found.append(paragraph(whole, rtl=said.rtl, more=_BETWEEN if number else space))
    return "".join(found)


def _between(column: Column, said: Voice) -> str:
    return run(column.joiner, said) if column.joiner else ""


def _segment(number: int, text: str, said: Voice, alone: bool) -> str:
    return run(f"{'¶ ' if alone else ''}{number}\u2009", look=Look(color=wordml.SOFT, lift="superscript")) + run(
        text, said
    )


def _absent(one: Cell) -> str:
    return run(one.absence, look=Look(italic=True, color=wordml.SOFT)) if one.absence else ""


def _passages(made: Edition) -> Iterator[str]:
    from hexapla.formats.editions.docx_notes import calls, comment_starts

    for passage in made.passages():
        for position, column in enumerate(made.columns):
            said = voice(column.info.language, made.options.faces)
            inner = []
            for row in passage:
                one = row.cells[position]
                segments = [s for found in one.paragraphs for s in found]
                words = _between(column, said).join(_segment(s.number, s.text, said, alone=False) for s in segments)
                words = words or (f"{run('[')}{_absent(one)}{run(']')}" if one.absence else "")
                inner.append(comment_starts(one, row, made) + words + calls(one, row, made))
            space = (
                '|<w:spacing w:before="360" w:after="80"/>'
                if not position
                else '|<w:spacing w:before="0" w:after="80"/>'
            )
            aside = '<w:ind w:left="280"/>' if position else ""
            yield paragraph(_between(column, said).join(inner), rtl=said.rtl, more=space + aside)


def _last_page(made: Edition) -> Iterator[str]:
    document = made.document
    if document.rights or document.support:
        yield paragraph(run("Rights and support"), style="Heading1")
        yield paragraph(_rich(document.rights, made))
        if document.support:
            yield paragraph(_rich(f"Support: {document.support}", made))
    yield paragraph(run("Colophon"), style="Heading1")
    yield from _facts(made.colophon, made)
