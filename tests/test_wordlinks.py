"""Word links: words go with their counterparts, are kept, and are as people corrected them."""

import subprocess
from dataclasses import replace

import pytest
from samples import make_workspace

from hexapla.model import content_hash
from hexapla.store import Key, words
from hexapla.wordlinks import Span, WordLinks, counterparts, dictionary, record
from hexapla.wordlinks.correcting import corrected
from hexapla.wordlinks.finding import find
from hexapla.wordlinks.reading import reader
from hexapla.wordlinks.record import Decision
from hexapla.wordlinks.units import words_of
from hexapla.wordlinks.values import Pair
from hexapla.workspace import Workspace

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
KEY = Key("memo", "zh-Hans", "en")
TEXTS = {
    "zh-Hans": ["中国边民返回了。", "他们没有采取任何行动。", "他们走了。"],
    "en": ["The Chinese border residents returned.", "They did not take any action.", "They left."],
}


@pytest.fixture
def workspace(tmp_path):
    """Open three links of Chinese and English."""
    workspace = Workspace(make_workspace(tmp_path, TEXTS, {"zh-Hans--en": [(1, 1)] * 3}))
    workspace.refresh("memo")
    yield workspace
    workspace.close()


def found(source: str | tuple[str, ...], target: str | tuple[str, ...], *tags: str) -> dict[str, set[str]]:
    """Return which words of the target go with each word of the source."""
    sides = [(side,) if isinstance(side, str) else side for side in (source, target)]
    links = find(reader(), (sides[0], sides[1]), (tags[0], tags[1]), lambda *_: None)
    pairs: dict[str, set[str]] = {}
    for pair in links.pairs:
        assert 0 < pair.score <= 1
        word, other = links.source[pair.source], links.target[pair.target]
        word, other = sides[0][word.segment][word.start : word.end], sides[1][other.segment][other.start : other.end]
        pairs.setdefault(word, set()).add(other)
    return pairs


@pytest.mark.parametrize(
    ("source", "target", "tags", "expected"),
    [
        (
            "中国居民返回了。",
            "The Chinese residents returned.",
            ("zh-Hans", "en"),
            {"中国": "Chinese", "居民": "residents"},
        ),
        ("中國居民返回了。", "The Chinese residents returned.", ("zh-Hant", "en"), {"居民": "residents"}),
        ("Жители вернулись домой.", "The residents returned home.", ("ru", "en"), {"Жители": "residents"}),
        ("لكل فرد الحق في الحياة", "Everyone has the right to life", ("ar", "en"), {"الحياة": "life", "الحق": "right"}),
        ("The right to life.", "生命的权利。", ("en", "zh-Hans"), {"life": "生命", "right": "权利"}),
        ("L’homme est né libre.", "Man is born free.", ("fr", "en"), {"homme": "Man", "libre": "free"}),
        (("𠮷！", "中国。"), "𝔸 China.", ("zh-Hans", "en"), {"中国": "China"}),
    ],
)
def test_words_go_with_their_counterparts(source, target, tags, expected):
    """In several scripts and directions, over several segments, after characters beyond the basic plane."""
    pairs = found(source, target, *tags)
    assert {word: other for word, other in expected.items() if other in pairs.get(word, set())} == expected


def test_the_same_words_twice_keep_to_their_places():
    """Where a word is repeated, the first goes with the first and the second with the second."""
    links = find(
        reader(),
        (("中国政府和苏联政府",), ("the Chinese Government and the Soviet Government",)),
        ("zh-Hans", "en"),
        lambda *_: None,
    )
    places = {links.source[p.source].start: links.target[p.target].start for p in links.pairs}
    assert (places[2], places[7]) == (12, 38)


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("边民携带农具非法出境", "zh-Hans", "边民 携带 农具 非法 出境"),
        ("约两万名居民", "zh-Hans", "约 两万 名 居民"),
        ("采取有效措施", "zh-Hans", "采取 有效 措施"),
        ("China's well-known people’s", "en", "China 's well-known people ’s"),
        ("L’homme d'État", "fr", "L’ homme d' État"),
        ("1,000 м² — кое-как", "ru", "1,000 м² кое-как"),
    ],
)
def test_words_are_what_a_reader_takes_for_words(text, tag, expected):
    """Chinese is cut into whole words, possessives and elisions stand alone, marks are no words."""
    encoder = reader()._encoder  # noqa: SLF001 - the pieces are the model's
    places = words_of(text, tag, encoder.places(text), dictionary.load(), encoder.weight)
    assert " ".join(text[start:end] for start, end in places) == expected


