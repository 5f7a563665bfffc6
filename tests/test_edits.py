"""Edits as commands: what each does, what it refuses, and that any sequence of them keeps every promise."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import make_workspace, numbered
from sqlalchemy import select

from hexapla.errors import (
    BadEditError,
    BadNoteError,
    BadSegmentError,
    HexaplaError,
    NothingToUndoError,
    StaleRevisionError,
    UndoConflictError,
    UnknownNameError,
)
from hexapla.store import Key, Store
from hexapla.store.edits import EDITS, parse
from hexapla.store.schema import EDITED

KEY = Key("memo", "zh", "en")
TEXTS = {"zh": numbered("句", 6), "en": numbered("Sentence", 5), "ru": numbered("Фраза", 5)}
ALIGNMENTS = {"zh--en": [(1, 1), (2, 1), (1, 1), (1, 1), (1, 1)], "zh--ru": [(2, 1), (1, 2), (1, 1), (1, 1), (1, 0)]}


@pytest.fixture
def store(tmp_path):
    """Open a document of three texts and two alignments."""
    store = Store(make_workspace(tmp_path, TEXTS, ALIGNMENTS))
    assert store.refresh("memo").problems == []
    yield store
    store.close()


def rows_of(store: Store) -> dict:
    """Return every row that edits change, exactly as it is."""
    with store.database.reading() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table)).mappings())) for name, (table, _) in EDITED.items()
        }


def grid(store: Store, key: Key = KEY) -> list[tuple[str, str, str]]:
    """Return (id, source, target) of every link, segments joined by |."""
    return [
        (link.id, *("|".join(s.text for s in link.side(side)) for side in ("source", "target")))
        for link in store.page(key).links
    ]


def do(store: Store, op: str, key: Key = KEY, **fields):
    """Apply an edit given as the API's JSON."""
    return store.edit(key, parse({"op": op, **fields}), author="Anna")


def segment(store: Store, text: str) -> int:
    """Return the id of the segment with these words."""
    return next(s.id for link in store.page(KEY).links for s in (*link.source, *link.target) if s.text == text)


def test_merging_makes_one_link_under_the_first_id(store):
    """Segments of both sides and notes come together in order."""
    do(store, "add_note", link="L0002", text="Second.")
    outcome = do(store, "merge", links=["L0002", "L0001"])
    assert grid(store)[0] == ("L0001", "句 1.|句 2.|句 3.", "Sentence 1.|Sentence 2.")
    assert outcome.removed == ("L0002",)
    assert [n.text for n in store.page(KEY).links[0].notes] == ["Second."]
    assert outcome.changes[0].label == "Merged L0002 into L0001"


def test_only_neighbours_merge(store):
    """A gap between the links is refused, with the way out."""
    with pytest.raises(BadEditError, match="relink"):
        do(store, "merge", links=["L0001", "L0003"])
    with pytest.raises(BadEditError, match="two or more"):
        do(store, "merge", links=["L0001"])


def test_splitting_a_link_keeps_the_first_part_and_gives_the_rest_a_new_id(store):
    """The id after the last is taken; none is ever used again."""
    do(store, "split_link", link="L0002", source_at=1, target_at=1)
    assert grid(store)[1:3] == [("L0002", "句 2.", "Sentence 2."), ("L0006", "句 3.", "")]
    store.undo(KEY)
    do(store, "split_link", link="L0002", source_at=1, target_at=0)
    assert grid(store)[1:3] == [("L0002", "句 2.", ""), ("L0007", "句 3.", "Sentence 2.")]


@pytest.mark.parametrize("at", [(0, 0), (2, 1), (3, 0), (-1, 0)])
def test_a_split_needs_segments_on_both_sides_of_the_cut(store, at):
    """Nothing empty is made."""
    with pytest.raises(BadEditError):
        do(store, "split_link", link="L0002", source_at=at[0], target_at=at[1])


