"""The quality checks: what each finds, and what it leaves alone."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hexapla.glossary  # noqa: F401 - it adds its check
from hexapla import po
from hexapla.model import Kind, Link, Segment, link_id
from hexapla.quality import CHECKS, Finding, Severity, Span, Subject, accepted, chosen, lengths, pairs, run, together

ROOT = Path(__file__).parents[1]
ZH_EN = ("zh-Hans", "en")


def segments(texts):
    """Make segments of one text or several."""
    texts = [texts] if isinstance(texts, str) else texts
    return tuple(Segment(text, number, number) for number, text in enumerate(texts, 1))


def links(*pairs_):
    """Make links of pairs of texts."""
    return [Link(link_id(n), segments(a), segments(b)) for n, (a, b) in enumerate(pairs_, 1)]


def find(only, *pairs_, tags=ZH_EN):
    """Run one check over pairs of texts."""
    return list(run(Subject("d", "s", "t", tags, links(*pairs_)), chosen([only])))


def marked(finding, *pairs_):
    """Return the words under a finding's spans, of one-segment sides."""
    source, target = pairs_[int(finding.link[1:]) - 1]
    return [(source if s.side == "source" else target)[s.start : s.end] for s in finding.spans]


def test_numbers_that_contradict_are_one_finding_with_both_places():
    """It names both, and is an error."""
    pair = ("约两万人。", "Some 30,000 people.")
    [finding] = find("numbers", pair)
    assert finding.sentence == "One side says “两万”, the other “30,000”."
    assert (finding.severity, finding.side, marked(finding, pair)) == (Severity.ERROR, None, ["两万", "30,000"])


def test_a_number_that_is_missing_is_told_on_the_side_that_has_it():
    """The other side has nothing of the kind."""
    [finding] = find("numbers", ("约两万人。", "Many people."))
    assert (finding.sentence, finding.side) == ("The other side has no number “两万”.", "source")


def test_a_date_that_differs_is_an_error():
    """Day and month are read in both languages."""
    [finding] = find("dates", ("四月二十三日", "April 24"))
    assert (finding.check, finding.severity) == ("dates", Severity.ERROR)


def test_a_name_in_the_place_of_another_is_found_from_the_alignment_itself():
    """How names are rendered is learned, no list is needed."""
    known = [
        (f"{before}{name}{after}。", f"Then {word} {did}.")
        for name, word in (("李明", "Liming"), ("王芳", "Wangfang"))
        for before, after, did in [
            ("昨天", "去了", "went"), ("后来", "说话", "spoke"), ("大家看见", "走来", "came"),
            ("只有", "不知道", "knew not"), ("从前", "住在这里", "lived here"), ("然后", "回家", "went home"),
        ]
    ]  # fmt: skip
    findings = find("names", *known, ("那天李明唱歌。", "That day then Wangfang sang."))
    assert [(f.link, f.severity) for f in findings] == [("L0013", Severity.WARNING)]
    assert findings[0].values == {"source": "李明", "target": "Wangfang"}


SENTENCE = "The Soviet border defense agencies did not take any action."


@pytest.mark.parametrize(
    ("tags", "pair", "words"),
    [
        (("en", "zh-Hans"), (SENTENCE, SENTENCE), SENTENCE),
        (
            ("en", "fr"),
            (SENTENCE, f"Les border defense agencies did not {SENTENCE[-6:]}"),
            "border defense agencies did not",
        ),
        (ZH_EN, ("中国居民越境。", "Chinese 居民 crossed."), "居民"),
        (("en", "ru"), ("Moscow is far.", "Mосква далеко."), "Mосква"),
    ],
)
def test_what_was_left_untranslated_is_found(tags, pair, words):
    """A whole sentence, a run of words, another script, and letters that only look right."""
    [finding] = find("untranslated", pair, tags=tags)
    assert marked(finding, pair) == [words]


@pytest.mark.parametrize(
    ("tags", "pair"),
    [
        (ZH_EN, ("中国", "China (中国) is large.")),
        (ZH_EN, ("IBM 公司", "IBM")),
        (("en", "ru"), ("the IBM company", "компания IBM")),
        (("en", "fr"), ("Article 3", "Article 3")),
        (
            ("de", "fr"),
            (
                "Er liest „La technique de la varappe artificielle“.",
                "Il lit « La technique de la varappe artificielle ».",
            ),
        ),
        (("en", "en.working"[:2]), (SENTENCE, SENTENCE)),
        (("en", "ru"), ("the angle β", "угол β")),
    ],
)
def test_words_that_belong_there_are_left_alone(tags, pair):
    """Glosses in brackets, names, titles in quotes, headings, one language in two versions, single letters."""
    assert find("untranslated", pair, tags=tags) == []


def test_an_empty_side_asks_for_its_kind():
    """Once it is said why, there is nothing to find."""
    lone = Link("L0001", segments("中国"), ())
    assert [f.sentence[:20] for f in run(Subject("d", "s", "t", ZH_EN, [lone]), chosen(["empty"]))] == [
        "Nothing renders this"
    ]
    said = Link("L0001", segments("中国"), (), kind=Kind.OMISSION)
    assert list(run(Subject("d", "s", "t", ZH_EN, [said]), chosen(["empty"]))) == []


