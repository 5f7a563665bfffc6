"""In which texts something is found, and where in them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from hexapla import languages
from hexapla.concordance.catalogue import Bank, TextEntry
from hexapla.concordance.finding import Finder
from hexapla.concordance.gathering import Gatherer

PARTS = 20


def distribution(finder: Finder, gatherer: Gatherer) -> list[dict[str, Any]]:
    """Return a row for each text with hits, in the order of documents: how many sides, and in which parts of it."""
    counted: defaultdict[int, list[int]] = defaultdict(lambda: [0] * PARTS)
    totals: dict[int, int] = {}
    entries: dict[int, TextEntry] = {}
    for bank, numbers in _rows(finder, gatherer).items():
        outline = finder.outline(bank)
        entries[bank.text.id] = bank.text
        totals[bank.text.id] = len(outline.numbers)
        for number in numbers:
            counted[bank.text.id][outline.places[number] * PARTS // len(outline.numbers)] += 1
    return [
        {
            "document": entry.document.name,
            "title": entry.document.title,
            "text": entry.info.name,
            "language": entry.info.language,
            "language_name": languages.display_name(entry.info.language),
            "direction": languages.direction(entry.info.language),
            "provenance": entry.info.provenance.value,
            "translator": entry.info.translator,
            "date": entry.date,
            "sides": sum(counted[text_id]),
            "total": totals[text_id],
            "places": counted[text_id],
        }
        for text_id, entry in entries.items()
    ]


def _rows(finder: Finder, gatherer: Gatherer) -> dict[Bank, list[int]]:
    """Return the rows with hits of each bank that has any."""
    if finder.is_exact and not finder.is_repeated:
        found = {bank: list(finder.numbers(bank)) for bank in finder.banks}
        return {bank: numbers for bank, numbers in found.items() if numbers}
    rows: defaultdict[Bank, set[int]] = defaultdict(set)
    known = {(bank.slot.id, bank.side): bank for bank in finder.banks}
    for line in gatherer.gather(finder).lines:
        rows[known[line.bank.slot.id, line.bank.side]].add(line.number)
    return {bank: sorted(rows[bank]) for bank in finder.banks if rows[bank]}