def test_shifting_moves_the_first_segment_up_and_the_last_one_down(store):
    """One key carries one segment across one boundary."""
    do(store, "shift", link="L0002", side="source", direction="up")
    assert grid(store)[:2] == [("L0001", "句 1.|句 2.", "Sentence 1."), ("L0002", "句 3.", "Sentence 2.")]
    do(store, "shift", link="L0001", side="source", direction="down")
    assert grid(store)[:2] == [("L0001", "句 1.", "Sentence 1."), ("L0002", "句 2.|句 3.", "Sentence 2.")]


def test_shifting_past_the_end_makes_a_link_and_an_emptied_link_goes(store):
    """The first row's segment can move above it, the last row's below."""
    do(store, "shift", link="L0005", side="target", direction="down")
    assert grid(store)[-2:] == [("L0005", "句 6.", ""), ("L0006", "", "Sentence 5.")]
    do(store, "add_note", link="L0006", text="Kept.")
    do(store, "shift", link="L0006", side="target", direction="up")
    assert grid(store)[-1] == ("L0005", "句 6.", "Sentence 5.")
    assert [n.text for n in store.page(KEY).links[-1].notes] == ["Kept."]


def test_shifting_everything_from_here_closes_a_drift(store):
    """The whole side below moves by one link, and nothing of the other side."""
    do(store, "shift_all", link="L0003", side="target", direction="down")
    assert [g[2] for g in grid(store)] == [
        "Sentence 1.",
        "Sentence 2.",
        "",
        "Sentence 3.",
        "Sentence 4.",
        "Sentence 5.",
    ]
    do(store, "shift_all", link="L0004", side="target", direction="up")
    assert grid(store)[2:] == [
        ("L0003", "句 4.", "Sentence 3."),
        ("L0004", "句 5.", "Sentence 4."),
        ("L0005", "句 6.", "Sentence 5."),
    ]


def test_exploding_pairs_segments_and_leaves_the_rest_over(store):
    """A 2:1 link becomes 1:1 and 1:0."""
    do(store, "explode", link="L0002")
    assert grid(store)[1:3] == [("L0002", "句 2.", "Sentence 2."), ("L0006", "句 3.", "")]
    with pytest.raises(BadEditError, match="nothing to take apart"):
        do(store, "explode", link="L0001")


def test_relinking_crosses_freely(store):
    """Distant segments become one link; links left empty go, their notes follow."""
    do(store, "add_note", link="L0005", text="Follows.")
    chosen = {"source": [segment(store, "句 6.")], "target": [segment(store, "Sentence 1.")]}
    do(store, "relink", **chosen)
    assert ("L0006", "句 6.", "Sentence 1.") in grid(store)
    do(store, "relink", source=[segment(store, "句 1.")], target=[segment(store, "Sentence 5.")])
    assert grid(store)[0] == ("L0001", "句 1.", "Sentence 5.")
    assert "L0005" not in [g[0] for g in grid(store)]


def test_relinking_wants_each_side_named_rightly(store):
    """A target segment given as a source is refused."""
    with pytest.raises(BadEditError, match="source segments"):
        do(store, "relink", source=[segment(store, "Sentence 1.")], target=[])


def test_moving_puts_one_segment_elsewhere_and_unlinking_parts_the_sides(store):
    """A segment dragged to another row, and a link whose sides do not belong together."""
    do(store, "move", segment=segment(store, "句 3."), link="L0005")
    assert grid(store)[-1] == ("L0005", "句 3.|句 6.", "Sentence 5.")
    do(store, "unlink", link="L0001")
    assert grid(store)[:2] == [("L0001", "句 1.", ""), ("L0006", "", "Sentence 1.")]


def test_splitting_a_segment_changes_the_text_and_every_alignment(store, tmp_path):
    """Both halves stay in the link, here and in the other alignment of the text."""
    do(store, "split_segment", segment=segment(store, "句 1."), offset=1)
    assert grid(store)[0] == ("L0001", "句|1.", "Sentence 1.")
    assert grid(store, Key("memo", "zh", "ru"))[0] == ("L0001", "句|1.|句 2.", "Фраза 1.")
    assert (tmp_path / "corpus/memo/zh.txt").read_text().startswith("句\n1.\n句 2.\n")
    assert store.revision(Key("memo", "zh", "ru")) == 1


