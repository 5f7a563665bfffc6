"""Search with case, whole words and expressions in one text or both; replacing with a preview."""

import pytest
from playwright.sync_api import expect
from samples import make_workspace
from test_looks import SCHEMES, picture, too_wide, violations
from workbench import Editor, serving

LIT = "() => [...(CSS.highlights.get('hx-found') ?? [])].map(range => range.toString())"


def find(editor, words: str, *switches: str, side: str = "") -> None:
    """Open the options, set the switches, type the words."""
    page = editor.page
    page.keyboard.press("Control+h")
    for name in switches:
        page.get_by_role("button", name=name).click()
    page.get_by_label("Where to find").select_option(side)
    field = page.get_by_label("Find in both texts")
    field.fill("")
    field.press_sequentially(words)


def count(editor):
    """Locate what is said of the number of matches."""
    return editor.page.locator("#find output")


@pytest.mark.parametrize(
    ("words", "switches", "side", "counted"),
    [
        ("china", (), "", "3 rows"),
        ("china", ("Match case",), "", "0 rows"),
        ("The", (), "", "5 in 4 rows"),
        ("The", ("Whole words",), "", "3 rows"),
        ("exer\\w\\b", ("Regular expression",), "", "2 in 1 row"),
        ("中国", (), "target", "0 rows"),
        ("中国", ("Whole words",), "source", "2 rows"),
        ("(?<year>\\d{4})", ("Regular expression",), "", "1 row"),
    ],
)
def test_what_is_found_is_counted(editor, words, switches, side, counted):
    """Matches and rows, by every way of searching."""
    find(editor, words, *switches, side=side)
    expect(count(editor)).to_have_text(counted)


def test_matches_stay_lit_and_counted_while_texts_change(editor):
    """An edit, and its undo, are followed at once."""
    find(editor, "soviet")
    expect(count(editor)).to_have_text("3 rows")
    editor.page.keyboard.press("Enter")
    editor.press("e")
    editor.page.keyboard.press("Control+a")
    editor.page.keyboard.insert_text("Soviet, soviet.")
    editor.press("Control+Enter")
    expect(count(editor)).to_have_text("5 in 3 rows")
    editor.page.wait_for_function(f"() => ({LIT})().length === 5")
    editor.press("Control+z")
    expect(count(editor)).to_have_text("3 rows")


def test_replacing_is_shown_first_and_one_undo_takes_it_back(editor):
    """Only what is chosen is replaced."""
    page = editor.page
    before = editor.links()
    find(editor, "(Sov)iet", "Regular expression", "Match case")
    page.get_by_label("Replace with").fill("$1-$&")
    page.keyboard.press("Enter")
    items = page.locator(".replacing li")
    expect(items).to_have_count(3)
    expect(items.nth(0).locator("del")).to_have_text("Soviet")
    expect(items.nth(0).locator("ins")).to_have_text("Sov-Soviet")
    page.get_by_label("Row 4").uncheck()
    page.get_by_role("button", name="Replace in 2 segments").click()
    editor.settle()
    assert [editor.texts(row, "target")[-1] for row in (1, 4, 5)] == [
        "The Sov-Soviet border defense agencies did not take any action.",
        "It will exert one on the Soviet Union.",
        "China and the Sov-Soviet Union are sister nations.",
    ]
    assert editor.message().startswith("Replaced “(Sov)iet” by “$1-$&” in 2 segments")
    editor.press("Control+z")
    assert editor.links() == before


def test_a_segment_cannot_be_emptied(editor):
    """It is shown, with the reason, and cannot be chosen."""
    find(editor, "同志们好。")
    editor.page.get_by_role("button", name="Preview…").click()
    expect(editor.page.get_by_text("Nothing would be left of this segment.")).to_be_visible()
    expect(editor.page.locator(".replacing input")).to_be_disabled()
    expect(editor.page.get_by_role("button", name="Replace in 0 segments")).to_be_disabled()


def test_an_expression_that_is_none_is_explained(editor):
    """Nothing is found, and the reason stands under the field."""
    find(editor, "(", "Regular expression")
    expect(editor.page.locator(".find-panel > .find-problem")).to_contain_text("This is no regular expression")
    expect(count(editor)).to_have_text("")


