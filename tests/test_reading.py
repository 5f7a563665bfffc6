"""The endpoints that help to read: disagreements by page and by link."""

import pytest
from samples import make_workspace

from hexapla.workspace import Workspace
from webui import create_app

ZH = ["1962年4月24日。", "约两万人。", "𠮷野有三百五十人。", "没有。"]
EN = ["24 April 1962.", "Some 30,000 people.", "There were 350.", "None."]
URL = "/api/alignments/memo/zh-Hans--en"


@pytest.fixture
def client(tmp_path):
    """Serve four links, of which the second disagrees."""
    root = make_workspace(tmp_path, {"zh-Hans": ZH, "en": EN}, {"zh-Hans--en": [(1, 1)] * 4})
    workspace = Workspace(root)
    yield create_app(workspace).test_client()
    workspace.close()


def test_disagreements_come_page_by_page(client):
    """Only links that have some; `next` says where to go on."""
    first = client.get(f"{URL}/disagreements?limit=3").get_json()
    assert first["next"] == "L0003"
    assert [(m["side"], m["kind"], m["text"]) for m in first["marks"]["L0002"]] == [
        ("source", "number", "两万"),
        ("target", "number", "30,000"),
    ]
    assert (first["marks"]["L0002"][0]["start"], first["marks"]["L0002"][0]["end"]) == (1, 3)
    assert list(first["marks"]) == ["L0002"]
    last = client.get(f"{URL}/disagreements?after=L0003").get_json()
    assert (last["next"], last["marks"]) == (None, {})


def test_disagreements_of_named_links_follow_an_edit(client):
    """Asked again after the text was mended, there are none."""
    marks = client.get(f"{URL}/disagreements?links=L0001,L0002,L0099").get_json()["marks"]
    edit = {"op": "edit_text", "segment": marks["L0002"][1]["segment"], "text": "Some 20,000 people."}
    assert client.post(f"{URL}/edits", json=edit, headers={"If-Match": '"0"'}).status_code == 200
    answer = client.get(f"{URL}/disagreements?links=L0001,L0002").get_json()
    assert (answer["revision"], answer["marks"]) == (1, {})
