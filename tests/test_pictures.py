"""Pictures drawn by the server: well-formed, told in words as well, safe against any text, and as PNG."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hexapla.pictures import (
    Distribution,
    HeatStrip,
    Look,
    Occurrences,
    Piece,
    Ribbon,
    Tie,
    distribution,
    heat_strip,
    png,
    ribbon,
)
from hexapla.pictures.drawing import breadth, fit
from hexapla.pictures.ribbon import crossings

SVG = "{http://www.w3.org/2000/svg}"


def tie(row, source, target):
    """Make a link of numbered segments, forty characters each."""
    return Tie(f"L{row:04d}", row, *(tuple(Piece(number, 40) for number in side) for side in (source, target)))


LINKS = (tie(1, [1], [1]), tie(2, [2, 3], [2]), tie(3, [4], [4]), tie(4, [5], [3]), tie(5, [6], []), tie(6, [], [5]))
RIBBON = Ribbon("Two texts", ("Chinese", "English"), LINKS)
TERM = Distribution("边防", (Occurrences("Memorandum", 3, 30, (0.0, 0.5, 1.0)), Occurrences("Else", 0, 4)))
STRIP = HeatStrip("Versions", ("KJV", "ASV"), ("1", "2", "3"), ((0.1, 0.5, 1.0), (0.3, None, 0.9)))
PICTURES = {
    "distribution": lambda look: distribution(TERM, look),
    "ribbon": lambda look: ribbon(RIBBON, look),
    "heat": lambda look: heat_strip(STRIP, look),
}


@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
def test_a_picture_says_what_it_shows(draw):
    """Its role is that of an image, named and described by its first two elements."""
    root = etree.fromstring(draw(Look()))
    assert root.get("role") == "img"
    named = [root.get("aria-labelledby"), root.get("aria-describedby")]
    assert [root[0].get("id"), root[1].get("id")] == named
    assert root[0].text
    assert root[1].text


@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
@pytest.mark.parametrize("width", [300, 760, 1600])
def test_nothing_is_drawn_outside(draw, width):
    """All rectangles lie within the sheet, whose width is the one asked for."""
    root = etree.fromstring(draw(Look(width)))
    assert float(root.get("width")) == width
    for rect in root.iter(f"{SVG}rect"):
        x, y, wide, high = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= width + 1
        assert 0 <= y <= y + high <= float(root.get("height"))


@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
def test_dark_differs_in_colours_alone(draw):
    """The same shapes in the same places."""
    light, dark = (etree.fromstring(draw(Look(dark=dark))) for dark in (False, True))
    bare = [
        [{k: v for k, v in e.items() if k not in ("fill", "stroke")} for e in root.iter()] for root in (light, dark)
    ]
    assert bare[0] == bare[1]
    assert {e.get("fill") for e in light.iter()} & {e.get("fill") for e in dark.iter()} <= {None, "none"}


def test_any_words_make_a_well_formed_picture():
    """Markup and control characters of a text stay words."""
    said = '<script>&"\x00\x0b\ufffe 备忘录'
    root = etree.fromstring(distribution(Distribution(said, (Occurrences(said, 1, 1, (0.5,)),), note=said)))
    assert root[0].text == '<script>&" 备忘录'
    assert not list(root.iter(f"{SVG}script"))


def test_a_tick_stands_where_the_hit_is():
    """Beginning, middle and end of the track; places beyond the shown ones are summed up in a line."""
    root = etree.fromstring(distribution(TERM, Look(760)))
    track = next(e for e in root.iter(f"{SVG}rect") if e.findtext(f"{SVG}title") == "Memorandum")
    ticks = [e for e in root.iter(f"{SVG}rect") if (e.findtext(f"{SVG}title") or "").startswith("1 ·")]
    start, width = float(track.get("x")), float(track.get("width"))
    shares = [(float(e.get("x")) - start) / width for e in ticks]
    assert shares == pytest.approx([0, 0.5, 1], abs=0.01)


def test_counts_of_parts_are_drawn_as_columns():
    """Empty parts stay empty; the fullest is the tallest."""
    text = Occurrences("Memorandum", 6, 30, parts=(0, 4, 0, 2))
    root = etree.fromstring(distribution(Distribution("x", (text,)), Look(760)))
    said = {e.findtext(f"{SVG}title"): float(e.get("height")) for e in root.iter(f"{SVG}rect")}
    assert said["4 · 25–50%"] > said["2 · 75–100%"]


def test_many_texts_are_summed_up():
    """No picture grows without end."""
    texts = tuple(Occurrences(f"T{k}", 2, 10, (0.5,)) for k in range(100))
    assert "+ 40 further texts: 80" in distribution(Distribution("x", texts))


def test_crossing_links_are_found():
    """Two that change places, one torn apart by another; neighbours in order are none."""
    assert crossings(LINKS) == {"L0003", "L0004"}
    assert crossings([tie(1, [1, 3], [1]), tie(2, [2], [2])]) == {"L0001"}
    assert crossings([tie(1, [1], [1]), tie(2, [2], [2, 3])]) == set()


def test_the_ribbon_draws_every_link():
    """A band for each link with two sides, a stub with ∅ for each without; the shape of n:m links in figures."""
    root = etree.fromstring(ribbon(RIBBON))
    drawn = [e.get("data-key") for e in root.iter(f"{SVG}path")]
    assert sorted(drawn) == [f"L{k:04d}" for k in range(1, 7)]
    words = [e.text for e in root.iter(f"{SVG}text")]
    assert words.count("∅") == 2
    assert "2:1" in words
    dashed = {e.get("data-key") for e in root.iter(f"{SVG}path") if e.get("stroke-dasharray")}
    assert dashed == {"L0003", "L0004"}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any), max_size=60), st.randoms())
def test_any_alignment_can_be_drawn(shapes, chance):
    """Whatever the shapes and the order: every segment is on the sheet once, and every link is drawn."""
    sides = []
    for side in (0, 1):
        numbers = list(range(1, sum(shape[side] for shape in shapes) + 1))
        chance.shuffle(numbers)
        sides.append(iter(numbers))
    links = [
        tie(row, *(sorted(next(own) for _ in range(count)) for own, count in zip(sides, shape, strict=True)))
        for row, shape in enumerate(shapes, 1)
    ]
    root = etree.fromstring(ribbon(Ribbon("Any", ("A", "B"), tuple(links)), Look(400)))
    assert {e.get("data-key") for e in root.iter(f"{SVG}path")} == {link.id for link in links}
    bars = [e for e in root.iter(f"{SVG}rect") if e.get("data-key")]
    assert len(bars) == sum(map(sum, shapes))


def test_tables_say_the_same_in_figures():
    """What stands beside the pictures."""
    assert TERM.table().rows[0] == ("Memorandum", "3", "30", "10.0")
    assert RIBBON.table().rows[3] == ("4", "5", "3", "1:1, crossing")
    assert RIBBON.table().rows[4] == ("5", "6", "∅", "1:0")
    assert STRIP.table().rows[1] == ("2", "50", "–")


def test_a_long_strip_has_several_segments_a_cell():
    """However long a text is, its picture stays one that can be looked at."""
    count = 20_000
    names = tuple(map(str, range(1, count + 1)))
    drawn = heat_strip(HeatStrip("Long", ("A",), names, (tuple(k / count for k in range(count)),)))
    assert drawn.count("<rect") < 6000
    assert "⌀" in drawn


def test_words_that_do_not_fit_are_cut():
    """With an ellipsis, and East Asian characters count as broad as they are."""
    assert fit("备忘录", 100, 12) == "备忘录"
    assert fit("备忘录备忘录备忘录", 60, 12).endswith("…")
    assert breadth("备", 10) > breadth("b", 10)


@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
def test_png_has_twice_the_pixels(draw):
    """A PNG of twice the width in pixels, so that it is sharp."""
    found = png(draw(Look(400)))
    assert found.startswith(b"\x89PNG")
    assert struct.unpack(">I", found[16:20])[0] == 800
