"""The gold for words: annotations that name what is there, cover their texts, and are scored as the README says."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bench.gold import FOLDER, Hit, alignment_error_rate, hits, is_right, pairs, project, renderings
from bench.gold.agreement import agreement, second
from bench.gold.aligned import resolve
from bench.gold.blocks import Block, Head, read
from bench.gold.phrases import AnnotationError, find
from hexapla.wordlinks import Span

ROOT = Path(__file__).parents[1]
WORDS = ["freedom", "and", "peace", "and", "the", "whole", "world"]
HEAD = Head("verse.txt", "zh-Hans", "en")
FILES = sorted(FOLDER.glob("pairs/*.txt"))
PAIRS = [pair for languages in sorted({read(file)[0].languages for file in FILES}) for pair in pairs(*languages)]
HITS = hits()
README = (FOLDER / "README.md").read_text(encoding="utf-8")


def verse(zh: str, *lines: str) -> Block:
    """A block of one verse with these annotations."""
    texts = {"zh-Hans": [zh], "en": ["In the beginning God created the heaven and the earth."]}
    return Block("1:1", texts, [(n, *line.split(" = ")) for n, line in enumerate(lines, 1)])


def letters(segments: tuple[str, ...], spans: tuple[Span, ...]) -> list[tuple[int, int]]:
    """The places of the letters and digits that spans cover, one entry each time that one is covered."""
    return sorted(
        (span.segment, at)
        for span in spans
        for at in range(span.start, span.end)
        if segments[span.segment][at].isalnum()
    )


def test_a_phrase_is_found_by_its_words():
    """Round brackets set apart what belongs only possibly."""
    named = find("the (whole) world", WORDS)
    assert (named.core, named.possible) == ((4, 6), {5})


def test_a_repeated_word_is_told_by_its_neighbours_or_by_number():
    """Square brackets name neighbours that are not part of the phrase; a number names the occurrence."""
    assert find("[peace] and", WORDS).all == find("and /2", WORDS).all == (3,)


def test_phrases_that_stand_apart_are_joined_by_a_plus():
    """Both parts count."""
    assert find("freedom + world", WORDS).all == (0, 6)


@pytest.mark.parametrize("annotation", ["and", "and /3", "war", "[peace]", "the + the"])
def test_what_is_ambiguous_or_missing_is_refused(annotation):
    """An annotation names one place or none is taken."""
    with pytest.raises(AnnotationError):
        find(annotation, WORDS)


def test_lines_become_sure_and_possible_links():
    """What stands in round brackets is linked possibly, the rest surely."""
    rest = ("创造 = created", "天 = (the) heaven", "地 = earth")
    pair = resolve(HEAD, verse("起初 ， 神 创造 天 地 。", "起初 = In (the) beginning", "神 = God", *rest), "test")
    assert pair.pharaoh == "0-0 0?1 0-2 1-3 2-4 3?5 3-6 4-9"
    assert pair.left == ("起初，神创造天地。",)


@pytest.mark.parametrize(
    ("zh", "lines", "said"),
    [
        ("起初 神 创造 天 地", ["神 = God"], "nothing is said of “起初”"),
        ("神 创造", ["神 = God", "创造 = created", "- = In the beginning"], "nothing is said of “heaven”"),
        ("神 创造", ["神 = God", "神 = God"], "line 2 .*linked already"),
        ("众神 创造", ["神 = God"], "does not keep to the words"),
    ],
)
def test_mistakes_are_told_with_their_place(zh, lines, said):
    """A forgotten word, a link made twice, and a phrase that cuts a word in two are refused."""
    with pytest.raises(AnnotationError, match=said):
        resolve(HEAD, verse(zh, *lines), "test")


def test_a_cut_that_changes_the_text_is_refused():
    """The words of a sample text cover its characters exactly."""
    head = Head("some.txt", "zh-Hans", "en", "1962-04-24-memorandum/zh-Hans--en")
    with pytest.raises(AnnotationError, match="do not cover"):
        resolve(head, Block("L0014", {"zh-Hans": ["中苏 两国 是 姐妹 国家 。"]}, []), "test")


def test_the_chinese_genitive_may_go_with_of():
    """Where *of* goes possibly with a neighbour of 的, it goes possibly with 的."""
    pair = next(pair for pair in PAIRS if pair.name == "udhr.zh-Hans--en L0003")
    words = [pair.left[word.segment][word.start : word.end] for word in pair.left_words]
    last = max(place for place, word in enumerate(words) if word == "的")
    assert [j for i, j in pair.possible - pair.sure if i == last] == [23]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_words_cover_every_letter_once_and_links_name_words(pair):
    """No letter or digit is outside of a word or in two; sure links are possible, too; no index leaves its side."""
    for segments, words in ((pair.left, pair.left_words), (pair.right, pair.right_words)):
        whole = tuple(Span(number, 0, len(text)) for number, text in enumerate(segments))
        assert letters(segments, words) == letters(segments, whole)
    assert pair.sure <= pair.possible
    assert all(0 <= i < len(pair.left_words) and 0 <= j < len(pair.right_words) for i, j in pair.possible)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_words_of_sample_documents_are_their_texts(file):
    """What is cut into words by hand is, blanks aside, a line of the corpus."""
    head, blocks = read(file)
    if not head.alignment:
        assert all(block.texts.keys() == set(head.languages) for block in blocks)
        return
    folder = ROOT / "corpus" / head.alignment.partition("/")[0]
    for block in blocks:
        for tag, lines in block.texts.items():
            known = (folder / f"{tag}.txt").read_text(encoding="utf-8").splitlines()
            assert {line.replace(" ", "") for line in lines} <= set(known), block.name


def test_half_of_the_pairs_are_kept_for_the_test():
    """Every other pair, and every other hit, is for development."""
    for items in (pairs(), HITS):
        parts = Counter(item.part for item in items)
        assert abs(parts["development"] - parts["test"]) <= 1


def test_the_gold_itself_makes_no_error_and_nothing_found_is_all_error():
    """The alignment error rate goes from 0 to 1; possible links cost nothing."""
    gold = pairs()
    assert alignment_error_rate((pair, pair.sure) for pair in gold) == 0
    assert alignment_error_rate((pair, pair.possible) for pair in gold) == 0
    assert alignment_error_rate((pair, frozenset()) for pair in gold) == 1


def test_words_cut_otherwise_are_projected_onto_the_gold_words():
    """A system's word that covers two gold words links both."""
    pair = next(pair for pair in PAIRS if pair.name == "memorandum.zh-Hans--en L0014")
    both = Span(0, pair.left_words[0].start, pair.left_words[1].end)
    assert project(pair, [(both, pair.right_words[0])]) == {(0, 0), (1, 0)}


