"""Files that are broken, foreign or hostile: a sentence that names the file and says what to do, never a guess."""

from __future__ import annotations

import gzip
import io
import json
import re
import struct
import zipfile

import pytest
import xlsxwriter
from any_alignment import alignments
from format_samples import build, everything
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hexapla import corpus
from hexapla.errors import BadExportError, BadImportError, HexaplaError
from hexapla.formats import FORMATS, READERS, Choice, File, read
from hexapla.model import TextInfo

XML = {"tmx": "tmx", "xliff": "xliff", "xliff12": "xliff", "tei": "TEI"}
PACKED = ["intertext", "ces", "moses", "ladder", "xlsx"]


def zipped(**files: bytes) -> bytes:
    """Make an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def refused(data: bytes, name: str = "memo.xml") -> str:
    """Return what is said of a file that cannot be taken in."""
    with pytest.raises(HexaplaError) as caught:
        read([File(name, data)])
    assert name.partition(".")[0] in str(caught.value)
    return str(caught.value)


class TestXml:
    """What XML can do to those who read it carelessly."""

    @pytest.mark.parametrize("form", XML)
    def test_entity_bombs_are_refused(self, form):
        """Entities that name each other are not even expanded once."""
        levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
        content = FORMATS[form].write(everything()).decode()
        start = content.index("<" + XML[form])
        bomb = f'<?xml version="1.0"?><!DOCTYPE {XML[form]} [{levels}]>{content[start:]}'
        assert "declares entities" in refused(bomb.replace("附件一", "&e11;").encode())

    @pytest.mark.parametrize("form", XML)
    def test_external_entities_are_refused(self, form, tmp_path):
        """A file of this computer cannot be drawn in."""
        secret = tmp_path / "secret"
        secret.write_text("the secret")
        content = FORMATS[form].write(everything()).decode()
        start = content.index("<" + XML[form])
        doctype = f'<!DOCTYPE {XML[form]} [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
        message = refused((doctype + content[start:].replace("附件一", "&s;")).encode())
        assert "declares entities" in message
        assert "the secret" not in message

    def test_a_doctype_alone_is_no_harm(self):
        """TMX files name their DTD, which is never fetched."""
        data = b'<!DOCTYPE tmx SYSTEM "http://example.invalid/tmx14.dtd"><tmx version="1.4"><header/><body><tu>'
        data += b'<tuv xml:lang="en"><seg>A</seg></tuv><tuv xml:lang="fr"><seg>B</seg></tuv></tu></body></tmx>'
        assert len(read([File("memo.tmx", data)])[1].alignment.links) == 1

    @pytest.mark.parametrize("form", XML)
    def test_a_truncated_file_is_refused_with_its_line(self, form):
        """Whatever is missing at the end."""
        data = FORMATS[form].write(everything())
        message = refused(data[: len(data) * 2 // 3])
        assert "no well-formed XML" in message
        assert message.startswith("memo.xml:")

    def test_a_foreign_root_is_named(self):
        """With its namespace, and with what would do."""
        message = refused(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
        assert "<svg>" in message
        assert "http://www.w3.org/2000/svg" in message
        assert "TMX, XLIFF" in message

    def test_a_foreign_namespace_is_refused(self):
        """An element called xliff is not enough."""
        assert "version 2" in refused(b'<xliff xmlns="urn:something:else" version="2.1"/>')

    def test_bytes_in_another_encoding_than_said_are_refused(self):
        """Latin 1 in a file that is said to be UTF-8."""
        assert "no well-formed XML" in refused('<?xml version="1.0"?><tmx><body>é</body></tmx>'.encode("latin-1"))

    def test_a_declared_encoding_is_heard(self):
        """GB18030 and UTF-16 are read as declared."""
        content = FORMATS["tmx"].write(everything()).decode()
        for name in ("GB18030", "UTF-16"):
            data = content.replace("UTF-8", name, 1).encode(name)
            assert (
                read([File("memo.tmx", data)])[1].alignment.links
                == read([File("m", content.encode())])[1].alignment.links
            )

    def test_depth_has_an_end(self):
        """A tower of elements is refused rather than climbed."""
        assert "no well-formed XML" in refused(b"<tmx>" + b"<a>" * 100_000)


class TestArchives:
    """What archives can do."""

    def test_bombs_are_refused_before_they_are_unpacked(self):
        """By what their directory says."""
        assert "beyond all measure" in refused(zipped(a=b" " * 50_000_000), "bomb.zip")

    def test_a_bomb_in_a_spreadsheet_is_refused(self):
        """A workbook is an archive, too."""
        book = zipped(**{"[Content_Types].xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * 50_000_000})
        assert "beyond all measure" in refused(book, "bomb.xlsx")

    def test_a_directory_that_lies_is_found_out(self):
        """An entry that is longer than announced is not read on."""
        data = bytearray(zipped(a=b"<linkGrp/>" * 1000))
        place = data.index(b"PK\x01\x02") + 24
        data[place : place + 4] = struct.pack("<I", 10)
        assert "archive" in refused(bytes(data), "lies.zip")

    def test_a_gzip_bomb_is_refused(self):
        """OPUS has its texts as .xml.gz."""
        group = b'<cesAlign version="1.0"><linkGrp fromDoc="a.xml.gz" toDoc="b.xml"/></cesAlign>'
        text = b'<text><s id="1">x</s></text>'
        bomb = gzip.compress(bytes(130 * 1024 * 1024), 1)
        with pytest.raises(BadImportError, match="far too large"):
            read([File("l.xml", group), File("a.xml.gz", bomb), File("b.xml", text)])

    @pytest.mark.parametrize("form", PACKED)
    def test_a_truncated_archive_is_refused(self, form):
        """Half an archive is none."""
        data = FORMATS[form].write(everything())
        assert "cut off or damaged" in refused(data[: len(data) // 2], "half.zip")

    def test_paths_out_of_the_archive_lead_nowhere(self, tmp_path):
        """Only the last part of a name counts, and nothing is written anyway."""
        found = read([File("pair.zip", zipped(**{"../../evil.en": b"Hello.\n", "/etc/evil.ru": "Привет.\n".encode()}))])
        assert found[0] == "moses"
        assert [found[1].alignment.source.info.name, found[1].alignment.target.info.name] == ["en", "ru"]
        assert list(tmp_path.iterdir()) == []

    def test_an_encrypted_archive_is_refused(self):
        """Its files must be given unpacked."""
        data = bytearray(zipped(**{"a.en": b"x\n", "a.ru": b"y\n"}))
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            place = data.index(mark) + offset
            data[place] |= 1
        assert "encrypted" in refused(bytes(data), "secret.zip")


class TestTables:
    """What tables can do."""

    def test_a_formula_gives_what_it_showed(self):
        """The value that the spreadsheet had computed, and a warning."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out)
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["ru", "en"])
        sheet.write_string(1, 0, "Два.")
        sheet.write_formula(1, 1, '=CONCATENATE("T", "wo.")', value="Two.")
        book.close()
        found = read([File("table.xlsx", out.getvalue())])[1]
        assert [s.text for s in found.alignment.target.segments] == ["Two."]
        assert found.warnings == ("Cells with formulas, of which what they showed when saved was taken: 1.",)

    @pytest.mark.parametrize(("words", "fits"), [("a" * 32_767, True), ("a" * 32_768, False), ("😀" * 16_384, False)])
    def test_a_cell_is_never_cut(self, words, fits):
        """32,767 UTF-16 units fit; one more is refused with the link's id and a way out."""
        info = TextInfo("en", "en")
        texts = [corpus.from_paragraphs([[text]], one) for text, one in ((words, info), ("b", TextInfo("ru", "ru")))]
        alignment = build(*texts, [((1,), (1,))])
        if fits:
            again = read([File("memo.xlsx", FORMATS["xlsx"].write(alignment))])[1].alignment
            assert again.source.segments[0].text == words
            return
        with pytest.raises(BadExportError, match=r"L0001 is too long .* holds 32,767.*tsv or jsonl"):
            FORMATS["xlsx"].write(alignment)

    def test_a_table_of_one_column_is_refused(self):
        """There is nothing to align."""
        assert "no two columns" in refused(b"One.\nTwo.\n", "table.tsv")

    def test_an_open_quotation_mark_is_named(self):
        """It would swallow the rest of the file."""
        assert "quotation mark" in refused(b'"One.\tTwo.\nThree.\tFour.\n', "table.tsv")

    def test_undecodable_bytes_are_named_with_their_line(self):
        """And how to convert them."""
        message = refused("One.\tУва.\nДва.\tTwo.\n".encode("cp1251"), "table.tsv")
        assert message.startswith("table.tsv:1")
        assert "iconv" in message

    def test_nul_bytes_are_refused(self):
        """Such a file is no text."""
        assert "control character U+0000" in refused(b"One.\tTw\x00o.\n", "table.tsv")


