"""Frequencies of hits by what they are and where they stand, and the collocates of hits.

Measures of association of a word with the hits, from the number of hits, of the word's tokens near hits (`count`), of
its tokens anywhere in the texts searched (`total`) and of all tokens:

- log-likelihood: 2 · Σ observed · ln(observed / expected) over the contingency table of near or not, this word or not
  (T. Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, Computational Linguistics 19, 1993);
  here negative where the word is rarer near hits than elsewhere;
- logDice: 14 + log2(2 · count / (hits + total)) (P. Rychlý, A Lexicographer-Friendly Association Score, RASLAN 2008);
  14 where the two never stand apart, about 0 where there is one common occurrence in 16,000.
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hexapla.concordance.finding import Finder
from hexapla.concordance.gathering import CONTEXT, Gathered, Line, read_hits
from hexapla.errors import HexaplaError
from hexapla.folding import Fold, is_unspaced, shadow_words

Json = dict[str, Any]
MEASURES = ("log_likelihood", "log_dice", "count")
_REFERENCE = 200_000  # segments read to count words; of more, every so-manieth
_MOST_TEXTS = 2000
_TEXT_FIELDS: dict[str, Callable[[Line], str]] = {
    "document": lambda line: line.bank.text.document.name,
    "text": lambda line: f"{line.bank.text.document.name}/{line.bank.text.info.name}",
    "language": lambda line: line.bank.text.info.language,
    "translator": lambda line: line.bank.text.info.translator,
    "provenance": lambda line: line.bank.text.info.provenance.value,
    "date": lambda line: line.bank.text.date,
}
_SIDES = {"L": "left", "R": "right"}


def joined(words: Iterable[str]) -> str:
    """Write folded words as one: with spaces, but none between characters that are words of their own."""
    made = ""
    for word in words:
        close = made and is_unspaced(made[-1]) and is_unspaced(word[:1])
        made += word if close or not made else f" {word}"
    return made


def frequencies(finder: Finder, found: Gathered, by: str, limit: int) -> Json:
    """Count the hits by something; raise `HexaplaError` where that is nothing to count by."""
    values = _values(finder, found, by)
    counted = Counter(values)
    titles = {
        _TEXT_FIELDS[name](line): line.bank.text.document.title
        for line in found.lines
        for name in ("document", "text")
        if by == name
    }
    rows = [
        {"value": value, "count": count, "share": round(count / len(values), 6)}
        | ({"title": titles[value]} if titles else {})
        for value, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:limit]
    ]
    return {
        "by": by,
        "total": len(values),
        "values": len(counted),
        "looked_at": found.looked_at,
        "complete": found.complete,
        "rows": rows,
    }


def _values(finder: Finder, found: Gathered, by: str) -> list[str]:
    if by == "form":
        return [joined(line.form) for line in found.lines]
    if by == "exact":
        return _as_written(finder, found)
    if by == "status":
        return _statuses(finder, found)
    if by in _TEXT_FIELDS:
        return [_TEXT_FIELDS[by](line) for line in found.lines]
    if by[:1] in _SIDES and by[1:].isdecimal() and 1 <= int(by[1:]) <= CONTEXT:
        contexts = (getattr(line, _SIDES[by[0]]) for line in found.lines)
        place = int(by[1:])
        return [context[place - 1] for context in contexts if len(context) >= place]
    names = ", ".join(["form", "exact", "status", *_TEXT_FIELDS])
    raise HexaplaError(f"Hits are counted by {names}, or by a place such as L1 or R2, not by “{by}”.")


def _as_written(finder: Finder, found: Gathered) -> list[str]:
    spans = ((hit, place, hit.side.chars(place)) for hit, place in read_hits(finder, found.lines))
    return [hit.side.segments[place.segment][start:end] for hit, place, (start, end) in spans]


def _statuses(finder: Finder, found: Gathered) -> list[str]:
    by_slot: defaultdict[int, set[int]] = defaultdict(set)
    banks = {bank.slot.id: bank for bank in finder.banks}
    for line in found.lines:
        by_slot[line.bank.slot.id].add(line.number)
    entries = {slot: finder.entries(banks[slot], sorted(numbers)) for slot, numbers in by_slot.items()}
    return [entries[line.bank.slot.id][line.number].status for line in found.lines]


# Collocates


@dataclass(frozen=True, slots=True)
class Window:
    """How many words to the left and right are near."""

    left: int = 5
    right: int = 5

    def __post_init__(self) -> None:
        """See that it is not empty and not too wide."""
        if not (0 <= self.left <= CONTEXT and 0 <= self.right <= CONTEXT and self.left + self.right):
            raise HexaplaError(f"A window has up to {CONTEXT} words to the left and to the right, and at least one.")

    def words(self, line: Line) -> list[str]:
        """Return the words near a hit, and the pairs of neighbouring characters where they are words of their own."""
        left, right = line.left[: self.left][::-1], line.right[: self.right]
        return [*left, *right, *pairs(left), *pairs(right)]


def pairs(words: Sequence[str]) -> list[str]:
    """Return pairs of characters next to each other: most Chinese words have two, and no dictionary decides which."""
    return [one + two for one, two in pairwise(words) if is_unspaced(one[0]) and is_unspaced(two[0])]


def collocates(found: Gathered, known: tuple[Counter[str], int], window: Window, by: str, least: int) -> Json:
    """Return the words near the hits, the most strongly associated first; `known` is what `Vocabulary` counts."""
    if by not in MEASURES:
        raise HexaplaError(f"Collocates are ordered by {', '.join(MEASURES)}, not by “{by}”.")
    near = Counter(word for line in found.lines for word in window.words(line))
    totals, tokens = known
    hits = len(found.lines)
    beside = sum(min(window.left, len(line.left)) + min(window.right, len(line.right)) for line in found.lines)
    rows = [
        {
            "word": word,
            "count": count,
            "total": max(totals[word], count),
            "expected": round(beside * max(totals[word], count) / max(tokens, 1), 3),
            "log_likelihood": round(log_likelihood(count, beside, max(totals[word], count), max(tokens, beside)), 2),
            "log_dice": round(log_dice(count, hits, max(totals[word], count)), 2),
        }
        for word, count in near.items()
        if count >= least
    ]
    rows.sort(key=lambda row: (-row[by], row["word"]))  # type: ignore[operator]
    answer = {"by": by, "hits": hits, "looked_at": found.looked_at, "complete": found.complete}
    return {**answer, "words": tokens, "rows": rows}


def log_likelihood(count: int, beside: int, total: int, tokens: int) -> float:
    """Return Dunning's log-likelihood of a word, with the sign of its attraction.

    `count` of the `beside` tokens near hits are the word, and `total` of all `tokens`.
    """
    table = ((count, beside - count), (total - count, tokens - beside - total + count))
    rows, columns = [max(sum(row), 0) for row in table], [max(table[0][i] + table[1][i], 0) for i in (0, 1)]
    found = 0.0
    for i in (0, 1):
        for j in (0, 1):
            expected = rows[i] * columns[j] / tokens if tokens else 0.0
            if table[i][j] > 0 and expected > 0:
                found += table[i][j] * math.log(table[i][j] / expected)
    return 2 * found if count * tokens >= beside * total else -2 * found


def log_dice(count: int, hits: int, total: int) -> float:
    """Return Rychlý's logDice of a word that stands near `count` of `hits` and `total` times anywhere."""
    return 14 + math.log2(2 * count / (hits + total)) if count else -math.inf


