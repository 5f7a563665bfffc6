"""Importers: what each takes in, what it says of the document, and how it refuses."""

import codecs
import dataclasses
import re
from pathlib import Path

import pytest

from hexapla.corpus import check_segment, dump_text, from_paragraphs
from hexapla.errors import BadImportError, UndecodableFileError
from hexapla.importers import IMPORTERS, Imported
from hexapla.model import TextInfo

MEMORANDUM = Path(__file__).parent.parent / "corpus" / "1962-04-24-memorandum"
PAGE = MEMORANDUM / "source-page.txt"

SMALL = """\
Skip to content

3 May 1957

Cable from Ambassador Lin Weishan to Premier Zhou Enlai

Enclosure 2


To the Ministry:


The bridge at the frontier was closed on 1 May. Lt. Col. Orlov said that it would be opened soon.


Bern, 3 May 1957



An ambassador reports that a bridge is closed.

Document Information

Source


PRC FMA 109-00000-01, 1-2. Obtained by M. Keller and translated by A. B. Rossi.

Rights

The History and Public Policy Program welcomes reuse of these materials.

To enquire about this document, please write to the program at [email\u00a0protected].

Original Uploaded Date

2011-11-20

Language

Chinese

Record ID

123456

A Foundation
"""


def take_in(page: str, language: str = "en") -> Imported:
    """Import the text of a page."""
    return IMPORTERS["wilson"](page.encode(), "page.txt", language)


SAMPLES = {"text": "Heading\n\nOne. Two.\n", "wilson": SMALL}


@pytest.mark.parametrize("name", SAMPLES)
class TestEveryImporter:
    """The promises that hold for all that read plain text; test_importers_documents.py has the others."""

    def test_gives_segments_that_a_text_can_hold(self, name):
        """Each is one line with words, in a paragraph that is not empty."""
        found = IMPORTERS[name](SAMPLES[name].encode(), "file.txt", "en")
        assert len(found.paragraphs) > 1
        assert all(found.paragraphs)
        assert all(check_segment(s) == s == s.strip() for p in found.paragraphs for s in p)

    @pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    def test_does_not_care_for_line_ends_or_unicode_encodings(self, name, line_end, encoding):
        """The same text comes out of each, the byte order mark gone."""
        sample = SAMPLES[name]
        expected = IMPORTERS[name](sample.encode(), "file.txt", "en")
        assert IMPORTERS[name](sample.replace("\n", line_end).encode(encoding), "file.txt", "en") == expected

    def test_names_file_line_byte_and_remedy_of_what_it_cannot_decode(self, name):
        """Two characters of GB18030 are too few to tell it by; the file is refused as a whole."""
        with pytest.raises(UndecodableFileError, match=r"^note\.txt:2: byte 0xB1 at offset 5 is no UTF-8.*iconv"):
            IMPORTERS[name]("Note\n北京".encode("gb18030"), "note.txt", "zh")

    def test_refuses_control_characters(self, name):
        """No segment can hold them."""
        with pytest.raises(BadImportError, match=r"^a\.txt:3: the control character U\+001B .* Remove it"):
            IMPORTERS[name](b"a\n\n\x1b[0m", "a.txt", "en")

    def test_says_that_nul_may_be_utf_16(self, name):
        """The usual reason is a missing byte order mark."""
        with pytest.raises(BadImportError, match=r"^a\.txt:1: .*U\+0000.*UTF-16 without a byte order mark"):
            IMPORTERS[name]("word".encode("utf-16-le"), "a.txt", "en")

    def test_says_where_half_a_utf_16_character_stands(self, name):
        """A file cut off within a character."""
        with pytest.raises(UndecodableFileError, match=r"byte 0x41 at offset 4 is no UTF-16"):
            IMPORTERS[name](codecs.BOM_UTF16_LE + b"A\x00A", "a.txt", "en")

    @pytest.mark.parametrize("data", [b"", b" \n\t\n", codecs.BOM_UTF8])
    def test_refuses_a_file_without_words(self, name, data):
        """There is nothing to align."""
        with pytest.raises(BadImportError, match=r"^a\.txt: there (?:are no words|is no line)"):
            IMPORTERS[name](data, "a.txt", "en")


class TestPlainText:
    """The importer `text`."""

    def test_keeps_paragraphs_and_knows_nothing_of_the_document(self):
        """Sentences by paragraph; every other field is empty."""
        found = IMPORTERS["text"]("标题\n\n一。二。".encode(), "a.txt", "zh-Hans")
        assert found == Imported((("标题",), ("一。", "二。")))

    def test_is_a_frozen_value(self):
        """What was imported does not change afterwards."""
        with pytest.raises(dataclasses.FrozenInstanceError):
            IMPORTERS["text"](b"a", "a.txt", "en").title = "b"


@pytest.fixture(scope="module")
def found() -> Imported:
    """Import the page that is kept beside the memorandum's text."""
    return IMPORTERS["wilson"](PAGE.read_bytes(), PAGE.name, "en")


@pytest.mark.parametrize("name", ["zh-Hans", "en", "ru"])
def test_a_text_of_the_corpus_comes_in_as_it_went_out(name):
    """One segment a line, blank lines between paragraphs: each line stays a segment."""
    path = MEMORANDUM / f"{name}.txt"
    content = path.read_text(encoding="utf-8")
    found = IMPORTERS["text"](path.read_bytes(), path.name, name)
    assert found.paragraphs == tuple(tuple(block.splitlines()) for block in content.split("\n\n"))


