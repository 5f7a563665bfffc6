"""The glossary: its file, TBX and TSV, terms found in sentences, and translations held against it."""

import io
import json
import shutil
from contextlib import closing

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from samples import make_workspace
from test_layers import ROOT
from translate.storage.tbx import tbxfile

from hexapla.cli import main
from hexapla.errors import BadGlossaryError, StaleGlossaryError
from hexapla.glossary import Checker, Glossaries, Term, TermStatus, tbx, tsv
from hexapla.glossary.checking import Pair
from hexapla.glossary.finding import Finder, stands
from hexapla.glossary.naming import CONCEPT, free_name
from hexapla.glossary.values import glossary
from hexapla.quality import CHECKS, Subject
from hexapla.store import Store
from hexapla.workspace import Workspace
from webui import create_app

HEAD = "concept\tlanguage\tterm\tstatus\tpart_of_speech\tnote\tdocuments\n"
ZH = ["苏联边防机关没有采取任何行动。", "中苏两国是兄弟国家。"]
EN = ["The Soviet border defense agencies did not take any action.", "China and the Soviet Union are sister nations."]


def terms(*rows: tuple[str, str, str, str]) -> str:
    """Write the content of a glossary from (concept, language, term, status)."""
    return HEAD + "".join("\t".join(row) + "\t\t\t\n" for row in rows)


@pytest.fixture
def root(tmp_path):
    """Make a workspace of two sentences with a glossary."""
    make_workspace(tmp_path, {"zh-Hans": ZH, "en": EN}, {"zh-Hans--en": [(1, 1), (1, 1)]})
    rows = terms(("agency", "zh-Hans", "边防机关", "preferred"), ("agency", "en", "border defense agency", "required"))
    (tmp_path / "corpus" / "glossary.tsv").write_text(rows, encoding="utf-8")
    return tmp_path


# The file

words = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Zs"]), min_size=1, max_size=12)
some_terms = st.builds(
    Term,
    concept=st.from_regex(CONCEPT, fullmatch=True).map(lambda name: name[:20]),
    language=st.sampled_from(["en", "zh-Hans", "ru", "ar", "sr-Latn"]),
    term=words,
    status=st.sampled_from(TermStatus),
    part_of_speech=st.sampled_from(["", "noun", "verb", "other"]),
    note=words | st.just(""),
    documents=st.sets(st.sampled_from(["memo", "udhr", "memo/en"])).map(lambda names: tuple(sorted(names))),
)
glossaries = st.lists(some_terms, min_size=1, unique_by=lambda term: term.key).map(glossary)


@given(glossaries)
def test_both_formats_bring_back_what_they_were_given(value):
    """Nothing is lost on the way through TSV and TBX, in any order of the two."""
    through_tsv = tsv.parse(tsv.dump(value))
    assert through_tsv == value
    assert tbx.parse(tbx.dump(through_tsv)) == value
    assert tbx.parse(tbx.dump(value, edition="2008")) == value
    assert tsv.dump(tbx.parse(tbx.dump(value))) == tsv.dump(value)


def test_the_file_is_sorted_so_that_differences_stay_small():
    """The order of the lines does not depend on the order in which terms came."""
    rows = [("b", "en", "two", "admitted"), ("b", "en", "one", "required"), ("a", "ru", "три", "preferred")]
    assert tsv.dump(tsv.parse(terms(*rows))) == tsv.dump(tsv.parse(terms(*reversed(rows))))
    assert [line.split("\t")[2] for line in tsv.dump(tsv.parse(terms(*rows))).splitlines()[1:]] == ["три", "one", "two"]


