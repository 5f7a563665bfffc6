"""The history: sentences, filters, one older edit taken back, and confirmed links put back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import make_workspace
from test_edits import ALIGNMENTS, KEY, TEXTS, check_promises, do, grid, random_edit, rows_of, segment

from hexapla.errors import BadEditError, HexaplaError, NothingToUndoError, UndoConflictError, UnknownNameError
from hexapla.store import Key, Store, confirmed
from hexapla.store.edits import parse
from hexapla.store.history import Asked

RU = Key("memo", "zh", "ru")


@pytest.fixture
def store(tmp_path):
    """Open a document of three texts and two alignments."""
    store = Store(make_workspace(tmp_path, TEXTS, ALIGNMENTS))
    assert store.refresh("memo").problems == []
    yield store
    store.close()


def label(store: Store) -> str:
    """Return the sentence of the newest change."""
    return store.history(KEY)[0].label


SENTENCES = [
    ("shift", {"link": "L0002", "side": "source", "direction": "up"}, "L0001 took s2 from L0002"),
    ("shift", {"link": "L0002", "side": "source", "direction": "up", "count": 2}, "L0001 took s2 and s3 from L0002"),
    ("split_link", {"link": "L0002", "source_at": 1, "target_at": 0}, "Split L0002; s3 and t2 became L0006"),
    ("explode", {"link": "L0002"}, "Took L0002 apart; L0006 came of it"),
    ("unlink", {"link": "L0003"}, "Unlinked L0003; t3 became L0006"),
    ("merge", {"links": ["L0003", "L0004", "L0005"]}, "Merged L0004–L0005 into L0003"),
]


@pytest.mark.parametrize(("op", "fields", "said"), SENTENCES, ids=[s[0] for s in SENTENCES])
def test_the_history_says_which_segments_went_where(store, op, fields, said):
    """By s for source and t for target, with the numbers of the texts."""
    do(store, op, **fields)
    assert label(store) == said


def test_the_history_says_which_words_were_changed(store):
    """Not the beginnings of two long sentences that differ at their ends."""
    number = segment(store, "Sentence 4.")
    do(store, "move", segment=number, link="L0003")
    assert label(store) == "L0003 took t4 from L0004"
    do(store, "edit_text", segment=number, text="Sentence number 4.")
    assert label(store) == "Changed segment 4 of en: added “number”"
    do(store, "edit_text", segment=number, text="Sentence number 5.")
    assert label(store) == "Changed segment 4 of en: “4” → “5”"
    do(store, "edit_text", segment=number, text="Sentence 5.")
    assert label(store) == "Changed segment 4 of en: took out “number”"
    do(store, "split_segment", segment=number, offset=8)
    assert label(store) == "Split segment 4 of en: “Sentence” | “5.”"
    do(store, "join_segments", segments=[segment(store, "句 2."), segment(store, "句 3.")])
    assert label(store) == "Joined segments 2 and 3 of zh: “句 2.句 3.”"
    do(store, "relink", source=[segment(store, "句 1.")], target=[segment(store, "Sentence 2.")])
    assert label(store) == "Linked s1 and t2 as L0006"


def test_in_a_very_large_alignment_segments_are_quoted_instead_of_counted(store):
    """An edit costs what it touches, whatever the length of the text."""
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alignments SET last_link = 30000")
    do(store, "shift", link="L0002", side="source", direction="up", count=2)
    assert label(store) == "L0001 took “句 2.” and 1 more from L0002"
    do(store, "edit_text", segment=segment(store, "Sentence 4."), text="The fourth.")
    assert label(store) == "Changed segment “Sentence 4.” of en: “Sentence 4” → “The fourth”"


def test_the_history_is_asked_by_link_author_and_page(store):
    """Newest first, a revision at a time."""
    do(store, "set_status", link="L0001", status="draft")
    store.edit(KEY, do_parse("set_status", link="L0002", status="draft"), author="Boris")
    do(store, "merge", links=["L0001", "L0002"])
    assert [c.revision for c in store.history(KEY)] == [3, 2, 1]
    assert [c.revision for c in store.history(KEY, Asked(link="L0002"))] == [3, 2]
    assert [c.revision for c in store.history(KEY, Asked(author="Anna"))] == [3, 1]
    assert [c.revision for c in store.history(KEY, Asked(limit=1, before=3))] == [2]
    assert store.authors(KEY) == ["Anna", "Boris"]


def do_parse(op: str, **fields):
    """Make an edit."""
    return parse({"op": op, **fields})


# One older edit


def test_an_older_edit_is_taken_back_while_later_ones_stay(store):
    """And that is an edit of its own, which the next undo takes back."""
    do(store, "merge", links=["L0001", "L0002"])
    do(store, "add_note", link="L0004", text="Later.")
    do(store, "set_status", link="L0005", status="query")
    store.take_back(KEY, 1, author="Boris")
    assert grid(store)[:2] == [("L0001", "句 1.", "Sentence 1."), ("L0002", "句 2.|句 3.", "Sentence 2.")]
    links = {link.id: link for link in store.page(KEY).links}
    assert (links["L0004"].notes[0].text, links["L0005"].status) == ("Later.", "query")
    newest = store.history(KEY)
    assert (newest[0].label, newest[0].author) == ("Took back: Merged L0002 into L0001", "Boris")
    assert [c.undone for c in newest] == [False, False, False, True]
    with pytest.raises(NothingToUndoError, match="taken back already"):
        store.take_back(KEY, 1)
    store.undo(KEY)
    assert grid(store)[0][0:2] == ("L0001", "句 1.|句 2.|句 3.")
    assert not store.history(KEY)[-1].undone
    check_promises(store)


def test_marks_that_later_edits_set_on_the_same_link_stay(store):
    """Two edits of one row that set different columns do not meet."""
    do(store, "unlink", link="L0005")
    do(store, "set_kind", link="L0005", kind="omission")
    do(store, "set_status", link="L0005", status="query")
    store.take_back(KEY, 2)
    link = store.page(KEY).links[4]
    assert (link.kind, link.status) == (None, "query")


def test_a_later_edit_in_the_way_is_named_with_its_link(store):
    """So that one knows what to undo first."""
    do(store, "merge", links=["L0001", "L0002"])
    store.edit(KEY, do_parse("set_status", link="L0001", status="confirmed"), author="Boris")
    with pytest.raises(UndoConflictError) as refusal:
        store.take_back(KEY, 1)
    assert str(refusal.value) == (
        "L0001 was changed by a later edit: “Marked L0001 as confirmed” (revision 2, Boris). Undo that one first."
    )
    store.take_back(KEY, 2)
    store.take_back(KEY, 1)
    assert len(store.page(KEY).links) == 5


def test_a_link_that_others_have_filled_since_cannot_be_unmade(store):
    """Nothing of a later edit loses its ground."""
    do(store, "split_link", link="L0002", source_at=1, target_at=1)
    do(store, "add_note", link="L0006", text="On the new one.")
    before = rows_of(store)
    with pytest.raises(UndoConflictError, match=r"L0006 was changed by a later edit: “Wrote a note on L0006”"):
        store.take_back(KEY, 1)
    assert rows_of(store) == before


def test_only_edits_that_stand_can_be_taken_back(store):
    """Not undos, not what is undone, not what never was."""
    do(store, "set_status", link="L0001", status="draft")
    store.undo(KEY)
    with pytest.raises(NothingToUndoError):
        store.take_back(KEY, 1)
    with pytest.raises(BadEditError, match="an undo"):
        store.take_back(KEY, 2)
    with pytest.raises(UnknownNameError, match="no revision 9"):
        store.take_back(KEY, 9)


def test_an_edit_of_a_shared_text_is_taken_back_in_every_alignment(store):
    """Through whichever alignment it is asked for."""
    do(store, "split_segment", segment=segment(store, "句 5."), offset=1)
    do(store, "add_note", link="L0001", text="Later.")
    do(store, "add_note", RU, link="L0001", text="Later.")
    store.take_back(RU, 1)
    assert grid(store)[3] == ("L0004", "句 5.", "Sentence 4.")
    check_promises(store)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_taking_back_any_edit_keeps_the_promises_and_can_be_undone(tmp_path_factory, data):
    """Whatever was edited since: it works and keeps every promise, or nothing at all is changed."""
    store = Store(make_workspace(tmp_path_factory.mktemp("edits"), TEXTS, ALIGNMENTS))
    store.refresh("memo")
    for _ in range(data.draw(st.integers(2, 6))):
        try:
            store.edit(KEY, random_edit(data.draw, store, KEY))
        except HexaplaError:
            continue
    before, revision = rows_of(store), store.revision(KEY)
    try:
        store.take_back(KEY, data.draw(st.integers(1, max(1, revision))))
    except HexaplaError:
        assert rows_of(store) == before
    else:
        check_promises(store)
        if store.history(KEY)[0].kind == "edit":
            store.undo(KEY)
            assert rows_of(store) == before
    store.close()


# Changed since confirmed


def found(store: Store, link: str):
    """Return how a link read when it was confirmed."""
    with store.database.reading() as connection:
        row = next(r for r in [connection.exec_driver_sql("SELECT id FROM alignments ORDER BY id").first()])
        return confirmed.find(connection, row[0], link)


def texts(store: Store, link: str) -> tuple[str, str]:
    """Return the two sides of a link."""
    return next(row[1:] for row in grid(store) if row[0] == link)


def test_the_confirmed_wording_is_found_with_who_confirmed_it(store):
    """Through several later edits, other links' too."""
    store.edit(KEY, do_parse("set_status", link="L0003", status="confirmed"), author="Boris")
    assert found(store, "L0003") is None
    do(store, "edit_text", segment=segment(store, "Sentence 3."), text="The third.")
    do(store, "edit_text", segment=segment(store, "Sentence 4."), text="The fourth.")
    do(store, "edit_text", segment=segment(store, "The third."), text="The third sentence.")
    then = found(store, "L0003")
    assert [row["text"] for row in then.sides["target"]] == ["Sentence 3."]
    assert (then.revision, then.author) == (1, "Boris")


