"""Hits as the API answers them: the place, its link, what stands across from it, its address and citation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from hexapla import languages
from hexapla.concordance.across import Linked, linked_with
from hexapla.concordance.asking import is_language
from hexapla.concordance.catalogue import Bank, TextEntry
from hexapla.concordance.citing import cite
from hexapla.concordance.evaluating import Cell, Place, matches
from hexapla.concordance.finding import Finder, Found
from hexapla.concordance.outlines import LinkEntry
from hexapla.model import alignment_name
from hexapla.store.read import numbers_of

Json = dict[str, Any]
Hit = tuple[Found, Place]


@dataclass(frozen=True, slots=True)
class _Around:
    """What is read for all hits at once: linked segments by segment, lines by segment, entries and rows by link."""

    linked: dict[int, list[Linked]]
    lines: dict[int, int]
    links: dict[tuple[int, int], tuple[LinkEntry, int]]


def describe(finder: Finder, hits: Sequence[Hit]) -> list[Json]:
    """Describe hits."""
    segments = {number for found, _ in hits for number, _ in found.cells[found.bank.side]}
    linked = linked_with(finder.connection, sorted(segments))
    around = _Around(linked, _lines(finder, hits), _links(finder, hits))
    return [_describe(finder, found, place, around) for found, place in hits]


def _links(finder: Finder, hits: Iterable[Hit]) -> dict[tuple[int, int], tuple[LinkEntry, int]]:
    """Return entry and row of each link with a hit, by slot and number."""
    by_slot: dict[int, tuple[Bank, set[int]]] = {}
    for found, _ in hits:
        if found.bank.slot.alignment_id:
            by_slot.setdefault(found.bank.slot.id, (found.bank, set()))[1].add(found.number)
    links: dict[tuple[int, int], tuple[LinkEntry, int]] = {}
    for slot, (bank, some) in by_slot.items():
        numbers = sorted(some)
        entries, rows = finder.entries(bank, numbers), finder.places(bank, numbers)
        links |= {(slot, number): (entries[number], rows[number]) for number in numbers}
    return links


def _lines(finder: Finder, hits: Iterable[Hit]) -> dict[int, int]:
    """Return the number in its text of each segment with a hit."""
    by_text: dict[int, set[int]] = {}
    for found, place in hits:
        own = by_text.setdefault(found.bank.text.id, set())
        own.add(found.cells[found.bank.side][place.segment][0])
    lines: dict[int, int] = {}
    for text_id, some in by_text.items():
        lines |= numbers_of(finder.connection, text_id, sorted(some))
    return lines


def _describe(finder: Finder, found: Found, place: Place, around: _Around) -> Json:
    bank, own = found.bank, found.cells[found.bank.side]
    start, end = found.side.chars(place)
    entry, row = around.links.get((bank.slot.id, found.number), (None, None))
    link = entry.link if entry else None
    number = around.lines[own[place.segment][0]]
    return {
        "document": bank.text.document.name,
        "title": bank.text.document.title,
        "alignment": bank.alignment,
        "link": link,
        "row": row,
        "side": bank.side if link else None,
        **_text(bank.text),
        "status": entry.status if entry else None,
        "segment": place.segment,
        "number": number,
        "start": start,
        "end": end,
        "segments": [words for _, words in own],
        "others": list(_others(finder, found, place, around.linked)),
        "url": address(bank.text.document.name, bank.alignment, link),
        "citation": cite(bank.text, number, bank.alignment, link),
    }


def _text(entry: TextEntry) -> Json:
    return {
        "text": entry.info.name,
        "language": entry.info.language,
        "direction": languages.direction(entry.info.language),
        "provenance": entry.info.provenance.value,
        "translator": entry.info.translator,
        "date": entry.date,
    }


def _others(finder: Finder, found: Found, place: Place, linked: dict[int, list[Linked]]) -> Iterable[Json]:
    """Yield what stands across from the hit's segments, in all alignments, the hit's own first."""
    own = found.bank.slot.alignment_id
    hit = found.cells[found.bank.side][place.segment][0]
    places = {(one.alignment_id, one.link): one.place for one in linked.get(hit, ())}
    unique = {
        (one.alignment_id, one.link): one
        for segment, _ in found.cells[found.bank.side]
        for one in linked.get(segment, ())
    }
    for one in sorted(unique.values(), key=lambda one: (one.alignment_id != own, one.alignment_id)):
        entry = finder.catalogue.texts[one.text_id]
        source, target, _ = finder.catalogue.alignments[one.alignment_id]
        names = (finder.catalogue.texts[text].info.name for text in (source, target))
        segments = [words for _, words in one.segments]
        yield {
            "alignment": alignment_name(*names),
            "link": one.link,
            **_text(entry),
            "segments": segments,
            "hit_segment": places.get((one.alignment_id, one.link)),
            "marks": _marks(finder, entry, segments),
        }


def _marks(finder: Finder, entry: TextEntry, segments: list[str]) -> list[list[int]]:
    """Return the places that fulfil the positive conditions about this language."""
    side = Cell(segments, finder.ask.fold)
    places = {
        (place.segment, *side.chars(place))
        for condition, node in finder.conditions
        if not condition.negative and is_language(entry.info.language, condition.language)
        for place in matches(node, side) or ()
    }
    return [list(place) for place in sorted(places)]


def address(document: str, alignment: str | None, link: str | None) -> str:
    """Return the address of a link in the editor; of a text without alignment that of the list of documents."""
    if alignment is None:
        return f"/#{quote(document)}"
    return f"/documents/{quote(document)}/{quote(alignment)}#{link}"
