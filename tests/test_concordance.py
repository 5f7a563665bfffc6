"""The concordance: the query language, what is found where, orders and samples, figures, files."""

import io
import json
import re
import threading
from contextlib import closing

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from samples import make_workspace

from hexapla.concordance import Ask, Condition, Window, fold_of
from hexapla.concordance.compiling import Compiler
from hexapla.concordance.counting import log_dice, log_likelihood
from hexapla.concordance.evaluating import Cell, matches
from hexapla.concordance.parsing import parse
from hexapla.concordance.printing import Painter, columns, cut, kwic
from hexapla.concordance.regexes import literals
from hexapla.concordance.syntax import And, Expression, Near, Not, Or, Phrase
from hexapla.errors import BadQueryError, HexaplaError, UnknownNameError
from hexapla.store import Key
from hexapla.workspace import Workspace

TEXTS = {
    "zh": ["苏联领事。", "人民和平。", "中国人民，和平。", "領事說：天。", "人。"],
    "en": ["The Soviet consul.", "Peace to people.", "The people of China: peace.", "A consul said: sky.", "=Sky()."],
    "ru": ["Советский консул.", "Мир людям.", "Ещё мир.", "Консул сказал: небо.", "Елка."],
}
ALIGNMENTS = {"zh--en": [(1, 1)] * 5, "zh--ru": [(1, 1)] * 5}


@pytest.fixture
def workspace(tmp_path):
    """Open a workspace of three texts."""
    with closing(Workspace(make_workspace(tmp_path, TEXTS, ALIGNMENTS))) as opened:
        yield opened


def found(workspace, query, **asked) -> list[str]:
    """Return the words that are found, in their order."""
    hits = workspace.concordance.search(Ask(query, **asked))["hits"]
    return [hit["segments"][hit["segment"]][hit["start"] : hit["end"]] for hit in hits]


# The query language


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("Peace", Phrase(("peace",))),
        ("先生", Phrase(("先", "生"))),
        ("先*", Phrase(("先",))),
        ("don't", Phrase(("don", "t"))),
        ('"the  Sov* union"', Phrase(("the", "sov*", "union"))),
        ("a b", And((Phrase(("a",)), Phrase(("b",), 2)))),
        ("a AND b OR c", Or((And((Phrase(("a",)), Phrase(("b",), 6))), Phrase(("c",), 11)))),
        ("a AND (b OR c)", And((Phrase(("a",)), Or((Phrase(("b",), 7), Phrase(("c",), 12)))))),
        ("a NOT b NOT c", Not(Phrase(("a",)), Or((Phrase(("b",), 6), Phrase(("c",), 12))))),
        ("a AND NOT b", Not(Phrase(("a",)), Phrase(("b",), 10))),
        ('NEAR(a "b c", 3)', Near((Phrase(("a",), 5), Phrase(("b", "c"), 7)), 3)),
        ("NEAR(a b)", Near((Phrase(("a",), 5), Phrase(("b",), 7)), 10)),
        (r"/So\w+ U/", Expression(r"So\w+ U")),
        ("and or not", And((Phrase(("and",)), Phrase(("or",), 4), Phrase(("not",), 7)))),
    ],
)
def test_queries_are_read_as_they_are_meant(query, tree):
    """Words, phrases, wildcards, operators in capitals, NEAR, regular expressions."""
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "start", "says"),
    [
        ("a AND", 5, "missing"),
        ("NOT a", 0, "before it"),
        ("(a b", 0, "not closed"),
        ("a) b", 1, "no “\\(”"),
        ('say "a b', 4, "quotation mark"),
        ("a /b", 2, "end it"),
        ("x /[/ y", 4, "cannot be read"),
        ("/a*/", 0, "nothing is"),
        ("—", 0, "no letter or digit"),
        ("*", 0, "no letter or digit"),
        ("NEAR(a)", 0, "two words"),
        ("NEAR(a b, x)", 10, "number of words"),
        ("OR a", 0, "both sides"),
        ("a OR OR b", 5, "both sides"),
        ("()", 1, "nothing to look for"),
    ],
)
def test_an_error_points_at_its_place_in_the_query(query, start, says):
    """And says how to mend it."""
    with pytest.raises(BadQueryError, match=says) as caught:
        parse(query)
    assert caught.value.start == start


_QUERIES = st.text(st.sampled_from('ab 人*?()"/,.NOTANDRE[]\\+'), max_size=20)


