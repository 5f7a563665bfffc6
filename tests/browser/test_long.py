"""An alignment too long to draw at once: far rows are drawn when they come near, and emptied when they go."""

import pytest
from playwright.sync_api import expect
from samples import make_workspace, numbered
from workbench import NAME, Editor, serving

COUNT = 6000


@pytest.fixture(scope="module")
def long_address(tmp_path_factory):
    """Serve six thousand links."""
    root = tmp_path_factory.mktemp("long")
    texts = {"zh-Hans": numbered("第", COUNT), "en": numbered("Sentence", COUNT)}
    with serving(make_workspace(root, texts, {NAME: [(1, 1)] * COUNT})) as address:
        yield address


@pytest.fixture
def editor(new_page, long_address):
    """Open the long alignment and wait for its last row."""
    editor = Editor(new_page(), long_address).open()
    editor.page.locator("html[data-ready=all]").wait_for()
    return editor


def go_to(editor, row: int) -> None:
    """Go to a row by its number."""
    editor.press("g")
    editor.page.keyboard.type(str(row))
    editor.press("Enter")


def test_far_rows_are_drawn_when_needed_and_not_before(editor):
    """A few hundred rows are in the page, wherever one is; the row gone to is in sight and has the keyboard."""
    drawn = editor.page.locator(".row[data-id]")
    assert drawn.count() < 500
    go_to(editor, 5500)
    expect(editor.cell(5500, "source")).to_be_focused()
    expect(editor.cell(5500, "source")).to_be_in_viewport()
    assert editor.texts(5500, "target") == ["Sentence 5500."]
    expect(editor.page.locator(".rows")).to_have_text("6,000 rows")
    assert drawn.count() < 800
    editor.press("Control+Home")
    expect(editor.cell(1, "source")).to_be_in_viewport()


def test_an_edit_far_down_renumbers_what_follows(editor):
    """After a merge the next row has the next number, and undo brings everything back."""
    go_to(editor, 3000)
    editor.press("m")
    expect(editor.cell(3000, "source")).to_be_focused()
    assert editor.texts(3001, "target") == ["Sentence 3002."]
    editor.press("Control+End")
    assert editor.texts(5999, "target") == ["Sentence 6000."]
    editor.press("Control+z")
    expect(editor.cell(3000, "source")).to_be_focused()
    assert editor.texts(3001, "target") == ["Sentence 3001."]
    editor.press("Control+End")
    assert editor.texts(6000, "target") == ["Sentence 6000."]


def test_words_far_away_are_found(editor):
    """Finding searches all rows, drawn or not."""
    editor.press("/")
    editor.page.keyboard.type("Sentence 4321")
    expect(editor.page.locator("#find output")).to_have_text("1 row")
    editor.press("Enter")
    expect(editor.cell(4321, "target")).to_be_focused()


def test_a_shift_of_everything_is_told_without_words(editor):
    """Thousands of rows change at once; the answer has numbers only, and undo brings all back."""
    go_to(editor, 10)
    editor.press("ArrowRight")
    with editor.page.expect_response("**/edits") as answered:
        editor.press("}")
    assert len(answered.value.body()) < 500_000
    assert editor.texts(11, "target") == ["Sentence 10."]
    go_to(editor, 5000)
    assert editor.texts(5000, "target") == ["Sentence 4999."]
    editor.press("Control+z")
    go_to(editor, 5000)
    assert editor.texts(5000, "target") == ["Sentence 5000."]
