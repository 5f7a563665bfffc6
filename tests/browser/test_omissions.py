"""Omissions and additions as facts of the translation: once they are said, nothing warns of them."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect
from samples import make_workspace
from workbench import EN, NAME, ZH, Editor, serving

from hexapla import corpus, po
from hexapla.model import Alignment


@pytest.fixture
def editor(new_page, tmp_path):
    """Open three links, the second of which lacks its target; the aligner was unsure of that one."""
    root = make_workspace(tmp_path, {"zh-Hans": ZH[:3], "en": EN[:2]}, {NAME: [(1, 1), (1, 0), (1, 1)]})
    path = root / "alignments" / "memo" / f"{NAME}.po"
    document = corpus.read_document(root / "corpus" / "memo" / "document.toml")
    texts = [
        corpus.read_text(root / "corpus" / "memo" / f"{name}.txt", document.texts[name]) for name in ("zh-Hans", "en")
    ]
    value = po.resolve(po.read(path), Alignment(document, *texts, ()))
    sure = (0.9, 0.2, 0.9)
    links = tuple(replace(link, confidence=x) for link, x in zip(value.links, sure, strict=True))
    po.write(replace(value, links=links), path)
    with serving(root) as address:
        yield Editor(new_page(), address).open()


def test_what_is_said_to_be_an_omission_is_warned_of_no_more(editor):
    """The low confidence is marked and found by W; after O both are gone, and the row says what it is."""
    mark = editor.page.locator(".row[data-id=L0002] .mark.unsure")
    expect(mark).to_have_count(1)
    editor.press("w")
    expect(editor.page.locator(".row.current")).to_have_attribute("data-id", "L0002")
    editor.press("o")
    expect(editor.cell(2, "target")).to_contain_text("Omission")
    expect(mark).to_have_count(0)
    editor.press("ArrowUp", "w")
    expect(editor.page.locator(".message")).to_contain_text("No row is of low confidence")
    assert editor.links()[1]["kind"] == "omission"
