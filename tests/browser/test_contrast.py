"""What is said by colour is said otherwise too; densities and line lengths that can be chosen; no axe violation."""

import pytest
from playwright.sync_api import expect
from test_looks import picture, too_wide, violations
from workbench import Editor

OUTLINE = "element => getComputedStyle(element).outlineStyle"


@pytest.mark.parametrize("wish", [{"forced_colors": "active"}, {"contrast": "more"}], ids=["forced", "more"])
def test_high_contrast(new_page, address, wish):
    """The current cell and the selected rows are told by lines where washes of colour are gone."""
    editor = Editor(new_page(**wish), address).open()
    editor.press("3", "ArrowDown", "4", "Shift+ArrowDown")
    picture(editor.page, f"contrast-{next(iter(wish.values()))}")
    assert violations(editor.page) == []
    assert editor.cell(3, "source").evaluate(OUTLINE) == "solid"
    if "forced_colors" in wish:
        assert editor.page.locator(".row[aria-selected=true]").first.evaluate(OUTLINE) == "dashed"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_over_the_grid(new_page, address, scheme):
    """The row's menu, the changing of keys and the list of others have no violation."""
    editor = Editor(new_page(color_scheme=scheme), address).open()
    Editor(new_page(), address).open().go(4, "target")
    page = editor.page
    expect(page.locator(".peer")).to_have_count(1)
    page.get_by_role("button", name="1 other person here").click()
    picture(page, f"open-presence-{scheme}")
    assert violations(page) == []
    page.keyboard.press("Escape")
    editor.cell(2, "source").click(button="right")
    picture(page, f"open-menu-{scheme}")
    assert violations(page) == []
    page.keyboard.press("Escape")
    editor.press("?")
    page.get_by_role("button", name="Change keys…").click()
    page.get_by_role("button", name="Merge with the row below: change the key").click()
    page.keyboard.press("x")
    picture(page, f"open-keys-{scheme}")
    assert violations(page) == []


def test_rows_can_be_set_closer(editor):
    """Each density is lower than the one before."""
    heights = []
    for density in ("Roomy", "Compact", "Dense"):
        editor.page.locator("#settings-button").click()
        editor.page.get_by_label(density).check()
        editor.page.keyboard.press("Escape")
        heights.append(editor.page.locator(".row[data-id]").nth(1).bounding_box()["height"])
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 3


def test_lines_can_be_as_long_as_in_a_book(new_page, address):
    """On a wide window a text does not run from edge to edge."""
    editor = Editor(new_page(viewport={"width": 2400, "height": 900}), address).open()
    width = "segment => segment.getBoundingClientRect().width / parseFloat(getComputedStyle(segment).fontSize)"
    segment = editor.cell(2, "target").locator(".segment")
    assert segment.evaluate(width) > 45
    editor.page.locator("#settings-button").click()
    editor.page.get_by_label("As in a book").check()
    assert segment.evaluate(width) < 40


@pytest.mark.parametrize("language", ["ru", "zh-CN"])
@pytest.mark.parametrize("width", [390, 680, 1360])
def test_other_languages_fit_as_well(new_page, memorandum, language, width):
    """Russian words are long; still nothing must be scrolled sideways."""
    phone = {"has_touch": True, "is_mobile": True} if width < 400 else {}
    page = new_page(viewport={"width": width, "height": 844}, locale=language, **phone)
    Editor(page, memorandum, "1962-04-24-memorandum/zh-Hans--en").open()
    picture(page, f"language-{language}-{width}")
    assert not too_wide(page)
    assert page.evaluate("innerWidth") == width
    assert violations(page) == []


def test_a_text_is_drawn_as_its_own_language(new_page, address):
    """English looks the same whatever language the interface around it speaks."""
    faces = []
    for locale in ("en-GB", "zh-CN"):
        editor = Editor(new_page(locale=locale), address).open()
        faces.append(editor.cell(1, "target").evaluate("cell => getComputedStyle(cell).font"))
    assert faces[0] == faces[1]


def test_what_pops_up_fits_a_low_window(new_page, address):
    """At 200% the settings are scrolled within the window."""
    editor = Editor(new_page(viewport={"width": 680, "height": 384}), address).open()
    editor.page.locator("#settings-button").click()
    box = editor.page.locator("#settings").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 384
    editor.page.get_by_role("link", name="Русский").click()
    expect(editor.page.locator("html")).to_have_attribute("lang", "ru")
