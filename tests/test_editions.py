"""Editions of two texts and more, in every layout and format: what they hold, how they read, what foreign tools say."""

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path

import docx
import pytest
from format_samples import DOCUMENT, MARKUP, RU, SAMPLES, build, everything, hostile, long, right_to_left

from hexapla import corpus
from hexapla.errors import BadOptionError, MissingFontError
from hexapla.formats import FORMATS
from hexapla.formats.editions import DRAWN, Imprint, edition
from hexapla.formats.editions.openings import Measured, openings
from hexapla.formats.options import Apparatus, Layout, Options, Paper, Span, from_words
from hexapla.model import Note, Status

EPUBCHECK = Path("/usr/share/java/epubcheck.jar")
PAGES = {"pdf", "docx"}


def three():
    """Two alignments of one text: the Russian one joins what the English one keeps apart, and both have notes."""
    first = everything()
    russian = corpus.from_paragraphs([["Приложение."], ["Люди перешли.", "Пять."], ["Всё."]], RU)
    shapes = [((1,), (1,)), ((2, 3, 4), (2, 3)), ((5, 6, 7, 8, 9, 10), (4,))]
    note = Note(9, "The Russian is *free*.", "Boris", "2026-11-25T10:00:00Z")
    return first, build(first.source, russian, shapes, L1={"notes": (note,)})


def pdf_words(data: bytes, *options: str) -> str:
    """Read the words of a PDF by another program."""
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=data, check=True, capture_output=True).stdout.decode()  # noqa: S603


def pdf_info(data: bytes) -> str:
    """Read what a PDF says of itself."""
    return subprocess.run(["pdfinfo", "-"], input=data, check=True, capture_output=True).stdout.decode()  # noqa: S607