def searched(one: Hit) -> str:
    """The Chinese word of a hit."""
    return "".join(one.segments[span.segment][span.start : span.end] for span in one.hit)


def hit(word: str) -> Hit:
    """The first hit of a Chinese word."""
    return next(one for one in HITS if searched(one) == word)


def shown(one: Hit, words: str) -> list[Span]:
    """The place of some words on the other side of a hit."""
    number, start = next((n, text.index(words)) for n, text in enumerate(one.others) if words in text)
    return [Span(number, start, start + len(words))]


@pytest.mark.parametrize("words", ["trucks", "trucks "])
def test_what_touches_the_core_inside_of_the_maximal_span_is_right(words):
    """Blanks and punctuation count for nothing."""
    assert is_right(hit("卡车"), shown(hit("卡车"), words))


@pytest.mark.parametrize("words", ["fence", "wire", "the wire fence"])
def test_a_part_of_the_core_or_the_maximal_span_is_right(words):
    """From one word of the core to all that may go with it."""
    assert is_right(hit("铁丝网"), shown(hit("铁丝网"), words))


@pytest.mark.parametrize("words", ["the", "gaps opened in the wire fence"])
def test_what_misses_the_core_or_leaves_the_maximal_span_is_wrong(words):
    """An article alone is no counterpart, nor is half of the sentence."""
    assert not is_right(hit("铁丝网"), shown(hit("铁丝网"), words))


def test_nothing_may_be_shown_for_what_the_translation_leaves_out():
    """Anything shown for such a word is wrong."""
    left_out = hit("因为")
    assert not left_out.core
    assert not is_right(left_out, shown(left_out, "Everyone"))


@pytest.mark.parametrize("one", HITS, ids=lambda one: one.name)
def test_every_hit_and_counterpart_is_in_its_texts(one):
    """Spans are inside of their segments, the core inside of the maximal span."""
    assert one.hit
    assert set(one.core) <= set(one.maximal)
    for segments, spans in ((one.segments, one.hit), (one.others, one.maximal)):
        assert all(segments[span.segment][span.start : span.end].strip() for span in spans)


def test_the_readme_counts_the_hits():
    """Its table gives the hits of each direction, and those that the translation leaves out."""
    rows = re.findall(r"^\| hits (\S+) \| (\d+) \| (\d+) \|", README, re.MULTILINE)
    every = Counter("–".join(one.languages) for one in HITS)
    alone = Counter("–".join(one.languages) for one in HITS if not one.core)
    assert {way: (int(count), int(none)) for way, count, none in rows} == {
        way: (every[way], alone[way]) for way in every
    }


def test_the_readme_counts_the_pairs():
    """Its table gives the pairs of each file and their links."""
    rows = re.findall(r"^\| `(\S+)` \| (\d+) \| (\d+) \| (\d+) \|", README, re.MULTILINE)
    files = {file.stem: [pair for pair in PAIRS if pair.name.startswith(f"{file.stem} ")] for file in FILES}
    assert {name: tuple(map(int, figures)) for name, *figures in rows} == {
        name: (len(found), sum(len(p.sure) for p in found), sum(len(p.possible - p.sure) for p in found))
        for name, found in files.items()
    }


def test_the_list_of_renderings_has_every_place_of_its_terms():
    """Each term of the list stands in the memorandum as often as rows tell of it, in English and in Russian."""
    folder = ROOT / "corpus" / "1962-04-24-memorandum"
    text = (folder / "zh-Hans.txt").read_text(encoding="utf-8")
    listed = Counter((one.languages[1], searched(one)) for one in renderings())
    assert len({term for _, term in listed}) >= 10
    assert all(count == text.count(term) for (_, term), count in listed.items())
    assert {tag for tag, _ in listed} == {"en", "ru"}
    assert len(listed) == 2 * len({term for _, term in listed})


def test_a_second_annotator_agrees_as_the_readme_says():
    """Every link is within its pair; the figures are those of README.md."""
    found = agreement()
    assert found["pairs"] == len(second()) == 20
    words = {pair.name: (len(pair.left_words), len(pair.right_words)) for pair in pairs()}
    assert all(i < words[name][0] and j < words[name][1] for name, (_, links) in second().items() for i, j in links)
    said = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"F1 {found['sure F1']:.2f} of the sure links, {found['possible F1']:.2f} with the" in said
    assert f"error rate of {100 * found['error rate']:.1f}" in said
