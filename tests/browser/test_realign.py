"""Aligning again from the grid: shown first, one edit, one undo step."""

import re

from playwright.sync_api import expect
from test_looks import picture, violations


def test_unsettled_rows_are_aligned_again_after_a_preview(editor):
    """R shows before and after; Escape changes nothing; the button does it, and undo takes it back."""
    page = editor.page
    page.keyboard.press("]")
    expect(page.locator("#undo")).to_be_enabled()
    page.keyboard.press("1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("1")
    page.keyboard.press("r")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("As it would be")
    picture(page, "open-realign")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.keyboard.press("r")
    dialog.get_by_role("button", name="Align so").click()
    expect(dialog).to_have_count(0)
    expect(page.locator("#undo")).to_have_attribute("title", re.compile("Aligned .* links anew"))
    page.keyboard.press("Control+z")
    expect(page.locator("#redo")).to_have_attribute("title", re.compile("Aligned .* links anew"))
