"""The second sample document: six languages, aligned by Hexapla, with articles to hold the alignments against."""

from pathlib import Path

import pytest

from bench.udhr import alignments, articles, within
from hexapla import samples
from hexapla.model import Provenance, Status
from hexapla.workspace import Workspace

SAMPLES = {alignment.name: alignment for alignment in alignments()}


def test_it_comes_in_six_languages_whose_origin_is_said():
    """Each text is published, each says where its words were taken from; rights are stated."""
    document = next(iter(SAMPLES.values())).document
    assert set(document.texts) == {"en", "zh-Hans", "ru", "fr", "es", "ar"}
    assert {info.provenance for info in document.texts.values()} == {Provenance.PUBLISHED}
    assert all("udhr 6.0.0" in info.note for info in document.texts.values())
    assert "MIT" in document.rights
    assert document.date == "1948-12-10"


@pytest.mark.parametrize("alignment", SAMPLES.values(), ids=SAMPLES.keys())
def test_every_link_stays_within_its_article(alignment):
    """Thirty articles, a preamble and a title on both sides; no link reaches from one into another."""
    for text in (alignment.source, alignment.target):
        assert max(articles(text.segments).values()) == 31
    good, total = within(alignment)
    assert (good, total >= 96) == (total, True)


@pytest.mark.parametrize("alignment", SAMPLES.values(), ids=SAMPLES.keys())
def test_nobody_claims_to_have_reviewed_what_a_machine_aligned(alignment):
    """Every link is unreviewed and has the aligner's confidence; the header names the aligner."""
    assert {link.status for link in alignment.links} == {Status.UNREVIEWED}
    assert all(link.confidence is not None for link in alignment.links)
    assert alignment.made_by["method"] == "best"


def test_the_samples_open_without_problems(tmp_path):
    """`hexapla demo` copies the documents; nothing is wrong with any."""
    samples.copy_to(tmp_path / "demo")
    workspace = Workspace(Path(tmp_path / "demo"))
    found = {document["name"]: document for document in workspace.documents()}
    workspace.close()
    assert {"1962-04-24-memorandum", "udhr"} <= set(found)
    assert len(found["udhr"]["alignments"]) == 5
    assert not [document["problems"] for document in found.values() if document["problems"]]
