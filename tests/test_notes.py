"""Notes: their kinds and privacy in the file, in the working copy, from outside, and in what leaves the house."""

import json
import sqlite3
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from format_samples import everything
from samples import make_workspace
from test_edits import ALIGNMENTS, KEY, TEXTS, do
from test_outside import change, settled, unsaved
from test_po import alignment, round_trip, text

from hexapla import po
from hexapla.errors import BadNoteError, InvalidPoError
from hexapla.files import digest
from hexapla.formats import FORMATS
from hexapla.model import Alignment, Link, Note, NoteKind
from hexapla.store import Store


@pytest.fixture
def store(tmp_path):
    """Open a document of three texts and two alignments."""
    store = Store(make_workspace(tmp_path, TEXTS, ALIGNMENTS))
    assert store.refresh("memo").problems == []
    yield store
    store.close()


@pytest.fixture
def path(store):
    """Name the file of the alignment."""
    return store.mirror.paths.alignment(*KEY)


@pytest.fixture
def simple() -> Alignment:
    """One link with a note of an author and a time."""
    zh, en = text("zh-Hans", "第一句。"), text("en", "One.")
    notes = (Note(1, "First.\n\nSecond paragraph.", "Anna", "2026-11-24T09:00:00Z"),)
    return alignment(zh, en, Link("L0001", zh.segments, en.segments, notes=notes), last_link=1)


def with_notes(alignment, *notes: Note):
    """Put notes on the first link."""
    return replace(alignment, links=(replace(alignment.links[0], notes=notes), *alignment.links[1:]))


def notes_of(store, position: int = 0) -> list[tuple[str, str, bool]]:
    """Return (text, kind, private) of a link's notes."""
    return [(n.text, n.kind.value, n.private) for n in store.page(KEY).links[position].notes]


# The file


def test_kind_and_privacy_stand_in_the_file_where_they_are_not_the_usual(simple, tmp_path):
    """A person who reads the PO sees them behind the author, and they come back."""
    value = with_notes(simple, Note(1, "*Term.*", "Anna", "", NoteKind.TERM), Note(2, "Hm.", "Бо", private=True))
    content = po.dumps(value)
    assert "#. note: 1; author: Anna; created: ; kind: term\n" in content
    assert "#. note: 2; author: Бо; created: ; private: yes\n" in content
    assert round_trip(value, tmp_path) == value


def test_a_file_without_kinds_is_valid_and_stays_as_it_is_to_the_byte(simple, tmp_path):
    """Files that were written before notes had kinds."""
    content = po.dumps(simple)
    assert "kind: free" not in content
    assert "private" not in content
    assert po.dumps(round_trip(simple, tmp_path)) == content


@pytest.mark.parametrize(("mark", "problem"), [("kind: joke", "not “joke”"), ("private: maybe", "not “maybe”")])
def test_a_mark_that_is_none_is_reported_with_its_line(simple, tmp_path, mark, problem):
    """A slip of a person's hand changes nothing silently."""
    file = tmp_path / "x.po"
    file.write_text(po.dumps(simple).replace("created: 2026-11-24T09:00:00Z", f"created: ; {mark}"), encoding="utf-8")
    with pytest.raises(InvalidPoError, match=problem) as failure:
        po.read(file)
    assert failure.value.line


# Edits


def test_a_note_is_written_with_its_kind_and_privacy(store):
    """Both have usual values; undo and redo keep them."""
    do(store, "add_note", link="L0001", text="Plain.")
    do(store, "add_note", link="L0001", text="Unsure.", kind="doubt", private=True)
    assert notes_of(store) == [("Plain.", "free", False), ("Unsure.", "doubt", True)]
    store.undo(KEY)
    store.redo(KEY)
    assert notes_of(store)[1] == ("Unsure.", "doubt", True)


def test_an_edit_of_a_note_changes_what_it_names(store):
    """Words, kind and privacy each alone."""
    do(store, "add_note", link="L0001", text="One.", kind="name")
    note = store.page(KEY).links[0].notes[0].id
    do(store, "edit_note", note=note, private=True)
    do(store, "edit_note", note=note, text="Two.")
    do(store, "edit_note", note=note, kind="variant")
    assert notes_of(store) == [("Two.", "variant", True)]


