"""Bringing two texts in by the form, and taking an alignment out by the menu."""

from playwright.sync_api import expect
from workbench import EN, NAME, ZH


def fill(page, *, source: str = "\n".join(ZH[:3]), target: str = "\n".join(EN[:2])):
    """Fill the form, all but the button."""
    page.get_by_label("Title of the document").fill("Trucks at the border")
    page.locator("#source_language").fill("zh-Hans")
    page.locator("#source_provenance").select_option("reconstruction")
    page.locator("#source_text").fill(source)
    page.locator("#target_language").fill("en")
    page.locator("#target_text").fill(target)


def test_importing_by_pasting(new_page, address):
    """The texts are sent, the progress is shown, and the new alignment opens with its provenance."""
    page = new_page()
    page.goto(f"{address}/import")
    fill(page)
    page.get_by_role("button", name="Import and align").click()
    expect(page.locator("#import-progress")).to_be_visible()
    page.wait_for_url("**/documents/trucks-at-the-border/zh-Hans--en", timeout=60_000)
    page.locator("html[data-ready]").wait_for()
    expect(page.locator(".head [data-side=source] .badge")).to_have_text("Reconstruction")
    assert page.locator(".cell[data-side=source] .segment").all_inner_texts() == ZH[:3]


def test_importing_a_file(new_page, address):
    """A chosen file takes the place of the pasted text."""
    page = new_page()
    page.goto(f"{address}/import")
    fill(page, target="")
    page.locator("#target_file").set_input_files(
        {"name": "en.txt", "mimeType": "text/plain", "buffer": "\n".join(EN[:2]).encode()}
    )
    expect(page.locator("#target_text")).to_be_disabled()
    page.get_by_role("button", name="Import and align").click()
    page.wait_for_url("**/documents/trucks-at-the-border/zh-Hans--en", timeout=60_000)
    expect(page.locator(".cell[data-side=target] .segment").first).to_have_text(EN[0])
    page.locator("html[data-ready=all]").wait_for()


def test_what_is_missing_is_said_beside_the_form(new_page, address):
    """Nothing is sent before both texts are there; what was typed stays."""
    page = new_page()
    page.goto(f"{address}/import")
    fill(page, target="  ")
    page.get_by_role("button", name="Import and align").click()
    expect(page.get_by_role("alert")).to_have_text("The target text is missing. Paste it, or choose a file.")
    expect(page.locator("#target_text")).to_be_focused()


def test_what_the_server_refuses_is_said_beside_the_form(new_page, address):
    """A tag that is no language comes back as a sentence, and the form can be sent again."""
    page = new_page()
    page.goto(f"{address}/import")
    fill(page)
    page.locator("#target_language").fill("english")
    page.get_by_role("button", name="Import and align").click()
    expect(page.get_by_role("alert")).to_contain_text("english")
    expect(page.get_by_role("button", name="Import and align")).to_be_enabled()
    expect(page.locator("#source_text")).to_have_value("\n".join(ZH[:3]))


def test_exporting(editor):
    """The menu offers each format as a file."""
    for words, suffix in (("gettext PO", ".po"), ("for spreadsheets", ".tsv"), ("side-by-side edition", ".html")):
        editor.page.get_by_role("button", name="Export").click()
        with editor.page.expect_download() as download:
            editor.page.get_by_role("link", name=words).click()
        assert download.value.suggested_filename == f"memo.{NAME}{suffix}"
        assert download.value.path().stat().st_size > 0
        editor.page.keyboard.press("Escape")


def test_viewing_the_edition(editor):
    """The edition opens in a tab of its own, drawn with its own style, under a policy that lets it run nothing."""
    editor.page.get_by_role("button", name="Export").click()
    with editor.page.context.expect_page() as opened:
        editor.page.get_by_role("link", name="View the edition").click()
    response = opened.value.request.get(opened.value.url)
    assert "sandbox" in response.headers["content-security-policy"]
    expect(opened.value.locator("body")).to_contain_text(ZH[0])
