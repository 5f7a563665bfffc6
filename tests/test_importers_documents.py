"""Documents and old encodings on their way in: what is taken, what is left, and how bad files are refused."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from format_samples import everything

from hexapla.errors import BadImportError, UndecodableFileError, UnknownNameError
from hexapla.formats import FORMATS
from hexapla.importers import IMPORTERS, read, recognise
from hexapla.intake import Incoming
from hexapla.workspace import Workspace

CORPUS = Path(__file__).parent.parent / "corpus"
PARAGRAPHS = (("Heading",), ("One sentence.", "Another one."))
ODT = """<?xml version="1.0"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:tracked-changes><text:changed-region><text:p>Deleted.</text:p></text:changed-region></text:tracked-changes>
<text:h>Heading</text:h><text:section><text:p>One<text:s/>sentence.<text:note><text:note-body><text:p>A note.</text:p>
</text:note-body></text:note> <text:span>Another</text:span> one.</text:p></text:section>
</office:text></office:body></office:document-content>"""
HTML = """<!DOCTYPE html><html><head><title>A  page</title><style>p { color: red }</style><script>alert(1)</script>
</head><body><nav><a href="/">Home</a></nav><h1>Heading</h1>
<div>One <b>sen</b>tence.<br>Another <ruby>one<rt>yi</rt></ruby>.
<p hidden>Hidden.</p></div><form><button>Send</button></form></body></html>"""


def packed(files: dict[str, str | bytes]) -> bytes:
    """Make an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def word() -> bytes:
    """Make a Word document with a table, a deleted word and a comment."""
    document = docx.Document()
    document.core_properties.title = "A  letter"
    document.add_paragraph("Heading", style="Title")
    paragraph = document.add_paragraph("One sentence.")
    run = paragraph.add_run("\tAnother one.")
    document.add_comment(run, "A comment.", author="Ann")
    document.add_table(1, 2).rows[0].cells[1].text = "In a table."
    out = io.BytesIO()
    document.save(out)
    deleted = "<w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>"
    with zipfile.ZipFile(out) as old:
        files = {entry.filename: old.read(entry) for entry in old.infolist()}
    files["word/document.xml"] = files["word/document.xml"].replace(
        b"</w:p><w:tbl>", f"{deleted}</w:p><w:tbl>".encode()
    )
    return packed(files)


def book(files: dict[str, str], spine: str) -> bytes:
    """Make an EPUB of some pages."""
    items = "".join(f'<item id="{name}" href="{name}.xhtml"/>' for name in files)
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>A book</dc:title></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    pages = {f"OPS/{name}.xhtml": f"<html><body>{body}</body></html>" for name, body in files.items()}
    return packed(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OPS/book.opf": opf, **pages}
    )


class TestWord:
    """The importer `docx`."""

    def test_takes_the_words_as_they_stand(self):
        """Paragraphs and table cells; no comment, no deleted word."""
        found = read(word(), "letter.docx", "en")
        assert found.paragraphs == (*PARAGRAPHS, ("In a table.",))
        assert found.title == "A letter"

    def test_reads_the_edition_that_hexapla_makes(self):
        """Every word of both texts is in it."""
        found = read(FORMATS["docx"].write(everything()), "edition.docx", "en")
        words = " ".join(segment for paragraph in found.paragraphs for segment in paragraph)
        for text in (everything().source, everything().target):
            assert all(segment.text in words for segment in text.segments)


def test_open_document_texts_come_without_notes_and_deleted_words():
    """Headings and paragraphs, in sections too."""
    data = packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT})
    assert read(data, "letter.odt", "en").paragraphs == PARAGRAPHS


def test_web_pages_come_as_a_reader_sees_them():
    """No script, style, menu, form, hidden words or readings above characters; a line break is a blank."""
    found = read(HTML.encode(), "page.html", "en")
    assert found.paragraphs == PARAGRAPHS
    assert found.title == "A page"


@pytest.mark.parametrize(
    ("declared", "encoding", "words"),
    [
        ("gb2312", "gb18030", "我们在这里的人都是这个国家的。"),
        ("big5", "big5", "我們在這裡的人都是這個國家的。"),
        ("", "gb18030", "我们在这里的人都是这个国家的。"),
        ("utf-8", "gb18030", "我们在这里的人都是这个国家的。"),
    ],
)
def test_web_pages_say_their_encoding_or_it_is_recognised(declared, encoding, words):
    """What the page says, unless that is wrong."""
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body><p>{words}</p></body></html>"
    found = read(page.encode(encoding), "page.html", "zh")
    assert found.paragraphs == ((words,),)
    assert found.encoding == encoding.upper()


