"""Looking back in the browser: the history, comparisons, one edit undone, confirmed wordings, a text replaced."""

import re

import pytest
from playwright.sync_api import expect
from test_looks import picture, violations
from workbench import EN


def edited(editor):
    """Make a few edits: a shift, a new wording, a note, a status."""
    editor.go(2, "source")
    editor.press("[")
    editor.go(3, "target")
    editor.page.keyboard.press("e")
    field = editor.page.locator(".edit textarea, textarea.edit, .cell textarea").first
    field.fill("China is utterly astonished by this.")
    field.press("Control+Enter")
    editor.settle()
    editor.press("4")
    return editor


def test_the_history_tells_every_edit_and_leads_to_its_rows(editor):
    """H opens it; rows are buttons; what changed is shown as a difference of wordings."""
    page = edited(editor).page
    page.keyboard.press("h")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".changes > li")).to_have_count(3)
    expect(dialog).to_contain_text("L0001 took s2 from L0002")
    expect(dialog).to_contain_text("Marked L0003 as query")
    reworded = dialog.locator("li[data-revision='2']")
    expect(reworded).to_contain_text("Changed segment 3 of en: “cannot help but feel” → “is utterly”")
    reworded.get_by_role("button", name="What changed").click()
    expect(reworded.locator("del")).to_have_text(["taken out: cannot help but feel"])
    expect(reworded.locator("ins")).to_have_text(["put in: is utterly"])
    picture(page, "open-history")
    assert violations(page) == []
    dialog.locator("li[data-revision='1']").get_by_role("button", name="L0002").click()
    expect(dialog).to_have_count(0)
    expect(editor.cell(2, "target")).to_be_focused()