class TestOthers:
    """JSONL, Parquet, PO, ladders, beads."""

    def test_a_broken_line_is_named(self):
        """JSONL is read line by line."""
        lines = FORMATS["jsonl"].write(everything()).decode().split("\n")
        assert refused("\n".join([*lines[:3], "{", *lines[3:]]).encode(), "memo.jsonl").startswith("memo.jsonl:4")
        wrong = json.dumps({"id": "L0001", "source": "words"})
        assert "does not follow the format" in refused("\n".join([lines[0], wrong]).encode(), "memo.jsonl")

    def test_foreign_json_is_refused(self):
        """Another JSON is not guessed at."""
        assert "no alignment" in refused(b'{"a": 1}\n', "memo.json")

    def test_a_damaged_parquet_file_is_refused(self):
        """Cut off, or none of ours."""
        data = FORMATS["parquet"].write(everything())
        assert "damaged" in refused(data[:-100], "memo.parquet")
        assert "damaged" in refused(b"PAR1" + bytes(100) + b"PAR1", "memo.parquet")

    def test_a_broken_po_is_named_with_its_line(self):
        """As everywhere."""
        data = FORMATS["po"].write(everything()).replace(b'msgctxt "L0003"', b'msgctxt "seven"')
        assert re.match(r"memo\.po:\d+: msgctxt must be a link's id", refused(data, "memo.po"))

    def test_texts_of_different_length_are_no_pair(self):
        """Moses files have as many lines."""
        with pytest.raises(BadImportError, match=r"2 lines and a\.en has 1"):
            read([File("a.en", b"One.\n"), File("a.ru", b"a\nb\n")])

    def test_a_ladder_that_goes_down_is_refused(self):
        """Rungs only go up."""
        files = [File("x.ladder", b"0\t0\t0\n2\t1\t0\n1\t2\t0\n"), File("a.txt", b"a\nb\n"), File("b.txt", b"c\nd\n")]
        with pytest.raises(BadImportError, match=r"x\.ladder:3.*lower"):
            read(files)

    def test_a_bead_beyond_the_text_is_refused(self):
        """The files do not belong together."""
        files = [File("x.beads", b"[0]:[0]\n[1]:[7]\n"), File("a.txt", b"a\nb\n"), File("b.txt", b"c\nd\n")]
        with pytest.raises(BadImportError, match=r"x\.beads:2.*belong together"):
            read(files)

    def test_a_segment_in_two_links_is_refused(self):
        """Every segment is in exactly one."""
        files = [File("x.beads", b"[0]:[0]\n[0]:[1]\n"), File("a.txt", b"a\nb\n"), File("b.txt", b"c\nd\n")]
        with pytest.raises(BadImportError, match="in two links"):
            read(files)

    @pytest.mark.parametrize("data", [b"", b" \n\n", b"\xef\xbb\xbf"])
    def test_an_empty_file_is_refused(self, data):
        """There is nothing in it."""
        assert refused(data, "memo.tmx")

    @pytest.mark.parametrize("form", [name for name in FORMATS if name in READERS and name != "po"])
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(data=st.data())
    def test_no_damage_is_a_crash(self, form, data):
        """Bytes changed, cut out or doubled give an alignment or a sentence, never a traceback."""
        content = bytearray(FORMATS[form].write(data.draw(alignments())))
        for _ in range(data.draw(st.integers(1, 4))):
            place = data.draw(st.integers(0, len(content) - 1))
            length = data.draw(st.integers(0, 20))
            content[place : place + length] = data.draw(st.binary(max_size=8))
        try:
            _, found = read([File(f"memo{FORMATS[form].suffix}", bytes(content))], Choice("en", "ru"))
        except HexaplaError:
            return
        numbers = [s.number for link in found.alignment.links for s in link.source]
        assert sorted(numbers) == list(range(1, len(found.alignment.source.segments) + 1))
