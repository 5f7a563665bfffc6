"""The interface's languages: chosen by the person, else by the browser."""

import pytest

from hexapla.workspace import Workspace
from webui import create_app


@pytest.fixture
def client(tmp_path):
    """Serve an empty workspace."""
    (tmp_path / "corpus").mkdir()
    workspace = Workspace(tmp_path)
    yield create_app(workspace).test_client()
    workspace.close()


@pytest.mark.parametrize(
    ("asked", "language"),
    [("ru-RU,ru;q=0.9", "ru"), ("zh-CN", "zh-Hans"), ("de,zh;q=0.5", "zh-Hans"), ("de", "en"), ("", "en")],
)
def test_the_browser_says_which_language(client, asked, language):
    """The first language that there is, in the order that the browser gives; English where there is none."""
    page = client.get("/", headers={"Accept-Language": asked})
    assert f'<html lang="{language}">' in page.text
    assert "Accept-Language" in page.headers["Vary"]


def test_a_chosen_language_wins(client):
    """Choosing leads back to the page, and is remembered."""
    answer = client.get("/language/ru?back=/import")
    assert answer.headers["Location"] == "/import"
    assert '<html lang="ru">' in client.get("/", headers={"Accept-Language": "zh"}).text


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"])
def test_choosing_a_language_never_leads_elsewhere(client, back):
    """Only the workbench's own pages are gone back to."""
    assert client.get("/language/ru", query_string={"back": back}).headers["Location"] == "/"
