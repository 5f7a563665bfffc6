"""The page of checks, and accepting in the editor: by keyboard, in both themes, on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect
from samples import make_workspace
from test_looks import SCHEMES, SIZES, picture, too_wide, violations
from workbench import Editor, serving

ZH = ["约两万人。", "一九六二年四月二十四日", "他们来了。", "没有，他们说。"]
EN = ["Some 30,000 people.", "24 April 1962", "They came came.", "No, they said (so."]
NAME = "zh-Hans--en"


@pytest.fixture
def faulty(tmp_path):
    """Serve four links with three findings: a number, a bracket and a word typed twice."""
    make_workspace(tmp_path, {"zh-Hans": ZH, "en": EN}, {NAME: [(1, 1)] * 4})
    with serving(tmp_path) as address:
        yield address


def open_checks(page: Page, address: str, path: str = f"memo/{NAME}") -> Page:
    """Go to the page of checks and wait for the findings."""
    page.goto(f"{address}/documents/{path}/checks")
    page.locator("html[data-ready]").wait_for()
    return page


def test_findings_are_walked_accepted_and_opened_by_keyboard(new_page, faulty):
    """J and K walk, A accepts with a reason, U takes back, Enter opens the row, Q comes back to it."""
    page = open_checks(new_page(), faulty)
    findings = page.locator(".finding")
    expect(findings).to_have_count(3)
    page.keyboard.press("j")
    expect(findings.first).to_be_focused()
    expect(findings.first).to_have_accessible_name("One side says “两万”, the other “30,000”.")
    expect(findings.first.locator("mark")).to_have_text(["两万", "30,000"])
    page.keyboard.press("a")
    page.get_by_role("dialog").get_by_role("textbox").fill("The archive says so.")
    page.keyboard.press("Enter")
    expect(findings).to_have_count(2)
    expect(page.get_by_role("button", name="Accepted (1)")).to_be_visible()
    page.keyboard.press("u")
    expect(findings).to_have_count(3)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"#L0004$"))
    page.locator("html[data-ready=all]").wait_for()
    expect(page.locator(".row.current .number")).to_have_text("4")
    page.keyboard.press("q")
    page.wait_for_url(re.compile("/checks#L0004$"))
    expect(page.locator(".finding.current")).to_contain_text("“(” has no partner.")


def test_the_accepted_tab_lists_and_takes_back(new_page, faulty):
    """With a reason that is offered; filters by check and severity; the end says what was looked for."""
    page = open_checks(new_page(), faulty)
    for _ in range(3):
        page.locator(".finding").first.get_by_role("button", name="Accept…").click()
        page.get_by_role("dialog").get_by_role("button", name="The source reads so.").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", name="Nothing left to look at")).to_be_visible()
    expect(page.locator(".looked-for")).to_contain_text("Left untranslated")
    page.get_by_role("button", name="Accepted (3)").click()
    page.get_by_label("Check", exact=True).select_option("typing")
    expect(page.locator(".finding")).to_have_count(1)
    expect(page.locator(".decision")).to_contain_text("The source reads so.")
    page.locator(".finding").get_by_role("button", name="Take back").click()
    expect(page.get_by_role("button", name="To look at (1)")).to_be_visible()


def test_all_findings_of_a_check_are_accepted_for_one_reason(new_page, tmp_path):
    """One decision each in the record, and U takes all of them back; the address keeps what is chosen."""
    english = ["We went went.", "24 April 1962", "They came came.", "No."]
    make_workspace(tmp_path, {"zh-Hans": ZH, "en": english}, {NAME: [(1, 1)] * 4})
    with serving(tmp_path) as address:
        page = open_checks(new_page(), address)
        page.get_by_label("Check", exact=True).select_option("typing")
        page.wait_for_url(re.compile(r"\?check=typing$"))
        page.reload()
        page.get_by_role("button", name="Accept these 2…").click()
        page.get_by_role("dialog").get_by_role("button", name="The source reads so.").click()
        expect(page.get_by_role("button", name="Accepted (2)")).to_be_visible()
        assert len((tmp_path / "alignments" / "memo" / f"{NAME}.accepted.tsv").read_text().splitlines()) == 3
        page.keyboard.press("u")
        expect(page.get_by_role("button", name="Accepted (0)")).to_be_visible()


def test_a_reason_is_asked_for(new_page, faulty):
    """Without one the dialog stays, and says so; what was mended meanwhile is told."""
    page = open_checks(new_page(), faulty)
    page.keyboard.press("j")
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Accept", exact=True).click()
    expect(dialog.get_by_role("alert")).to_have_text("Say in a few words why this is right as it is.")
    page.keyboard.press("Escape")
    expect(page.locator(".finding").first).to_be_focused()


def test_the_editor_accepts_what_it_marks(new_page, faulty):
    """A asks why; the marks of the row go, and the checks list it."""
    editor = Editor(new_page(), faulty).open()
    page = editor.page
    expect(page.locator(".mark.disagrees")).to_have_count(1)
    editor.go(1)
    page.keyboard.press("a")
    page.get_by_role("dialog").get_by_role("textbox").fill("The archive says so.")
    page.keyboard.press("Enter")
    expect(page.locator(".mark.disagrees")).to_have_count(0)
    expect(page.locator(".message")).to_contain_text("Accepted.")
    editor.go(3)
    page.keyboard.press("a")
    expect(page.locator(".message")).to_contain_text("Nothing disagrees in this row.")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_page_of_checks_looks_right(new_page, faulty, memorandum, scheme):
    """With findings, with the dialog, accepted, and with nothing found; on a phone as well."""
    page = open_checks(new_page(color_scheme=scheme), faulty)
    page.keyboard.press("j")
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        picture(page, f"checks-{name}-{scheme}")
        assert not too_wide(page)
        assert violations(page) == []
    page.keyboard.press("a")
    assert violations(page) == []
    page.get_by_role("dialog").get_by_role("button", name="The source reads so.").click()
    page.get_by_role("button", name="Accepted (1)").click()
    expect(page.locator(".decision")).to_be_visible()
    assert violations(page) == []
    open_checks(page, memorandum, "1962-04-24-memorandum/zh-Hans--en")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    picture(page, f"checks-nothing-{scheme}")
    assert violations(page) == []
    page.set_viewport_size({"width": 1360, "height": 768})
    page.goto(memorandum)
    expect(page.locator("[data-findings]").first).to_have_text("nothing found")
