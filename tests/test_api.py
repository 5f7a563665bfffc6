"""The JSON API, as docs/api.md promises it, and who may use it."""

import json
import time
from io import BytesIO

import pytest
from samples import make_workspace, numbered
from test_edits import ALIGNMENTS, TEXTS

from hexapla.workspace import Workspace
from webui import create_app

URL = "/api/alignments/memo/zh--en"


@pytest.fixture
def workspace(tmp_path):
    """Open a document of three texts and two alignments."""
    workspace = Workspace(make_workspace(tmp_path, TEXTS, ALIGNMENTS))
    yield workspace
    workspace.close()


@pytest.fixture
def client(workspace):
    """Make a client that sends no browser's headers, as a script would."""
    return create_app(workspace).test_client()


def post(client, edit, revision: int | None = 0, path: str = "edits", **headers):
    """Send an edit made against a revision."""
    if revision is not None:
        headers["If-Match"] = f'"{revision}"'
    return client.post(f"{URL}/{path}", json=edit, headers=headers)


NOTE = {"op": "add_note", "link": "L0001", "text": "Hört, hört: 好."}


def test_an_alignment_is_answered_whole_and_in_order(client):
    """Links with both sides, numbers, status, kind, confidence and notes; the ETag is the revision."""
    answer = client.get(URL)
    body = json.loads(answer.get_data())
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"0"')
    assert [link["id"] for link in body["links"]] == [f"L000{n}" for n in range(1, 6)]
    assert body["links"][1]["source"] == [
        {"id": 2, "text": "句 2.", "starts_paragraph": False, "number": 2},
        {"id": 3, "text": "句 3.", "starts_paragraph": False, "number": 3},
    ]
    assert body["source"]["language_name"] == "Chinese"
    assert (body["total"], body["next"], body["undo"]) == (5, None, None)
    assert set(body["links"][0]) == {
        "id", "source", "target", "status", "kind", "confidence", "changed_since_confirmed", "notes",
    }  # fmt: skip


def test_pages_follow_each_other(client):
    """`next` is the `after` of the following page."""
    first = client.get(f"{URL}?limit=2").get_json()
    second = client.get(f"{URL}?limit=3&after={first['next']}").get_json()
    assert [link["id"] for link in first["links"] + second["links"]] == [f"L000{n}" for n in range(1, 6)]
    assert second["next"] is None


def test_what_a_client_has_already_is_not_sent_again(client):
    """304 until something changes."""
    assert client.get(URL, headers={"If-None-Match": '"0"'}).status_code == 304
    post(client, NOTE)
    assert client.get(URL, headers={"If-None-Match": '"0"'}).status_code == 200


def test_an_edit_answers_what_it_touched(client):
    """The touched links as they are now, with what stands before them, and the new revision."""
    answer = post(client, {"op": "merge", "links": ["L0002", "L0003"]}, **{"X-Hexapla-Author": "%D0%91%D0%BE"})
    body = answer.get_json()
    assert (answer.status_code, answer.headers["ETag"], body["revision"]) == (200, '"1"', 1)
    assert [(link["id"], link["after"]) for link in body["links"]] == [("L0002", "L0001")]
    assert (body["removed"], body["undo"]) == (["L0003"], "Merged L0003 into L0002")
    change = body["changes"][0]
    assert (change["author"], change["op"], change["links"]) == ("Бо", "merge", ["L0002", "L0003"])


def test_an_edit_must_say_what_it_was_made_against(client):
    """428 without If-Match."""
    answer = post(client, NOTE, revision=None)
    assert (answer.status_code, answer.get_json()["error"]["type"]) == (428, "precondition_required")


def test_a_stale_edit_is_answered_with_what_was_missed(client):
    """412 with the outcome, ready to be applied; then the edit can be sent again."""
    post(client, {"op": "explode", "link": "L0002"})
    answer = post(client, NOTE)
    body = answer.get_json()
    assert (answer.status_code, body["error"]["type"], body["revision"]) == (412, "stale", 1)
    assert [link["id"] for link in body["links"]] == ["L0002", "L0006"]
    assert post(client, NOTE, revision=body["revision"]).status_code == 200
    assert post(client, NOTE, revision="nonsense").status_code == 412


