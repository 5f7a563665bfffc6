"""How long a term takes to be found, followed and checked: `python bench/renderings.py [--links 100000]`.

Makes a workspace of links put together from real sentences, as `bench/search.py` does, and measures on it:

- finding: the places of a term through the index, for a sample of 200, in all forms of its words;
- following: word links that nobody has asked for before, links a second;
- renderings of the memorandum's terms, against what people annotated (`bench/gold/renderings.tsv`): shown, right where
  shown, and whole where shown;
- checking: links held against a glossary of 1,000 concepts, links a second.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import search
import words
from gold import Hit, is_right, renderings

from hexapla.glossary import Checker, Term, TermStatus
from hexapla.glossary.checking import Pair
from hexapla.glossary.values import glossary
from hexapla.lemmas import forms
from hexapla.renderings import Asked
from hexapla.renderings.following import Following, follow, grow
from hexapla.renderings.places import look
from hexapla.wordlinks import Span, WordLinking

TERMS = [
    ("苏联", "zh-Hans"),
    ("人", "zh-Hans"),
    ("边防机关", "zh-Hans"),
    ("right", "en"),
    ("border", "en"),
    ("the", "en"),
]
FOLLOWED, CHECKED, CONCEPTS = 100, 20_000, 1_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--links", type=int, default=100_000)
    size = parser.parse_args().links
    print(f"{platform.processor() or platform.machine()}, {datetime.now(UTC):%Y-%m-%d}; {size:,} links")
    with tempfile.TemporaryDirectory() as folder:
        ours = search.Ours(Path(folder), size)
        with closing(ours):
            ours.build()
            finding(ours)
            following(ours)
    accuracy()
    checking()


def finding(ours: search.Ours) -> None:
    """Look terms up; the dictionary is read before."""
    for term, tag in TERMS:
        forms(term, tag)
        asked = Asked(term, tag, "en" if tag != "en" else "zh-Hans")
        look(ours.concordance, asked)
        begun = time.perf_counter()
        looked = look(ours.concordance, asked)
        took = time.perf_counter() - begun
        at_least = "" if looked.exact else "at least "
        print(f"finding {term}: {took * 1000:.0f} ms; {at_least}{looked.total:,} places")


def following(ours: search.Ours) -> None:
    """Link the words of some links for the first time."""
    linking, key = WordLinking(ours.store, ours.folder), ours.keys[0]
    links = ours.store.page(key, limit=FOLLOWED + 1).links
    linking.of(key, links[:1])
    begun = time.perf_counter()
    linking.of(key, links[1:])
    print(f"following: {FOLLOWED / (time.perf_counter() - begun):.0f} links/s")


def accuracy() -> None:
    """Follow the annotated places of the memorandum."""
    places = renderings()
    answers = [(place, found) for group in _by_term(places) for place, found in _followed(group)]
    shown = [(place, found) for place, found in answers if found]
    right = sum(is_right(place, found) for place, found in shown)
    whole = sum(all(any(_touch(span, unit) for span in found) for unit in place.core) for place, found in shown)
    count = len(shown)
    rates = f"{count / len(places):.1%} shown, of these {right / count:.1%} right and {whole / count:.1%} whole"
    print(f"renderings: of {len(places)} places {rates}")


def _by_term(places: Sequence[Hit]) -> list[list[Hit]]:
    """Return the places of each term in each pair of languages, as they are asked for together."""
    groups: dict[tuple[str, ...], list[Hit]] = {}
    for place in places:
        hit = _whole(place)
        term = place.segments[hit.segment][hit.start : hit.end]
        groups.setdefault((place.document, term, *place.languages), []).append(place)
    return list(groups.values())


def _whole(place: Hit) -> Span:
    start, end = min(span.start for span in place.hit), max(span.end for span in place.hit)
    return Span(place.hit[0].segment, start, end)


def _followed(group: Sequence[Hit]) -> list[tuple[Hit, tuple[Span, ...]]]:
    """Follow places together."""
    waiting = []
    for place in group:
        turned = place.side == "target"
        sides = (place.others, place.segments) if turned else (place.segments, place.others)
        linked = words.links(sides[0], sides[1], place.languages[::-1] if turned else place.languages)
        hit = _whole(place)
        waiting.append(
            Following(place.side, hit, linked, place.others, place.languages[1], follow(linked, place.side, hit))
        )
    return [(place, one.found.spans) for place, one in zip(group, grow(waiting), strict=True)]


def _touch(one: Span, two: Span) -> bool:
    return one.segment == two.segment and one.start < two.end and two.start < one.end


def checking() -> None:
    """Hold links against a glossary whose terms are words and phrases of the links themselves."""
    pairs = list(search.made(CHECKED))
    terms = []
    for number, (zh, en) in enumerate(pairs[:CONCEPTS]):
        words = en.split()[:2]
        terms += [
            Term(f"c{number}", "zh-Hans", zh[2:6], TermStatus.PREFERRED),
            Term(f"c{number}", "en", " ".join(words), TermStatus.REQUIRED),
        ]
    checker = Checker(glossary({term.key: term for term in terms if term.term.strip()}.values()))
    pair = Pair("d", ("zh-Hans", "en"), ("zh-Hans", "en"))
    begun, found = time.perf_counter(), 0
    for zh, en in pairs:
        found += len(checker.uses(pair, ([zh], [en])))
    print(f"checking: {CHECKED / (time.perf_counter() - begun):,.0f} links/s; {found:,} concepts met")


if __name__ == "__main__":
    main()
