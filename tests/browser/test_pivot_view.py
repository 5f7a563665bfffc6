"""The pivot view as people use it: several translations beside one text, each column edited by itself."""

import pytest
from playwright.sync_api import expect
from samples import make_workspace
from test_looks import SCHEMES, picture, too_wide, violations
from workbench import AR, EN, ZH, serving

SIZES = {"laptop": (1360, 768), "desktop": (1920, 1080), "phone": (390, 844)}
PATHS = {"udhr": "udhr/pivot", "memorandum": "1962-04-24-memorandum/pivot"}


class Pivot:
    """The pivot page as a person uses it."""

    def __init__(self, page, address, path="memo/pivot"):
        self.page, self.address, self.path = page, address, path

    def open(self, query=""):
        """Go to the page and wait until all columns are there."""
        self.page.goto(f"{self.address}/d/{self.path}{query}")
        self.page.locator("html[data-ready=all]").wait_for()
        return self

    def press(self, *keys):
        """Press keys one after another and wait until all is saved."""
        for key in keys:
            self.page.keyboard.press(key)
        self.page.locator(".saved[data-state=saved]").wait_for()
        return self

    def cells(self, column):
        """Locate the cells of a column: 0 is the pivot's own."""
        return self.page.locator(f".pivot-row .cell[data-column='{column}']")

    def rows(self):
        """Read each row as the texts of its columns, a list of cells each."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll('.pivot-row[data-id]')].map(row => {
              const cells = [...row.querySelectorAll('.cell[data-column]')];
              return [0, 1, 2].map(k => cells.filter(c => c.dataset.column == k).map(c =>
                [...c.querySelectorAll('.segment')].map(s => s.textContent).join('|')));
            })"""
        )

    def links(self, name):
        """Ask the server for the links of an alignment as they are saved."""
        return self.page.request.get(f"{self.address}/api/alignments/memo/{name}").json()["links"]


@pytest.fixture
def pivot(new_page, tmp_path):
    """Serve seven Chinese sentences with an English text, which joins two, and an Arabic one, which lacks some."""
    alignments = {"zh-Hans--en": [(1, 1), (2, 1), (1, 1), (1, 2), (1, 1), (1, 0), (0, 1)]}
    alignments["zh-Hans--ar"] = [(1, 1), (1, 1), (1, 0), (1, 0), (1, 0), (2, 0)]
    make_workspace(tmp_path, {"zh-Hans": ZH, "en": EN, "ar": AR}, alignments)
    with serving(tmp_path) as address:
        yield Pivot(new_page(), address).open()


def test_rows_hold_what_belongs_together_in_every_column(pivot):
    """A joined link spans the lines of what it joins; what the pivot lacks has a row of its own."""
    rows = pivot.rows()
    assert [row[0] for row in rows] == [[ZH[0]], ZH[1:3], [ZH[3]], [ZH[4]], ZH[5:7], []]
    assert rows[1][1:] == [[EN[1]], [AR[1], ""]]
    assert rows[-1] == [[], [EN[6]], []]
    spans = pivot.page.evaluate("""() => [...document.querySelectorAll('.pivot-row[data-id] .cell[data-column="1"]')]
        .map(cell => getComputedStyle(cell).gridRowEnd)""")
    assert spans[1] == "span 2"


def test_each_cell_has_its_language_and_direction(pivot):
    """Arabic is set from the right, the others from the left."""
    shown = [pivot.cells(k).first.evaluate("cell => [cell.lang, cell.dir]") for k in range(3)]
    assert shown == [["zh-Hans", "ltr"], ["en", "ltr"], ["ar", "rtl"]]


def test_keys_act_on_the_column_that_has_the_cursor(pivot):
    """Merging in the Arabic column changes the Arabic alignment alone; undo takes it back."""
    english = pivot.links("zh-Hans--en")
    expect(pivot.cells(1).first).to_be_focused()
    pivot.press("ArrowRight", "m")
    assert [len(link["source"]) for link in pivot.links("zh-Hans--ar")] == [2, 1, 1, 1, 2]
    assert pivot.links("zh-Hans--en") == english
    assert pivot.rows()[0][0] == ZH[:3]
    expect(pivot.cells(2).first).to_be_focused()
    pivot.press("Control+z")
    assert [row[0] for row in pivot.rows()][:2] == [[ZH[0]], ZH[1:3]]


