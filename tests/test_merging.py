"""Two branches merged: independent edits come together, true conflicts keep both versions and are told in words."""

import random
import shutil
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from samples import make_workspace, numbered
from test_comparing import git

from hexapla import versions
from hexapla.errors import HexaplaError
from hexapla.merging import Three, merge, merge_files
from hexapla.model import SIDES, Alignment, Note
from hexapla.store import Key, Store
from hexapla.store.edits import parse
from hexapla.workspace import Workspace

KEY = Key("memo", "zh", "en")
PO = "alignments/memo/zh--en.po"
TEXTS = {"zh": numbered("句", 12), "en": numbered("Sentence", 12)}
SOURCE = Path(__file__).parent.parent / "src"


@pytest.fixture
def branches(tmp_path):
    """Give a function that makes a copy of one workspace, edits it, and returns its alignment file as read alone."""
    base = make_workspace(tmp_path / "base", TEXTS, {"zh--en": [(1, 1)] * 12})

    def branch(name: str, *edits, start: Path = base) -> Alignment:
        root = tmp_path / name
        if start != root:
            shutil.copytree(start, root)
        with closing(Store(root)) as store:
            store.refresh("memo")
            for edit in edits:
                op, fields = edit(store) if callable(edit) else edit
                store.edit(KEY, parse({"op": op, **fields}), author=name)
        return versions.read(root / PO)

    return branch


def grid(value: Alignment) -> list[tuple[str, ...]]:
    """Return (id, source, target, status, notes) of every link."""
    return [
        (
            link.id,
            *("|".join(s.text for s in link.side(side)) for side in SIDES),
            link.status.value,
            *(n.text for n in link.notes),
        )
        for link in value.links
    ]


def edit(op: str, **fields):
    """Name an edit."""
    return op, fields


def reword(old: str, new: str):
    """Make an edit that gives a segment new words."""
    return lambda store: ("edit_text", {"segment": find(store, old), "text": new})


def find(store: Store, words: str) -> int:
    """Return the id of the segment with these words."""
    return next(s.id for k in store.page(KEY).links for s in (*k.source, *k.target) if s.text == words)


OURS = [
    edit("shift", link="L0002", side="source", direction="up"),
    edit("merge", links=["L0004", "L0005"]),
    edit("add_note", link="L0001", text="Ours."),
    reword("Sentence 3.", "The third."),
    lambda store: ("split_segment", {"segment": find(store, "Sentence 6."), "offset": 8}),
]
THEIRS = [
    edit("set_status", link="L0012", status="confirmed"),
    edit("split_link", link="L0010", source_at=1, target_at=0),
    lambda store: ("join_segments", {"segments": [find(store, "句 8."), find(store, "句 9.")]}),
    edit("add_note", link="L0011", text="Theirs."),
    reword("Sentence 7.", "The seventh."),
    reword("Sentence 2.", "The second."),
]


def test_independent_edits_of_two_branches_come_together(branches):
    """Grouping, words, marks and notes: as if one person had made all edits one after another."""
    base, ours, theirs = branches("zero"), branches("ours", *OURS), branches("theirs", *THEIRS)
    both = branches("both", *OURS, *THEIRS)
    for found in (merge(base, ours, theirs), merge(base, theirs, ours)):
        assert found.conflicts == ()
        assert sorted(grid(found.alignment)) == sorted(grid(both))
        assert [link.id for link in found.alignment.links] == [link.id for link in both.links]
        assert found.alignment.source.segments == both.source.segments
        assert found.alignment.target.segments == both.target.segments


def test_merging_a_branch_with_itself_or_with_the_base_changes_nothing(branches):
    """Whatever one side is, an unchanged other side adds nothing."""
    base, ours = branches("zero"), branches("ours", *OURS)
    for one, two in ((ours, ours), (ours, base), (base, ours)):
        found = merge(base, one, two)
        assert found.conflicts == ()
        assert grid(found.alignment) == grid(ours)


def test_links_that_both_made_keep_apart(branches):
    """Both branches gave the next free id to a link of their own."""
    base = branches("zero")
    ours = branches("ours", edit("unlink", link="L0002"))
    theirs = branches("theirs", edit("unlink", link="L0007"))
    found = merge(base, ours, theirs)
    assert found.conflicts == ()
    made = {row[0]: row[1:3] for row in grid(found.alignment) if row[0] > "L0012"}
    assert made == {"L0013": ("", "Sentence 2."), "L0014": ("", "Sentence 7.")}
    assert found.alignment.last_link == 14
    same = merge(base, ours, branches("again", edit("unlink", link="L0002")))
    assert (same.conflicts, grid(same.alignment)) == ((), grid(ours))