@pytest.mark.parametrize(
    ("edit", "status", "kind"),
    [
        ({"op": "explode", "link": "L0001"}, 422, "bad_edit"),
        ({"op": "frobnicate"}, 422, "bad_edit"),
        ({"op": "explode", "link": "L0077"}, 404, "unknown_name"),
        ({"op": "edit_text", "segment": 1, "text": "a\nb"}, 422, "bad_segment"),
        ({"op": "add_note", "link": "L0001", "text": " "}, 422, "bad_note"),
        ([1, 2], 422, "bad_edit"),
    ],
)
def test_an_edit_that_cannot_be_done_says_why(client, edit, status, kind):
    """A fitting status and a sentence; nothing has changed."""
    answer = post(client, edit)
    assert (answer.status_code, answer.get_json()["error"]["type"]) == (status, kind)
    assert client.get(URL).headers["ETag"] == '"0"'


def test_bodies_must_be_json_and_small(client):
    """415, 400 and 413, each as JSON."""
    headers = {"If-Match": '"0"'}
    assert client.post(f"{URL}/edits", data="op=merge", headers=headers).status_code == 415
    broken = client.post(f"{URL}/edits", data="{", headers=headers, content_type="application/json")
    assert (broken.status_code, broken.get_json()["error"]["type"]) == (400, "bad_request")
    assert post(client, {**NOTE, "text": "x" * 8_500_000}).status_code == 413


def test_undo_redo_changes_and_history(client):
    """All answer the same kind of outcome."""
    assert post(client, None, path="undo").status_code == 409
    post(client, NOTE)
    undone = post(client, None, revision=1, path="undo").get_json()
    assert (undone["redo"], undone["links"][0]["notes"]) == ("Wrote a note on L0001", [])
    assert post(client, None, revision=2, path="redo").get_json()["links"][0]["notes"][0]["text"] == NOTE["text"]
    assert [c["kind"] for c in client.get(f"{URL}/changes?since=1").get_json()["changes"]] == ["undo", "redo"]
    assert [c["revision"] for c in client.get(f"{URL}/history?limit=2").get_json()["changes"]] == [3, 2]
    assert client.get(f"{URL}/history?link=L0002").get_json()["changes"] == []


def test_a_file_changed_outside_arrives_with_the_next_poll(client, workspace):
    """Somebody saves in Poedit while the page is open."""
    file = workspace.root / "alignments/memo/zh--en.po"
    file.write_text(file.read_text().replace('"Sentence 5."', '"The fifth."'))
    body = client.get(f"{URL}/changes?since=0").get_json()
    assert body["links"][0]["target"][0]["text"] == "The fifth."
    assert body["changes"][0]["author"] == "outside"


def test_documents_are_listed_with_their_problems(client, workspace):
    """A broken file is named with its line; the rest is there."""
    (workspace.root / "corpus/memo/ru.txt").write_bytes(b"\xff\n")
    (document,) = client.get("/api/documents").get_json()["documents"]
    assert [a["name"] for a in document["alignments"]] == ["zh--en"]
    assert document["alignments"][0]["total"] == 5
    assert document["problems"][0].startswith("corpus/memo/ru.txt:1: byte 0xFF")
    assert document["texts"][0]["provenance"] == "working"


def test_unknown_names_are_told(client):
    """404 with a sentence."""
    for path in ("memo/zh--fr", "other/zh--en", "memo/zhen"):
        answer = client.get(f"/api/alignments/{path}")
        assert (answer.status_code, answer.get_json()["error"]["type"]) == (404, "unknown_name")


# Imports


def wait(client, job: str) -> dict:
    """Ask after a job until it has ended."""
    for _ in range(600):
        body = client.get(f"/api/jobs/{job}").get_json()
        if body["state"] != "running":
            return body
        time.sleep(0.05)
    raise AssertionError("the job has not ended in half a minute")


def test_two_texts_are_imported_aligned_and_opened(client, workspace):
    """One pasted, one uploaded."""
    form = {
        "title": "A talk: 会谈", "source_language": "zh-Hans", "target_language": "en",
        "source_text": "今天天气很好。我们去公园散步。", "source_provenance": "transcription",
        "target_file": (BytesIO(b"The weather is fine today. We take a walk in the park."), "talk.txt"),
    }  # fmt: skip
    answer = client.post("/api/imports", data=form)
    assert answer.status_code == 202
    done = wait(client, answer.get_json()["job"])
    assert (done["state"], done["url"]) == ("done", "/documents/a-talk/zh-Hans--en")
    page = client.get(f"/api{done['url'].replace('documents', 'alignments')}").get_json()
    assert [(len(x["source"]), len(x["target"])) for x in page["links"]] == [(1, 1), (1, 1)]
    assert page["source"]["provenance"] == "transcription"
    assert (workspace.root / "corpus/a-talk/zh-Hans.txt").read_text() == "今天天气很好。\n我们去公园散步。\n"


