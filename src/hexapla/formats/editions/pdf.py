"""The edition as a tagged PDF, set by Typst: words go in as JSON, so that none of them can be taken for a command.

PDF/UA-1 is asked for; its checks also tell of characters that no font has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Any

from hexapla import languages
from hexapla.errors import BadOptionError, MissingFontError
from hexapla.formats.editions import faces, runs, wording
from hexapla.formats.editions.apparatus import Stretch
from hexapla.formats.editions.edition import Cell, Column, Edition, Footnote, Row, edition
from hexapla.formats.editions.html import web_address
from hexapla.formats.editions.openings import ABOVE, Measured, openings
from hexapla.formats.editions.typesetting import TypesettingError, compile_apart, compile_pdf, fonts
from hexapla.formats.options import Apparatus, Layout, Options, Paper
from hexapla.model import Alignment

Json = dict[str, Any]
Rich = list[tuple[str | None, str]]

_SIZES = {  # width and height in mm, size of the type in pt
    Paper.A4: (210, 297, 10),
    Paper.A5: (148, 210, 8.5),
    Paper.B5: (176, 250, 9),
    Paper.LETTER: (215.9, 279.4, 10),
    Paper.ROYAL: (156, 234, 9),
}
_AT_ONCE = 1000  # rows that are measured together, or set without a process of their own
_LONG = 1400  # characters of a cell from which a row may break over two pages
_MISSING = re.compile(r'the text `"(?P<text>.*)"` could not be displayed', re.DOTALL)


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the edition of one alignment as a file."""
    return draw(edition(alignment, options))


def draw(made: Edition) -> bytes:
    """Return an edition as a file; its notes are footnotes unless asked otherwise.

    Raises `MissingFontError` where no font has a character, `BadOptionError` for a family that is not installed.
    """
    if absent := faces.unknown(made.options.faces, fonts().families()):
        raise BadOptionError(f"The font family {absent[0]} is not installed. `fc-list : family` shows those that are.")
    return _compile(_words(made), apart=len(made.rows) > _AT_ONCE)


def _words(made: Edition) -> str:
    """Return all that Typst must know as JSON."""
    data = _data(made)
    if made.options.layout is Layout.FACING:
        data["openings"] = _openings(data, made)
    return _with_rows(data, made.rows)


def _with_rows(data: Json, rows: Sequence[Row]) -> str:
    """Write the rows one by one: all of them as dictionaries would take much memory."""
    head = json.dumps(data, ensure_ascii=False).removesuffix("}")
    return f'{head}, "rows": [{",".join(json.dumps(_row(row), ensure_ascii=False) for row in rows)}]}}'


def _compile(data: str, *, apart: bool) -> bytes:
    try:
        with as_file(_template()) as template:
            return compile_apart(template, data) if apart else compile_pdf(template, data)
    except TypesettingError as error:
        if found := _MISSING.search(str(error)):
            raise _missing_font(found["text"]) from None
        raise


def _openings(data: Json, made: Edition) -> list[Json]:
    """Set each row once to learn its height, and say which rows share an opening of two pages."""
    size = data["paper"]["size"]
    parts = [made.rows[at : at + _AT_ONCE] for at in range(0, len(made.rows), _AT_ONCE)]
    found = [_heights(data, part) for part in parts]
    page = found[0][0] if found else {"room": 0, "legend": 0}
    first = page["legend"] + 1.7 * size if made.marks or made.uneven else 0
    heights = (one for _, *chunks in found for chunk in chunks for one in chunk)
    measured = [
        Measured(one["row"], ABOVE[row.opens] * size, tuple(h + 0.5 * size for h in one["notes"]))
        for one, row in zip(heights, made.rows, strict=True)
    ]
    return [asdict(opening) for opening in openings(measured, page["room"], first, 2 * size)]


def _heights(data: Json, rows: Sequence[Row]) -> list[Any]:
    import typst

    words = {"data": _with_rows({**data, "only-heights": True}, rows)}
    compiler = typst.Compiler(_template().read_bytes(), font_paths=fonts(), sys_inputs=words)
    return list(json.loads(compiler.query("<height>", field="value")))


def _template() -> Traversable:
    return files("hexapla.formats.editions").joinpath("templates", "edition.typ")


def _missing_font(shown: str) -> MissingFontError:
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), shown)
    character = next((c for c in text if c.isprintable() and not c.isspace()), text[:1] or "?")
    package = faces.package(character)
    return MissingFontError(
        f"No font of this computer has “{character}” (U+{ord(character):04X}). On Debian and Ubuntu, "
        f"`apt-get install {package}` may bring one; then make the edition again."
    )