def test_without_the_dictionary_chinese_is_linked_all_the_same(monkeypatch):
    """Its package is an extra: the model's pieces are the words then."""
    monkeypatch.setattr(dictionary, "load", lambda: None)
    assert "residents" in found("中国居民返回了。", "The Chinese residents returned.", "zh-Hans", "en")["居民"]


def test_a_language_that_the_model_does_not_know_and_an_empty_side_have_no_pairs(tmp_path):
    """Rather none than a wrong one."""
    texts = {"zu": ["Sawubona.", "Yebo."], "en": ["Hello."]}
    workspace = Workspace(make_workspace(tmp_path, texts, {"zu--en": [(1, 1), (1, 0)]}))
    workspace.refresh("memo")
    links = workspace.wordlinks.named(Key("memo", "zu", "en"), ["L0001", "L0002"])
    workspace.close()
    assert links == {"L0001": WordLinks(), "L0002": WordLinks()}


# Counterparts


def linked(*pairs: tuple[int, int, float, str]) -> WordLinks:
    """Make word links of five words on each side, two code points long each."""
    spans = tuple(Span(0, 3 * k, 3 * k + 2) for k in range(5))
    return WordLinks(spans, spans, tuple(Pair(i, j, score, tier, ("encoder",)) for i, j, score, tier in pairs))


def test_of_sure_and_possible_counterparts_only_the_sure_are_answered():
    """In the order of the text; where nothing is sure, what may be."""
    links = linked((0, 2, 0.97, "solid"), (0, 1, 0.95, "solid"), (0, 4, 0.5, "dotted"), (1, 3, 0.6, "dotted"))
    assert counterparts(links, "source", Span(0, 0, 2)).spans == (Span(0, 3, 5), Span(0, 6, 8))
    maybe = counterparts(links, "source", Span(0, 3, 5))
    assert (maybe.tier, maybe.spans, maybe.methods) == ("dotted", (Span(0, 9, 11),), ("encoder",))
    assert counterparts(links, "target", Span(0, 0, 2)).tier == "none"


def test_each_character_of_a_compound_has_its_own_counterpart():
    """天 of 天地 is heaven, not heaven and earth."""
    links = linked((0, 0, 0.95, "solid"), (0, 2, 0.95, "solid"))
    assert counterparts(links, "source", Span(0, 0, 1)).spans == (Span(0, 0, 2),)
    assert counterparts(links, "source", Span(0, 1, 2)).spans == (Span(0, 6, 8),)


def test_a_counterpart_that_goes_better_with_another_word_is_not_shown():
    """Unless a person paired it."""
    links = linked((0, 1, 0.8, "solid"), (1, 1, 0.97, "solid"))
    assert counterparts(links, "source", Span(0, 0, 2)).tier == "none"
    assert counterparts(links, "source", Span(0, 3, 5)).spans == (Span(0, 3, 5),)
    assert counterparts(links, "source", Span(0, 0, 5)).spans == (Span(0, 3, 5),)
    by_hand = replace(links, pairs=(replace(links.pairs[0], corrected_by="Li"), links.pairs[1]))
    assert counterparts(by_hand, "source", Span(0, 0, 2)).tier == "solid"


# Keeping


def test_what_was_found_is_kept_and_an_edit_asks_for_its_own_link_only(workspace):
    """By the words that it was found in: undo finds it again."""
    before = workspace.wordlinks.named(KEY, ["L0001", "L0002", "L0003"])
    marked = "[[],[],[]]"
    version = workspace.wordlinks.version(("zh-Hans", "en"))
    with workspace.store.database.reading() as connection:
        names = connection.exec_driver_sql("SELECT hash FROM word_links").scalars().all()
    words.keep(workspace.store.database, dict.fromkeys(names, marked), version)
    assert set(workspace.wordlinks.named(KEY, ["L0001", "L0002"]).values()) == {WordLinks()}
    segment = workspace.store.page(KEY).links[0].target[0].id
    workspace.edit(
        "memo", KEY.name, {"op": "edit_text", "segment": segment, "text": "The residents returned."}, revision=0
    )
    after = workspace.wordlinks.named(KEY, ["L0001", "L0002"])
    assert (bool(after["L0001"].pairs), after["L0002"]) == (True, WordLinks())
    workspace.undo("memo", KEY.name, revision=1)
    assert workspace.wordlinks.named(KEY, ["L0001"])["L0001"] == WordLinks()
    assert all(links.pairs for links in before.values())