def test_reading_forgives_what_spreadsheets_do():
    """A byte order mark, CRLF, empty lines, missing columns at the end, language tags in any case."""
    content = "\ufeffconcept\tlanguage\tterm\tstatus\r\nmemo\tzh-hans\t备忘录\r\n\r\n\t\t\t\r\n"
    assert tsv.parse(content).terms == (Term("memo", "zh-Hans", "备忘录"),)


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("concept\tterm\n", 1, "lacks language, status"),
        (HEAD.replace("note", "remark"), 1, "no column “remark”"),
        (terms(("memo", "en", "note", "wanted")), 2, "“wanted” is no status"),
        (terms(("memo", "english!", "note", "")), 2, "is not a language tag"),
        (terms(("2nd memo", "en", "note", "")), 2, "cannot name a concept"),
        (terms(("memo", "en", "", "")), 2, "there is no term"),
        (terms(("memo", "en", "note", ""), ("memo", "en", "note", "forbidden")), 3, "is in line 2 too"),
        (HEAD + "memo\ten\tnote\t\tarticle\t\t\n", 2, "no part of speech"),
        (HEAD + "a\ten\tb\t\t\t\t\ttoo much\n", 2, "there are 8 columns"),
    ],
)
def test_errors_name_file_and_line(content, line, says):
    """Each says what is wrong in which line."""
    with pytest.raises(BadGlossaryError, match=says) as caught:
        tsv.parse(content, "corpus/glossary.tsv")
    assert str(caught.value).startswith(f"corpus/glossary.tsv:{line}: ")


def test_a_table_with_a_column_for_each_language():
    """Concepts are named after their first Latin term; a bar parts synonyms; the status is the one given."""
    content = "zh-Hans\ten\tnote\n备忘录\tmemorandum|note\tformal\n备忘录二\tmemorandum\t\n"
    assert tsv.is_wide(content)
    found = tsv.parse_wide(content, "terms.tsv", TermStatus.REQUIRED)
    assert list(found.concepts()) == ["memorandum", "memorandum-2"]
    assert {(term.term, term.note) for term in found.concepts()["memorandum"]} == {
        ("备忘录", "formal"),
        ("memorandum", "formal"),
        ("note", "formal"),
    }
    assert {term.status for term in found.terms} == {TermStatus.REQUIRED}


def test_names_of_concepts_are_never_taken_twice():
    """A number makes them different; terms without Latin letters have a plain name."""
    assert free_name(["备忘录", "Aide-mémoire"], {"aide-memoire"}) == "aide-memoire-2"
    assert free_name(["备忘录"], ()) == "concept"


# TBX

ASKED = {"tbx": ["tbxHeader", "text"], "conceptEntry": ["langSec"], "langSec": ["termSec"], "fileDesc": ["sourceDesc"]}


def test_tbx_has_what_the_standard_asks_for():
    """ISO 30042:2019: root with style, type and language; header with a source; the dialect's data categories only."""
    rows = [
        ("memo", "en", "memorandum", "required"),
        ("memo", "en", "paper", "forbidden"),
        ("memo", "ru", "записка", ""),
    ]
    root = etree.fromstring(tbx.dump(tsv.parse(terms(*rows))))
    names = {"t": tbx.NAMESPACE}
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang")
    for parent, children in ASKED.items():
        for found in root.iter(f"{{{tbx.NAMESPACE}}}{parent}"):
            assert [c for c in children if found.find(f"t:{c}", names) is None] == []
    for section in root.iter(f"{{{tbx.NAMESPACE}}}termSec"):
        assert section[0].tag == f"{{{tbx.NAMESPACE}}}term"
    statuses = root.xpath("//t:termNote[@type='administrativeStatus']/text()", namespaces=names)
    assert set(statuses) == {"preferredTerm-admn-sts", "deprecatedTerm-admn-sts"}
    assert root.xpath("//t:note/text()", namespaces=names) == ["status: required"]


def test_the_edition_of_2008_is_read_by_others():
    """The Translate Toolkit, which knows only that one, finds every pair of languages."""
    rows = [("memo", "en", "memorandum", "required"), ("memo", "ru", "записка", "preferred")]
    content = tbx.dump(tsv.parse(terms(*rows)), edition="2008")
    (unit,) = tbxfile(io.BytesIO(content), sourcelanguage="en", targetlanguage="ru").units
    assert (unit.source, unit.target) == ("memorandum", "записка")


