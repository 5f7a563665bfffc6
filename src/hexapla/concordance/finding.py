"""Finding: candidates from the index, the texts of candidates, and the places in them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from hexapla.concordance.asking import Ask, Condition, is_language
from hexapla.concordance.catalogue import Bank, Catalogue
from hexapla.concordance.compiling import MOST_WORDS, Compiled, Compiler
from hexapla.concordance.evaluating import Place, Side, matches
from hexapla.concordance.outlines import Outline, Outlines
from hexapla.concordance.parsing import parse
from hexapla.concordance.syntax import Node
from hexapla.folding import FULL
from hexapla.model import SIDES, other
from hexapla.store import index

CHUNK = 200  # links whose words are read at once
_COLUMN = {"source": "s", "target": "t"}
Cells = dict[str, list[tuple[int, str]]]  # id and words of the segments of each side


@dataclass(frozen=True, slots=True)
class Found:
    """A side of a link in which the query is found: its words and the places in them."""

    bank: Bank
    number: int
    cells: Cells
    side: Side
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Counts:
    """Sides of links (and lone segments) that match, their links, their texts; `exact` or at least so many."""

    sides: int
    links: int
    texts: int
    exact: bool = True


class Finder:
    """Answers one question at one moment."""

    def __init__(self, connection: Connection, catalogue: Catalogue, outlines: Outlines, ask: Ask) -> None:
        self.connection, self.catalogue, self.ask = connection, catalogue, ask
        self._outlines = outlines
        self.banks = catalogue.chosen(ask)
        self._before = _earlier(self.banks)
        self._segments: dict[Bank, set[int]] = {}
        self.query = parse(ask.query, ask.fold)
        self.conditions = [(condition, condition.parsed(ask.fold)) for condition in ask.conditions]

    # The index

    @cached_property
    def compiled(self) -> dict[str, Compiled]:
        """The expression for each side in which to look; None where the index cannot help."""
        compiler = Compiler(self._expand, self.ask.fold == FULL)
        query = compiler.compile(parse(self.ask.query))
        here = [(c, compiler.compile(c.parsed(FULL))) for c in self.ask.conditions if self._is_first(c)]
        exact = query.exact and all(found.exact for _, found in here) and len(here) == len(self.ask.conditions)
        return {side: Compiled(_both(side, query, here), exact) for side in SIDES}

    @property
    def is_exact(self) -> bool:
        """Whether the index alone can tell what matches."""
        return self.compiled["source"].exact and self.compiled["source"].expression is not None

    @property
    def is_repeated(self) -> bool:
        """Whether some text is looked at in several alignments."""
        return any(self._before.values())

    def _is_first(self, condition: Condition) -> bool:
        """Whether a condition is about the language of the first one, and so about the same link as that."""
        return condition.language == self.ask.conditions[0].language

    def _expand(self, pattern: str) -> list[str]:
        query = "SELECT word FROM search_words WHERE word GLOB ? LIMIT ?"
        return list(self.connection.exec_driver_sql(query, (pattern, MOST_WORDS + 1)).scalars().all())

    def numbers(self, bank: Bank) -> Sequence[int]:
        """Return the numbers of a bank's rows that may match, in the order of the text."""
        expression = self.compiled[bank.side].expression
        if expression is None:
            found: Sequence[int] = self.outline(bank).numbers
        else:
            first, last = index.row_range(bank.slot, bank.slot)
            query = "SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?"
            rows = self.connection.exec_driver_sql(query, (expression, first, last)).scalars().all()
            found = [row - first for row in rows]
        if not found:
            return []
        outline = self.outline(bank)
        found = sorted(found, key=outline.places.__getitem__)
        if not self.ask.statuses:
            return found
        return [n for n in found if outline.statuses[outline.places[n]] in self.ask.statuses]

    def outline(self, bank: Bank) -> Outline:
        """Return the order of a bank's rows."""
        alignment_id = bank.slot.alignment_id
        revision = self.catalogue.alignments[alignment_id][2] if alignment_id else -bank.slot.id
        return self._outlines.get(self.connection, bank.slot, revision)

    # Counting

    def counts(self) -> Counts | None:
        """Count by the index alone; None where the texts must be read."""
        if not self.is_exact:
            return None
        by_bank = {bank: self._count(bank) for bank in self.banks}
        texts = {bank.text.id for bank, count in by_bank.items() if count}
        return Counts(sum(by_bank.values()), self._links(by_bank), len(texts))

    def _count(self, bank: Bank) -> int:
        if self._before[bank]:
            return sum(1 for _ in self.read(bank, self.numbers(bank)))
        if self.ask.statuses:
            return len(self.numbers(bank))
        return self._count_rows(self.compiled[bank.side].expression or "", bank.slot)

    def _count_rows(self, expression: str, slot: index.Slot) -> int:
        query = "SELECT count(*) FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?"
        return int(self.connection.exec_driver_sql(query, (expression, *index.row_range(slot, slot))).scalar_one())

    def _links(self, by_bank: dict[Bank, int]) -> int:
        """Count links: one that matches on both sides is one."""
        total = 0
        for slot, banks in groupby(sorted(by_bank, key=lambda bank: bank.slot.id), key=lambda bank: bank.slot):
            counted = [bank for bank in banks if by_bank[bank]]
            if slot.alignment_id is None:
                continue
            total += by_bank[counted[0]] if len(counted) == 1 else self._either(slot, counted) if counted else 0
        return total

    def _either(self, slot: index.Slot, banks: Sequence[Bank]) -> int:
        if self.ask.statuses:
            return len({number for bank in banks for number in self.numbers(bank)})
        both = " OR ".join(f"({self.compiled[side].expression})" for side in SIDES)
        return self._count_rows(both, slot)

    # Reading

    def read(self, bank: Bank, numbers: Iterable[int]) -> Iterator[Found]:
        """Return those of a bank's rows that match, with the places, in the order given.

        Where a text is looked at in several alignments, a segment counts in the first in which it matches.
        """
        waiting = list(numbers)
        for start in range(0, len(waiting), CHUNK):
            some = waiting[start : start + CHUNK]
            cells = self.cells(bank, some)
            for number in some:
                if number in cells and (found := self._look(bank, number, cells[number])):
                    yield found

    def _look(self, bank: Bank, number: int, cells: Cells) -> Found | None:
        side = Side([words for _, words in cells[bank.side]], self.ask.fold)
        places = matches(self.query, side)
        if places is None or not (self.is_exact or self._fulfils(bank, cells)):
            return None
        if self._before[bank]:
            seen = self._seen(bank)
            places = [place for place in places if cells[bank.side][place.segment][0] not in seen]
        return Found(bank, number, cells, side, places) if places else None

    def _seen(self, bank: Bank) -> set[int]:
        """Return the segments of a bank's text that match in alignments looked at before."""
        if bank not in self._segments:
            self._segments[bank] = {
                found.cells[earlier.side][place.segment][0]
                for earlier in self._before[bank]
                for found in self.read(earlier, self.numbers(earlier))
                for place in found.places
            }
        return self._segments[bank]

    def _fulfils(self, bank: Bank, cells: Cells) -> bool:
        if not self.conditions:
            return True
        across = Side([words for _, words in cells[other(bank.side)]], self.ask.fold)
        first = [(c, node) for c, node in self.conditions if self._is_first(c)]
        rest = [(c, node) for c, node in self.conditions if not self._is_first(c)]
        if not all(_holds(condition, node, across) for condition, node in first):
            return False
        return not rest or self._elsewhere(bank, [number for number, _ in cells[bank.side]], rest)

    def _elsewhere(self, bank: Bank, segments: Sequence[int], rest: list[tuple[Condition, Node]]) -> bool:
        """Whether conditions about further languages hold in links of other alignments that share a segment."""
        linked = [one for found in linked_with(self.connection, segments).values() for one in found]
        for language in {condition.language for condition, _ in rest}:
            sides = [
                Side([words for _, words in one.segments], self.ask.fold)
                for one in linked
                if is_language(self.catalogue.texts[one.text_id].info.language, language)
                and one.text_id != bank.text.id
            ]
            wanted = [(c, node) for c, node in rest if c.language == language]
            if not any(all(_holds(condition, node, side) for condition, node in wanted) for side in sides):
                return False
        return True

    def cells(self, bank: Bank, numbers: Sequence[int]) -> dict[int, Cells]:
        """Return the segments of both sides of rows."""
        if bank.slot.alignment_id is None:
            query = "SELECT id, text FROM segments WHERE id IN (SELECT value FROM json_each(?))"
            rows = self.connection.exec_driver_sql(query, (json.dumps(list(numbers)),)).all()
            return {row[0]: {"source": [(row[0], row[1])], "target": []} for row in rows}
        outline = self.outline(bank)
        links = {outline.links[outline.places[number]]: number for number in numbers}
        found: dict[int, Cells] = {}
        for link, side, segment, words in _members(self.connection, bank.slot.alignment_id, list(links)):
            found.setdefault(links[link], {"source": [], "target": []})[side].append((segment, words))
        return found


