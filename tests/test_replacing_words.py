"""Replacing words in many segments: one edit, all or nothing, one undo."""

import pytest
from samples import make_workspace
from test_edits import ALIGNMENTS, KEY, TEXTS, check_promises, do, grid, segment

from hexapla.errors import BadEditError, BadSegmentError, UnknownNameError
from hexapla.store import Key, Store
from hexapla.store.edits import EDITS, parse


@pytest.fixture
def store(tmp_path):
    """Open a document of three texts and two alignments."""
    store = Store(make_workspace(tmp_path, TEXTS, ALIGNMENTS))
    assert store.refresh("memo").problems == []
    yield store
    store.close()


def changes(store, *words: tuple[str, str]) -> list[list]:
    """Write changes as the API takes them."""
    return [[segment(store, old), old, new] for old, new in words]


def test_many_segments_of_both_sides_are_reworded_in_one_step(store):
    """Links, statuses and notes stay, a confirmation says that it is old, one undo takes all back."""
    do(store, "set_status", link="L0001", status="confirmed")
    before = grid(store)
    wanted = changes(store, ("句 1.", "第一句。"), ("Sentence 1.", " The first. "), ("Sentence 5.", "The fifth."))
    outcome = do(store, "replace", changes=wanted, find="Sentence", replacement="The")
    assert [grid(store)[0][1:], grid(store)[4][2]] == [("第一句。", "The first."), "The fifth."]
    assert outcome.changes[0].label == "Replaced “Sentence” by “The” in 3 segments"
    assert store.page(KEY).links[0].changed_since_confirmed
    assert grid(store, Key("memo", "zh", "ru"))[0][1].startswith("第一句。")
    check_promises(store)
    store.undo(KEY)
    assert grid(store) == before


def test_nothing_is_replaced_where_one_segment_has_changed_meanwhile(store):
    """The words that were seen are part of the edit."""
    wanted = changes(store, ("Sentence 1.", "One."), ("Sentence 2.", "Two."))
    do(store, "edit_text", segment=segment(store, "Sentence 2."), text="Changed by another.")
    before = grid(store)
    with pytest.raises(BadEditError, match=r"“Sentence 2\.” reads otherwise by now\. Nothing was replaced"):
        do(store, "replace", changes=wanted)
    assert grid(store) == before


@pytest.mark.parametrize(
    ("words", "error"), [("", BadSegmentError), ("  ", BadSegmentError), ("a\nb", BadSegmentError)]
)
def test_words_that_cannot_be_a_segment_are_refused(store, words, error):
    """All of the edit is."""
    before = grid(store)
    with pytest.raises(error):
        do(store, "replace", changes=changes(store, ("Sentence 1.", "One."), ("Sentence 2.", words)))
    assert grid(store) == before


def test_segments_of_another_alignment_and_twice_named_ones_are_refused(store):
    """Only what is here, each once."""
    with pytest.raises(UnknownNameError):
        do(store, "replace", changes=[[999, "x", "y"]])
    with pytest.raises(BadEditError, match="each once"):
        do(store, "replace", changes=2 * changes(store, ("Sentence 1.", "One.")))


@pytest.mark.parametrize("value", [None, [], "x", [[1, "x"]], [["1", "x", "y"]], [[True, "x", "y"]], [[1, "x", None]]])
def test_changes_of_another_form_are_refused(value):
    """The message says what they should look like."""
    with pytest.raises(BadEditError, match="segment id, its words as seen, its new words"):
        parse({"op": "replace", "changes": value})


def test_the_edit_is_kept_as_it_was_made():
    """Written as JSON and read again it is the same."""
    edit = parse({"op": "replace", "changes": [[1, "a", "b"]], "find": "a", "replacement": "b"})
    assert EDITS["replace"].from_json(edit.to_json()) == edit
