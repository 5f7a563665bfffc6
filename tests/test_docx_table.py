"""Tables of Word documents as ready alignments: the edition that Hexapla writes, and anybody's two columns."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from any_alignment import alignments
from format_samples import SAMPLES, everything
from hypothesis import HealthCheck, given, settings
from test_editions import three

from hexapla.errors import BadImportError
from hexapla.formats import FORMATS, Choice, File, Found, Options, read
from hexapla.formats.editions.docx import draw
from hexapla.formats.editions.edition import edition
from hexapla.formats.options import Apparatus, Layout
from hexapla.model import Alignment, Kind, Note, Provenance, Status

Words = list[tuple[list[str], list[str]]]


def load(data: bytes, choice: Choice = Choice()) -> Found:  # noqa: B008 - frozen
    """Read a Word document."""
    form, found = read([File("memo.docx", data)], choice)
    assert form == "docx"
    return found


def words(alignment: Alignment) -> Words:
    """List the words of each link's two sides."""
    return [([s.text for s in link.source], [s.text for s in link.target]) for link in alignment.links]


def refused(data: bytes) -> str:
    """Return what is said of a document that cannot be taken in."""
    with pytest.raises(BadImportError) as caught:
        read([File("memo.docx", data)])
    assert str(caught.value).startswith("memo.docx")
    return str(caught.value)


def word(*rows: tuple[str, ...], change: Callable[[docx.document.Document], object] = str) -> bytes:
    """Make a Word document with one table."""
    document = docx.Document()
    document.add_paragraph("Before the table.")
    table = document.add_table(len(rows), len(rows[0]))
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    change(document)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """Return a document as a file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def edited(alignment: Alignment, change: Callable[[docx.document.Document], object]) -> Alignment:
    """Write the edition, let somebody work on it in another program, and read it back."""
    document = docx.Document(io.BytesIO(FORMATS["docx"].write(alignment)))
    change(document)
    return load(saved(document)).alignment


def repacked(data: bytes, leave_out: str) -> bytes:
    """Return an archive without one of its entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != leave_out:
                new.writestr(name, old.read(name))
    return out.getvalue()


