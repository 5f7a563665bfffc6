"""Files that people, Poedit and git change are read as edits; broken ones are reported and left alone."""

import re

import pytest
from samples import make_workspace, numbered
from test_edits import ALIGNMENTS, KEY, TEXTS, check_promises, do, grid, rows_of, segment

from hexapla.store import Key, Store


@pytest.fixture
def place(tmp_path):
    """Open a document of three texts and two alignments; give (store, po path, folder of texts)."""
    store = Store(make_workspace(tmp_path, TEXTS, ALIGNMENTS))
    assert store.refresh("memo").problems == []
    yield store, tmp_path / "alignments/memo/zh--en.po", tmp_path / "corpus/memo"
    store.close()


def change(path, old: str, new: str) -> None:
    """Replace words in a file, which must be there."""
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def settled(store: Store) -> None:
    """Take over, write, and find nothing more to do."""
    assert store.mirror.write("memo") == []
    before = rows_of(store)
    assert store.refresh("memo").problems == []
    assert rows_of(store) == before
    check_promises(store)


def test_new_words_in_a_po_reach_the_text_and_the_other_alignments(place):
    """Somebody mends a translation in Poedit."""
    store, po, texts = place
    change(po, 'msgstr "Sentence 4."', 'msgstr "The fourth sentence."')
    settled(store)
    assert "The fourth sentence.\n" in (texts / "en.txt").read_text()
    history = store.history(KEY)
    assert (history[0].author, history[0].label) == ("outside", "Read zh--en.po, which was changed outside")
    store.undo(KEY)
    assert "Sentence 4.\n" in (texts / "en.txt").read_text()


def test_a_boundary_moved_in_a_po_moves_the_segment(place):
    """A line cut from one msgid and put into another."""
    store, po, _ = place
    change(po, 'msgid ""\n"句 2.\\n"\n"句 3."', 'msgid "句 2."')
    change(po, 'msgid "句 4."', 'msgid ""\n"句 3.\\n"\n"句 4."')
    settled(store)
    assert grid(store)[1:3] == [("L0002", "句 2.", "Sentence 2."), ("L0003", "句 3.|句 4.", "Sentence 3.")]


def test_a_newline_in_a_po_splits_a_segment_and_one_taken_out_joins_two(place):
    """A person moves sentence boundaries in the PO alone."""
    store, po, texts = place
    change(po, 'msgstr "Sentence 1."', 'msgstr ""\n"Sentence\\n"\n"1."')
    change(po, 'msgid ""\n"句 2.\\n"\n"句 3."', 'msgid "句 2.句 3."')
    settled(store)
    assert grid(store)[:2] == [("L0001", "句 1.", "Sentence|1."), ("L0002", "句 2.句 3.", "Sentence 2.")]
    assert (texts / "en.txt").read_text().startswith("Sentence\n1.\nSentence 2.\n")


def test_a_sentence_moved_into_another_msgstr_empties_its_link(place):
    """Two translations put into one; the other source segment is left without, and not swept along."""
    store, po, _ = place
    change(po, 'msgstr "Sentence 3."', 'msgstr "Sentence 3. Sentence 4."')
    change(po, 'msgstr "Sentence 4."', 'msgstr ""')
    settled(store)
    assert grid(store)[2:4] == [("L0003", "句 4.", "Sentence 3. Sentence 4."), ("L0004", "句 5.", "")]


def test_notes_flags_and_kinds_are_heard(place):
    """A comment is a note; a cleared fuzzy confirms."""
    store, po, _ = place
    do(store, "add_note", link="L0003", text="Old.")
    change(po, "# Old.", "# New.\n#\n# With a second paragraph.")
    change(po, "#: zh.txt:1 en.txt:1\n#, fuzzy", "# A new one.\n#: zh.txt:1 en.txt:1")
    settled(store)
    links = store.page(KEY).links
    assert [n.text for n in links[2].notes] == ["New.\n\nWith a second paragraph."]
    assert [(n.text, n.author) for n in links[0].notes] == [("A new one.", "outside")]
    assert (links[0].status, links[0].changed_since_confirmed) == ("confirmed", False)
    assert "#. note: 2; author: outside" in po.read_text()


