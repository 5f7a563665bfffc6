"""Working without a mouse, with an input method, and on layouts without Latin letters."""

from playwright.sync_api import expect
from workbench import EN, GROUPS

SHAPES = [f"{n}:{m}" for n, m in GROUPS]

# Sends a key event as a browser does that has no such keyboard; `init` are the fields of KeyboardEvent.
SEND = """(init) => document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', {bubbles: true, cancelable: true, ...init}))"""


def test_a_whole_session_by_keyboard(editor):
    """Move, merge, split, note, confirm, undo, filter, export menu: never a mouse."""
    page = editor.page
    editor.press("ArrowDown", "]", "c")
    expect(editor.cell(3, "source")).to_be_focused()
    editor.press("Shift+M", "ArrowRight", "ArrowLeft", "Control+z", "t")
    page.keyboard.type("By hand.")
    editor.press("Control+Enter", "Control+End", "3", "Control+Home", "c")
    assert editor.saved_shapes() == ["1:1", "1:1", "2:1", *SHAPES[3:]]
    assert [number for number, status in enumerate(editor.statuses(), 1) if status == "confirmed"] == [1, 2, 7]
    assert [note["text"] for note in editor.links()[1]["notes"]] == ["By hand."]
    editor.press("F6")
    expect(page.locator("#pane")).to_be_focused()
    editor.press("F6")
    expect(page.locator("#filter")).to_be_focused()
    editor.press("c")  # the browser's own way to choose in a list, not the command
    editor.press("F6")
    assert editor.page.evaluate("document.activeElement.className").startswith("cell")


def test_moving(editor):
    """Arrows, pages, ends, and going to a row by number."""
    editor.press("ArrowDown", "ArrowRight")
    expect(editor.cell(2, "target")).to_be_focused()
    editor.press("Control+End")
    expect(editor.cell(7, "target")).to_be_focused()
    editor.press("PageUp", "Control+Home", "ArrowLeft")
    expect(editor.cell(1, "source")).to_be_focused()
    editor.press("g")
    editor.page.keyboard.type("5")
    editor.press("Enter")
    expect(editor.cell(5, "source")).to_be_focused()


def test_jumping_to_what_needs_work(editor):
    """U, N and B find the next row, on its empty or longer side; Shift goes back; both go round at the ends."""
    editor.press("3", "n")
    expect(editor.cell(2, "source")).to_be_focused()
    editor.press("n", "Shift+N", "Shift+N")
    expect(editor.cell(7, "source")).to_be_focused()
    assert "end" in editor.message()
    editor.press("u")
    expect(editor.cell(2, "source")).to_be_focused()
    editor.press("b")
    assert editor.message() == "No row has a note."


def test_the_help_overlay_lists_every_key(editor):
    """? opens it; Escape closes it and the grid has the keyboard again."""
    editor.press("?")
    dialog = editor.page.get_by_role("dialog", name="Keys")
    for words in ("Merge with the row below", "Split at the caret", "Confirm this row and all above", "Undo"):
        expect(dialog.get_by_text(words, exact=True)).to_be_visible()
    editor.press("Escape")
    expect(dialog).to_have_count(0)
    expect(editor.cell(1, "source")).to_be_focused()


def test_keys_act_only_in_the_grid(editor):
    """Letters typed into a field are letters."""
    editor.press("t")
    editor.page.keyboard.type("mx cc 3 []")
    expect(editor.page.get_by_label("New note")).to_have_value("mx cc 3 []")
    assert editor.saved_shapes() == SHAPES


def test_keys_of_an_input_method_are_left_alone(editor):
    """A composing key does nothing, whichever way the browser says so."""
    editor.page.evaluate(SEND, {"key": "m", "code": "KeyM", "isComposing": True})
    editor.page.evaluate(SEND, {"key": "Process", "code": "KeyM", "keyCode": 229})
    editor.page.evaluate(SEND, {"key": "m", "code": "KeyM", "keyCode": 229})
    editor.settle()
    assert editor.saved_shapes() == SHAPES
    editor.page.evaluate(SEND, {"key": "m", "code": "KeyM"})
    expect(editor.page.locator(".row[data-id]")).to_have_count(len(SHAPES) - 1)


def test_composing_in_the_text_field(editor):
    """Enter that ends a composition neither saves nor closes; the composed text is saved by Ctrl+Enter."""
    editor.press("e", "Control+a")
    client = editor.page.context.new_cdp_session(editor.page)
    client.send("Input.imeSetComposition", {"text": "zhongguo", "selectionStart": 8, "selectionEnd": 8})
    field = editor.page.locator("textarea.edit-field")
    editor.page.evaluate(SEND, {"key": "Enter", "ctrlKey": True, "keyCode": 229})
    editor.page.evaluate(SEND, {"key": "Escape", "isComposing": True})
    expect(field).to_be_visible()
    client.send("Input.insertText", {"text": "中国没有采取行动。"})
    editor.press("Control+Enter")
    assert editor.texts(1, "source") == ["中国没有采取行动。"]


