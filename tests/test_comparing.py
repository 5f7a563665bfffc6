"""What differs between two states of an alignment, in words: from files, git revisions and the history."""

import subprocess
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import make_workspace
from test_cli import run  # noqa: F401 - a fixture
from test_edits import ALIGNMENTS, KEY, TEXTS, do, segment

from hexapla import versions
from hexapla.comparing import as_json, as_text, compare
from hexapla.errors import UnknownNameError
from hexapla.store import Store
from hexapla.workspace import Workspace


@pytest.fixture
def store(tmp_path):
    """Open a document of three texts and two alignments."""
    store = Store(make_workspace(tmp_path, TEXTS, ALIGNMENTS))
    assert store.refresh("memo").problems == []
    yield store
    store.close()


def told(store: Store, since: int = 0) -> list[str]:
    """Say what has changed since a revision, without statuses, which most edits set."""
    found = compare(store.value_at(KEY, since), store.value_at(KEY))
    return [c.text for d in found.differences for c in d.changes if c.kind != "status"]


EDITS = [
    (("shift", {"link": "L0002", "side": "source", "direction": "up"}), ["L0001 took s2 from L0002"]),
    (("merge", {"links": ["L0003", "L0004"]}), ["L0004 was merged into L0003"]),
    (("split_link", {"link": "L0002", "source_at": 1, "target_at": 0}), ["L0002 was split: s3 and t2 became L0006"]),
    (("unlink", {"link": "L0005"}), ["L0005 was split: t5 became L0006"]),
    (("add_note", {"link": "L0003", "text": "Why?"}), ["L0003 has a new note"]),
    (
        ("shift_all", {"link": "L0004", "side": "target", "direction": "down"}),
        ["L0005 took t4 from L0004", "L0005 was split: t5 became L0006"],
    ),
]


@pytest.mark.parametrize(("edit", "said"), EDITS, ids=[edit[0] for edit, _ in EDITS])
def test_every_kind_of_regrouping_is_told_in_a_sentence(store, edit, said):
    """Not as lines of a PO file."""
    do(store, edit[0], **edit[1])
    assert told(store) == said


def test_new_words_are_shown_with_what_went_and_what_came(store):
    """A reworded, a split and a joined segment."""
    do(store, "edit_text", segment=segment(store, "Sentence 5."), text="Sentence number 5.")
    do(store, "split_segment", segment=segment(store, "Sentence 1."), offset=8)
    do(store, "join_segments", segments=[segment(store, "句 2."), segment(store, "句 3.")])
    found = compare(store.value_at(KEY, 0), store.value_at(KEY))
    lines = [line.strip() for line in as_text(found)]
    assert "t1 was split into t1 and t2 in L0001" in lines
    assert "Sentence {+∥ +}1." in lines
    assert "s2 and s3 were joined to s2 in L0002" in lines
    assert "t6 in L0005 reads differently" in lines
    assert "Sentence {+number +}5." in lines


def test_marks_and_notes_are_told_with_what_they_were(store):
    """Statuses, kinds, and notes added, changed and deleted."""
    do(store, "set_status", link="L0003", status="query")
    do(store, "shift", link="L0005", side="target", direction="down")
    do(store, "set_kind", link="L0005", kind="omission")
    do(store, "add_note", link="L0001", text="One word.")
    note = store.page(KEY).links[0].notes[0].id
    middle = store.revision(KEY)
    do(store, "edit_note", note=note, text="Another word.")
    found = compare(store.value_at(KEY, 0), store.value_at(KEY))
    texts = [c.text for d in found.differences for c in d.changes]
    assert "L0003 was unreviewed, is query" in texts
    assert "L0005 was of no kind, is omission" in texts
    assert told(store, middle) == ["a note on L0001 was changed"]
    do(store, "delete_note", note=note)
    assert told(store, middle) == ["a note on L0001 was deleted"]


def test_an_old_revision_is_the_alignment_as_it_was(store):
    """Reconstructed from the present one and the deltas, without writing."""
    states = [store.value_at(KEY)]
    do(store, "shift", link="L0002", side="source", direction="up")
    states.append(store.value_at(KEY))
    do(store, "split_segment", segment=segment(store, "Sentence 1."), offset=8)
    states.append(store.value_at(KEY))
    do(store, "add_note", link="L0003", text="Why?")
    states.append(store.value_at(KEY))
    do(store, "merge", links=["L0002", "L0003"])
    states.append(store.value_at(KEY))
    store.undo(KEY)
    states.append(store.value_at(KEY))
    for revision, state in enumerate(states):
        then = store.value_at(KEY, revision)
        assert then.links == state.links
        assert (then.source, then.target) == (state.source, state.target)
    with pytest.raises(UnknownNameError, match="0 to 5"):
        store.value_at(KEY, 99)


def test_files_alone_are_compared_like_revisions(store, tmp_path):
    """A PO file holds the words of both sides, so the texts are not needed."""
    path = tmp_path / "alignments/memo/zh--en.po"
    old = versions.read(path)
    do(store, "edit_text", segment=segment(store, "Sentence 5."), text="The fifth.")
    do(store, "split_segment", segment=segment(store, "Sentence 1."), offset=8)
    do(store, "merge", links=["L0003", "L0004"])
    of_files = as_json(compare(old, versions.read(path)))
    of_history = as_json(compare(store.value_at(KEY, 0), store.value_at(KEY)))
    assert of_files["differences"] == of_history["differences"]


