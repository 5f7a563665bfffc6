"""Notes with kinds, privacy and Markdown; all notes of the document in one list."""

import pytest
from playwright.sync_api import expect
from test_looks import SCHEMES, picture, too_wide, violations
from workbench import Editor


@pytest.fixture
def noted(editor):
    """Write three notes on two rows."""
    write(editor, 1, "A *term*: see #L0003.", kind="term")
    write(editor, 1, "Between ourselves.", private=True)
    write(editor, 3, "Доубтфул.", kind="doubt")
    return editor


def write(editor, row: int, text: str, kind: str = "free", *, private: bool = False) -> None:
    """Write a note by keyboard."""
    editor.go(row)
    editor.press("t")
    editor.page.keyboard.insert_text(text)
    form = editor.page.locator("#pane .note-form")
    form.get_by_label("Kind of note").select_option(kind)
    form.get_by_label("Private").set_checked(private)
    form.locator("textarea").press("Control+Enter")
    editor.settle()


def test_a_note_has_a_kind_and_may_be_private(noted):
    """Both are saved, and seen in the pane in words."""
    notes = noted.links()[0]["notes"]
    assert [(n["kind"], n["private"]) for n in notes] == [("term", False), ("free", True)]
    noted.go(1)
    first, second = noted.page.locator("#pane .note").all()
    expect(first.locator("header")).to_have_text("Term")
    expect(second.locator("header")).to_have_text("Private")


def test_markdown_is_drawn_and_a_mention_goes_to_its_row(noted):
    """Emphasis is emphasis; the mentioned row becomes the current one, whatever is filtered."""
    noted.go(1)
    body = noted.page.locator("#pane .note-text").first
    expect(body.locator("em")).to_have_text("term")
    noted.filter("notes")
    body.get_by_role("link", name="#L0003").click()
    expect(noted.cell(3, "source")).to_be_focused()


def test_nothing_in_a_note_becomes_an_element(editor):
    """Markup stays words."""
    write(editor, 2, "<b>x</b> [x](javascript:alert(1))")
    body = editor.page.locator("#pane .note-text")
    expect(body).to_have_text("<b>x</b> [x](javascript:alert(1))")
    assert body.locator("b, a").count() == 0


def test_all_notes_are_listed_and_found(noted):
    """By words, kind and privacy; the count says how many."""
    noted.press("Shift+T")
    panel = noted.page.get_by_role("complementary", name="All notes")
    expect(panel.locator(".where")).to_have_text("3 notes")
    panel.get_by_label("Kind of note").first.select_option("doubt")
    expect(panel.locator(".note-text")).to_have_text(["Доубтфул."])
    expect(panel.locator(".where")).to_have_text("1 of 3")
    panel.get_by_label("Kind of note").first.select_option("")
    panel.get_by_label("Who sees them").select_option("yes")
    expect(panel.locator(".note-text")).to_have_text(["Between ourselves."])
    panel.get_by_label("Who sees them").select_option("")
    panel.get_by_label("Find in notes").fill("TERM")
    expect(panel.locator(".note-text")).to_have_text(["A term: see #L0003."])
    panel.get_by_label("Find in notes").fill("nowhere")
    expect(panel.get_by_text("No note matches.")).to_be_visible()


def test_the_list_is_worked_on_by_keyboard(noted):
    """Arrows move, Enter goes to the row, E edits, Delete deletes, Escape gives the place back."""
    page = noted.page
    noted.go(3)
    noted.press("Shift+T")
    items = page.locator("#all-notes li.note")
    expect(items.nth(2)).to_be_focused()
    noted.press("Home", "ArrowDown", "Enter")
    expect(noted.cell(1, "source")).to_be_focused()
    noted.press("F6", "ArrowDown", "e")
    page.keyboard.press("End")
    page.keyboard.insert_text(" More.")
    noted.press("Control+Enter")
    expect(items.nth(1)).to_be_focused()
    assert noted.links()[0]["notes"][1]["text"] == "Between ourselves. More."
    noted.press("ArrowUp", "Delete")
    expect(items).to_have_count(2)
    noted.press("Escape")
    expect(page.locator("#all-notes")).to_be_hidden()
    expect(page.locator("#pane")).to_be_visible()
    noted.press("Control+z")
    assert len(noted.links()[0]["notes"]) == 2


def test_a_note_written_while_the_list_is_open_is_in_it(noted):
    """T writes there, and the new note comes at its row."""
    noted.press("Shift+T")
    noted.go(2)
    noted.press("t")
    noted.page.keyboard.insert_text("Between.")
    noted.press("Control+Enter")
    expect(noted.page.locator("#all-notes .note-text")).to_have_text(
        ["A term: see #L0003.", "Between ourselves.", "Between.", "Доубтфул."]
    )


@pytest.mark.parametrize("scheme", SCHEMES)
def test_notes_look_right(new_page, address, scheme):
    """The form, the pane and the list, on a laptop and on a phone."""
    editor = Editor(new_page(color_scheme=scheme), address).open()
    write(editor, 1, "- a `code`\n- **strong**\n\n> quoted, #L0003", kind="variant", private=True)
    for size, (width, height) in {"laptop": (1360, 768), "phone": (390, 844)}.items():
        editor.page.set_viewport_size({"width": width, "height": height})
        editor.go(1)
        editor.press("Shift+T")
        picture(editor.page, f"notes-{size}-{scheme}")
        assert violations(editor.page) == []
        assert not too_wide(editor.page)
        editor.press("Escape")


def test_a_row_to_mention_is_offered_by_number_and_by_words(editor):
    """Arrows choose, Enter takes it; Escape closes the list and nothing else."""
    page = editor.page
    editor.press("t")
    page.keyboard.type("See #2")
    options = page.locator("#pane .mentions [role=option]")
    expect(options).to_have_text(["Row 2不仅如此，在国界那边，还有卡车等候接他们。"])
    page.keyboard.press("Enter")
    page.keyboard.type("and #中国")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("not #1")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    editor.press("Control+Enter")
    assert editor.links()[0]["notes"][0]["text"] == "See #L0002 and #L0004 not #1"
