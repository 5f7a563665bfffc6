"""Tab in split mode: to the places where both halves would have the best counterparts."""

import pytest
from playwright.sync_api import expect
from samples import make_workspace
from workbench import Editor, serving

SLAVERY = "No one, ever, shall be held in slavery; slavery and the slave trade, too, shall be prohibited."
RUSSIAN = ["Никто не должен содержаться в рабстве.", "Рабство и работорговля запрещаются."]


@pytest.fixture
def editor(new_page, tmp_path):
    """Open a long English sentence beside two Russian ones, and a short pair."""
    texts = {"en": [SLAVERY, "Article 5"], "ru": [*RUSSIAN, "Статья 5"]}
    make_workspace(tmp_path, texts, {"en--ru": [(1, 2), (1, 1)]})
    with serving(tmp_path) as address:
        yield Editor(new_page(), address, "memo/en--ru").open()


def test_tab_goes_to_the_best_place_and_enter_makes_two_good_rows(editor):
    """Of five clause ends the one that parts what the two Russian sentences say; Enter twice makes the rows."""
    editor.press("s", "Tab")
    message = editor.page.locator(".message")
    expect(message).to_contain_text("Proposal 1 of 5")
    expect(message).to_contain_text("slavery; | slavery")
    editor.press("Tab")
    expect(message).to_contain_text("Proposal 2 of 5")
    editor.press("Shift+Tab", "Enter")
    expect(editor.page.locator(".split-caret.lying")).to_be_visible()
    editor.press("Enter")
    expect(editor.page.locator(".row[data-id]")).to_have_count(3)
    first, second = editor.links()[:2]
    assert [s["text"] for s in first["source"]] == ["No one, ever, shall be held in slavery;"]
    assert [[s["text"] for s in link["target"]] for link in (first, second)] == [RUSSIAN[:1], RUSSIAN[1:]]


def test_rows_that_could_be_split_are_a_filter(editor):
    """The long row is shown, the short one is not."""
    editor.filter("splittable")
    expect(editor.page.locator(".row[data-id]")).to_have_count(1)
    expect(editor.cell(1, "source")).to_contain_text("No one, ever")
