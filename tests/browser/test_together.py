"""Several people on one alignment, and a server that goes away."""

import pytest
from playwright.sync_api import expect
from samples import make_workspace, numbered
from workbench import GROUPS, NAME, ZH, Editor, serving

SHAPES = [f"{n}:{m}" for n, m in GROUPS]


@pytest.fixture
def other(new_page, address) -> Editor:
    """Open a second browser on the same alignment; it does not look for news by itself for a long time."""
    page = new_page()
    page.add_init_script("const real = setInterval; window.setInterval = (f, ms) => real(f, ms * 1000);")
    return Editor(page, address).open()


def test_edits_of_others_arrive_by_themselves(editor, other):
    """Within seconds, with the name of who made them; the cursor stays with its segments."""
    editor.go(4)
    other.press("m")
    expect(editor.page.locator(".row[data-id]")).to_have_count(len(SHAPES) - 1)
    assert editor.shapes() == ["3:2", *SHAPES[2:]]
    expect(editor.cell(3, "source")).to_be_focused()
    assert "Merged L0002 into L0001" in editor.message()


def test_edits_of_different_rows_both_succeed(editor, other):
    """A stale edit is rebased over what was missed and sent again."""
    other.go(5)
    editor.press("m")
    other.press("4")
    assert other.shapes() == ["3:2", *SHAPES[2:]]
    assert other.statuses()[3] == "query"
    assert [link["status"] for link in other.links()][3] == "query"


def test_edits_of_the_same_row_are_settled_by_one_choice(editor, other):
    """Neither version is lost: both are shown, and one click decides."""
    other.press("e")
    other.page.keyboard.press("Control+a")
    other.page.keyboard.insert_text("苏联没有行动。")
    editor.press("e")
    editor.page.keyboard.press("Control+a")
    editor.page.keyboard.insert_text("苏方毫无行动。")
    editor.press("Control+Enter")
    other.press("Control+Enter")
    dialog = other.page.get_by_role("dialog", name="Two versions")
    expect(dialog).to_contain_text("苏联没有行动。")
    expect(dialog).to_contain_text("苏方毫无行动。")
    assert other.links()[0]["source"][0]["text"] == "苏方毫无行动。"
    dialog.get_by_role("button", name="Make my edit").click()
    other.settle()
    assert other.links()[0]["source"][0]["text"] == "苏联没有行动。"


def test_an_edit_of_a_row_that_went_away_is_not_made(editor, other):
    """The editor is told, and sees the row as it was."""
    other.go(2)
    editor.press("m")
    other.press("Shift+L")
    dialog = other.page.get_by_role("dialog", name="Two versions")
    expect(dialog).to_contain_text("no longer exists")
    expect(dialog).to_contain_text(ZH[1])
    dialog.get_by_role("button", name="Keep theirs").click()
    expect(dialog).to_have_count(0)
    assert other.saved_shapes() == ["3:2", *SHAPES[2:]]


def test_two_tabs_of_one_browser_tell_each_other_at_once(editor, address):
    """The second tab need not wait for its next look."""
    tab = editor.page.context.new_page()
    tab.add_init_script("window.setInterval = () => 0;")
    second = Editor(tab, address).open()
    editor.page.bring_to_front()
    editor.press("m")
    expect(second.page.locator(".row[data-id]")).to_have_count(len(SHAPES) - 1)


def test_nothing_is_lost_when_the_server_is_away(editor):
    """One works on, the bar says how many edits wait, and they are saved in order when it is back."""
    page = editor.page
    page.context.set_offline(True)
    page.keyboard.press("m")
    expect(page.locator(".saved")).to_contain_text("Not saved.")
    for key in ("ArrowDown", "ArrowDown", "x", "4"):
        page.keyboard.press(key)
    expect(page.locator(".saved")).to_contain_text("3 edits not saved.")
    after = ["3:2", "1:1", "1:1", "0:1", "1:1", "1:0", "0:1"]
    assert editor.shapes() == after
    assert editor.saved_shapes() == SHAPES
    page.context.set_offline(False)
    editor.settle()
    assert editor.shapes() == after == editor.saved_shapes()
    assert [link["status"] for link in editor.links()][2] == "query"


