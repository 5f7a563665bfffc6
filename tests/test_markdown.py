"""The Markdown of notes: what is drawn, what stays words, and that nothing dangerous gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla import markdown

TAGS = {"p", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "br", "a", "mention"}


def one(text: str) -> list:
    """Return what stands in the only paragraph."""
    ((tag, _, *children),) = markdown.parse(text)
    assert tag == "p"
    return children


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a *b* **c** `d`", ["a ", ["em", {}, "b"], " ", ["strong", {}, "c"], " ", ["code", {}, "d"]]),
        ("one\ntwo", ["one", ["br", {}], "two"]),
        ("See #L0009.", ["See ", ["mention", {"link": "L0009"}], "."]),
        ("`#L0009`", [["code", {}, "#L0009"]]),
        ("[the *page*](https://a.example/b)", [["a", {"href": "https://a.example/b"}, "the ", ["em", {}, "page"]]]),
        ("见https://a.example/b。", ["见", ["a", {"href": "https://a.example/b"}, "https://a.example/b"], "。"]),
        ("# no heading, #9 and #L9 no links", ["# no heading, #9 and #L9 no links"]),
        ("snake_case_name 2 * 3 * 4", ["snake_case_name 2 * 3 * 4"]),
        (r"\*plain\*", ["*plain*"]),
    ],
)
def test_a_line_is_drawn_as_people_mean_it(text, tree):
    """Emphasis, code, line ends, links, mentions; what only looks like one of them stays."""
    assert one(text) == tree


def test_lists_and_quotations_are_blocks():
    """Nested lists, a number to begin with, a quotation of paragraphs."""
    assert markdown.parse("- a\n- b\n  - c\n\n3. x\n\n> q\n>\n> r") == (
        ["ul", {}, ["li", {}, "a"], ["li", {}, "b", ["ul", {}, ["li", {}, "c"]]]],
        ["ol", {"start": 3}, ["li", {}, "x"]],
        ["blockquote", {}, ["p", {}, "q"], ["p", {}, "r"]],
    )


@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>",
        "<script>x</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "[x](/here)",
        "![x](x.png)",
    ],
)
def test_no_element_and_no_other_address_than_the_webs(text):
    """HTML stays words; links of other schemes, or into Hexapla itself, are no links."""
    assert not any(isinstance(node, list) for node in one(text))


@given(st.text())
def test_any_text_gives_a_tree_of_known_elements(text):
    """Whatever people write; and links are links of the web."""

    def check(node) -> None:
        if isinstance(node, str):
            return
        tag, attributes, *children = node
        assert tag in TAGS
        assert attributes.get("href", "https://").lower().startswith(("https://", "http://", "mailto:"))
        for child in children:
            check(child)

    for node in markdown.parse(text):
        check(node)