def test_tbx_of_other_tools_is_read():
    """The edition of 2008 (martif, tig), and elements of their own for data categories (DCT)."""
    old = b"""<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX" xml:lang="en">
    <text><body><termEntry id="17"><descrip type="definition">A formal
    paper.</descrip><langSet xml:lang="en"><tig><term>memorandum</term>
    <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote><termNote type="partOfSpeech">noun</termNote>
    </tig></langSet><langSet xml:lang="de"><ntig><termGrp><term>Denkschrift</term><termNote type="administrativeStatus"
    >supersededTerm-admn-sts</termNote></termGrp></ntig></langSet></termEntry></body></text></martif>"""
    assert tbx.parse(old).terms == (
        Term("memorandum", "de", "Denkschrift", TermStatus.FORBIDDEN, note="A formal paper."),
        Term("memorandum", "en", "memorandum", TermStatus.PREFERRED, "noun", "A formal paper."),
    )
    new = b"""<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
    xmlns:min="http://www.tbxinfo.net/ns/min"><tbxHeader/><text><body><conceptEntry id="c1"><langSec xml:lang="en">
    <termSec><term>memo</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
    </langSec></conceptEntry></body></text></tbx>"""
    assert tbx.parse(new).terms == (Term("c1", "en", "memo", TermStatus.ADMITTED),)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<tbx><text>", "no well-formed XML"),
        (b"<tmx/>", "begins with <tmx>"),
        (b"<tbx/>", "no term in the file"),
        (
            b"<tbx><conceptEntry><langSec>\n<termSec><term>x</term></termSec></langSec></conceptEntry></tbx>",
            "language tag",
        ),
        (b'<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>', "entities"),
    ],
)
def test_bad_tbx_is_told_with_its_line(content, says):
    """What is no TBX is refused with a sentence."""
    with pytest.raises(BadGlossaryError, match=says):
        tbx.parse(content, "terms.tbx")


# Finding


def places(term: str, text: str, tag: str) -> list[str]:
    """Return what of the text a term is found in."""
    return [text[found.start : found.end] for found in Finder([Term("c", tag, term)], tag).find(text)]


@pytest.mark.parametrize(
    ("term", "text", "tag", "found"),
    [
        ("border defense agency", "All Border-Defense  Agencies’ posts", "en", ["Border-Defense  Agencies’"]),
        ("border agency", "the border defense agency", "en", []),
        ("пограничный орган", "между пограничными органами обеих стран", "ru", ["пограничными органами"]),
        ("边防机关", "苏联边防机关，中国邊防機關", "zh-Hans", ["边防机关", "邊防機關"]),
        ("ёлка", "Елки зелёные", "ru", ["Елки"]),
    ],
)
def test_terms_are_found_in_any_form(term, text, tag, found):
    """Inflection, case, hyphens, traditional characters and ё make no difference; other words between do."""
    assert [piece.removesuffix("’") for piece in places(term, text, tag)] == [f.removesuffix("’") for f in found]


def test_the_longest_term_wins():
    """A term within a longer one is not found on its own."""
    finder = Finder([Term("su", "zh-Hans", "苏联"), Term("amb", "zh-Hans", "苏联大使")], "zh-Hans")
    assert [[t.concept for t in found.terms] for found in finder.find("苏联大使说，苏联")] == [["amb"], ["su"]]


def test_forms_that_no_dictionary_has_are_forgiven_where_a_rendering_is_looked_for():
    """Names in other cases and participles begin alike; different words do not."""
    assert stands("Маргуб", "встретились с Маргубом", "ru")
    assert stands("вручить", "памятная записка, врученная послу", "ru") is False  # another part of speech
    assert not stands("border post", "the border guard", "en")


# Checking


def check(rows: str, source: str, target: str, tags=("zh-Hans", "en")) -> list[tuple[str, str, str]]:
    """Return (concept, state, text) of every use in a link."""
    pair = Pair("memo", tags, tags)
    return [(u.concept, u.state, u.text) for u in Checker(tsv.parse(rows)).uses(pair, ([source], [target]))]


