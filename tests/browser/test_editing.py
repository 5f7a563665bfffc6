"""Adjusting an alignment by keys and by mouse; after each edit the page and the server agree."""

from playwright.sync_api import expect
from workbench import GROUPS, ZH

SHAPES = [f"{n}:{m}" for n, m in GROUPS]


def agree(editor, shapes: list[str]) -> None:
    """Check that page and server both have these shapes."""
    assert editor.shapes() == shapes
    assert editor.saved_shapes() == shapes


def test_merging_and_undoing_by_key(editor):
    """M merges with the row below, Ctrl+Z takes it back, Ctrl+Y does it again."""
    agree(editor, SHAPES)
    editor.press("m")
    agree(editor, ["3:2", *SHAPES[2:]])
    editor.press("Control+z")
    agree(editor, SHAPES)
    editor.press("Control+y")
    agree(editor, ["3:2", *SHAPES[2:]])


def test_merging_and_undoing_by_mouse(editor):
    """The pane has a button for every command; the bar says what undo would take back."""
    editor.go(3)
    editor.page.get_by_role("button", name="Merge up").click()
    editor.settle()
    agree(editor, ["1:1", "3:2", *SHAPES[3:]])
    undo = editor.page.locator("#undo")
    expect(undo).to_have_attribute("title", "Undo: Merged L0003 into L0002 (Ctrl+Z)")
    undo.click()
    editor.settle()
    agree(editor, SHAPES)


def test_keys_typed_faster_than_the_server_answers_are_all_done(editor):
    """Keys that come while an edit is on its way wait for it and act on what it made."""
    editor.page.route("**/edits", lambda route: (editor.page.wait_for_timeout(150), route.continue_()))
    for key in "mmm":
        editor.page.keyboard.press(key)
    expect(editor.page.locator(".row[data-id]")).to_have_count(len(SHAPES) - 3)
    editor.settle()
    agree(editor, ["5:5", *SHAPES[4:]])


def test_merging_selected_rows(editor):
    """Shift and arrows select rows; M makes one of them."""
    editor.press("Shift+ArrowDown", "Shift+ArrowDown")
    expect(editor.page.locator(".row[aria-selected=true]")).to_have_count(3)
    editor.press("m")
    agree(editor, ["4:3", *SHAPES[3:]])


def test_shifting_a_segment_and_back(editor):
    """] sends the last segment of the cell down, [ of the next row sends it up again."""
    editor.go(2).press("]")
    agree(editor, ["1:1", "1:1", "2:1", *SHAPES[3:]])
    editor.press("ArrowDown", "[")
    agree(editor, SHAPES)


def test_shifting_everything_from_here_on(editor):
    """} pushes a whole side down by one row, { pulls it up."""
    editor.go(3, "target").press("}")
    agree(editor, ["1:1", "2:1", "1:0", "1:1", "1:2", "1:1", "0:1"])
    editor.press("ArrowDown", "{")
    agree(editor, ["1:1", "2:1", "1:1", "1:2", "1:1", "1:1"])


def test_splitting_a_row_between_two_segments(editor):
    """S on a cell of two segments puts the caret between them; Enter makes two rows."""
    editor.go(2).press("s", "Enter")
    agree(editor, ["1:1", "1:1", "1:0", *SHAPES[2:]])
    expect(editor.cell(3, "source")).to_be_focused()


def test_splitting_at_the_caret_within_a_segment(editor):
    """The caret begins at the likely place; Enter cuts the segment, a second Enter makes two rows."""
    editor.go(2, "target").press("s")
    assert "them up. | They" in editor.message()
    editor.press("Enter")
    agree(editor, ["1:1", "2:2", *SHAPES[2:]])
    assert editor.texts(2, "target")[1].startswith("They were registered")
    editor.press("Enter")
    agree(editor, ["1:1", "1:1", "1:1", *SHAPES[2:]])


def test_the_caret_walks_by_characters_words_and_lines(editor):
    """Arrows move by what a reader calls a character, with Ctrl by words; Escape leaves everything as it was."""
    editor.go(1).press("s", "Home")
    assert "苏 | 联" in editor.message()
    editor.press("ArrowRight")
    assert "苏联 | 边" in editor.message()
    editor.press("Control+ArrowRight")
    after_word = editor.message()
    assert "苏联 | 边" not in after_word
    editor.press("End")
    assert "行动 | 。" in editor.message()
    editor.press("Escape")
    expect(editor.page.locator(".split-caret")).to_have_count(0)
    agree(editor, SHAPES)


