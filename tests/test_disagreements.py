"""Numbers, dates and names that disagree between the sides of a link: found, and not found where there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla.disagreements import chinese, disagreements, names


def marks(source: str, target: str, source_language: str = "zh", target_language: str = "en") -> list[tuple[str, str]]:
    """Return (kind, words) of each mark, source first."""
    found = disagreements((source,), (target,), (source_language, target_language))
    assert all((source, target)[mark.side == "target"][mark.start : mark.end] == mark.text for mark in found)
    return [(mark.kind, mark.text) for mark in found]


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("约两万名居民", "some 20,000 residents", "zh en"),
        ("约六万人", "about sixty thousand people", "zh en"),
        ("六万余人", "60 тысяч с лишним человек", "zh ru"),
        ("1.5亿元", "150 million yuan", "zh en"),
        ("一亿二千万", "120 млн", "zh ru"),
        ("500，000美元", "$500,000", "zh en"),
        ("百分之五十", "50%", "zh en"),
        ("七成", "70 percent", "zh en"),
        ("过去的20年", "the past two decades", "zh en"),
        ("五十年代", "the 1950s", "zh en"),
        ("1961–62", "1961年至1962年", "en zh"),
        ("1.234 Meter", "1,234 metres", "de en"),
        ("2,5 Liter", "2.5 litres", "de en"),
        ("عام ١٩٦٢", "in 1962", "ar en"),
        ("1962年4月24日", "24 April 1962", "zh en"),
        ("一九六二年四月二十四日", "24 апреля 1962 года", "zh ru"),
        ("4月24日", "On April 24th", "zh en"),
        ("24 أبريل ١٩٦٢", "1962年4月24日", "ar zh"),
        ("1962-04-24", "le 24 avril 1962", "en fr"),
        ("24.4.1962", "April 24, 1962", "de en"),
        ("Jan. 6, 1999", "1999年1月6日", "en zh"),
        ("24-го апреля", "24 avril", "ru fr"),
        ("一万个不服，七零八落，千方百计", "No, never, all in pieces, by every means", "zh en"),
        ("八九两银子", "some silver", "zh en"),
        ("统一、一些、一定、万一、十分", "unity, some, surely, in case, very", "zh en"),
        ("体重六十公斤", "weighed about 130 pounds", "zh en"),
        ("6. 片厂", "The Film Studio", "zh en"),
        ("他用EB-500和3Com", "He used both devices", "zh en"),
        ("两个都", "both of them", "zh en"),
        ("He was 38 then.", "Avea treizeci și opt de ani.", "en ro"),
        ("《NATO》在布鲁塞尔", "NATO is in Brussels", "zh en"),
        ("第三章 III", "Chapter 3", "zh en"),
    ],
)
def test_the_same_in_other_words_is_no_disagreement(source, target, languages):
    """Numerals, words, scripts, separators, calendars' order, approximations, idioms, measures, product names."""
    assert marks(source, target, *languages.split()) == []


@pytest.mark.parametrize(
    ("source", "target", "languages", "expected"),
    [
        ("约两万名居民", "some 30,000 residents", "zh en", [("number", "两万"), ("number", "30,000")]),
        ("约六万人", "about fifty thousand people", "zh en", [("number", "六万"), ("number", "fifty thousand")]),
        ("1.5亿元", "15 million yuan", "zh en", [("number", "1.5亿"), ("number", "15 million")]),
        ("百分之五十", "60%", "zh en", [("number", "五十"), ("number", "60")]),
        ("1962年4月24日", "26 April 1962", "zh en", [("date", "1962年4月24日"), ("date", "26 April 1962")]),
        ("24 апреля 1962", "24 May 1962", "ru en", [("date", "24 апреля 1962"), ("date", "24 May 1962")]),
        ("٢٤ أبريل ١٩٦١", "1962年4月24日", "ar zh", [("date", "٢٤ أبريل ١٩٦١"), ("date", "1962年4月24日")]),
        ("1998年", "in 1988", "zh en", [("number", "1998"), ("number", "1988")]),
        ("60 тысяч человек", "六千人", "ru zh", [("number", "60 тысяч"), ("number", "六千")]),
        ("nach 45 Minuten", "après 48 minutes", "de fr", [("number", "45"), ("number", "48")]),
        ("见Smyth教授", "see Professor Smith", "zh en", [("name", "Smyth")]),
        ("据NATO说", "they say", "zh en", [("name", "NATO")]),
    ],
)
def test_what_differs_is_marked_with_its_kind_and_words(source, target, languages, expected):
    """On each side that has something which the other lacks."""
    assert marks(source, target, *languages.split()) == expected