def docx_words(data: bytes) -> str:
    """Read all words of a Word document."""
    document = docx.Document(io.BytesIO(data))
    return "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def epub_words(data: bytes) -> str:
    """Read the pages of a book without their elements."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")]
    return unescape(re.sub("<[^>]*>", "", "".join(pages)))


def plain(text: str) -> str:
    """Take blanks out: what is wrapped or justified has others."""
    return re.sub(r"[\s\u2060\u2009]", "", text)


READERS = {"pdf": pdf_words, "docx": docx_words, "epub": epub_words}


class TestGathering:
    """The rows of an edition of several texts."""

    def test_rows_hold_together_in_every_alignment(self):
        """What one alignment joins stands in one row, with all that the others have of it."""
        made = edition(three(), Options())
        assert [column.name for column in made.columns] == ["Chinese", "English", "Russian"]
        second = made.rows[1]
        assert [cell.numbers for cell in second.cells] == ["2–4", "2–3", "2–3"]

    def test_what_one_text_alone_has_stands_in_a_row_of_its_own(self):
        """The others are empty there, and only the text that is translated says why."""
        made = edition(three(), Options())
        (alone,) = [row for row in made.rows if row.cells[1].numbers == "8"]
        assert [cell.absence for cell in alone.cells] == ["added in the English", "", ""]

    def test_a_note_is_called_by_its_own_pair(self):
        """Notes of the Russian are not called in the English, and the numbers follow the rows."""
        made = edition(three(), Options())
        assert [cell.callers for cell in made.rows[0].cells] == [(1,), (), (1,)]
        assert [note.number for note in made.notes] == [1, 2, 3, 4, 5]

    def test_columns_stand_in_the_order_asked_for(self):
        """The text that all share need not be first, nor be there."""
        made = edition(three(), Options(texts=("ru", "zh-Hans", "en")))
        assert [column.info.name for column in made.columns] == ["ru", "zh-Hans", "en"]
        without = edition(three(), Options(texts=("ru", "en")))
        assert [len(row.cells) for row in without.rows] == [2] * len(without.rows)
        with pytest.raises(BadOptionError, match="no text fr here; there are zh-Hans, en, ru"):
            edition(three(), Options(texts=("fr", "en")))
        with pytest.raises(BadOptionError, match="two texts or more"):
            edition(three(), Options(texts=("en",)))

    def test_alignments_without_a_common_text_make_no_edition(self):
        """The message names them."""
        with pytest.raises(BadOptionError, match="zh-Hans--en, ar--ru have no text in common"):
            edition([everything(), right_to_left()], Options())

    def test_private_notes_never_appear(self):
        """Neither their words nor a call; a link with only such a note counts as having none."""
        made = everything()
        links = tuple(replace(li, notes=tuple(replace(n, private=True) for n in li.notes)) for li in made.links)
        private = replace(made, links=links)
        assert edition(private, Options()).notes == ()
        assert edition(private, Options(only_noted=True)).rows == ()
        for form in DRAWN:
            assert b"Residents" not in FORMATS[form].write(private)


class TestChoices:
    """What options leave out, and how they are written."""

    def test_options_leave_rows_out(self):
        """Each alone, and the colophon says so."""

        def shown(**options):
            return [row.id for row in edition(everything(), from_words(options)).rows]

        assert shown(only_confirmed="yes") == ["L0001", "L0005", "L0007"]
        assert shown(only_noted="yes") == ["L0002", "L0003", "L0007"]
        assert len(shown(omissions="hide")) == 7
        assert shown(range="2-4") == ["L0002", "L0003", "L0004"]
        assert shown(range="L0010-") == ["L0010", "L0011"]
        assert shown(range="7") == ["L0007"]
        colophon = dict(edition(everything(), from_words({"range": "-3", "only_noted": "yes"})).colophon)
        assert colophon["Left out"] == "all rows but -3; links without a note"

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ({"layout": "rows"}, "layout is one of columns, facing, interlinear, stacked, not “rows”"),
            ({"notes": "margin"}, "notes is one of footnotes, endnotes, none"),
            ({"paper": "a3"}, "paper is one of a4, a5"),
            ({"range": "a-b"}, "rows such as 5-20"),
            ({"range": "0-4"}, "count from 1"),
            ({"only_confirmed": "perhaps"}, "yes or no"),
            ({"color": "red"}, "no option “color” for an edition. There are layout, notes"),
            ({"faces": "zh"}, "zh=Songti SC"),
            ({"faces": {"zh": 'x"; } body { color: red'}}, "zh=Songti SC"),
        ],
    )
    def test_options_that_say_nothing_are_errors(self, words, message):
        """The message lists what there is."""
        with pytest.raises(BadOptionError, match=re.escape(message)):
            from_words(words)

    @pytest.mark.parametrize("span", ["5-3", "40-50", "L0099"])
    def test_a_range_without_rows_is_an_error(self, span):
        """Backwards, beyond the end, or with a link that is not there."""
        with pytest.raises(BadOptionError, match="range"):
            edition(everything(), from_words({"range": span}))

    def test_later_words_go_before_earlier_ones(self):
        """Those of the command line before those of the file; what is not said stays."""
        found = from_words({"layout": "facing", "paper": "a5", "faces": {"en": "Noto Serif"}}, {"layout": "stacked"})
        assert (found.layout, found.paper) == (Layout.STACKED, Paper.A5)
        assert found.faces == (("en", "Noto Serif"),)
        assert from_words({"texts": ["en", "ru"]}).texts == from_words({"texts": "en, ru"}).texts == ("en", "ru")
        assert from_words({"range": "3-9"}).span == Span(3, 9)

    def test_the_colophon_names_editors_and_the_date_of_the_revision(self):
        """The working copy tells them; never the clock."""
        colophon = dict(edition(everything(), Options(), Imprint(("Ann", "Bo"), "2026-11-24T09:00:00Z")).colophon)
        assert colophon["Editors"] == "Ann, Bo"
        assert colophon["Last revised"] == "24 November 2026"


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("form", READERS)
class TestEveryLayout:
    """What holds for each format in each layout."""

    def test_every_word_is_there(self, form, layout):
        """Of all texts, and of the notes."""
        words = plain(READERS[form](DRAWN[form](edition(three(), Options(layout=layout)))))
        for alignment in three():
            for text in (alignment.source, alignment.target):
                for segment in text.segments:
                    assert plain(segment.text) in words
        if form != "docx":  # its notes are comments
            assert "TheRussianisfree." in words

    def test_the_same_edition_gives_the_same_bytes(self, form, layout):
        """No clock, no chance."""
        options = Options(layout=layout, apparatus=Apparatus.FOOTNOTES)
        assert DRAWN[form](edition(three(), options)) == DRAWN[form](edition(three(), options))

    @pytest.mark.parametrize("sample", SAMPLES)
    def test_every_sample_can_be_drawn(self, form, layout, sample):
        """Markup in every field, right to left, nothing at all."""
        for apparatus in (None, *Apparatus):
            assert DRAWN[form](edition(SAMPLES[sample](), Options(layout=layout, apparatus=apparatus)))


class TestPdf:
    """Pages, set by Typst and read by Poppler."""

    @pytest.mark.parametrize("layout", Layout)
    def test_every_page_says_what_the_texts_are(self, layout):
        """But the title page, which says it at length."""
        data = DRAWN["pdf"](edition(long(60), Options(layout=layout)))
        pages = pdf_words(data, "-layout").split("\f")[:-1]
        assert len(pages) > 2
        for number, page in enumerate(pages, 1):
            assert "Reconstruction, not the archival text" in page
            assert "Published translation" in page
            assert number == 1 or re.search(rf"\n\s+{number}\s*$", page)

    def test_it_is_tagged_and_titled(self):
        """PDF/UA asks for both."""
        info = pdf_info(FORMATS["pdf"].write(everything()))
        assert re.search(r"Tagged:\s+yes", info)
        assert re.search(r"Title:\s+Memorandum on the border", info)
        assert "CreationDate" not in info

    @pytest.mark.parametrize(
        ("paper", "size"),
        [(Paper.A4, "595.276 x 841.89"), (Paper.A5, "419.528 x 595.276"), (Paper.LETTER, "612 x 792")],
    )
    def test_the_paper_is_as_asked_for(self, paper, size):
        """Width and height in points."""
        assert size in pdf_info(DRAWN["pdf"](edition(everything(), Options(paper=paper))))

    def test_no_word_is_taken_for_a_command(self):
        """Markup of Typst and of every other kind comes out as its characters."""
        words = '#panic("x") $x$ *b* _e_ `c` @a <b> \\ // = # [x] {y}'
        made = replace(hostile(), document=replace(DOCUMENT, title=words, description=MARKUP))
        found = plain(pdf_words(DRAWN["pdf"](edition(made, Options()))))
        assert plain(words) in found

    def test_facing_pages_stand_level(self):
        """A row's two sides begin at one height on the left and the right page."""
        made = long(40)
        links = [
            replace(link, target=tuple(replace(s, text=f"Begin{' word' * (7 * s.number)}.") for s in link.target))
            for link in made.links
        ]
        data = DRAWN["pdf"](edition(replace(made, links=tuple(links)), Options(layout=Layout.FACING)))
        boxes = pdf_words(data, "-bbox")
        pages = [re.findall(r'yMin="([\d.]+)"[^>]*>(苏联[^<]*|Begin)<', page) for page in boxes.split("<page ")[1:]]
        spreads = [(pages[i], pages[i + 1]) for i in range(1, len(pages) - 1, 2)]
        assert sum(len(left) for left, _ in spreads) == 40
        for left, right in spreads:
            assert len(left) == len(right)
            for (y, _), (other, _) in zip(left, right, strict=True):
                assert abs(float(y) - float(other)) < 8

    def test_a_row_that_no_page_holds_is_set_all_the_same(self):
        """A thousand sentences in one link."""
        made = long(1000)
        whole = replace(made.links[0], source=made.source.segments, target=made.target.segments)
        for layout in Layout:
            words = plain(pdf_words(DRAWN["pdf"](edition(replace(made, links=(whole,)), Options(layout=layout)))))
            assert {int(n) for n in re.findall(r"(\d+)\.", words)} >= set(range(1, 1001))

    def test_a_character_that_no_font_has_is_named_with_a_remedy(self):
        """Rather than a box on the page."""
        made = everything()
        odd = replace(made.links[0].source[0], text="\U0002f8f0")
        with pytest.raises(MissingFontError, match=r"“\U0002f8f0” \(U\+2F8F0\).*apt-get install fonts-"):
            FORMATS["pdf"].write(replace(made, links=(replace(made.links[0], source=(odd,)),)))

    def test_a_long_edition_is_set_by_a_process_of_its_own(self):
        """It gives the same pages, and says the same of a character that no font has."""
        made = long(1001)
        data = FORMATS["pdf"].write(made)
        assert "1001." in pdf_words(data)
        odd = replace(made.links[0], source=(replace(made.links[0].source[0], text="\U0002f8f0"),))
        with pytest.raises(MissingFontError, match=r"U\+2F8F0"):
            FORMATS["pdf"].write(replace(made, links=(odd, *made.links[1:])))

    def test_a_font_that_is_not_installed_is_an_error(self):
        """The message says how to see those that are."""
        with pytest.raises(BadOptionError, match="No Such Font is not installed"):
            DRAWN["pdf"](edition(everything(), from_words({"faces": {"en": "No Such Font"}})))

    def test_notes_are_called_alike_on_both_sides(self):
        """A footnote stands once, on the page of its calls."""
        pages = pdf_words(FORMATS["pdf"].write(everything()), "-layout").split("\f")
        (page,) = [page for page in pages if "“Residents” is" in page]
        assert "About 20,000 residents" in page

    def test_rows_are_packed_as_far_as_they_fit(self):
        """No opening is fuller than a page, and none could take the next row."""
        rows = [Measured(10 + n % 7, 3, (5.0,) * (n % 3)) for n in range(100)]
        found = list(openings(rows, 100, 20, 4))
        assert [opening.start for opening in found[1:]] == [opening.stop for opening in found[:-1]]
        assert found[-1].stop == 100
        tall = list(openings([Measured(5, 0), Measured(500, 0, (1.0,)), Measured(5, 0)], 100, 0, 4))
        assert [(opening.start, opening.alone) for opening in tall] == [(0, False), (1, True), (2, False)]