def test_clicking_places_the_caret(editor):
    """In split mode a click into the text puts the caret there."""
    editor.go(1, "target").press("s", "Home")
    before = editor.message()
    box = editor.cell(1, "target").locator(".segment").bounding_box()
    editor.page.mouse.click(box["x"] + 120, box["y"] + 10)
    assert editor.message() != before
    expect(editor.page.locator(".split-caret")).to_have_count(1)
    editor.press("Enter")
    assert len(editor.texts(1, "target")) == 2


def test_a_character_outside_the_basic_plane_is_one_character(editor):
    """Offsets count code points: 𠮷 is two units for the browser and one for the server; 葛󠄀 is never cut in two."""
    editor.go(7 - 1).press("e")
    editor.page.keyboard.press("Control+a")
    editor.page.keyboard.insert_text("𠮷野家葛󠄀城市在此")
    editor.press("Control+Enter")
    editor.press("s", "Home")
    assert "𠮷 | 野" in editor.message()
    editor.press("ArrowRight", "ArrowRight", "ArrowRight", "Enter")
    assert editor.texts(6, "source") == ["𠮷野家葛󠄀", "城市在此"]
    assert [s["text"] for s in editor.links()[5]["source"]] == ["𠮷野家葛󠄀", "城市在此"]


def test_joining_and_exploding(editor):
    """J makes one segment of a cell's segments; X makes a row of each pair."""
    editor.go(2).press("j")
    assert editor.texts(2, "source") == [ZH[1] + ZH[2]]
    editor.press("Control+z", "ArrowDown", "ArrowDown", "x")
    agree(editor, ["1:1", "2:1", "1:1", "1:1", "0:1", *SHAPES[4:]])


def test_unlinking_and_naming_what_is_missing(editor):
    """Shift+L parts the two sides; O says why one is empty."""
    editor.press("Shift+L")
    agree(editor, ["1:0", "0:1", *SHAPES[1:]])
    editor.go(1).press("o")
    expect(editor.cell(1, "target")).to_have_text("∅Omission")
    editor.page.get_by_role("button", name="Lost").click()
    editor.settle()
    assert editor.links()[0]["kind"] == "lost"


def test_linking_freely(editor):
    """L shows the segments around to tick: what is ticked becomes one row, crossing or not."""
    editor.go(6).press("l")
    dialog = editor.page.get_by_role("dialog")
    dialog.get_by_label("Beijing, 24 April 1962").check()
    expect(dialog.locator(".relink-sum")).to_have_text("One row of 1:1.")
    dialog.get_by_role("button", name="Link", exact=True).click()
    editor.settle()
    expect(editor.page.get_by_role("dialog")).to_have_count(0)
    agree(editor, [*SHAPES[:5], "1:1"])


def test_sending_a_segment_to_another_row(editor):
    """Shift+G asks for the row; the segment goes there, crossing if need be."""
    editor.go(2).press("Shift+G")
    dialog = editor.page.get_by_role("dialog")
    dialog.get_by_label(ZH[2]).check()
    dialog.get_by_label("Row").fill("7")
    editor.page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    editor.settle()
    agree(editor, ["1:1", "1:1", "1:1", "1:2", "1:1", "1:0", "1:1"])
    assert editor.texts(7, "source") == [ZH[2]]


def test_editing_text(editor):
    """E opens a field; Ctrl+Enter saves, Escape does not; a confirmed row then asks to be confirmed again."""
    editor.press("3", "e")
    editor.page.keyboard.press("Control+a")
    editor.page.keyboard.insert_text("中方没有采取任何行动。")
    editor.press("Control+Enter")
    assert editor.texts(1, "source") == ["中方没有采取任何行动。"]
    expect(editor.page.locator(".row.current .mark.changed")).to_be_visible()
    editor.press("e")
    editor.page.keyboard.insert_text("不")
    editor.press("Escape")
    assert editor.texts(1, "source") == ["中方没有采取任何行动。"]
    editor.page.get_by_role("button", name="Confirm again").click()
    editor.settle()
    expect(editor.page.locator(".mark.changed")).to_have_count(0)


