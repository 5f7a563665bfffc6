"""Versions laid beside each other: what is shared, what is not, what has moved, and how alike they are."""

from contextlib import closing
from itertools import pairwise

import pytest
import sacrebleu
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from samples import make_workspace

from hexapla.align.cache import EmbeddingCache
from hexapla.collation import Asked, Ignore, Part, describing, through
from hexapla.collation.choosing import Choice, Name, choose
from hexapla.collation.columns import collate
from hexapla.collation.exporting import apparatus, table
from hexapla.collation.loading import Version
from hexapla.collation.measures import Measurer, Measures
from hexapla.collation.revising import of_same_text, on_present
from hexapla.collation.rows import rows
from hexapla.collation.verdicts import verdict
from hexapla.collation.words import USUAL, Word, words
from hexapla.errors import BadOptionError, UnknownNameError
from hexapla.model import Alignment, Document, Link, Segment, Text, TextInfo, link_id
from hexapla.wordlinks import Pair, Span, WordLinks
from hexapla.workspace import Workspace

VERSE = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g"]), max_size=14)
TEI = "{http://www.tei-c.org/ns/1.0}"


def verse(forms: list[str]) -> list[Word]:
    """Make words that stand one after another in a single segment."""
    return [Word(0, 2 * place, 2 * place + 1, form) for place, form in enumerate(forms)]


def said(text: str, *, ignore: Ignore = USUAL) -> list[Word]:
    """Cut a sentence into words."""
    return words([text], ignore)


def longest_common(one: list[str], two: list[str]) -> int:
    """Count the words of the longest common subsequence, by the textbook."""
    best = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i, left in enumerate(one):
        for j, right in enumerate(two):
            best[i + 1][j + 1] = best[i][j] + 1 if left == right else max(best[i][j + 1], best[i + 1][j])
    return best[-1][-1]


# Words


@pytest.mark.parametrize(
    ("one", "two", "ignore"),
    [
        ("The Border, closed.", "the border closed", Ignore()),
        ("Éire", "Eire", Ignore(marks=True)),
        ("ёж", "еж", Ignore(marks=True)),
        ("中蘇邊界", "中苏边界", Ignore(script=True)),
    ],
)
def test_what_is_ignored_makes_no_difference(one, two, ignore):
    """Case, stops, marks and forms of characters count only where they are asked for."""
    nothing = Ignore(case=False, punctuation=False)
    assert [word.form for word in said(one, ignore=ignore)] == [word.form for word in said(two, ignore=ignore)]
    assert [word.form for word in said(one, ignore=nothing)] != [word.form for word in said(two, ignore=nothing)]


def test_chinese_is_compared_by_characters():
    """Each character is a word of its own; stops are none."""
    assert [word.form for word in said("边防站，")] == ["边", "防", "站"]


def test_ignoring_something_unknown_is_refused():
    """The message names what there is."""
    with pytest.raises(BadOptionError, match="Choose from case, punctuation, marks, script"):
        Ignore.named(["spelling"])
    assert Ignore.named(["none"]) == Ignore(case=False, punctuation=False)


# Columns


@given(VERSE, VERSE)
def test_as_many_words_are_shared_as_any_comparison_could_find(one, two):
    """The shared words of two versions are a longest common subsequence: the same as by the textbook."""
    states = collate([verse(one), verse(two)]).states
    assert [each.count("shared") for each in states] == [longest_common(one, two)] * 2


@given(st.lists(VERSE, min_size=2, max_size=4), st.data())
def test_places_cut_every_version_whole_and_agree_where_they_say_so(forms, data):
    """Each word is in one place; agreed places read the same in all, and two of a kind never follow each other."""
    base = data.draw(st.integers(0, len(forms) - 1))
    found = collate([verse(version) for version in forms], base)
    for version, own in enumerate(forms):
        cut = [place.ranges[version] for place in found.places]
        assert [word for start, end in cut for word in own[start:end]] == own
    for place in found.places:
        readings = [own[start:end] for own, (start, end) in zip(forms, place.ranges, strict=True)]
        assert not place.agreed or all(reading and reading == readings[0] for reading in readings)
    kinds = [place.agreed for place in found.places]
    assert not any(one is two is False for one, two in pairwise(kinds))


