"""Files as other tools write them, made after their documentation."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from hexapla.errors import BadImportError
from hexapla.formats import FORMATS, Choice, File, Found, read
from hexapla.model import Alignment, Kind, Provenance, Status


def words(alignment: Alignment) -> list[tuple[list[str], list[str]]]:
    """List the words of each link's two sides."""
    return [([s.text for s in link.source], [s.text for s in link.target]) for link in alignment.links]


def load(name: str, data: str | bytes, choice: Choice = Choice()) -> Found:  # noqa: B008 - frozen
    """Read one file."""
    return read([File(name, data.encode() if isinstance(data, str) else data)], choice)[1]


class TestTmx:
    """Memories of CAT tools."""

    SEVERAL = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1"><header segtype="sentence"/><body>
<tu changedate="20120101T000000Z"><tuv lang="DE-DE"><seg>Guten Tag.</seg></tuv>
  <tuv lang="EN-US"><seg>Good day.</seg></tuv><tuv lang="FR"><seg>Bonjour.</seg></tuv></tu>
<tu tuid="7"><note>Formal.</note><tuv lang="EN-US"><seg>Yours   truly,</seg></tuv>
  <tuv lang="DE-DE"><seg>
    Mit freundlichen
    Grüßen
  </seg></tuv></tu>
<tu><tuv lang="FR"><seg>Seul.</seg></tuv></tu>
</body></tmx>"""

    def test_the_two_most_frequent_languages_are_taken(self):
        """The first that comes up is the source; the others are listed, and units without the two left out."""
        found = load("memory.tmx", self.SEVERAL)
        assert [found.alignment.source.info.name, found.alignment.target.info.name] == ["de-DE", "en-US"]
        assert words(found.alignment) == [
            (["Guten Tag."], ["Good day."]),
            (["Mit freundlichen Grüßen"], ["Yours   truly,"]),
        ]
        assert found.languages == (("DE-DE", 2), ("EN-US", 2), ("FR", 2))
        assert found.warnings == ("Units with neither DE-DE nor EN-US, left out: 1.",)
        assert found.alignment.links[1].notes[0].text == "Formal."
        assert found.alignment.document.title == "memory"

    def test_two_languages_are_chosen(self):
        """A tag finds its kin, and names the text; a unit without it is a null link."""
        found = load("memory.tmx", self.SEVERAL, Choice("fr", "en"))
        assert [found.alignment.source.info.language, found.alignment.target.info.language] == ["fr", "en"]
        assert words(found.alignment) == [
            (["Bonjour."], ["Good day."]),
            ([], ["Yours   truly,"]),
            (["Seul."], []),
        ]

    def test_a_language_that_is_not_there_is_refused(self):
        """With those that are."""
        with pytest.raises(BadImportError, match="no text in “ru” here, but in DE-DE, EN-US, FR"):
            load("memory.tmx", self.SEVERAL, Choice("ru"))

    def test_inline_tags_become_text(self):
        """Codes stand for their markup, empty ones for themselves; highlights leave no trace."""
        data = """<tmx version="1.4"><header srclang="en"/><body><tu>
