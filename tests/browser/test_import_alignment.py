"""Bringing a ready alignment in: shown first, then taken in, then perhaps taken back."""

import zipfile
from io import BytesIO

import pytest
from format_samples import everything, right_to_left
from playwright.sync_api import expect
from test_looks import picture, too_wide, violations

from hexapla.formats import FORMATS

TMX = b"""<?xml version="1.0"?><tmx version="1.4"><header srclang="*all*"/><body>
<tu><tuv xml:lang="de"><seg>Guten Tag.</seg></tuv><tuv xml:lang="fr"><seg>Bonjour.</seg></tuv>
<tuv xml:lang="en"><seg>Good day.</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Ende.</seg></tuv><tuv xml:lang="en"><seg>The <bpt i="1">&lt;b&gt;</bpt>end.</seg></tuv></tu>
</body></tmx>"""


def give(page, *files: tuple[str, bytes]) -> None:
    """Choose files and wait until they are understood."""
    page.locator("#files").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
    )


@pytest.fixture
def page(new_page, address):
    """Open the form."""
    page = new_page()
    page.goto(f"{address}/import/alignment")
    return page


def test_what_a_file_holds_is_shown_before_it_is_taken_in(page, root):
    """Facts, texts and first rows; nothing is taken in until the button is pressed, and one click takes it back."""
    give(page, ("memo.xlf", FORMATS["xliff"].write(everything())))
    expect(page.locator("#found-heading")).to_be_focused()
    expect(page.locator("#found-facts")).to_contain_text("XLIFF 2.1")
    expect(page.locator("#found-facts")).to_contain_text("11 links")
    expect(page.locator("#source_provenance")).to_have_value("reconstruction")
    expect(page.locator("#document")).to_have_value("memo-2")
    expect(page.locator("#found-rows td[lang=zh-Hans]").first).to_have_text("附件一")
    assert not (root / "corpus" / "memo-2").exists()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator("#taken-heading")).to_be_focused()
    assert (root / "corpus" / "memo-2" / "en.txt").exists()
    page.get_by_role("button", name="Take the import back").click()
    expect(page.locator("#files")).to_be_visible()
    assert not (root / "corpus" / "memo-2").exists()
    assert not (root / "alignments" / "memo-2").exists()


def test_two_of_several_languages_are_chosen(page, root):
    """A memory in three languages says so; naming one of them reads the file again."""
    give(page, ("memory.tmx", TMX))
    expect(page.locator("#found-facts")).to_contain_text("de (2), fr (1), en (2)")
    expect(page.locator("#found-warnings")).to_contain_text("Inline tags, kept as text: 1.")
    page.locator("#target_language").fill("fr")
    page.locator("#target_language").blur()
    expect(page.locator("#found-rows tr").first).to_contain_text("Bonjour.")
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("link", name="Open the alignment").click()
    page.wait_for_url("**/documents/memory/de--fr")
    page.locator("html[data-ready]").wait_for()
    assert (root / "corpus" / "memory" / "fr.txt").read_text() == "Bonjour.\n"


def test_a_table_without_languages_asks_for_them(page):
    """What the file does not say a person must; the browser asks for it before anything is sent."""
    give(page, ("table.tsv", "Привет.\tHello.\nПока.\tBye.\n".encode()))
    expect(page.locator("#source-size")).to_have_text("The file does not say the language. Name it.")
    page.locator("#source_language").fill("ru")
    page.locator("#target_language").fill("en")
    page.locator("#target_language").blur()
    expect(page.locator("#target-size")).to_contain_text("English, 2 segments")
    expect(page.locator("#found-rows td[lang=ru]").first).to_have_text("Привет.")


def test_texts_with_beads_can_be_swapped(page):
    """Which of two texts is the source is a person's to say."""
    files = [("a.beads", b"[0, 1]:[0]:0.1\n"), ("x.txt", b"One.\nTwo.\n"), ("y.txt", "Один, два.\n".encode())]
    give(page, *files)
    expect(page.locator("#found-facts")).to_contain_text("1 × 2:1")
    page.get_by_role("button", name="The other text is the source").click()
    expect(page.locator("#import-error")).to_contain_text("names a segment")


def test_a_bad_file_is_refused_beside_the_form(page):
    """The message names the file; another one can be chosen at once."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("bomb.xml", b"<a>" + b" " * 50_000_000)
    give(page, ("bomb.zip", archive.getvalue()))
    expect(page.get_by_role("alert")).to_contain_text("beyond all measure")
    give(page, ("memo.jsonl", FORMATS["jsonl"].write(right_to_left())))
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator("#found-rows td[dir=rtl]").first).to_be_visible()


def test_the_list_of_documents_takes_an_import_back(page, address, root):
    """The newest import is marked there; what was edited since is not offered."""
    give(page, ("memo.tei.xml", FORMATS["tei"].write(right_to_left())))
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator("#taken-heading")).to_be_visible()
    page.goto(address)
    expect(page.locator("[data-take-back]")).to_have_count(1)
    page.locator("[data-take-back]").click()
    expect(page.locator("[data-take-back]")).to_have_count(0)
    assert not (root / "corpus" / "memo-2").exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_looks_right(new_page, address, scheme):
    """No violation, nothing cut off, empty, filled and done, on a laptop and a phone."""
    page = new_page(color_scheme=scheme)
    page.goto(f"{address}/import/alignment")
    for size, (width, height) in {"laptop": (1360, 768), "phone": (390, 844)}.items():
        page.set_viewport_size({"width": width, "height": height})
        give(page, ("memory.tmx", TMX))
        expect(page.locator("#found-rows tr")).to_have_count(2)
        picture(page, f"import-alignment-{size}-{scheme}")
        assert violations(page) == []
        assert not too_wide(page)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator("#taken-heading")).to_be_visible()
    picture(page, f"import-alignment-taken-{scheme}")
    assert violations(page) == []
    page.goto(address)
    picture(page, f"import-alignment-listed-{scheme}")
    assert violations(page) == []
