"""Pairs of sentences with their word links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hexapla.wordlinks import Span

from .blocks import FOLDER, PARTS, Block, Head, is_chinese, read, texts, without_cuts
from .phrases import AnnotationError, Named, find, folded, units

_OFTEN_ALONE = (
    "的 了 着 地 得 所 之 而 并 就 也 都 是 使 被 将 把 其 者 有 在 于 对 以 为 与 和 要 到 "
    "a an the of to in for and that which be been is are was were it its by with on at as from shall 's "
    "и а в во на с со к о об от из по за у для при без бы ли не же что как или это то его ее их"
)
FUNCTION_WORDS = frozenset(_OFTEN_ALONE.split())  # may be without a counterpart; nothing need be said of them


@dataclass(frozen=True, slots=True)
class Pair:
    """A link's two sides, their words, and which of them translate each other.

    `sure` and `possible` hold (place of a left word, place of a right word); every sure link is possible, too
    (Och & Ney 2003). Words are spans of the segments; punctuation belongs to none.
    """

    name: str
    languages: tuple[str, str]
    part: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_words: tuple[Span, ...]
    right_words: tuple[Span, ...]
    sure: frozenset[tuple[int, int]]
    possible: frozenset[tuple[int, int]]

    @property
    def pharaoh(self) -> str:
        """The links as `i-j` (sure) and `i?j` (only possible), in order."""
        return " ".join(f"{i}{'-' if (i, j) in self.sure else '?'}{j}" for i, j in sorted(self.possible))


def pairs(left: str = "zh-Hans", right: str = "en") -> list[Pair]:
    """Return the gold pairs of two languages; every other one is for development, the rest for the test."""
    found = [
        (head, block)
        for path in sorted((FOLDER / "pairs").glob("*.txt"))
        for head, blocks in [read(path)]
        if head.languages == (left, right)
        for block in blocks
    ]
    return [resolve(head, block, PARTS[at % 2]) for at, (head, block) in enumerate(found)]


def resolve(head: Head, block: Block, part: str) -> Pair:
    """Return a block's pair; AnnotationError tells the file, the line and what is wrong with it."""
    left, right = texts(head, block)
    left_words, right_words = (
        _words(language, segments, block.texts.get(language, []))
        for language, segments in zip(head.languages, (left, right), strict=True)
    )
    sides = (_Side(left, left_words), _Side(right, right_words))
    links: dict[tuple[int, int], bool] = {}
    for number, one, two in block.lines:
        try:
            _add(links, sides[0].find(one), sides[1].find(two))
        except AnnotationError as error:
            raise AnnotationError(f"{head.file}, line {number} ({block.name}): {error}") from error
    for side in sides:
        if forgotten := side.forgotten():
            raise AnnotationError(f"{head.file} ({block.name}): nothing is said of {', '.join(forgotten)}")
    _add_genitives(links, *sides)
    sure = frozenset(pair for pair, certain in links.items() if certain)
    name = f"{head.file.removesuffix('.txt')} {block.name}"
    return Pair(name, head.languages, part, left, right, left_words, right_words, sure, frozenset(links))


def _words(language: str, segments: tuple[str, ...], cut: list[str]) -> tuple[Span, ...]:
    """Return the words of a side: as the file cuts them for Chinese, else by blanks and punctuation."""
    if not is_chinese(language):
        return units(segments)
    if [without_cuts(language, text) for text in cut] != list(segments):
        raise AnnotationError(f"the words do not cover the text: “{' '.join(cut)}”")
    words = []
    for number, text in enumerate(cut):
        at = 0
        for word in text.split():
            if any(letter.isalnum() for letter in word):
                words.append(Span(number, at, at + len(word)))
            at += len(word)
    return tuple(words)


def _add(links: dict[tuple[int, int], bool], one: Named, two: Named) -> None:
    """Add the links of a line: sure between words outside of round brackets, possible between the rest."""
    for i in one.all:
        for j in two.all:
            if (i, j) in links:
                raise AnnotationError("these words are linked already")
            links[i, j] = i not in one.possible and j not in two.possible


def _add_genitives(links: dict[tuple[int, int], bool], left: _Side, right: _Side) -> None:
    """Link 的 and 之 possibly to each *of* and *’s* that goes, possibly, with the word before or after it."""
    for i, word in enumerate(left.words):
        if word in {"的", "之"}:
            near = [j for near, j in links if abs(near - i) == 1 and right.words[j] in {"of", "'s"}]
            links.update({(i, j): False for j in near if (i, j) not in links})


class _Side:
    """Looks up phrases in one side, returns places of its words, and remembers what it was asked for."""

    def __init__(self, segments: Sequence[str], words: Sequence[Span]) -> None:
        cut = [(place, unit) for unit in units(segments) for place, word in enumerate(words) if _holds(word, unit)]
        self.words = [_read(segments, word) for word in words]
        self._units = [_read(segments, unit) for _, unit in cut]
        self._owners = [place for place, _ in cut]
        firsts = (at for at, place in enumerate(self._owners) if at == 0 or self._owners[at - 1] != place)
        self._starts = frozenset((*firsts, len(cut)))
        self._told: set[int] = set()

    def find(self, annotation: str) -> Named:
        """Return the words that an annotation names; a lone hyphen names none."""
        if annotation == "-":
            return Named((), frozenset())
        named = find(annotation, self._units, self._starts)
        places = tuple(dict.fromkeys(self._owners[unit] for unit in named.all))
        self._told.update(places)
        return Named(places, frozenset(self._owners[unit] for unit in named.possible))

    def forgotten(self) -> list[str]:
        """Return the content words of which nothing is said, neither a counterpart nor that there is none."""
        return [
            f"“{word}” (word {place})"
            for place, word in enumerate(self.words)
            if place not in self._told and word not in FUNCTION_WORDS
        ]


def _holds(word: Span, unit: Span) -> bool:
    return word.segment == unit.segment and word.start <= unit.start and unit.end <= word.end


def _read(segments: Sequence[str], span: Span) -> str:
    return folded(segments[span.segment][span.start : span.end])