@given(VERSE, st.integers(2, 4))
def test_versions_that_are_the_same_share_everything(one, count):
    """There is one place, and all agree in it."""
    found = collate([verse(one)] * count)
    assert [place.agreed for place in found.places] == [True] * bool(one)
    assert {state for states in found.states for state in states} <= {"shared"}


@given(st.lists(VERSE, min_size=3, max_size=4))
def test_a_unique_word_is_one_that_the_base_does_not_share(forms):
    """A word that is matched with a word of the base is never called unique."""
    found = collate([verse(version) for version in forms])
    for version, states in enumerate(found.states[1:], 1):
        alone = states.count("unique") + states.count("moved")
        assert alone <= len(states) - longest_common(forms[0], forms[version])


@given(st.lists(VERSE, min_size=2, max_size=3))
def test_moved_blocks_read_the_same_and_never_overlap(forms):
    """What has moved stands in the base and in the version, once each."""
    versions = [[Word(0, 0, 1, form * 5) for form in version] for version in forms]
    found = collate(versions)
    taken = set()
    for move in found.moves:
        there, here = versions[0][slice(*move.there)], versions[move.version][slice(*move.here)]
        assert [word.form for word in there] == [word.form for word in here]
        for place in range(*move.here):
            assert (move.version, place) not in taken
            taken.add((move.version, place))
            assert found.states[move.version][place] == "moved"


def test_a_longer_block_that_stands_elsewhere_has_moved():
    """“on April 23” is not unique on either side: it stands at the other end."""
    one, two = said("On April 23, the head of the post notified them."), said("The head notified them on April 23.")
    found = collate([one, two])
    assert [(move.there, move.here) for move in found.moves] == [((0, 3), (4, 7))]
    assert found.states[1][4:7] == ("moved",) * 3


def test_little_words_that_meet_by_chance_have_not_moved():
    """“of the” is everywhere."""
    assert collate([said("of the people go"), said("go people of the")]).moves == ()


def test_words_of_some_versions_are_told_from_those_of_one():
    """Two of three say “villagers”, though the base does not."""
    versions = [said(text) for text in ("the farmers left", "the villagers left", "the villagers fled")]
    assert collate(versions).states == (
        ("shared", "unique", "partly"),
        ("shared", "partly", "partly"),
        ("shared", "partly", "unique"),
    )


# What is compared


INFO = {
    "zh": TextInfo("zh", "zh-Hans", "source"),
    "en": TextInfo("en", "en"),
    "ru": TextInfo("ru", "ru"),
    "en.new": TextInfo("en.new", "en"),
}
DOCUMENT = Document("memo", "Memo", texts=INFO)
PAIRS = [("zh", "en"), ("zh", "ru"), ("zh", "en.new")]


def test_without_a_word_the_language_with_most_versions_is_compared():
    """Through the source, the first version being the base."""
    assert choose(DOCUMENT, PAIRS) == Choice("zh", (Name("en"), Name("en.new")), 0)


def test_versions_without_a_source_are_compared_with_each_other():
    """The text that the other is aligned with gives the rows and takes part."""
    document = Document("ruth", "Ruth", texts={name: INFO[name] for name in ("en", "en.new")})
    found = choose(document, [("en", "en.new")])
    assert (found.pivot, [str(name) for name in found.versions], found.own) == ("en", ["en", "en.new"], True)


def test_the_base_may_be_any_version_and_joins_if_it_was_not_named():
    """A base outside of the versions is compared too."""
    assert choose(DOCUMENT, PAIRS, texts=["en", "ru"], base="ru").base == 1
    assert [str(name) for name in choose(DOCUMENT, PAIRS, texts=["ru"], base="en").versions] == ["en", "ru"]
    assert [str(name) for name in choose(DOCUMENT, PAIRS, base="ru").versions] == ["ru", "en", "en.new"]


def test_a_revision_is_a_version():
    """`en@12` belongs to the history, `en@HEAD~1` to git."""
    found = choose(DOCUMENT, PAIRS, texts=["en", "en@12", "en@HEAD~1"]).versions
    assert [name.is_git for name in found] == [False, False, True]


