"""What stands for a hit on the other side, asked over HTTP."""

import pytest
from samples import make_workspace

from hexapla.workspace import Workspace
from webui import create_app

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
TEXTS = {
    "zh-Hans": ["中国居民返回了。", "他们没有采取行动。"],
    "en": ["The Chinese residents returned.", "They did not take action."],
}


@pytest.fixture
def workspace(tmp_path):
    """Open two links of Chinese and English."""
    workspace = Workspace(make_workspace(tmp_path, TEXTS, {"zh-Hans--en": [(1, 1), (1, 1)]}))
    yield workspace
    workspace.close()


def hit(link: str, side: str, start: int, end: int) -> dict:
    """Describe a hit in the first segment of a link's side."""
    place = {"segment": 0, "start": start, "end": end}
    return {"document": "memo", "alignment": "zh-Hans--en", "link": link, "side": side, **place}


def ask(workspace, *hits, read_only: bool = False):
    """Ask for the counterparts of hits."""
    return create_app(workspace, read_only=read_only).test_client().post("/api/counterparts", json={"hits": hits})


def test_the_counterpart_of_a_hit_in_either_direction(workspace):
    """In the order of the question, also where the workbench is read-only."""
    answer = ask(workspace, hit("L0001", "source", 2, 4), hit("L0002", "target", 18, 24), read_only=True)
    residents, action = answer.get_json()["counterparts"]
    assert (residents["tier"], residents["spans"]) == ("solid", [[0, 12, 21]])
    assert TEXTS["zh-Hans"][1][action["spans"][0][1] : action["spans"][-1][2]] == "行动"


def test_a_hit_without_counterpart_or_in_a_link_that_is_gone_has_none(workspace):
    """Rather none than a wrong one."""
    nothing = {"tier": "none", "spans": [], "methods": []}
    answer = ask(workspace, hit("L0001", "source", 7, 8), hit("L0099", "source", 0, 2))
    assert answer.get_json() == {"counterparts": [nothing, nothing]}


@pytest.mark.parametrize("bad", [{}, {"side": "left"}, {"segment": "0"}, {"link": None}])
def test_a_question_that_names_no_place_is_refused_by_number(workspace, bad):
    """The message says which hit it is and what it needs."""
    answer = ask(workspace, hit("L0001", "source", 0, 2), {**hit("L0001", "source", 0, 2), **bad} if bad else 3)
    assert answer.status_code == 422
    assert "Hit 2 is not a place" in answer.get_json()["error"]["message"]