def test_editing_text_by_double_click(editor):
    """A double click opens the segment that was clicked; the button saves."""
    editor.cell(4, "target").locator(".segment").nth(1).dblclick()
    field = editor.page.get_by_role("textbox", name="English, segment 2")
    expect(field).to_be_focused()
    field.fill("It will exert one\non the USSR.")
    editor.page.get_by_role("button", name="Save", exact=True).click()
    editor.settle()
    assert editor.texts(4, "target")[1] == "It will exert one on the USSR."


def test_notes(editor):
    """T writes a note; it can be edited and deleted, and is there after a reload."""
    editor.press("t")
    editor.page.keyboard.insert_text("没有采取任何行动: stronger than “did nothing”.")
    editor.press("Control+Enter")
    expect(editor.page.locator(".note-text")).to_have_text("没有采取任何行动: stronger than “did nothing”.")
    expect(editor.cell(1, "source")).to_be_focused()
    editor.page.get_by_role("button", name="Edit this note").click()
    editor.page.get_by_label("Edit the note").fill("Stronger.")
    editor.page.keyboard.press("Control+Enter")
    editor.settle()
    editor.open()
    expect(editor.page.locator(".note-text")).to_have_text("Stronger.")
    editor.page.get_by_role("button", name="Delete this note").click()
    expect(editor.page.locator(".note")).to_have_count(0)
    editor.settle()
    assert editor.links()[0]["notes"] == []


def test_a_note_begun_on_one_row_waits_there(editor):
    """Going to another row and back loses nothing that was written."""
    editor.press("t")
    editor.page.keyboard.insert_text("Half a thou")
    editor.go(3)
    expect(editor.page.get_by_label("New note")).to_have_value("")
    editor.go(1)
    expect(editor.page.get_by_label("New note")).to_have_value("Half a thou")


def test_statuses(editor):
    """1 to 4 set the status, of all selected rows; C confirms and goes on; Shift+C confirms everything above."""
    editor.press("4", "c")
    expect(editor.cell(2, "source")).to_be_focused()
    editor.press("Shift+ArrowDown", "2")
    assert editor.statuses()[:4] == ["confirmed", "draft", "draft", "unreviewed"]
    editor.go(5).press("Shift+C")
    assert editor.statuses() == ["confirmed"] * 5 + ["unreviewed"] * 2
    expect(editor.page.locator("#progress")).to_contain_text("5 of 7 confirmed")


def test_everything_is_there_after_a_reload(editor):
    """What was saved stays saved, and undo still knows it."""
    editor.press("m", "3")
    editor.open()
    assert editor.shapes() == ["3:2", *SHAPES[2:]]
    assert editor.statuses()[0] == "confirmed"
    editor.press("Control+z", "Control+z")
    agree(editor, SHAPES)


def test_the_history_of_a_row_is_beside_it(editor):
    """Each edit of the row is listed with its author."""
    editor.page.locator("#settings-button").click()
    editor.page.get_by_label("Your name").fill("李华")
    editor.page.keyboard.press("Escape")
    editor.go(2).press("m")
    expect(editor.page.locator(".history li").first).to_contain_text("Merged L0003 into L0002")
    expect(editor.page.locator(".history .who").first).to_contain_text("李华")


def test_an_edit_that_cannot_be_done_is_explained(editor):
    """The first row has nothing above it to merge with; nothing happens but a sentence."""
    editor.press("Shift+M")
    assert editor.message() == "There is no row above."
    editor.press("j")
    assert editor.message() == "This cell has no two segments to join."
    agree(editor, SHAPES)


def test_mending_what_a_jump_led_to_leads_on(editor):
    """After N a fix goes on to the next row that is not 1:1, on the side that has more; moving by hand ends that."""
    editor.press("n")
    expect(editor.cell(2, "source")).to_be_focused()
    editor.press("x")
    expect(editor.cell(3, "target")).to_be_focused()
    editor.press("n")
    expect(editor.cell(5, "target")).to_be_focused()
    editor.press("ArrowUp", "ArrowDown", "x")
    expect(editor.cell(5, "target")).to_be_focused()


def test_an_empty_cell_takes_from_its_neighbours(editor):
    """[ brings the first segment of the row below up into it, ] the last of the row above down into it."""
    editor.go(6, "target").press("[")
    assert editor.shapes() == [*SHAPES[:5], "1:1"]
    expect(editor.cell(6, "target")).to_be_focused()
    editor.press("Control+z")
    editor.go(6, "target").press("]")
    assert editor.shapes() == [*SHAPES[:4], "1:0", "1:1", "0:1"] == editor.saved_shapes()
