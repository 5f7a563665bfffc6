"""Disagreements marked in the rows, and the lamp that lights up the counterparts of a word."""

from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as Late
from playwright.sync_api import expect
from samples import make_workspace
from test_looks import SCHEMES, picture, violations
from workbench import AR, Editor, serving

ZH = ["1962年4月24日，北京。", "约两万名中国居民越过边界。", "苏联边防机关没有采取任何行动。", "共三百五十人。"]
OTHER = [
    "Beijing, 26 April 1962.",
    "Some 20,000 Chinese residents crossed the border.",
    "The Soviet border defense agencies did not take any action.",
    "There were 340 people.",
]
DISAGREEING = "() => [...(CSS.highlights.get('hx-disagrees') ?? [])].map(range => range.toString())"
LIT = "kind => [...(CSS.highlights.get(`hx-lamp-${kind}`) ?? [])].map(range => range.toString())"


@pytest.fixture
def editor(new_page, tmp_path):
    """Open four links, of which the first and the last disagree."""
    make_workspace(tmp_path, {"zh-Hans": ZH, "en": OTHER}, {"zh-Hans--en": [(1, 1)] * 4})
    make_workspace(
        tmp_path, {"en": ["Everyone has the right to life."], "ar": [AR[0]]}, {"en--ar": [(1, 1)]}, document="rights"
    )
    with serving(tmp_path) as address:
        yield Editor(new_page(), address).open()


def signs(editor):
    """Locate the signs of disagreement."""
    return editor.page.locator(".mark.disagrees")


def test_disagreements_are_underlined_and_signed(editor):
    """Both sides are underlined, the last column has a sign that says what is meant."""
    expect(signs(editor)).to_have_count(2)
    expect(signs(editor).first).to_have_attribute("title", "The two sides disagree: 1962年4月24日, 26 April 1962")
    editor.page.wait_for_function(f"() => ({DISAGREEING})().length === 4")
    assert editor.page.evaluate(DISAGREEING) == ["1962年4月24日", "26 April 1962", "三百五十", "340"]


def test_a_mark_goes_when_the_text_is_mended_and_comes_back_with_undo(editor):
    """Marks follow the edits."""
    expect(signs(editor)).to_have_count(2)
    editor.go(4, "target")
    editor.press("e")
    editor.page.keyboard.press("Control+a")
    editor.page.keyboard.insert_text("There were 350 people.")
    editor.press("Control+Enter")
    expect(signs(editor)).to_have_count(1)
    editor.press("Control+z")
    expect(signs(editor)).to_have_count(2)


def test_i_goes_from_one_disagreement_to_the_next_and_the_filter_shows_them_alone(editor):
    """Round at the ends, back with Shift."""
    expect(signs(editor)).to_have_count(2)
    editor.press("i")
    expect(editor.cell(4, "source")).to_be_focused()
    editor.press("i")
    expect(editor.cell(1, "source")).to_be_focused()
    editor.press("Shift+I")
    expect(editor.cell(4, "source")).to_be_focused()
    editor.filter("disagreeing")
    expect(editor.page.locator(".row[data-id]")).to_have_count(2)


def test_what_a_mark_means_is_said_under_the_pointer(editor):
    """A tooltip over the underlined words, none beside them."""
    editor.page.wait_for_function(f"() => ({DISAGREEING})().length === 4")
    point_at(editor, 4, "target", "340")
    expect(editor.page.locator("#sheet")).to_have_attribute("title", "The other side has no such number.")
    point_at(editor, 4, "target", "were")
    expect(editor.page.locator("#sheet")).not_to_have_attribute("title", "The other side has no such number.")


def point_at(editor, row: int, side: str, words: str) -> None:
    """Move the mouse onto the middle of words in a cell."""
    x, y = editor.cell(row, side).evaluate(
        """(cell, words) => {
            const text = [...cell.querySelectorAll(".segment")].map(each => each.firstChild)
                .find(each => each.data.includes(words));
            const range = new Range(), at = text.data.indexOf(words);
            range.setStart(text, at); range.setEnd(text, at + words.length);
            const box = range.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        }""",
        words,
    )
    editor.page.mouse.move(x, y)


def point_until_lit(editor, row: int, side: str, word: str) -> None:
    """Point at a word, and again where the rows moved under the pointer meanwhile, as while a page loads."""
    for _ in range(5):
        point_at(editor, row, side, word)
        with suppress(Late):
            lit(editor, "word", word, timeout=6000)
            return
        editor.page.mouse.move(5, 5)
    lit(editor, "word", word)


def lit(editor, kind: str, *words: str, timeout: float = 30_000) -> None:
    """Wait until these words are lit."""
    asked = f"words => JSON.stringify(({LIT})('{kind}')) === words"
    editor.page.wait_for_function(asked, arg=json(words), timeout=timeout)