class Vocabulary:
    """The words of texts, counted once as long as a text does not change; of very many segments every so-manieth."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int, Fold, int], tuple[int, Counter[str]]] = OrderedDict()

    def count(self, finder: Finder) -> tuple[Counter[str], int]:
        """Count words, and pairs of characters, in the texts searched; also return how many words there are."""
        counted: Counter[str] = Counter()
        tokens = 0
        texts = sorted({bank.text.id for bank in finder.banks})
        step = max(1, math.ceil(sum(_size(finder, text_id) for text_id in texts) / _REFERENCE))
        for text_id in texts:
            size, words = self._of_text(finder, text_id, step)
            tokens += size * step
            for word, count in words.items():
                counted[word] += count * step
        return counted, tokens

    def _of_text(self, finder: Finder, text_id: int, step: int) -> tuple[int, Counter[str]]:
        query = "SELECT revision FROM texts WHERE id = ?"
        revision = int(finder.connection.exec_driver_sql(query, (text_id,)).scalar_one())
        key = text_id, revision, finder.ask.fold, step
        if key not in self._known:
            query = "SELECT text FROM segments WHERE text_id = ? AND id % ? = 0"
            every = finder.connection.exec_driver_sql(query, (text_id, step)).scalars()
            self._known[key] = _counted(every, finder.ask.fold)
            if len(self._known) > _MOST_TEXTS:
                self._known.popitem(last=False)
        return self._known[key]


def _size(finder: Finder, text_id: int) -> int:
    query = "SELECT count(*) FROM segments WHERE text_id = ?"
    return int(finder.connection.exec_driver_sql(query, (text_id,)).scalar_one())


def _counted(texts: Iterable[str], fold: Fold) -> tuple[int, Counter[str]]:
    counted: Counter[str] = Counter()
    tokens = 0
    for text in texts:
        words = shadow_words(text, fold)
        tokens += len(words)
        counted.update(words)
        counted.update(pairs(words))
    return tokens, counted