class TestEdition:
    """The edition read back."""

    @pytest.mark.parametrize("sample", [name for name in SAMPLES if name != "nothing"])
    def test_pairs_come_back(self, sample):
        """Ids, words by segment and paragraph, statuses, kinds, languages and provenance, crossing links too."""
        alignment = SAMPLES[sample]()
        found = load(FORMATS["docx"].write(alignment))
        assert found.warnings == ()
        assert (found.alignment.source, found.alignment.target) == (alignment.source, alignment.target)
        assert replace(found.alignment.document, texts={}) == replace(alignment.document, texts={})
        for read_back, link in zip(found.alignment.links, alignment.links, strict=True):
            assert replace(read_back, confirmed_hash=None, confidence=None, notes=()) == replace(
                link, confirmed_hash=None, confidence=None, notes=()
            )
            assert read_back.changed_since_confirmed == link.changed_since_confirmed

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(alignment=alignments())
    def test_every_alignment_comes_back(self, alignment):
        """All strings that a text admits, n:m, 1:0, 0:1, crossing links, statuses."""
        found = load(FORMATS["docx"].write(alignment)).alignment
        assert (found.source, found.target) == (alignment.source, alignment.target)
        assert [(one.id, one.source, one.target, one.status, one.kind) for one in found.links] == [
            (one.id, one.source, one.target, one.status, one.kind) for one in alignment.links
        ]

    def test_comments_are_notes(self):
        """With author and date; private notes were never in it."""
        links = everything().links
        sample = replace(everything(), links=(replace(links[0], notes=(Note(90, "ours", private=True),)), *links[1:]))
        found = load(FORMATS["docx"].write(sample)).alignment
        assert found.links[0].notes == ()
        assert found.links[1].notes[0] == replace(links[1].notes[0], id=0)
        assert found.links[2].notes[0].author == "=Eve"

    def test_edits_in_word_are_taken(self):
        """Words changed, a paragraph begun anew without a number, a number removed, an absence filled."""

        def change(document: docx.document.Document) -> None:
            rows = document.tables[0].rows
            rows[1].cells[2].paragraphs[0].runs[-1].text = "Annex One"
            rows[1].cells[2].add_paragraph("and more")
            second = next(run for run in rows[2].cells[1].paragraphs[0].runs if run.text.startswith("3"))
            second._element.getparent().remove(second._element)  # noqa: SLF001 - python-docx cannot remove runs

        found = words(edited(everything(), change))
        assert found[0] == (["附件一"], ["Annex One and more"])
        assert found[1][0] == ["约两万名居民越境。他们带走了牲畜。"]
        assert found[2:] == words(everything())[2:]

    def test_a_counterpart_may_be_written_in(self):
        """Where the edition said that there is none, words are words."""
        empty = next(n for n, link in enumerate(everything().links) if not link.target)

        def change(document: docx.document.Document) -> None:
            document.tables[0].rows[empty + 1].cells[2].paragraphs[0].runs[0].text = "Here it is."

        found = edited(everything(), change).links[empty]
        assert [segment.text for segment in found.target] == ["Here it is."]
        assert found.kind is None

    def test_without_the_properties_of_the_file_the_head_tells(self):
        """Some programs drop them: language and provenance stand at the head of each column."""
        found = load(repacked_edition()).alignment
        assert [found.source.info.language, found.target.info.language] == ["zh", "en"]
        assert found.source.info.provenance is Provenance.RECONSTRUCTION
        assert found.target.info.provenance is Provenance.PUBLISHED
        assert words(found) == words(everything())

    def test_another_word_processor_may_save_it(self, tmp_path):
        """LibreOffice writes the file anew; texts, statuses and notes are still there."""
        path = tmp_path / "memo.docx"
        path.write_bytes(FORMATS["docx"].write(everything()))
        home = f"-env:UserInstallation=file://{tmp_path}/home"
        command = ["soffice", home, "--headless", "--convert-to", "docx", "--outdir", tmp_path / "anew", path]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own file
        found = load((tmp_path / "anew" / "memo.docx").read_bytes()).alignment
        assert (found.source, found.target) == (everything().source, everything().target)
        assert [link.status for link in found.links] == [link.status for link in everything().links]
        assert [note.created for note in found.links[1].notes] == ["2026-11-24T09:00:00Z", ""]

    def test_footnotes_are_left_out_and_that_is_said(self):
        """Their calls are no words."""
        found = load(FORMATS["docx"].write(everything(), Options(apparatus=Apparatus.FOOTNOTES)))
        assert words(found.alignment) == words(everything())
        assert "left out" in found.warnings[0]

    def test_two_of_three_texts_are_taken(self):
        """The first two, or those asked for."""
        made = edition(three(), Options())
        tags = [column.info.language for column in made.columns]
        first = load(draw(made))
        assert [first.alignment.source.info.language, first.alignment.target.info.language] == tags[:2]
        assert "more than two texts" in first.warnings[0]
        asked = load(draw(made), Choice(tags[2], tags[0])).alignment
        assert [asked.source.info.language, asked.target.info.language] == [tags[2], tags[0]]
        shown = [s.text for row in made.rows for paragraph in row.cells[2].paragraphs for s in paragraph]
        assert [segment.text for segment in asked.source.segments] == shown

    @pytest.mark.parametrize(("layout", "said"), [(Layout.INTERLINEAR, "in columns"), (Layout.STACKED, "no table")])
    def test_texts_one_under_the_other_are_refused(self, layout, said):
        """No guess is made at what belongs to which text."""
        assert said in refused(FORMATS["docx"].write(everything(), Options(layout=layout)))


