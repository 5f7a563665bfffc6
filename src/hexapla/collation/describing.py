"""Collations as plain dictionaries: what the JSON API answers, pages show and the command line prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from hexapla import wire
from hexapla.collation.columns import Collated
from hexapla.collation.loading import Version
from hexapla.collation.measures import Measures
from hexapla.collation.rows import Cell, Row
from hexapla.collation.through import Occurrence, Term
from hexapla.collation.values import Collation, Judged
from hexapla.collation.words import Word

Json = dict[str, Any]


class Piece(NamedTuple):
    """A stretch of a segment whose words are in one state (empty: not compared), and the number of its move or 0."""

    state: str
    text: str
    move: int = 0


def version(value: Version) -> Json:
    """Describe a version: its text, and where it is a revision, whose and of when."""
    made = {"author": value.author, "time": value.time} if value.name.revision else None
    return {
        **wire.text(value.info),
        "name": str(value.name),
        "text": value.name.text,
        "revision": value.name.revision,
        "made": made,
        "alignment": value.alignment,
    }


def overview(value: Collation, shown: Sequence[Row], overall: Mapping[int, Measures]) -> Json:
    """Describe what is compared, with each version's likeness to the base over all rows and its measures."""
    return {
        "document": wire.document(value.document),
        "source": None if value.choice.own else wire.text(value.pivot.info),
        "pivot": value.choice.pivot,
        "versions": [
            {
                **version(each),
                "compared": not value.rows or at in value.rows[0].compared,
                "likeness": None if at == value.base else _rounded(value.likeness(at)),
                **measures(overall.get(at, Measures())),
            }
            for at, each in enumerate(value.versions)
        ],
        "base": value.base,
        "ignore": list(value.ignore.names),
        "rows_in_all": len(value.rows),
        "rows_differing": sum(row.differs for row in value.rows),
        "rows_shown": len(shown),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def row(value: Row, judged: Mapping[int, Judged]) -> Json:
    """Describe a row: the source's segments, each version's pieces and measures, and the places with each reading."""
    return {
        "number": value.number,
        "differs": value.differs,
        "source": [{"number": segment.number, "text": segment.text} for segment in value.source],
        "cells": [_cell(value, at, judged.get(at)) for at in range(len(value.cells))],
        "places": list(_places(value)),
    }


def _cell(value: Row, at: int, judged: Judged | None) -> Json:
    cell = value.cells[at]
    return {
        **(_judged(judged) if judged else {}),
        "links": [link.id for link in cell.links if link.id],
        "numbers": [segment.number for segment in cell.segments],
        "segments": [[list(piece) for piece in line] for line in pieces(value, at)],
    }


def _judged(value: Judged) -> Json:
    return {"likeness": _rounded(value.likeness), **measures(value.measures), "verdict": value.verdict}


def _places(value: Row) -> Iterator[Json]:
    for place in value.collated.places:
        readings = [
            _reading(value.cells[at], stretch) for at, stretch in zip(value.compared, place.ranges, strict=True)
        ]
        yield {"agreed": place.agreed, "readings": readings}


def _reading(cell: Cell, stretch: tuple[int, int]) -> str:
    """Return the words of a stretch as they are written, with what stands between them."""
    return " ".join(reading(cell, stretch))


def reading(cell: Cell, stretch: tuple[int, int]) -> Iterator[str]:
    """Yield what a version writes in a stretch of its words, segment by segment."""
    for segment, some in groupby(cell.words[slice(*stretch)], lambda word: word.segment):
        words = list(some)
        yield cell.segments[segment].text[words[0].start : words[-1].end]


def pieces(value: Row, at: int) -> list[list[Piece]]:
    """Cut each segment of a version into stretches whose words are in one state; together they are the segment."""
    cell = value.cells[at]
    if at not in value.compared:
        return [[Piece("", segment.text)] for segment in cell.segments]
    place = value.compared.index(at)
    states = value.collated.states[place]
    moves = _numbers(value.collated, place, len(cell.words))
    marked = list(zip(cell.words, states, moves, strict=True))
    return [
        list(_pieces(segment.text, [mark for mark in marked if mark[0].segment == position]))
        for position, segment in enumerate(cell.segments)
    ]


def _numbers(collated: Collated, place: int, count: int) -> list[int]:
    """Return for each word of a version the number of the move it is part of, from 1, or 0."""
    found = [0] * count
    for number, move in enumerate(collated.moves, 1):
        stretch = move.here if move.version == place else move.there if place == collated.base else (0, 0)
        found[slice(*stretch)] = [number] * (stretch[1] - stretch[0])
    return found


def _pieces(text: str, marked: Sequence[tuple[Word, str, int]]) -> Iterator[Piece]:
    at = 0
    for (state, move), some in groupby(marked, lambda mark: mark[1:]):
        words = [word for word, _, _ in some]
        if words[0].start > at:
            yield Piece("", text[at : words[0].start])
        yield Piece(state, text[words[0].start : words[-1].end], move)
        at = words[-1].end
    if at < len(text):
        yield Piece("", text[at:])


def measures(value: Measures) -> Json:
    """Describe measures, rounded as far as they mean anything."""
    return {
        "chrf": None if value.chrf is None else round(value.chrf, 1),
        "ter": None if value.ter is None else round(value.ter, 1),
        "cosine": None if value.cosine is None else round(value.cosine, 3),
    }


def term(value: Term, versions: Sequence[Version], among: Sequence[int]) -> Json:
    """Describe source words with each version's renderings and their places."""
    return {
        "words": value.words,
        "count": len(value.occurrences),
        "complete": value.complete,
        "readings": value.readings,
        "differs": value.differs(among),
        "versions": [_renderings(value, at, each) for at, each in enumerate(versions)],
    }


def _renderings(value: Term, at: int, each: Version) -> Json:
    found = [
        {"words": words, "count": len(some), "places": [_place(occurrence, at) for occurrence in some]}
        for words, some in value.counts(at).items()
    ]
    return {"name": str(each.name), "known": each.links is not None, "renderings": found}


def _place(occurrence: Occurrence, at: int) -> Json:
    rendering = occurrence.renderings[at]
    place = {name: getattr(occurrence, name) for name in ("row", "segment", "start", "end")}
    return {**place, "link": rendering.link if rendering else "", "tier": rendering.tier if rendering else "none"}
