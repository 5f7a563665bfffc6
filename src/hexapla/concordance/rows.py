"""The rows of the index that match, of many slots at once: counted, and fetched where they are not too many."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection

from hexapla.concordance.catalogue import Bank, Catalogue
from hexapla.concordance.compiling import Compiled
from hexapla.model import SIDES, Side

FEW = 5_000  # rows that are fetched rather than counted
_JUMP = 150_000  # rows from which on it is faster to jump from slot to slot than to read them all
_LOW = 2**32 - 1
Run = tuple[int, int]  # the first and last row of slots that follow each other


# From the first row that matches to the first one in a later slot, and so on.
_JUMPING = """WITH RECURSIVE jump(at) AS (
    SELECT (SELECT rowid FROM search_index WHERE search_index MATCH ?1 AND rowid BETWEEN ?2 AND ?3 LIMIT 1)
    UNION ALL SELECT (SELECT rowid FROM search_index WHERE search_index MATCH ?1
        AND rowid BETWEEN ((at >> 32) + 1) << 32 AND ?3 LIMIT 1) FROM jump WHERE at IS NOT NULL)
    SELECT count(*) FROM jump WHERE at IS NOT NULL"""
_ALL = "FROM search_index WHERE search_index MATCH ?"
_FROM = f"{_ALL} AND rowid BETWEEN ? AND ?"


class Tally(NamedTuple):
    """How many rows match, and in how many slots."""

    rows: int
    slots: int


class Rows:
    """What the index says of the banks that a question is about."""

    def __init__(
        self, connection: Connection, catalogue: Catalogue, banks: Sequence[Bank], compiled: dict[Side, Compiled]
    ) -> None:
        self._cursor: Any = connection.connection.cursor()  # SQLAlchemy's rows cost more than the search
        self._catalogue, self._banks, self._compiled = catalogue, banks, compiled

    def expression(self, side: Side) -> str:
        """Return the expression for a side; a side in which nothing can be told by the index has none."""
        return self._compiled[side].expression or ""

    @cached_property
    def few(self) -> dict[Bank, list[int]] | None:
        """The numbers of the rows that match, by bank, None where they are many."""
        found: dict[Bank, list[int]] = {}
        left = FEW
        for side in SIDES:
            banks = {bank.slot.id: bank for bank in self._banks if bank.side == side}
            for first, last in self.runs(banks):
                rows = self._fetch(self.expression(side), first, last, left + 1)
                left -= len(rows)
                if left < 0:
                    return None
                for row in rows:
                    found.setdefault(banks[row >> 32], []).append(row & _LOW)
        return found

    def numbers(self, bank: Bank) -> list[int]:
        """Return the numbers of the rows of one bank that match."""
        if self.few is not None:
            return self.few.get(bank, [])
        first = bank.slot.id << 32
        return [row & _LOW for row in self._fetch(self.expression(bank.side), first, first + _LOW, -1)]

    def _fetch(self, expression: str, first: int, last: int, limit: int) -> list[int]:
        query = f"SELECT rowid {_FROM} LIMIT ?"
        return [row for (row,) in self._cursor.execute(query, (expression, first, last, limit)).fetchall()]

    def tally(self, side: Side, slots: Collection[int]) -> Tally:
        """Count the rows of some slots that match on a side, and the slots that have any."""
        return self._tally(self.expression(side), slots)

    def tally_either(self, slots: Collection[int]) -> Tally:
        """Count the rows of slots that match on one side or the other."""
        return self._tally(" OR ".join(f"({self.expression(side)})" for side in SIDES), slots)

    def _tally(self, expression: str, slots: Collection[int]) -> Tally:
        each = [self._tally_run(expression, run) for run in self.runs(slots)]
        return Tally(sum(one.rows for one in each), sum(one.slots for one in each))

    def _tally_run(self, expression: str, run: Run) -> Tally:
        if not _is_one_word(expression):
            return Tally(*self._count("count(*), count(DISTINCT rowid >> 32)", expression, run))
        (rows,) = self._count("count(*)", expression, run)
        if rows < _JUMP:
            return Tally(rows, *self._count("count(DISTINCT rowid >> 32)", expression, run))
        return Tally(rows, *self._cursor.execute(_JUMPING, (expression, *run)).fetchone())

    def _count(self, what: str, expression: str, run: Run) -> tuple[int, ...]:
        """Count in a range; the whole index is counted faster when no range is named."""
        every = self._catalogue.slots
        is_all = run == (every[0] << 32, (every[-1] << 32) + _LOW)
        where = _ALL if is_all else _FROM
        counted: tuple[int, ...] = self._cursor.execute(
            f"SELECT {what} {where}", (expression,) if is_all else (expression, *run)
        ).fetchone()
        return counted

    def runs(self, slots: Collection[int]) -> list[Run]:
        """Return ranges of rows that hold these slots and no others that have any rows."""
        ordered = sorted(slots)
        others = [slot for slot in self._catalogue.slots if slot not in slots]
        found: list[Run] = []
        for slot in ordered:
            if found and bisect_left(others, found[-1][1] >> 32) == bisect_right(others, slot):
                found[-1] = found[-1][0], (slot << 32) + _LOW
            else:
                found.append((slot << 32, (slot << 32) + _LOW))
        return found


def _is_one_word(expression: str) -> bool:
    """Whether an expression is one whole word, so that it costs little to begin with it anew."""
    return bool(re.fullmatch(r'\(\{[st]\} : "[^" ]+"\)', expression))