def test_a_link_merged_away_takes_along_what_the_other_branch_put_into_it(branches):
    """Ours merged 7 and 8, theirs 8 and 9: all three are together."""
    base = branches("zero")
    ours = branches("ours", edit("merge", links=["L0007", "L0008"]))
    theirs = branches("theirs", edit("merge", links=["L0008", "L0009"]), edit("add_note", link="L0008", text="Why?"))
    for found in (merge(base, ours, theirs), merge(base, theirs, ours)):
        assert found.conflicts == ()
        row = next(row for row in grid(found.alignment) if row[0] == "L0007")
        assert (row[1], row[4:]) == ("句 7.|句 8.|句 9.", ("Why?",))


def test_words_changed_under_a_confirmation_show_it(branches):
    """One confirms, the other mends the words: confirmed, and changed since."""
    base = branches("zero")
    ours = branches("ours", edit("set_status", link="L0003", status="confirmed"))
    theirs = branches("theirs", reword("Sentence 3.", "The third."))
    for found in (merge(base, ours, theirs), merge(base, theirs, ours)):
        link = found.alignment.links[2]
        assert (found.conflicts, link.status, link.changed_since_confirmed) == ((), "confirmed", True)
    again = branches(
        "theirs2", reword("Sentence 3.", "The third."), edit("set_status", link="L0003", status="confirmed")
    )
    for found in (merge(base, ours, again), merge(base, again, ours)):
        assert not found.alignment.links[2].changed_since_confirmed


def test_true_conflicts_keep_ours_ask_a_person_and_note_what_theirs_was(branches):
    """Words, place, status and note changed by both in different ways."""
    noted = [edit("add_note", link="L0001", text="Old.")]
    base = branches("zero", *noted)
    ours_edits = [
        reword("Sentence 3.", "The third."),
        edit("set_status", link="L0005", status="confirmed"),
        edit("shift", link="L0008", side="target", direction="up"),
        edit("edit_note", note=1, text="Ours."),
    ]
    their_edits = [
        reword("Sentence 3.", "Third sentence."),
        edit("set_status", link="L0005", status="query"),
        edit("shift", link="L0008", side="target", direction="down"),
        edit("edit_note", note=1, text="Theirs."),
    ]
    ours, theirs = branches("ours", *noted, *ours_edits), branches("theirs", *noted, *their_edits)
    found = merge(base, ours, theirs)
    assert sorted(found.conflicts) == [
        "L0003: en reads “The third.” here and “Third sentence.” there.",
        "L0005 is confirmed here and query there.",
        "note 1 on L0001 reads “Ours.” here and “Theirs.” there.",
        "t8 (“Sentence 8.”) was put into L0007 here and into L0009 there.",
    ]
    links = {link.id: link for link in found.alignment.links}
    for name, words in (("L0003", "Third sentence."), ("L0005", "query"), ("L0007", "L0009"), ("L0001", "Theirs.")):
        assert links[name].status == "query"
        assert words in links[name].notes[-1].text
        assert links[name].notes[-1].private
    assert links["L0003"].target[0].text == "The third."


def test_what_one_deleted_and_the_other_reworded_stays_reworded(branches, tmp_path):
    """Nothing that somebody worked on goes away unseen."""
    base = branches("zero")
    root = tmp_path / "ours"
    branches("ours")
    text = root / "corpus/memo/en.txt"
    text.write_text(text.read_text().replace("Sentence 5.\n", ""))
    with closing(Store(root)) as store:
        store.mirror.write("memo")
    found = merge(base, versions.read(root / PO), branches("theirs", reword("Sentence 5.", "The fifth.")))
    assert found.conflicts == ("L0005: en reads nothing here and “The fifth.” there.",)
    assert "The fifth." in [s.text for s in found.alignment.target.segments]


def number(text: str) -> int:
    """Return the number of a numbered sentence, whatever was done to its words."""
    return int("".join(c for c in text.partition(".")[0] if c.isdigit()))


