"""The HTML edition in a browser: light, dark, narrow, from the right, and printed."""

import re
import subprocess
from dataclasses import replace

import pytest
from format_samples import SAMPLES, everything, long, right_to_left
from playwright.sync_api import expect
from test_looks import SCHEMES, picture, too_wide, violations

from hexapla.formats import export

SIZES = {"laptop": (1360, 768), "phone": (390, 844)}


@pytest.fixture
def open_edition(new_page, tmp_path):
    """Open the edition of an alignment from its file; anything it asks for beside itself fails the test."""
    asked = []

    def open_edition(alignment, **options):
        path = tmp_path / "edition.html"
        export(alignment, "html", path)
        page = new_page(**options)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: asked.append(message.text))
        page.goto(path.as_uri())
        return page

    yield open_edition
    assert [what for what in asked if not what.endswith("/edition.html")] == []


def printed(page, path, paper: str) -> list[str]:
    """Print the page and return the words of each sheet."""
    page.pdf(path=path, format=paper)
    command = ["pdftotext", "-layout", path, "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own file
    return text.split("\f")[:-1]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_an_edition_looks_right(open_edition, sample, size, scheme):
    """No accessibility violation, no sideways scrolling, the style sheet in force."""
    width, height = SIZES[size]
    page = open_edition(SAMPLES[sample](), viewport={"width": width, "height": height}, color_scheme=scheme)
    picture(page, f"edition-{sample}-{size}-{scheme}")
    assert violations(page) == []
    assert not too_wide(page)
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(253, 252, 249)"
    assert light == (scheme == "light")


def test_the_two_sides_of_a_link_stand_level(open_edition):
    """The cells of a row begin at one height, side by side; on a phone one stands under the other."""
    wide = open_edition(everything())
    for row in wide.locator("tbody tr").all():
        source, target = (row.locator("td").nth(i).bounding_box() for i in (0, 1))
        assert source["y"] == target["y"]
        assert source["x"] + source["width"] <= target["x"]
    narrow = open_edition(everything(), viewport={"width": 390, "height": 844})
    for row in narrow.locator("tbody tr").all():
        source, target = (row.locator("td").nth(i).bounding_box() for i in (0, 1))
        assert source["y"] + source["height"] <= target["y"]


def test_a_reader_of_the_screen_hears_a_table_on_a_phone_too(open_edition):
    """Stacking does not take rows and cells away from assistive technology."""
    page = open_edition(everything(), viewport={"width": 390, "height": 844})
    expect(page.get_by_role("row")).to_have_count(1 + len(everything().links))
    expect(page.get_by_role("columnheader", name="Chinese")).to_be_visible()
    expect(page.get_by_role("cell")).to_have_count(2 * len(everything().links))


def test_the_head_with_the_provenance_stays_in_sight(open_edition):
    """However far one reads, it is seen that the text is a reconstruction."""
    for size in ((1360, 768), (390, 844)):
        page = open_edition(long(200), viewport={"width": size[0], "height": size[1]})
        page.locator("tbody tr").nth(120).scroll_into_view_if_needed()
        expect(page.locator("thead .provenance").first).to_be_in_viewport()


def test_a_note_is_found_from_its_call_and_back(open_edition):
    """A click leads to the note, another back to the call, which the head does not hide."""
    page = open_edition(everything(), viewport={"width": 1360, "height": 400})
    page.locator("#call-3-target").click()
    expect(page.locator("#note-3")).to_be_in_viewport()
    page.locator("#note-3").get_by_text("English 3").click()
    call, head = (page.locator(what).bounding_box() for what in ("#call-3-target", "thead .target"))
    assert call["y"] >= head["y"] + head["height"]


def test_arabic_is_set_from_the_right(open_edition):
    """The words end at the right edge of the column, their number outside it."""
    page = open_edition(right_to_left())
    cell = page.locator("td.source").first.bounding_box()
    number = page.locator("td.source .number").first.bounding_box()
    middle = cell["x"] + cell["width"] / 2
    assert number["x"] > middle
    head = page.locator("thead .source .language").bounding_box()
    assert head["x"] + head["width"] > middle


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_printed_every_sheet_says_what_the_text_is(open_edition, tmp_path, paper):
    """Title sheet first; then title, head and provenance on every sheet of the texts, rows whole, all numbered."""
    pages = printed(open_edition(long(300), color_scheme="dark"), tmp_path / "edition.pdf", paper)
    assert 10 <= len(pages) <= 25
    assert "Translator" in pages[0]
    assert "took no action" not in pages[0]
    for number, page in enumerate(pages, 1):
        assert re.search(r"Chinese: reconstruction, not the archival text\s+" + str(number), page)
    texts = [page for page in pages if "took no action" in page]
    assert len(texts) >= len(pages) - 2
    for page in texts:
        assert "Memorandum on the border" in page
        assert "Published translation" in page
        assert re.findall(r"动 (\d+)\.", page) == re.findall(r"action (\d+)\.", page)


def test_printed_no_row_breaks_over_two_sheets(open_edition, tmp_path):
    """A row that no longer fits goes to the next sheet, whole."""
    made = long(40)
    links = [
        replace(link, target=tuple(replace(s, text=f"Begin{' word' * (40 + 4 * s.number)} end.") for s in link.target))
        for link in made.links
    ]
    pages = printed(open_edition(replace(made, links=tuple(links))), tmp_path / "edition.pdf", "A4")
    texts = [page for page in pages if "Begin" in page]
    assert len(texts) > 5
    assert [page.count("Begin") for page in texts] == [page.count("end.") for page in texts]


def test_printed_on_white(open_edition):
    """On a dark system, too, paper is white and ink black."""
    page = open_edition(everything(), color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    style = page.evaluate("(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.body))")
    assert style[1] == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