<tuv xml:lang="en"
><seg>A <bpt i="1">&lt;b&gt;</bpt>bold<ept i="1">&lt;/b&gt;</ept> <hi>word</hi><ph x="1"/>.</seg></tuv>
<tuv xml:lang="fr"><seg>Un mot <it pos="begin">{\\b</it>gras.</seg></tuv></tu></body></tmx>"""
        found = load("memory.tmx", data)
        assert words(found.alignment) == [(['A <b>bold</b> word<ph x="1"/>.'], ["Un mot {\\bgras."])]
        assert found.warnings == ("Inline tags, kept as text: 4.",)

    def test_one_language_is_no_alignment(self):
        """It is said which."""
        data = '<tmx><body><tu><tuv xml:lang="en"><seg>A</seg></tuv></tu></body></tmx>'
        with pytest.raises(BadImportError, match="only one language in this file, en"):
            load("memory.tmx", data)

    def test_a_tag_that_is_none_is_undetermined(self):
        """A person must name it; the words are there."""
        variants = '<tuv xml:lang="??"><seg>A</seg></tuv><tuv xml:lang="en"><seg>B</seg></tuv>'
        data = f"<tmx><body><tu>{variants}</tu></body></tmx>"
        assert load("memory.tmx", data).alignment.source.info.language == "und"
        assert load("memory.tmx", data, Choice("??", "")).alignment.target.info.language == "en"

    def test_what_a_person_changed_elsewhere_is_kept(self):
        """A longer segment in a file of ours no longer fits its lengths: it stays whole."""
        from format_samples import everything

        data = FORMATS["tmx"].write(everything()).decode().replace("他们带走了牲畜", "他们带走了许多牲畜")
        second = load("memo.tmx", data).alignment.links[1]
        assert [s.text for s in second.source] == ["约两万名居民越境。他们带走了许多牲畜。"]


class TestXliff:
    """Files of translation tools."""

    def test_version_1_2_of_a_tool(self):
        """Source and target, alternatives left aside, approval, codes."""
        data = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.html" source-language="en" target-language="de" datatype="html"><header/><body><group id="g">
<trans-unit id="1" approved="yes"><source>A <g id="1">bold</g> word.</source>
<target>Ein <g id="1">fettes</g> Wort.</target>
 <alt-trans><target>Anders.</target></alt-trans><note>Bold.</note></trans-unit>
<trans-unit id="2"><source>Second.</source></trans-unit></group></body></file></xliff>"""
        found = load("a.xlf", data)
        assert words(found.alignment) == [
            (['A <g id="1">bold</g> word.'], ['Ein <g id="1">fettes</g> Wort.']),
            (["Second."], []),
        ]
        assert [link.status for link in found.alignment.links] == [Status.CONFIRMED, Status.UNREVIEWED]
        assert [link.id for link in found.alignment.links] == ["L0001", "L0002"]
        assert found.alignment.links[0].notes[0].text == "Bold."

    @pytest.mark.parametrize("form", ["xliff12", "xliff"])
    @pytest.mark.parametrize(
        ("edited", "expected"),
        [
            ("{0} {1} (sic)", ["C1.", "C2. (sic)"]),
            ("{0} and {1}", ["C1. and", "C2."]),
            ("First {0} {1}", ["First C1.", "C2."]),
            ("C1. {1}", ["C1. C2."]),
            ('{0} {1} <ph id="1"/> x', ["C1.", 'C2. <ph id="1"/> x']),
            ("C1 and C2.", ["C1 and C2."]),
        ],
    )
    def test_words_outside_of_the_marks_of_sentences_stay(self, form, edited, expected):
        """People type beside a mark or delete one; no word is lost, and order and numbers hold."""
        from format_samples import everything

        data = FORMATS[form].write(everything()).decode()
        first, second = (re.search(rf"<mrk [^<>]*>{words}</mrk>", data)[0] for words in (r"C1\.", r"C2\."))
        found = load("memo.xlf", data.replace(f"{first} {second}", edited.format(first, second)))
        targets = [target for _, target in words(found.alignment)]
        assert targets[5] == expected
        assert targets[:5] + targets[6:] == [
            [s.text for s in link.target] for link in everything().links if link.id != "L0006"
        ]

    @pytest.mark.parametrize("version", ["2.0", "2.1"])
    def test_version_2_of_a_tool(self, version):
        """Each segment of a unit is a link; states are heard."""
        data = f"""<xliff version="{version}" srcLang="en" trgLang="zh-CN"
 xmlns="urn:oasis:names:tc:xliff:document:2.0">
<file id="f"><unit id="u"><notes><note>Look.</note></notes>
<segment state="final"><source>One. </source><target>一。</target></segment><ignorable><source> </source></ignorable>
<segment state="translated"><source>Two <ph id="1"/>.</source><target>二。</target></segment></unit></file></xliff>"""
        found = load("a.xlf", data)
        assert words(found.alignment) == [(["One. "], ["一。"]), (['Two <ph id="1"/>.'], ["二。"])]
        assert [link.status for link in found.alignment.links] == [Status.CONFIRMED, Status.DRAFT]
        assert [len(link.notes) for link in found.alignment.links] == [1, 0]

    def test_a_state_changed_by_a_tool_counts(self):
        """As long as nobody changes it, our own finer status does."""
        from format_samples import everything

        data = FORMATS["xliff"].write(everything()).decode()
        data = data.replace('state="translated" subState="hexapla:query"', 'state="final" subState="hexapla:query"')
        assert load("a.xlf", data).alignment.links[2].status is Status.CONFIRMED


class TestTei:
    """Encoded by hand."""

    DATA = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>A  tale</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body>
<div xml:lang="en"><p><s xml:id="e1">Once <hi>upon</hi> a time.</s> <s xml:id="e2">The
  end.</s></p></div>
<div xml:lang="fr"><p><s xml:id="f1">Il était une fois.</s></p>
<p><s xml:id="f2">Fin.</s><s xml:id="f3">Note.</s></p></div>
<linkGrp type="alignment"><link target="#e1 #f1"/><link target="#e2 #f2"/></linkGrp></body></text></TEI>"""

    def test_texts_are_told_by_their_language(self):
        """Where there is one text; what no link names has an empty side."""
        found = load("tale.xml", self.DATA)
        assert words(found.alignment) == [
            (["Once upon a time."], ["Il était une fois."]),
            (["The end."], ["Fin."]),
            ([], ["Note."]),
        ]
        assert [s.starts_paragraph for s in found.alignment.target.segments] == [True, True, False]
        assert found.alignment.document.title == "A tale"
        assert found.warnings == ("Segments of the target in no link, now links with an empty side: 1.",)

    def test_without_links_there_is_no_alignment(self):
        """A plain TEI text is no alignment."""
        with pytest.raises(BadImportError, match="nothing that aligns"):
            load("tale.xml", '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p/></body></text></TEI>')


INTERTEXT = {
    "book.cs.xml": '<?xml version="1.0"?><text id="book"><div type="chap"><p id="1"><s id="1:1">Jedna.</s>\n'
    '<s id="1:2">Dvě.</s></p><p id="2"><s id="2:1">Tři.</s></p></div></text>',
    "book.en.xml": '<?xml version="1.0"?><text id="book"><div><p id="1"><s id="1:1">One and two.</s></p>'
    '<p id="2"><s id="2:1">Three.</s><s id="2:2">Four.</s></p></div></text>',
    "book.cs.en.xml": "<?xml version='1.0' encoding='utf-8'?>\n<linkGrp toDoc='book.en.xml' fromDoc='book.cs.xml'>\n"
    "<link type='2-1' xtargets='1:1;1:1 1:2' status='man'/>\n"
    "<link type='1-1' xtargets='2:1;2:1' status='auto' mark='3'/>\n"
    "<link type='0-1' xtargets='2:2;' status='auto'/>\n</linkGrp>\n",
}


class TestInterText:
    """A project as InterText exports it: the ids of `toDoc` come first."""

    def test_the_ids_of_the_second_text_come_first(self):
        """Both texts have 1:1 and 2:1, so that only the order tells them apart."""
        form, found = read([File(name, data.encode()) for name, data in INTERTEXT.items()])
        assert form == "intertext"
        assert [found.alignment.source.info.name, found.alignment.target.info.name] == ["cs", "en"]
        assert words(found.alignment) == [
            (["Jedna.", "Dvě."], ["One and two."]),
            (["Tři."], ["Three."]),
            ([], ["Four."]),
        ]
        assert [link.status for link in found.alignment.links] == [Status.CONFIRMED, Status.QUERY, Status.UNREVIEWED]
        assert found.alignment.document.title == "book"

    def test_a_zip_of_the_project_is_the_same(self):
        """In whatever folder its files are."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("__MACOSX/._book.cs.xml", b"x")
            for name, data in INTERTEXT.items():
                archive.writestr(f"project/{name}", data)
        assert words(load("book.zip", out.getvalue()).alignment)[0] == (["Jedna.", "Dvě."], ["One and two."])

    def test_ces_has_the_ids_of_the_first_text_first(self):
        """The same links as CES writes them; read as InterText's they would not fit."""
        links = INTERTEXT["book.cs.en.xml"].replace("<linkGrp", '<cesAlign version="1.0"><linkGrp')
        links = links.replace("</linkGrp>", "</linkGrp></cesAlign>").replace("'1:1;1:1 1:2'", "'1:1 1:2;1:1'")
        links = links.replace("'2:2;'", "';2:2'")
        form, found = read([File(n, (links if "linkGrp" in d else d).encode()) for n, d in INTERTEXT.items()])
        assert form == "ces"
        assert words(found.alignment)[0] == (["Jedna.", "Dvě."], ["One and two."])
        assert found.warnings == ()

    def test_links_the_wrong_way_round_are_put_right_and_said(self):
        """Where ids fit only the other way round, they are believed."""
        wrong = INTERTEXT["book.cs.en.xml"].replace("'1:1;1:1 1:2'", "'1:1 1:2;1:1'").replace("'2:2;'", "';2:2'")
        _, found = read([File(n, (wrong if "linkGrp" in d else d).encode()) for n, d in INTERTEXT.items()])
        assert words(found.alignment)[0] == (["Jedna.", "Dvě."], ["One and two."])
        assert "the ids decided" in found.warnings[0]

    def test_a_missing_text_is_named(self):
        """With what to do."""
        with pytest.raises(BadImportError, match=r"a text “book\.cs\.xml” that was not among the files"):
            read([File(name, data.encode()) for name, data in INTERTEXT.items() if name != "book.cs.xml"])


class TestLaddersAndBeads:
    """Aligners' output beside two texts."""

    SOURCE = File("memo.de.txt", b"Eins.\n<p>\nZwei.\nDrei.\n")
    TARGET = File("memo.en.txt", b"One.\n<p>\nTwo and three.\n")

    def test_a_ladder_of_hunalign(self):
        """Rungs count lines, paragraph marks too."""
        rungs = File("out.txt", b"0\t0\t0.6\n1\t1\t0\n2\t2\t0.31\n4\t3\t-0.3\n")
        form, found = read([rungs, self.SOURCE, self.TARGET])
        assert form == "ladder"
        assert words(found.alignment) == [(["Eins."], ["One."]), (["Zwei.", "Drei."], ["Two and three."])]
        assert [s.starts_paragraph for s in found.alignment.source.segments] == [True, True, False]
        assert [found.alignment.source.info.name, found.alignment.target.info.name] == ["de", "en"]

    @pytest.mark.parametrize(
        "beads", ["[0]:[0]:0.12\n[2, 3]:[2]:0.5\n", "[0]:[0]\n[2,3]:[2]\n", "([0], [0])\n([2, 3], [2])\n"]
    )
    def test_beads_of_vecalign_and_bertalign(self, beads):
        """With a cost, without, and as Python prints them."""
        form, found = read([self.SOURCE, self.TARGET, File("alignment", beads.encode())])
        assert form == "beads"
        assert words(found.alignment) == [(["Eins."], ["One."]), (["Zwei.", "Drei."], ["Two and three."])]

    def test_two_texts_of_as_many_lines(self):
        """As Moses wants them; an empty line on both sides begins a paragraph."""
        files = [File("news.de", b"Eins.\n\nZwei.\n\n"), File("news.en", b"One.\n\n\n\n")]
        form, found = read(files)
        assert form == "moses"
        assert words(found.alignment) == [(["Eins."], ["One."]), (["Zwei."], [])]
        assert [s.starts_paragraph for s in found.alignment.source.segments] == [True, True]


class TestTables:
    """Two columns out of anybody's spreadsheet."""

    def test_without_a_header(self):
        """The first row is words; a line end inside a cell separates segments."""
        found = load("t.tsv", '"Раз.\nДва."\tOne, two.\n\t\nТри.\t\n', Choice("ru", "en"))
        assert words(found.alignment) == [(["Раз.", "Два."], ["One, two."]), (["Три."], [])]
        assert [s.starts_paragraph for s in found.alignment.source.segments] == [True, False, True]

    @pytest.mark.parametrize("header", ["zh-Hans\ten", "Chinese\tEnglish", "zh_CN\tEN"])
    def test_a_header_names_the_languages(self, header):
        """As tags or in English."""
        found = load("t.tsv", f"{header}\n一。\tOne.\n")
        assert found.alignment.source.info.language.startswith("zh")
        assert found.alignment.target.info.language == "en"
        assert words(found.alignment) == [(["一。"], ["One."])]

    def test_a_header_may_name_more(self):
        """Status, kind and notes are heard where they are called so."""
        found = load("t.tsv", "Status\tSource\tTarget\tKind\tNotes\nconfirmed\tA.\tB.\t\tSee.\n\tC.\t\tlost\t\n")
        first, second = found.alignment.links
        assert (first.status, first.notes[0].text) == (Status.CONFIRMED, "See.")
        assert (second.status, second.kind) == (Status.UNREVIEWED, Kind.LOST)
        assert found.alignment.source.info.language == "und"

    def test_three_languages_leave_a_choice(self):
        """Two of the columns are taken as asked."""
        table = "en\tde\tfr\nOne.\tEins.\tUn.\n"
        assert words(load("t.tsv", table).alignment) == [(["One."], ["Eins."])]
        assert words(load("t.tsv", table, Choice("fr", "en")).alignment) == [(["Un."], ["One."])]

    def test_commas_and_semicolons(self):
        """In a file that is called .csv."""
        for table in ('en,de\n"One, two.",Eins.\n', 'en;de\n"One, two.";Eins.\n'):
            assert words(load("t.csv", table).alignment) == [(["One, two."], ["Eins."])]

    def test_a_table_saved_by_excel_as_unicode_text(self):
        """UTF-16 with a byte order mark and CRLF."""
        found = load("t.txt", "ru\ten\r\nДа.\tYes.\r\n".encode("utf-16"))
        assert words(found.alignment) == [(["Да."], ["Yes."])]

    def test_a_workbook_of_another_program(self):
        """The first sheet that has something; numbers read as they look."""
        book = openpyxl.Workbook()
        book.create_sheet("Data").append(["ar", "fr"])
        book["Data"].append(["نعم.", "Oui."])
        book["Data"].append([1962, "1962"])
        out = io.BytesIO()
        book.save(out)
        found = load("t.xlsx", out.getvalue())
        assert words(found.alignment) == [(["نعم."], ["Oui."]), (["1962"], ["1962"])]

    def test_our_own_table_comes_back_after_a_spreadsheet_had_it(self):
        """Another program writes the workbook anew; ids, numbers and notes are still there."""
        from format_samples import everything

        book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(everything())))
        book["Alignment"]["F4"] = "confirmed"
        out = io.BytesIO()
        book.save(out)
        found = load("t.xlsx", out.getvalue()).alignment
        assert words(found) == words(everything())
        assert found.links[2].status is Status.CONFIRMED
        assert found.source.info.provenance is Provenance.RECONSTRUCTION
