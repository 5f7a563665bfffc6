"""What a screen reader is told: roles, names, states and announcements, as Chromium gives them to it."""

from playwright.sync_api import expect
from workbench import EN, ZH, Editor


def tree(page, role: str) -> list[dict]:
    """Read the nodes of a role from the accessibility tree: name, description, properties."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    return [
        {
            "name": node.get("name", {}).get("value", ""),
            "description": node.get("description", {}).get("value", ""),
            **{prop["name"]: prop["value"].get("value") for prop in node.get("properties", [])},
        }
        for node in nodes
        if node.get("role", {}).get("value") == role and not node.get("ignored")
    ]


def test_the_grid_says_what_it_is(editor):
    """A grid with a name, its rows counted with the heading, several of them selectable."""
    expect(editor.page.get_by_role("grid", name="Alignment of Chinese (Simplified) and English")).to_have_attribute(
        "aria-rowcount", "8"
    )
    assert tree(editor.page, "grid")[0]["multiselectable"]
    expect(editor.page.get_by_role("row")).to_have_count(8)


def test_the_current_cell_is_read_with_its_shape_and_status(editor):
    """The cell that has the keyboard says its text and, after that, how many segments and which status the row has."""
    editor.go(2)
    editor.press("3")
    (focused,) = [node for node in tree(editor.page, "gridcell") if node.get("focused")]
    assert focused["name"] == f"{ZH[1]} {ZH[2]}"
    assert focused["description"] == "2:1 Confirmed"


def test_each_text_is_read_in_its_language(editor):
    """Language and direction stand on every cell; an empty one speaks the language of the interface."""
    assert editor.cell(1, "source").get_attribute("lang") == "zh-Hans"
    assert editor.cell(1, "target").get_attribute("lang") == "en"
    assert editor.cell(6, "target").locator(".void").get_attribute("lang") == "en"


def test_selected_rows_say_so(editor):
    """Selection is a state of the row."""
    editor.press("Shift+ArrowDown")
    assert [row.get("selected") for row in tree(editor.page, "row")][:4] == [None, True, True, False]


def test_what_happens_is_announced(editor):
    """Edits, refusals and reasons go through a live region, politely."""
    message = editor.page.locator(".message")
    expect(message).to_have_role("status")
    editor.press("m")
    expect(message).to_contain_text("Merged")
    editor.press("j", "o")
    expect(message).to_have_text("Both sides of this row have text.")


def test_who_is_on_a_row_is_read_with_its_number(new_page, address):
    """The name of another person belongs to the row's first cell."""
    editor = Editor(new_page(), address).open()
    page = new_page()
    page.add_init_script("localStorage.setItem('hexapla.author', 'Ana')")
    Editor(page, address).open().go(4, "target")
    expect(editor.page.get_by_role("row", name=EN[3]).get_by_role("gridcell").first).to_have_text("4Ana")


def test_composing_is_left_alone_where_keys_are_chosen(editor):
    """An input method's own key presses are no keys to be chosen."""
    editor.press("?")
    editor.page.get_by_role("button", name="Change keys…").click()
    editor.page.get_by_role("button", name="Merge with the row below: change the key").click()
    editor.page.evaluate(
        """() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
        {bubbles: true, cancelable: true, key: 'Process', code: 'KeyY', keyCode: 229}))"""
    )
    expect(editor.page.locator(".key-say")).to_contain_text("Press the new key")
    assert editor.page.evaluate("localStorage.getItem('hexapla.keys')") is None
