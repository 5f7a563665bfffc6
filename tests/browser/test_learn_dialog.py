"""Learning from confirmed rows in the editor."""

from playwright.sync_api import expect
from test_looks import picture, violations


def test_the_aligner_learns_from_confirmed_rows_and_forgets(editor, monkeypatch):
    """Shift+R says what is known, learns with the button, says from how much, and forgets."""
    monkeypatch.setattr("hexapla.align.learning.fitting.FEWEST", 2)
    page = editor.page
    page.keyboard.press("Shift+R")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Nothing has been learned about these two languages yet.")
    expect(dialog.get_by_role("button", name="Forget")).to_be_hidden()
    dialog.get_by_role("button", name="Learn now").click()
    expect(dialog.get_by_role("status")).to_contain_text("Nobody has confirmed a row yet")
    page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.press("c")
    expect(page.locator(".saved")).to_have_attribute("data-state", "saved")
    page.keyboard.press("Shift+R")
    dialog.get_by_role("button", name="Learn now").click()
    expect(dialog.get_by_role("status")).to_have_text("Chinese – English: learned. Confirmed rows: 3; alignments: 1.")
    picture(page, "open-learn")
    assert violations(page) == []
    dialog.get_by_role("button", name="Forget").click()
    expect(dialog).to_contain_text("Nothing has been learned about these two languages yet.")
