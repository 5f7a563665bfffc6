"""The drift radar: where everything from here on is off by one, and the edit that puts it right."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from samples import make_workspace, numbered

from hexapla import drift
from hexapla.errors import BadEditError
from hexapla.model import Status
from hexapla.workspace import Workspace

ROOT = Path(__file__).parents[1]
MEMORANDUM = "1962-04-24-memorandum", "zh-Hans--en"
DAMAGES = [("target", "down"), ("target", "up"), ("source", "down"), ("source", "up")]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Open a copy of the sample documents."""
    root = tmp_path_factory.mktemp("samples")
    for folder in ("corpus", "alignments"):
        shutil.copytree(ROOT / folder, root / folder)
    workspace = Workspace(root)
    yield workspace
    workspace.close()


def groups(alignment):
    """Read which segments each link holds."""
    return [(tuple(s.id for s in x.source), tuple(s.id for s in x.target)) for x in alignment.links]


def table(now, **shifted):
    """Make a table for `find`: similarities as they are, and at some shifts; 0.1 at the others."""
    every = {shift: np.full(len(now), 0.1) for shift in drift.SHIFTS}
    names = {"down1": 1, "up1": -1, "down2": 2}
    return {0: np.array(now), **every, **{names[name]: np.array(values) for name, values in shifted.items()}}


def test_a_run_of_rows_that_would_fit_better_elsewhere_is_a_drift():
    """It begins and ends where the gain does; a single such row is none."""
    low, high = [0.1] * 6, [0.8] * 6
    assert drift.find(table(high * 2)) == []
    assert drift.find(table(high + low, down1=low + high)) == [drift.Drift(6, 11, 1, 0.7)]
    assert drift.find(table([0.8, 0.8, 0.1, 0.8, 0.8, 0.8], up1=[0.1, 0.1, 0.9, 0.1, 0.1, 0.1])) == []


def test_several_drifts_are_told_apart_by_their_shift():
    """Off by one at first, later by two."""
    low, high = [0.1] * 5, [0.8] * 5
    found = drift.find(table(high + low + low, down1=low + high + low, down2=low + low + high))
    assert [(x.first, x.last, x.shift) for x in found] == [(5, 9, 1), (10, 14, 2)]


def test_rows_without_a_source_neither_begin_a_drift_nor_end_it():
    """They are passed over."""
    now = [0.8, 0.1, 0.1, np.nan, 0.1, 0.1, 0.1]
    found = drift.find(table(now, down1=[0.1, 0.8, 0.8, np.nan, 0.8, 0.8, 0.8]))
    assert [(x.first, x.last, x.shift) for x in found] == [(1, 6, 1)]


@pytest.mark.parametrize("name", ["zh-Hans--en", "zh-Hans--ru", "ru--en"])
def test_a_good_alignment_has_no_drift(copy, name):
    """Nothing is found in what was checked by hand."""
    assert drift.look(copy.alignment("1962-04-24-memorandum", name)).drifts == ()


@pytest.mark.parametrize(("side", "direction"), DAMAGES)
@pytest.mark.parametrize("key", [MEMORANDUM, ("udhr", "en--ar")], ids=["memorandum", "udhr"])
def test_the_repair_of_a_drift_restores_what_was(copy, key, side, direction):
    """One cell pushed aside moves all below; the radar says where, and one edit, undone by one undo, mends it."""
    good = copy.alignment(*key)
    at = len(good.links) // 2
    copy.edit(*key, {"op": "shift_all", "link": good.links[at].id, "side": side, "direction": direction}, revision=None)
    bad = copy.alignment(*key)
    found = drift.look(bad).drifts
    assert [abs(x.shift) for x in found] == [1]
    assert abs(found[0].first - at) <= 2
    copy.edit(*key, drift.repair(bad, found[0]), revision=None)
    assert groups(copy.alignment(*key)) == groups(good)
    copy.undo(*key, revision=None)
    assert groups(copy.alignment(*key)) == groups(bad)
    copy.undo(*key, revision=None)


