"""The ribbon of an alignment as a page and as files."""

import pytest
from samples import make_workspace, numbered

from hexapla.workspace import Workspace
from webui import create_app

PATH = "/documents/memo/en--ru/ribbon"


@pytest.fixture
def client(tmp_path):
    """Serve an alignment of ten links."""
    make_workspace(
        tmp_path, {"en": numbered("One", 11), "ru": numbered("Раз", 10)}, {"en--ru": [(2, 1)] + [(1, 1)] * 9}
    )
    workspace = Workspace(tmp_path)
    yield create_app(workspace).test_client()
    workspace.close()


def test_the_page_shows_picture_and_table(client):
    """The picture is in the page, before any script has run; rows of the table lead to the editor."""
    page = client.get(PATH).text
    assert 'role="img"' in page
    assert 'href="/documents/memo/en--ru#L0003"' in page


@pytest.mark.parametrize(("form", "start"), [("svg", b"<svg "), ("png", b"\x89PNG")])
def test_the_picture_as_a_file(client, form, start):
    """Looked at, or kept under a name that says what it is."""
    shown, kept = client.get(f"{PATH}.{form}"), client.get(f"{PATH}.{form}?save=1")
    assert shown.data.startswith(start)
    assert "Content-Disposition" not in shown.headers
    assert f"memo.en--ru.ribbon.{form}" in kept.headers["Content-Disposition"]


def test_long_alignments_are_shown_in_stretches(client):
    """Three rows from the fourth on, with the ways to those before and after."""
    page = client.get(f"{PATH}?row=4&rows=3").text
    assert "Rows 4 to 6 of 10" in page
    assert "row=1&amp;rows=3" in page
    assert "row=7&amp;rows=3" in page
    drawn = client.get(f"{PATH}.svg?row=4&rows=3").text
    assert 'data-key="L0004"' in drawn
    assert 'data-key="L0007"' not in drawn


@pytest.mark.parametrize("row", ["0", "-5", "99", "x"])
def test_a_row_that_is_not_there_leads_to_one_that_is(client, row):
    """An old address shows the nearest rows."""
    assert client.get(f"{PATH}?row={row}").status_code == 200


def test_an_unknown_form_is_told(client):
    """What can be asked for stands in the message."""
    answer = client.get(f"{PATH}.gif")
    assert answer.status_code == 404
    assert "svg or png" in answer.text


@pytest.mark.parametrize(("form", "start"), [("svg", b"<svg "), ("png", b"\x89PNG")])
def test_the_distribution_of_a_search_as_a_file(client, form, start):
    """Where in each text the words stand; a click on the first text would mean `memo/ru`."""
    answer = client.get(f"/search/distribution.{form}?q=Раз&width=500")
    assert answer.data.startswith(start)
    if form == "svg":
        assert "10 rows, 1 text" in answer.text
        assert 'data-key="memo/ru"' in answer.text
        assert 'width="500"' in answer.text


def test_the_page_of_the_search_is_a_form_without_scripts_too(client):
    """The words of the address stand in its field, escaped."""
    page = client.get('/search?q="<b>').text
    assert 'value="&#34;&lt;b&gt;"' in page
    assert 'action="/search"' in page
