"""Making an edition in the editor: the choices, the preview, the file."""

import io
import zipfile

import pytest
from playwright.sync_api import expect
from test_looks import SCHEMES, picture, too_wide, violations
from workbench import EN, ZH


@pytest.fixture
def dialog(editor):
    """Open the dialog from the menu."""
    editor.page.get_by_role("button", name="Export").click()
    editor.page.get_by_role("button", name="Make an edition…").click()
    found = editor.page.get_by_role("dialog", name="Make an edition")
    expect(found).to_be_visible()
    return found


def preview(dialog):
    """Locate the page inside the preview."""
    return dialog.frame_locator("iframe").locator("main")


def test_the_preview_follows_the_choices(dialog):
    """Layout, order, and what is left out are seen at once."""
    expect(preview(dialog)).to_have_class("columns of-2")
    dialog.get_by_label("Passages").check()
    expect(preview(dialog)).to_have_class("stacked of-2")
    dialog.get_by_label("Interlinear").check()
    dialog.get_by_role("button", name="Move English up").click()
    expect(preview(dialog).locator("tbody td").first).to_contain_text(EN[0])
    dialog.get_by_label("Rows with one side empty").check()
    expect(preview(dialog).locator(".absence")).to_have_count(0)
    dialog.get_by_label("To row").fill("2")
    dialog.get_by_label("To row").blur()
    expect(preview(dialog).locator("tbody tr")).to_have_count(2)


def test_what_cannot_be_made_is_said(dialog):
    """One text alone is no edition; the message says so, and goes when the choice is mended."""
    box = dialog.get_by_role("checkbox", name="English")
    box.uncheck()
    expect(dialog.get_by_role("status")).to_contain_text("two texts or more")
    box.check()
    expect(dialog.get_by_role("status")).to_have_text("")


@pytest.mark.parametrize(
    ("words", "start"),
    [("PDF", b"%PDF-1.7"), ("EPUB", b"PK"), ("Word", b"PK"), ("HTML", b"<!do"), ("Markdown", b"# A")],
)
def test_the_file_is_made(dialog, words, start):
    """Every format comes as a file."""
    dialog.get_by_label(words, exact=True).check()
    with dialog.page.expect_download() as download:
        dialog.get_by_role("button", name="Make the file").click()
    data = download.value.path().read_bytes()
    assert data.startswith(start)
    expect(dialog.get_by_role("status")).to_have_text("The file is ready.")
    if start == b"PK":
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


def test_the_dialog_opens_and_closes_by_key(editor):
    """Shift+P opens it, Escape gives the keyboard back to the rows."""
    editor.go(1)
    editor.page.keyboard.press("Shift+P")
    expect(editor.page.get_by_role("dialog", name="Make an edition")).to_be_visible()
    editor.page.keyboard.press("Escape")
    expect(editor.cell(1, "source")).to_be_focused()


def test_the_preview_can_run_nothing(dialog):
    """It is a frame in a sandbox, under a policy of its own."""
    expect(dialog.locator("iframe")).to_have_attribute("sandbox", "")
    expect(preview(dialog)).to_contain_text(ZH[0])
    address = dialog.locator("iframe").evaluate("frame => frame.src")
    policy = dialog.page.request.get(address).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "frame-ancestors 'self'" in policy


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("name", "width", "height"), [("laptop", 1360, 768), ("phone", 390, 844)])
def test_the_dialog_looks_right(editor, name, width, height, scheme):
    """No accessibility violation and no sideways scrolling at either size, the preview's page aside."""
    page = editor.page
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Make an edition…").click()
    dialog = page.get_by_role("dialog", name="Make an edition")
    expect(preview(dialog)).to_contain_text(ZH[0])
    picture(page, f"edition-dialog-{name}-{scheme}")
    dialog.locator("iframe").evaluate("frame => frame.remove()")
    assert violations(page) == []
    assert not too_wide(page)
