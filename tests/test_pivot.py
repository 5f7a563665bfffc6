"""The pivot view: one text and several others in common rows."""

from hypothesis import given
from hypothesis import strategies as st

from hexapla.model import Document, Link, Segment, TextInfo, link_id
from hexapla.pivot import Column, Row, lines, pairs_of, rows, usual_pivot


def column(*groups: tuple[tuple[int, ...], int], side="source") -> Column:
    """Make a column: each group is the numbers of the pivot's segments and how many segments the other text has."""
    links, taken = [], 0
    for number, (own, count) in enumerate(groups, 1):
        pivot = tuple(Segment(f"s{n}", n, n, id=n) for n in own)
        others = tuple(Segment(f"t{n}", n, n, id=100 + n) for n in range(taken + 1, taken + count + 1))
        taken += count
        sides = (pivot, others) if side == "source" else (others, pivot)
        links.append(Link(link_id(number), *sides))
    return Column(tuple(links), side)


def numbers(found: list[Row]) -> list[tuple[int, ...]]:
    """Read which segments of the pivot stand in each row."""
    return [tuple(s.number for s in row.source) for row in found]


def names(row: Row) -> list[list[str]]:
    """Read the links of each cell."""
    return [[link.id for link in cell] for cell in row.cells]


def test_a_row_holds_what_any_column_keeps_together():
    """One column joins 1 and 2, another 2 and 3: the three are a row, in which each column has its own links."""
    found = rows([column(((1, 2), 1), ((3,), 1), ((4,), 1)), column(((1,), 1), ((2, 3), 2), ((4,), 1))])
    assert numbers(found) == [(1, 2, 3), (4,)]
    assert names(found[0]) == [["L0001", "L0002"], ["L0001", "L0002"]]


def test_each_link_takes_the_lines_of_its_segments():
    """Within a row a merged cell spans; links that cross take the whole row."""
    columns = [column(((1, 2), 1), ((3,), 1)), column(((1,), 1), ((2, 3), 1)), column(((1, 3), 1), ((2,), 1))]
    (row,) = rows(columns)
    assert [lines(row, at, "source") for at in range(3)] == [[(0, 2), (2, 1)], [(0, 1), (1, 2)], [(0, 3), (0, 3)]]


def test_crossing_links_make_one_row_without_holes():
    """A link of the first and third segment takes the second one into its row."""
    found = rows([column(((1, 3), 1), ((2,), 1), ((4,), 1))])
    assert numbers(found) == [(1, 2, 3), (4,)]


def test_what_only_a_column_has_stands_where_the_column_has_it():
    """A null link of the other text is a row of its own, after the row of the link before it."""
    found = rows([column(((), 1), ((1,), 1), ((), 1), ((2,), 1)), column(((1,), 1), ((2,), 0))])
    assert numbers(found) == [(), (1,), (), (2,)]
    assert names(found[0]) == [["L0001"], []]
    assert names(found[2]) == [["L0003"], []]
    assert lines(found[0], 0, "source") == [(0, 1)]
    assert found[3].cells[1][0].is_null


def test_the_pivot_may_be_the_target_of_an_alignment():
    """`ru--en` serves when English is the pivot, too."""
    found = rows([column(((1,), 2), ((2,), 1), side="target"), column(((1, 2), 1))])
    assert numbers(found) == [(1, 2)]
    assert lines(found[0], 0, "target") == [(0, 1), (1, 1)]


def test_rows_end_where_a_column_that_is_not_read_to_its_end_ends():
    """Of the first links of each column only rows come that are whole."""
    one = column(*[((n,), 1) for n in range(1, 7)])
    two = column(((1,), 1), ((2, 3), 1), ((4, 7), 1))
    assert numbers(rows([one, two])) == [(1,), (2, 3)]
    assert rows([]) == []
    assert rows([one, Column(())]) == []


def test_the_columns_of_a_text_are_its_alignments_on_either_side():
    """By the other text's name, with the side on which the pivot stands."""
    pairs = [("zh", "en"), ("zh", "ru"), ("ru", "en")]
    assert {name: (pair.name, pair.side) for name, pair in pairs_of("en", pairs).items()} == {
        "zh": ("zh--en", "target"),
        "ru": ("ru--en", "target"),
    }
    texts = {"ru": TextInfo("ru", "ru"), "en": TextInfo("en", "en"), "zh": TextInfo("zh", "zh", "source")}
    assert usual_pivot(Document("memo", "Memo", texts=texts), pairs) == "zh"


@st.composite
def partitions(draw, count: int):
    """Draw a column over `count` segments of the pivot: any grouping, null links of both sides."""
    order = draw(st.permutations(range(1, count + 1))) if draw(st.booleans()) else list(range(1, count + 1))
    groups, at = [], 0
    while at < count:
        size = draw(st.integers(1, 3))
        groups += [((), 1)] * draw(st.integers(0, 1))
        groups.append((tuple(sorted(order[at : at + size])), draw(st.integers(0, 2))))
        at += size
    return column(*groups)


@given(st.integers(1, 12).flatmap(lambda n: st.tuples(st.just(n), st.lists(partitions(n), min_size=1, max_size=3))))
def test_everything_stands_once_in_order_and_no_row_could_be_smaller(drawn):
    """The pivot's segments in order, each link in one cell; every boundary that no link crosses parts two rows."""
    count, columns = drawn
    found = rows(columns)
    assert [n for row in numbers(found) for n in row] == list(range(1, count + 1))
    for at, each in enumerate(columns):
        assert sorted(link.id for row in found for link in row.cells[at]) == sorted(link.id for link in each.links)
    ends = {row[-1] for row in numbers(found) if row}
    spans = [[s.number for s in link.source] for each in columns for link in each.links if link.source]
    assert ends == {n for n in range(1, count + 1) if not any(span[0] <= n < span[-1] for span in spans)}