def test_books_come_in_the_order_of_their_spine():
    """Pages that are set aside are left out."""
    pages = {"two": "<p>Another one.</p>", "one": "<h1>Heading</h1><p>One sentence.</p>", "aside": "<p>Aside.</p>"}
    spine = '<itemref idref="one"/><itemref idref="two"/><itemref idref="aside" linear="no"/>'
    found = read(book(pages, spine), "book.epub", "en")
    assert found.paragraphs == (("Heading",), ("One sentence.",), ("Another one.",))
    assert found.title == "A book"


def test_the_book_that_hexapla_makes_can_be_read():
    """Title page, texts, notes and colophon are pages of the spine."""
    found = read(FORMATS["epub"].write(everything()), "edition.epub", "en")
    assert found.title == "Memorandum on the border"
    assert any("About 20,000 residents crossed" in " ".join(paragraph) for paragraph in found.paragraphs)


@pytest.mark.parametrize(
    ("document", "language", "encoding"),
    [
        ("1962-04-24-memorandum/zh-Hans", "zh-Hans", "GB18030"),
        ("1962-04-24-memorandum/ru", "ru", "KOI8-R"),
        ("udhr/ru", "ru", "WINDOWS-1251"),
        ("udhr/ru", "ru", "CP866"),
        ("udhr/ru", "ru", "ISO8859-5"),
        ("udhr/ar", "ar", "WINDOWS-1256"),
        ("udhr/fr", "fr", "WINDOWS-1252"),
        ("udhr/fr", "fr", "MAC-ROMAN"),
    ],
)
def test_old_encodings_are_recognised_and_named(document, language, encoding):
    """The words come out as they went in, and the result says what the file was taken for."""
    text = (CORPUS / f"{document}.txt").read_text(encoding="utf-8")
    kept = text.encode(encoding, "ignore").decode(encoding)
    found = read(kept.encode(encoding), "old.txt", language)
    assert "".join(s for p in found.paragraphs for s in p) == "".join(kept.split("\n"))
    assert found.encoding == encoding


def test_big5_and_gb18030_are_told_apart():
    """Though each can read much of the other, as nonsense."""
    text = "我們都知道，學問是沒有國界的。這個圖書館收藏了許多古籍。"
    assert read(text.encode("big5"), "a.txt", "zh-Hant").encoding == "Big5"
    assert read(text.encode("gb18030"), "a.txt", "zh-Hant").encoding == "GB18030"


def test_a_language_without_a_list_is_left_to_statistics():
    """Welsh in the Western encoding."""
    text = (
        "Genir pawb yn rhydd ac yn gydradd â'i gilydd mewn urddas a hawliau. Fe'u cynysgaeddir â rheswm a chydwybod. "
        * 3
    )
    assert read(text.encode("windows-1252"), "a.txt", "cy").paragraphs[0][0].endswith("urddas a hawliau.")


def test_unicode_is_never_guessed():
    """UTF-8 that is whole leaves no doubt; half a UTF-16 file is refused, not guessed at."""
    assert read("Ёлка".encode(), "a.txt", "ru").encoding == ""
    with pytest.raises(UndecodableFileError, match="UTF-16"):
        read("Ёлка".encode("utf-16")[:-1], "a.txt", "ru")


def test_noise_is_refused():
    """Bytes that are no text in any encoding of the language."""
    with pytest.raises(UndecodableFileError, match=r"^noise\.bin:1: byte 0x"):
        read(bytes(range(128, 256)) * 20, "noise.bin", "zh-Hans")


@pytest.mark.parametrize(
    ("start", "words"),
    [(b"%PDF-1.7", "PDF"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"\.docx"), (b"{\\rtf1", "RTF")],
)
def test_formats_that_are_not_read_are_named_with_a_remedy(start, words):
    """What it is, and what to do instead."""
    with pytest.raises(BadImportError, match=words):
        read(start + b" more", "file", "en")


