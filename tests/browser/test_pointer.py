"""Everything by mouse or finger: the menu of a row, selecting rows, dragging a segment to another row."""

import pytest
from playwright.sync_api import expect
from workbench import GROUPS, Editor

SHAPES = [f"{n}:{m}" for n, m in GROUPS]
# Commands that clicking and scrolling do: they need no place in the menu.
BY_MOUSE = {"ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Mod+Home", "Mod+End", "F6"}


def drag(editor, segment, to, *, drop=True):
    """Take a segment by its grip and carry it to a cell."""
    page = editor.page
    segment.hover()
    grip, goal = segment.locator(".grip").bounding_box(), to.bounding_box()
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(goal["x"] + 60, goal["y"] + 12, steps=5)
    expect(to).to_contain_class("drop")
    if drop:
        page.mouse.up()


def test_the_menu_of_a_row_has_every_command(editor):
    """A right click opens it on the cell clicked; each command with a key is there, but for what clicking does."""
    editor.cell(4, "target").click(button="right")
    menu = editor.page.get_by_role("menu", name="Row 4")
    expect(menu).to_be_visible()
    table = editor.page.evaluate("import('/static/keys.js').then(({ GROUPS }) => GROUPS.flatMap(([, keys]) => keys))")
    wanted = {command for key, command in table if key not in BY_MOUSE}
    assert menu.get_by_role("menuitem").count() == len(wanted)
    menu.get_by_role("menuitem", name="Explode").click()
    editor.settle()
    assert editor.shapes() == [*SHAPES[:3], "1:1", "0:1", *SHAPES[4:]]
    expect(editor.cell(4, "target")).to_be_focused()


def test_the_menu_by_its_number_and_by_keyboard(editor):
    """A click on the row's number opens it; arrows walk it; Escape gives the keyboard back to the cell."""
    page = editor.page
    page.locator(".row[data-id] .number").nth(1).click()
    menu = page.get_by_role("menu", name="Row 2")
    expect(menu.get_by_role("menuitem", name="Merge down")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(menu.get_by_role("menuitem", name="Merge up")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(editor.cell(2, "source")).to_be_focused()


def test_words_that_are_selected_keep_the_browsers_menu(editor):
    """One can still copy by mouse."""
    cell = editor.cell(1, "target")
    cell.locator(".segment").click(click_count=3)
    editor.press("Escape")
    cell.evaluate("cell => getSelection().selectAllChildren(cell)")
    cell.click(button="right")
    expect(editor.page.locator("#row-menu")).to_be_hidden()


def test_several_rows_by_mouse_get_a_status_at_once(editor):
    """Shift and a click select the rows between; the menu acts on them all, in one undo step."""
    page = editor.page
    editor.go(2)
    editor.cell(5, "source").click(modifiers=["Shift"])
    editor.cell(3, "source").click(button="right")
    page.get_by_role("menu", name="4 rows selected").get_by_role("menuitem", name="Query").click()
    editor.settle()
    assert editor.statuses() == ["unreviewed", *["query"] * 4, *["unreviewed"] * 2]
    editor.press("Control+z")
    assert set(editor.statuses()) == {"unreviewed"}


def test_dragging_a_segment_to_another_row(editor):
    """Its grip takes it there; the cell that would get it is shown."""
    drag(editor, editor.cell(2, "source").locator(".segment").nth(1), editor.cell(3, "source"))
    editor.settle()
    assert editor.saved_shapes() == ["1:1", "1:1", "2:1", *SHAPES[3:]] == editor.shapes()
    expect(editor.cell(3, "source")).to_be_focused()


def test_escape_leaves_what_is_dragged_where_it_was(editor):
    """Nothing is edited, and nothing of the drag stays to be seen."""
    drag(editor, editor.cell(2, "source").locator(".segment").nth(1), editor.cell(3, "source"), drop=False)
    editor.page.keyboard.press("Escape")
    editor.page.mouse.up()
    editor.settle()
    assert editor.saved_shapes() == SHAPES
    expect(editor.page.locator(".drag-ghost, .drop, .dragged")).to_have_count(0)


@pytest.fixture
def finger(new_page, address):
    """Open the editor on a phone; give what presses a finger down there for a while."""
    editor = Editor(new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True), address).open()
    client = editor.page.context.new_cdp_session(editor.page)

    def touch(*points, hold=0):
        for number, (x, y) in enumerate(points):
            kind = "touchMove" if number else "touchStart"
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        editor.page.wait_for_timeout(hold)
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    editor.touch = touch
    return editor


def test_a_long_touch_opens_the_menu(finger):
    """On a phone the menu comes up from below."""
    box = finger.cell(2, "source").bounding_box()
    finger.touch((box["x"] + 60, box["y"] + 20), hold=900)
    menu = finger.page.get_by_role("menu", name="Row 2")
    expect(menu).to_be_visible()
    menu.get_by_role("menuitem", name="Explode").tap()
    finger.settle()
    assert finger.saved_shapes() == ["1:1", "1:1", "1:0", *SHAPES[2:]]


def test_frequent_commands_are_buttons_on_a_phone(finger):
    """A tap merges."""
    finger.page.get_by_role("toolbar", name="Frequent commands").get_by_role("button", name="merge").tap()
    finger.settle()
    assert finger.saved_shapes() == ["3:2", *SHAPES[2:]]


def test_a_finger_drags_a_segment(finger):
    """The current row shows grips large enough for a finger."""
    finger.cell(2, "source").tap(position={"x": 60, "y": 12})
    expect(finger.cell(2, "source")).to_be_focused()
    grip = finger.cell(2, "source").locator(".grip").nth(1).bounding_box()
    goal = finger.cell(3, "source").bounding_box()
    start = (grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    finger.touch(start, (start[0] + 20, start[1] + 20), (goal["x"] + 80, goal["y"] + 12))
    finger.settle()
    expect(finger.cell(3, "source").locator(".segment")).to_have_count(2)
