"""The page of renderings: ask, follow the numbers to their lines, go on from there."""

import pytest
from playwright.sync_api import expect
from test_looks import SCHEMES, picture, too_wide, violations

ASKED = "term=苏联&from=zh-Hans&to=en"


def test_from_a_question_to_the_row_in_the_editor(new_page, address):
    """Ask by keyboard; a number opens its lines, both sides marked; Escape goes back; a line leads to its row."""
    page = new_page()
    page.goto(f"{address}/renderings")
    page.get_by_role("searchbox", name="Term").fill("苏联")
    page.get_by_label("From").select_option("zh-Hans")
    page.get_by_label("To", exact=True).select_option("en")
    page.get_by_role("searchbox", name="Term").focus()
    page.keyboard.press("Enter")
    row = page.get_by_role("row", name="Soviet").first
    expect(row).to_be_visible()
    row.get_by_role("button").first.press("Enter")
    lines = page.locator("#lines")
    expect(lines.get_by_role("heading")).to_be_focused()
    expect(lines.locator("mark.hit").first).to_have_text("苏联")
    expect(lines.locator("mark:not(.hit)").first).to_contain_text("Soviet")
    expect(lines.locator(".provenance").first).to_have_text("Working translation")
    page.keyboard.press("Escape")
    expect(row.get_by_role("button").first).to_be_focused()
    row.get_by_role("button").first.press("Enter")
    lines.get_by_role("link").first.click()
    page.locator("html[data-ready=all]").wait_for()
    assert page.url.endswith("/documents/memo/zh-Hans--en#L0001")


def test_back_again_and_into_the_glossary(new_page, address, root):
    """A rendering is asked what it renders, and added to the glossary with its term."""
    page = new_page()
    page.goto(f"{address}/renderings?{ASKED}")
    row = page.get_by_role("row", name="Soviet").first
    row.get_by_role("button", name="Add “").click()
    page.get_by_label("Status").nth(1).select_option("required")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Added to the glossary.")).to_be_visible()
    content = (root / "corpus" / "glossary.tsv").read_text(encoding="utf-8")
    assert "\tzh-Hans\t苏联\tpreferred" in content
    assert "required" in content
    row.get_by_role("link", name="What does “").click()
    expect(page.get_by_label("From")).to_have_value("en")
    expect(page.get_by_role("row", name="苏联").first).to_be_visible()


def test_what_is_not_there_is_said(new_page, address):
    """An unknown word, a language without texts, a language that is none: each has its sentence."""
    page = new_page()
    page.goto(f"{address}/renderings?term=qqq&from=en&to=zh-Hans")
    expect(page.get_by_role("heading", name="“qqq” is not found")).to_be_visible()
    page.goto(f"{address}/renderings?term=sister&from=en&to=ru")
    expect(page.get_by_text("beside no text in Russian")).to_be_visible()
    page.goto(f"{address}/renderings?term=sister&from=en&to=nonsense!")
    expect(page.get_by_role("alert")).to_contain_text("“nonsense!” is not a language tag")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_is_wrong_for_those_who_use_other_means(new_page, memorandum, scheme):
    """No violation, empty, with an answer, with lines; nothing too wide on a phone."""
    page = new_page(color_scheme=scheme)
    page.goto(f"{memorandum}/renderings")
    assert violations(page) == []
    page.goto(f"{memorandum}/renderings?term=惯例&from=zh-Hans&to=en")
    page.locator(".count").first.click()
    picture(page, f"renderings-{scheme}")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, f"renderings-phone-{scheme}")
    assert not too_wide(page)
    assert violations(page) == []
