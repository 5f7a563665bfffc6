"""The JSON API that looks back: history, comparison, one edit undone, confirmed wording, replacement of a text."""

import time
from io import BytesIO

import pytest
from test_api import URL, client, post, workspace  # noqa: F401 - two fixtures
from test_edits import TEXTS

from webui import create_app

REPLACEMENT = "/api/documents/memo/texts/en/replacement"


@pytest.fixture
def edited(client):  # noqa: F811 - a fixture
    """Make four edits by two people."""
    post(client, {"op": "merge", "links": ["L0001", "L0002"]}, 0, **{"X-Hexapla-Author": "Anna"})
    post(client, {"op": "set_status", "link": "L0003", "status": "confirmed"}, 1, **{"X-Hexapla-Author": "Boris"})
    number = client.get(URL).json["links"][1]["target"][0]["id"]
    post(client, {"op": "edit_text", "segment": number, "text": "The third."}, 2, **{"X-Hexapla-Author": "Anna"})
    post(client, {"op": "add_note", "link": "L0001", "text": "Later."}, 3, **{"X-Hexapla-Author": "Boris"})
    return client


def test_the_history_answers_filters_pages_and_authors(edited):
    """Everything that the panel needs, in one answer."""
    first = edited.get(f"{URL}/history?limit=3").json
    assert [change["revision"] for change in first["changes"]] == [4, 3, 2]
    assert (first["authors"], first["next"]) == (["Anna", "Boris"], 2)
    second = edited.get(f"{URL}/history?limit=3&before={first['next']}").json
    assert ([change["revision"] for change in second["changes"]], second["next"]) == ([1], None)
    mine = edited.get(f"{URL}/history?author=Anna&link=L0003").json["changes"]
    assert [change["label"] for change in mine] == ["Changed segment 3 of en: “Sentence 3” → “The third”"]


def test_two_revisions_are_compared(edited):
    """From the beginning, or between any two."""
    found = edited.get(f"{URL}/compare").json
    said = [change["text"] for place in found["differences"] for change in place["changes"]]
    assert said[0] == "L0002 was merged into L0001"
    assert (found["total"], found["more"], found["same"]) == (2, 0, 2)
    found = edited.get(f"{URL}/compare?from=2&to=3").json
    (change,) = found["differences"][0]["changes"]
    assert (change["kind"], change["link"], change["side"]) == ("reworded", "L0003", "target")
    assert "".join(text for kind, text in change["pieces"] if kind != "new") == "Sentence 3."
    assert edited.get(f"{URL}/compare?from=77").status_code == 404


def test_one_edit_is_undone_or_its_obstacle_named(edited):
    """Like any edit it needs the present revision, and answers the outcome."""
    post(edited, {"op": "set_status", "link": "L0001", "status": "query"}, 4, **{"X-Hexapla-Author": "Boris"})
    refused = post(edited, {}, 5, "history/1/undo")
    said = "L0001 was changed by a later edit: “Marked L0001 as query” (revision 5, Boris). Undo that one first."
    assert (refused.status_code, refused.json["error"]) == (409, {"type": "undo_conflict", "message": said})
    assert post(edited, {}, None, "history/3/undo").status_code == 428
    assert post(edited, {}, 2, "history/3/undo").status_code == 412
    done = post(edited, {}, 5, "history/3/undo", **{"X-Hexapla-Author": "Clara"})
    assert (done.status_code, done.json["revision"]) == (200, 6)
    assert done.json["changes"][0]["author"] == "Clara"
    assert done.json["undo"] == "Took back: Changed segment 3 of en: “Sentence 3” → “The third”"
    assert post(edited, {}, 6, "history/3/undo").status_code == 409


def test_a_confirmed_wording_is_answered_with_its_difference(edited):
    """Or that it is not known."""
    found = edited.get(f"{URL}/links/L0003/confirmed").json
    assert (found["known"], found["author"], found["revision"]) == (True, "Boris", 2)
    assert found["sides"]["target"]["then"] == "Sentence 3."
    assert found["sides"]["source"]["pieces"] == [["same", "句 4."]]
    assert edited.get(f"{URL}/links/L0004/confirmed").json == {"link": "L0004", "known": False}
    assert edited.get(f"{URL}/links/L0099/confirmed").status_code == 404
    assert post(edited, {"op": "put_back", "link": "L0003"}, 4).json["links"][0]["changed_since_confirmed"] is False


def finish(client, answer) -> dict:  # noqa: F811 - a client
    """Wait for a job."""
    assert answer.status_code == 202
    while (state := client.get(f"/api/jobs/{answer.json['job']}").json)["state"] == "running":
        time.sleep(0.02)
    return state


def test_a_text_is_replaced_after_a_look(edited, workspace):  # noqa: F811 - a fixture
    """First with `preview`, then with the revision that the preview told."""
    lines = "Sentence one.\nSentence 2.\nThe third.\nSentence 4.\nSentence 5."
    form = {"words": lines, "segmented": "1", "provenance": "published"}
    seen = finish(edited, edited.post(REPLACEMENT, data={**form, "preview": "1"}))["result"]
    assert (seen["preview"], seen["counts"]["reworded"]) == (True, 1)
    path = workspace.root / "corpus/memo/en.txt"
    assert path.read_text().startswith("Sentence 1.")
    upload = {**form, "file": (BytesIO(lines.encode()), "../better.txt"), "revision": str(seen["revision"])}
    done = finish(edited, edited.post(REPLACEMENT, data=upload))["result"]
    assert {**done, "preview": True} == seen
    assert path.read_text() == lines + "\n"
    newest = edited.get(f"{URL}/history?limit=1").json["changes"][0]
    assert newest["label"] == "Replaced en.txt by better.txt"
    stale = finish(edited, edited.post(REPLACEMENT, data={**form, "revision": str(seen["revision"])}))
    assert (stale["state"], "Others have edited" in stale["error"]) == ("failed", True)


def test_what_cannot_be_replaced_is_refused_at_once(client, workspace):  # noqa: F811 - fixtures
    """No words, no such text, a workbench that only shows."""
    assert client.post(REPLACEMENT, data={"words": "  "}).status_code == 422
    assert client.post(REPLACEMENT.replace("/en/", "/fr/"), data={"words": "Oui."}).status_code == 404
    assert client.get("/documents/memo/texts/fr/replace").status_code == 404
    assert client.get("/documents/memo/texts/en/replace").status_code == 200
    reader = create_app(workspace, read_only=True).test_client()
    assert reader.post(REPLACEMENT, data={"words": "No."}).status_code == 403
    assert post(reader, {}, 0, "history/1/undo").status_code == 403
    assert len(TEXTS["en"]) == 5