@pytest.mark.parametrize(
    ("texts", "source", "words"),
    [
        (["xx"], "", "has no text “xx”. It has zh, en, ru, en.new"),
        (["en", "ru"], "en", "hexapla align memo en ru"),
    ],
)
def test_what_is_not_there_or_not_aligned_is_said(texts, source, words):
    """The message says what there is, or how to make it."""
    with pytest.raises(UnknownNameError, match=words):
        choose(DOCUMENT, PAIRS, source, texts)


# Revisions


def text(*lines: str) -> tuple[Segment, ...]:
    """Make the segments of a text."""
    return tuple(Segment(line, number, number, number == 1, number) for number, line in enumerate(lines, 1))


def aligned(source: tuple[Segment, ...], target: tuple[Segment, ...]) -> Alignment:
    """Link two texts one by one."""
    links = tuple(Link(link_id(k), (a,), (b,)) for k, (a, b) in enumerate(zip(source, target, strict=True), 1))
    return Alignment(DOCUMENT, Text(INFO["zh"], source), Text(INFO["en"], target), links)


def test_an_old_alignment_stands_on_the_present_source():
    """Where the source was split since, the same target segment renders both parts; what is new stands alone."""
    old = aligned(text("One. Two.", "Three."), text("Eins. Zwei.", "Drei."))
    now = text("One.", "Two.", "Three.", "Four.")
    found = on_present(old, "source", now)
    assert [([s.text for s in link.source], [s.text for s in link.target]) for link in found] == [
        (["One.", "Two."], ["Eins. Zwei."]),
        (["Three."], ["Drei."]),
        (["Four."], []),
    ]


LINES = st.lists(st.sampled_from(["alpha beta", "gamma delta", "epsilon zeta", "eta theta", "iota"]), max_size=6)


@given(LINES, LINES, LINES)
def test_no_segment_is_lost_or_doubled_on_the_present_source(old, now, target):
    """Whatever happened to the source, each of its segments and each of the version's is in one link, in order."""
    old, target = old[: len(target)], target[: len(old)]
    found = on_present(aligned(text(*old), text(*target)), "source", text(*now))
    assert [s.number for link in found for s in link.source] == [*range(1, len(now) + 1)]
    assert sorted(s.number for link in found for s in link.target) == [*range(1, len(target) + 1)]


@given(LINES, LINES)
def test_an_old_text_is_linked_with_itself(old, now):
    """Each segment of both is in one link."""
    found = of_same_text(text(*old), text(*now))
    assert [s.number for link in found for s in link.source] == [*range(1, len(now) + 1)]
    assert [s.number for link in found for s in link.target] == [*range(1, len(old) + 1)]


# Measures


COUPLES = [("The border was closed at night.", "At night the border was shut."), ("Yes.", "Yes."), ("Only here", "")]


def test_figures_are_those_of_sacrebleu():
    """chrF++ with two words, TER in sacrebleu's default, the base as the reference; nothing where a side is empty."""
    measurer = Measurer("en", "en", EmbeddingCache())
    found = measurer.passages(COUPLES)
    for (base, here), measures in zip(COUPLES[:2], found, strict=False):
        assert measures.chrf == sacrebleu.sentence_chrf(here, [base], word_order=2).score
        assert measures.ter == sacrebleu.sentence_ter(here, [base]).score
    assert found[1].cosine == pytest.approx(1, abs=1e-5)
    assert found[2] == Measures()
    whole = measurer.overall(COUPLES, found)
    bases, heres = [[base for base, _ in COUPLES[:2]]], [here for _, here in COUPLES[:2]]
    assert whole.chrf == sacrebleu.corpus_chrf(heres, bases, word_order=2).score
    assert whole.ter == pytest.approx(sacrebleu.corpus_ter(heres, bases).score)
    assert measurer.signatures()["chrf"].startswith("chrF++|nrefs:1|case:mixed")