@settings(deadline=None)
@given(_QUERIES)
def test_any_query_is_read_or_refused_in_words(query):
    """Nothing that somebody types is a breakdown."""
    problem = None
    try:
        parse(query)
    except BadQueryError as error:
        problem = error
    assert problem is None or 0 <= problem.start <= problem.end <= len(query)


_PIECES = st.sampled_from(
    ["ab", "cabe", "[ab]", "(ab)?", "b+", "c*", r"\w", ".", "人", r"\d{2}", "a{0,1}", "(?:b|c)", r"\."]
)


@settings(deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=5).map("".join), st.text(st.sampled_from("abce 人1."), max_size=25))
def test_the_literals_of_an_expression_are_in_whatever_it_matches(pattern, text):
    """Otherwise the index would hide matches."""
    if match := regex.search(pattern, text):
        assert all(run in match.group() for run in literals(pattern))


@pytest.mark.parametrize(
    ("pattern", "runs"),
    [("Soviet Union", ["Soviet Union"]), (r"Sov\w+ Union?", ["Sov", " Unio"]), ("a|bc", []), ("[abc]d+e", ["d", "e"])],
)
def test_literals_are_as_long_as_can_be(pattern, runs):
    """The longer, the fewer texts have to be read."""
    assert literals(pattern) == runs


# What is found


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("人", ["人", "人", "人"]),
        ("領事", ["领事", "領事"]),
        ("people", ["people", "people"]),
        ("еще", ["Ещё"]),
        ('"the people"', ["The people"]),
        ("p*ce", ["Peace", "peace"]),
        ("*ov*", ["Soviet"]),
        ('"the * consul"', ["The Soviet consul"]),
        ("NEAR(people peace, 2)", ["Peace", "people", "people", "peace"]),
        ("NEAR(people peace, 1)", ["Peace", "people"]),
        ("consul NOT soviet", ["consul"]),
        ("/[pP]ea\\w+/", ["Peace", "peace"]),
        ("/人./", ["人民", "人民", "人。"]),
        ("/苏联/", ["苏联"]),
        ("nowhere", []),
        ("x*z", []),
    ],
)
def test_what_a_query_finds(workspace, query, words):
    """In the order of documents and texts."""
    assert sorted(found(workspace, query)) == sorted(words)


def test_case_marks_and_script_are_told_apart_on_request(workspace):
    """The index folds them all, the texts decide."""
    assert found(workspace, "peace", fold=fold_of(("case",))) == ["peace"]
    assert found(workspace, "еще", fold=fold_of(("marks",))) == []
    assert found(workspace, "領事", fold=fold_of(("script",))) == ["領事"]
    assert found(workspace, "/Peace/", fold=fold_of(("case",))) == ["Peace"]
    assert found(workspace, "consul NOT Soviet", fold=fold_of(("case",))) == ["consul"]


def test_conditions_on_the_other_side_mark_what_fulfils_them(workspace):
    """Positive and negative, of one language and of two."""
    answer = workspace.concordance.search(Ask("人", conditions=(Condition.of("en:people"),)))
    assert [hit["link"] for hit in answer["hits"]] == ["L0002", "L0003"]
    across = answer["hits"][0]["others"]
    assert [(other["text"], other["marks"]) for other in across] == [("en", [[0, 9, 15]]), ("ru", [])]
    assert found(workspace, "人", conditions=(Condition.of("en:people", negative=True),)) == ["人"]
    both = (Condition.of("en:people"), Condition.of("ru:ещё"))
    assert [hit["link"] for hit in workspace.concordance.search(Ask("人", conditions=both))["hits"]] == ["L0003"]


def test_filters_choose_texts_and_links(workspace):
    """By language, document, text, provenance, date, status."""
    assert found(workspace, "консул OR consul", languages=("ru",)) == ["консул", "Консул"]
    assert found(workspace, "consul", texts=("ru",)) == []
    assert found(workspace, "consul", documents=("another",)) == []
    assert len(found(workspace, "consul", since="1962", until="1962-04")) == 2
    assert found(workspace, "consul", since="1963") == []
    assert found(workspace, "consul", provenances=("archival",)) == []
    edit = {"op": "set_status", "link": "L0004", "status": "confirmed"}
    workspace.edit("memo", "zh--en", edit, revision=None)
    hits = workspace.concordance.search(Ask("consul", statuses=("confirmed",)))["hits"]
    assert [(hit["link"], hit["status"], hit["row"]) for hit in hits] == [("L0004", "confirmed", 4)]


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "length"},
        {"statuses": ("good",)},
        {"since": "April"},
        {"sample": 0},
        {"provenances": ("old",)},
        {"languages": ("english!",)},
    ],
)
def test_a_choice_that_is_none_is_refused(asked):
    """With the choices that there are."""
    with pytest.raises(HexaplaError):
        Ask("a", **asked)