def test_all_links_are_found_in_the_background_and_what_is_gone_is_dropped(workspace):
    """With its progress; edited words leave nothing behind."""
    assert workspace.wordlinks.fill() == 3
    segment = workspace.store.page(KEY).links[2].target[0].id
    workspace.edit("memo", KEY.name, {"op": "edit_text", "segment": segment, "text": "They went away."}, revision=0)
    workspace.wordlinks.start()
    workspace.wordlinks._thread.join()  # noqa: SLF001 - it ends by itself
    progress = workspace.wordlinks.progress()
    assert (progress.done, progress.total, progress.running) == (3, 3, False)
    with workspace.store.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM word_links").scalar() == 3


def test_enough_links_teach_which_words_go_together(tmp_path, monkeypatch):
    """The workspace's own words, in either direction; what was learned is kept in a file."""
    monkeypatch.setattr("hexapla.wordlinks.learning.ENOUGH", 8)
    zh = [f"{one}同志{end}。" for one in "王李张陈" for end in ("来了", "走了")]
    en = [f"Comrade {one} {end}." for one in ("Wang", "Li", "Zhang", "Chen") for end in ("came", "left")]
    root = make_workspace(tmp_path, {"zh-Hans": zh, "en": en}, {"zh-Hans--en": [(1, 1)] * 8})
    workspace = Workspace(root)
    workspace.refresh("memo")
    lessons = workspace.wordlinks._lessons  # noqa: SLF001 - the background learns
    lessons.learn()
    scores = lessons.learned("zh", "en").scores(("王", "张"), ("wang", "zhang"))
    assert scores[0, 0] > scores[0, 1]
    assert (lessons.learned("en-GB", "zh-Hans").scores(("wang", "zhang"), ("王", "张")) == scores.T).all()
    again = Workspace(root)
    assert again.wordlinks.version(("zh-Hans", "en")) == workspace.wordlinks.version(("zh-Hans", "en"))
    workspace.close()
    again.close()


# Correcting


def decide(workspace, source: str, target: str, link: str = "L0001", by: str = "Li") -> set[tuple[str, str, str]]:
    """Pair or part two words of a link; return its pairs as (source, target, by)."""
    one, links = workspace.wordlinks.look(KEY, link)
    texts = one.source[0].text, one.target[0].text
    places = tuple(
        Span(0, text.index(word), text.index(word) + len(word))
        for text, word in zip(texts, (source, target), strict=True)
    )
    links = workspace.wordlinks.correct(KEY, one, places, by)
    spans = ((links.source[p.source], links.target[p.target], p.corrected_by) for p in links.pairs)
    return {(texts[0][a.start : a.end], texts[1][b.start : b.end], by) for a, b, by in spans}


def test_a_person_pairs_and_parts_words_and_takes_it_back(workspace):
    """What a person paired is sure and theirs; doing it once more leaves things as they were."""
    path = workspace.wordlinks.path(KEY)
    machine = decide(workspace, "边民", "returned", by="Li") - {("边民", "returned", "Li")}
    assert ("边民", "returned", "Li") not in machine
    assert "L0001" in path.read_text(encoding="utf-8")
    assert decide(workspace, "边民", "returned") == machine
    assert not path.exists()
    pair = next((a, b) for a, b, _ in machine if a == "边民")
    assert (*pair, "") not in decide(workspace, *pair)
    assert decide(workspace, *pair) == machine


def test_decisions_survive_the_loss_of_the_working_copy_and_come_back_with_undo(workspace, tmp_path):
    """They are a file; they hold for the words they were made of, and for no others."""
    decide(workspace, "中国", "returned")
    segment = workspace.store.page(KEY).links[0].target[0].id
    edit = {"op": "edit_text", "segment": segment, "text": "The Chinese border residents returned home."}
    workspace.edit("memo", KEY.name, edit, revision=0)
    assert not any(p.corrected_by for p in workspace.wordlinks.named(KEY, ["L0001"])["L0001"].pairs)
    workspace.undo("memo", KEY.name, revision=1)
    assert any(p.corrected_by for p in workspace.wordlinks.named(KEY, ["L0001"])["L0001"].pairs)
    workspace.close()
    for path in sorted((tmp_path / ".hexapla").glob("workspace.db*")):
        path.unlink()
    again = Workspace(tmp_path)
    again.refresh("memo")
    assert any(p.corrected_by == "Li" for p in again.wordlinks.named(KEY, ["L0001"])["L0001"].pairs)
    again.close()


DECISION = Decision(
    "L0007", "0123456789abcdef", True, Span(0, 3, 5), "边\t民", Span(1, 0, 4), "border", "Li", "2026-11-24T09:00:00Z"
)  # fmt: skip


