"""Renderings: places of a term followed by word links, grouped by lemma, counted; every number is a list of lines."""

import json
import math
import shutil
from contextlib import closing

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from samples import make_workspace
from test_layers import ROOT

from hexapla.cli import main
from hexapla.errors import BadLanguageError, HexaplaError
from hexapla.lemmas import forms, lemma
from hexapla.renderings import Asked, entropy
from hexapla.renderings.following import Following, follow, grow
from hexapla.renderings.grouping import rows_of, wording
from hexapla.renderings.picture import Words, bars
from hexapla.renderings.values import Line, commonest
from hexapla.renderings.wire import table, tsv
from hexapla.wordlinks import Pair, Span, WordLinks
from hexapla.workspace import Workspace
from webui import create_app

MEMO = "1962-04-24-memorandum"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Open a copy of the repository's own texts."""
    copy = tmp_path_factory.mktemp("sample")
    for folder in ("corpus", "alignments"):
        shutil.copytree(ROOT / folder, copy / folder)
    with closing(Workspace(copy)) as workspace:
        workspace.refresh_all()
        yield workspace


# Words


@pytest.mark.parametrize(
    ("word", "tag", "found"),
    [
        ("Agencies", "en", "agency"),
        ("граждан", "ru", "гражданин"),
        ("chevaux", "fr", "cheval"),
        ("Союза", "ru", "союз"),
        ("Ba-ke-tu", "en", "ba-ke-tu"),
        ("边防", "zh-Hans", "边防"),
        ("hwæt", "ang", "hwæt"),
    ],
)
def test_lemmas(word, tag, found):
    """Words of a known language have dictionary forms; others stand for themselves."""
    assert lemma(word, tag) == found


def test_forms_are_what_a_dictionary_has_of_a_word():
    """Irregular ones too; folded, as texts are when they are searched."""
    assert {"agency", "agencies"} <= forms("agencies", "en")
    assert {"go", "went", "goes"} <= forms("go", "en")
    assert {"граница", "границу", "границ"} <= forms("граница", "ru")
    assert forms("边防", "zh-Hans") == {"边防"}


# Counting


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=20))
def test_entropy_is_between_none_and_all_alike(counts):
    """At most log2 of the number of renderings, reached when all are equally common."""
    assert 0 <= entropy(counts) <= math.log2(len(counts)) + 1e-9
    assert entropy([counts[0]] * 8) == pytest.approx(3)
    assert entropy([counts[0]]) == 0
    assert entropy([]) == 0


def test_the_commonest_form_is_shown():
    """Of forms that are equally common the one in small letters."""
    assert commonest(["Agencies", "agency", "Agencies"]) == "Agencies"
    assert commonest(["Agency", "agency"]) == "agency"


def words_of(text: str) -> tuple[Span, ...]:
    """Make a span of every word."""
    spans, at = [], 0
    for word in text.split(" "):
        spans.append(Span(0, at, at + len(word)))
        at += len(word) + 1
    return tuple(spans)


@pytest.mark.parametrize(
    ("text", "chosen", "tag", "form", "key"),
    [
        ("the Border agencies of China", [0, 1, 2, 3], "en", "Border agencies", "border agency"),
        ("took no action", [0, 2], "en", "took … action", "take … action"),
        ("Soviet and Soviet", [0, 2], "en", "Soviet", "soviet"),
        ("to the", [0, 1], "en", "to the", "to the"),
        ("的权利 有", [0], "zh-Hans", "权利", "权利"),
    ],
)
def test_the_wording_of_a_counterpart(text, chosen, tag, form, key):
    """Articles at the edge fall away, words apart are joined by an ellipsis, what is said twice is told once."""
    spans = words_of(text)
    assert wording([text], [spans[i] for i in chosen], tag) == (form, key)


def line(form: str, tier: str = "solid", **other: object) -> Line:
    """Make a line rendered so."""
    place = {"document": "memo", "alignment": "zh-Hans--en", "link": "L0001", "row": 1, "side": "source", "segment": 0}
    rest = {"start": 0, "end": 1, "own": ("词",), "others": (form,), "own_text": "zh-Hans", "other_text": "en"}
    return Line(**{**place, **rest, "translator": "", "tier": tier, "form": form, "lemma": lemma(form, "en"), **other})