def test_a_translation_far_too_short_says_what_was_expected():
    """Lengths are told in characters, with the range that would not surprise."""
    source = "中国方面认为，已经发生的事情，性质是严重的，如果对这种情况听之任之，坏人就很有可能进一步加以利用。"
    [finding] = find("length", (source, "China is serious."))
    low, high = finding.values["low"], finding.values["high"]
    assert finding.values["found"] == 14 < low < high
    assert finding.severity is Severity.WARNING
    right = (
        "China believes that what has happened is serious in nature, and that if nothing is done about the "
        "situation, it is very likely that evildoers will take further advantage of it."
    )
    assert find("length", (source, right)) == []


def test_lengths_are_learned_from_the_alignment():
    """A translation that is always wordy moves what is expected; two outliers do not."""
    plain = [("a" * 100, "b" * 200)] * 40
    learned = lengths.learn(links(*plain, ("a" * 100, "b" * 10), ("a" * 100, "b" * 11)), ("en", "fr"))
    assert 1.5 < learned.ratio < 2.1
    first = lengths.learn([], ("en", "zh-Hans"))
    assert first.ratio == pytest.approx(0.33)


def test_a_sentence_that_returns_and_is_rendered_otherwise():
    """The one that differs from most is told, with the row of the others' model."""
    source = "中国方面不能不感到惊异。"
    findings = find(
        "repeated",
        (source, "China is astonished."),
        (source, "China cannot but be amazed."),
        (source, "China is astonished!"),
    )
    assert [(f.link, f.values["row"], f.values["other"]) for f in findings] == [("L0002", 1, "China is astonished.")]


def test_different_sentences_with_one_rendering():
    """Longer than a formula, and not two spellings of the same."""
    same = "They were registered and promised to be assigned to summer pastures."
    findings = find("repeated", ("对他们进行了登记。", same), ("苏联边防机关没有采取行动。", same))
    assert [(f.link, f.side) for f in findings] == [("L0002", "source")]
    assert find("repeated", ("先生们好！", "Good morning."), ("同志们早上好！", "Good morning.")) == []


@pytest.mark.parametrize(
    ("tags", "pair", "sentence"),
    [
        (ZH_EN, ("他说了（两次）。", "He said it (twice."), "“(” has no partner."),
        (ZH_EN, ("他说：“好。”", "He said: ”Good.”"), "“”” has no partner."),
        (ZH_EN, ("他说：“好。”", 'He said: "Good.'), '“"” has no partner.'),
        (("en", "ru"), ("He said “no”.", "Он сказал: «нет."), "“«” has no partner."),
        (ZH_EN, ("他来了吗？", "He has come."), "The other side asks a question, this one has no question mark."),
        (("en", "ar"), ("Who are you?", "من أنت."), "The other side asks a question, this one has no question mark."),
        (
            ZH_EN,
            ("中国（包括新疆）很大。", "China is large."),
            "The other side has something in brackets, this one nothing.",
        ),
        (ZH_EN, ("他说：“好。”", "He said that it was good."), "The other side has quotation marks, this one none."),
        (ZH_EN, ("太好了！", "Very good."), "The other side has an exclamation mark, this one none."),
        (ZH_EN, ("他想……", "He thought."), "The other side trails off (…), this one does not."),
        (ZH_EN, ("他来了。", "He has come"), "The other side ends with a full stop, this one without any mark."),
    ],
)
def test_punctuation_that_does_not_fit(tags, pair, sentence):
    """Pairs, questions, exclamations and ends, across the marks of several scripts."""
    assert sentence in [finding.sentence for finding in find("punctuation", pair, tags=tags)]


@pytest.mark.parametrize(
    ("tags", "pair"),
    [
        (ZH_EN, ("“你好吗？”他问（两次）。", "“How are you?” he asked (twice).")),
        (("en", "ar"), ("Who are you, he asked?", "سأل: من أنت؟")),
        (("en", "ru"), ("He read “War and Peace”.", "Он читал «Войну и мир».")),
        (("de", "fr"), ("„Ja“, sagte er.", "« Oui », dit-il.")),
        (("el", "en"), ("Ποιος είσαι;", "Who are you?")),
        (ZH_EN, ("1）中国", "1) China")),
        (ZH_EN, ("附件一", "Appendix I")),
    ],
)
def test_punctuation_that_is_the_same_in_another_script(tags, pair):
    """Each language's own marks count for the other's."""
    assert find("punctuation", pair, tags=tags) == []


def test_a_quotation_may_go_on_over_several_rows():
    """It is closed in a later row, and opened anew at the beginning of its paragraphs."""
    pairs_ = [("他说：“好。", "He said, “Good."), ("“再见。", "“Good-bye."), ("明天见。”", "Until tomorrow.”")]
    english_only = [("他说好。", "He said, “Good."), ("再见。", "“Good-bye."), ("明天见。", "Until tomorrow.”")]
    assert find("punctuation", *pairs_) == []
    assert [f for f in find("punctuation", *english_only) if "partner" in f.sentence] == []
    assert [f.link for f in find("punctuation", *english_only[:2]) if "partner" in f.sentence] == ["L0002"]


