"""Versions compared over HTTP and on the command line: pages, JSON, pictures, files, and bad requests."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree
from samples import make_workspace

from hexapla.cli import main
from hexapla.workspace import Workspace
from webui import create_app

ZH = ["坏人会加以利用。", "中苏两国是兄弟国家。", "没有采取行动。"]
EN = ["Evildoers will take advantage.", "China and the Soviet Union are sister nations.", "They did not <b>act</b>."]
NEW = ["Bad elements will take advantage.", "China and the Soviet Union are fraternal countries.", "No step was taken."]
PAGE = "/documents/memo/versions"
SCHEMA = Path(__file__).parents[2] / "shared" / "schemas" / "tei_all-4.3.0.rng"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A source, two English versions and a Russian text that is aligned with nothing."""
    one = [(1, 1)] * 3
    texts = {"zh-Hans": ZH, "en": EN, "en.new": NEW, "ru": ["Раз."]}
    return make_workspace(tmp_path_factory.mktemp("versions"), texts, {"zh-Hans--en": one, "zh-Hans--en.new": one})


@pytest.fixture(scope="module")
def client(root):
    """Serve it."""
    workspace = Workspace(root)
    yield create_app(workspace, read_only=True).test_client()
    workspace.close()


def test_the_answer_has_what_the_page_shows(client):
    """The source, two versions, three rows; each piece with its state; figures for all but the base."""
    found = client.get("/api/documents/memo/versions?texts=en,en.new").json
    assert found["source"]["name"] == "zh-Hans"
    assert [(version["name"], version["chrf"] is None) for version in found["versions"]] == [
        ("en", True),
        ("en.new", False),
    ]
    assert (found["rows_in_all"], found["rows_differing"], found["next"]) == (3, 3, None)
    first = found["rows"][0]["cells"]
    assert first[0]["segments"] == [
        [["unique", "Evildoers", 0], ["", " ", 0], ["shared", EN[0][10:-1], 0], ["", ".", 0]]
    ]
    assert [cell["links"] for cell in first] == [["L0001"], ["L0001"]]
    assert found["rows"][0]["places"][0] == {"agreed": False, "readings": ["Evildoers", "Bad elements"]}


def test_the_page_reads_without_javascript(client):
    """Words, marks, figures, links into the editor and the provenance of each version stand in it; markup is text."""
    page = client.get(PAGE).text
    assert '<mark class="unique">sister nations</mark>' in page
    assert '<mark class="unique">fraternal countries</mark>' in page
    assert 'href="/documents/memo/zh-Hans--en.new#L0002"' in page
    assert page.count('data-provenance="working"') >= 3
    assert "<b>act</b>" not in page
    assert "chrF++" in page


def test_the_choice_is_in_the_address(client):
    """Base, versions and what is ignored can be chosen, and the links of the page keep them."""
    page = client.get(f"{PAGE}?texts=en,en.new&base=en.new&ignore=none&only=1").text
    assert "base: en.new" in page
    assert "texts=en,en.new&amp;base=en.new&amp;ignore=none" in page or "base=en.new" in page
    found = client.get("/api/documents/memo/versions?texts=en&texts=en.new&base=en.new").json
    assert (found["base"], found["ignore"]) == (1, ["case", "punctuation"])


def test_what_renders_a_word_of_the_source_has_a_page_and_an_answer(client):
    """The word, a cell for each version, and links to passage and editor."""
    found = client.get("/api/documents/memo/versions/words?term=国家").json["terms"][0]
    assert (found["words"], found["count"]) == ("国家", 1)
    assert [version["renderings"][0]["places"][0]["row"] for version in found["versions"]] == [2, 2]
    page = client.get(f"{PAGE}/words?term=国家").text
    assert 'href="/documents/memo/zh-Hans--en#L0002"' in page
    assert "No source beside these versions" in client.get(f"{PAGE}/words?source=zh-Hans&texts=zh-Hans").text


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("texts=en,xx", 404, "has no text “xx”"),
        ("source=en&texts=en.new", 404, "hexapla align memo en en.new"),
        ("ignore=spelling", 422, "cannot be ignored"),
        ("texts=en@99", 404, "There is no revision 99"),
        ("texts=en,en@--output=x", 404, "git has no"),
        ("texts=en,ru", 404, "No text of memo is aligned with all of en, ru"),
    ],
)
def test_what_cannot_be_compared_is_explained(client, query, status, message):
    """The same sentence as JSON and as a page."""
    answer = client.get(f"/api/documents/memo/versions?{query}")
    assert answer.status_code == status
    assert message in answer.json["error"]["message"]
    assert client.get(f"{PAGE}?{query}").status_code == status


def test_a_long_document_asks_for_its_strip_later(client, monkeypatch):
    """Beyond a number of passages the page comes without the picture and its table, but says where the picture is."""
    assert "fill-heat" in client.get(PAGE).text
    monkeypatch.setattr("webui.collation.MOST_TOLD", 2)
    page = client.get(PAGE).text
    assert "fill-heat" not in page
    assert f'data-picture="{PAGE}/strip.svg' in page


def test_there_are_pictures_and_files_and_no_others(client):
    """The strip as SVG and PNG, the comparison as a table and as TEI."""
    assert client.get(f"{PAGE}/strip.svg?width=600").data.startswith(b"<svg")
    assert client.get(f"{PAGE}/strip.png").data.startswith(b"\x89PNG")
    assert client.get(f"{PAGE}/export/tsv").text.startswith("passage\tzh-Hans\ten\ten.new")
    for path in (f"{PAGE}/strip.gif", f"{PAGE}/export/docx", "/documents/nothing/versions"):
        assert client.get(path).status_code == 404


def test_the_apparatus_is_valid_tei(client):
    """TEI's schema of everything holds for it."""
    if not SCHEMA.exists():
        pytest.skip("the TEI schema is not beside the repository: fetch it from tei-c.org to check against it")
    schema = etree.RelaxNG(etree.parse(str(SCHEMA)))
    schema.assertValid(etree.fromstring(client.get(f"{PAGE}/export/tei").data))


def test_documents_and_pivot_lead_to_the_page(client):
    """Both have a link."""
    assert 'href="/documents/memo/versions"' in client.get("/").text
    assert 'href="/documents/memo/versions?source=zh-Hans' in client.get("/d/memo/pivot").text


# On the command line


def run(root, *arguments):
    """Run `hexapla compare`."""
    return CliRunner().invoke(main, ["--root", str(root), "compare", *arguments])


def test_the_command_shows_what_differs(root):
    """Unique words in brackets, figures, and a sentence about how much differs."""
    shown = run(root, "memo").output
    assert "3 of 3 passages differ" in shown
    assert "en: China and the Soviet Union are [sister nations]." in shown
    assert "en.new: China and the Soviet Union are [fraternal countries].  — " in shown


def test_the_command_speaks_json_and_writes_files(root, tmp_path):
    """The same answer as over HTTP; a file where one is asked for."""
    found = json.loads(run(root, "memo", "--texts", "en.new,en", "--base", "en", "--json").output)
    assert (found["base"], [version["name"] for version in found["versions"]]) == (1, ["en.new", "en"])
    path = tmp_path / "memo.tsv"
    assert "bytes" in run(root, "memo", "--to", "tsv", "-o", str(path)).output
    assert path.read_text().startswith("passage\t")
    assert "国家 ×1" in run(root, "memo", "--term", "国家").output


def test_the_command_says_what_is_wrong(root):
    """One line, without a traceback."""
    failed = run(root, "memo", "--texts", "en,xx")
    assert failed.exit_code == 1
    assert failed.output.startswith("Error: memo has no text “xx”.")