@pytest.mark.parametrize("op", ["add_note", "edit_note"])
def test_a_kind_that_is_none_is_refused(store, op):
    """The answer lists the kinds."""
    do(store, "add_note", link="L0001", text="One.")
    where = {"link": "L0001", "text": "x"} if op == "add_note" else {"note": store.page(KEY).links[0].notes[0].id}
    with pytest.raises(BadNoteError, match="free, term, name, number, omission, variant, doubt"):
        do(store, op, **where, kind="joke")


# From outside


def test_kind_and_privacy_changed_in_the_file_are_taken_over(store, path):
    """Somebody edits the PO by hand, while here the words of the same note change: both stay."""
    do(store, "add_note", link="L0001", text="One.")
    note = store.page(KEY).links[0].notes[0].id
    unsaved(store, "edit_note", note=note, text="Two.")
    content = path.read_text(encoding="utf-8")
    line = next(line for line in content.split("\n") if line.startswith("#. note:"))
    change(path, line, f"{line}; kind: term; private: yes")
    settled(store)
    assert notes_of(store) == [("Two.", "term", True)]


def test_a_note_added_in_the_file_is_free_and_published(store, path):
    """Poedit's comment field knows no kinds."""
    change(path, "#. status: unreviewed\n#: zh.txt:1 ", "# From Poedit.\n#. status: unreviewed\n#: zh.txt:1 ")
    settled(store)
    assert notes_of(store) == [("From Poedit.", "free", False)]


# A working copy of an older version


def test_a_working_copy_without_kinds_is_brought_up_to_date(store, path):
    """Notes and history stay, old edits can be undone, and kinds in files that were overlooked are read."""
    do(store, "add_note", link="L0001", text="One.")
    do(store, "add_note", link="L0002", text="Two.")
    root = store.mirror.paths.root
    store.close()
    make_old(root / ".hexapla" / "workspace.db")
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("#. note:")]
    change(path, lines[1], f"{lines[1]}; kind: name")
    keep_hash(root / ".hexapla" / "workspace.db", path)
    new = Store(root)
    assert new.refresh("memo").problems == []
    assert (notes_of(new), notes_of(new, 1)) == ([("One.", "free", False)], [("Two.", "name", False)])
    for _ in range(3):
        new.undo(KEY)
    assert (notes_of(new), notes_of(new, 1)) == ([], [])
    new.close()


def make_old(database) -> None:
    """Take from a working copy what version 1 did not have."""
    with sqlite3.connect(database) as connection:
        for column in ("kind", "private"):
            connection.execute(f"ALTER TABLE notes DROP COLUMN {column}")
        for number, delta in connection.execute("SELECT id, delta FROM changes").fetchall():
            rows = json.loads(delta)
            for row in [r for change in rows if change[0] == "notes" for r in change[2:] if r]:
                del row["kind"], row["private"]
            connection.execute("UPDATE changes SET delta = ? WHERE id = ?", (json.dumps(rows), number))
        connection.execute("UPDATE counters SET value = 1 WHERE name = 'schema'")
    connection.close()


def keep_hash(database, path) -> None:
    """Have the file count as read by the version that overlooked what it says."""
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alignments SET file_hash = ?", (digest(path.read_text(encoding="utf-8")),))
    connection.close()


# What leaves the house


PRIVATE = (
    Note(1, "Between ourselves.", "Inner Circle", private=True),
    Note(2, "For readers.", "Ann", "", NoteKind.TERM),
)


def contents(data: bytes) -> bytes:
    """Return all that is in a file; where it is an archive, all that is in its members."""
    if not is_zipfile(BytesIO(data)):
        return data
    with ZipFile(BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"po"}))
def test_a_private_note_is_in_no_edition_and_no_table(form):
    """Neither its words nor its author are anywhere."""
    content = contents(FORMATS[form].write(with_notes(everything(), *PRIVATE)))
    assert b"Between ourselves" not in content
    assert b"Inner Circle" not in content


@pytest.mark.parametrize("form", ["html", "tsv"])
def test_the_other_notes_are_there(form):
    """A note is published unless it is private."""
    assert b"For readers." in FORMATS[form].write(with_notes(everything(), *PRIVATE))