def test_a_page_need_not_wait_for_what_takes_long():
    """Without time chrF++ is known and the rest is waiting; what has once been measured is known at once."""
    known = {}
    soon = Measurer("en", "en", EmbeddingCache(), known).passages(COUPLES, seconds=-1)
    assert [(measures.chrf is None, measures.waiting) for measures in soon] == [
        (False, True),
        (False, True),
        (True, False),
    ]
    assert verdict(LONG, Measures(40, waiting=True), "use", alike=0.4, unspaced=False) == "waiting"
    measured = Measurer("en", "en", EmbeddingCache(), known).passages(COUPLES)
    assert Measurer("en", "en", EmbeddingCache(), known).passages(COUPLES, seconds=-1) == measured
    assert not any(measures.waiting for measures in measured)


def test_chinese_is_measured_by_characters():
    """One character of four differs: a quarter of the base would have to be changed."""
    measures = Measurer("zh-Hans", "zh-Hans", EmbeddingCache()).passages([("中苏边界", "中苏边境")])[0]
    assert measures.ter == 25
    assert measures.chrf == sacrebleu.sentence_chrf("中苏边境", ["中苏边界"]).score


def test_across_languages_only_meanings_are_compared():
    """Words of another language cannot be the same; the vectors can be near."""
    measures = Measurer("en", "ru", EmbeddingCache()).passages([("The border is closed.", "Граница закрыта.")])[0]
    assert (measures.chrf, measures.ter) == (None, None)
    assert measures.cosine > 0.6


LONG = "Words enough to tell.", "Words enough, we say."


@pytest.mark.parametrize(
    ("couple", "measures", "alike", "meaning"),
    [
        (LONG, Measures(95, 5, 0.99), 1.0, "same"),
        (LONG, Measures(60, 40, 0.9), 0.8, "close"),
        ((LONG[0] * 2, LONG[1] * 2), Measures(35, 90, 0.8), 0.3, "reworded"),
        ((LONG[0] * 2, LONG[1] * 2), Measures(15, 110, 0.2), 0.1, "check"),
        (("Appendix I", "Annex 1"), Measures(6, 100, 0.4), 0.0, "short"),
        ((LONG[0], ""), Measures(), None, "missing"),
        (("", LONG[1]), Measures(), None, "added"),
        (("", ""), Measures(), None, "nothing"),
        (LONG, Measures(None, None, 0.9), None, "foreign"),
    ],
)
def test_each_passage_is_judged_by_rule(couple, measures, alike, meaning):
    """The rules of docs/collation.md, one case each."""
    assert verdict(couple, measures, "use", alike=alike, unspaced=False) == meaning


# Rows, in a workspace