def test_links_keep_source_status_and_notes_through_a_repair(copy):
    """What was confirmed reads as it was confirmed again, and is not said to have changed."""
    good = {link.id: link for link in copy.alignment(*MEMORANDUM).links}
    damage = {"op": "shift_all", "link": list(good)[8], "side": "target", "direction": "down"}
    copy.edit(*MEMORANDUM, damage, revision=None)
    bad = copy.alignment(*MEMORANDUM)
    assert any(link.changed_since_confirmed for link in bad.links)
    copy.edit(*MEMORANDUM, drift.repair(bad, drift.look(bad).drifts[0]), revision=None)
    now = {link.id: link for link in copy.alignment(*MEMORANDUM).links}
    assert {name: (x.status, x.notes) for name, x in now.items()} == {n: (x.status, x.notes) for n, x in good.items()}
    assert not any(link.changed_since_confirmed for link in now.values())
    copy.undo(*MEMORANDUM, revision=None)
    copy.undo(*MEMORANDUM, revision=None)


def test_the_preview_shows_both_ends_of_a_long_drift(copy):
    """A few rows before and after the beginning and the end; how many lie between is said."""
    key = "udhr", "en--ar"
    good = copy.alignment(*key)
    damage = {"op": "shift_all", "link": good.links[10].id, "side": "target", "direction": "down"}
    copy.edit(*key, damage, revision=None)
    bad = copy.alignment(*key)
    (found,) = drift.look(bad).drifts
    seen = drift.preview(bad, found, drift.repair(bad, found))
    assert len(seen["before"]) == len(seen["after"]) == 2 * drift.EDGE
    assert seen["more"] > 50
    wanted = [tuple(s.text for s in link.target) for link in good.links]
    assert all(tuple(s["text"] for s in row["target"]) in wanted for row in seen["after"])
    copy.undo(*key, revision=None)


def test_languages_that_no_encoder_knows_are_compared_by_length_and_numbers(tmp_path):
    """Hawaiian and Dzongkha tags: numbers that agree one row further on give a drift away."""
    words = [f"{'word ' * (3 + 7 * n % 11)}{1900 + n}." for n in range(40)]
    root = make_workspace(
        tmp_path, {"haw": words, "dz": words[:10] + words[11:]}, {"haw--dz": [(1, 1)] * 39 + [(1, 0)]}
    )
    workspace = Workspace(root)
    seen = drift.look(workspace.alignment("memo", "haw--dz"))
    workspace.close()
    assert seen.by == "length and numbers"
    assert [(x.first, x.last, x.shift) for x in seen.drifts] == [(11, 39, -1)]


@pytest.fixture
def small(tmp_path):
    """Open six links."""
    texts = {"en": numbered("A", 6), "de": numbered("B", 6)}
    workspace = Workspace(make_workspace(tmp_path, texts, {"en--de": [(1, 1)] * 6}))
    yield workspace
    workspace.close()


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        ({"first": "L0002", "last": "L0004", "shift": 0}, "not 0"),
        ({"first": "L0004", "last": "L0002", "shift": 1}, "from its first to its last"),
        ({"first": "L0002", "last": "L0006", "shift": 1}, "no targets for its last links"),
        ({"first": "L0001", "last": "L0003", "shift": -1}, "no targets for its last links"),
        ({"first": "L0002", "last": "L0004", "shift": 1}, "every target that the run pushes out"),
    ],
)
def test_a_drift_that_cannot_be_closed_is_refused(small, edit, message):
    """The reason is said, and nothing has changed."""
    before = groups(small.alignment("memo", "en--de"))
    with pytest.raises(BadEditError, match=message):
        small.edit("memo", "en--de", {"op": "close_drift", **edit}, revision=None)
    assert groups(small.alignment("memo", "en--de")) == before


def test_what_the_run_pushes_out_goes_where_the_beads_say(small):
    """Here to the row above; the last source is left alone, and what was unreviewed is a draft."""
    links = small.alignment("memo", "en--de").links
    bead = [[links[0].source[0].id], [links[0].target[0].id, links[1].target[0].id], 0]
    edit = {"op": "close_drift", "first": "L0002", "last": "L0005", "shift": 1, "above": [bead]}
    small.edit("memo", "en--de", edit, revision=None)
    found = small.alignment("memo", "en--de").links
    assert [link.shape for link in found] == [(1, 2), (1, 1), (1, 1), (1, 1), (1, 1), (1, 0)]
    assert {link.status for link in found} == {Status.DRAFT}