def test_rows_and_what_is_not_rendered():
    """The commonest row first, tiers counted; lines without a counterpart are a row of their own."""
    lines = [
        line("agencies"),
        line("agency", "dotted"),
        line("body"),
        line("", "none"),
        line("", "empty"),
        line("agencies"),
    ]
    rows, missing = rows_of(lines)
    assert [(row.form, row.count, row.solid, row.dotted) for row in rows] == [("agencies", 3, 2, 1), ("body", 1, 1, 0)]
    assert missing == (3, 4)
    assert sorted(place for row in rows for place in row.lines) + list(missing) == [0, 1, 2, 5, 3, 4]


def test_a_phrase_is_followed_word_by_word():
    """Of each word the sure links count, else the likely; a word between that has no other partner belongs to them."""
    own, other = words_of("边防 机关"), words_of("border defense agencies act")
    pairs = (Pair(0, 0, 0.9, "solid"), Pair(0, 3, 0.4, "dotted"), Pair(1, 2, 0.5, "dotted"))
    found = follow(WordLinks(own, other, pairs), "source", Span(0, 0, 5))
    assert (found.tier, found.spans) == ("solid", other[:3])
    taken = (*pairs, Pair(2, 1, 0.9, "solid"))
    apart = follow(WordLinks((*own, Span(0, 6, 7)), other, taken), "source", Span(0, 0, 5))
    assert apart.spans == (other[0], other[2])
    assert follow(WordLinks(own, other, ()), "source", Span(0, 0, 5)).tier == "none"


def test_a_counterpart_grows_by_what_renders_the_term_elsewhere():
    """Customary and practice are found apart; where they stand side by side and are nobody else's they go together."""
    own, both = words_of("惯例 违反"), words_of("customary practice violated")

    def place(*pairs: Pair) -> Following:
        linked = WordLinks(own, both, pairs)
        found = follow(linked, "source", Span(0, 0, 2))
        return Following("source", Span(0, 0, 2), linked, ("customary practice violated",), "en", found)

    practice, customary = Pair(0, 1, 0.9, "solid"), Pair(0, 0, 0.9, "solid")
    taken = Pair(1, 0, 0.9, "solid")  # here customary belongs to another word
    grown = [one.found.spans for one in grow([place(practice), place(customary)])]
    assert grown == [both[1:2], both[0:1]]  # each once: not known yet
    places = [place(practice), place(practice), place(customary), place(customary), place(practice, taken)]
    grown = [one.found.spans for one in grow(places)]
    assert grown == [both[:2], both[:2], both[:2], both[:2], both[1:2]]


# On texts


def test_how_the_sample_renders_a_term(sample):
    """Every place of 边防机关 has a line in each aligned English text, and nearly all are followed to it."""
    found = sample.renderings.of(Asked("边防机关", "zh-Hans", "en", texts=("en",)))
    assert (found.places, found.exact, found.looked_at, len(found.lines), found.unaligned) == (7, True, 7, 7, 0)
    assert {line.other_text for line in found.lines} == {"en"}
    assert "agency" in found.rows[0].lemma
    assert sum(row.count for row in found.rows) + len(found.missing) == len(found.lines)


def test_both_ways_round(sample):
    """What is stored as the target can be asked for as well, in all forms of the word and folded."""
    ways = [("agency", "en", "zh"), ("蘇聯", "zh", "ru"), ("ГРАНИЦА", "ru", "zh-Hans")]
    for term, source, target in ways:
        found = sample.renderings.of(Asked(term, source, target, documents=(MEMO,)))
        assert found.rows, term
        assert {line.document for line in found.lines} == {MEMO}
    exact = sample.renderings.of(Asked("agency", "en", "zh", documents=(MEMO,), forms=False))
    assert 0 < exact.places < sample.renderings.of(Asked("agency", "en", "zh", documents=(MEMO,))).places


def test_the_counterpart_is_marked_where_it_stands(sample):
    """The spans of a line are words of the other side, and those of its form."""
    found = sample.renderings.of(Asked("夏牧场", "zh-Hans", "en", texts=("en",)))
    (only,) = found.lines
    assert only.own[only.segment][only.start : only.end] == "夏牧场"
    assert "summer pastures" in {only.form, *(only.others[s.segment][s.start : s.end] for s in only.spans)} | {
        only.form
    }


def test_a_sample_is_stated_and_comes_again(sample):
    """Of more places than asked for a random sample is looked at, the same for the same number."""
    asked = Asked("中国", "zh-Hans", "ru", limit=5)
    first, again = sample.renderings.of(asked), sample.renderings.of(asked)
    other = sample.renderings.of(Asked("中国", "zh-Hans", "ru", limit=5, seed=1))
    assert (first.looked_at, first.places > 5) == (5, True)
    assert first.lines == again.lines != other.lines