class TestEpub:
    """Books, judged by epubcheck."""

    @pytest.mark.parametrize("layout", Layout)
    @pytest.mark.parametrize("apparatus", Apparatus)
    def test_it_is_valid(self, tmp_path, layout, apparatus):
        """Three texts, notes at the foot or the end, no error and no warning."""
        path = tmp_path / "edition.epub"
        path.write_bytes(DRAWN["epub"](edition(three(), Options(layout=layout, apparatus=apparatus))))
        assert self.complaints(path) == []

    @pytest.mark.parametrize("sample", SAMPLES)
    def test_every_sample_is_valid(self, tmp_path, sample):
        """Markup in every field too."""
        path = tmp_path / "edition.epub"
        path.write_bytes(FORMATS["epub"].write(SAMPLES[sample]()))
        assert self.complaints(path) == []

    def complaints(self, path: Path) -> list[str]:
        """Ask epubcheck."""
        command = ["java", "-jar", EPUBCHECK, path]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own file
        return [line for line in (done.stdout + done.stderr).splitlines() if re.match("FATAL|ERROR|WARNING", line)]

    def test_long_texts_are_cut_into_files(self):
        """Each begins with the names and provenances of the texts."""
        with zipfile.ZipFile(io.BytesIO(FORMATS["epub"].write(long(1000)))) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if "texts-" in name]
            package = archive.read("EPUB/package.opf").decode()
        assert len(parts) == 5
        assert all("Reconstruction, not the archival text" in part for part in parts)
        assert "schema:accessibilityFeature" in package
        assert re.findall("<dc:language>(.*?)</dc:language>", package) == ["zh-Hans", "en"]

    def test_the_date_is_that_of_the_revision(self):
        """EPUB wants one."""
        data = DRAWN["epub"](edition(everything(), Options(), Imprint((), "2026-11-24T09:00:00.123+00:00")))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert b"2026-11-24T09:00:00Z" in archive.read("EPUB/package.opf")
            assert archive.infolist()[0].filename == "mimetype"