def _data(made: Edition) -> Json:
    width, height, size = _SIZES[made.options.paper]
    many = len(made.columns)
    if made.options.layout == "columns" and many > 3:  # noqa: PLR2004 - four columns need a broad page
        width, height = height, width
    if made.options.layout in ("columns", "facing"):
        size -= max(0, many - 2 - (made.options.layout == "facing")) * 0.5
    rich = _richness(made)
    document = made.document
    shares = _shares(made)
    return {
        "paper": {"width": width, "height": height, "size": size},
        "only-heights": False,
        "layout": made.options.layout,
        "endnotes": made.options.apparatus is Apparatus.ENDNOTES,
        "fonts": _families("en", made),
        "sans": [f for f in faces.SANS if f in fonts().families()],
        "title": document.title,
        "title_rich": rich(document.title),
        "date": wording.written_date(document.date),
        "description": rich(document.description),
        "facts": [["Archive", rich(document.archive)], ["Persons", rich("; ".join(document.persons))]],
        "source": document.source_page,
        "address": web_address(document.source_page),
        "rights": [rich(document.rights), rich(f"Support: {document.support}" if document.support else "")],
        "columns": {column.key: _column(column, made, shares[column.key], rich) for column in made.columns},
        "keys": [column.key for column in made.columns],
        "marks": {key: list(words) for key, words in wording.MARKS.items()},
        "legend": [*made.marks],
        "uneven": made.uneven,
        "passages": [len(passage) for passage in made.passages()],
        "notes": [_note(note, rich) for note in made.notes],
        "colophon": [[label, rich(value)] for label, value in made.colophon],
    }


def _families(tag: str, made: Edition) -> list[str]:
    return faces.families(tag, made.options.faces, fonts().families())


def _richness(made: Edition) -> Any:  # noqa: ANN401 - a function of words
    """Return a function that cuts words into stretches, each with its language: [tag or None, words]."""
    tags = [column.info.language for column in made.columns]
    fonts = {tag: _voice(tag, made) for tag in tags}

    def rich(text: str) -> list[Json]:
        return [{"words": words, "voice": fonts[tag] if tag else None} for tag, words in runs.split(text, tags)]

    return rich


def _voice(tag: str, made: Edition) -> Json:
    language = languages.parse(tag)
    script = languages.script(tag)
    region = language.territory or {"Hans": "CN", "Hant": "TW"}.get(script, "") if language.language == "zh" else ""
    return {
        "lang": language.language,
        "region": region or None,
        "script": script.lower(),
        "dir": languages.direction(tag),
        "fonts": _families(tag, made),
        "dense": script in ("Hans", "Hant", "Jpan", "Kore"),
        "arabic": script == "Arab",
    }


def _shares(made: Edition) -> dict[str, float]:
    """Return how broad each column is: alike for two, by the room that its words need for more."""
    room = {
        column.key: sum(
            (2 if languages.joiner(column.info.language) == "" else 1) * row.cells[position].length for row in made.rows
        )
        for position, column in enumerate(made.columns)
    }
    usual = sum(room.values()) / len(room) or 1
    if len(room) < 3:  # noqa: PLR2004
        return dict.fromkeys(room, 1.0)
    return {key: round(min(1.3, max(0.75, need / usual)), 2) for key, need in room.items()}


def _column(column: Column, made: Edition, share: float, rich: Any) -> Json:  # noqa: ANN401
    info = column.info
    return {
        "share": share,
        "name": column.name,
        "voice": _voice(info.language, made),
        "joiner": column.joiner,
        "title": info.title,
        "provenance": column.provenance,
        "cautioned": column.cautioned,
        "facts": [
            ["Language", rich(column.language)],
            ["Role", rich(column.role)],
            ["Translator" if info.role == "translation" else "Text by", rich(info.translator)],
            ["Date", rich(wording.written_date(info.date))],
        ],
        "note": rich(info.note),
    }


def _row(row: Row) -> Json:
    return {
        "id": row.id,
        "mark": row.mark,
        "opens": row.opens,
        "long": any(cell.length > _LONG for cell in row.cells),
        "notes": [note.number - 1 for note in row.notes],
        "cells": [_cell(cell, row) for cell in row.cells],
    }


def _cell(cell: Cell, row: Row) -> Json:
    return {
        "key": cell.column.key,
        "paragraphs": [[[str(s.number), s.text] for s in paragraph] for paragraph in cell.paragraphs],
        "absence": cell.absence,
        "alone": cell.opens and row.uneven,
        "opens": cell.opens,
        "callers": list(cell.callers),
        "first": [n for n in cell.callers if _first_place(n, row) is cell],
    }


def _first_place(number: int, row: Row) -> Cell:
    return next(cell for cell in row.cells if number in cell.callers)


def _note(note: Footnote, rich: Any) -> Json:  # noqa: ANN401
    return {
        "number": note.number,
        "blocks": [
            {"sign": block.sign, "depth": block.depth, "stretches": [_stretch(one, rich) for one in block.stretches]}
            for block in note.blocks
        ],
        "author": note.author,
        "places": [[f"{cell.column.name} {cell.numbers}".strip(), cell.column.key] for cell in note.places],
    }


def _stretch(one: Stretch, rich: Any) -> Json:  # noqa: ANN401
    lines = [rich(line) for line in one.words.split("\n")]
    return {"lines": lines, "em": one.em, "strong": one.strong, "code": one.code, "address": web_address(one.href)}