def test_places_without_a_translation_are_told(tmp_path):
    """A text that is aligned with none of the language makes no line; an empty side is a line that is not rendered."""
    make_workspace(
        tmp_path, {"zh-Hans": ["苏联。", "苏联。"], "en": ["Soviet Union."]}, {"zh-Hans--en": [(1, 1), (1, 0)]}
    )
    make_workspace(tmp_path, {"zh-Hans": ["苏联。"]}, {}, document="lone")
    with closing(Workspace(tmp_path)) as workspace:
        workspace.refresh_all()
        found = workspace.renderings.of(Asked("苏联", "zh-Hans", "en"))
        assert (found.places, found.unaligned) == (3, 1)
        assert [found.lines[place].tier for place in found.missing] == ["empty"]


@pytest.mark.parametrize(
    ("asked", "error"), [(Asked("  …", "en", "fr"), HexaplaError), (Asked("x", "??", "fr"), BadLanguageError)]
)
def test_what_cannot_be_asked(sample, asked, error):
    """A term needs a word; languages are tags."""
    with pytest.raises(error):
        sample.renderings.of(asked)


# Going out


def test_every_number_of_the_answer_has_its_lines(sample):
    """Rows, what is missing and every cell of the breakdowns list the lines they count."""
    found = sample.renderings.of(Asked("中国", "zh-Hans", "en", documents=(MEMO,)))
    answer = table(found, {d.name: d for d in sample.renderings.documents()})
    assert answer["total"] == len(answer["lines"])
    every = sorted(place for row in answer["rows"] for place in row["lines"])
    assert sorted(every + answer["missing"]["lines"]) == list(range(answer["total"]))
    for groups in answer["by"].values():
        cells = [place for group in groups for cell in group["cells"] for place in cell]
        assert sorted(cells) == list(range(answer["total"]))
    assert len(answer["by"]["text"]) == len({line["other"] for line in answer["lines"]})
    assert {text["provenance"] for text in answer["texts"].values()} >= {"reconstruction", "published"}


def test_the_table_as_tsv_and_picture(sample):
    """Every line is a row, with the provenance of the texts above; the picture tells its counts in words."""
    found = sample.renderings.of(Asked("惯例", "zh-Hans", "en"))
    rows = tsv(found, {d.name: d for d in sample.renderings.documents()}).splitlines()
    head = next(i for i, row in enumerate(rows) if not row.startswith("#"))
    assert any("reconstruction" in row for row in rows[:head])
    assert {len(row.split("\t")) for row in rows[head:]} == {len(rows[head].split("\t"))}
    assert len(rows) - head - 1 == len(found.lines)
    assert f"{found.rows[0].form}: {found.rows[0].count}" in bars(found, Words("惯例"))


def test_the_command_line(sample):
    """A table for people, JSON and TSV for scripts."""
    arguments = ["--root", str(sample.root), "renderings", "边防机关", "--from", "zh-Hans", "--to", "en"]
    said = CliRunner().invoke(main, [*arguments, "--lines"]).output
    assert "7 places" in said
    assert "row 4" in said
    answer = json.loads(CliRunner().invoke(main, [*arguments, "--json", "--document", MEMO]).stdout)
    assert answer["asked"]["term"] == "边防机关"
    assert CliRunner().invoke(main, [*arguments, "--tsv"]).stdout.count("\n") > 7
    assert "in no text" in CliRunner().invoke(main, [*arguments[:3], "qqq", "--from", "en", "--to", "ru"]).output


def test_the_api_and_the_page(sample):
    """The answer at once or as a job; files; what is wrong is told."""
    client = create_app(sample).test_client()
    asked = "term=夏牧场&from=zh-Hans&to=en"
    assert client.get(f"/api/renderings?{asked}").get_json()["places"] == 1
    assert client.get(f"/api/renderings/job?{asked}").status_code == 202
    assert client.get("/api/renderings?term=x&from=!&to=en").get_json()["error"]["type"] == "bad_language"
    for form, begins in (("tsv", b"#"), ("svg", b"<svg"), ("png", b"\x89PNG")):
        assert client.get(f"/renderings/export/{form}?{asked}").data.startswith(begins)
    assert client.get(f"/renderings/export/pdf?{asked}").status_code == 404
    assert "夏牧场" in client.get(f"/renderings?{asked}").get_data(as_text=True)