def test_links_merged_and_made_outside_come_over(place):
    """Git brings the work of somebody who merged two rows and made a new one."""
    store, po, _ = place
    blocks = po.read_text().split("\n\n")
    head, one, _, three, four, five = [b.strip("\n") for b in blocks if b.strip()]
    merged = one.replace("zh.txt:1 en.txt:1", "zh.txt:1 zh.txt:2 zh.txt:3 en.txt:1 en.txt:2")
    merged = merged.replace('"句 1."', '""\n"句 1.\\n"\n"句 2.\\n"\n"句 3."').replace(
        '"Sentence 1."', '""\n"Sentence 1.\\n"\n"Sentence 2."'
    )
    bare = five.replace("zh.txt:6 en.txt:5", "zh.txt:6").replace('"Sentence 5."', '""')
    new = five.replace("zh.txt:6 en.txt:5", "en.txt:5").replace('"句 6."', '""').replace("L0005", "L0012")
    po.write_text(f"{head}\n\n{merged}\n\n{three}\n\n{four}\n\n{bare}\n\n{new}\n")
    settled(store)
    assert grid(store) == [
        ("L0001", "句 1.|句 2.|句 3.", "Sentence 1.|Sentence 2."),
        ("L0003", "句 4.", "Sentence 3."),
        ("L0004", "句 5.", "Sentence 4."),
        ("L0005", "句 6.", ""),
        ("L0012", "", "Sentence 5."),
    ]
    do(store, "unlink", link="L0004")
    assert "L0013" in [g[0] for g in grid(store)]


def test_lines_changed_in_a_text_keep_their_links(place):
    """Reworded and joined lines of the text file, next to each other."""
    store, _, texts = place
    content = "Sentence one.\nSentence 2. Sentence 3.\nSentence, fourth.\nSentence 5.\n"
    (texts / "en.txt").write_text(content)
    settled(store)
    assert (texts / "en.txt").read_text() == content
    assert grid(store) == [
        ("L0001", "句 1.", "Sentence one."),
        ("L0002", "句 2.|句 3.|句 4.", "Sentence 2. Sentence 3."),
        ("L0004", "句 5.", "Sentence, fourth."),
        ("L0005", "句 6.", "Sentence 5."),
    ]


def test_an_inserted_line_becomes_a_null_link_and_a_deleted_one_empties_its_cell(place):
    """Nothing else moves."""
    store, _, texts = place
    change(texts / "en.txt", "Sentence 1.\n", "Sentence 1.\nQuite another thing.\n")
    change(texts / "en.txt", "Sentence 4.\n", "")
    settled(store)
    assert grid(store)[1] == ("L0006", "", "Quite another thing.")
    assert grid(store)[4] == ("L0004", "句 5.", "")


def test_a_line_inserted_at_the_top_becomes_the_first_link(place):
    """Nothing is before it that could lead to it."""
    store, _, texts = place
    change(texts / "en.txt", "Sentence 1.\n", "A heading.\nSentence 1.\n")
    settled(store)
    assert grid(store)[:2] == [("L0006", "", "A heading."), ("L0001", "句 1.", "Sentence 1.")]
    assert (texts / "en.txt").read_text().startswith("A heading.\nSentence 1.\n")


def test_text_and_alignment_changed_together_by_git(place, tmp_path):
    """A pull brings both files, as another workspace wrote them."""
    store, _, _ = place
    other_root = make_workspace(tmp_path / "other", TEXTS, ALIGNMENTS)
    other = Store(other_root)
    other.refresh("memo")
    do(other, "split_segment", segment=segment(other, "Sentence 2."), offset=8)
    do(other, "split_link", link="L0002", source_at=1, target_at=1)
    do(other, "add_note", link="L0006", text="Made elsewhere.")
    wanted = grid(other)
    for name in ("corpus/memo/en.txt", "alignments/memo/zh--en.po"):
        (tmp_path / name).write_bytes((other_root / name).read_bytes())
    other.close()
    settled(store)
    assert grid(store) == wanted
    assert [n.text for n in store.page(KEY).links[2].notes] == ["Made elsewhere."]


def unsaved(store: Store, op: str, **fields) -> None:
    """Edit while the files cannot follow, as after a crash between the two."""
    follow, store.mirror.follow = store.mirror.follow, lambda *_: None
    do(store, op, **fields)
    store.mirror.follow = follow


def test_different_links_changed_on_both_sides_both_stay(place):
    """Three-way: what only one side changed is kept."""
    store, po, _ = place
    unsaved(store, "add_note", link="L0001", text="Ours.")
    unsaved(store, "edit_text", segment=segment(store, "Sentence 3."), text="Our third.")
    change(po, 'msgstr "Sentence 5."', 'msgstr "Their fifth."')
    settled(store)
    assert [g[2] for g in grid(store)] == ["Sentence 1.", "Sentence 2.", "Our third.", "Sentence 4.", "Their fifth."]
    assert [n.text for n in store.page(KEY).links[0].notes] == ["Ours."]
    assert {link.status.value for link in store.page(KEY).links} == {"unreviewed"}


def test_a_true_conflict_keeps_both_and_asks(place):
    """The same segment moved to different links: ours stays, the link is a query, a note tells theirs."""
    store, po, _ = place
    unsaved(store, "shift", link="L0002", side="source", direction="up")
    change(po, 'msgid ""\n"句 2.\\n"\n"句 3."', 'msgid "句 3."')
    change(po, 'msgid "句 4."', 'msgid ""\n"句 2.\\n"\n"句 4."')
    settled(store)
    assert grid(store)[0] == ("L0001", "句 1.|句 2.", "Sentence 1.")
    first = store.page(KEY).links[0]
    assert (first.status.value, first.notes[0].author) == ("query", "outside")
    assert "L0003" in first.notes[0].text