def json(words) -> str:
    """Write words as the page does."""
    return "[" + ",".join(f'"{word}"' for word in words) + "]"


@pytest.mark.parametrize(
    ("row", "side", "word", "counterpart"),
    [(2, "target", "residents", "居民"), (3, "source", "苏联", "Soviet"), (3, "target", "action", "行动")],
)
def test_the_counterpart_of_the_word_under_the_pointer_lights_up(editor, row, side, word, counterpart):
    """In either direction; and it goes out when the pointer leaves."""
    point_until_lit(editor, row, side, word)
    lit(editor, "sure", counterpart)
    editor.page.mouse.move(5, 5)
    lit(editor, "word")
    lit(editor, "sure")


def test_the_lamp_by_keyboard(editor):
    """K lights it at the current cell, arrows go from word to word, Tab crosses over, Escape puts it out."""
    editor.go(3, "target")
    editor.page.mouse.move(5, 5)
    editor.press("k")
    lit(editor, "word", "The")
    editor.press("ArrowRight")
    lit(editor, "word", "Soviet")
    lit(editor, "sure", "苏联")
    assert editor.message() == "Soviet ↔ 苏联"
    editor.press("Tab")
    lit(editor, "word", "苏联")
    lit(editor, "sure", "Soviet")
    editor.press("Escape")
    lit(editor, "word")
    expect(editor.cell(3, "target")).to_be_focused()


def test_words_are_paired_and_parted_by_keyboard_and_it_lasts(editor):
    """Enter holds a word, then pairs it with one of the other side; once more parts them; a reload shows it."""
    editor.go(2, "source")
    editor.page.mouse.move(5, 5)
    editor.press("k")
    lit(editor, "word", "约")
    editor.press("Enter")
    lit(editor, "held", "约")
    editor.press("Tab")
    for _ in range(9):
        editor.press("ArrowRight")
    lit(editor, "word", "border")
    editor.press("Enter")
    lit(editor, "person", "border")
    assert "border (paired by" in editor.message()
    editor.open()
    editor.go(2, "source")
    editor.press("k")
    lit(editor, "person", "border")
    editor.press("Enter")
    editor.press("Tab")
    lit(editor, "word", "border")
    editor.press("Enter")
    lit(editor, "person")
    editor.press("Escape")
    editor.press("Escape")
    lit(editor, "word")


def test_words_are_paired_with_the_pointer(editor):
    """Alt and a click hold a word, a click on the other side pairs it; clicks in another row leave the lamp."""
    point_until_lit(editor, 3, "target", "agencies")
    alt_click(editor, 3, "target", "agencies")
    lit(editor, "held", "agencies")
    click(editor, 3, "source", "采取")
    lit(editor, "person", "采取")
    editor.cell(1, "source").click()
    lit(editor, "word")
    expect(editor.cell(1, "source")).to_be_focused()


def alt_click(editor, row: int, side: str, words: str) -> None:
    """Click on a word with Alt held down."""
    point_at(editor, row, side, words)
    editor.page.keyboard.down("Alt")
    click(editor, row, side, words)
    editor.page.keyboard.up("Alt")


def click(editor, row: int, side: str, words: str) -> None:
    """Click on the middle of words."""
    point_at(editor, row, side, words)
    editor.page.mouse.down()
    editor.page.mouse.up()


def test_from_right_to_left(editor):
    """In Arabic the left arrow goes on."""
    editor.path = "rights/en--ar"
    editor.open()
    editor.go(1, "target")
    editor.page.mouse.move(5, 5)
    editor.press("k")
    lit(editor, "word", "لكل")
    editor.press("ArrowLeft")
    lit(editor, "word", "فرد")


def test_the_lamp_can_be_switched_off(editor):
    """In the settings; the keyboard's lamp still answers when asked."""
    editor.page.locator("#settings-button").click()
    group = editor.page.get_by_role("group", name="Word lamp under the pointer")
    group.get_by_label("Off").check()
    editor.page.keyboard.press("Escape")
    point_at(editor, 2, "target", "residents")
    editor.page.wait_for_timeout(1000)
    assert editor.page.evaluate(LIT, "word") == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_and_lamp_look_right(editor, scheme):
    """Readable in both schemes, nothing that axe objects to."""
    editor.page.emulate_media(color_scheme=scheme)
    expect(signs(editor)).to_have_count(2)
    point_at(editor, 3, "target", "agencies")
    lit(editor, "word", "agencies")
    alt_click(editor, 3, "target", "agencies")
    lit(editor, "held", "agencies")
    picture(editor.page, f"lamp-{scheme}")
    assert violations(editor.page) == []
