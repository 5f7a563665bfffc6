"""The edition as Markdown: a copy to read in a terminal, a repository or an editor, and to convert further.

Two or more columns are a table, as GitHub and Pandoc read it; the layouts `interlinear` and `stacked` are paragraphs.
Notes are the footnotes of Pandoc and GitHub, called by the same number on every side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.formats.editions import wording
from hexapla.formats.editions.edition import Cell, Edition, Footnote, Row, edition
from hexapla.formats.options import Layout, Options
from hexapla.model import Alignment

_MARKS = re.compile(r"([\\`*_{}\[\]<>|~$^&])")
_START = re.compile(r"^(\s*)([#+\-=>:]|\d+[.)])", re.MULTILINE)


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the edition of one alignment as a file."""
    return draw(edition(alignment, options))


def draw(made: Edition) -> bytes:
    """Return an edition as a file; its notes are footnotes, which renderers put at the end."""
    parts = [*_title(made), *_texts(made), *_notes(made), *_last(made)]
    return ("\n\n".join(filter(None, parts)) + "\n").encode()


def escape(text: str) -> str:
    r"""Return words so that no sign in them means anything: `*a*` becomes `\*a\*`."""
    return _START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text)).replace("\n", " ")


def _title(made: Edition) -> Iterator[str]:
    document = made.document
    yield f"# {escape(document.title)}"
    yield escape(wording.written_date(document.date))
    yield f"*{escape(document.description)}*" if document.description else ""
    facts = (("Archive", document.archive), ("Persons", "; ".join(document.persons)), ("Source", document.source_page))
    yield _facts(facts)
    for column in made.columns:
        info = column.info
        caution = f"**{column.provenance}**" if column.cautioned else column.provenance
        yield f"## {escape(column.name)}"
        yield escape(info.title)
        yield caution
        by = "Translator" if info.role == "translation" else "Text by"
        date = wording.written_date(info.date)
        yield _facts((("Language", column.language), ("Role", column.role), (by, info.translator), ("Date", date)))
        yield escape(info.note)


def _facts(facts: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"- {label}: {escape(value)}" for label, value in facts if value)


def _texts(made: Edition) -> Iterator[str]:
    yield "## Texts"
    signs = [f"{wording.MARKS[mark][0]} {wording.MARKS[mark][1]}" for mark in made.marks]
    yield " · ".join(map(escape, signs))
    if made.options.layout is Layout.STACKED:
        yield _heads(made)
        for passage in made.passages():
            for position in range(len(made.columns)):
                joiner = made.columns[position].joiner
                yield joiner.join(filter(None, (_words(row.cells[position], row, position == 0) for row in passage)))
    elif made.options.layout is Layout.INTERLINEAR:
        yield _heads(made)
        for row in made.rows:
            lines = (_words(one, row, i == 0) for i, one in enumerate(row.cells))
            yield "\\\n".join(filter(None, lines))
    else:
        yield "\n".join(_table(made))


def _heads(made: Edition) -> str:
    return " · ".join(f"{escape(c.name)}: {wording.lowered(c.provenance)}" for c in made.columns)


def _table(made: Edition) -> Iterator[str]:
    yield "|".join(["", *(f" {escape(c.name)}: {wording.lowered(c.provenance)} " for c in made.columns), ""])
    yield "|" + " --- |" * len(made.columns)
    for row in made.rows:
        yield "|".join(["", *(f" {_words(one, row, i == 0)} " for i, one in enumerate(row.cells)), ""])


def _words(one: Cell, row: Row, first: bool) -> str:
    sign = f"{escape(wording.MARKS[row.mark][0])} " if first and row.mark else ""
    calls = "".join(f"[^{number}]" for number in one.callers)
    segments = [segment.text for paragraph in one.paragraphs for segment in paragraph]
    words = escape(one.column.joiner.join(segments)) or (f"*{escape(one.absence)}*" if one.absence else "")
    return f"{sign}{words}{calls}" if words else ""


def _notes(made: Edition) -> Iterator[str]:
    for note in made.notes:
        yield f"[^{note.number}]: {_note(note)}"


def _note(note: Footnote) -> str:
    """Return a note; what is in its own Markdown stays Markdown, later blocks indented as footnotes want."""
    found = []
    for block in note.blocks:
        words = "".join(_styled(s.words, s.em, s.strong) for s in block.stretches)
        sign = f"{'-' if block.sign == '•' else block.sign} " if block.sign else ""
        found.append("  " * max(0, block.depth - 1) + sign + words)
    if note.author:
        found.append(f"— {escape(note.author)}")
    return "\n\n    ".join(found)


def _styled(words: str, em: bool, strong: bool) -> str:
    mark = "*" * (em + 2 * strong)
    return f"{mark}{escape(words)}{mark}"


def _last(made: Edition) -> Iterator[str]:
    document = made.document
    if document.rights or document.support:
        yield "## Rights and support"
        yield escape(document.rights)
        yield f"Support: {escape(document.support)}" if document.support else ""
    yield "## Colophon"
    yield _facts(made.colophon)