ZH = ["坏人会加以利用。", "中苏两国是兄弟国家。", "没有采取行动。"]
OLD = ["Evildoers will take advantage.", "China and the Soviet Union are sister nations.", "They did not act."]
NEW = ["Bad elements will take advantage. And more.", "China and the Soviet Union are fraternal countries."]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A source with two English versions, one of which joins nothing and lacks the last sentence, and a Russian one."""
    folder = tmp_path_factory.mktemp("versions")
    texts = {"zh-Hans": ZH, "en": OLD, "en.new": NEW, "ru": ["Раз.", "Два.", "Три."]}
    one = [(1, 1)] * 3
    alignments = {"zh-Hans--en": one, "zh-Hans--en.new": [(1, 1), (1, 1), (1, 0)], "zh-Hans--ru": one}
    make_workspace(folder, texts, alignments)
    with closing(Workspace(folder)) as found:
        yield found


ASKED = Asked("zh-Hans", ("en", "en.new"))


def test_pieces_put_together_are_the_text(workspace):
    """Nothing of a segment is lost between marks."""
    found = workspace.collation.compare("memo", Asked("zh-Hans", ("en", "en.new", "ru")))
    for row in found.rows:
        for at, cell in enumerate(row.cells):
            put_together = ["".join(piece.text for piece in line) for line in describing.pieces(row, at)]
            assert put_together == [segment.text for segment in cell.segments]


def test_a_version_that_lacks_a_passage_says_so(workspace):
    """The row is there, the cell is empty, and nothing is measured."""
    row = workspace.collation.overview("memo", ASKED, Part())["rows"][2]
    assert row["cells"][1]["segments"] == []
    assert (row["cells"][1]["verdict"], row["cells"][1]["chrf"]) == ("missing", None)


def test_a_version_in_another_language_is_shown_but_not_compared_word_for_word(workspace):
    """It has no marks and no share of common words."""
    found = workspace.collation.overview("memo", Asked("zh-Hans", ("en", "ru")), Part())
    assert [version["compared"] for version in found["versions"]] == [True, False]
    assert found["rows"][0]["cells"][1]["segments"] == [[["", "Раз.", 0]]]
    assert found["rows"][0]["cells"][1]["verdict"] == "foreign"


def test_parts_of_a_document_follow_each_other(workspace):
    """One row at a time; only what differs, where that is asked for."""
    first = workspace.collation.overview("memo", ASKED, Part(1, 1))
    second = workspace.collation.overview("memo", ASKED, Part(first["next"], 1))
    assert [row["number"] for row in (*first["rows"], *second["rows"])] == [1, 2]
    assert (first["previous"], second["previous"]) == (None, 1)
    same = Asked("zh-Hans", ("en", "en@0"))
    assert workspace.collation.overview("memo", same, Part(differing=True))["rows"] == []


def test_a_text_can_be_compared_with_its_own_past(tmp_path):
    """After an edit the revision before it is another version of the same text; only the edited words differ."""
    make_workspace(tmp_path, {"zh-Hans": ZH, "en": OLD}, {"zh-Hans--en": [(1, 1)] * 3})
    with closing(Workspace(tmp_path)) as here:
        segment = here.alignment("memo", "zh-Hans--en").links[1].target[0].id
        edit = {"op": "edit_text", "segment": segment, "text": OLD[1].replace("sister", "brother")}
        here.edit("memo", "zh-Hans--en", edit, revision=None, author="A. Reader")
        found = here.collation.overview("memo", Asked(texts=("en", "en@0")), Part(differing=True))
    assert [row["number"] for row in found["rows"]] == [2]
    unique = [
        [piece[1] for line in cell["segments"] for piece in line if piece[0] == "unique"]
        for cell in found["rows"][0]["cells"]
    ]
    assert unique == [["brother"], ["sister"]]


@pytest.mark.parametrize("revision", ["--output=stolen", "nowhere", "HEAD:memo", "git:"])
def test_a_revision_that_git_does_not_know_is_refused(workspace, revision):
    """Whatever is named, git takes it for a revision and for nothing else."""
    with pytest.raises(UnknownNameError, match="git has no"):
        workspace.collation.compare("memo", Asked("zh-Hans", ("en", f"en@{revision}")))


# Through the source


def linked(pairs: dict[tuple[int, int], tuple[int, int]], tier: str = "solid") -> WordLinks:
    """Make word links of stretches of a source segment and of a target segment."""
    source, target = sorted(pairs), sorted(set(pairs.values()))
    return WordLinks(
        tuple(Span(0, *stretch) for stretch in source),
        tuple(Span(0, *stretch) for stretch in target),
        tuple(Pair(i, target.index(pairs[stretch]), 0.9, tier) for i, stretch in enumerate(source)),
    )


def test_what_renders_the_same_source_words_stands_together():
    """不法分子 is one term, since one version renders both its words by one; no diff could find that."""
    zh, one, two = text("不法分子来了"), text("Lawbreakers came"), text("lawless elements arrived")
    versions = [Version(Name(n), INFO["en"], aligned(zh, t).links, "source", n) for n, t in (("a", one), ("b", two))]
    found = rows(zh, versions, 0, Ignore())
    known = [
        {"L0001": linked({(0, 2): (0, 11), (2, 4): (0, 11), (4, 5): (12, 16)})},
        {"L0001": linked({(0, 2): (0, 7), (2, 4): (8, 16), (4, 5): (17, 24)}, "dotted")},
    ]
    terms, left = through.terms(found, versions, "zh-Hans", lambda at, _: known[at])
    assert left == 0
    assert [(term.words, [list(term.counts(at)) for at in (0, 1)]) for term in terms] == [
        ("不法分子", [["Lawbreakers"], ["lawless elements"]])
    ]
    assert terms[0].differs((0, 1))
    asked, left = through.occurrences(found, versions, "来", lambda at, _: known[at])
    assert left == 0
    assert [rendering.words for rendering in asked.occurrences[0].renderings] == ["came", "arrived"]


def test_a_page_need_not_wait_for_words_either(workspace):
    """Without time no row is looked at, and the answer says how many are waiting."""
    found = workspace.collation.compare("memo", ASKED)
    assert workspace.collation.terms(found, "", Part(), 10, seconds=-1)["waiting"] == 3
    assert workspace.collation.terms(found, "行动", Part(), 10, seconds=-1)["waiting"] == 1
    assert workspace.collation.terms(found, "", Part(), 10)["waiting"] == 0


def test_words_that_nothing_renders_are_said_to_be_missing(workspace):
    """A term that the source has, in a row that a version lacks."""
    found = workspace.collation.compare("memo", ASKED)
    term = workspace.collation.terms(found, "行动", Part(), 10)["terms"][0]
    assert term["count"] == 1
    assert term["versions"][1]["renderings"] == []
    assert workspace.collation.terms(found, "冰川", Part(), 10)["terms"][0]["count"] == 0


def test_without_a_source_nothing_can_be_compared_through_it(workspace):
    """The message says what would be needed."""
    found = workspace.collation.compare("memo", Asked("en", ("en",)))
    with pytest.raises(BadOptionError, match="name a text that all of them are aligned with"):
        workspace.collation.terms(found, "", Part(), 10)


# Files


TEXTS = st.lists(st.text(st.sampled_from("abc A,.[]« 中文-"), min_size=1, max_size=30).map(str.strip), max_size=3)


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=2, max_size=3))
def test_every_witness_can_be_read_out_of_the_apparatus(versions):
    """Taking one witness's readings gives its text back, letter by letter."""
    lines = [[line for line in version if line] for version in versions]
    own = text("source")
    loaded = tuple(
        Version(Name(f"v{at}"), INFO["en"], (Link("L0001", own, text(*some)),), "source", "a")
        for at, some in enumerate(lines)
    )
    collation = _collation(own, loaded)
    root = etree.fromstring(apparatus(collation, {}))
    for at in range(len(lines)):
        read = [_read(passage, f"#w{at}") for passage in root.iter(f"{TEI}ab")]
        assert read == [collation.words(row, at) for row in collation.rows]


