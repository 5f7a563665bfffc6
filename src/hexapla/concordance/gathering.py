"""All hits of a question with their contexts, for what cannot be told from a page: orders, samples, frequencies."""

from __future__ import annotations

import random
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hexapla.concordance.catalogue import Bank
from hexapla.concordance.evaluating import Place
from hexapla.concordance.finding import Finder, Found
from hexapla.concordance.hits import Hit
from hexapla.store.history import last_change

Json = dict[str, Any]
CAP = 50_000  # sides of links that are read; of more, so many at random
CONTEXT = 10  # words kept to the left and right
_KEPT = 4  # questions whose hits are kept


@dataclass(frozen=True, slots=True)
class Line:
    """A hit with its context: folded words, those to the left from the nearest on."""

    bank: Bank
    number: int
    nth: int
    place: Place
    form: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass
class Gathered:
    """The hits of a question; where there are too many (`complete` is false), those of `looked_at` sides of `total`."""

    lines: list[Line]
    total: int
    looked_at: int
    sides: int
    links: int
    texts: int
    known: Json = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether no hit was left out."""
        return self.looked_at == self.total

    def counts(self) -> Json:
        """Count hits, sides, links and texts as the API does."""
        here = {"hits": len(self.lines), "sides": self.sides, "links": self.links, "texts": self.texts}
        most = {name: max(count, self.known.get(name, 0)) for name, count in here.items()}
        return {**most, "exact": self.complete}

    def ordered(self, sort: str, sample: int | None, seed: int) -> Sequence[Line]:
        """Return the hits, or a random sample of them, in an order."""
        lines: Sequence[Line] = self.lines
        if sample is not None and sample < len(lines):
            chosen = sorted(random.Random(seed).sample(range(len(lines)), sample))  # noqa: S311 - no secret
            lines = [lines[at] for at in chosen]
        if sort == "document":
            return lines
        return sorted(lines, key=_KEYS[sort])


_KEYS: dict[str, Any] = {
    "left": lambda line: (line.left, line.form, line.right),
    "right": lambda line: (line.right, line.form, line.left),
    "hit": lambda line: (line.form, line.right, line.left),
}


class Gatherer:
    """Gathers hits, and keeps those of the last questions as long as nothing changes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, Gathered] = OrderedDict()
        self._lock = threading.Lock()

    def gather(self, finder: Finder) -> Gathered:
        """Return all hits of a question."""
        key = self._key(finder)
        with self._lock:
            if known := self._kept.get(key):
                self._kept.move_to_end(key)
                return known
        made = _gather(finder)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    def _key(self, finder: Finder) -> object:
        ask = finder.ask
        banks = tuple((bank.slot.id, bank.side) for bank in finder.banks)
        return ask.query, ask.conditions, ask.statuses, ask.fold, ask.seed, banks, last_change(finder.connection)


def _gather(finder: Finder) -> Gathered:
    numbers = {bank: list(finder.numbers(bank)) for bank in finder.banks}
    total = sum(map(len, numbers.values()))
    looked_at = min(total, CAP)
    if total > CAP:
        numbers = _some(numbers, finder.ask.seed)
    lines: list[Line] = []
    links: set[tuple[int, int]] = set()
    texts: set[int] = set()
    sides = 0
    for found in finder.read_all((bank, number) for bank, some in numbers.items() for number in some):
        lines += _lines(found)
        sides += 1
        texts.add(found.bank.text.id)
        if found.bank.across:
            links.add((found.bank.slot.id, found.number))
    counted = None if looked_at == total else finder.counts()
    known = (
        {"hits": counted.sides, "sides": counted.sides, "links": counted.links, "texts": counted.texts}
        if counted
        else {}
    )
    return Gathered(lines, total, looked_at, sides, len(links), len(texts), known)


def _some(numbers: dict[Bank, list[int]], seed: int) -> dict[Bank, list[int]]:
    """Choose rows at random, in their order."""
    every = [(bank, number) for bank, some in numbers.items() for number in some]
    chosen = sorted(random.Random(seed).sample(range(len(every)), CAP))  # noqa: S311 - no secret
    kept: dict[Bank, list[int]] = {}
    for at in chosen:
        bank, number = every[at]
        kept.setdefault(bank, []).append(number)
    return kept


def _lines(found: Found) -> Iterator[Line]:
    for nth, place in enumerate(found.places):
        words = found.side.forms[place.segment]
        before = words[max(0, place.first - CONTEXT) : place.first]
        yield Line(
            found.bank,
            found.number,
            nth,
            place,
            tuple(words[place.first : place.last]),
            tuple(reversed(before)),
            tuple(words[place.last : place.last + CONTEXT]),
        )


def read_hits(finder: Finder, lines: Sequence[Line]) -> list[Hit]:
    """Read again the texts of some lines."""
    rows = {(line.bank.slot.id, line.bank.side, line.number): (line.bank, line.number) for line in lines}
    read = {(found.bank.slot.id, found.bank.side, found.number): found for found in finder.read_all(rows.values())}
    keyed = [(read.get((line.bank.slot.id, line.bank.side, line.number)), line.place) for line in lines]
    return [(found, place) for found, place in keyed if found]