def test_the_file_is_the_same_for_the_same_decisions_and_reads_back(tmp_path):
    """Sorted by link and place; tabs within words do no harm."""
    path = tmp_path / "zh-Hans--en.words.tsv"
    some = [DECISION, replace(DECISION, link="L0012", together=False), replace(DECISION, source=Span(0, 0, 1))]
    record.write(path, some)
    first = path.read_bytes()
    record.write(path, some[::-1])
    assert path.read_bytes() == first
    found = sorted((one.link, one.source.start, one.together) for one in record.read(path))
    assert found == [("L0007", 0, True), ("L0007", 3, True), ("L0012", 3, False)]


def test_after_a_merge_the_newest_decision_about_the_same_words_holds(tmp_path):
    """Both lines stand in the file until somebody writes it anew."""
    path = tmp_path / "zh-Hans--en.words.tsv"
    record.write(path, [DECISION])
    later = tmp_path / "later.tsv"
    record.write(later, [replace(DECISION, together=False, by="Wang", when="2026-11-25T09:00:00Z")])
    path.write_text(path.read_text() + later.read_text().splitlines()[1] + "\n", encoding="utf-8")
    assert [one.by for one in record.read(path)] == ["Wang"]


def test_git_merges_the_decisions_of_two_branches(tmp_path):
    """Both hold afterwards, and the file is whole."""
    Workspace.init(tmp_path).close()
    path = tmp_path / "alignments" / "memo" / "zh-Hans--en.words.tsv"

    def git(*words: str) -> None:
        identity = ("-c", "user.name=Li", "-c", "user.email=li@example.org")
        command = ["git", *identity, *words]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)  # noqa: S603

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "Begin")
    for branch, link in (("mine", "L0001"), ("theirs", "L0002")):
        git("checkout", "-b", branch, "main")
        record.write(path, [replace(DECISION, link=link, by=branch)])
        git("add", ".")
        git("commit", "-m", branch)
    git("merge", "mine", "-m", "Merge")
    assert {(one.link, one.by) for one in record.read(path)} == {("L0001", "mine"), ("L0002", "theirs")}


def test_closing_the_workspace_stops_the_background(tmp_path):
    """After the links in hand; what it has found is kept for next time."""
    texts = {"zh-Hans": TEXTS["zh-Hans"] * 30, "en": TEXTS["en"] * 30}
    workspace = Workspace(make_workspace(tmp_path, texts, {"zh-Hans--en": [(3, 3)] * 30}))
    workspace.refresh("memo")
    workspace.wordlinks.start()
    workspace.close()
    progress = workspace.wordlinks.progress()
    assert (progress.running, progress.done < 30) == (False, True)


def test_decisions_apply_to_the_words_they_overlap_where_words_are_cut_otherwise():
    """As after the dictionary was installed."""
    links = linked((1, 1, 0.9, "solid"))
    joined = replace(DECISION, source=Span(0, 0, 5), target=Span(0, 3, 5))
    assert {(p.source, p.target) for p in corrected(links, [joined]).pairs} == {(0, 1), (1, 1)}
    assert corrected(links, [replace(joined, together=False)]).pairs == ()


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        (0, "", "names no link"),
        (1, "xyz", "no hash"),
        (2, "?", "must be + or -"),
        (3, "0:5-3", "is no place"),
        (8, "yesterday", "is no time"),
        (8, "2026-11-24T09:00:00Z\textra", "10 columns, not 9"),
    ],
)
def test_check_names_the_broken_lines_of_the_file(workspace, column, value, told):
    """With file and line; the other lines still hold."""
    decide(workspace, "中国", "returned")
    path = workspace.wordlinks.path(KEY)
    head, line = path.read_text(encoding="utf-8").splitlines()
    cells = line.split("\t")
    cells[column] = value
    path.write_text("\n".join([head, "\t".join(cells), line]) + "\n", encoding="utf-8")
    problems = [problem for problem in workspace.check() if ".words.tsv" in problem]
    assert len(problems) == 1
    assert problems[0].startswith("alignments/memo/zh-Hans--en.words.tsv:2: ")
    assert told in problems[0]
    assert any(p.corrected_by for p in workspace.wordlinks.named(KEY, ["L0001"])["L0001"].pairs)


def test_check_names_a_file_of_decisions_without_an_alignment(workspace):
    """It would be forgotten otherwise."""
    path = workspace.wordlinks.path(Key("memo", "en", "ru"))
    record.write(path, [DECISION])
    assert any(path.name in problem and "no alignment" in problem for problem in workspace.check())


def test_decisions_are_in_the_texts_hash_of_the_link(workspace):
    """So that they are found by whatever knows the link's words."""
    decide(workspace, "中国", "returned")
    link = workspace.store.page(KEY).links[0]
    assert record.read(workspace.wordlinks.path(KEY))[0].hash == content_hash(link)
