"""Where a term stands in the texts of a language, and in which links of which alignments."""

from __future__ import annotations

import os.path
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from sqlalchemy import Connection, select

from hexapla import languages
from hexapla.concordance import Concordance
from hexapla.concordance.asking import Ask
from hexapla.concordance.parsing import LONGEST
from hexapla.errors import HexaplaError
from hexapla.folding import words
from hexapla.lemmas import forms
from hexapla.model import SIDES, Side, other
from hexapla.renderings.values import Asked
from hexapla.store import Key
from hexapla.store.index.filling import Progress
from hexapla.store.schema import alignments, links, members, texts

READ = 3000  # links that are read to count the places in them; of more only a sample is read
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """A term in a segment of a text: code points, and the segment's id in the working copy."""

    text_id: int
    segment: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Met:
    """A place in a link of an alignment with a text of the other language."""

    key: Key
    link: str
    side: Side
    place: Place


def speaks(tag: str, wanted: str) -> bool:
    """Whether a text in `tag` is asked for by `wanted`: the same, or a narrower tag of it."""
    return tag == wanted or tag.startswith(f"{wanted}-")


@dataclass(frozen=True, slots=True)
class Looked:
    """Places of a term; `total` counts all there are, or where `exact` is false the links that have it."""

    places: list[Place]
    total: int
    exact: bool


def look(concordance: Concordance, asked: Asked, progress: Progress | None = None) -> Looked:
    """Return the places of the term, or of more than can be looked at a random sample, in the order of the texts."""
    pattern = _pattern(asked)
    ask = Ask(_query(pattern), languages=(asked.source,), documents=asked.documents)
    concordance.prepare(progress)
    with concordance.finder(ask) as finder:
        rows = [(bank, number) for bank in finder.banks for number in finder.numbers(bank)]
        exact = len(rows) <= max(READ, asked.limit)
        some = rows if exact else sampled(rows, asked.limit, asked.seed)
        found = [
            Place(bank.text.id, segment, start, end)
            for bank, group in groupby(some, key=itemgetter(0))
            for row in finder.read(bank, [number for _, number in group])
            for segment, text in row.cells[bank.side]
            for start, end in _stand(pattern, text)
        ]
    found = list(dict.fromkeys(found))
    return Looked(sampled(found, asked.limit, asked.seed), len(found) if exact else len(rows), exact)


def _pattern(asked: Asked) -> list[frozenset[str]]:
    """Return for each word of the term the spellings that count."""
    pattern = [
        forms(asked.term[word.start : word.end], asked.source) | {word.form} if asked.forms else frozenset({word.form})
        for word in words(asked.term)
    ]
    if not pattern:
        raise HexaplaError("Write a term to look for: a word, a phrase, or a Chinese character.")
    return pattern


def _query(pattern: Sequence[frozenset[str]]) -> str:
    """Say in the language of searches which links may have the term."""
    if all(len(spellings) == 1 for spellings in pattern):
        return f'"{" ".join(next(iter(spellings)) for spellings in pattern)}"'
    query = " AND ".join(f"({' OR '.join(_quoted(spelling) for spelling in sorted(one))})" for one in pattern)
    if len(query) <= LONGEST:
        return query
    return " AND ".join(_beginning(one) for one in pattern)


def _quoted(spelling: str) -> str:
    return '"' + spelling.replace('"', " ") + '"'


def _beginning(spellings: frozenset[str]) -> str:
    """Return a wildcard for many spellings: what they begin with."""
    shared = os.path.commonprefix(sorted(spellings))  # noqa: RUF071 - of letters, which is what is wanted
    return f"{shared}*" if shared else "*"


def _stand(pattern: Sequence[frozenset[str]], text: str) -> Iterator[tuple[int, int]]:
    found, at = words(text), 0
    while at <= len(found) - len(pattern):
        if all(found[at + i].form in spellings for i, spellings in enumerate(pattern)):
            yield found[at].start, found[at + len(pattern) - 1].end
            at += len(pattern)
        else:
            at += 1


def sampled(found: Sequence[T], limit: int, seed: int) -> list[T]:
    """Return all of them, or a random sample in their order."""
    if len(found) <= limit:
        return list(found)
    chosen = sorted(random.Random(seed).sample(range(len(found)), limit))  # noqa: S311 - a sample, no secret
    return [found[place] for place in chosen]


def met(connection: Connection, some: Sequence[Place], asked: Asked) -> dict[Key, list[Met]]:
    """Return the links that places are in, of alignments with a text of the target language."""
    pairs = _pairs(connection, asked)
    by_segment: defaultdict[int, list[Place]] = defaultdict(list)
    for place in some:
        by_segment[place.segment].append(place)
    found: defaultdict[Key, list[Met]] = defaultdict(list)
    ids = list(by_segment)
    for start in range(0, len(ids), 500):
        query = select(members.c.alignment_id, members.c.segment_id, members.c.link, members.c.side)
        for alignment_id, segment, link, side in connection.execute(
            query.where(members.c.segment_id.in_(ids[start : start + 500]))
        ):
            if (alignment_id, side) in pairs:
                key = pairs[alignment_id, side]
                found[key] += [Met(key, link, side, place) for place in by_segment[segment]]
    return dict(sorted(found.items()))


def _pairs(connection: Connection, asked: Asked) -> dict[tuple[int, str], Key]:
    """Return the alignments, by their id and the side of the term, whose other side is in the target language."""
    infos = {row["id"]: row for row in connection.execute(select(texts)).mappings()}
    wanted = languages.normalise(asked.target)
    found: dict[tuple[int, str], Key] = {}
    for row in connection.execute(select(alignments)).mappings():
        sides = {side: infos[row[f"{side}_id"]] for side in SIDES}
        for side in SIDES:
            across = sides[other(side)]
            if speaks(across["language"], wanted) and (not asked.texts or across["name"] in asked.texts):
                found[row["id"], side] = Key(row["document"], sides["source"]["name"], sides["target"]["name"])
    return found


def rows_of(connection: Connection, alignment_id: int, names: Sequence[str]) -> dict[str, int]:
    """Return the place (from 1) of links in their alignment."""
    wanted = set(names)
    query = select(links.c.id).where(links.c.alignment_id == alignment_id).order_by(links.c.rank)
    return {name: row for row, name in enumerate(connection.execute(query).scalars(), 1) if name in wanted}