def test_the_history_is_filtered_by_row_and_author(editor):
    """One row's, one person's."""
    page = edited(editor).page
    editor.go(3, "source")
    page.keyboard.press("h")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Row, or link").fill("3")
    dialog.get_by_label("Row, or link").press("Enter")
    expect(dialog.locator(".changes > li")).to_have_count(2)
    dialog.get_by_label("Row, or link").fill("l0002")
    dialog.get_by_label("Row, or link").press("Enter")
    expect(dialog.locator(".changes > li")).to_have_count(1)
    dialog.get_by_label("Row, or link").fill("")
    dialog.get_by_label("Row, or link").press("Enter")
    expect(dialog.locator(".changes > li")).to_have_count(3)
    authors = dialog.get_by_label("Author").locator("option")
    expect(authors).to_have_count(2)
    dialog.get_by_label("Author").select_option(index=1)
    expect(dialog.locator(".changes > li")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(editor.cell(3, "source")).to_be_focused()


def test_a_long_history_comes_in_pages(editor):
    """Fifty changes at a time."""
    for _ in range(26):
        editor.press("2", "4")
    editor.page.keyboard.press("h")
    dialog = editor.page.get_by_role("dialog")
    expect(dialog.locator(".changes > li")).to_have_count(50)
    dialog.get_by_role("button", name="Earlier changes").click()
    expect(dialog.locator(".changes > li")).to_have_count(52)
    expect(dialog.get_by_role("button", name="Earlier changes")).to_be_hidden()


def test_one_older_edit_is_undone_or_the_later_one_in_the_way_is_named(editor):
    """Later edits stay; the next undo brings it again."""
    page = edited(editor).page
    page.keyboard.press("h")
    dialog = page.get_by_role("dialog")
    dialog.locator("li[data-revision='1']").get_by_role("button", name="Undo only this").click()
    expect(dialog.locator("[role=status]").first).to_contain_text("Taken back")
    expect(dialog.locator("li[data-revision='1']")).to_contain_text("taken back")
    page.keyboard.press("Escape")
    assert editor.texts(1, "source") == ["苏联边防机关没有采取任何行动。"]
    assert editor.statuses()[2] == "query"
    editor.go(1, "source").press("M", "4")
    page.keyboard.press("h")
    dialog.locator("li[data-revision='5']").get_by_role("button", name="Undo only this").click()
    expect(dialog.locator("[role=status]").first).to_contain_text(
        re.compile("L0001 was changed by a later edit: “Marked L0001 as query”")
    )


def test_two_revisions_are_compared_as_links_and_words(editor):
    """Not as lines of a file; the rows before and after can be unfolded."""
    page = edited(editor).page
    page.keyboard.press("h")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Compare revisions").click()
    expect(dialog.locator(".difference")).to_have_count(2)
    expect(dialog).to_contain_text("L0001 took s2 from L0002")
    dialog.locator("summary").click()
    expect(dialog.locator(".before-after")).to_be_visible()
    picture(page, "open-comparison")
    assert violations(page) == []
    dialog.get_by_label("From revision").fill("2")
    dialog.get_by_label("From revision").press("Tab")
    expect(dialog.locator(".difference")).to_have_count(1)
    expect(dialog.locator(".difference")).to_contain_text("L0003 was draft, is query".replace("draft", "unreviewed"))
    dialog.get_by_role("button", name="Back to the list").click()
    expect(dialog.locator(".changes")).to_be_visible()


@pytest.fixture
def changed(editor):
    """Confirm a row, then give it other words."""
    editor.go(3, "target").press("3")
    editor.page.keyboard.press("e")
    field = editor.page.locator(".cell textarea").first
    field.fill("China is utterly astonished by this.")
    field.press("Control+Enter")
    return editor.settle()


def test_a_row_changed_since_confirmed_shows_both_wordings_and_is_put_back(changed):
    """Both sides' difference in the pane; putting back is an edit that undo takes back."""
    page = changed.page
    part = page.locator(".since-confirmed")
    expect(part.locator("del")).to_contain_text("cannot help but feel")
    expect(part.locator("ins")).to_contain_text("is utterly")
    picture(page, "open-since-confirmed")
    assert violations(page) == []
    part.get_by_role("button", name="Put back").click()
    changed.settle()
    expect(changed.cell(3, "target")).to_have_text(EN[2])
    expect(part).to_be_hidden()
    assert not changed.links()[2]["changed_since_confirmed"]
    page.locator("#undo").click()
    changed.settle()
    expect(part.get_by_role("button", name="Confirm again")).to_be_visible()
    part.get_by_role("button", name="Confirm again").click()
    expect(part).to_be_hidden()
    assert changed.links()[2]["status"] == "confirmed"


BETTER = "\n".join(["A memorandum.", EN[0], EN[1].replace("trucks", "lorries"), *EN[2:]])


def test_a_text_is_replaced_after_a_preview_and_one_undo_takes_it_back(new_page, address, root):
    """From the document's page; what would change is shown before it is done."""
    page = new_page()
    page.goto(address)
    page.get_by_role("link", name="Replace the text en").first.click()
    page.get_by_label("Paste the text").fill(BETTER)
    page.get_by_label("One segment a line already").check()
    page.get_by_label("Provenance").select_option("archival")
    page.get_by_role("button", name="Show what would change").click()
    report = page.locator("#report")
    expect(report).to_contain_text("6 segments are the same")
    expect(report).to_contain_text("1 is new")
    expect(report.locator("del")).to_have_text("taken out: trucks")
    picture(page, "page-replace")
    assert violations(page) == []
    assert "lorries" not in (root / "corpus/memo/en.txt").read_text()
    page.get_by_role("button", name="Replace the text so").click()
    expect(report).to_contain_text("One undo in any of its alignments")
    assert (root / "corpus/memo/en.txt").read_text().splitlines() == BETTER.splitlines()
    assert 'provenance = "archival"' in (root / "corpus/memo/document.toml").read_text()
    report.get_by_role("link").first.click()
    page.locator("html[data-ready]").wait_for()
    page.locator("#undo").click()
    expect(page.locator("#redo")).to_be_enabled()
    assert (root / "corpus/memo/en.txt").read_text().splitlines() == EN
    assert 'provenance = "working"' in (root / "corpus/memo/document.toml").read_text()