def test_the_same_words_changed_differently_in_a_text_ask(place):
    """Ours stays in the text, the file's words stand in a note."""
    store, _, texts = place
    unsaved(store, "edit_text", segment=segment(store, "Sentence 3."), text="Our third.")
    change(texts / "en.txt", "Sentence 3.", "Their third.")
    settled(store)
    link = store.page(KEY).links[2]
    assert (link.target[0].text, link.status.value) == ("Our third.", "query")
    assert "Their third." in link.notes[0].text


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('msgctxt "L0002"', 'msgctxt "L0001"', "zh--en.po:.*L0001 stands here and at line"),
        ('msgstr "Sentence 4."', 'msgstr ""', r"“Sentence 4\.” \(line 4 of en\.txt\) is in no link"),
        (
            'msgstr "Sentence 4."',
            'msgstr ""\n"Sentence 4.\\n"\n"Sentence 1."',
            r"zh--en\.po:\d+: L0004: “Sentence 1\.”",
        ),
        ("#, fuzzy", "#,fuzzy", r"zh--en\.po:\d+: .*PO syntax"),
        ('"Content-Type: text/plain; charset=UTF-8\\n"', '"X-Nothing: here\\n"', "header is missing"),
    ],
)
def test_a_broken_po_is_reported_and_left_alone_and_the_rest_works(place, old, new, words):
    """The other alignment can be edited; when the file is mended, everything goes on, and nothing is lost."""
    store, po, _ = place
    good, before = po.read_text(), rows_of(store)
    po.write_text(good.replace(old, new, 1))
    broken = po.read_text()
    (problem,) = store.refresh("memo").problems
    assert re.search(words, problem), problem
    assert rows_of(store) == before
    do(store, "merge", key=Key("memo", "zh", "ru"), links=["L0001", "L0002"])
    do(store, "add_note", link="L0001", text="While it is broken.")
    assert po.read_text() == broken
    po.write_text(good)
    settled(store)
    assert "While it is broken." in po.read_text()


def test_a_missing_text_and_an_undecodable_one_are_reported_with_the_remedy(place):
    """Alignments of other texts go on."""
    store, _, texts = place
    (texts / "en.txt").unlink()
    (texts / "ru.txt").write_bytes(b"\xd4\xf0\xe0\xe7\xe0\n")
    problems = store.refresh("memo").problems
    assert any("en.txt: the file is missing" in p for p in problems)
    assert any("ru.txt:1: byte 0xD4 is no UTF-8" in p for p in problems)
    do(store, "add_note", link="L0001", text="x")


def test_a_deleted_alignment_is_restored_or_forgotten_when_asked(place):
    """Until then it stays, and the problem names both remedies."""
    store, po, _ = place
    po.unlink()
    assert "--restore" in store.refresh("memo").problems[0]
    store.mirror.settle_missing("memo", restore=True)
    settled(store)
    po.unlink()
    store.mirror.settle_missing("memo", restore=False)
    assert store.alignments("memo") == [Key("memo", "zh", "ru")]


def test_a_po_whose_words_differ_is_taken_over_at_the_first_reading_too(tmp_path):
    """A fresh clone with an edit in the PO that the text does not have yet."""
    root = make_workspace(tmp_path, TEXTS, ALIGNMENTS)
    change(root / "alignments/memo/zh--en.po", 'msgstr "Sentence 4."', 'msgstr "Fourth."')
    store = Store(root)
    settled(store)
    assert "Fourth.\n" in (root / "corpus/memo/en.txt").read_text()
    store.close()


def test_a_killed_program_loses_nothing_that_was_acknowledged(place, tmp_path):
    """The working copy has the edit though the file has not: the next start writes it."""
    store, po, _ = place
    unsaved(store, "merge", links=["L0001", "L0002"])
    store.database.close()
    again = Store(tmp_path)
    settled(again)
    assert 'msgctxt "L0002"' not in po.read_text()
    assert again.page(KEY).undo == "Merged L0002 into L0001"
    again.close()


def test_a_thousand_links_are_taken_over_in_good_time(tmp_path):
    """The differences count, not the length; repeated sentences do not confuse."""
    texts = {"zh": ["好。"] * 1500, "en": [*numbered("Good", 700), *["Good."] * 800]}
    root = make_workspace(tmp_path, texts, {"zh--en": [(1, 1)] * 1500})
    store = Store(root)
    store.refresh("memo")
    change(root / "alignments/memo/zh--en.po", 'msgstr "Good 650."', 'msgstr "Better 650."')
    settled(store)
    assert "Better 650.\n" in (root / "corpus/memo/en.txt").read_text()
    store.close()