SISTER = terms(
    ("sister", "zh-Hans", "兄弟国家", "preferred"),
    ("sister", "en", "sister nation", "required"),
    ("sister", "en", "sister country", "admitted"),
    ("sister", "en", "brother nation", "forbidden"),
)


@pytest.mark.parametrize(
    ("target", "states"),
    [
        ("China and the Soviet Union are sister nations.", [("sister", "kept", "兄弟国家")]),
        ("They are sister countries.", [("sister", "kept", "兄弟国家")]),
        ("They are friends.", [("sister", "missing", "兄弟国家")]),
        ("They are brother nations.", [("sister", "forbidden", "brother nations")]),
    ],
)
def test_required_and_forbidden_renderings(target, states):
    """An admitted term satisfies; a forbidden one is told once, with its own words."""
    assert check(SISTER, "中苏两国是兄弟国家。", target) == states


def test_nothing_is_asked_where_there_is_nothing_to_ask():
    """Not of an empty side, not where the concept is not spoken of, not of merely preferred terms."""
    assert check(SISTER, "中苏两国是兄弟国家。", "") == [("sister", "missing", "兄弟国家")]
    assert Checker(tsv.parse(SISTER)).uses(Pair("memo", ("zh", "en"), ("zh-Hans", "en")), (["兄弟国家"], [])) == []
    assert check(SISTER, "你好。", "They are brother nations.") == []
    preferred = SISTER.replace("required", "preferred")
    assert check(preferred, "中苏两国是兄弟国家。", "They are friends.") == [("sister", "open", "兄弟国家")]


def test_a_term_forbidden_everywhere():
    """Where a concept has no term in the original's language its forbidden terms are told in any link."""
    rows = terms(("style", "en", "evildoer", "forbidden"))
    assert check(rows, "坏人", "evildoers will") == [("style", "forbidden", "evildoers")]


def test_a_longer_allowed_term_covers_a_forbidden_one():
    """What is part of an allowed term is not told."""
    rows = terms(
        ("note", "zh-Hans", "照会", ""), ("note", "en", "note verbale", "required"), ("note", "en", "note", "forbidden")
    )
    assert check(rows, "照会", "a note verbale") == [("note", "kept", "照会")]
    assert check(rows, "照会", "a note") == [("note", "forbidden", "note")]


def test_a_word_of_two_concepts_is_content_with_either():
    """A homonym raises no alarm where its other meaning is rendered."""
    rows = terms(
        ("state", "ru", "мир", ""),
        ("state", "en", "peace", "required"),
        ("world", "ru", "мир", ""),
        ("world", "en", "world", "required"),
    )
    assert ("state", "missing", "мир") not in check(rows, "Весь мир знает.", "The whole world knows.", ("ru", "en"))
    assert [state for _, state, _ in check(rows, "мир", "nothing", ("ru", "en"))] == ["missing", "missing"]


def test_terms_may_count_in_a_document_or_one_of_its_texts_only():
    """Elsewhere they are as if they were not there."""
    rows = SISTER.replace("required\t\t\t\n", "required\t\t\tmemo/en\n")
    checker, sides = Checker(tsv.parse(rows)), (["兄弟国家"], ["friends"])
    tags = ("zh-Hans", "en")
    assert [u.state for u in checker.uses(Pair("memo", ("zh-Hans", "en"), tags), sides)] == ["missing"]
    assert [u.state for u in checker.uses(Pair("memo", ("zh-Hans", "en.2"), tags), sides)] == ["open"]


def test_the_original_may_be_the_target():
    """Where only the target is an original, its terms are looked for there and their renderings in the source."""
    pair = Pair("memo", ("en", "zh-Hans"), ("en", "zh-Hans"), "target")
    found = Checker(tsv.parse(SISTER)).uses(pair, (["friends"], ["兄弟国家"]))
    assert [(use.side, use.state) for use in found] == [("target", "missing")]


# The workspace