def repacked_edition() -> bytes:
    """Make an edition as a program leaves it that knows no custom properties."""
    document = docx.Document(io.BytesIO(FORMATS["docx"].write(everything())))
    package = document.part.package
    drop = next(key for key, one in package.rels.items() if one.reltype.endswith("/custom-properties"))
    del package.rels[drop]
    data = saved(document)
    assert "docProps/custom.xml" not in zipfile.ZipFile(io.BytesIO(data)).namelist()
    return data


class TestAnyTable:
    """Two columns of anybody's document."""

    @pytest.mark.parametrize("head", [("№", "Russian", "English"), ("", "ru", "en"), ("id", "Source", "Target")])
    def test_a_column_of_numbers_and_a_header(self, head):
        """Numbers are no text, and the header says what the columns are."""
        found = load(word(head, ("1", "Раз.\nДва.", "One, two."), ("2.", "Три.", ""))).alignment
        assert words(found) == [(["Раз.", "Два."], ["One, two."]), (["Три."], [])]

    def test_without_a_header(self):
        """The first row is words, with or without numbers before them."""
        plain = load(word(("Раз.", "One."), ("Два.", "Two.")), Choice("ru", "en")).alignment
        numbered = load(word(("1", "Раз.", "One."), ("2", "Два.", "Two.")), Choice("ru", "en")).alignment
        assert words(plain) == words(numbered) == [(["Раз."], ["One."]), (["Два."], ["Two."])]
        assert plain.source.info.language == "ru"

    def test_a_header_may_name_statuses(self):
        """As in every other table."""
        found = load(
            word(("Source", "Target", "Status", "Kind"), ("A.", "B.", "confirmed", ""), ("C.", "", "", "lost"))
        )
        assert [link.status for link in found.alignment.links] == [Status.CONFIRMED, Status.UNREVIEWED]
        assert found.alignment.links[1].kind is Kind.LOST

    def test_the_largest_table_counts(self):
        """A small one above it, a letterhead say, does not."""

        def change(document: docx.document.Document) -> None:
            table = document.add_table(3, 2)
            for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
                cell.text = f"Words {number}."

        assert len(load(word(("To", "From"), change=change)).alignment.links) == 3

    def test_a_document_without_such_a_table_is_a_text(self):
        """It is said where texts are taken in."""
        for data in (saved(docx.Document()), word(("One.",), ("Two.",))):
            assert "`hexapla import`" in refused(data)


class TestBadDocuments:
    """Documents that leave it open what stands beside what, or are none."""

    def test_merged_cells_are_named_by_their_row(self):
        """Side by side and one above the other."""
        rows = [("A.", "B."), ("C.", "D."), ("E.", "F.")]

        def merge(first: tuple[int, int], last: tuple[int, int]) -> bytes:
            return word(*rows, change=lambda d: d.tables[0].cell(*first).merge(d.tables[0].cell(*last)))

        assert "in row 2 of its table, cells are merged" in refused(merge((1, 0), (1, 1)))
        assert "in row 2 of its table, cells are merged" in refused(merge((1, 0), (2, 0)))

    def test_a_row_with_a_cell_too_few_is_named(self):
        """Rows of another width are not guessed at."""

        def change(document: docx.document.Document) -> None:
            row = document.tables[0].rows[2]._tr  # noqa: SLF001 - python-docx cannot remove cells
            row.remove(row.tc_lst[1])

        assert "row 3 of its table has another number of cells (1)" in refused(word(*[("A.", "B.")] * 3, change=change))

    def test_a_document_that_is_cut_off_is_refused(self):
        """At any place."""
        data = word(("A.", "B."))
        for part in (10, len(data) // 2, len(data) - 30):
            assert "cut off or damaged" in refused(data[:part])

    def test_a_document_without_its_text_is_refused(self):
        """The missing part is named."""
        assert "word/document.xml" in refused(repacked(word(("A.", "B.")), "word/document.xml"))
