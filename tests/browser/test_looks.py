"""Every page in light and dark: no accessibility violation, nothing cut off, and pictures to look at."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from workbench import Editor

PICTURES = Path(__file__).parent / "screenshots"
SIZES = {"laptop": (1360, 768), "desktop": (1920, 1080), "phone": (390, 844)}
SCHEMES = ("light", "dark")
MEMORANDUM = "1962-04-24-memorandum/zh-Hans--en"


def violations(page: Page) -> list[str]:
    """Run axe; describe each violation by its rule and where it is."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def picture(page: Page, name: str) -> None:
    """Keep a picture of what is seen."""
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def too_wide(page: Page) -> bool:
    """Tell whether the page must be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", ["", "import", f"documents/{MEMORANDUM}", "documents/nowhere/en--ru"])
def test_every_page_looks_right_at_every_size(new_page, memorandum, path, scheme):
    """No violation where the layout differs, no sideways scrolling anywhere."""
    page = new_page(color_scheme=scheme)
    page.goto(f"{memorandum}/{path}")
    if path.endswith(MEMORANDUM):
        page.locator("html[data-ready=all]").wait_for()
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        picture(page, f"{path.replace('/', '-') or 'documents'}-{size}-{scheme}")
        assert not too_wide(page)
        if size != "desktop":  # laid out as on a laptop, only wider
            assert violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_everything_that_opens_looks_right(new_page, address, scheme):
    """Dialogs, popovers and modes have no violation either."""
    editor = Editor(new_page(color_scheme=scheme), address).open()
    page = editor.page
    editor.press("3", "ArrowDown", "4", "ArrowDown", "2", "t")
    page.keyboard.insert_text("A note on wording.")
    editor.press("Control+Enter", "ArrowUp")
    for name, keys in {"help": "?", "relink": "l", "send": "Shift+G", "goto": "g", "split": "s", "edit": "e"}.items():
        editor.press(keys)
        picture(page, f"open-{name}-{scheme}")
        assert (name, violations(page)) == (name, [])
        editor.press("Escape")
    for name in ("settings-button", "export-button"):
        page.locator(f"#{name}").click()
        picture(page, f"open-{name}-{scheme}")
        assert (name, violations(page)) == (name, [])
        page.keyboard.press("Escape")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_right_to_left_looks_right(new_page, address, scheme):
    """Arabic is set from the right, in its own face."""
    editor = Editor(new_page(color_scheme=scheme), address, "rights/en--ar").open()
    picture(editor.page, f"arabic-{scheme}")
    assert violations(editor.page) == []
    cell = editor.cell(1, "target")
    gap = cell.evaluate(
        """cell => { const range = document.createRange(); range.selectNodeContents(cell);
        return cell.getBoundingClientRect().right - range.getBoundingClientRect().right; }"""
    )
    assert gap < 20


def test_the_chosen_appearance_wins_over_the_systems(editor):
    """Dark can be chosen on a light system, and is there at once after a reload."""
    editor.page.locator("#settings-button").click()
    editor.page.get_by_label("Dark").check()
    editor.page.get_by_label("Serif").check()
    editor.open()
    style = "element => [getComputedStyle(element).colorScheme, getComputedStyle(element).fontFamily]"
    scheme, family = editor.cell(1, "source").evaluate(style)
    assert scheme == "dark"
    assert "Noto Serif CJK SC" in family


def test_zoomed_to_200_percent(new_page, address):
    """At double size the page has half the pixels, and still everything can be reached."""
    editor = Editor(new_page(viewport={"width": 680, "height": 384}, device_scale_factor=2), address).open()
    picture(editor.page, "zoomed")
    assert not too_wide(editor.page)
    expect(editor.cell(1, "source")).to_be_in_viewport()
    editor.page.get_by_role("button", name="Row 1: actions and notes").click()
    expect(editor.page.get_by_role("button", name="Merge down")).to_be_visible()


def test_reduced_motion_is_respected(new_page, address):
    """Nothing blinks for those who asked for calm."""
    editor = Editor(new_page(reduced_motion="reduce"), address).open()
    editor.press("s")
    assert editor.page.locator(".split-caret").evaluate("caret => getComputedStyle(caret).animationName") == "none"