def random_edit(rng: random.Random, half: range):
    """Make an edit of one half of the alignment, chosen when it is made."""

    def chosen(store: Store):
        links = [k for k in store.page(KEY).links if all(number(s.text) in half for s in (*k.source, *k.target))]
        at = rng.randrange(len(links) - 1)
        link, after = links[at], links[at + 1]
        words = rng.choice([*link.source, *link.target])
        edits = [
            ("merge", {"links": [link.id, after.id]}),
            ("set_status", {"link": link.id, "status": rng.choice(["confirmed", "query"])}),
            ("add_note", {"link": link.id, "text": f"Note {rng.random()}"}),
            ("edit_text", {"segment": words.id, "text": f"{words.text} and {rng.randrange(99)}"}),
            ("move", {"segment": words.id, "link": after.id}),
        ]
        if not link.is_null:
            edits.append(("unlink", {"link": link.id}))
        return rng.choice(edits)

    return chosen


@pytest.mark.parametrize("seed", range(8))
def test_edits_of_two_halves_never_conflict(branches, seed):
    """Random edits above and below the middle, merged, are what each branch made of its half."""
    rng = random.Random(seed)  # noqa: S311 - the same every time
    base = branches("zero")
    ours = branches("ours", *[random_edit(rng, range(1, 6))] * 4)
    theirs = branches("theirs", *[random_edit(rng, range(7, 13))] * 4)
    found = merge(base, ours, theirs)
    assert found.conflicts == ()
    mine, other, before, merged = ({row[1:] for row in grid(state)} for state in (ours, theirs, base, found.alignment))
    assert merged == (mine & other) | (mine - before) | (other - before)


def any_edit(rng: random.Random):
    """Make an edit anywhere: of words, cuts, grouping, marks or notes."""

    def chosen(store: Store):
        links = store.page(KEY).links
        at = rng.randrange(len(links) - 1)
        link, after = links[at], links[at + 1]
        words = rng.choice([*link.source, *link.target])
        edits = [
            ("merge", {"links": [link.id, after.id]}),
            ("set_status", {"link": link.id, "status": rng.choice(["confirmed", "query", "draft"])}),
            ("add_note", {"link": link.id, "text": f"Note {rng.randrange(9)}"}),
            ("edit_text", {"segment": words.id, "text": f"{words.text} {rng.randrange(9)}"}),
            ("move", {"segment": words.id, "link": after.id}),
            ("shift_all", {"link": link.id, "side": "target", "direction": "down"}),
        ]
        if len(words.text) > 3:
            edits.append(("split_segment", {"segment": words.id, "offset": 2}))
        pairs = [link.side(side)[:2] for side in SIDES if len(link.side(side)) > 1]
        edits += [("join_segments", {"segments": [s.id for s in pair]}) for pair in pairs]
        return rng.choice(edits)

    return chosen


def try_edits(root: Path, rng: random.Random, count: int) -> None:
    """Edit a workspace at random; what cannot be done is left out."""
    with closing(Store(root)) as store:
        store.refresh("memo")
        for _ in range(count):
            op, fields = any_edit(rng)(store)
            with suppress(HexaplaError):
                store.edit(KEY, parse({"op": op, **fields}))


@pytest.mark.parametrize("seed", range(10))
def test_whatever_both_branches_did_the_merged_files_agree_and_can_be_read(branches, tmp_path, seed):
    """Conflicts or not: text and alignment fit each other, and no segment is lost or doubled."""
    rng = random.Random(seed)  # noqa: S311 - the same every time
    branches("zero")
    for name in ("ours", "theirs"):
        branches(name)
        try_edits(tmp_path / name, rng, 8)
    paths = [PO, "corpus/memo/zh.txt", "corpus/memo/en.txt"]
    for path in paths:
        merge_files(Three(*(tmp_path / name / path for name in ("zero", "ours", "theirs")), path))
    shutil.rmtree(tmp_path / "ours/.hexapla")
    with closing(Workspace(tmp_path / "ours")) as workspace:
        assert workspace.sync() == [("memo", [])]
        assert workspace.check() == []


def driver(root: Path) -> None:
    """Tell git of the merge driver, as the documentation says."""
    command = f"PYTHONPATH={SOURCE} {sys.executable} -m hexapla merge-driver %O %A %B %P"
    git(root, "config", "merge.hexapla.driver", command)


