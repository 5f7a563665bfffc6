"""The ribbon of an alignment, from the editor and back."""

import pytest
from playwright.sync_api import expect
from test_looks import SCHEMES, picture, too_wide, violations


def test_the_ribbon_is_one_key_from_the_editor(editor):
    """Shift+D draws the links around the row; a click on a band goes back to its row."""
    editor.page.keyboard.press("Shift+D")
    editor.page.wait_for_url("**/ribbon?row=1")
    band = editor.page.locator(".picture path[data-key=L0004]").first
    expect(band).to_be_visible()
    band.click()
    editor.page.wait_for_url("**#L0004")
    expect(editor.cell(4, "source")).to_be_focused()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_ribbon_looks_right_at_every_size(new_page, memorandum, scheme):
    """As wide as there is room, in the page's own colours."""
    page = new_page(color_scheme=scheme)
    page.goto(f"{memorandum}/documents/1962-04-24-memorandum/zh-Hans--en/ribbon")
    for size, (width, height) in {"laptop": (1360, 768), "phone": (390, 844)}.items():
        page.set_viewport_size({"width": width, "height": height})
        drawn = "() => Math.abs(ribbon.clientWidth - ribbon.querySelector('svg').width.baseVal.value) < 41"
        page.wait_for_function(drawn)
        picture(page, f"ribbon-{size}-{scheme}")
        assert not too_wide(page)
        assert violations(page) == []
    paper = page.locator(".picture .fill-paper").evaluate("rect => getComputedStyle(rect).fill")
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light")