def test_hits_say_where_they_are_and_how_to_cite_them(workspace):
    """Title, edition, provenance, line, link, and an address in the editor."""
    (hit, _) = workspace.concordance.search(Ask("consul"))["hits"]
    assert (hit["number"], hit["row"], hit["segment"], hit["start"], hit["end"]) == (1, 1, 0, 11, 17)
    assert hit["url"] == "/documents/memo/zh--en#L0001"
    assert hit["citation"] == (
        "A memorandum, 1962-04-24, English (en), [working translation], line 1, link zh--en L0001."
    )


def test_pages_follow_each_other_without_gap_or_repetition(workspace):
    """Whatever their size and order."""
    for sort in ("document", "left"):
        whole = workspace.concordance.search(Ask("人 OR consul OR мир", sort=sort))["hits"]
        pages, after = [], ""
        while after is not None:
            answer = workspace.concordance.search(Ask("人 OR consul OR мир", sort=sort), after=after, limit=2)
            pages += answer["hits"]
            after = answer["next"]
        assert pages == whole


def test_hits_are_sorted_by_what_stands_beside_them_or_by_themselves(workspace):
    """Left context from the nearest word on."""
    assert found(workspace, "of OR to OR said", sort="hit") == ["of", "said", "to"]
    assert found(workspace, "of OR to OR said", sort="left") == ["said", "to", "of"]
    assert found(workspace, "of OR to OR said", sort="right") == ["of", "to", "said"]


def test_a_sample_is_the_same_for_the_same_seed(workspace):
    """And has as many hits as were asked for."""
    one, again, other = (found(workspace, "人 OR peace OR мир", sample=3, seed=seed) for seed in (1, 1, 4))
    assert one == again != other
    assert len(one) == 3


def test_a_side_of_many_segments_is_looked_at_as_a_whole_but_no_phrase_runs_over_its_sentences():
    """AND and NOT are about the side of a link."""
    side = Cell(["Peace to", "people here."])
    assert matches(parse("peace people"), side) is not None
    assert matches(parse('"to people"'), side) is None
    assert matches(parse("peace NOT people"), side) is None


def test_many_words_make_an_expression_that_the_index_can_read(workspace):
    """Hundreds of words under one wildcard."""
    words = [f"w{number}" for number in range(500)]
    expression = Compiler(lambda _: words).compile(parse("*w*")).expression
    with workspace.concordance.finder(Ask("a")) as finder:
        query = "SELECT count(*) FROM search_index WHERE search_index MATCH ?"
        assert finder.connection.exec_driver_sql(query, (expression,)).scalar_one() == 0
    with pytest.raises(BadQueryError, match="more letters"):
        Compiler(lambda _: ["w"] * 6000).compile(parse("*w*"))


# Figures


def test_frequencies_by_form_text_and_neighbour(workspace):
    """The most frequent first."""
    ask = Ask("peace OR people OR мир")
    forms = workspace.concordance.frequencies(ask, "form")
    assert [(row["value"], row["count"]) for row in forms["rows"]] == [("peace", 2), ("people", 2), ("мир", 2)]
    exact = workspace.concordance.frequencies(ask, "exact")["rows"]
    assert {row["value"] for row in exact} == {"Peace", "peace", "people", "Мир", "мир"}
    texts = workspace.concordance.frequencies(ask, "text")["rows"]
    assert [(row["value"], row["count"], row["title"]) for row in texts] == [
        ("memo/en", 4, "A memorandum"),
        ("memo/ru", 2, "A memorandum"),
    ]
    assert [row["value"] for row in workspace.concordance.frequencies(ask, "L1")["rows"]] == [
        "china",
        "the",
        "to",
        "еще",
    ]
    statuses = workspace.concordance.frequencies(ask, "status")["rows"]
    assert [(row["value"], row["count"]) for row in statuses] == [("unreviewed", 6)]
    with pytest.raises(HexaplaError, match="L1"):
        workspace.concordance.frequencies(ask, "colour")


