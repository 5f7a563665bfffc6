"""The search of the workspace as people use it: by keyboard, by address, in every language."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from test_looks import SCHEMES, picture, too_wide, violations


class Search:
    """The page of the search as a person uses it."""

    def __init__(self, page, address):
        self.page, self.address = page, address

    def open(self, query=""):
        """Go to the page and wait until it answers keys."""
        self.page.goto(f"{self.address}/search{query}")
        self.page.locator("html[data-ready]").wait_for(state="attached")
        return self

    def press(self, *keys):
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    @property
    def field(self):
        """Locate the field for the query."""
        return self.page.locator("#q")

    @property
    def hits(self):
        """Locate all hits."""
        return self.page.locator(".hit")

    @property
    def counts(self):
        """Locate the line that says how much is found."""
        return self.page.locator("#counts")

    def found(self):
        """Read the words found, hit by hit."""
        return self.page.locator(".kwic-hit").all_inner_texts()

    def asked(self):
        """Read what the address asks for."""
        return parse_qs(urlsplit(self.page.url).query)


@pytest.fixture
def search(new_page, address) -> Search:
    """Open the search of the small workspace."""
    return Search(new_page(), address).open()


def test_a_search_by_keyboard_from_the_field_to_the_editor_and_back(search):
    """Words, Enter, J to the second hit, its context, Enter opens its row; going back leads to the same hit."""
    expect(search.field).to_be_focused()
    search.page.keyboard.insert_text("the")
    search.press("Enter")
    expect(search.hits.nth(2)).to_be_visible()
    assert set(search.found()) <= {"The", "the"}
    search.press("Escape", "j")
    expect(search.hits.nth(1)).to_be_focused()
    search.press("x")
    rows = search.hits.nth(1).locator(".hit-context tbody tr")
    expect(search.hits.nth(1).locator("tr[aria-current]")).to_have_count(1)
    assert rows.count() > 1
    search.press("x")
    expect(rows).to_have_count(0)
    where = search.hits.nth(1).locator(".hit-where").get_attribute("href")
    search.press("Enter")
    search.page.wait_for_url(f"**{where}")
    search.page.go_back()
    expect(search.hits.nth(1)).to_be_focused()
    search.press("/")
    expect(search.field).to_be_focused()


def test_the_address_is_the_search(search):
    """Language and condition go into the address; back and forward walk through the searches."""
    search.field.fill("中国")
    search.page.locator("#lang").select_option("zh-Hans")
    search.press("Enter")
    expect(search.counts).to_contain_text("2 hits in 2 links, 1 text")
    search.page.get_by_role("button", name="Condition on another language").click()
    search.page.get_by_label("Words of the condition").fill("astonished")
    search.press("Enter")
    expect(search.counts).to_contain_text("1 hit in 1 link")
    assert search.asked() == {"q": ["中国"], "lang": ["zh-Hans"], "and": ["en:astonished"]}
    expect(search.hits.locator("mark.by-condition").first).to_have_text("astonished")
    search.page.go_back()
    expect(search.counts).to_contain_text("2 hits")
    expect(search.page.locator(".condition")).to_have_count(0)
    search.page.go_forward()
    expect(search.page.get_by_label("Words of the condition")).to_have_value("astonished")
    search.page.get_by_label("Kind of condition").select_option("not")
    search.page.locator("#q").press("Enter")
    expect(search.counts).to_contain_text("1 hit in 1 link")
    assert search.asked()["not"] == ["en:astonished"]


def test_a_query_that_cannot_be_read_is_shown_with_its_mistake(search):
    """The message says what is wrong, and the place is marked in the words and in the field."""
    search.field.fill('border "open')
    search.press("Enter")
    alert = search.page.get_by_role("alert")
    expect(alert).to_contain_text("quotation mark")
    expect(alert.locator("mark")).to_have_text('"open')
    chosen = search.field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert chosen == '"open'
    search.open("?q=border&and=ru:(%D1%81%D1%82%D1%80%D0%B0%D0%B6")
    expect(alert.locator("mark")).to_have_text("(")
    expect(search.page.get_by_label("Words of the condition")).to_be_focused()


def test_nothing_found_offers_a_wider_search(search):
    """Each condition in the way can be left out by a click."""
    search.open("?q=trucks&lang=zh-Hans")
    expect(search.page.get_by_role("heading", name="Nothing found")).to_be_visible()
    search.page.get_by_role("link", name="in any language").click()
    expect(search.counts).to_contain_text("2 hits in 2 links, 2 texts")
    assert "lang" not in search.asked()


def test_words_selected_in_the_editor_are_searched_everywhere(editor):
    """F searches the workspace for them, in the language of their cell."""
    editor.go(1, "target")
    editor.page.evaluate("""() => {
        const words = document.querySelector('.row[aria-rowindex="2"] .cell[data-side=target] .segment').firstChild;
        const range = new Range();
        range.setStart(words, words.data.indexOf('border'));
        range.setEnd(words, words.data.indexOf('border') + 'border defense'.length);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }""")
    editor.page.keyboard.press("f")
    editor.page.wait_for_url("**/search?*")
    expect(editor.page.locator("#q")).to_have_value('"border defense"')
    expect(editor.page.locator("#lang")).to_have_value("en")
    expect(editor.page.locator(".kwic-hit").first).to_have_text("border defense")


@pytest.fixture
def samples(new_page, memorandum) -> Search:
    """Open the search of the sample documents."""
    return Search(new_page(), memorandum)


def test_every_number_leads_to_its_hits(samples):
    """A collocate's count, a frequency and a text of the distribution each narrow the search to what they count."""
    samples.open("?q=right&lang=en&document=udhr&view=collocates")
    table = samples.page.get_by_role("table", name="Collocates")
    row = table.get_by_role("row", name="nationality")
    row.get_by_role("link").first.click()
    expect(samples.hits.first).to_be_visible()
    assert samples.asked()["q"] == ["NEAR(right nationality, 4)"]
    samples.page.go_back()
    table.get_by_role("button", name="Word").click()
    words = table.locator("tbody td:first-child").all_inner_texts()
    assert words == sorted(words)
    with samples.page.expect_download() as saved:
        samples.page.get_by_role("button", name="Save this table as TSV").click()
    lines = saved.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t")[:3] == ["Word", "Together", "In all"]
    assert len(lines) == len(words) + 1
    samples.press("2")
    samples.page.get_by_label("Count by").select_option("R1")
    samples.page.get_by_role("row", name="to ").first.get_by_role("link").click()
    expect(samples.hits.first).to_contain_text("right to")
    assert samples.asked()["q"] == ['"right to"']
    samples.open("?q=right&lang=en&view=distribution")
    expect(samples.page.get_by_role("img")).to_have_accessible_name("\u2068right\u2069: 32 rows, 3 texts")
    samples.page.locator(".picture [data-key='udhr/en']").first.click()
    expect(samples.hits.first).to_be_visible()
    assert samples.asked()["document"] == ["udhr"]