@pytest.fixture
def repository(tmp_path):
    """Make a git repository of a workspace, with its first commit."""
    root = make_workspace(tmp_path / "repository", TEXTS, {"zh--en": [(1, 1)] * 12})
    Workspace.init(root).close()
    git(root, "init")
    driver(root)
    git(root, "add", ".")
    git(root, "commit", "-m", "Texts and their alignment")
    return root


def work(root: Path, branch: str, *edits) -> None:
    """Edit on a branch that leaves from the main one, through the working copy, and commit the files."""
    git(root, "checkout", "-B", branch, "main")
    with closing(Store(root)) as store:
        assert store.mirror.write("memo") == []
        for one in edits:
            op, fields = one(store) if callable(one) else one
            store.edit(KEY, parse({"op": op, **fields}), author=branch)
    git(root, "commit", "-am", f"Work of {branch}")


def test_git_merges_two_branches_of_real_edits_without_false_conflicts(repository):
    """Neighbouring lines, moved line numbers, the header's hashes: none of it is a conflict."""
    work(repository, "anna", *OURS)
    work(repository, "boris", *THEIRS)
    git(repository, "merge", "anna", "-m", "Anna's work")
    with closing(Workspace(repository)) as workspace:
        assert workspace.sync() == [("memo", [])]
        assert workspace.check() == []
        value = workspace.alignment("memo", "zh--en")
    rows = {row[0]: row[1:] for row in grid(value)}
    assert rows["L0001"] == ("句 1.|句 2.", "Sentence 1.", "draft", "Ours.")
    assert rows["L0004"][:2] == ("句 4.|句 5.", "Sentence 4.|Sentence 5.")
    assert rows["L0006"][:2] == ("句 6.", "Sentence|6.")
    assert rows["L0007"][1] == "The seventh."
    assert rows["L0012"][2] == "confirmed"
    assert rows["L0011"][3] == "Theirs."
    assert "句 8.句 9." in (repository / "corpus/memo/zh.txt").read_text()


def test_git_stops_at_a_true_conflict_with_a_file_that_can_be_read(repository):
    """Exit code, unmerged in git's index, both versions readable, words on the terminal."""
    work(repository, "anna", reword("Sentence 3.", "The third."))
    work(repository, "boris", reword("Sentence 3.", "Third sentence."))
    done = subprocess.run(  # noqa: S603
        ["git", "-C", str(repository), "merge", "anna"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "CONFLICT" in done.stdout
    assert "L0003: en reads “Third sentence.” here and “The third.” there." in done.stdout + done.stderr
    value = versions.read(repository / PO)
    assert value.links[2].status == "query"
    assert "The third." in value.links[2].notes[-1].text
    with closing(Workspace(repository)) as workspace:
        assert workspace.sync() == [("memo", [])]
        assert workspace.check() == []


def test_a_broken_file_is_merged_by_lines_and_said_to_be_so(branches, tmp_path):
    """Never a broken PO in silence."""
    branches("zero")
    branches("ours", edit("add_note", link="L0001", text="Ours."))
    files = Three(*(tmp_path / name / PO for name in ("zero", "ours", "base")), PO)
    files.theirs.write_text(files.theirs.read_text().replace('msgctxt "L0009"', 'msgctxt "L0008"'))
    (problem,) = merge_files(files)
    assert "L0008" in problem
    assert "merged as git does" in problem


def test_the_header_that_people_wrote_in_stays(branches, tmp_path):
    """Poedit's fields and comments come through; hashes and the last id are reckoned anew."""
    branches("zero")
    branches("ours", edit("unlink", link="L0002"))
    files = Three(*(tmp_path / name / PO for name in ("zero", "ours", "base")), PO)
    files.theirs.write_text(files.theirs.read_text().replace('"Last-Translator: \\n"', '"Last-Translator: Anna\\n"'))
    assert merge_files(files) == []
    content = files.ours.read_text()
    assert '"Last-Translator: Anna\\n"' in content
    assert '"X-Last-Link: 13\\n"' in content


def test_notes_without_numbers_and_equal_notes_are_not_doubled(branches):
    """The same comment written on both branches, as by Poedit, is one note."""
    base = branches("zero")
    one = replace(base.links[0], notes=(Note(0, "The same."),))
    side = replace(base, links=(one, *base.links[1:]))
    found = merge(base, side, side)
    assert [n.text for n in found.alignment.links[0].notes] == ["The same."]