def test_confirming_goes_down_the_column(pivot):
    """C confirms a link and goes to the next one of this column; the heading counts."""
    pivot.press("c", "c")
    assert [link["status"] for link in pivot.links("zh-Hans--en")][:3] == ["confirmed", "confirmed", "unreviewed"]
    expect(pivot.cells(1).nth(2)).to_be_focused()
    expect(pivot.page.locator("[data-column='1'] [data-progress]")).to_contain_text("2 of 7 confirmed")


def test_the_wording_of_the_pivot_is_edited_once_for_all_columns(pivot):
    """A segment edited in the first column reads so in every alignment."""
    pivot.press("ArrowLeft", "ArrowDown", "e")
    field = pivot.page.locator("textarea.edit-field")
    expect(field).to_have_value(ZH[1])
    field.fill("不仅如此，那边还有卡车。")
    pivot.press("Control+Enter")
    expect(pivot.cells(0).nth(1)).to_have_text("不仅如此，那边还有卡车。")
    for name in ("zh-Hans--en", "zh-Hans--ar"):
        assert pivot.links(name)[1]["source"][0]["text"] == "不仅如此，那边还有卡车。"
    pivot.press("ArrowRight", "m")
    assert len(pivot.links("zh-Hans--en")) == 6


def test_text_and_segments_of_a_column_are_edited_in_place(pivot):
    """E opens a field in the cell; S splits a segment and then the link."""
    pivot.press("ArrowDown", "s", "Enter")
    expect(pivot.page.locator(".split-caret.lying")).to_be_visible()
    pivot.press("Enter")
    english = pivot.links("zh-Hans--en")
    assert [s["text"] for link in english[1:3] for s in link["target"]] == [
        "Moreover, trucks were waiting to pick them up.",
        "They were registered and promised summer pastures.",
    ]
    assert [row[0] for row in pivot.rows()][:3] == [[ZH[0]], [ZH[1]], [ZH[2]]]


def test_the_mouse_does_what_the_keys_do(pivot):
    """A right click on a cell opens the commands of its column; on the pivot's own column there is only wording."""
    page = pivot.page
    pivot.cells(2).nth(1).click(button="right")
    menu = page.get_by_role("menu", name="Arabic")
    expect(menu.get_by_role("menuitem", name="Split at the caret")).to_be_enabled()
    picture(page, "pivot-menu")
    assert violations(page) == []
    menu.get_by_role("menuitem", name="Mark as query").click()
    expect(pivot.cells(2).nth(1)).to_have_attribute("data-status", "query")
    expect(pivot.cells(2).nth(1)).to_be_focused()
    pivot.cells(0).first.click(button="right")
    items = page.get_by_role("menu", name="Chinese").get_by_role("menuitem")
    expect(items).to_have_count(4)
    page.keyboard.press("Escape")
    expect(pivot.cells(0).first).to_be_focused()


def test_columns_are_chosen_ordered_and_remembered(pivot):
    """The form shows other columns in another order, and the page comes back with them."""
    page = pivot.page
    page.locator("#columns-button").click()
    page.get_by_role("button", name="Move Arabic up").click()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".pivot-head .column-name")).to_have_text(["Chinese (Simplified)", "Arabic", "English"])
    pivot.open()
    expect(page.locator(".pivot-head .column-name")).to_have_text(["Chinese (Simplified)", "Arabic", "English"])
    page.locator("#columns-button").click()
    page.locator("#pivot-source").select_option("en")
    expect(page.get_by_role("checkbox", name="Arabic")).to_be_disabled()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".pivot-head .column-name")).to_have_text(["English", "Chinese (Simplified)"])
    pivot.page.locator("html[data-ready=all]").wait_for()
    assert [row[0] for row in pivot.rows()][:3] == [[EN[0]], [EN[1]], [EN[2]]]


def test_one_goes_to_the_pair_and_comes_back(pivot):
    """P opens the pair editor at this link; P there comes back to the same cell."""
    page = pivot.page
    pivot.press("ArrowDown", "ArrowDown", "p")
    page.wait_for_url("**/documents/memo/zh-Hans--en#L0003")
    page.locator("html[data-ready=all]").wait_for()
    current = page.locator(".row.current")
    expect(current).to_have_attribute("data-id", "L0003")
    page.keyboard.press("p")
    page.wait_for_url("**/d/memo/pivot#zh-Hans--en/L0003")
    expect(pivot.cells(1).nth(2)).to_be_focused()


def test_what_others_do_arrives(pivot, new_page):
    """A second person's merge is seen within seconds, also where it changes the rows."""
    other = Pivot(new_page(), pivot.address).open()
    other.press("ArrowDown", "m")
    expect(pivot.page.locator(".pivot-row[data-id]")).to_have_count(5)
    assert pivot.rows() == other.rows()


