"""Searching over HTTP and on the command line."""

import json

import pytest
from click.testing import CliRunner
from samples import make_workspace

from hexapla.cli import main
from hexapla.workspace import Workspace
from webui import create_app

TEXTS = {"zh": ["苏联领事。", "人民和平。", "人。"], "en": ["The Soviet consul.", "Peace to people.", "A man."]}


@pytest.fixture
def root(tmp_path):
    """Make a workspace of two texts."""
    return make_workspace(tmp_path, TEXTS, {"zh--en": [(1, 1)] * 3})


@pytest.fixture
def client(root):
    """Open the editor on it."""
    workspace = Workspace(root)
    yield create_app(workspace, read_only=True).test_client()
    workspace.close()


def test_a_search_answers_hits_counts_and_what_was_asked(client):
    """Parameters that may be repeated are."""
    given = {"q": "人", "and": ["en:people"], "lang": ["zh"], "exact": "case, marks", "limit": 1}
    answer = client.get("/api/search", query_string=given).get_json()
    assert answer["query"]["and"] == [["en", "people"]]
    assert answer["query"]["exact"] == ["case", "marks"]
    assert answer["counts"] == {"hits": 1, "sides": 1, "links": 1, "texts": 1, "exact": True}
    assert [hit["link"] for hit in answer["hits"]] == ["L0002"]
    assert answer["next"] is None


@pytest.mark.parametrize(
    ("address", "field", "start"),
    [("q=peace AND", "q", 9), ("q=peace&and=zh:(人", "and", 0), ("q=peace&not=people", "not", 0), ("q= ", "q", 0)],
)
def test_a_query_that_cannot_be_read_answers_with_the_place(client, address, field, start):
    """In the query itself or in a condition."""
    answer = client.get(f"/api/search?{address}")
    assert answer.status_code == 422
    error = answer.get_json()["error"]
    assert (error["type"], error["field"], error["start"]) == ("bad_query", field, start)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("counts?q=人", "hits"),
        ("distribution?q=人", "rows"),
        ("frequencies?q=人&by=R1", "rows"),
        ("collocates?q=民&left=2&right=0&least=1&by=log_dice", "rows"),
        ("context?document=memo&alignment=zh--en&link=L0002&count=1", "links"),
        ("context?document=memo&text=en&number=2&count=1", "segments"),
        ("choices", "languages"),
    ],
)
def test_figures_context_and_choices(client, address, key):
    """All of them are there for whoever may read."""
    client.get("/api/search?q=a")
    assert client.get(f"/api/search/{address}").get_json()[key]


def test_hits_as_files(client):
    """Each with its media type and a name."""
    for form, kind in (("tsv", "text/tab-separated-values"), ("jsonl", "application/jsonl"), ("xlsx", "spreadsheetml")):
        answer = client.get(f"/api/search/export/{form}?q=人")
        assert kind in answer.content_type
        assert answer.headers["Content-Disposition"] == f"attachment; filename=hits.{form}"
    assert client.get("/api/search/export/exe?q=人").status_code == 404


def run(root, *arguments) -> tuple[int, str]:
    """Run the command."""
    result = CliRunner(env={"COLUMNS": "100"}).invoke(main, ["--root", str(root), "search", *arguments])
    return result.exit_code, result.output


def test_the_command_prints_hits_in_their_lines(root):
    """The hit in brackets where there is no colour, the other side below with what fulfils the condition."""
    status, output = run(root, "人", "--and", "en:people")
    assert status == 0
    assert output == (
        "memo zh--en L0002 · zh (working translation) line 2\n"
        f"{' ' * 47}[人]民和平。\n"
        "    en (working translation) Peace to [people].\n"
        "1 hit in 1 link of 1 text.\n"
    )
    assert run(root, "nowhere") == (0, "Nothing is found.\n")
    assert run(root, "人", "--limit", "1")[1].endswith(
        "2 hits in 2 links of 1 text. Shown are 1: --limit N shows more.\n"
    )


def test_the_command_points_at_the_mistake(root):
    """Below the query, with the width of Chinese characters in mind."""
    status, output = run(root, "人 AND )")
    assert status == 1
    assert output == "Error: There is nothing to look for before “)”.\n\n  人 AND )\n         ^\n"


def test_the_command_counts_and_exports(root, tmp_path):
    """JSON, figures and files for scripts."""
    assert json.loads(run(root, "人", "--count", "--json")[1])["hits"] == 2
    assert len(json.loads(run(root, "人", "--json", "--limit", "1")[1])["hits"]) == 1
    assert run(root, "人", "--by", "form") == (0, "2\t100.0%\t人\n")
    assert run(root, "人", "--count")[1] == "2 hits in 2 links of 1 text.\n"
    assert len(run(root, "人", "--jsonl")[1].splitlines()) == 2
    assert run(root, "人", "--tsv")[1].startswith("document\t")
    assert run(root, "人", "-o", str(tmp_path / "hits.xlsx"))[1].startswith(str(tmp_path / "hits.xlsx"))
    assert (tmp_path / "hits.xlsx").read_bytes().startswith(b"PK")
    assert run(root, "人", "-o", str(tmp_path / "hits.doc"))[0] == 2
