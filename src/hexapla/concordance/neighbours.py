"""The wider context of a hit: the links before and after, with both sides, or the lines around in a lone text."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from hexapla import wire
from hexapla.concordance.catalogue import Catalogue, TextEntry
from hexapla.errors import UnknownNameError
from hexapla.model import SIDES
from hexapla.store import Key, read

Json = dict[str, Any]
MOST = 50  # links on each side


def around_link(connection: Connection, catalogue: Catalogue, key: Key, link: str, count: int) -> Json:
    """Return the links from `count` before to `count` after one, each with its row from 1."""
    alignment = read.find_alignment(connection, *key)
    query = "SELECT id FROM links WHERE alignment_id = ? ORDER BY rank"
    names = list(connection.exec_driver_sql(query, (alignment["id"],)).scalars())
    if link not in names:
        raise UnknownNameError(f"There is no link {link} in this alignment (any more).")
    at, wide = names.index(link), max(0, min(count, MOST))
    first = max(0, at - wide)
    found = read.links_placed(connection, alignment["id"], names[first : at + wide + 1])
    numbers: dict[int, int] = {}
    for side in SIDES:
        ids = [segment.id for placed in found for segment in placed.link.side(side)]
        numbers |= read.numbers_of(connection, alignment[f"{side}_id"], ids)
    texts: Json = {side: wire.text(catalogue.texts[alignment[f"{side}_id"]].info) for side in SIDES}
    links = [{**wire.link(placed.link, numbers), "row": first + n} for n, placed in enumerate(found, 1)]
    return {**texts, "links": links, "total": len(names)}


def around_line(connection: Connection, entry: TextEntry, number: int, count: int) -> Json:
    """Return the lines of a text from `count` before to `count` after line `number` (blank ones not counted)."""
    wide = max(0, min(count, MOST))
    first = max(1, number - wide)
    query = "SELECT text FROM segments WHERE text_id = ? ORDER BY rank LIMIT ? OFFSET ?"
    rows = connection.exec_driver_sql(query, (entry.id, number + wide - first + 1, first - 1)).scalars()
    segments = [{"number": n, "text": words} for n, words in enumerate(rows, first)]
    if not any(segment["number"] == number for segment in segments):
        raise UnknownNameError(f"{entry.document.name}/{entry.info.name} has no line {number}.")
    return {"text": wire.text(entry.info), "segments": segments}
