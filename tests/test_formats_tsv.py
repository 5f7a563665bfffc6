"""The table: read back with the standard library, safe in a spreadsheet, one line a link."""

import csv
import io
import re

import pytest
from format_samples import MARKUP, everything, nothing
from hypothesis import given
from hypothesis import strategies as st

from hexapla import notes
from hexapla.formats import FORMATS
from hexapla.formats.tsv import COLUMNS, escape

PLAIN = {"\\\\": "\\", "\\n": "\n", "\\t": "\t", "\\r": "\r"}


def unescape(field: str) -> str:
    """Take off what `escape` put on, as the documentation says."""
    return re.sub(r"\\[\\ntr]", lambda found: PLAIN[found[0]], field.removeprefix("'"))


def read_tsv(data: bytes) -> list[dict]:
    """Read a table as the documentation says; cells become lists of segments."""
    reader = csv.DictReader(io.StringIO(data.decode(), newline=""), dialect="excel-tab")
    rows = [{name: unescape(value) for name, value in row.items()} for row in reader]
    lists = ("source", "target")
    return [{**row, **{name: row[name].split("\n") if row[name] else [] for name in lists}} for row in rows]


def test_the_table_is_as_before(golden):
    """The whole file, held against the one in tests/golden."""
    golden("table.tsv", FORMATS["tsv"].write(everything()))


def test_a_table_of_nothing_has_its_header():
    """Two empty texts give the header alone."""
    assert FORMATS["tsv"].write(nothing()).decode() == "\t".join(COLUMNS) + "\n"


def test_each_link_is_one_line():
    """Segments with several lines, notes with several paragraphs: still one line a link, the same number of tabs."""
    lines = FORMATS["tsv"].write(everything()).decode().split("\n")[:-1]
    assert len(lines) == 1 + len(everything().links)
    assert {line.count("\t") for line in lines} == {len(COLUMNS) - 1}


def test_everything_of_a_link_comes_back():
    """Numbers, status, kind, confidence and notes are read back as they were."""
    for row, link in zip(read_tsv(FORMATS["tsv"].write(everything())), everything().links, strict=True):
        assert row["id"] == link.id
        assert row["source_numbers"].split() == [str(s.number) for s in link.source]
        assert row["target_numbers"].split() == [str(s.number) for s in link.target]
        assert (row["status"], row["kind"]) == (link.status, link.kind or "")
        assert (float(row["confidence"]) if row["confidence"] else None) == link.confidence
        assert (row["changed_since_confirmed"] == "yes") == link.changed_since_confirmed
        assert notes.split(row["notes"]) == [note.text for note in link.notes]
        if link.notes:
            assert row["note_authors"].split("\n") == [note.author for note in link.notes]
            assert row["note_dates"].split("\n") == [note.created for note in link.notes]
            assert row["note_kinds"].split("\n") == [note.kind for note in link.notes]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "\t=", "\u3000@", "'", "'="])
def test_no_field_starts_a_formula(start):
    """A field that a spreadsheet could run gets an apostrophe, and comes back without it."""
    escaped = escape(start + "cmd|' /C calc'!A0")
    assert escaped.startswith(("'", "\\t"))
    assert unescape(escaped) == start + "cmd|' /C calc'!A0"


def test_ordinary_words_stay_as_they_are():
    """Markup, dashes inside and quotation marks need no apostrophe."""
    for words in ("Beijing, 24 April 1962", "a - b", "“quoted”", "— a dash", "约两万", "1+1"):
        assert escape(words) == words
    assert "'" not in escape("<b>")
    assert unescape(escape(MARKUP)) == MARKUP


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_string_comes_back(text):
    """What is escaped has no tab and no line end, starts no formula, and is read back the same."""
    escaped = escape(text)
    assert not set(escaped) & set("\t\n\r")
    assert not escaped.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert unescape(escaped) == text