class TestTheMemorandumsPage:
    """The importer `wilson` on the page of the sample document."""

    def test_takes_the_metadata_from_the_furniture(self, found):
        """Title, date, archive, translator, persons, description, support, label."""
        assert found.title == "Memorandum Given to the Soviet Ambassador by Vice Minister Zhang Hanfu"
        assert found.date == "1962-04-24"
        assert found.archive == "PRC FMA 118-01764-04, 9-10"
        assert found.translator == "7Brands"
        assert found.persons == ("Zhang Hanfu",)
        assert found.description == "The Chinese Foreign Ministry protests the cross border flight from Xinjiang."
        assert found.support == "MacArthur Foundation and Henry Luce Foundation"
        assert found.label == "Appendix I"

    def test_keeps_the_rights_statement_without_the_hidden_address(self, found):
        """“[email protected]” is no word of it."""
        assert found.rights.startswith("The History and Public Policy Program welcomes reuse of Digital Archive")
        assert found.rights.endswith("please contact the History and Public Policy Program.")
        assert "protected" not in found.rights

    def test_keeps_every_word_of_the_document_and_none_of_the_page(self, found):
        """From “Appendix I” and the heading to place and date."""
        page = PAGE.read_text(encoding="utf-8")
        document = page[page.index("Appendix I") : page.index("The Chinese Foreign Ministry protests")]
        assert " ".join(s for p in found.paragraphs for s in p).split() == document.split()
        assert found.paragraphs[:2] == (("Appendix I",), (found.title,))
        assert found.paragraphs[-1] == ("Beijing, 24 April 1962",)

    def test_makes_the_corpus_text_anew(self, found):
        """`en.txt` is what the importer makes of the page, byte for byte."""
        text = from_paragraphs(found.paragraphs, TextInfo("en", "en"))
        assert dump_text(text.segments) == (MEMORANDUM / "en.txt").read_text(encoding="utf-8")

    def test_cuts_its_paragraphs_into_sentences(self, found):
        """Brackets and “Ma-er-gu-fu [Marghub]” are no ends."""
        assert [len(p) for p in found.paragraphs] == [1, 1, 1, 4, 5, 3, 4, 1]


class TestOtherPages:
    """The importer `wilson` on pages of the same layout."""

    def test_reads_fields_under_their_headings(self):
        """A page that does say where its document comes from."""
        found = take_in(SMALL)
        assert found.paragraphs == (
            ("Enclosure 2",),
            ("To the Ministry:",),
            ("The bridge at the frontier was closed on 1 May.", "Lt. Col. Orlov said that it would be opened soon."),
            ("Bern, 3 May 1957",),
        )
        assert found.date == "1957-05-03"
        assert found.persons == ("Lin Weishan", "Zhou Enlai")
        assert found.archive == "PRC FMA 109-00000-01, 1-2"
        assert found.translator == "A. B. Rossi"
        assert found.description == "An ambassador reports that a bridge is closed."
        assert found.rights == (
            "The History and Public Policy Program welcomes reuse of these materials. "
            "To enquire about this document, please write to the program."
        )
        assert found.support == "A Foundation"
        assert found.label == "Enclosure 2"

    def test_leaves_empty_what_the_page_leaves_empty(self):
        """No date, support, description or translator."""
        found = take_in("A letter\n\nDear friend, come.\n\nDocument Information\n\nState Archive, f. 1, l. 2.\n")
        assert found == Imported((("Dear friend, come.",),), title="A letter", archive="State Archive, f. 1, l. 2")

    def test_takes_a_last_paragraph_that_is_not_set_off_for_the_documents(self):
        """Rather a description too many among the words than a word lost."""
        page = SMALL.replace("1957\n\n\n\nAn amb", "1957\n\nAn amb")
        found = take_in(page)
        assert found.description == ""
        assert found.paragraphs[-1] == ("An ambassador reports that a bridge is closed.",)

    @pytest.mark.parametrize(
        ("line", "date"),
        [("May 3, 1957", "1957-05-03"), ("May 1957", "1957-05"), ("1957", "1957"), ("12 October 1957", "1957-10-12")],
    )
    def test_writes_dates_as_iso_8601(self, line, date):
        """As exact as the page is."""
        assert take_in(SMALL.replace("3 May 1957\n\nCable", f"{line}\n\nCable")).date == date

    def test_takes_support_from_the_top_where_the_foot_has_none(self):
        """Pages say it in one place or both."""
        page = SMALL.replace("A Foundation\n", "").replace(
            "Enclosure", "This document was made possible with support from B Foundation\n\nEnclosure"
        )
        assert take_in(page).support == "B Foundation"

    def test_says_that_another_page_is_none_of_the_archive(self):
        """Plain text has its own importer."""
        with pytest.raises(BadImportError, match=r"page\.txt: there is no line “Document Information”.*plain text"):
            take_in("Some text.")

    def test_says_that_a_page_has_no_document(self):
        """Nothing stands between title and information."""
        page = re.sub(r"Enclosure 2.*?An ambassador reports[^\n]*\n", "", SMALL, flags=re.DOTALL)
        with pytest.raises(BadImportError, match="no document"):
            take_in(page)