def test_counterparts_are_told_in_three_ways(samples):
    """What stands for the words found is underlined, doubly told apart, or said not to be found."""
    samples.open("?q=%D8%A7%D9%84%D8%AD%D9%82&lang=ar")
    expect(samples.hits.nth(2)).to_have_attribute("data-lit", "")
    first = samples.hits.first.locator(".other mark.counterpart")
    expect(first).to_have_text("right")
    expect(first).to_have_attribute("title", "Counterpart: several methods agree")
    line = samples.hits.first.locator(".kwic")
    assert line.get_attribute("dir") == "rtl"
    left, right = (line.locator(f".kwic-{side}").bounding_box()["x"] for side in ("left", "right"))
    assert left > right, "what stands before is to the right of it"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_view_looks_right_at_every_size(new_page, memorandum, scheme):
    """No violation and no sideways scrolling, from the start over hits of either direction to figures and mistakes."""
    search = Search(new_page(color_scheme=scheme), memorandum)
    states = {
        "start": "",
        "zh": "?q=%E8%BE%B9%E9%98%B2&and=en:border&document=1962-04-24-memorandum",
        "ar": "?q=%D8%A7%D9%84%D8%AD%D9%82",
        "none": "?q=nowhere&lang=zh-Hans",
        "mistake": "?q=(border",
        "collocates": "?q=right&view=collocates",
        "distribution": "?q=right&view=distribution",
    }
    for name, query in states.items():
        search.page.set_viewport_size({"width": 1360, "height": 768})
        search.open(query)
        for size, (width, height) in {"laptop": (1360, 768), "phone": (390, 844)}.items():
            search.page.set_viewport_size({"width": width, "height": height})
            picture(search.page, f"search-{name}-{size}-{scheme}")
            assert not too_wide(search.page)
        assert (name, violations(search.page)) == (name, [])
    search.press("?")
    expect(search.page.get_by_role("dialog")).to_contain_text("NEAR")
    assert violations(search.page) == []


def test_a_counterpart_is_corrected_by_a_click(search):
    """W makes the words across buttons; a click pairs one with the hit for good, and W shows the hit as before."""
    search.open("?q=%E5%8D%A1%E8%BD%A6")
    expect(search.hits.first).to_have_attribute("data-lit", "")
    search.press("/", "ArrowDown", "w")
    word = search.hits.first.get_by_role("button", name="summer", exact=True)
    expect(word).to_have_attribute("aria-pressed", "false")
    word.click()
    expect(word).to_have_attribute("aria-pressed", "true")
    search.press("w")
    marks = search.hits.first.locator("mark.counterpart.solid")
    expect(marks.filter(has_text="summer")).to_be_visible()
    search.page.reload()
    expect(marks.filter(has_text="summer")).to_be_visible()