def test_an_offset_counts_code_points(store):
    """Characters beyond the first plane count as one."""
    do(store, "edit_text", segment=segment(store, "句 1."), text="𠮷野家。好。")
    do(store, "split_segment", segment=segment(store, "𠮷野家。好。"), offset=4)
    assert grid(store)[0][1] == "𠮷野家。|好。"


@pytest.mark.parametrize("offset", [-1, 0, 4, 99])
def test_a_segment_is_split_inside(store, offset):
    """A cut before the first or after the last word is refused."""
    with pytest.raises(BadEditError, match="words on both sides"):
        do(store, "split_segment", segment=segment(store, "句 1."), offset=offset)


def test_joining_segments_joins_the_links_that_would_lose_their_last(store):
    """In the other alignment the two segments were in different links: their links become one, notes kept."""
    other = Key("memo", "zh", "ru")
    do(store, "add_note", key=other, link="L0002", text="Kept.")
    do(store, "join_segments", segments=[segment(store, "句 3."), segment(store, "句 2.")])
    assert grid(store)[1] == ("L0002", "句 2.句 3.", "Sentence 2.")
    assert grid(store, other)[0] == ("L0001", "句 1.|句 2.句 3.", "Фраза 1.|Фраза 2.|Фраза 3.")
    assert [n.text for n in store.page(other).links[0].notes] == ["Kept."]


def test_only_neighbours_in_the_text_join(store):
    """A gap, or the two languages, are refused."""
    with pytest.raises(BadEditError, match="follow each other"):
        do(store, "join_segments", segments=[segment(store, "句 1."), segment(store, "句 3.")])
    with pytest.raises(BadEditError, match="follow each other"):
        do(store, "join_segments", segments=[segment(store, "句 1."), segment(store, "Sentence 1.")])


def test_new_words_keep_the_link_and_show_as_changed_since_confirmed(store):
    """A confirmed link stays confirmed, and says that it reads differently; undo takes that back too."""
    do(store, "set_status", link="L0001", status="confirmed")
    do(store, "edit_text", segment=segment(store, "Sentence 1."), text="  Sentence one. ")
    link = store.page(KEY).links[0]
    assert (link.target[0].text, link.status, link.changed_since_confirmed) == ("Sentence one.", "confirmed", True)
    do(store, "set_status", link="L0001", status="confirmed")
    assert not store.page(KEY).links[0].changed_since_confirmed


@pytest.mark.parametrize("text", ["", "  ", "two\nlines", "bell\a", "\ud800"])
def test_words_that_cannot_be_a_segment_are_refused(store, text):
    """A line of the text file must stay one line."""
    with pytest.raises(BadSegmentError):
        do(store, "edit_text", segment=segment(store, "Sentence 1."), text=text)


def test_confirming_through_here_leaves_open_queries_open(store):
    """Everything above is confirmed, but a question stays a question."""
    do(store, "set_status", link="L0002", status="query")
    outcome = do(store, "confirm_through", link="L0003")
    assert [link.status.value for link in store.page(KEY).links] == [
        "confirmed",
        "query",
        "confirmed",
        "unreviewed",
        "unreviewed",
    ]
    assert outcome.changes[0].label == "Confirmed 2 links through L0003, 1 queries left open"


def test_kinds_are_for_null_links(store):
    """The kind says why a side is empty, and goes when it is not empty any more."""
    with pytest.raises(BadEditError, match="null link"):
        do(store, "set_kind", link="L0001", kind="omission")
    do(store, "unlink", link="L0001")
    do(store, "set_kind", link="L0001", kind="omission")
    assert store.page(KEY).links[0].kind == "omission"
    do(store, "merge", links=["L0001", "L0006"])
    assert store.page(KEY).links[0].kind is None