def test_a_change_outside_is_seen_and_never_written_over(root):
    """The file is read again when it changes; a change made against an older state is refused."""
    with closing(Store(root)) as store:
        ours = Glossaries(store, root, lambda _: {})
        seen = ours.describe()["revision"]
        path = root / "corpus" / "glossary.tsv"
        path.write_text(path.read_text(encoding="utf-8") + "agency\tru\tорган\t\t\t\t\n", encoding="utf-8")
        assert [term.term for term in ours.read().terms] == ["border defense agency", "орган", "边防机关"]
        with pytest.raises(StaleGlossaryError):
            ours.put("agency", [], revision=seen)
        path.write_text("nonsense", encoding="utf-8")
        with pytest.raises(BadGlossaryError):
            ours.add([{"language": "en", "term": "post"}])
        assert path.read_text(encoding="utf-8") == "nonsense"
        assert "corpus/glossary.tsv:1:" in ours.describe()["problem"]


def test_imports_add_and_change_and_delete_nothing(root):
    """A preview writes nothing; coming in twice changes nothing."""
    incoming = terms(("agency", "en", "border defense agency", "admitted"), ("memo", "en", "memorandum", "")).encode()
    with closing(Store(root)) as store:
        ours = Glossaries(store, root, lambda _: {})
        before = ours.read()
        preview = ours.import_(incoming, "terms.tsv", preview=True)
        assert (preview["added"], preview["changed"], ours.read()) == (1, 1, before)
        ours.import_(incoming, "terms.tsv")
        assert len(ours.read().terms) == 3
        assert ours.import_(ours.export("tbx"), "terms.tbx") == {"terms": 3, "concepts": 2, "added": 0, "changed": 0}


def test_the_check_follows_an_edit(root):
    """What an edit takes out of a row is told of that row at once."""
    with closing(Workspace(root)) as workspace:
        key = workspace.key("memo", "zh-Hans--en")
        link = workspace.alignment_page("memo", "zh-Hans--en")["links"][0]
        edit = {"op": "edit_text", "segment": link["target"][0]["id"], "text": "The Soviet guards did nothing."}
        assert workspace.glossary.uses(key, links=["L0001"])["uses"]["L0001"][0]["state"] == "kept"
        workspace.edit("memo", "zh-Hans--en", edit, revision=None)
        use = workspace.glossary.uses(key, links=["L0001"])["uses"]["L0001"][0]
        assert (use["state"], use["segment"], use["text"]) == ("missing", link["source"][0]["id"], "边防机关")
        assert [rendering["term"] for rendering in use["renderings"]] == ["border defense agency"]


def test_the_glossary_is_a_quality_check(root):
    """The registry has it, and it finds what the glossary's own check finds."""
    with closing(Workspace(root)) as workspace:
        (root / "corpus" / "glossary.tsv").write_text(
            terms(("agency", "zh-Hans", "边防机关", ""), ("agency", "en", "frontier guard", "required")),
            encoding="utf-8",
        )
        value = workspace.alignment("memo", "zh-Hans--en")
        look = CHECKS["glossary"].begin(
            Subject("memo", "zh-Hans", "en", ("zh-Hans", "en"), value.links, workspace.root)
        )
        sentences = [finding.sentence for link in value.links for finding in look(link)]
        assert sentences == [found["message"] for found in workspace.glossary.findings()]
        assert sentences == ["“边防机关” should be rendered as “frontier guard”."]


def test_what_was_accepted_is_not_told_again(root):
    """A finding that a person accepted is no finding of the command line's, and no mark of the editor's."""
    (root / "corpus" / "glossary.tsv").write_text(
        terms(("agency", "zh-Hans", "边防机关", ""), ("agency", "en", "frontier guard", "required")), encoding="utf-8"
    )
    with closing(Workspace(root)) as workspace:
        key = workspace.key("memo", "zh-Hans--en")
        (use,) = workspace.glossary.uses(key)["uses"]["L0001"]
        workspace.quality.accept(key, [(use["check"], "L0001", use["fingerprint"])], "As in the treaty.", "Ann")
        assert [use["state"] for use in workspace.glossary.uses(key)["uses"]["L0001"]] == ["accepted"]
        assert list(workspace.glossary.findings()) == []


