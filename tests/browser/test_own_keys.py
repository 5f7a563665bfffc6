"""Choosing one's own keys: kept for the person, shown wherever keys are shown, never two commands on one key."""

import pytest
from playwright.sync_api import expect
from workbench import GROUPS

SHAPES = [f"{n}:{m}" for n, m in GROUPS]
MERGE = "Merge with the row below: change the key"


@pytest.fixture
def change(editor):
    """Open the overlay in which keys are changed; give what presses a new key for a command."""
    page = editor.page
    editor.press("?")
    page.get_by_role("button", name="Change keys…").click()

    def press(command: str, key: str) -> str:
        page.get_by_role("button", name=f"{command}: change the key").click()
        page.keyboard.press(key)
        return page.locator(".key-say").inner_text()

    return press


def test_a_command_gets_another_key(editor, change):
    """The new key works at once and after a reload, the old one no more, and buttons and hints teach the new one."""
    assert change("Merge with the row below", "z") == "Z is now “Merge with the row below”."
    editor.press("Escape", "m")
    assert editor.shapes() == SHAPES
    expect(editor.page.locator(".hints button").first).to_have_text("Zmerge")
    expect(editor.page.get_by_role("button", name="Merge down")).to_have_attribute(
        "title", "Merge with the row below (Z)"
    )
    editor.open().press("z")
    assert editor.saved_shapes() == ["3:2", *SHAPES[2:]]


def test_a_key_that_is_taken_is_asked_about(editor, change):
    """The other command is named; it loses the key only when one says so."""
    page = editor.page
    assert "X is “Explode into one row a segment pair” already." in change("Merge with the row below", "x")
    page.get_by_role("button", name="Leave it").click()
    expect(page.get_by_role("button", name=f"{MERGE}, now M")).to_be_focused()
    change("Merge with the row below", "x")
    page.get_by_role("button", name="Take it from there").click()
    expect(
        page.get_by_role("button", name="Explode into one row a segment pair: change the key, now none")
    ).to_be_visible()
    editor.press("Escape", "x")
    assert editor.saved_shapes() == ["3:2", *SHAPES[2:]]


@pytest.mark.parametrize("key", ["Control+n", "Control+t", "Alt+m", "Tab", "F5", "Control+ArrowUp", "Control+Space"])
def test_the_browsers_keys_cannot_be_taken(change, key):
    """They are refused with a reason, and the command keeps its key."""
    assert "to the browser" in change("Merge with the row below", key)


def test_keys_are_given_back(editor, change):
    """One by one, or all at once."""
    page = editor.page
    change("Merge with the row below", "z")
    change("Explode into one row a segment pair", "Delete")
    page.get_by_role("button", name="Merge with the row below: back to the usual key").click()
    expect(page.get_by_role("button", name=f"{MERGE}, now M")).to_be_focused()
    page.get_by_role("button", name="Reset all keys").click()
    expect(
        page.get_by_role("button", name="Explode into one row a segment pair: change the key, now X")
    ).to_be_visible()
    assert page.evaluate("localStorage.getItem('hexapla.keys')") is None
