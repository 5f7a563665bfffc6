"""The glossary in the browser: its page by keyboard, and the marks in the editor."""

import pytest
from playwright.sync_api import expect
from test_looks import SCHEMES, picture, too_wide, violations
from workbench import NAME, Editor

HEAD = "concept\tlanguage\tterm\tstatus\tpart_of_speech\tnote\tdocuments\n"
ROWS = [
    ("agency", "zh-Hans", "边防机关", "preferred"),
    ("agency", "en", "border defense agency", "required"),
    ("sister", "zh-Hans", "兄弟国家", "preferred"),
    ("sister", "en", "fraternal country", "required"),
    ("sister", "en", "sister nation", "forbidden"),
]
LIT = "state => [...(CSS.highlights.get(`hx-term-${state}`) ?? [])].map(range => range.toString())"


@pytest.fixture
def root(root):
    """Give the small workspace a glossary, which its last but two row does not keep to."""
    rows = "".join("\t".join(row) + "\t\t\t\n" for row in ROWS)
    (root / "corpus" / "glossary.tsv").write_text(HEAD + rows, encoding="utf-8")
    return root


@pytest.fixture
def page(new_page, address):
    """Open the page of the glossary."""
    page = new_page()
    page.goto(f"{address}/glossary")
    return page


def read(root) -> str:
    """Return the file."""
    return (root / "corpus" / "glossary.tsv").read_text(encoding="utf-8")


def test_a_concept_is_added_found_changed_deleted_and_brought_back_by_keyboard(page, root):
    """Every change is in the file at once, and can be undone."""
    page.get_by_role("button", name="Add a concept").press("Enter")
    form = page.locator("dialog")
    for place, (language, term) in enumerate([("zh-Hans", "夏牧场"), ("en", "summer pasture")]):
        form.get_by_label("Language").nth(place).select_option(language)
        form.get_by_role("textbox", name="Term", exact=True).nth(place).fill(term)
    page.keyboard.press("Enter")
    added = page.locator("[data-concept=summer-pasture]")
    expect(added).to_contain_text("夏牧场")
    expect(added.get_by_role("button", name="Edit the concept")).to_be_focused()
    assert "summer-pasture\ten\tsummer pasture\tpreferred" in read(root)
    page.get_by_label("Find").fill("pasture")
    expect(page.locator(".concept")).to_have_count(1)
    added.get_by_role("button", name="Edit the concept").press("Enter")
    form.get_by_label("Status").nth(0).select_option("required")
    page.get_by_role("button", name="Save").press("Enter")
    expect(added).to_contain_text("Required")
    assert "required" in read(root).partition("summer-pasture")[2]
    added.get_by_role("button", name="Delete the concept").press("Enter")
    expect(added).to_have_count(0)
    assert "pasture" not in read(root)
    page.keyboard.press("Enter")  # the way back has the keyboard
    expect(added).to_contain_text("夏牧场")
    assert "summer-pasture\ten\tsummer pasture\trequired" in read(root)


def test_what_somebody_else_wrote_is_not_written_over(page, root):
    """A change made against an older state is refused with a sentence; made again it is saved beside the other one."""
    page.get_by_role("button", name="Edit the concept agency").click()
    (root / "corpus" / "glossary.tsv").write_text(read(root) + "memo\ten\tmemorandum\t\t\t\t\n", encoding="utf-8")
    page.get_by_label("Term", exact=True).nth(1).fill("边境机关")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("changed meanwhile")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("[data-concept=memo]")).to_contain_text("memorandum")
    assert "memorandum" in read(root)
    assert "边境机关" in read(root)


def test_a_file_comes_in_after_it_was_looked_at(page, root):
    """What is in it is said first; what cannot be read is told with its line."""
    page.get_by_role("button", name="Import").click()
    bad = {"name": "bad.tsv", "mimeType": "text/plain", "buffer": b"concept\tlanguage\tterm\tstatus\nmemo\t??\tx\t\n"}
    page.get_by_label("File").set_input_files(bad)
    expect(page.get_by_role("alert")).to_contain_text("bad.tsv:2: “??” is not a language tag")
    good = {"name": "good.tsv", "mimeType": "text/plain", "buffer": "zh-Hans\ten\n备忘录\tmemorandum\n".encode()}
    page.get_by_label("File").set_input_files(good)
    expect(page.locator("dialog [role=status]")).to_have_text("2 terms: 2 new, 0 changed.")
    assert "memorandum" not in read(root)
    page.locator("dialog").get_by_role("button", name="Import").click()
    expect(page.locator("[data-concept=memorandum]")).to_contain_text("备忘录")


def test_a_broken_file_is_told_and_left_alone(new_page, address, root):
    """The page says file, line and remedy, and offers nothing that would write over it."""
    (root / "corpus" / "glossary.tsv").write_text("nonsense\n", encoding="utf-8")
    page = new_page()
    page.goto(f"{address}/glossary")
    expect(page.get_by_role("alert")).to_contain_text("corpus/glossary.tsv:1: the first line lacks")
    expect(page.get_by_role("button", name="Add a concept")).to_have_count(0)


def test_terms_in_the_editor(new_page, address):
    """The mark on the row and in the text, Y to go there, the rendering in the pane, and an edit that mends it."""
    editor = Editor(new_page(), address).open()
    page = editor.page
    signs = page.locator(".mark.term")
    expect(signs).to_have_count(1)
    expect(signs).to_have_attribute("title", "“sister nations” is forbidden; use “fraternal country”.")
    page.wait_for_function(f"({LIT})('forbidden').length === 1")
    assert page.evaluate(LIT, "forbidden") == ["sister nations"]
    editor.press("y")
    expect(editor.cell(5, "target")).to_be_focused()
    pane = page.locator(".row-terms")
    expect(pane).to_contain_text("use “fraternal country”")
    pane.get_by_role("button", name="Replace by “fraternal country”").click()
    editor.settle()
    assert editor.texts(5, "target") == ["China and the Soviet Union are fraternal country."]
    expect(signs).to_have_count(0)
    editor.press("Control+z")
    expect(signs).to_have_count(1)
    pane.get_by_role("button", name="Accept…").click()
    page.get_by_label("Why is this right as it is?").fill("A quotation.")
    page.keyboard.press("Enter")
    expect(signs).to_have_count(0)
    expect(pane.locator("li[data-state=accepted]")).to_contain_text("sister nations")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_is_wrong_for_those_who_use_other_means(new_page, address, scheme):
    """No violation on the page, in its dialogs and in the editor's pane; nothing too wide on a phone."""
    page = new_page(color_scheme=scheme)
    page.goto(f"{address}/glossary")
    picture(page, f"glossary-{scheme}")
    assert violations(page) == []
    page.get_by_role("button", name="Add a concept").click()
    page.get_by_text("Note, part of speech, documents").first.click()
    picture(page, f"glossary-form-{scheme}")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, f"glossary-phone-{scheme}")
    assert not too_wide(page)
    editor = Editor(new_page(color_scheme=scheme), address, f"memo/{NAME}").open()
    expect(editor.page.locator(".mark.term")).to_have_count(1)
    editor.press("y")
    picture(editor.page, f"glossary-editor-{scheme}")
    assert violations(editor.page) == []
