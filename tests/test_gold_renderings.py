"""The renderings of the memorandum's terms, held against a list that was made by reading."""

import pytest

from bench.gold.told import tell
from hexapla import samples
from hexapla.workspace import Workspace


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What a new workspace of the sample documents says of every listed place."""
    root = tmp_path_factory.mktemp("renderings") / "workspace"
    samples.copy_to(root)
    workspace = Workspace(root)
    yield tell(workspace)
    workspace.close()


def test_every_place_of_a_term_is_told_of(told):
    """No place is missed, whether or not its rendering is found."""
    assert [f"{one.term} {one.read.link}" for one in told if one.line is None] == []


def test_what_is_told_is_mostly_what_was_read(told):
    """Word links miss some and mistake some; the larger part has to be right."""
    assert sum(one.right for one in told) > len(told) / 2
    assert sum(one.right for one in told) > 2 * sum(one.shown and not one.right for one in told)
