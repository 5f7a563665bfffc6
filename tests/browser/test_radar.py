"""The drift radar in the pair editor: seen at a glance, mended in one step."""

import re
import shutil

import pytest
from playwright.sync_api import expect
from test_looks import SCHEMES, picture, violations
from workbench import ROOT, Editor, serving


@pytest.fixture
def udhr(tmp_path):
    """Serve a copy of the sample documents that may be edited."""
    for folder in ("corpus", "alignments"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    with serving(tmp_path) as address:
        yield address


def damaged(new_page, address, **options) -> Editor:
    """Open the Russian declaration and push everything from row 30 on down by one."""
    editor = Editor(new_page(**options), address, "udhr/en--ru").open()
    editor.page.locator("html[data-ready=all]").wait_for()
    editor.go(30, "target").press("}")
    return editor


def test_a_drift_is_found_shown_and_put_right_in_one_step(new_page, udhr):
    """D shows the repair before and after; Escape changes nothing; the button does it, and one undo takes it back."""
    editor = damaged(new_page, udhr)
    page = editor.page
    bad = editor.links()
    page.keyboard.press("d")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(re.compile(r"Rows 30 to 10\d: each has the translation of the row above"))
    expect(dialog).to_contain_text("more rows")
    page.keyboard.press("Escape")
    assert editor.links() == bad
    page.keyboard.press("d")
    dialog.get_by_role("button", name="Put right").click()
    expect(page.locator("#undo")).to_have_attribute("title", re.compile("Closed a drift"))
    editor.settle()
    good = editor.links()
    assert [len(link["target"]) for link in good[28:32]] == [1, 1, 1, 1]
    assert good[29]["target"][0]["number"] == bad[30]["target"][0]["number"]
    page.keyboard.press("d")
    expect(page.locator(".message")).to_contain_text("No drift")
    editor.press("Control+z")
    assert [link["target"] for link in editor.links()] == [link["target"] for link in bad]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_strip_shows_where_it_begins(new_page, udhr, scheme):
    """Lengths alone give a drift away, so the place is marked unasked; a click on the strip goes to a row."""
    editor = damaged(new_page, udhr, color_scheme=scheme)
    page = editor.page
    mark = page.locator(".radar-mark")
    expect(mark).to_have_count(1)
    expect(mark).to_have_accessible_name(re.compile("Rows 30 to"))
    picture(page, f"radar-{scheme}")
    assert violations(page) == []
    box = page.locator(".radar").bounding_box()
    page.mouse.click(box["x"] + 8, box["y"] + box["height"] * 0.1)
    expect(page.locator(".row.current .number")).to_have_text("11")
    mark.click()
    expect(page.get_by_role("dialog")).to_contain_text("As it would be")
    picture(page, f"open-drift-{scheme}")
    assert violations(page) == []
