"""The pages that compare versions as people use them: by keys, by the strip, through the source, on any screen."""

import pytest
from playwright.sync_api import expect
from samples import make_workspace
from test_looks import SCHEMES, SIZES, picture, too_wide, violations
from workbench import serving

PATIENCE = 30_000  # milliseconds: a busy machine is no bug
MEMORANDUM = "documents/1962-04-24-memorandum/versions"
RUTH = "documents/ruth/versions"


def open_page(page, address, path):
    """Go to the page and wait until it answers keys."""
    page.goto(f"{address}/{path}")
    page.locator("html[data-ready]").wait_for()
    return page


def current(page):
    """Return the id of the passage that has the cursor."""
    return page.locator("tr[aria-current]").get_attribute("id")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_both_pages_look_right_at_every_size(new_page, memorandum, scheme):
    """No violation, no sideways scrolling, with everything opened; pictures to look at."""
    page = new_page(color_scheme=scheme)
    for name, path in {"versions": RUTH, "versions-words": f"{MEMORANDUM}/words"}.items():
        open_page(page, memorandum, path)
        expect(page.locator("[data-waiting]")).to_have_count(0, timeout=4 * PATIENCE)
        page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
        for size in ("laptop", "phone"):
            width, height = SIZES[size]
            page.set_viewport_size({"width": width, "height": height})
            picture(page, f"{name}-{size}-{scheme}")
            assert not too_wide(page)
            assert violations(page) == []


def test_keys_lead_from_difference_to_difference(new_page, memorandum):
    """J and K pass over verses that read the same; help names the keys; O opens the passage in the editor."""
    page = open_page(new_page(), memorandum, RUTH)
    for key, passage in (("j", "row-1"), ("j", "row-6"), ("j", "row-7"), ("k", "row-6")):
        page.keyboard.press(key)
        assert current(page) == passage
        expect(page.locator(f"#{passage}")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("The next passage that differs")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    page.wait_for_url("**/documents/ruth/en.kjv--en.asv#L0006")


def test_the_strip_and_the_end_of_a_part_lead_on(new_page, memorandum):
    """A click on the strip goes to a verse that another part of the page has; J at the end turns the page."""
    page = open_page(new_page(), memorandum, f"{RUTH}?rows=10")
    page.locator("#strip [data-key='47']").last.click()
    page.wait_for_url("**row=47**#row-47")
    page.locator("html[data-ready]").wait_for()
    assert current(page) == "row-47"
    open_page(page, memorandum, f"{RUTH}?rows=2&row=5&only=1")
    for _ in range(3):
        page.keyboard.press("j")
    page.wait_for_url("**row=**")


def test_versions_base_and_filter_are_chosen_on_the_page(new_page, memorandum):
    """The form changes the address; what reads the same goes away; the other base is marked."""
    page = open_page(new_page(), memorandum, RUTH)
    page.keyboard.press("c")
    page.get_by_label("The base that the others are held against").select_option("en.asv")
    page.get_by_label("punctuation").uncheck()
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**base=en.asv**")
    page.locator("html[data-ready]").wait_for()
    expect(page.locator(".chooser summary")).to_contain_text("base: en.asv")
    expect(page.locator("#row-3")).to_have_attribute("data-differs", "")  # the brackets of the KJV count now
    page.keyboard.press("f")
    page.wait_for_url("**only=1**")
    expect(page.locator("#row-2")).to_have_count(0)


def test_moved_words_light_up_on_both_sides(new_page, tmp_path):
    """What the base has elsewhere has a number, and the pointer lights both."""
    texts = {"zh-Hans": ["四月二十三日。"], "en": ["On 23 April the head of the post told them."]}
    texts["en.new"] = ["The head of the post told them on 23 April."]
    make_workspace(tmp_path, texts, {"zh-Hans--en": [(1, 1)], "zh-Hans--en.new": [(1, 1)]})
    with serving(tmp_path) as address:
        page = open_page(new_page(), address, "documents/memo/versions")
        marks = page.locator("#row-1 mark.moved")
        expect(marks).to_have_count(2)
        marks.last.hover()
        expect(page.locator("#row-1 mark.lit")).to_have_count(2)
        assert [mark.inner_text() for mark in marks.all()] == ["On 23 April", "on 23 April"]


def test_the_source_tells_what_no_comparison_of_versions_can(new_page, memorandum):
    """居民 is “residents” here and “inhabitants” there; a click leads to the passage and on to the editor."""
    page = open_page(new_page(), memorandum, MEMORANDUM)
    expect(page.locator("[data-waiting]")).to_have_count(0, timeout=4 * PATIENCE)
    expect(page.locator("[data-verdict=reworded]")).to_have_count(11)
    page.get_by_role("link", name="Through the source").click()
    page.get_by_label("Words of the source").fill("居民")
    page.keyboard.press("Enter")
    page.wait_for_url("**term=**")
    expect(page.locator("[data-waiting]")).to_have_count(0, timeout=4 * PATIENCE)
    cells = page.locator(".variants tbody tr").first.locator("td")
    expect(cells.nth(0)).to_contain_text("residents")
    expect(cells.nth(1)).to_contain_text("inhabitants")
    cells.nth(1).locator(".editor-link").first.click()
    page.wait_for_url("**/zh-Hans--en.working#L*")