def test_an_expression_that_never_ends_is_given_up(new_page, tmp_path):
    """The page stays alive and goes on searching."""
    make_workspace(tmp_path, {"en": ["a" * 60, "One."], "ru": ["б" * 60, "Раз."]}, {"en--ru": [(1, 1), (1, 1)]})
    with serving(tmp_path) as address:
        editor = Editor(new_page(), address, "memo/en--ru").open()
        find(editor, "(a+)+$b", "Regular expression")
        expect(editor.page.locator(".find-panel > .find-problem")).to_contain_text("takes too long")
        editor.page.get_by_label("Find in both texts").fill("o.e")
        expect(count(editor)).to_have_text("1 row")


def test_reading_only_can_search_but_not_replace(new_page, root):
    """The options are there, the field for other words is not."""
    with serving(root, read_only=True) as address:
        editor = Editor(new_page(), address).open()
        editor.page.get_by_role("button", name="Search options and replacing").click()
        expect(editor.page.get_by_role("button", name="Match case")).to_be_visible()
        expect(editor.page.get_by_label("Replace with")).to_have_count(0)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_searching_and_replacing_look_right(new_page, address, scheme):
    """The options and the preview, on a laptop and on a phone."""
    editor = Editor(new_page(color_scheme=scheme), address).open()
    find(editor, "sov", "Match case")
    editor.page.get_by_label("Replace with").fill("СОВ")
    picture(editor.page, f"find-laptop-{scheme}")
    assert violations(editor.page) == []
    editor.page.get_by_role("button", name="Match case").click()
    editor.page.get_by_label("Replace with").press("Enter")
    for size, (width, height) in {"laptop": (1360, 768), "phone": (390, 844)}.items():
        editor.page.set_viewport_size({"width": width, "height": height})
        picture(editor.page, f"replace-{size}-{scheme}")
        assert violations(editor.page) == []
        assert not too_wide(editor.page)


def begin_replacing(editor) -> None:
    """Come as far as the preview of three changes."""
    find(editor, "Soviet")
    editor.page.get_by_label("Replace with").fill("Russian")
    editor.page.keyboard.press("Enter")
    expect(editor.page.locator(".replacing li")).to_have_count(3)


def elsewhere(editor, **edit) -> None:
    """Edit as somebody else does, and have this page not hear of it yet."""
    url = f"{editor.address}/api/alignments/{editor.path}/edits"
    revision = editor.page.request.get(url.replace("/edits", "?limit=1")).json()["revision"]
    answer = editor.page.request.post(url, data=edit, headers={"If-Match": f'"{revision}"'})
    assert answer.ok


def test_a_segment_that_somebody_changed_meanwhile_is_shown_and_the_others_are_replaced(editor):
    """Nothing is replaced until one has chosen; their words stay."""
    begin_replacing(editor)
    last = editor.links()[4]["target"][0]
    elsewhere(editor, op="edit_text", segment=last["id"], text="Their words.")
    editor.page.get_by_role("button", name="Replace in 3 segments").click()
    expect(editor.page.get_by_text("Their words.").last).to_be_visible()
    editor.page.get_by_role("button", name="Replace in the other 2 segments").click()
    expect(editor.page.locator(".message")).to_contain_text("in 2 segments")
    editor.settle()
    texts = [segment["text"] for link in editor.links() for segment in link["target"]]
    assert ("Their words." in texts, sum("Russian" in text for text in texts)) == (True, 2)


def test_rows_that_somebody_merged_meanwhile_are_no_hindrance(editor):
    """The words are the same, so they are replaced."""
    begin_replacing(editor)
    elsewhere(editor, op="merge", links=["L0004", "L0005"])
    editor.page.get_by_role("button", name="Replace in 3 segments").click()
    expect(editor.page.locator(".message")).to_contain_text("in 3 segments")
    editor.settle()
    assert editor.saved_shapes()[3] == "2:3"


def test_news_that_come_while_the_preview_is_open_are_heeded(editor):
    """The page has heard of the other's edit; what was looked over is not what there is."""
    begin_replacing(editor)
    elsewhere(editor, op="edit_text", segment=editor.links()[4]["target"][0]["id"], text="Their words.")
    expect(editor.cell(5, "target")).to_have_text("Their words.")
    editor.page.get_by_role("button", name="Replace in 3 segments").click()
    expect(editor.page.get_by_role("button", name="Replace in the other 2 segments")).to_be_visible()
    editor.page.get_by_role("button", name="Leave all as it is").click()
    assert not any("Russian" in segment["text"] for link in editor.links() for segment in link["target"])