def _collation(own, loaded):
    from hexapla.collation import Collation

    found = tuple(rows(own, loaded, 0, Ignore()))
    choice = Choice("zh", tuple(version.name for version in loaded), 0)
    return Collation(DOCUMENT, Text(INFO["zh"], own), choice, loaded, Ignore(), found, ())


def _read(passage, witness):
    words = passage.text or ""
    for entry in passage:
        words += "".join(rdg.text or "" for rdg in entry if witness in rdg.get("wit").split()) + (entry.tail or "")
    return words


def test_the_table_has_a_row_for_each_passage(workspace):
    """Source, versions, and for each but the base its figures and what they mean."""
    content, suffix, _ = workspace.collation.export("memo", ASKED, "tsv")
    lines = [line.split("\t") for line in content.decode().splitlines()]
    assert suffix == ".tsv"
    assert lines[0][:4] == ["passage", "zh-Hans", "en", "en.new"]
    assert lines[0][4:] == [f"en.new: {name}" for name in ("words in common", "chrF++", "TER", "cosine", "verdict")]
    assert [line[0] for line in lines[1:]] == ["1", "2", "3"]
    assert lines[3][4:] == ["0.000", "", "", "", "missing"]


def test_a_version_cannot_bring_a_formula_into_a_spreadsheet(tmp_path):
    """Fields that a spreadsheet would run are quoted, as in every table."""
    make_workspace(tmp_path, {"zh-Hans": ["一"], "en": ["=1+1"]}, {"zh-Hans--en": [(1, 1)]})
    with closing(Workspace(tmp_path)) as here:
        found = here.collation.compare("memo", Asked("zh-Hans", ("en",)))
    assert table(found, {}).decode().splitlines()[1] == "1\t一\t'=1+1"