SHOWN = """() => [...document.querySelectorAll('.pivot-row[data-id]')].map(row =>
    [...row.querySelectorAll('.cell[data-link]')].map(cell => [cell.dataset.column, cell.dataset.link]))"""


def expected(answer) -> list:
    """Read the rows of the API as the page shows them: column and link of every cell."""
    return [[[str(at), x["id"]] for at, cell in enumerate(row["cells"], 1) for x in cell] for row in answer["rows"]]


def test_rows_stay_true_through_many_edits(pivot):
    """After each of many regroupings in both columns the page has the rows that the server would make."""
    keys = [
        "ArrowDown",
        "m",
        "ArrowRight",
        "]",
        "Shift+L",
        "ArrowUp",
        "[",
        "m",
        "ArrowLeft",
        "x",
        "ArrowRight",
        "Shift+L",
    ]
    keys += ["ArrowLeft", "}", "Control+z", "ArrowDown", "Shift+M", "ArrowRight", "{", "]", "Control+z", "Control+z"]
    for key in keys:
        pivot.press(key)
        expect(pivot.page.locator("[data-link^=new]")).to_have_count(0)
        answer = pivot.page.request.get(f"{pivot.address}/api/documents/memo/pivot").json()
        assert (key, pivot.page.evaluate(SHOWN)) == (key, expected(answer))
        numbers = pivot.page.locator(".pivot-row[data-id] .number").all_inner_texts()
        assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_browser_and_server_make_the_same_rows(new_page, memorandum):
    """What the page groups by itself is what the server answers, for both sample documents."""
    page = new_page()
    for path, query in [("udhr", "?source=en"), ("1962-04-24-memorandum", "?source=zh-Hans")]:
        answer = page.request.get(f"{memorandum}/api/documents/{path}/pivot{query}").json()
        Pivot(page, memorandum, f"{path}/pivot").open(query)
        assert page.evaluate(SHOWN) == expected(answer)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", PATHS)
def test_it_looks_right_at_every_size(new_page, memorandum, name, scheme):
    """No violation, no sideways scrolling of the page; six languages side by side on a laptop."""
    page = new_page(color_scheme=scheme)
    Pivot(page, memorandum, PATHS[name]).open()
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        picture(page, f"pivot-{name}-{size}-{scheme}")
        assert not too_wide(page)
        assert violations(page) == []
    page.locator("#columns-button").click()
    picture(page, f"pivot-{name}-columns-{scheme}")
    assert violations(page) == []


def test_it_reads_without_javascript(new_page, memorandum):
    """The server draws the first rows, with the origin of every text."""
    page = new_page(java_script_enabled=False)
    page.goto(f"{memorandum}/d/udhr/pivot?texts=ar&texts=fr")
    expect(page.locator(".pivot-row").nth(1)).to_contain_text("الإعلان العالمي لحقوق الإنسان")
    expect(page.locator(".pivot-head")).to_have_count(3)
    expect(page.locator(".colophon")).to_contain_text("udhr 6.0.0")


def test_two_editions_in_one_language_are_told_apart(new_page, tmp_path):
    """Where language alone would say too little, headings give the text's name."""
    texts = {"zh-Hans": ZH[:2], "en": EN[:2], "en.revised": EN[:2]}
    make_workspace(tmp_path, texts, {"zh-Hans--en": [(1, 1), (1, 1)], "zh-Hans--en.revised": [(1, 1), (1, 1)]})
    with serving(tmp_path) as address:
        pivot = Pivot(new_page(), address).open()
        heads = pivot.page.locator(".pivot-head .column-name")
        expect(heads).to_have_text(["Chinese (Simplified)", "English", "English en.revised"])
        pivot.press("ArrowRight", "4")
        assert pivot.links("zh-Hans--en.revised")[0]["status"] == "query"
        expect(pivot.page.locator(".message")).to_contain_text("English en.revised:")


def test_a_read_only_workspace_is_only_read(new_page, tmp_path):
    """Keys that would edit say so."""
    make_workspace(tmp_path, {"zh-Hans": ZH[:2], "en": EN[:2]}, {"zh-Hans--en": [(1, 1), (1, 1)]})
    with serving(tmp_path, read_only=True) as address:
        page = new_page()
        pivot = Pivot(page, address).open()
        page.keyboard.press("3")
        expect(page.locator(".message")).to_contain_text("for reading only")
        assert pivot.links("zh-Hans--en")[0]["status"] == "unreviewed"
