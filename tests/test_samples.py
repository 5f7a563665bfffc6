"""The samples that are there to compare versions: a second English memorandum, and Ruth in two translations."""

from contextlib import closing
from pathlib import Path

import pytest

from bench.sample_ruth import NAME, TEXTS, VERSES, verse_of, within
from hexapla.model import Alignment, Document, Provenance, Status
from hexapla.workspace import Workspace

ROOT = Path(__file__).parent.parent
MEMORANDUM = "1962-04-24-memorandum"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Open the repository's own documents, their working copy elsewhere."""
    folder = tmp_path_factory.mktemp("samples")
    for part in ("corpus", "alignments"):
        (folder / part).symlink_to(ROOT / part)
    with closing(Workspace(folder)) as found:
        yield found


@pytest.fixture(scope="module")
def ruth(workspace) -> Alignment:
    """The alignment of the two translations."""
    return workspace.alignment(NAME, "--".join(TEXTS))


def test_ruth_has_85_verses_in_both_translations(ruth):
    """A verse is a paragraph; neither translation has lost one."""
    for text in (ruth.source, ruth.target):
        assert max(verse_of(text.segments).values()) == VERSES


def test_every_link_of_ruth_stays_within_its_verse(ruth):
    """The numbers of the verses, which the aligner has not seen, say that no link is wrong by a verse."""
    good, total = within(ruth)
    assert (good, total > VERSES) == (total, True)


def test_ruth_says_where_its_words_come_from_and_whose_they_are(ruth):
    """Package, version, licence and the state of the copyright stand in the document."""
    document = ruth.document
    assert all("0.0.2" in info.note for info in document.texts.values())
    assert {info.provenance for info in document.texts.values()} == {Provenance.PUBLISHED}
    assert "public domain" in document.rights
    assert "MIT" in document.rights


def test_nobody_claims_to_have_reviewed_ruth(ruth):
    """Its links are as the aligner left them."""
    assert {link.status for link in ruth.links} == {Status.UNREVIEWED}


def test_the_second_memorandum_says_that_it_is_a_working_translation(workspace):
    """It is marked as one, says what it was made from, and every link of it has been confirmed."""
    document: Document = workspace.document(MEMORANDUM)
    info = document.texts["en.working"]
    assert info.provenance is Provenance.WORKING
    assert "reconstructed Chinese" in info.note
    links = workspace.alignment(MEMORANDUM, "zh-Hans--en.working").links
    assert {link.status for link in links} == {Status.CONFIRMED}
    assert not any(link.changed_since_confirmed for link in links)


def test_the_second_memorandum_has_its_own_wording(workspace):
    """No sentence but the dateline is the published translation's."""
    texts = [
        {s.text for s in workspace.alignment(MEMORANDUM, f"zh-Hans--{name}").target.segments}
        for name in ("en", "en.working")
    ]
    assert texts[0] & texts[1] <= {"Beijing, 24 April 1962"}