def _earlier(banks: Sequence[Bank]) -> dict[Bank, list[Bank]]:
    """Return for each bank those before it that have the same text."""
    by_text: defaultdict[int, list[Bank]] = defaultdict(list)
    earlier = {}
    for bank in banks:
        earlier[bank] = list(by_text[bank.text.id])
        by_text[bank.text.id].append(bank)
    return earlier


def _both(side: str, query: Compiled, here: Sequence[tuple[Condition, Compiled]]) -> str | None:
    """Join the query for one side of a link with the conditions on the other."""
    across = "t" if side == "source" else "s"
    wanted = [(_COLUMN[side], query.expression)]
    wanted += [(across, found.expression) for condition, found in here if not condition.negative]
    known = [f"({{{column}}} : {expression})" for column, expression in wanted if expression is not None]
    if not known:
        return None
    joined = " AND ".join(known)
    for condition, found in here:
        if condition.negative and found.exact and found.expression is not None:
            joined = f"({joined}) NOT ({{{across}}} : {found.expression})"
    return joined


def _holds(condition: Condition, node: Node, side: Side) -> bool:
    return bool(side.segments) and (matches(node, side) is None) is condition.negative


def _members(connection: Connection, alignment_id: int, links: Sequence[str]) -> Sequence[Any]:
    query = """SELECT m.link, m.side, s.id, s.text FROM members m JOIN segments s ON s.id = m.segment_id
        WHERE m.alignment_id = ? AND m.link IN (SELECT value FROM json_each(?)) ORDER BY s.rank"""
    return connection.exec_driver_sql(query, (alignment_id, json.dumps(links))).all()


