"""The Markdown of notes: a small part of CommonMark, as a tree that a page or an edition draws with its own elements.

Emphasis, strong emphasis, code, links, lists, quotations; a line end is a line end. There is no HTML, no picture and no
heading: what looks like one stays words. `#L0009` mentions a link of the alignment.

A node is a string, or `[tag, attributes, children…]`. Tags: `p`, `em`, `strong`, `code`, `pre`, `blockquote`, `ul`,
`ol` (`start`), `li`, `br`, `a` (`href`), `mention` (`link`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Node = str | list[Any]

_RULES = ("emphasis", "backticks", "link", "autolink", "escape", "newline", "list", "blockquote", "fence")
_ADDRESS = r"https?://[^\s<>\"'“”‘’«»，。；：！？、）】」]*[^\s<>\"'“”‘’«»，。；：！？、）】」.,;:!?)\]]"
_SPECIAL = re.compile(rf"#(?P<mention>L\d{{4,12}})\b|(?P<address>{_ADDRESS})")
_SAFE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_TAGS = {"paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li"}


@lru_cache(4096)
def parse(text: str) -> tuple[Node, ...]:
    """Return the note's blocks."""
    tokens = [child for token in _parser().parse(text) for child in (token.children or [token])]
    return tuple(_trees(tokens))


@lru_cache(1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("zero", {"html": False, "maxNesting": 20}).enable(list(_RULES))


def _trees(tokens: list[Token]) -> list[Node]:
    """Put the flat list of tokens, each of which opens, closes or stands alone, into trees."""
    root: list[Any] = ["root", {}]
    open_nodes = [root]
    for token in tokens:
        if token.nesting < 0:
            closed = open_nodes.pop()
            if closed[0] == "skip":
                open_nodes[-1].extend(closed[2:])
        elif token.nesting > 0:
            node = _opened(token)
            if node[0] != "skip":
                open_nodes[-1].append(node)
            open_nodes.append(node)
        else:
            open_nodes[-1].extend(_leaves(token, in_link=any(node[0] == "a" for node in open_nodes)))
    return root[2:]


def _opened(token: Token) -> list[Any]:
    name = token.type.removesuffix("_open")
    if token.hidden or (name == "link" and not _SAFE.match(str(token.attrGet("href")))):
        return ["skip", {}]
    if name == "link":
        return ["a", {"href": str(token.attrGet("href"))}]
    start = token.attrGet("start") if name == "ordered_list" else None
    return [_TAGS.get(name, name), {"start": int(start)} if start is not None else {}]


def _leaves(token: Token, *, in_link: bool) -> Iterator[Node]:
    if token.type in ("softbreak", "hardbreak"):
        yield ["br", {}]
    elif token.type == "code_inline":
        yield ["code", {}, token.content]
    elif token.type == "fence":
        yield ["pre", {}, token.content.rstrip("\n")]
    elif token.content:
        yield from [token.content] if in_link else _specials(token.content)


def _specials(text: str) -> Iterator[Node]:
    """Find mentions and bare web addresses in words."""
    at = 0
    for found in _SPECIAL.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        if found["mention"]:
            yield ["mention", {"link": found["mention"]}]
        else:
            yield ["a", {"href": found["address"]}, found["address"]]
        at = found.end()
    if at < len(text):
        yield text[at:]