@pytest.mark.parametrize("name", ["docx", "odt", "epub"])
class TestBadPackages:
    """Archives that are damaged or mean harm."""

    def good(self, name: str) -> bytes:
        """Make a sound file of the format."""
        odt = packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT})
        epub = book({"one": "<p>One.</p>"}, '<itemref idref="one"/>')
        return {"docx": word(), "odt": odt, "epub": epub}[name]

    def test_a_file_cut_off_anywhere_is_refused(self, name):
        """Never half of it taken in, never a traceback."""
        data = self.good(name)
        for length in range(4, len(data) - 1, max(1, len(data) // 40)):
            with pytest.raises(BadImportError, match=rf"^a\.{name}"):
                IMPORTERS[name](data[:length], f"a.{name}", "en")

    def test_a_bomb_is_refused_before_it_is_unpacked(self, name):
        """A hundred megabytes of blanks in a small file."""
        part = {"docx": "word/document.xml", "odt": "content.xml", "epub": "META-INF/container.xml"}[name]
        with pytest.raises(BadImportError, match="beyond all measure"):
            IMPORTERS[name](packed({part: b" " * 100_000_000}), f"a.{name}", "en")

    def test_entities_are_refused(self, name):
        """Billion laughs and files of the machine."""
        part = {"docx": "word/document.xml", "odt": "content.xml", "epub": "META-INF/container.xml"}[name]
        bomb = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
        with pytest.raises(BadImportError, match="entities"):
            IMPORTERS[name](packed({part: bomb}), f"a.{name}", "en")

    def test_what_is_no_xml_inside_is_refused_with_its_line(self, name):
        """The part is named."""
        part = {"docx": "word/document.xml", "odt": "content.xml", "epub": "META-INF/container.xml"}[name]
        with pytest.raises(BadImportError, match=r"\.xml\):2: this is no well-formed XML"):
            IMPORTERS[name](packed({part: "<a>\n<b></a>"}), f"a.{name}", "en")

    def test_a_document_without_words_is_refused(self, name):
        """There is nothing to align."""
        empty = io.BytesIO()
        docx.Document().save(empty)
        odt = ODT.partition("<text:tracked")[0] + "</office:text></office:body></office:document-content>"
        data = {"docx": empty.getvalue(), "odt": packed({"content.xml": odt}), "epub": book({}, "")}[name]
        with pytest.raises(BadImportError, match="no words"):
            IMPORTERS[name](data, f"a.{name}", "en")


def test_a_locked_book_is_refused():
    """One with rights management."""
    data = packed({"mimetype": "application/epub+zip", "META-INF/rights.xml": "<a/>", "META-INF/container.xml": "<a/>"})
    with pytest.raises(BadImportError, match="locked"):
        read(data, "a.epub", "en")


def test_another_archive_is_no_document():
    """A spreadsheet, say."""
    with pytest.raises(BadImportError, match="no document"):
        read(packed({"xl/workbook.xml": "<a/>"}), "a.xlsx", "en")


def test_files_are_recognised_by_their_content():
    """Never by their name."""
    assert recognise(word(), "a.txt") == "docx"
    assert recognise(b"\xef\xbb\xbf<!-- saved -->\n<HTML>", "a.txt") == "html"
    assert recognise(b"<b>no page</b>", "a.html") == "text"
    with pytest.raises(UnknownNameError, match="no importer “pages”"):
        read(b"a", "a", "en", "pages")


def test_nothing_is_left_of_a_failed_import(tmp_path):
    """The second text is bad: the document is not made."""
    workspace = Workspace.init(tmp_path)
    good, bad = Incoming("en", "a.txt", b"One."), Incoming("ru", "b.docx", word()[:2000])
    with pytest.raises(BadImportError, match=r"b\.docx"):
        workspace.intake.take_pair("Memo", (good, bad))
    assert workspace.documents() == []
    assert list((tmp_path / "corpus").iterdir()) == []
    workspace.close()


def test_an_encoding_that_a_person_names_goes_before_what_is_recognised(tmp_path):
    """A wrong one is an error, an unknown one as well."""
    workspace = Workspace.init(tmp_path)
    data = "Привет, мир.".encode("koi8-r")
    named = workspace.intake.look(Incoming("ru", "a.txt", data, encoding="KOI8-R"))
    assert named.paragraphs == (("Привет, мир.",),)
    with pytest.raises(BadImportError, match="no encoding “klingon”"):
        workspace.intake.look(Incoming("ru", "a.txt", data, encoding="klingon"))
    with pytest.raises(UndecodableFileError, match="ASCII"):
        workspace.intake.look(Incoming("ru", "a.txt", data, encoding="ascii"))
    workspace.close()
