"""Finding: candidates from the index, the texts of candidates, and the places in them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from hexapla.concordance.across import linked_with
from hexapla.concordance.asking import Ask, Condition, is_language
from hexapla.concordance.catalogue import Bank, Catalogue
from hexapla.concordance.compiling import MOST_WORDS, Compiled, Compiler
from hexapla.concordance.evaluating import Cell, Place, matches
from hexapla.concordance.outlines import LinkEntry, Outline, Outlines
from hexapla.concordance.parsing import parse
from hexapla.concordance.rows import Rows
from hexapla.concordance.syntax import Node
from hexapla.folding import FULL
from hexapla.model import SIDES, Side, other
from hexapla.store.index import link_of

FIRST, CHUNK = 60, 400  # links whose words are read at once, at first and then
_COLUMN = {"source": "s", "target": "t"}
Cells = dict[str, list[tuple[int, str]]]  # id and words of the segments of each side


@dataclass(frozen=True, slots=True)
class Found:
    """A side of a link in which the query is found: its words and the places in them."""

    bank: Bank
    number: int
    cells: Cells
    side: Cell
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Counts:
    """Sides of links (and lone segments) that match, their links, their texts."""

    sides: int
    links: int
    texts: int

    def __add__(self, other: Counts) -> Counts:
        """Add the counts of other texts."""
        return Counts(self.sides + other.sides, self.links + other.links, self.texts + other.texts)


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
    def compiled(self) -> dict[Side, Compiled]:
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

    @cached_property
    def rows(self) -> Rows:
        """What the index says."""
        return Rows(self.connection, self.catalogue, self.banks, self.compiled)

    def numbers(self, bank: Bank) -> Sequence[int]:
        """Return the numbers of a bank's rows that may match, in the order of the text."""
        if self.compiled[bank.side].expression is None:
            found: Sequence[int] = self.outline(bank).numbers
        else:
            found = self.rows.numbers(bank)
        if not found:
            return []
        entries = self.entries(bank, found)
        if self.ask.statuses:
            found = [number for number in found if entries[number].status in self.ask.statuses]
        return sorted(found, key=lambda number: entries[number].rank)

    def outline(self, bank: Bank) -> Outline:
        """Return the order of all of a bank's rows."""
        return self._outlines.get(self.connection, bank.slot, self.catalogue.revision(bank.slot))

    def entries(self, bank: Bank, numbers: Sequence[int]) -> dict[int, LinkEntry]:
        """Return rank, id and status of the links of rows."""
        return self._outlines.entries(self.connection, bank.slot, self.catalogue.revision(bank.slot), numbers)

    def places(self, bank: Bank, numbers: Sequence[int]) -> dict[int, int]:
        """Return the place in their alignment, from 1, of rows."""
        return self._outlines.rows(self.connection, bank.slot, self.catalogue.revision(bank.slot), numbers)

    # Counting

    def counts(self) -> Counts | None:
        """Count by the index alone; None where the texts must be read."""
        if not self.is_exact:
            return None
        texts = {bank.text.id for bank in self.banks if self._before[bank]}
        repeated = [bank for bank in self.banks if bank.text.id in texts]
        plain = [bank for bank in self.banks if bank.text.id not in texts]
        numbers: dict[Bank, Sequence[int]] = {}
        numbers |= {bank: [found.number for found in self.read(bank, self.numbers(bank))] for bank in repeated}
        if self.ask.statuses:
            return _counted(numbers | {bank: self.numbers(bank) for bank in plain})
        if self.rows.few is not None:
            return _counted(numbers | {bank: self.rows.numbers(bank) for bank in plain})
        return self._many(plain) + _counted(numbers)

    def _many(self, banks: Sequence[Bank]) -> Counts:
        """Count rows that are too many to be fetched; a link that matches on both sides is one."""
        slots = {side: {bank.slot.id for bank in banks if bank.side == side} for side in SIDES}
        tallies = [self.rows.tally(side, slots[side]) for side in SIDES]
        sides = sum(tally.rows for tally in tallies)
        lone = self.rows.tally("source", {bank.slot.id for bank in banks if bank.across is None}).rows
        links, both = sides - lone, slots["source"] & slots["target"]
        if both and all(tally.rows for tally in tallies):
            twice = sum(self.rows.tally(side, both).rows for side in SIDES)
            links -= twice - self.rows.tally_either(both).rows
        return Counts(sides, links, sum(tally.slots for tally in tallies))

    # Reading

    def read(self, bank: Bank, numbers: Iterable[int]) -> Iterator[Found]:
        """Return those of a bank's rows that match, with the places, in the order given.

        Where a text is looked at in several alignments, a segment counts in the first in which it matches.
        """
        return self.read_all((bank, number) for number in numbers)

    def read_all(self, rows: Iterable[tuple[Bank, int]]) -> Iterator[Found]:
        """Return those of some rows of any banks that match, in the order given."""
        waiting = iter(rows)
        size = FIRST
        while some := list(islice(waiting, size)):
            cells = self.cells(some)
            for bank, number in some:
                row = (bank.slot.id << 32) + number
                if row in cells and (found := self._look(bank, number, cells[row])):
                    yield found
            size = CHUNK

    def _look(self, bank: Bank, number: int, cells: Cells) -> Found | None:
        side = Cell([words for _, words in cells[bank.side]], self.ask.fold)
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
        across = Cell([words for _, words in cells[other(bank.side)]], self.ask.fold)
        first = [(c, node) for c, node in self.conditions if self._is_first(c)]
        rest = [(c, node) for c, node in self.conditions if not self._is_first(c)]
        if not all(_holds(condition, node, across) for condition, node in first):
            return False
        return not rest or self._elsewhere(bank, [number for number, _ in cells[bank.side]], rest)

    def _elsewhere(self, bank: Bank, segments: Sequence[int], rest: list[tuple[Condition, Node]]) -> bool:
        """Whether conditions about further languages hold in links of other alignments that share a segment."""
        sides = self._across(bank, segments)
        for language in {condition.language for condition, _ in rest}:
            wanted = [(c, node) for c, node in rest if c.language == language]
            there = [side for tag, side in sides if is_language(tag, language)]
            if not any(all(_holds(condition, node, side) for condition, node in wanted) for side in there):
                return False
        return True

    def _across(self, bank: Bank, segments: Sequence[int]) -> list[tuple[str, Cell]]:
        """Return language and words of the other sides, empty ones too, of all links with some of the segments."""
        linked = (one for found in linked_with(self.connection, segments).values() for one in found)
        words = {(one.alignment_id, one.link): [text for _, text in one.segments] for one in linked}
        query = "SELECT DISTINCT alignment_id, link FROM members WHERE segment_id IN (SELECT value FROM json_each(?))"
        found = []
        for alignment_id, link in self._select(query, list(segments)):
            source, target, _ = self.catalogue.alignments[alignment_id]
            across = self.catalogue.texts[target if source == bank.text.id else source]
            found.append((across.info.language, Cell(words.get((alignment_id, link), ()), self.ask.fold)))
        return found

    def cells(self, rows: Sequence[tuple[Bank, int]]) -> dict[int, Cells]:
        """Return the segments of both sides of rows, by (slot << 32) + number."""
        found: dict[int, Cells] = {}
        lone = {number: bank.slot.id << 32 for bank, number in rows if bank.slot.alignment_id is None}
        query = "SELECT id, text FROM segments WHERE id IN (SELECT value FROM json_each(?))"
        for segment, words in self._select(query, list(lone)) if lone else ():
            found[lone[segment] + segment] = {"source": [(segment, words)], "target": []}
        links = {
            (bank.slot.alignment_id, link_of(self.connection, bank.slot.alignment_id, number)): (bank.slot.id << 32)
            + number
            for bank, number in rows
            if bank.slot.alignment_id is not None
        }
        for alignment_id, link, side, segment, words in self._select(_MEMBERS, list(links)):
            cells = found.setdefault(links[alignment_id, link], {"source": [], "target": []})
            cells[side].append((segment, words))
        return found

    def _select(self, query: str, values: object) -> Sequence[Any]:
        return self.connection.exec_driver_sql(query, (json.dumps(values),)).all()


_MEMBERS = """SELECT m.alignment_id, m.link, m.side, s.id, s.text FROM json_each(?) one
    CROSS JOIN members m
    ON m.alignment_id = json_extract(one.value, '$[0]') AND m.link = json_extract(one.value, '$[1]')
    CROSS JOIN segments s ON s.id = m.segment_id ORDER BY s.rank"""


def _counted(numbers: Mapping[Bank, Sequence[int]]) -> Counts:
    links = {(bank.slot.id, number) for bank, some in numbers.items() if bank.across for number in some}
    texts = {bank.text.id for bank, some in numbers.items() if some}
    return Counts(sum(map(len, numbers.values())), len(links), len(texts))


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


def _holds(condition: Condition, node: Node, side: Cell) -> bool:
    return (matches(node, side) is None) is condition.negative