def test_the_measures_of_collocates_are_those_of_the_papers():
    """Dunning's example of independence, and Rychlý's bound."""
    assert log_likelihood(10, 100, 100, 1000) == pytest.approx(0, abs=1e-9)
    assert log_likelihood(50, 100, 100, 1000) == pytest.approx(125.33, abs=0.01)
    assert log_likelihood(1, 100, 100, 1000) < 0
    assert log_dice(7, 7, 7) == 14
    assert log_dice(1, 10, 22) == 10


def test_collocates_are_words_and_in_chinese_characters_and_pairs_of_them(workspace):
    """Within the window, in the same segment."""
    rows = workspace.concordance.collocates(Ask("人"), Window(2, 2), least=1, by="count")["rows"]
    assert {row["word"]: row["count"] for row in rows} == {"民": 2, "和": 2, "民和": 2, "中": 1, "国": 1, "中国": 1}
    rows = workspace.concordance.collocates(Ask("people"), Window(1, 0), least=1)["rows"]
    assert {(row["word"], row["count"], row["total"]) for row in rows} == {("to", 1, 1), ("the", 1, 2)}
    with pytest.raises(HexaplaError, match="window"):
        Window(0, 0)


def test_the_distribution_tells_texts_and_places(workspace):
    """Counts of sides in twenty parts of a text."""
    (row,) = workspace.concordance.distribution(Ask("consul"))["rows"]
    assert (row["text"], row["sides"], row["total"]) == ("en", 2, 5)
    assert [part for part, count in enumerate(row["places"]) if count] == [0, 12]


def test_the_wider_context_has_both_sides(workspace):
    """Links before and after, as many as there are."""
    workspace.concordance.search(Ask("a"))
    around = workspace.concordance.around_link(Key("memo", "zh", "en"), "L0002", 2)
    assert [(link["id"], link["row"]) for link in around["links"]] == [
        ("L0001", 1),
        ("L0002", 2),
        ("L0003", 3),
        ("L0004", 4),
    ]
    assert around["source"]["name"] == "zh"
    lines = workspace.concordance.around_line("memo", "en", 5, 1)
    assert [(line["number"], line["text"]) for line in lines["segments"]] == [(4, TEXTS["en"][3]), (5, TEXTS["en"][4])]
    with pytest.raises(UnknownNameError):
        workspace.concordance.around_line("memo", "en", 6, 1)


# Files and terminals


def test_exported_hits_hold_no_formulas(workspace):
    """TSV, XLSX and JSON Lines have all hits; words that look like formulas stay words."""
    content, _ = workspace.concordance.export(Ask("/=Sky.*/"), "tsv")
    header, row = content.decode().splitlines()
    cells = dict(zip(header.split("\t"), row.split("\t"), strict=True))
    assert (cells["hit"], cells["line"], cells["across"]) == ("'=Sky().", "5", "人。")
    content, _ = workspace.concordance.export(Ask("/=Sky.*/"), "xlsx")
    sheet = load_workbook(io.BytesIO(content)).active
    values = {header.value: cell for header, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (values["hit"].value, values["hit"].data_type) == ("=Sky().", "s")
    content, _ = workspace.concordance.export(Ask("人", sort="right"), "jsonl")
    assert [json.loads(line)["text"] for line in content.decode().splitlines()] == ["zh"] * 3
    with pytest.raises(UnknownNameError, match="tsv"):
        workspace.concordance.export(Ask("人"), "doc")


def test_a_line_for_the_terminal_keeps_to_its_width(workspace):
    """Chinese characters are two columns wide; reconstructions and working translations are marked."""
    assert (columns("人a\u0301"), cut("人民和平", 5), cut("人民和平", 5, from_end=True)) == (3, "人民", "和平")
    (hit, *_) = workspace.concordance.search(Ask("和平"))["hits"]
    place, line, *across = kwic(hit, 20, Painter(is_plain=True))
    assert place == "memo zh--en L0002 · zh (working translation) line 2"
    assert columns(line) <= 20
    assert "[和平]" in line
    assert across == ["    en (working translation) Peace to people.", "    ru (working translation) Мир людям."]
    assert re.search("\x1b.1;31m和平\x1b.0m", "".join(kwic(hit, 20, Painter(is_plain=False))))


def test_the_index_is_made_ready_in_the_background(workspace):
    """Whoever serves a workspace need not wait for the first search."""
    assert not workspace.concordance.choices()["ready"]
    workspace.concordance.start()
    for thread in threading.enumerate():
        if thread.name == "index":
            thread.join()
    assert workspace.concordance.choices()["ready"]
