"""Where a term stands in the texts of a language, and in which links of which alignments."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from hexapla import languages
from hexapla.errors import HexaplaError
from hexapla.folding import Word, words
from hexapla.lemmas import is_unspaced, lemma
from hexapla.model import SIDES, Side, other
from hexapla.renderings.values import Asked
from hexapla.store import Key
from hexapla.store.schema import alignments, links, members, segments, texts


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


def places(connection: Connection, asked: Asked) -> list[Place]:
    """Return every place of the term, in the order of texts and segments."""
    if not words(asked.term):
        raise HexaplaError("Write a term to look for: a word, a phrase, or a Chinese character.")
    found: list[Place] = []
    for text_id, tag in _texts(connection, asked.source, asked.documents):
        phrase = _units(asked.term, tag, asked.forms)[1]
        query = select(segments.c.id, segments.c.text).where(segments.c.text_id == text_id).order_by(segments.c.rank)
        for segment, text in connection.execute(query):
            found += [Place(text_id, segment, start, end) for start, end in _stand(phrase, text, tag, asked.forms)]
    return found


def _texts(connection: Connection, tag: str, documents: Sequence[str]) -> list[tuple[int, str]]:
    wanted = languages.normalise(tag)
    query = select(texts.c.id, texts.c.language, texts.c.document).order_by(texts.c.document, texts.c.name)
    return [
        (text_id, language)
        for text_id, language, document in connection.execute(query)
        if speaks(language, wanted) and (not documents or document in documents)
    ]


def _units(text: str, tag: str, forms: bool) -> tuple[list[Word], list[str]]:
    """Return the words of a text, and what of each is compared."""
    found = words(text)
    return found, [lemma(text[w.start : w.end], tag) if forms and not is_unspaced(tag) else w.form for w in found]


def _stand(phrase: Sequence[str], text: str, tag: str, forms: bool) -> Iterator[tuple[int, int]]:
    found, units = _units(text, tag, forms)
    at = 0
    while at <= len(units) - len(phrase):
        if units[at : at + len(phrase)] == phrase:
            yield found[at].start, found[at + len(phrase) - 1].end
            at += len(phrase)
        else:
            at += 1


def sampled(found: Sequence[Place], limit: int, seed: int) -> list[Place]:
    """Return all places, or a random sample of them in their order."""
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