def test_the_sample_keeps_to_its_glossary(tmp_path):
    """No false alarm: the published English and the Russian have every rendering that is required."""
    for folder in ("corpus", "alignments"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    with closing(Workspace(tmp_path)) as workspace:
        workspace.refresh_all()
        assert list(workspace.glossary.findings()) == []
        uses = workspace.glossary.uses(workspace.key("1962-04-24-memorandum", "zh-Hans--en"))["uses"]
        assert sum(use["state"] == "kept" for some in uses.values() for use in some) >= 15


# The command line and the API


def run(root, *arguments: str, status: int = 0) -> str:
    """Run a command; return what it says."""
    result = CliRunner().invoke(main, ["--root", str(root), *arguments])
    assert result.exit_code == status, result.output
    return result.output


def test_the_command_line(root, tmp_path_factory):
    """List, add, export, import and check, with exit code 1 where something is found."""
    assert "border defense agency" in run(root, "glossary", "list", "边防")
    assert "keep to the glossary" in run(root, "check", "--glossary")
    run(root, "glossary", "add", "en=sister nation", "--concept", "agency", "--status", "forbidden", "--note", "no")
    assert "“sister nations” is forbidden" not in run(root, "glossary", "check")  # the concept is not spoken of there
    run(root, "glossary", "add", "zh-Hans=兄弟国家", "en=fraternal country", "--status", "required")
    said = run(root, "check", "--glossary", status=1)
    assert "memo zh-Hans--en, row 2 (L0002): “兄弟国家” should be rendered as “fraternal country”." in said
    assert json.loads(run(root, "glossary", "check", "--json", status=1))[0]["state"] == "missing"
    file = tmp_path_factory.mktemp("out") / "terms.tbx"
    run(root, "glossary", "export", "--to", "tbx", "-o", str(file))
    assert "0 were added, 0 were changed" in run(root, "glossary", "import", str(file))
    assert "no language" in run(root, "glossary", "add", "memorandum", status=2)
    assert "is not a language tag" in run(root, "glossary", "add", "nonsense!=x", status=1)


def test_the_api(root):
    """Read, change with If-Match, refuse what is stale or wrong, undo by putting back, take in and give out."""
    with closing(Workspace(root)) as workspace:
        client = create_app(workspace).test_client()
        found = client.get("/api/glossary").get_json()
        old = found["concepts"][0]["terms"]
        match = {"If-Match": f'"{found["revision"]}"'}
        assert client.delete("/api/glossary/concepts/agency").status_code == 428
        gone = client.delete("/api/glossary/concepts/agency", headers=match)
        assert (gone.status_code, gone.get_json()["concepts"]) == (200, [])
        stale = client.put("/api/glossary/concepts/agency", json={"terms": old}, headers=match)
        assert (stale.status_code, stale.get_json()["error"]["type"]) == (412, "stale_glossary")
        match = {"If-Match": f'"{gone.get_json()["revision"]}"'}
        back = client.put("/api/glossary/concepts/agency", json={"terms": old}, headers=match).get_json()
        assert back["concepts"] == found["concepts"]
        wrong = client.post("/api/glossary/terms", json={"terms": [{"language": "??", "term": "x"}]})
        assert (wrong.status_code, "language tag" in wrong.get_json()["error"]["message"]) == (422, True)
        made = client.post("/api/glossary/terms", json={"terms": [{"language": "en", "term": "Summer pasture"}]})
        assert made.get_json()["concept"] == "summer-pasture"
        assert client.get("/glossary/export/tbx").data.startswith(b"<?xml")
        assert client.get("/glossary/export/xls").status_code == 404
        assert client.get("/glossary").status_code == 200


def test_nothing_changes_while_reading_only(root):
    """A workbench that only shows refuses every change of the glossary."""
    with closing(Workspace(root)) as workspace:
        client = create_app(workspace, read_only=True).test_client()
        assert client.post("/api/glossary/terms", json={"terms": [{"language": "en", "term": "x"}]}).status_code == 403
        assert 'id="add"' not in client.get("/glossary").get_data(as_text=True)