def test_aligning_again_regroups_and_keeps_what_stays_as_it_is(store):
    """A link whose segments stay together keeps status and notes; notes of others follow their first segment."""
    for link in ("L0002", "L0003", "L0004"):
        do(store, "add_note", link=link, text=f"On {link}.")
        do(store, "set_status", link=link, status="query")
    ids = {s.text: s.id for link in store.page(KEY).links for s in (*link.source, *link.target)}
    beads = [
        [[ids["句 2."]], [ids["Sentence 2."]], 0.8],
        [[ids["句 3."], ids["句 4."]], [ids["Sentence 3."]], 0.7],
        [[ids["句 5."]], [ids["Sentence 4."]], 0.9],
    ]
    do(store, "realign", beads=beads)
    assert grid(store)[1:4] == [
        ("L0002", "句 2.", "Sentence 2."),
        ("L0003", "句 3.|句 4.", "Sentence 3."),
        ("L0004", "句 5.", "Sentence 4."),
    ]
    links = store.page(KEY).links[1:4]
    assert [(x.status.value, x.confidence) for x in links] == [
        ("unreviewed", 0.8),
        ("unreviewed", 0.7),
        ("query", None),
    ]
    assert [[n.text for n in x.notes] for x in links] == [["On L0002."], ["On L0003."], ["On L0004."]]
    do(store, "realign", beads=[[[*beads[0][0], *beads[1][0]], [*beads[0][1], *beads[1][1]], 0.5]])
    assert [n.text for n in store.page(KEY).links[1].notes] == ["On L0002.", "On L0003."]


def test_aligning_again_takes_all_segments_of_the_links_and_no_others(store):
    """Nothing may fall between two beads."""
    two, one = segment(store, "句 2."), segment(store, "Sentence 2.")
    with pytest.raises(BadEditError, match="every segment"):
        do(store, "realign", beads=[[[two], [one], 0.5]])
    with pytest.raises(BadEditError, match="each segment once"):
        do(store, "realign", beads=[[[two, two], [one], 0.5]])
    with pytest.raises(BadEditError, match="must be a list of"):
        do(store, "realign", beads=[[[two], [one]]])


def test_notes_are_written_changed_and_deleted(store):
    """Author and time of the first writing stay."""
    do(store, "add_note", link="L0001", text="One.\r\n\r\nTwo.  ")
    note = store.page(KEY).links[0].notes[0]
    assert (note.text, note.author) == ("One.\n\nTwo.", "Anna")
    do(store, "edit_note", note=note.id, text="Three.")
    assert store.page(KEY).links[0].notes[0].text == "Three."
    do(store, "delete_note", note=note.id)
    assert store.page(KEY).links[0].notes == ()
    with pytest.raises(BadNoteError, match="needs words"):
        do(store, "add_note", link="L0001", text=" \n ")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "op"),
        ([], "op"),
        ({"op": "explode everything"}, "op"),
        ({"op": "merge"}, "lacks a field: links"),
        ({"op": "merge", "links": "L0001"}, "list of strings"),
        ({"op": "merge", "links": [1, 2]}, "list of strings"),
        ({"op": "shift", "link": "L0001", "side": "left", "direction": "up"}, "source or target"),
        ({"op": "shift", "link": "L0001", "side": "source", "direction": "sideways"}, "up or down"),
        ({"op": "shift", "link": "L0001", "side": "source", "direction": "up", "count": True}, "whole number"),
        ({"op": "shift", "link": "L0001", "side": "source", "direction": "up", "count": 2}, "cannot move"),
        ({"op": "set_status", "status": "done", "link": "L0001"}, "one of"),
        ({"op": "set_status", "status": "draft"}, "takes"),
        ({"op": "add_note", "link": "L0001", "text": "x", "colour": "red"}, "no field “colour”"),
    ],
)
def test_a_wrong_edit_is_refused_in_words(store, data, words):
    """The message names the field."""
    before = rows_of(store)
    with pytest.raises(BadEditError, match=words):
        store.edit(KEY, parse(data))
    assert rows_of(store) == before