class TestWord:
    """Word documents, read by python-docx and set by LibreOffice."""

    def test_it_is_a_table_with_ids_and_a_head_on_every_page(self):
        """One row a link; no page cuts a row."""
        document = docx.Document(io.BytesIO(FORMATS["docx"].write(everything())))
        (table,) = document.tables
        ids = [row.cells[0].text.split()[0] for row in table.rows]
        assert ids == ["Link", *(link.id for link in everything().links)]
        assert len(table.part.element.xpath(".//w:tr/w:trPr/w:cantSplit")) == 12
        assert len(table.part.element.xpath(".//w:tr[1]/w:trPr/w:tblHeader")) == 1

    def test_every_run_has_its_language(self):
        """East Asian, right-to-left and other words are told apart as Word wants."""
        document = docx.Document(io.BytesIO(FORMATS["docx"].write(right_to_left())))
        arabic = document.element.body.xpath("//w:r[w:rPr/w:rtl and w:rPr/w:lang[@w:bidi='ar']]/w:t")
        assert "لكل فرد الحق في الحياة." in [node.text for node in arabic]
        chinese = docx.Document(io.BytesIO(FORMATS["docx"].write(everything()))).element.body
        runs = chinese.xpath("//w:r[w:rPr/w:lang[@w:eastAsia='zh-CN'] and w:rPr/w:rFonts[@w:eastAsia='SimSun']]/w:t")
        assert "附件一" in [node.text for node in runs]

    def test_notes_are_comments(self):
        """With author and date; the marks stand in the row that they are about."""
        document = docx.Document(io.BytesIO(FORMATS["docx"].write(everything())))
        comments = list(document.comments)
        assert [comment.author for comment in comments] == ["Ann Editor", "Hexapla", "=Eve", "Hexapla"]
        assert comments[0].text.startswith("“Residents” is 居民.")
        assert comments[0].timestamp.isoformat().startswith("2026-11-24T09:00:00")
        rows = document.element.body.xpath(".//w:tr[.//w:commentReference[@w:id='3']]")
        assert [row.xpath("string(.//w:t)") for row in rows] == ["L0003 ?"]

    @pytest.mark.parametrize("apparatus", Apparatus)
    def test_notes_are_words_own_where_asked_for(self, apparatus):
        """One note each, referred to once and cross-referenced on the other side."""
        data = DRAWN["docx"](edition(everything(), Options(apparatus=apparatus)))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            notes, body = archive.read(f"word/{apparatus}.xml").decode(), archive.read("word/document.xml").decode()
        one = apparatus.removesuffix("s")
        assert len(re.findall(rf'<w:{one} w:id="[1-9]', notes)) == 4
        assert re.findall(rf"<w:{one}Reference w:id=\"(\d)\"", body) == ["1", "2", "3", "4"]
        assert re.findall(r"NOTEREF _Note(\d)", body) == ["1", "2", "3", "4"]

    @pytest.mark.parametrize("layout", [Layout.COLUMNS, Layout.STACKED])
    def test_another_word_processor_sets_it(self, tmp_path, layout):
        """LibreOffice opens it, and every page of its PDF says what the texts are."""
        path = tmp_path / "edition.docx"
        path.write_bytes(DRAWN["docx"](edition(three(), Options(layout=layout, apparatus=Apparatus.FOOTNOTES))))
        home = f"-env:UserInstallation=file://{tmp_path}/home"
        command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own file
        pages = pdf_words((tmp_path / "edition.pdf").read_bytes(), "-layout").split("\f")[:-1]
        assert len(pages) > 1
        assert all("Reconstruction, not the archival text" in page for page in pages)
        assert "The Russian is free." in " ".join(" ".join(pages).split())


def test_markdown_is_read_as_it_was_meant(golden):
    """The whole file, held against the one in tests/golden."""
    golden("edition.md", FORMATS["markdown"].write(everything()))


def test_markdown_escapes_what_would_mean_something():
    """No word makes a heading, a list, emphasis, a table or HTML."""
    data = FORMATS["markdown"].write(hostile()).decode()
    assert "<script>" not in data
    assert r"\<script\>" in data


def test_only_confirmed_editions_have_no_signs():
    """Where everything is confirmed, no legend explains anything."""
    made = everything()
    confirmed = replace(
        made, links=tuple(replace(li, status=Status.CONFIRMED, confirmed_hash=None) for li in made.links)
    )
    assert edition(confirmed, Options()).marks == ()
