"""The word lamp: words go with their counterparts, with places that are right in every script."""

import pytest

from hexapla.lamp import light

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def pairs(source: str, target: str, *tags: str) -> dict[str, set[str]]:
    """Return which words of the target go with each word of the source."""
    lit = light((source,), (target,), (tags[0], tags[1]))
    found: dict[str, set[str]] = {}
    for i, j, score, _ in lit.pairs:
        assert 0 < score <= 1
        word, other = lit.source[i], lit.target[j]
        found.setdefault(source[word.start : word.end], set()).add(target[other.start : other.end])
    return found


@pytest.mark.parametrize(
    ("source", "target", "tags", "expected"),
    [
        (
            "中国居民返回了。",
            "The Chinese residents returned.",
            ("zh-Hans", "en"),
            {"中国": "Chinese", "居民": "residents"},
        ),
        ("Жители вернулись домой.", "The residents returned home.", ("ru", "en"), {"Жители": "residents"}),
        ("لكل فرد الحق في الحياة", "Everyone has the right to life", ("ar", "en"), {"الحياة": "life", "الحق": "right"}),
        ("The right to life.", "生命的权利。", ("en", "zh-Hans"), {"life": "生命"}),
    ],
)
def test_words_go_with_their_counterparts(source, target, tags, expected):
    """In four scripts."""
    found = pairs(source, target, *tags)
    assert {word: other for word, other in expected.items() if other in found.get(word, set())} == expected


def test_places_are_code_points_of_their_segment():
    """Several segments a side, and characters beyond the basic plane before a word."""
    source, target = ("𠮷！", "中国。"), ("𝔸 China.",)
    lit = light(source, target, ("zh-Hans", "en"))
    china = next(span for span in lit.target if target[span.segment][span.start : span.end] == "China")
    assert (china.segment, china.start, china.end) == (0, 2, 7)
    assert any(source[s.segment][s.start : s.end] == "中国" and s.segment == 1 for s in lit.source)


def test_a_language_that_the_model_does_not_know_gets_no_light():
    """Rather none than a wrong one; the same for an empty side."""
    assert light(("x",), ("y",), ("zu", "en")) is None
    assert light(("x",), (), ("ru", "en")) is None
