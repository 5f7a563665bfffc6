"""The pivot view over HTTP: rows as JSON, the page, and what it says where names are wrong."""

import pytest
from samples import make_workspace, numbered

from hexapla.workspace import Workspace
from webui import create_app

PAIRS = {"zh-Hans--en": [(2, 1), (1, 1)], "zh-Hans--ru": [(1, 1), (1, 1), (1, 2)]}


@pytest.fixture
def client(tmp_path):
    """Serve three texts, two of them aligned with the first, and one that is aligned with nothing."""
    texts = {
        "zh-Hans": numbered("第", 3),
        "en": numbered("Sentence", 2),
        "ru": numbered("Строка", 4),
        "ar": numbered("جملة", 1),
    }
    workspace = Workspace(make_workspace(tmp_path, texts, PAIRS))
    yield create_app(workspace).test_client()
    workspace.close()


def rows(client, query=""):
    """Ask for the rows."""
    return client.get(f"/api/documents/memo/pivot{query}").json


def test_the_text_with_most_alignments_is_the_pivot(client):
    """Its columns stand in the document's order; each row has the links of every column with their lines."""
    found = rows(client)
    assert found["source"]["name"] == "zh-Hans"
    assert [column["text"]["name"] for column in found["columns"]] == ["en", "ru"]
    assert [len(row["source"]) for row in found["rows"]] == [2, 1]
    first = found["rows"][0]["cells"]
    assert [(link["id"], link["line"], link["lines"]) for cell in first for link in cell] == [
        ("L0001", 0, 2),
        ("L0001", 0, 1),
        ("L0002", 1, 1),
    ]
    assert found["complete"] is True


def test_columns_come_in_the_order_asked_for(client):
    """Once each; what is not aligned with the pivot is passed over."""
    assert [c["name"] for c in rows(client, "?texts=ru,en,ru,ar")["columns"]] == ["zh-Hans--ru", "zh-Hans--en"]
    assert [c["name"] for c in rows(client, "?source=en&texts=zh-Hans")["columns"]] == ["zh-Hans--en"]
    assert [len(row["source"]) for row in rows(client, "?source=en")["rows"]] == [1, 1]


def test_only_whole_rows_come_of_the_first_links(client):
    """With a limit every column is read so far, and rows end where one of them ends."""
    found = rows(client, "?limit=1")
    assert (found["rows"], found["complete"]) == ([], False)
    assert [len(row["source"]) for row in rows(client, "?limit=2")["rows"]] == [2]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/api/documents/memo/pivot?source=fr", "has no text “fr”"),
        ("/api/documents/memo/pivot?source=ar", "no alignment of ar"),
        ("/api/documents/nowhere/pivot", "no document “nowhere”"),
    ],
)
def test_wrong_names_are_answered_in_words(client, path, message):
    """404 with what there is instead."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert message in answer.json["error"]["message"]


def test_the_page_shows_rows_and_origins(client):
    """The first rows stand in the page itself, each text with its provenance."""
    page = client.get("/d/memo/pivot").text
    assert "Строка 4." in page
    assert page.count('data-provenance="working"') >= 3
    assert client.get("/d/memo/pivot?source=ar").status_code == 404