CHANGES = {
    "reworded": [("edit_text", lambda s: {"segment": segment(s, "Sentence 2."), "text": "The second."})],
    "split": [("split_segment", lambda s: {"segment": segment(s, "Sentence 2."), "offset": 8})],
    "joined": [("join_segments", lambda s: {"segments": [segment(s, "句 2."), segment(s, "句 3.")]})],
    "given away": [("shift", lambda _: {"link": "L0002", "side": "source", "direction": "down"})],
    "given more": [("shift", lambda _: {"link": "L0003", "side": "target", "direction": "up"})],
    "all of it": [
        ("shift", lambda _: {"link": "L0001", "side": "source", "direction": "down"}),
        ("shift", lambda _: {"link": "L0002", "side": "target", "direction": "down"}),
        ("split_segment", lambda s: {"segment": segment(s, "句 3."), "offset": 1}),
        ("edit_text", lambda s: {"segment": segment(s, "句 2."), "text": "第二。"}),
        ("edit_text", lambda s: {"segment": segment(s, "Sentence 2."), "text": "The second."}),
    ],
}


@pytest.mark.parametrize("edits", CHANGES.values(), ids=CHANGES)
def test_a_confirmed_link_is_put_back_to_how_it_read_then(store, edits):
    """Words, cuts and company; one undo gives the newer state again."""
    do(store, "set_status", link="L0002", status="confirmed")
    for op, fields in edits:
        do(store, op, **fields(store))
    assert next(k for k in store.page(KEY).links if k.id == "L0002").changed_since_confirmed
    changed = rows_of(store)
    do(store, "put_back", link="L0002")
    assert texts(store, "L0002") == ("句 2.|句 3.", "Sentence 2.")
    link = next(k for k in store.page(KEY).links if k.id == "L0002")
    assert (link.status, link.changed_since_confirmed) == ("confirmed", False)
    check_promises(store)
    store.undo(KEY)
    assert rows_of(store) == changed


def test_what_is_not_changed_or_not_known_cannot_be_put_back(store):
    """With the reason."""
    with pytest.raises(BadEditError, match="not known, or it still reads so"):
        do(store, "put_back", link="L0001")
    do(store, "set_status", link="L0002", status="confirmed")
    do(store, "join_segments", segments=[segment(store, "句 1."), segment(store, "句 2.")])
    with pytest.raises(BadEditError, match="taken apart since"):
        do(store, "put_back", link="L0002")
