"""A text replaced by a better version: links, statuses and notes stay, in every alignment at once."""

import json
from contextlib import closing

import pytest
from samples import make_workspace
from test_cli import run  # noqa: F401 - a fixture

from hexapla.errors import HexaplaError, StaleRevisionError
from hexapla.model import Provenance
from hexapla.replacing import pair_versions
from hexapla.revisions import Better
from hexapla.workspace import Workspace

EN = [
    "The Soviet border guards took no action at all.",
    "Trucks were waiting on the other side; people were registered there.",
    "China was astonished.",
    "It was cold in the mountains that spring.",
    "Our two countries are brothers.",
    "Beijing, 24 April 1962.",
]
ZH = [
    "苏联边防机关没有采取任何行动。",
    "那边有卡车等候。",
    "中国感到惊异。",
    "那年春天山里很冷。",
    "两国是兄弟。",
    "北京。",
]
BETTER = [
    "A memorandum.",
    "The Soviet border guards took no action at all.",
    "Trucks were waiting on the other side;",
    "people were registered there.",
    "China was greatly astonished. It was cold in the mountains that spring.",
    "Our two countries are brothers.",
]


@pytest.fixture
def workspace(tmp_path):
    """Open a document whose English text stands in two alignments, some links confirmed and annotated."""
    pairs = [(1, 1)] * 6
    root = make_workspace(tmp_path, {"en": EN, "zh": ZH, "ru": ZH}, {"zh--en": pairs, "en--ru": pairs})
    workspace = Workspace(root)
    revision = None
    for edit in (
        {"op": "set_status", "links": ["L0001", "L0003", "L0005"], "status": "confirmed"},
        {"op": "add_note", "link": "L0003", "text": "A strong word."},
        {"op": "add_note", "link": "L0006", "text": "The date."},
    ):
        workspace.edit("memo", "zh--en", edit, revision=revision)
    workspace.edit("memo", "en--ru", {"op": "set_status", "link": "L0002", "status": "confirmed"}, revision=None)
    yield workspace
    workspace.close()


def replace(workspace, lines=BETTER, *, preview=False, **options):
    """Replace the English text."""
    better = Better("better.txt", "\n".join(lines).encode(), options.pop("provenance", None), segmented=True)
    return workspace.revisions.replace_text("memo", "en", better, preview=preview, **options)


def grid(workspace, name="zh--en", side="target"):
    """Return (id, the English side, status, changed since confirmed, notes) of every link."""
    return [
        (k.id, "|".join(s.text for s in k.side(side)), k.status.value, k.changed_since_confirmed, len(k.notes))
        for k in workspace.alignment("memo", name).links
    ]


def test_links_statuses_and_notes_stay_with_the_sentences_they_are_about(workspace):
    """Kept, split, joined and reworded, deleted and inserted sentences, in both alignments."""
    replace(workspace)
    assert grid(workspace) == [
        ("L0007", BETTER[0], "unreviewed", False, 0),
        ("L0001", BETTER[1], "confirmed", False, 0),
        ("L0002", f"{BETTER[2]}|{BETTER[3]}", "draft", False, 0),
        ("L0003", BETTER[4], "confirmed", True, 1),
        ("L0005", BETTER[5], "confirmed", False, 0),
        ("L0006", "", "draft", False, 1),
    ]
    rows = {row[0]: row[1:] for row in grid(workspace, "en--ru", "source")}
    assert rows["L0002"] == (f"{BETTER[2]}|{BETTER[3]}", "confirmed", True, 0)
    assert workspace.check() == []
    text = (workspace.root / "corpus/memo/en.txt").read_text()
    assert text.split("\n") == [*BETTER, ""]


def test_a_reworded_sentence_keeps_its_confirmation_and_says_that_it_changed(workspace):
    """Nobody needs to look for what to look at again."""
    found = replace(workspace, [EN[0], EN[1], "China was greatly astonished.", *EN[3:]])
    assert found["counts"]["reworded"] == 1
    assert next(a for a in found["alignments"] if a["name"] == "zh--en")["changed_since_confirmed"] == ["L0003"]
    assert grid(workspace)[2] == ("L0003", "China was greatly astonished.", "confirmed", True, 1)


def test_a_preview_says_all_and_changes_nothing(workspace):
    """What is shown is what would be done."""
    before = grid(workspace), (workspace.root / "corpus/memo/en.txt").read_text()
    shown = replace(workspace, preview=True, provenance="archival")
    assert (grid(workspace), (workspace.root / "corpus/memo/en.txt").read_text()) == before
    assert workspace.document("memo").texts["en"].provenance is Provenance.WORKING
    done = replace(workspace, revision=shown["revision"], provenance="archival")
    assert {**done, "preview": True} == shown
    assert shown["counts"] == {"same": 2, "reworded": 0, "split": 1, "joined": 2, "recut": 0, "gone": 1, "new": 1}
    (first, second) = shown["alignments"]
    assert (first["name"], second["name"]) == ("en--ru", "zh--en")
    assert second["new"] == ["L0007"]
    said = [change["text"] for place in second["differences"] for change in place["changes"]]
    assert "t2 was split into t3 and t4 in L0002" in said
    assert "L0004 was merged into L0003" in said
    assert "t6 was taken out of L0006" in said