def test_what_is_not_there_is_named(store):
    """A link, a segment or a note that others removed."""
    for fields in (
        {"op": "explode", "link": "L0099"},
        {"op": "edit_text", "segment": 999, "text": "x"},
        {"op": "delete_note", "note": 9},
    ):
        with pytest.raises(UnknownNameError, match="any more"):
            store.edit(KEY, parse(fields))


def test_an_edit_against_an_older_revision_is_refused_with_what_was_missed(store):
    """Nothing is ever last-write-wins."""
    store.edit(KEY, parse({"op": "add_note", "link": "L0001", "text": "x"}), revision=0)
    with pytest.raises(StaleRevisionError):
        store.edit(KEY, parse({"op": "explode", "link": "L0002"}), revision=0)
    missed = store.since(KEY, 0)
    assert [p.link.id for p in missed.links] == ["L0001"]


def test_edits_to_a_shared_text_give_other_alignments_a_new_revision(store):
    """Someone who works on the other alignment learns of it."""
    do(store, "edit_text", segment=segment(store, "句 4."), text="新句。")
    missed = store.since(Key("memo", "zh", "ru"), 0)
    assert [p.link.id for p in missed.links] == ["L0003"]
    assert store.since(Key("memo", "zh", "ru"), missed.revision).changes == ()


def test_an_undo_that_would_destroy_a_later_edit_elsewhere_is_refused(store):
    """The text is shared: the other alignment has put the second half elsewhere since."""
    do(store, "split_segment", segment=segment(store, "句 4."), offset=1)
    do(store, "explode", key=Key("memo", "zh", "ru"), link="L0003")
    before = rows_of(store)
    with pytest.raises(UndoConflictError, match="later edit"):
        store.undo(KEY)
    assert rows_of(store) == before


def test_nothing_to_undo_is_said(store):
    """At the first state there is nothing to take back, at the last nothing to do again."""
    with pytest.raises(NothingToUndoError):
        store.undo(KEY)
    with pytest.raises(NothingToUndoError):
        store.redo(KEY)


def test_undo_and_redo_outlive_the_program(store, tmp_path):
    """The history is in the working copy."""
    do(store, "merge", links=["L0001", "L0002"])
    do(store, "add_note", link="L0001", text="x")
    after = rows_of(store)
    store.close()
    again = Store(tmp_path)
    again.undo(KEY)
    outcome = again.undo(KEY)
    assert (outcome.undo, outcome.redo) == (None, "Merged L0002 into L0001")
    again.redo(KEY)
    again.redo(KEY)
    assert rows_of(again) == after
    again.close()


def test_a_new_edit_ends_what_could_be_done_again(store):
    """As everywhere."""
    do(store, "merge", links=["L0001", "L0002"])
    store.undo(KEY)
    do(store, "add_note", link="L0001", text="x")
    assert store.page(KEY).redo is None


def test_marking_as_it_is_already_is_no_edit(store):
    """A second C on a confirmed row leaves no trace in the history."""
    do(store, "set_status", link="L0001", status="confirmed")
    outcome = do(store, "set_status", link="L0001", status="confirmed")
    assert (outcome.revision, outcome.changes) == (1, ())


def test_shifting_everything_up_from_an_empty_cell_at_the_top_makes_no_empty_link(store):
    """There is nothing that would need a link above the first."""
    do(store, "unlink", link="L0001")
    do(store, "shift_all", link="L0001", side="target", direction="up")
    assert grid(store)[0] == ("L0001", "句 1.", "Sentence 1.")
    check_promises(store)


# Any sequence