def test_a_cyrillic_layout(editor):
    """Where a key makes no Latin letter, its place on the keyboard counts: ь is M, х is [."""
    editor.page.evaluate(SEND, {"key": "ь", "code": "KeyM"})
    expect(editor.page.locator(".row[data-id]")).to_have_count(len(SHAPES) - 1)
    editor.settle()
    editor.page.evaluate(SEND, {"key": "я", "code": "KeyZ", "ctrlKey": True})
    expect(editor.page.locator(".row[data-id]")).to_have_count(len(SHAPES))
    editor.settle()
    editor.go(2)
    editor.page.evaluate(SEND, {"key": "ъ", "code": "BracketRight"})
    expect(editor.cell(3, "source").locator(".segment")).to_have_count(2)


def test_signs_that_need_a_third_level(editor):
    """A German keyboard makes ] with AltGr and 9, a Mac's with Option: then these are no modifiers."""
    editor.go(2)
    editor.page.evaluate(SEND, {"key": "]", "code": "Digit9", "ctrlKey": True, "altKey": True})
    expect(editor.cell(3, "source").locator(".segment")).to_have_count(2)


def test_the_browsers_own_keys_stay(editor):
    """Ctrl+T, Alt+← and the like are never taken."""
    for init in (
        {"key": "t", "code": "KeyT", "ctrlKey": True},
        {"key": "ArrowLeft", "code": "ArrowLeft", "altKey": True},
        {"key": "n", "code": "KeyN", "ctrlKey": True},
        {"key": "ArrowUp", "code": "ArrowUp", "ctrlKey": True},
    ):
        assert editor.page.evaluate(SEND, init) is True  # nobody prevented it


def test_the_filter_shows_what_was_chosen(editor):
    """Rows that stop matching stay until the filter is chosen again: the row being edited never jumps."""
    editor.press("3", "ArrowDown", "4")
    editor.filter("open")
    expect(editor.page.locator(".row[data-id]")).to_have_count(6)
    expect(editor.page.locator(".rows")).to_have_text("6 of 7 rows")
    editor.press("3")
    expect(editor.page.locator(".row[data-id]")).to_have_count(6)
    editor.filter("uneven")
    assert editor.shapes() == ["2:1", "1:2", "1:0", "0:1"]
    editor.filter("query")
    expect(editor.page.locator(".grid-empty")).to_contain_text("No row matches")
    editor.press("m", "c", "s")  # nothing to act on, and nothing breaks
    editor.filter("all")
    assert editor.shapes() == SHAPES


def test_splitting_right_to_left(new_page, address):
    """In an Arabic cell ← goes forward in the text, and the halves keep their order."""
    from workbench import Editor

    editor = Editor(new_page(), address, "rights/en--ar").open()
    editor.go(2, "target").press("s", "Home")
    start = editor.message()
    editor.press("ArrowLeft")
    assert editor.message() != start
    editor.press("ArrowRight", "Tab")
    expect(editor.page.locator(".message")).to_contain_text("شخص، | ويُحظر")
    editor.press("Enter")
    assert editor.texts(2, "target") == ["لا يجوز استرقاق أو استعباد أي شخص،", "ويُحظر الاسترقاق."]


def test_english_is_segmented_by_its_own_rules(editor):
    """Tab in split mode jumps to the ends of sentences and clauses only, the best place first."""
    message = editor.page.locator(".message")
    editor.go(2, "target").press("s", "Home", "Tab")
    expect(message).to_contain_text("them up. | They")
    editor.press("Tab")
    expect(message).to_contain_text("Moreover, | trucks")
    assert EN[1] in editor.texts(2, "target")


def test_finding_words(editor):
    """/ finds in both texts; F3 goes on; what is found is lit up; Escape leaves no light behind."""
    editor.press("/")
    editor.page.keyboard.type("SOVIET")
    expect(editor.page.locator("#find output")).to_have_text("3 rows")
    editor.press("Enter")
    expect(editor.cell(4, "target")).to_be_focused()
    lit = "() => [...(CSS.highlights.get('hx-found') ?? [])].map(range => range.toString())"
    assert editor.page.evaluate(lit) == ["Soviet"] * 3
    editor.press("F3", "F3")
    expect(editor.cell(1, "target")).to_be_focused()
    editor.press("Control+f", "Escape")
    editor.page.wait_for_timeout(100)
    assert editor.page.evaluate(lit) == []
