"""The words of a note as an edition sets them: blocks of styled stretches, from the note's Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hexapla import markdown
from hexapla.markdown import Node


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words in one style; `href` is a web address that they lead to. A line end in them is a line end."""

    words: str
    em: bool = False
    strong: bool = False
    code: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or an item of a list with its sign before it; `depth` says how far it is set in."""

    stretches: tuple[Stretch, ...]
    sign: str = ""
    depth: int = 0


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a note."""
    return tuple(block for node in markdown.parse(text) for block in _blocks(node, Block(())))


def _blocks(node: Node, outer: Block) -> Iterator[Block]:
    if isinstance(node, str):
        yield replace(outer, stretches=(Stretch(node),))
        return
    tag, attributes, *children = node
    if tag in ("ul", "ol"):
        for number, item in enumerate(children, attributes.get("start", 1)):
            sign = f"{number}." if tag == "ol" else "•"
            yield from _item(item, replace(outer, sign=sign, depth=outer.depth + 1))
    elif tag == "blockquote":
        yield from (block for child in children for block in _blocks(child, replace(outer, depth=outer.depth + 1)))
    else:
        yield replace(outer, stretches=tuple(_stretches(node, Stretch(""))))


def _item(node: Node, outer: Block) -> Iterator[Block]:
    """Yield the blocks of a list's item: what runs on is one block, and only the first has the sign."""
    running: list[Stretch] = []
    found: list[Block] = []
    for child in node[2:] if isinstance(node, list) else [node]:
        if isinstance(child, list) and child[0] in ("p", "ul", "ol", "blockquote", "pre"):
            if running:
                found.append(replace(outer, stretches=tuple(running)))
                running = []
            found += _blocks(child, outer)
        else:
            running += _stretches(child, Stretch(""))
    if running:
        found.append(replace(outer, stretches=tuple(running)))
    for number, block in enumerate(found):
        yield replace(block, sign="") if number and block.depth == outer.depth else block


def _stretches(node: Node, outer: Stretch) -> Iterator[Stretch]:
    if isinstance(node, str):
        yield replace(outer, words=node)
        return
    tag, attributes, *children = node
    if tag == "br":
        yield replace(outer, words="\n")
    elif tag == "mention":
        yield replace(outer, words=f"#{attributes['link']}")
    else:
        inner = replace(
            outer,
            em=outer.em or tag == "em",
            strong=outer.strong or tag == "strong",
            code=outer.code or tag in ("code", "pre"),
            href=attributes.get("href", outer.href),
        )
        yield from (stretch for child in children for stretch in _stretches(child, inner))
