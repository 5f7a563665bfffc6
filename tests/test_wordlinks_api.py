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


URL = "/api/alignments/memo/zh-Hans--en/words"


def test_the_words_of_a_link_with_their_pairs(workspace):
    """Segments by id, places in code points; pairs with score, tier, methods and who corrected them."""
    answer = create_app(workspace).test_client().get(f"{URL}?link=L0001").get_json()
    assert set(answer) == {"link", "hash", "source", "target", "pairs"}
    i, j, score, tier, methods, by = max(answer["pairs"], key=lambda pair: pair[2])
    (segment, start, end), (_, other_start, other_end) = answer["source"][i], answer["target"][j]
    assert (0.9 < score <= 1, tier, by) == (True, "solid", "")
    assert "encoder" in methods
    assert segment == workspace.store.page(workspace.key("memo", "zh-Hans--en")).links[0].source[0].id
    assert (TEXTS["zh-Hans"][0][start:end], TEXTS["en"][0][other_start:other_end]) in {
        ("中国", "Chinese"), ("居民", "residents"), ("返回", "returned"),
    }  # fmt: skip


def test_two_words_are_paired_by_whoever_asks_and_parted_when_asked_again(workspace):
    """The answer is the link's words as they are then."""
    client = create_app(workspace).test_client()
    seen = client.get(f"{URL}?link=L0001").get_json()
    pair = {"link": "L0001", "hash": seen["hash"], "source": seen["source"][0], "target": seen["target"][-1]}
    answer = client.post(URL, json=pair, headers={"X-Hexapla-Author": "Li"}).get_json()
    assert [0, len(seen["target"]) - 1, 1.0, "solid", ["person"], "Li"] in answer["pairs"]
    assert client.post(URL, json=pair).get_json() == seen


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"hash": "0" * 16}, "reads otherwise"),
        ({"source": [99, 0, 2]}, "The source needs a place"),
        ({"target": [4, 0, 200]}, "needs a place"),
        ({"target": "x"}, "The target needs a place"),
    ],
)
def test_words_that_are_not_there_cannot_be_paired(workspace, bad, told):
    """Nothing is written, and the message says what is missing."""
    client = create_app(workspace).test_client()
    seen = client.get(f"{URL}?link=L0001").get_json()
    pair = {"link": "L0001", "hash": seen["hash"], "source": seen["source"][0], "target": seen["target"][-1]}
    answer = client.post(URL, json={**pair, **bad})
    assert answer.status_code == 422
    assert told in answer.get_json()["error"]["message"]
    assert client.get(f"{URL}?link=L0001").get_json() == seen


def test_a_read_only_workbench_shows_words_and_corrects_none(workspace):
    """And a link that is gone has none."""
    client = create_app(workspace, read_only=True).test_client()
    assert client.get(f"{URL}?link=L0001").status_code == 200
    assert client.post(URL, json={}).status_code == 403
    assert client.get(f"{URL}?link=L0099").get_json()["error"]["type"] == "unknown_name"
    assert client.get("/api/words/progress").get_json() == {"done": 0, "total": 0, "running": False}


@pytest.mark.parametrize("bad", [{}, {"side": "left"}, {"segment": "0"}, {"link": None}])
def test_a_question_that_names_no_place_is_refused_by_number(workspace, bad):
    """The message says which hit it is and what it needs."""
    answer = ask(workspace, hit("L0001", "source", 0, 2), {**hit("L0001", "source", 0, 2), **bad} if bad else 3)
    assert answer.status_code == 422
    assert "Hit 2 is not a place" in answer.get_json()["error"]["message"]
