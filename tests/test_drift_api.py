"""The drift radar over HTTP: a job for each revision, whose result has the repair with it."""

import shutil
import time
from pathlib import Path

import pytest

from hexapla.workspace import Workspace
from webui import create_app

ROOT = Path(__file__).parents[1]
PATH = "/api/alignments/1962-04-24-memorandum/zh-Hans--en"


@pytest.fixture
def client(tmp_path):
    """Serve a copy of the sample documents."""
    for folder in ("corpus", "alignments"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    workspace = Workspace(tmp_path)
    yield create_app(workspace).test_client()
    workspace.close()


def result(client, job: str) -> dict:
    """Wait for a job."""
    while (state := client.get(f"/api/jobs/{job}").json)["state"] == "running":
        time.sleep(0.05)
    return state["result"]


def edit(client, body: dict):
    """Send an edit against the present revision."""
    etag = client.get(f"{PATH}?limit=1").headers["ETag"]
    return client.post(f"{PATH}/edits", json=body, headers={"If-Match": etag})


def test_a_drift_comes_with_the_edit_that_closes_it(client):
    """Sent as it is, the edit restores the alignment; the fit of each link says where it went wrong."""
    good = client.get(PATH).json["links"]
    edit(client, {"op": "shift_all", "link": good[8]["id"], "side": "target", "direction": "down"})
    seen = result(client, client.get(f"{PATH}/drift").json["job"])
    (found,) = seen["drifts"]
    assert (found["shift"], found["rows"][0]) == (1, 9)
    assert min(fit for fit in seen["fit"][:8] if fit is not None) > max(seen["fit"][10:15])
    answer = edit(client, found["edit"])
    assert answer.status_code == 200
    assert [x["target"] for x in client.get(PATH).json["links"]] == [x["target"] for x in good]


def test_a_revision_is_looked_at_once(client):
    """Asked again it answers the same job; after an edit another one."""
    first = client.get(f"{PATH}/drift")
    assert first.status_code == 202
    assert client.get(f"{PATH}/drift").json == first.json
    edit(client, {"op": "set_status", "link": "L0001", "status": "query"})
    again = client.get(f"{PATH}/drift").json
    assert again != first.json
    assert result(client, again["job"])["drifts"] == []


def test_an_alignment_that_is_not_there_is_no_job(client):
    """404, in words."""
    answer = client.get("/api/alignments/1962-04-24-memorandum/en--fr/drift")
    assert answer.status_code == 404