def test_what_the_whole_translation_does_is_no_mistake():
    """Where exclamation marks are never kept, their loss says nothing."""
    pairs_ = [("好！", "Good.")] * 30
    assert [f for f in find("punctuation", *pairs_) if "exclamation" in f.sentence] == []


@pytest.mark.parametrize(
    ("tags", "target", "words"),
    [
        (ZH_EN, "They said the the truth.", "the the"),
        (ZH_EN, "They said  nothing.", "d  n"),
        (ZH_EN, "They said , nothing.", "d ,"),
        (ZH_EN, "They said ( nothing).", "( n"),
        (ZH_EN, "They said,, nothing.", "d,, "),
        (("en", "zh-Hans"), "中 国很大。", "中 国"),
    ],
)
def test_slips_of_typing(tags, target, words):
    """Words and spaces twice, spaces where none belong."""
    [finding] = find("typing", ("Words." if tags[0] == "en" else "他们说话。", target), tags=tags)
    assert marked(finding, ("", target)) == [words]


@pytest.mark.parametrize(
    "target", ["He said that that was all he had had.", "We went to Bora Bora.", "Wait . . . now.", "1 . 2"]
)
def test_what_is_said_twice_on_purpose_is_no_slip(target):
    """Grammar, names, and dots with spaces."""
    assert find("typing", ("他们说话。", target)) == []


def test_french_spaces_before_marks_are_right():
    """A habit of the language, or of the text, is no slip."""
    assert find("typing", ("Really!", "Vraiment !"), tags=("en", "fr")) == []
    assert find("typing", *[("好。", "Good .")] * 20) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "alignments").glob("*/*.po")), ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_the_sample_documents_show_no_false_alarm(path):
    """Each was looked over by hand: there is nothing but what is accepted with a reason."""
    names = path.stem.split("--")
    tags = tuple(name.partition(".")[0] for name in names)
    made = [
        Link(e.id, segments([x.text for x in e.source]), segments([x.text for x in e.target]), e.status, e.kind)
        for e in po.read(path).entries
    ]
    record = accepted.load(path.with_suffix(accepted.SUFFIX))
    found = run(Subject(path.parent.name, *names, tags, made, ROOT), list(CHECKS.values()))
    assert [finding.sentence for finding in found if accepted.key_of(finding) not in record] == []


def test_a_fingerprint_stays_while_the_words_in_question_do():
    """Other words of the sentence may change; the number on either side may not."""
    prints = [
        find("numbers", pair)[0].fingerprint
        for pair in [
            ("约两万人。", "Some 30,000 people."),
            ("大约两万人来了。", "About 30,000 people came."),
            ("约两万人。", "Some 40,000 people."),
        ]
    ]
    assert prints[0] == prints[1] != prints[2]
    assert re.fullmatch(r"[0-9a-f]{12}", prints[0])


def test_findings_on_the_same_words_are_one():
    """The same slip twice in a row of text is accepted once, and shown in both places."""
    spans = [Span("target", 0, 3, 5), Span("target", 0, 9, 11)]
    found = [Finding("typing", "L0001", "Two spaces.", {}, "target", (span,), about=("a  b",)) for span in spans]
    assert [one.spans for one in together(found)] == [tuple(spans)]


def test_every_check_explains_itself():
    """Title and description are for people."""
    for check in CHECKS.values():
        assert check.title
        assert check.description.endswith(".")


def test_pairs_know_the_languages_own_quotation_marks():
    """The same sign opens in English and closes in German."""
    assert pairs.read(("„Ja“",), "de").alone == ()
    assert pairs.read(("“Yes”",), "en").alone == ()
    assert [sign for sign, _ in pairs.read(("Ja“",), "de").alone] == ["“"]


SIGNS = "ab 。.,，！?？“”«»\"„()（）[]12三万年月日中国Мосоя…—'’\u00a0𠮷ةا؟"
WORDS = st.text(st.sampled_from(SIGNS), min_size=1, max_size=40)
SIDE = st.lists(WORDS.filter(str.strip), max_size=3)


@given(
    st.lists(st.tuples(SIDE, SIDE).filter(any), max_size=6),
    st.sampled_from([ZH_EN, ("en", "ru"), ("de", "fr"), ("en", "ar"), ("ja", "el")]),
)
@settings(max_examples=150, deadline=None)
def test_any_words_can_be_looked_at(pairs_, tags):
    """No words make a check fail; every span lies within its segment, every sentence can be said."""
    made = links(*pairs_)
    by_id = {link.id: link for link in made}
    for finding in run(Subject("d", "s", "t", tags, made), list(CHECKS.values())):
        assert finding.sentence
        for span in finding.spans:
            text = by_id[finding.link].side(span.side)[span.segment].text
            assert 0 <= span.start < span.end <= len(text)