def random_edit(draw, store: Store, key: Key):
    """Draw an edit that fits the present state, or nearly."""
    links = store.page(key).links
    link = draw(st.sampled_from(links))
    many = draw(st.lists(st.sampled_from(links), min_size=1, max_size=3, unique=True))
    every = [s for item in many for s in (*item.source, *item.target)]
    some = [s.id for s in draw(st.lists(st.sampled_from(every), min_size=1, max_size=3, unique=True))]
    notes = [n.id for item in links for n in item.notes] or [0]
    sources = {s.id for item in many for s in item.source}
    fields = {
        "links": [item.id for item in many], "link": link.id, "segment": some[0], "segments": some,
        "source": [s for s in some if s in sources], "target": [s for s in some if s not in sources],
        "source_at": draw(st.integers(0, 2)), "target_at": draw(st.integers(0, 2)), "count": draw(st.integers(1, 2)),
        "side": draw(st.sampled_from(["source", "target"])), "direction": draw(st.sampled_from(["up", "down"])),
        "offset": draw(st.integers(1, 6)), "text": draw(st.sampled_from(["New words here.", "新的。", "Ещё. Раз."])),
        "status": draw(st.sampled_from(["draft", "confirmed", "query"])), "note": draw(st.sampled_from(notes)),
        "kind": draw(st.sampled_from(["omission", None])), "beads": random_beads(draw, many),
        "private": draw(st.booleans()), "find": "", "replacement": "", "how": draw(st.sampled_from([None, "by hand"])),
        "changes": [[s.id, s.text, f"Not {s.text}"] for s in every],
        "first": link.id, "last": max(links[links.index(link) :][:3], key=links.index).id,
        "shift": draw(st.sampled_from([1, -1, 2, -2])), "above": random_beads(draw, links[: links.index(link) + 2]),
        "below": random_beads(draw, links[links.index(link) + 2 :]),
    }  # fmt: skip
    op = draw(st.sampled_from(sorted(EDITS)))
    known = {"set_status": ("links", "status")}.get(op, [f.name for f in dataclasses.fields(EDITS[op])])
    if "note" in op and "kind" in known:
        fields["kind"] = draw(st.sampled_from(["term", "omission", "free"]))
    return parse({"op": op, **{name: fields[name] for name in known}})


def random_beads(draw, links):
    """Draw a regrouping of all segments of some links."""
    source, target = ([s.id for link in links for s in link.side(side)] for side in ("source", "target"))
    cut = draw(st.integers(0, len(source))), draw(st.integers(0, len(target)))
    beads = [[source[: cut[0]], target[: cut[1]], 0.5], [source[cut[0] :], target[cut[1] :], 0.25]]
    return [bead for bead in beads if bead[0] or bead[1]]


def check_promises(store: Store) -> None:
    """Every segment in exactly one link, no empty link, text order inside cells, files equal to the working copy."""
    for key in store.alignments("memo"):
        value = store.value(key)
        for side in ("source", "target"):
            numbers = [s.number for link in value.links for s in link.side(side)]
            assert sorted(numbers) == list(range(1, len(getattr(value, side).segments) + 1))
            for link in value.links:
                cell = [s.number for s in link.side(side)]
                assert cell == sorted(cell)
        assert all(link.source or link.target for link in value.links)
        assert all(link.kind is None for link in value.links if not link.is_null)
        assert len({link.id for link in value.links}) == len(value.links)
        assert all(int(link.id[1:]) <= value.last_link for link in value.links)
    assert store.refresh("memo").problems == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_any_sequence_of_edits_keeps_the_promises_and_can_be_taken_back(tmp_path_factory, data):
    """Each edit followed by undo is the identity; all undone is the beginning; all done again is the end."""
    store = Store(make_workspace(tmp_path_factory.mktemp("edits"), TEXTS, ALIGNMENTS))
    store.refresh("memo")
    first, done = rows_of(store), 0
    for _ in range(data.draw(st.integers(1, 12))):
        before = rows_of(store)
        try:
            outcome = store.edit(KEY, random_edit(data.draw, store, KEY))
        except HexaplaError:
            assert rows_of(store) == before
            continue
        if not outcome.changes:
            continue
        after, done = rows_of(store), done + 1
        store.undo(KEY)
        assert rows_of(store) == before
        store.redo(KEY)
        assert rows_of(store) == after
        check_promises(store)
    last = rows_of(store)
    for _ in range(done):
        store.undo(KEY)
    assert rows_of(store) == first
    check_promises(store)
    for _ in range(done):
        store.redo(KEY)
    assert rows_of(store) == last
    store.close()