@dataclass(frozen=True, slots=True)
class Linked:
    """The other side of a link that has some segment; `place` is the segment's own place in its side, from 0."""

    alignment_id: int
    link: str
    text_id: int
    segments: tuple[tuple[int, str], ...]
    place: int


def linked_with(connection: Connection, segments: Sequence[int]) -> dict[int, list[Linked]]:
    """Return for each segment the other sides of all links that have it; empty sides are left out."""
    query = """SELECT own.segment_id, m.alignment_id, m.link, s.text_id,
        (SELECT count(*) FROM members b JOIN segments earlier ON earlier.id = b.segment_id
            WHERE b.alignment_id = own.alignment_id AND b.link = own.link AND b.side = own.side
            AND earlier.rank < itself.rank),
        s.id, s.text FROM members own JOIN segments itself ON itself.id = own.segment_id
        JOIN members m ON m.alignment_id = own.alignment_id AND m.link = own.link AND m.side <> own.side
        JOIN segments s ON s.id = m.segment_id
        WHERE own.segment_id IN (SELECT value FROM json_each(?)) ORDER BY own.segment_id, m.alignment_id, s.rank"""
    found: defaultdict[int, list[Linked]] = defaultdict(list)
    rows = connection.exec_driver_sql(query, (json.dumps(list(segments)),)).all()
    for (own, alignment_id, link, text_id, place), group in groupby(rows, key=lambda row: tuple(row[:5])):
        found[own].append(Linked(alignment_id, link, text_id, tuple((row[5], row[6]) for row in group), place))
    return found
