"""Knowing who else is there."""

import pytest
from samples import make_workspace

from hexapla.workspace import Workspace
from webui import create_app
from webui.presence import FORGOTTEN, Place, Presence

ROOM = ("memo", "zh-Hans--en")


@pytest.fixture
def presence():
    """A presence whose time stands in its list `times`."""
    times = [0.0]
    found = Presence(clock=lambda: times[0])
    found.times = times
    return found


def test_everyone_learns_of_the_others(presence):
    """A page is told of the others of its alignment, not of itself and not of those elsewhere."""
    presence.meet(ROOM, "a", Place("Ana", "L0001", "source"))
    presence.meet(("memo", "zh-Hans--ru"), "c", Place("Clara", "L0001", "source"))
    others = presence.meet(ROOM, "b", Place("Bao", "L0002", "target", writing=True))
    assert others == [{"page": "a", "name": "Ana", "link": "L0001", "side": "source", "writing": False}]
    assert presence.meet(ROOM, "a", Place("Ana", "L0005", "source"))[0]["writing"]


def test_who_gives_no_sign_is_forgotten(presence):
    """A closed page needs no farewell."""
    presence.meet(ROOM, "a", Place("Ana", "L0001", "source"))
    presence.times[0] = FORGOTTEN
    assert presence.meet(ROOM, "b", Place("Bao", "L0001", "source")) == []


def test_a_look_for_changes_tells_and_asks(tmp_path):
    """The page's name, place and author come with the question; the others come with the answer."""
    make_workspace(tmp_path, {"zh-Hans": ["一。"], "en": ["One."]}, {"zh-Hans--en": [(1, 1)]})
    workspace = Workspace(tmp_path)
    client = create_app(workspace).test_client()
    url = "/api/alignments/memo/zh-Hans--en/changes?since=0"
    assert "others" not in client.get(url).json
    headers = {"X-Hexapla-Author": "%E7%8E%8B"}
    assert client.get(f"{url}&page=a&link=L0001&side=target", headers=headers).json["others"] == []
    (other,) = client.get(f"{url}&page=b").json["others"]
    assert (other["name"], other["link"], other["side"]) == ("王", "L0001", "target")
    workspace.close()