def test_an_edit_is_seen_before_the_server_has_answered(editor):
    """Several in a row are drawn at once while the first is still on its way; ids given meanwhile are put right."""
    page = editor.page
    held = []
    page.route("**/edits", lambda route: held.append(route), times=1)  # noqa: PLW0108 - Playwright marks the handler, and a built-in cannot be marked
    editor.go(4)
    for key in ("x", "ArrowDown", "3", "ArrowUp", "2"):
        page.keyboard.press(key)
    assert editor.shapes() == [*SHAPES[:3], "1:1", "0:1", *SHAPES[4:]]
    assert editor.statuses()[3:5] == ["draft", "confirmed"]
    expect(page.locator(".saved")).to_have_attribute("data-state", "saving")
    assert editor.saved_shapes() == SHAPES
    held[0].continue_()
    editor.settle()
    assert editor.shapes() == [*SHAPES[:3], "1:1", "0:1", *SHAPES[4:]] == editor.saved_shapes()
    assert [link["status"] for link in editor.links()][3:5] == ["draft", "confirmed"]
    ids = [row.get_attribute("data-id") for row in page.locator(".row[data-id]").all()]
    assert ids == [link["id"] for link in editor.links()]


def test_a_refused_edit_is_taken_back(editor):
    """What was shown goes away again, the reason is said, and later edits of other rows stand."""
    page = editor.page
    refusal = '{"error": {"type": "bad_edit", "message": "Rows that rest are not merged."}}'
    held = []
    page.route("**/edits", lambda route: held.append(route), times=1)  # noqa: PLW0108 - as above
    page.keyboard.press("m")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "4"):
        page.keyboard.press(key)
    held[0].fulfill(status=422, body=refusal)
    editor.settle()
    expect(page.locator(".message")).to_have_text("Rows that rest are not merged.")
    assert editor.shapes() == SHAPES == editor.saved_shapes()
    assert [link["status"] for link in editor.links()].index("query") == 4


def test_edits_on_their_way_survive_edits_of_others(editor, other):
    """What others did comes in under what one has just done; nothing is lost on either side."""
    other.press("Control+End")
    held = []
    other.page.route("**/edits", lambda route: held.append(route), times=1)  # noqa: PLW0108 - Playwright marks the handler, and a built-in cannot be marked
    for key in ("3", "ArrowUp", "2"):
        other.page.keyboard.press(key)
    editor.press("m")
    held[0].continue_()
    other.settle()
    assert other.shapes() == ["3:2", *SHAPES[2:]] == editor.saved_shapes()
    assert [link["status"] for link in other.links()][-2:] == ["draft", "confirmed"] == other.statuses()[-2:]


def test_an_answer_that_got_lost_is_not_done_twice(editor):
    """The server made the note but its answer never came; Retry finds it there."""
    page = editor.page

    def swallow(route):
        route.fetch()
        route.abort()

    page.route("**/edits", swallow, times=1)
    page.keyboard.press("t")
    page.keyboard.insert_text("Once.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".saved")).to_contain_text("Not saved.")
    page.get_by_role("button", name="Retry").click()
    editor.settle()
    assert [note["text"] for note in editor.links()[0]["notes"]] == ["Once."]
    expect(page.locator(".note-text")).to_have_text("Once.")


def test_a_waiting_edit_can_be_given_up(editor):
    """Discard leaves the alignment as the server has it."""
    page = editor.page
    page.context.set_offline(True)
    page.keyboard.press("m")
    page.get_by_role("button", name="Discard").click()
    page.context.set_offline(False)
    editor.settle()
    assert editor.shapes() == SHAPES == editor.saved_shapes()


def test_several_segments_edited_at_once_are_all_kept_while_the_server_is_away(editor):
    """Every one of them is sent, in order."""
    page = editor.page
    editor.go(4, "target").press("e")
    fields = page.locator("textarea.edit-field")
    fields.nth(0).fill("First wording.")
    fields.nth(1).fill("Second wording.")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".saved")).to_contain_text("2 edits not saved.")
    page.context.set_offline(False)
    expect(editor.cell(4, "target")).to_contain_text("Second wording.")
    editor.settle()
    assert [segment["text"] for segment in editor.links()[3]["target"]] == ["First wording.", "Second wording."]