def test_alignments_that_only_share_their_texts_are_told_apart_by_what_they_hold(store):
    """Two people aligned the same texts; their ids mean nothing to each other."""
    value = store.value_at(KEY)
    other = replace(value, links=tuple(replace(link, id=f"L9{link.id[2:]}") for link in value.links))
    said = [c.text for d in compare(value, other).differences for c in d.changes]
    assert said[0] == "L0001 is called L9001 now"
    assert len(said) == len(value.links)


operations = st.lists(st.tuples(st.sampled_from(range(6)), st.integers(0, 99)), max_size=6)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations)
def test_only_equal_states_have_no_difference(tmp_path_factory, chosen):
    """Whatever was edited, a comparison is empty if and only if the links are equal."""
    store = Store(make_workspace(tmp_path_factory.mktemp("w"), TEXTS, ALIGNMENTS))
    store.refresh("memo")
    before = store.value_at(KEY)
    for kind, number in chosen:
        links = store.page(KEY).links
        link = links[number % len(links)]
        after = links[(number + 1) % len(links)]
        edit = [
            ("merge", {"links": [link.id, after.id]}),
            ("shift", {"link": link.id, "side": "target", "direction": "up"}),
            ("explode", {"link": link.id}),
            ("set_status", {"link": link.id, "status": ["draft", "query", "confirmed"][number % 3]}),
            ("add_note", {"link": link.id, "text": f"Note {number}."}),
            ("unlink", {"link": link.id}),
        ][kind]
        try:
            do(store, edit[0], **edit[1])
        except Exception as refusal:  # noqa: BLE001 - not every edit fits every link
            assert type(refusal).__name__ == "BadEditError"  # noqa: PT017
    now = store.value_at(KEY)
    plain = [[replace(link, confidence=None) for link in value.links] for value in (before, now)]
    assert bool(compare(before, now).differences) == (plain[0] != plain[1])
    store.close()


def git(root, *arguments: str) -> None:
    """Run git as a person without settings of their own."""
    names = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", "-C", str(root), *names, *arguments], check=True, capture_output=True)  # noqa: S603, S607


def test_a_confirmation_older_than_the_history_is_looked_for_in_git(tmp_path):
    """A clone knows the confirmed wording by its hash alone; the commits have the words."""
    root = make_workspace(tmp_path / "one", TEXTS, ALIGNMENTS)
    git(root, "init")
    with closing(Store(root)) as store:
        store.refresh("memo")
        do(store, "set_status", link="L0003", status="confirmed")
        git(root, "add", "corpus", "alignments")
        git(root, "commit", "-m", "Confirmed")
        do(store, "edit_text", segment=segment(store, "Sentence 3."), text="The third.")
        git(root, "commit", "-am", "Changed")
    git(tmp_path, "clone", str(root), str(tmp_path / "clone"))
    with closing(Workspace(tmp_path / "clone")) as workspace:
        found = workspace.revisions.confirmed("memo", "zh--en", "L0003")
        assert (found["known"], found["can_put_back"], found["author"]) == (True, False, "Test")
        assert found["sides"]["target"]["then"] == "Sentence 3."
        assert found["sides"]["target"]["now"] == "The third."
        assert workspace.revisions.confirmed("memo", "zh--en", "L0001") == {"link": "L0001", "known": False}


def test_a_wording_that_was_confirmed_and_changed_in_one_commit_is_found_in_the_one_before(tmp_path):
    """The commit that brings the confirmation has other words already."""
    root = make_workspace(tmp_path / "one", TEXTS, ALIGNMENTS)
    git(root, "init")
    git(root, "add", "corpus", "alignments")
    git(root, "commit", "-m", "Texts")
    with closing(Store(root)) as store:
        store.refresh("memo")
        do(store, "set_status", link="L0003", status="confirmed")
        do(store, "edit_text", segment=segment(store, "Sentence 3."), text="The third.")
        git(root, "commit", "-am", "Confirmed and changed")
    git(tmp_path, "clone", str(root), str(tmp_path / "clone"))
    with closing(Workspace(tmp_path / "clone")) as workspace:
        found = workspace.revisions.confirmed("memo", "zh--en", "L0003")
        assert found["sides"]["target"]["then"] == "Sentence 3."


def test_the_command_compares_revisions_of_git_and_of_the_history(run, store, tmp_path):  # noqa: F811
    """`hexapla diff` with revisions, files, and a document's history."""
    git(tmp_path, "init")
    git(tmp_path, "add", "corpus", "alignments")
    git(tmp_path, "commit", "-m", "One")
    do(store, "shift", link="L0002", side="source", direction="up")
    path = "alignments/memo/zh--en.po"
    for arguments in (["HEAD"], ["HEAD", path], [f"HEAD:{path}", tmp_path / path]):
        code, out, _ = run("--root", tmp_path, "diff", *arguments)
        assert code == 0
        assert "L0001 took s2 from L0002" in out
    git(tmp_path, "commit", "-am", "Two")
    assert run("--root", tmp_path, "diff", "HEAD", "--exit-code")[:2] == (0, "Nothing differs.\n")
    assert run("--root", tmp_path, "diff", "HEAD~1", "HEAD", "--exit-code")[0] == 1
    code, out, _ = run("--root", tmp_path, "diff", "memo", "zh--en", "--from", 0, "--to", 1, "--json")
    assert '"kind": "took"' in out
    code, _, err = run("--root", tmp_path, "diff", "no-such-thing")
    assert (code, "git knows no revision" in err) == (1, True)
    code, _, err = run("--root", tmp_path, "diff", "--from", 0, "memo")
    assert (code, "zh-Hans--en" in err) == (2, True)
