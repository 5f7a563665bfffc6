"""The notes of a Word edition: as comments beside the text, or as Word's own footnotes or endnotes.

A footnote is called where the row first has it; the same number stands on the other sides as a cross-reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from hexapla.formats.editions import runs, wordml
from hexapla.formats.editions.edition import Cell, Edition, Footnote, Row
from hexapla.formats.editions.wordml import Look, run, voice
from hexapla.formats.options import Apparatus

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CALL = Look(color=wordml.RUBRIC, lift="superscript")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_FIRST = 1  # Word keeps 0 and below for the lines above notes


def calls(one: Cell, row: Row, made: Edition) -> str:
    """Return what stands at the end of a cell's words: its calls, or the marks of its comments."""
    kind = made.options.apparatus
    if kind is None:
        return "".join(_comment_mark(number) for number in one.callers if _home(number, row) is one)
    parts = [_reference(kind, number) if _home(number, row) is one else _again(number) for number in one.callers]
    return run(", ", look=_CALL).join(parts)


def comment_starts(one: Cell, row: Row, made: Edition) -> str:
    """Return the marks before a cell's words that say from where its comments hold."""
    if made.options.apparatus is not None:
        return ""
    return "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in one.callers if _home(n, row) is one)


def _home(number: int, row: Row) -> Cell:
    """Return the cell where a note is called first: one with words, if there is one."""
    places = [cell for cell in row.cells if number in cell.callers]
    return next((cell for cell in places if cell.paragraphs), places[0])


def _comment_mark(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def _reference(kind: Apparatus, number: int) -> str:
    tag = "footnoteReference" if kind is Apparatus.FOOTNOTES else "endnoteReference"
    call = f'<w:r>{wordml.properties(wordml.ENGLISH, _CALL)}<w:{tag} w:id="{number}"/></w:r>'
    return f'<w:bookmarkStart w:id="{number}" w:name="_Note{number}"/>{call}<w:bookmarkEnd w:id="{number}"/>'


def _again(number: int) -> str:
    return wordml.field(f"NOTEREF _Note{number} \\h", str(number), _CALL)


def add_notes(document: Document, made: Edition) -> None:
    """Put the notes of an edition into the document's own part for them."""
    if not made.notes:
        return
    if made.options.apparatus is None:
        _add_comments(document, made)
    else:
        _add_part(document, made, made.options.apparatus)


def _add_comments(document: Document, made: Edition) -> None:
    comments = document.part._comments_part.element  # noqa: SLF001 - its `add_comment` would put the hour in
    for note in made.notes:
        date = f' w:date="{note.created[:19]}Z"' if _DATE.match(note.created) else ""
        author = note.author or "Hexapla"
        initials = "".join(word[0] for word in author.split())[:3]
        comments.append(
            parse_xml(
                f'<w:comment {_NAMESPACES} w:id="{note.number}" w:author={quoteattr(author)}{date} '
                f"w:initials={quoteattr(initials)}>{_body(note, made, '')}</w:comment>"
            )
        )


def _add_part(document: Document, made: Edition, kind: Apparatus) -> None:
    one = kind.removesuffix("s")
    content = [
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{kind} {_NAMESPACES}>',
        f'<w:{one} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{one}>',
        f'<w:{one} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{one}>',
    ]
    sign = f"<w:r>{wordml.properties(wordml.ENGLISH, _CALL)}<w:{one}Ref/></w:r>{run(' ')}"
    content += [f'<w:{one} w:id="{note.number}">{_body(note, made, sign)}</w:{one}>' for note in made.notes]
    content.append(f"</w:{kind}>")
    media = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    part = Part(PackURI(f"/word/{kind}.xml"), media, "".join(content).encode(), document.part.package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind.upper()))


def _body(note: Footnote, made: Edition, sign: str) -> str:
    found = list(_paragraphs(note, made))
    if made.options.apparatus is not None and note.author:
        found[-1] = (found[-1][0] + run(f" — {note.author}", look=Look(color=wordml.SOFT, size=18)), found[-1][1])
    small = '|<w:spacing w:before="0" w:after="40" w:line="240" w:lineRule="auto"/><w:ind w:left="{}"/>'
    return "".join(
        wordml.paragraph((sign if not i else "") + inner, more=small.format(depth * 280))
        for i, (inner, depth) in enumerate(found)
    )


def _paragraphs(note: Footnote, made: Edition) -> Iterator[tuple[str, int]]:
    for block in note.blocks:
        inner = run(f"{block.sign} ") if block.sign else ""
        for one in block.stretches:
            inner += rich(one.words, made, Look(bold=one.strong, italic=one.em, size=18))
            if one.href and one.href != one.words:
                inner += run(f" ({one.href})", look=Look(color=wordml.SOFT, size=18))
        yield inner, block.depth
    if not note.blocks:
        yield "", 0


def rich(words: str, made: Edition, look: Look = wordml.PLAIN) -> str:
    """Return words as runs, those in the script of one of the texts marked with its language."""
    tags = [column.info.language for column in made.columns]
    return "".join(
        run(part, voice(tag, made.options.faces) if tag else wordml.ENGLISH, look)
        for tag, part in runs.split(words, tags)
    )