def test_an_import_that_fails_leaves_nothing(client, workspace):
    """A wrong language, or bytes that are no text: a clear error, and no half document."""
    form = {
        "title": "T",
        "source_language": "zh",
        "target_language": "klingonese",
        "source_text": "好。",
        "target_text": "x",
    }
    done = wait(client, client.post("/api/imports", data=form).get_json()["job"])
    assert (done["state"], "klingonese" in done["error"]) == ("failed", True)
    form |= {"target_language": "en", "target_file": (BytesIO(b"\xff\xfe\x00"), "x.txt")}
    done = wait(client, client.post("/api/imports", data=form).get_json()["job"])
    assert (done["state"], "x.txt" in done["error"]) == ("failed", True)
    assert sorted(p.name for p in (workspace.root / "corpus").iterdir()) == ["memo"]
    assert client.post("/api/imports", data={"title": "T"}).status_code == 422


# Who may ask


def test_other_sites_are_refused(client):
    """Told by Sec-Fetch-Site, or by Origin where a browser sends none; a script with neither may."""
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost:5000"},
        {"Origin": "null"},
    ):
        assert post(client, NOTE, **headers).status_code == 403
    assert post(client, NOTE, **{"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert post(client, NOTE, revision=1, Origin="http://localhost").status_code == 200


def test_other_hosts_are_refused(client):
    """Against DNS rebinding; 127.0.0.1 and localhost on any port are ours."""
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get(URL, headers={"Host": "evil.example:8962"}).status_code == 400
    assert client.get(URL, headers={"Host": "127.0.0.1:8962"}).status_code == 200


def test_every_answer_carries_the_strict_headers(client):
    """Pages, API, errors and static files."""
    for path in ("/", URL, "/nowhere", "/static/api.js"):
        with client.get(path) as answer:
            headers = answer.headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_read_only_workbench_changes_nothing(workspace):
    """Everything can be seen; every change answers 403."""
    client = create_app(workspace, read_only=True).test_client()
    assert client.get("/documents/memo/zh--en").status_code == 200
    assert post(client, NOTE).get_json()["error"]["type"] == "read_only"
    assert client.post("/api/imports", data={}).status_code == 403


def test_words_in_texts_are_never_markup(client):
    """In the page and in the edition that opens from it."""
    post(client, {"op": "edit_text", "segment": 1, "text": "<script>alert(1)</script>&amp;"})
    for path in ("/documents/memo/zh--en", "/documents/memo/zh--en/export/html?inline=1"):
        page = client.get(path).get_data(as_text=True)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;" in page


def test_an_export_is_a_file_with_a_name(client):
    """And an unknown format is told with those that exist."""
    answer = client.get("/documents/memo/zh--en/export/po")
    assert "memo.zh--en.po" in answer.headers["Content-Disposition"]
    assert b'msgctxt "L0001"' in answer.data
    missing = client.get("/documents/memo/zh--en/export/wordperfect")
    assert missing.status_code == 404
    assert b"tsv" in missing.data


def test_an_answer_about_many_links_can_come_without_words(tmp_path):
    """With `Prefer: brief`, segments are told by number; where words changed, or few links, the answer is whole."""
    texts = {"zh-Hans": numbered("第", 600), "en": numbered("Sentence", 600)}
    root = make_workspace(tmp_path, texts, {"zh-Hans--en": [(1, 1)] * 600})
    workspace = Workspace(root)
    client = create_app(workspace).test_client()
    url = "/api/alignments/memo/zh-Hans--en"
    links = client.get(url).json["links"]
    edit = {"op": "shift_all", "link": "L0002", "side": "target", "direction": "down"}
    answer = client.post(f"{url}/edits", json=edit, headers={"If-Match": '"0"', "Prefer": "brief"}).json
    whole = client.get(f"{url}/changes?since=0").json["links"]
    assert "links" not in answer
    assert [row[:4] for row in answer["brief"]] == [
        [link["id"], link["after"], *([s["id"] for s in link[side]] for side in ("source", "target"))] for link in whole
    ]
    edit = {"op": "edit_text", "segment": links[0]["source"][0]["id"], "text": "其他。"}
    client.post(f"{url}/edits", json=edit, headers={"If-Match": '"1"'})
    assert "links" in client.get(f"{url}/changes?since=0", headers={"Prefer": "brief"}).json
    workspace.close()
