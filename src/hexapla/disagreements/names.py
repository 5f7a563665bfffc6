"""Names that one side has in another's place, told from how the same alignment renders them elsewhere.

No list of names is needed: a name is what is written with a capital letter in the midst of a sentence, and its
rendering is what stands on the other side wherever the name does, and seldom elsewhere. Where a link has a name without
its rendering, and the rendering of another name without that name, the two sides disagree. A pronoun in a name's place
is no disagreement.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hexapla import languages

LEAST = 3  # links that a name must be in
AS_ONE = 0.85  # Dice's coefficient of a name and its rendering
MOST_LINKS, MOST_NAMES = 5000, 400
_CASED = {"Latn", "Cyrl", "Grek", "Armn"}
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A name as the two sides write it: beginnings of words in cased scripts, else the signs themselves."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands that has no counterpart: side (0 source, 1 target), segment, start, end."""

    side: int
    segment: int
    start: int
    end: int


def learn(links: Sequence[tuple[Texts, Texts]], tags: tuple[str, str]) -> tuple[Pair, ...]:
    """Return the names of an alignment that have one rendering each; at least one script must have capitals."""
    cased = [languages.script(tag) in _CASED for tag in tags]
    if not any(cased) or not all(c or languages.script(t)[:3] == "Han" for c, t in zip(cased, tags, strict=True)):
        return ()
    known = [link for link in links if link[0] and link[1]][:MOST_LINKS]
    sides = [[_units(link[side], cased[side]) for link in known] for side in (0, 1)]
    one = 0 if cased[0] else 1
    names = _names([link[one] for link in known])
    found = [(name, _rendering(name, sides[one], sides[1 - one])) for name in names]
    best = {(name, rendering) for name, rendering in found if rendering}
    several = {r for r, count in Counter(r for _, r in best).items() if count > 1}
    pairs = [(name, rendering) for name, rendering in sorted(best) if rendering not in several]
    return tuple(Pair(*pair) if one == 0 else Pair(*pair[::-1]) for pair in pairs)


def _names(texts: Sequence[Texts]) -> list[str]:
    """Return the words that stand with a capital in the midst of sentences, and hardly ever without one."""
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for text in (each for link in texts for each in link):
        for found in _WORD.finditer(text):
            begins = not text[: found.start()].strip(" \t\"'“‘«„(—–-") or text[: found.start()].rstrip()[-1:] in ".!?:…"
            if len(found[0]) < LEAST:
                continue
            if found[0][0].isupper():
                upper[stem(found[0])] += not begins
            else:
                lower[stem(found[0])] += 1
    names = [word for word, count in upper.items() if count >= LEAST and lower[word] * 10 <= count]
    return sorted(names, key=lambda word: -upper[word])[:MOST_NAMES]


def stem(word: str) -> str:
    """Return a word's beginning, which its forms have in common."""
    plain = re.sub(r"['’]s$", "", word)
    return plain.casefold()[: max(4, len(plain) - 2)]


def _units(texts: Texts, cased: bool) -> frozenset[str]:
    """Return what could be a name on one side of a link: capitalised words' stems, or runs of two to four signs."""
    if cased:
        return frozenset(stem(word) for text in texts for word in _WORD.findall(text) if word[0].isupper())
    return frozenset(
        run[i : i + size]
        for text in texts
        for run in _HAN.findall(text)
        for size in (2, 3, 4)
        for i in range(len(run) - size + 1)
    )


def _rendering(name: str, own: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> str:
    """Return what stands on the other side where the name does, and seldom elsewhere; the longest of equals."""
    here = [number for number, units in enumerate(own) if name in units]
    if len(here) < LEAST:
        return ""
    together = Counter(unit for number in here for unit in others[number])
    likely = [unit for unit, count in together.items() if count >= AS_ONE * AS_ONE * len(here)]
    scored = []
    for unit in likely:
        count = sum(unit in units for units in others)
        scored.append((2 * together[unit] / (len(here) + count), len(unit), unit))
    score, _, best = max(scored, default=(0.0, 0, ""))
    return best if score >= AS_ONE else ""


def exchanged(source: Texts, target: Texts, pairs: Sequence[Pair], tags: tuple[str, str]) -> Iterator[Place]:
    """Yield the names of a link without their rendering, where the other side has one without its name."""
    cased = [languages.script(tag) in _CASED for tag in tags]
    units = [_units(texts, is_cased) for texts, is_cased in zip((source, target), cased, strict=True)]
    alone: list[list[str]] = [[], []]
    for pair in pairs:
        here = pair.source in units[0], pair.target in units[1]
        if here[0] != here[1]:
            alone[0 if here[0] else 1].append(pair.source if here[0] else pair.target)
    if alone[0] and alone[1]:
        for side, texts in enumerate((source, target)):
            yield from _places(side, texts, alone[side], cased[side])


def _places(side: int, texts: Texts, names: Sequence[str], cased: bool) -> Iterator[Place]:
    for segment, text in enumerate(texts):
        spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        if cased:
            for found in _WORD.finditer(text):
                spans[stem(found[0]) if found[0][0].isupper() else ""].append(found.span())
        for name in names:
            for start, end in spans[name] if cased else [m.span() for m in re.finditer(re.escape(name), text)]:
                yield Place(side, segment, start, end)