def test_a_waiting_edit_meets_what_others_did(editor, other):
    """The edit that waited is not forced onto a row that someone changed in the meantime."""
    editor.press("e")
    editor.page.keyboard.press("Control+a")
    editor.page.keyboard.insert_text("苏方毫无行动。")
    editor.page.context.set_offline(True)
    editor.page.keyboard.press("Control+Enter")
    expect(editor.page.locator(".saved")).to_contain_text("Not saved.")
    other.press("m")
    editor.page.context.set_offline(False)
    expect(editor.page.get_by_role("dialog", name="Two versions")).to_contain_text("苏方毫无行动。")


def test_one_sees_who_else_is_there_and_where(new_page, address):
    """A name on their row and in the bar, in each of two browsers; the list leads to the row; who leaves is gone."""
    ana, bao = new_page(), new_page()
    for page, name in ((ana, "Ana Lima"), (bao, "包拯")):
        page.add_init_script(f"localStorage.setItem('hexapla.author', '{name}')")
    first, second = Editor(ana, address).open(), Editor(bao, address).open()
    second.go(4, "target")
    expect(ana.locator(".row[data-id]").nth(3).locator(".peer")).to_have_text("包拯")
    expect(bao.locator(".row[data-id]").nth(0).locator(".peer")).to_have_text("Ana Lima")
    second.press("e")
    expect(ana.locator(".peer")).to_have_text("包拯 is writing")
    ana.get_by_role("button", name="1 other person here").click()
    ana.get_by_role("button", name="包拯").click()
    expect(first.cell(4, "source")).to_be_focused()
    bao.close()
    expect(ana.locator(".peer")).to_have_count(0)
    expect(ana.locator("#presence")).to_be_hidden()


def test_the_row_being_edited_does_not_jump(new_page, tmp_path):
    """Rows that others take away above leave the row where it is on the screen, and what is being written as it is."""
    texts = {"zh-Hans": numbered("第", 300), "en": numbered("Sentence", 300)}
    with serving(make_workspace(tmp_path, texts, {NAME: [(1, 1)] * 300})) as address:
        editor, other = Editor(new_page(), address).open(), Editor(new_page(), address).open()
        for each in (editor, other):
            each.page.locator("html[data-ready=all]").wait_for()
        editor.press("g")
        editor.page.keyboard.type("200")
        editor.press("Enter", "e")
        field = editor.page.locator("textarea.edit-field")
        editor.page.keyboard.type("Being written: ")
        written, before = field.input_value(), field.bounding_box()["y"]
        other.press("m", "m", "x")
        expect(editor.page.locator("#grid")).to_have_attribute("aria-rowcount", "301")
        other.press("m", "Control+End", "Shift+M")
        expect(editor.page.locator("#grid")).to_have_attribute("aria-rowcount", "299")
        expect(field).to_be_focused()
        assert field.input_value() == written
        assert abs(field.bounding_box()["y"] - before) < 2


def test_edits_built_on_one_that_conflicts_are_not_made_either(editor, other):
    """They are counted in the dialog, and nothing of them is left to be seen."""
    held = []
    other.page.route("**/edits", lambda route: held.append(route), times=1)  # noqa: PLW0108 - as above
    other.go(2)
    for key in ("Shift+L", "4", "ArrowDown", "2"):
        other.page.keyboard.press(key)
    editor.press("m")
    held[0].continue_()
    dialog = other.page.get_by_role("dialog", name="Two versions")
    expect(dialog).to_contain_text("2 other edits of yours were built on this one and were not made either.")
    dialog.get_by_role("button", name="Keep theirs").click()
    other.settle()
    assert other.shapes() == ["3:2", *SHAPES[2:]] == other.saved_shapes()
    assert set(other.statuses()) == {"draft", "unreviewed"}
