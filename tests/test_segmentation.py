"""Segmentation: sentences of many languages, paragraphs, and nothing lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla.corpus import segment_problem
from hexapla.errors import BadLanguageError
from hexapla.segmentation import paragraph_spans, segment, sentences, spans

LANGUAGES = [
    "en",
    "ru",
    "zh-Hans",
    "zh-Hant",
    "ja",
    "ko",
    "ar",
    "fa",
    "ur",
    "he",
    "hi",
    "th",
    "de",
    "fr",
    "es",
    "el",
    "uk",
]


def cut(text: str, language: str) -> str:
    """Take the bars out of `text`, find its sentences, and put a bar between each two."""
    return "|".join(sentences(text.replace("|", ""), language))


ENGLISH = {
    "military ranks and titles": "Maj. Gen. Ma-er-gu-fu met Mr. Lee and Lt. Col. Brown. |They spoke.",
    "initials": "J. F. Kennedy wrote to N. S. Khrushchev. |He answered.",
    "numbers and references": "See No. 5, Vol. 2, pp. 9-10. |Cf. Doc. No. 7 of Jan. 3, 1962. |It is short.",
    "an archive reference": "PRC FMA 118-01764-04, 9-10. |Translated by 7Brands.",
    "states": "The U.S. Government and the U.S.S.R. Embassy agreed. |Fine.",
    "a state at the end of a sentence": "He left the U.S. |The end came soon.",
    "hours": "They met at 5 p.m. |In the evening they left.",
    "a company": "Smith & Co. Ltd. agreed, as did Brown Bros. |The rest did not.",
    "i.e. and e.g.": "Some, e.g. Poles, and others, i.e. Czechs, came.",
    "dates": "On April 23, 1962. |On 24 April 1962 it was over.",
    "square brackets": "Major General Ma-er-gu-fu [Marghub] came to Yili [Ili]. |He left [sic]. |So.",
    "a bracketed sentence": "He came. |(See below.) |He left (late). |Good.",
    "curly quotes": "He said: “Stop.” |Then he left. |“Why?” |She did not say.",
    "straight quotes": '"Yes!" he cried. |"No." |She went.',
    "single quotes": "‘Go!’ |‘Where?’ he asked.",
    "an ellipsis within and at the end": "It was … strange. |Wait... |What? |And so on…",
    "dots set apart": "He came . . . slowly. |Then he left. . . . |The rest is lost.",
    "an omission in brackets": "[...] |The text goes on [...] here.".replace("[...] |", "[...] "),
    "several marks": "What?! |No!!! |Really.",
    "numbered items": "1. The first item. |2. The second item. |(a) A third. |IV. A fourth.",
    "footnote numbers": "It was so.[12] |It is no more.",
    "decimal numbers": "It grew by 2.5 per cent. |Prices fell.",
    "file names and addresses": "See www.example.org or page.txt for more. |Good.",
}

RUSSIAN = {
    "initials": "А. А. Громыко принял С. В. Червоненко. |Беседа была краткой.",
    "initials written together": "Посол С.В.Червоненко и А.А.Громыко уехали. |Всё.",
    "a year within a sentence": "В 1962 г. Чжан Ханьфу вручил ноту. |Это так.",
    "a year at the end of a sentence": "Это было 24 апреля 1962 г. |В Пекине было тихо.",
    "Mr. and city": "Тов. Чжан и г. Ван прибыли в г. Пекин. |Встреча началась.",
    "thousands of people": "Границу перешли 20 тыс. чел. |Они, т. е. жители, ушли. |Около 100 чел. вернулись.",
    "and so on": "Скот, инвентарь и т. д. |Потом и др. вещи, и т.п. |Это всё.",
    "that is, so called": "Они, т.е. жители, и т. н. кадры ушли.",
    "guillemets": "«Почему?» – спросил он. |«Стой!» |Он ушёл. |Он сказал: «Нет». |И ушёл.",
    "a dash between replies": "— Да. |— Нет!",
    "a quotation and its speaker": "«Стой!» — сказал он. |Все стояли.",
    "an ellipsis": "Потом… |Он ушёл… и не вернулся.",
    "references": "См. стр. 5, п. 3 и рис. 2. |Они хороши. |Ф. 100. Оп. 55. П. 480. Д. 5. Л. 12–15. |Подлинник.",
    "addresses": "Ул. Горького, д. 5, кв. 3. |Там он жил.",
    "generals": "Ген.-м. Маргуб и ген. Иванов вышли. |Их ждали.",
    "centuries": "Так было в XX в. |Но не раньше.",
}

CHINESE = {
    "plain": "昨天他来了。|今天他走了！|为什么？|没有人知道。",
    "a quotation that ends a sentence": "他说：“你好。”|然后走了。",
    "a speaker after a quotation": "“快走！”他说。|大家都走了。",
    "a speaker of the next quotation": "“去吗？”|王明道：“去。”|完了。",
    "corner brackets": "「好。」他說。|『是！』|對。",
    "a quotation as an attribute": "“怎么办？”的问题还在。|好。",
    "brackets": "（见下文。）|好。|他走了（见附件）。|完。",
    "an ellipsis": "后来……我们走了……。|是的……也许。",
    "replies": "“我……”|“你！”",
    "several marks": "真的吗？！|是的。",
    "western numbers and names": "约有2.5万人。|A.B.公司来信。|1.第一项。|2．第二项。",
    "a semicolon and a colon": "第一；第二：第三。|完。",
    "straight quotes": '他走了。|"你好，"她说。|"再见。"|她也走了。',
    "half-width marks": "真的吗?|是的!|好。",
}

OTHERS = [
    ("ja", "彼は「行く。」と言った。|そうですか？|はい。|（注。）|了解。"),
    ("ja", "本論文では次を示す．|結果は以下である．"),
    ("ar", "هل هذا صحيح؟ |نعم. |قال: «لا.» |ثم ذهب!"),
    ("ar", "د. محمد وصل. |هذا كل شيء…"),
    ("ar", "«من أنت؟» سأل الرجل. |لم يجب."),
    ("ur", "یہ ایک ہے۔ |وہ دو ہے؟ |ہاں۔"),
    ("fa", "او گفت: «بله.» |سپس رفت؟ |نه."),
    ("hi", "यह एक है। |वह दो है? |डॉ. राम आए॥"),
    ("hy", "Սա մեկն է։ |Սա երկուսն է։"),
    ("ko", "그는 갔다. |왔다! |A.B. 회사."),
    ("el", "Ποιος; |Εγώ. |Τέλος."),
    ("es", "¿Qué? |¡No! |El Sr. López vino. |EE.UU. no firmó."),
    ("fr", "« Stop ! » |Il partit. |M. Dupont vint… |Il dit : « Non. » |Elle resta."),
    ("de", "Am 24. April kam Dr. Braun z. B. mit usw. |Dann ging er. |„Halt!“ |Er blieb. |»Nein.« |»Ja.«"),
    ("uk", "О. Іваненко прийшов. |Це т. зв. справа. |Він пішов."),
    ("cs", "Dne 24. dubna přišel. |Odešel."),
    ("th", "สวัสดี ครับ ฉันไป"),
]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(pytest.param("en", text, id=f"en {what}") for what, text in ENGLISH.items()),
        *(pytest.param("ru", text, id=f"ru {what}") for what, text in RUSSIAN.items()),
        *(pytest.param("zh-Hans", text, id=f"zh {what}") for what, text in CHINESE.items()),
        *(pytest.param(language, text, id=f"{language} {text[:20]}") for language, text in OTHERS),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language, text):
    """A bar stands at each boundary."""
    assert cut(text, language) == text.replace(" |", "|")


class TestParagraphs:
    """What blank lines and single line ends mean."""

    def test_a_blank_line_ends_a_paragraph(self):
        """However many there are, and whatever blanks are in them."""
        assert segment("One. Two.\n\n \t\n\nThree.\n", "en") == [["One.", "Two."], ["Three."]]

    def test_without_blank_lines_a_line_is_a_paragraph(self):
        """The usual form of a text saved from a word processor."""
        assert segment("Heading\nOne. Two.\nThree.", "en") == [["Heading"], ["One.", "Two."], ["Three."]]

    def test_lines_of_one_sentence_between_blank_lines_are_segments(self):
        """So a text of the corpus comes in as it went out."""
        text = "Heading\n\nA first sentence.\nA second one.\n\nA third."
        assert segment(text, "en") == [["Heading"], ["A first sentence.", "A second one."], ["A third."]]

    def test_lines_of_several_sentences_between_blank_lines_are_paragraphs(self):
        """There the blank lines part chapters."""
        text = "One. Two. Three.\nFour. Five.\n\nChapter 2\n\nSix. Seven."
        assert segment(text, "en") == [
            ["One.", "Two.", "Three."],
            ["Four.", "Five."],
            ["Chapter 2"],
            ["Six.", "Seven."],
        ]

    def test_wrapped_lines_are_put_together(self):
        """Lines filled to a width and broken within sentences; a word keeps its hyphen."""
        text = (
            "The customary practice in dealing with persons crossing the Sino-\n"
            "Soviet border is this. Fine.\n"
            "\n"
            "A second paragraph follows the first.\n"
        )
        assert segment(text, "en") == [
            ["The customary practice in dealing with persons crossing the Sino-Soviet border is this.", "Fine."],
            ["A second paragraph follows the first."],
        ]

    def test_wrapped_paragraphs_are_told_apart_by_short_lines_and_indents(self):
        """There need be no blank line."""
        text = (
            "The soldiers went to the river in the early hours of the morning, and\n"
            "there they waited for the others until it was dark.\n"
            "On the next day nobody came; so they went home again by the long way\n"
            "through the hills, which took them rather more than twice as long as it\n"
            "  An indented line begins a paragraph though the line before was full, as\n"
            "this one shows.\n"
        )
        assert [len(p) for p in segment(text, "en")] == [1, 1, 1]

    def test_wrapped_chinese_is_put_together_without_blanks(self):
        """An unspaced script has none between words."""
        text = (
            "在过去十多天中，中国新疆维吾尔自治区与苏联接壤的一些地\n"
            "区，约有两万名中国居民成群结队越过中苏边界，进入苏联境\n"
            "内，并且带走了牲畜、农具。这是严重的。\n"
        )
        assert segment(text, "zh") == [[text[:-7].replace("\n", ""), "这是严重的。"]]

    def test_verse_keeps_its_lines(self):
        """Lines that begin with capitals were not broken to fit."""
        text = (
            "When first the river rose above the plain\nAnd all the fields were bright beneath the moon\n"
            "The watchers on the hill looked out again\nFor travellers that would be coming soon\n"
        )
        assert [len(p) for p in segment(text, "en")] == [1, 1, 1, 1]

    def test_list_items_are_not_run_together(self):
        """Though the lines before them are full."""
        text = (
            "The two sides agreed on the following points, after a discussion which\n"
            "lasted for the whole of a long day, and they put them into writing too:\n"
            "1. the wire fence along the river is to be closed in all places within a\n"
            "week;\n"
            "2. the posts on both sides are to be told of any crossing without delay.\n"
        )
        assert [p[0][:3] for p in segment(text, "en")] == ["The", "1. ", "2. "]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"])
    def test_every_kind_of_line_end_is_one(self, end):
        """None comes into a segment."""
        assert segment(f"One{end}Two{end}{end}Three", "en") == [["One", "Two"], ["Three"]]

    def test_sentences_of_one_paragraph_take_line_ends_for_blanks(self):
        """Whoever asks for one paragraph has decided already."""
        assert sentences("One\nsentence. Two\r\n\r\nsentences.", "en") == ["One sentence.", "Two sentences."]


class TestWhatStaysAsItIs:
    """Characters that are neither lost nor changed."""

    def test_blanks_within_a_sentence_stay(self):
        """No-break, ideographic and double ones, and tabs."""
        assert segment("20\u00a0000  чел.\tушли", "ru") == [["20\u00a0000  чел.\tушли"]]
        assert segment("周\u3000恩来", "zh") == [["周\u3000恩来"]]

    def test_blanks_around_a_sentence_go(self):
        """Ideographic indents, no-break spaces and a byte order mark are no words."""
        assert segment("\ufeff\u3000\u3000一。\u3000二。\u00a0\n", "zh") == [["一。", "二。"]]

    def test_what_is_invisible_is_no_segment(self):
        """A line of directional marks and zero-width spaces counts as blank."""
        assert segment("a\n\u200f\u200b\u2060\ufeff\nb", "en") == [["a"], ["b"]]

    def test_marks_that_join_letters_stay(self):
        """Persian and Hindi need them."""
        assert segment("می\u200cروم.", "fa") == [["می\u200cروم."]]

    def test_a_control_character_comes_into_no_segment(self):
        """It is a blank; importers refuse such files."""
        assert segment("one\x00two", "en") == [["one two"]]

    def test_a_wrong_language_is_an_error(self):
        """There are no rules to follow."""
        with pytest.raises(BadLanguageError, match="klingonish"):
            spans("A.", "klingonish")


SIGNS = (
    "aBя中の한אع१.!?…。！？؟۔।;:,，「」『』“”‘’«»()（）[]\"'-—–123 \n\t\r\v\f\x00\x1c\x85\xa0\u3000\u2028\u200b\ufeff😀"
)
WORDS = ["Mr. ", "г. ", "т. е. ", "U.S.", "...", "……", "。”", "？」", "\r\n", "\n\n", "No. 5", "А. А. ", "的", "他说"]
WRAPPED = "a line of words that goes on for some sixty or seventy columns or more\n"
PIECES = st.sampled_from([*SIGNS, *WORDS, WRAPPED])
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80))


def skeleton(text: str) -> str:
    """Leave out what no segment needs to hold: white space, control characters, and what is invisible at the edges."""
    return "".join(c for c in text if not (c.isspace() or segment_problem(f"x{c}") or c in "\ufeff\u200b\u2060"))


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_spans_and_what_lies_between_them_are_the_text(text, language):
    """Spans follow each other, begin and end with what is visible, and leave out only blanks."""
    position, between = 0, ""
    for start, end in spans(text, language):
        assert position <= start < end
        between += text[position:start]
        position = end
    assert skeleton(between + text[position:]).strip("\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e") == ""
    assert spans(text, language) == [s for p in paragraph_spans(text, language) for s in p]


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_segments_hold_all_words_and_can_stand_in_the_corpus(text, language):
    """Nothing but blanks is added, lost or moved."""
    found = [s for paragraph in segment(text, language) for s in paragraph]
    assert [s for s in found if segment_problem(s) or s != s.strip()] == []
    exact = [text[start:end] for start, end in spans(text, language)]
    assert [skeleton(s) for s in found] == [skeleton(s) for s in exact]


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_segmented_paragraphs_are_never_empty(text, language):
    """A paragraph has a sentence, a sentence has words."""
    assert all(segment(text, language))


@given(st.lists(st.sampled_from(["First one. ", "他走了。", "«Да!» — сказал он. ", "No. 5. ", "…"]), max_size=30))
def test_sentences_of_a_line_give_back_the_line(pieces):
    """Put together with the blanks between them they are the line itself."""
    line = "".join(pieces).strip()
    position = 0
    for sentence in sentences(line, "ru"):
        position = line.index(sentence, position) + len(sentence)
    assert position == len(line)
    assert "".join(sentences(line, "ru")).replace(" ", "") == line.replace(" ", "")


@pytest.mark.parametrize(
    ("unit", "language"),
    [
        ("Maj. Gen. Lee met Mr. Smith at No. 5. He left. “Why?” ", "en"),
        ("他说：“你好。”然后走了。", "zh"),
        ("هل هذا صحيح؟ نعم. ", "ar"),
        (".", "en"),
        ('"', "zh"),
        ('。"', "zh"),
        ("A. ", "en"),
        ("\n", "en"),
        ("(", "en"),
        (" ", "en"),
        ("\x00", "en"),
    ],
)
def test_time_grows_with_the_length_of_the_text(unit, language):
    """Four times the text takes about four times as long, whatever it is made of."""

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.perf_counter()
        spans(text, language)
        return time.perf_counter() - start

    seconds(1000)
    assert seconds(400_000) < 12 * seconds(100_000) + 0.1