def test_one_undo_takes_words_links_and_provenance_back(workspace):
    """In whichever alignment it is given; redo brings all of it again."""
    before = grid(workspace), grid(workspace, "en--ru", "source")
    replace(workspace, provenance="archival")
    after = grid(workspace)
    assert workspace.document("memo").texts["en"].provenance is Provenance.ARCHIVAL
    workspace.undo("memo", "en--ru", revision=None)
    assert (grid(workspace), grid(workspace, "en--ru", "source")) == before
    assert workspace.document("memo").texts["en"].provenance is Provenance.WORKING
    assert (workspace.root / "corpus/memo/en.txt").read_text().split("\n") == [*EN, ""]
    workspace.redo("memo", "zh--en", revision=None)
    assert grid(workspace) == after
    assert workspace.document("memo").texts["en"].provenance is Provenance.ARCHIVAL
    assert workspace.check() == []


def test_a_replacement_is_taken_back_alone_with_its_provenance(workspace):
    """Later edits of other rows stay; the next undo puts the better text in again."""
    before = grid(workspace)
    replace(workspace, provenance="archival")
    replaced = workspace.revision("memo", "zh--en")
    after = grid(workspace)
    workspace.edit("memo", "zh--en", {"op": "add_note", "link": "L0005", "text": "Later."}, revision=None)
    workspace.take_back("memo", "zh--en", replaced, revision=None)
    assert [row[:4] for row in grid(workspace)] == [row[:4] for row in before]
    assert workspace.document("memo").texts["en"].provenance is Provenance.WORKING
    workspace.undo("memo", "zh--en", revision=None)
    assert [row[:4] for row in grid(workspace)] == [row[:4] for row in after]
    assert workspace.document("memo").texts["en"].provenance is Provenance.ARCHIVAL


def test_a_replacement_made_against_an_older_text_is_refused(workspace):
    """Somebody edited while the preview was looked at."""
    shown = replace(workspace, preview=True)
    segment = workspace.alignment("memo", "zh--en").links[0].target[0].id
    workspace.edit("memo", "zh--en", {"op": "edit_text", "segment": segment, "text": "Another."}, revision=None)
    with pytest.raises(StaleRevisionError):
        replace(workspace, revision=shown["revision"])


def test_a_file_of_whole_paragraphs_is_cut_as_the_old_text_was(workspace):
    """A person had kept two sentences in one segment; the file that comes in knows nothing of that."""
    workspace.edit(
        "memo",
        "zh--en",
        {"op": "join_segments", "segments": [s.id for s in workspace.alignment("memo", "zh--en").target.segments[3:5]]},
        revision=None,
    )
    content = " ".join([*EN[:2], "China was greatly astonished.", *EN[3:]])
    better = Better("page.txt", content.encode())
    found = workspace.revisions.replace_text("memo", "en", better, preview=False)
    assert found["counts"] == {"same": 4, "reworded": 1, "split": 0, "joined": 0, "recut": 0, "gone": 0, "new": 0}


def test_a_text_that_no_alignment_has_is_simply_written(tmp_path):
    """There is nothing to carry over."""
    with closing(Workspace(make_workspace(tmp_path, {"en": EN, "zh": ZH}, {}))) as workspace:
        assert replace(workspace)["undoable"] is False
        assert (tmp_path / "corpus/memo/en.txt").read_text().split("\n") == [*BETTER, ""]


def test_versions_with_hardly_a_word_in_common_are_paired_by_meaning():
    """The archival original in the place of a reconstruction made from a translation."""
    old = [
        "苏联边防部门未作任何处置。",
        "此外，对面还停着汽车等着运送他们。给他们办了登记手续，还说要把夏季草场分给他们。",
        "我方对此深感诧异。",
        "如此一来，对双方都会造成很坏的后果。",
    ]
    new = [
        "苏方边防机关没有采取行动。",
        "不仅如此，在国界那边，有卡车在等候接人。",
        "他们被登记，并被许诺可以去夏牧场。",
        "中国方面不能不感到惊异。",
        "这对两国都将产生极其不利的影响。",
    ]
    found = [(p.old, p.new) for p in pair_versions(old, new, "zh-Hans")]
    assert found == [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,)), ((3,), (4,))]


def test_the_command_shows_asks_and_replaces(run, workspace, tmp_path):  # noqa: F811
    """`hexapla replace-text`, dry and in earnest."""
    file = tmp_path / "better.txt"
    file.write_text("\n".join(BETTER))
    root = workspace.root
    code, out, _ = run("--root", root, "replace-text", "memo", "en", file, "--segmented", "--dry-run")
    assert code == 0
    assert "segments: 2 same, 1 split, 2 joined, 1 gone, 1 new" in out
    assert "t2 was split into t3 and t4 in L0002" in out
    assert (root / "corpus/memo/en.txt").read_text().startswith(EN[0])
    assert run("--root", root, "replace-text", "memo", "en", file, "--segmented")[0] == 1
    code, out, _ = run(
        "--root", root, "replace-text", "memo", "en", file, "--segmented", "--yes", "--provenance", "archival"
    )
    assert (code, "One undo" in out) == (0, True)
    assert (root / "corpus/memo/en.txt").read_text().startswith(BETTER[0])
    out = run("--root", root, "replace-text", "memo", "en", file, "--segmented", "--json")[1]
    assert json.loads(out)["counts"]["same"] == 6
    code, _, err = run("--root", root, "replace-text", "memo", "fr", file, "--yes")
    assert (code, "no text “fr”" in err) == (1, True)


def test_an_empty_file_or_another_provenance_is_refused(workspace):
    """With a sentence that says why."""
    with pytest.raises(HexaplaError, match="no words"):
        replace(workspace, [])
    with pytest.raises(HexaplaError, match="Provenance must be"):
        replace(workspace, provenance="found in a drawer")