def test_marks_name_segment_and_place_in_code_points():
    """Astral characters count as one."""
    (first, second) = disagreements(("好。", "𠮷野1962年"), ("Good.", "𠮷 1963"), ("zh", "en"))
    assert (first.side, first.segment, first.start, first.end) == ("source", 1, 2, 6)
    assert (second.side, second.segment, second.start, second.end) == ("target", 1, 2, 6)


def test_a_null_link_has_no_marks():
    """There is nothing to disagree with."""
    assert disagreements(("1962年",), (), ("zh", "en")) == ()


@pytest.mark.parametrize(
    ("sign", "value"),
    [
        ("二十三", 23),
        ("一百零五", 105),
        ("三千二百", 3200),
        ("两万五千", 25_000),
        ("一万五", 15_000),
        ("六万七千八百九十", 67_890),
        ("一九六二", 1962),
        ("二〇二六", 2026),
        ("三亿零五百万", 305_000_000),
        ("一万亿", 10**12),
        ("廿四", 24),
        ("九千九百九十九万", 99_990_000),
    ],
)
def test_chinese_numerals_are_read(sign, value):
    """By units, by places, with a unit left out at the end."""
    assert value in chinese.readings(sign)


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["zh en", "en ru", "ar zh", "de fr"]))
def test_any_words_are_looked_at_without_a_fault(source, target, languages):
    """And marks lie within their segments."""
    marks(source, target, *languages.split())


@given(st.integers(3, 10**9))
def test_a_number_agrees_with_itself_in_every_writing(number):
    """Plain and grouped, in Latin and Eastern Arabic digits."""
    eastern = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for one in (
        str(number),
        f"{number:,}",
        f"{number:,}".replace(",", "."),
        f"{number:,}".replace(",", "\u202f"),
        eastern,
    ):
        assert marks(f"x {one} y", f"z {number} w", "ru", "en") == []


# Names, learnt from the alignment itself

NAMED = [
    (("伊犁的居民越境。",), ("Residents of Ili crossed the border.",)),
    (("代表团到了伊犁。",), ("The delegation came to Ili.",)),
    (("在伊犁他们停了下来。",), ("They stopped in Ili.",)),
    (("塔城的情况相同。",), ("The case of Tacheng was the same.",)),
    (("卡车开往塔城。",), ("The trucks drove to Tacheng.",)),
    (("他们离开塔城。",), ("They left Tacheng.",)),
]


def exchanged(source: str, target: str) -> list[str]:
    """Return the words that are marked as names in each other's place."""
    pairs = names.learn(NAMED, ("zh-Hans", "en"))
    sides = (source,), (target,)
    return [
        sides[place.side][place.segment][place.start : place.end]
        for place in names.exchanged(*sides, pairs, ("zh-Hans", "en"))
    ]


def test_a_name_in_anothers_place_is_marked_on_both_sides():
    """The alignment itself tells how each is rendered."""
    assert exchanged("他在伊犁。", "He is in Tacheng.") == ["伊犁", "Tacheng"]


@pytest.mark.parametrize(
    ("source", "target"),
    [("他在伊犁。", "He is in Ili."), ("他在伊犁。", "He is there."), ("他在那里。", "He is in Tacheng.")],
)
def test_a_pronoun_for_a_name_is_no_disagreement(source, target):
    """Only a name against another name is."""
    assert exchanged(source, target) == []


def test_names_are_not_guessed_from_too_little_or_in_scripts_that_tell_none():
    """Two links are no habit; Arabic knows no capitals and leaves no runs of signs."""
    assert names.learn(NAMED[:2], ("zh-Hans", "en")) == ()
    assert names.learn([(("سلام",), ("Ili Ili",))] * 5, ("ar", "en")) == ()
