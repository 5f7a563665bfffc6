"""Two versions of a text compared: which segments are which, and what differs in their words."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla.matching import Pair, pair_lines
from hexapla.worddiff import diff, tokens


def shapes(old, new) -> list[tuple[int, int]]:
    """Return the sizes of the pairs in order."""
    return [(len(p.old), len(p.new)) for p in pair_lines(old, new)]


def test_equal_lines_are_kept_and_others_are_told_by_their_words():
    """One reworded, one split, two joined, one gone, one new, all next to each other."""
    old = ["The lake froze early.", "Boats stayed in; nobody fished.", "It was cold.", "It was dark.", "Herons left."]
    new = [
        "The lake froze quite early.",
        "Boats stayed in;",
        "nobody fished.",
        "It was cold, it was dark.",
        "Ice sang.",
    ]
    assert shapes(old, new) == [(1, 1), (1, 2), (2, 1), (1, 1)]
    assert shapes(old, [*new[:4], "Then the ice sang.", "Herons left."]) == [(1, 1), (1, 2), (2, 1), (0, 1), (1, 1)]


def test_a_split_and_a_join_in_texts_of_one_length_do_not_shift_what_lies_between():
    """As many lines as before, but not the same ones."""
    old = ["一号文件，二号文件。", "天气很冷。", "他们走了。", "他们没有回来。"]
    new = ["一号文件，", "二号公文。", "天气寒冷。", "他们走了，他们没有回来！"]
    assert pair_lines(old, new) == [Pair((0,), (0, 1)), Pair((1,), (2,)), Pair((2, 3), (3,))]


def test_a_text_changed_in_every_line_is_still_told_apart():
    """A better reading of ten thousand words, with sentences cut otherwise here and there."""
    rng = random.Random(7)  # noqa: S311 - the same every time
    old = [" ".join(f"w{rng.randrange(800)}" for _ in range(12)) for _ in range(900)]
    new: list[str] = []
    for number, line in enumerate(old):
        words = line.split()
        words[rng.randrange(12)] = "mended"
        new += [" ".join(words[:6]), " ".join(words[6:])] if number % 50 == 0 else [" ".join(words)]
    found = shapes(old, new)
    assert found.count((1, 2)) == 18
    assert found.count((1, 1)) == 882


lines = st.lists(st.sampled_from(["a b c.", "a b d.", "x y z.", "好。", "不好。", "p", "q r s t u", "…"]), max_size=8)


@given(lines, lines)
def test_every_line_of_both_is_in_exactly_one_pair_and_in_order(old, new):
    """Whatever the texts are."""
    pairs = pair_lines(old, new)
    assert [i for p in pairs for i in p.old] == list(range(len(old)))
    assert [j for p in pairs for j in p.new] == list(range(len(new)))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Trucks were waiting there.", "Lorries were waiting there.", "[-Trucks-]{+Lorries+} were waiting there."),
        ("边境有卡车等候。", "边境有货车等候。", "边境有[-卡-]{+货+}车等候。"),
        ("Мы ждали.", "Мы долго ждали.", "Мы {+долго +}ждали."),
        ("All the same.", "All the same.", "All the same."),
        ("One thing.", "Quite another matter altogether", "[-One thing.-]{+Quite another matter altogether+}"),
        ("", "New.", "{+New.+}"),
    ],
)
def test_wordings_differ_by_words_or_by_signs_where_there_are_no_spaces(old, new, shown):
    """Alphabets by words, Han by characters; what has little in common is replaced whole."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    assert "".join(marks[kind].format(text) for kind, text in diff(old, new)) == shown


@given(st.text(), st.text())
def test_the_pieces_of_a_difference_give_back_both_wordings(old, new):
    """Nothing is lost on the way."""
    pieces = diff(old, new)
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "gone") == new
    assert "".join(tokens(old)) == old
