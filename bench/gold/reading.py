"""Read the gold files: pairs of sentences with their word links, and hits with their counterparts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from hexapla import corpus, po
from hexapla.lamp import Span
from hexapla.model import Alignment, Link, Side

from .phrases import AnnotationError, Named, find, folded, units

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
_OFTEN_ALONE = (
    "的 了 着 地 得 所 之 而 并 就 也 都 是 使 被 将 把 其 者 有 在 于 对 以 为 与 和 要 到 "
    "a an the of to in for and that which be been is are was were it its by with on at as from shall 's"
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


@dataclass(frozen=True, slots=True)
class Hit:
    """A word or phrase that somebody searches for, and what stands for it on the other side.

    `core` is empty where the translation leaves the word out; otherwise a right answer touches it and stays inside
    `maximal`. All three are spans of single units (words; Chinese characters). Of quotations that are no sample
    document, `document`, `alignment` and `link` are empty and `side` is `source`.
    """

    name: str
    document: str
    alignment: str
    link: str
    side: Side
    languages: tuple[str, str]
    segments: tuple[str, ...]
    others: tuple[str, ...]
    hit: tuple[Span, ...]
    core: tuple[Span, ...]
    maximal: tuple[Span, ...]


@dataclass(slots=True)
class _Block:
    """One link's lines: its name, the texts written out, and annotations with the lines they stand in."""

    name: str
    texts: dict[str, list[str]] = field(default_factory=dict)
    lines: list[tuple[int, str, str]] = field(default_factory=list)


def pairs(left: str = "zh-Hans", right: str = "en") -> list[Pair]:
    """Return the gold pairs of two languages; every other one is for development, the rest for the test."""
    blocks = [
        (path, head, block)
        for path in sorted((FOLDER / "pairs").glob("*.txt"))
        for head, blocks in [_read(path)]
        if (head["left"], head["right"]) == (left, right)
        for block in blocks
    ]
    parts = ("development", "test")
    return [_pair(path, head, block, parts[at % 2]) for at, (path, head, block) in enumerate(blocks)]


def hits() -> list[Hit]:
    """Return all annotated hits, in the order of the files."""
    return [
        hit
        for path in sorted((FOLDER / "hits").glob("*.txt"))
        for head, blocks in [_read(path)]
        for block in blocks
        for hit in _hits(path, head, block)
    ]


def _read(path: Path) -> tuple[dict[str, str], list[_Block]]:
    """Return a file's head (`key: value`) and its blocks, each under a line `## name`."""
    head: dict[str, str] = {}
    blocks: list[_Block] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            blocks.append(_Block(line[3:].strip()))
        elif not line.strip() or line.startswith("# "):
            continue
        elif not blocks:
            key, value = line.split(": ", 1)
            head[key] = value.strip()
        elif line.startswith((f"{head['left']}: ", f"{head['right']}: ")):
            language, text = line.split(": ", 1)
            blocks[-1].texts.setdefault(language, []).append(text.strip())
        else:
            one, equals, two = line.partition(" = ")
            if not equals:
                raise AnnotationError(f"{path.name}, line {number}: neither “left = right” nor a text")
            blocks[-1].lines.append((number, one.strip(), two.strip()))
    return head, blocks


@lru_cache
def _alignment(name: str) -> Alignment:
    """Return a sample alignment, such as `udhr/en--zh-Hans`, as its files have it."""
    document, _, texts = name.partition("/")
    folder = ROOT / "corpus" / document
    about = corpus.read_document(folder / "document.toml")
    source, target = (corpus.read_text(folder / f"{text}.txt", about.texts[text]) for text in texts.split("--"))
    return po.resolve(po.read(ROOT / "alignments" / document / f"{texts}.po"), Alignment(about, source, target, ()))


def _texts(head: dict[str, str], block: _Block) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the segments of both sides, from the sample alignment where the file names one."""
    sides = (head["left"], head["right"])
    if "alignment" not in head:
        left, right = (tuple(_without_cuts(side, text) for text in block.texts.get(side, ())) for side in sides)
        return left, right
    link = _link(head, block)
    left, right = (tuple(s.text for s in link.side(_side(head, language))) for language in sides)
    return left, right


def _link(head: dict[str, str], block: _Block) -> Link:
    for link in _alignment(head["alignment"]).links:
        if link.id == block.name:
            return link
    raise AnnotationError(f"{head['alignment']} has no link {block.name}")


def _side(head: dict[str, str], language: str) -> Side:
    return "source" if head["alignment"].partition("/")[2].split("--")[0] == language else "target"


def _is_chinese(language: str) -> bool:
    return language.startswith("zh")


def _without_cuts(language: str, text: str) -> str:
    return _joined(text) if _is_chinese(language) else text


def _joined(text: str) -> str:
    """Return a text without the blanks that part its words; Chinese has none of its own."""
    return "".join(text.split())


def _words(language: str, segments: tuple[str, ...], cut: list[str]) -> tuple[Span, ...]:
    """Return the words of a side: as the file cuts them for Chinese, else by blanks and punctuation."""
    if not _is_chinese(language):
        return units(segments)
    if [_joined(text) for text in cut] != [_joined(text) for text in segments]:
        raise AnnotationError(f"the words do not cover the text: “{' '.join(cut)}”")
    words = []
    for number, text in enumerate(cut):
        at = 0
        for word in text.split():
            at = segments[number].index(word, at) + len(word)
            if any(letter.isalnum() for letter in word):
                words.append(Span(number, at - len(word), at))
    return tuple(words)


def _pair(path: Path, head: dict[str, str], block: _Block, part: str) -> Pair:
    """Return a block's pair; a mistake in it is told with the file and the line."""
    languages = (head["left"], head["right"])
    left, right = _texts(head, block)
    left_words = _words(languages[0], left, block.texts.get(languages[0], []))
    right_words = _words(languages[1], right, block.texts.get(languages[1], []))
    finders = [_Finder(left, left_words), _Finder(right, right_words)]
    links: dict[tuple[int, int], bool] = {}
    told: tuple[set[int], set[int]] = (set(), set())
    for number, one, two in block.lines:
        try:
            named = [finder(phrase) for finder, phrase in zip(finders, (one, two), strict=True)]
            _add(links, *named)
        except AnnotationError as error:
            raise AnnotationError(f"{path.name}, line {number} ({block.name}): {error}") from error
        for side, places in zip(told, named, strict=True):
            side.update(places.all)
    _check_all_told(path, block, told, finders)
    _add_genitives(links, finders)
    sure = frozenset(pair for pair, certain in links.items() if certain)
    name = f"{path.stem} {block.name}"
    return Pair(name, languages, part, left, right, left_words, right_words, sure, frozenset(links))


def _add(links: dict[tuple[int, int], bool], one: Named, two: Named) -> None:
    """Add the links of a line: sure between words outside of round brackets, possible between the rest."""
    for i in one.all:
        for j in two.all:
            if (i, j) in links:
                raise AnnotationError("these words are linked already")
            links[i, j] = i not in one.possible and j not in two.possible


def _add_genitives(links: dict[tuple[int, int], bool], finders: list[_Finder]) -> None:
    """Link 的 and 之 possibly to each *of* and *’s* that goes, possibly, with the word before or after it."""
    left, right = (finder.words for finder in finders)
    for i, word in enumerate(left):
        if word in {"的", "之"}:
            near = [j for near, j in links if abs(near - i) == 1 and right[j] in {"of", "'s"}]
            links.update({(i, j): False for j in near if (i, j) not in links})


def _check_all_told(path: Path, block: _Block, told: tuple[set[int], set[int]], finders: list[_Finder]) -> None:
    """Refuse a pair where a content word is neither linked nor said to have no counterpart (`word = -`)."""
    for side, finder in zip(told, finders, strict=True):
        for place, word in enumerate(finder.words):
            if place not in side and word not in FUNCTION_WORDS:
                raise AnnotationError(f"{path.name} ({block.name}): nothing is said of “{word}”, word {place}")


class _Finder:
    """Looks up phrases in one side and returns places of its words."""

    def __init__(self, segments: tuple[str, ...], words: tuple[Span, ...]) -> None:
        cut = [
            (place, unit)
            for place, word in enumerate(words)
            for unit in units(segments)
            if (unit.segment, unit.start >= word.start, unit.end <= word.end) == (word.segment, True, True)
        ]
        self.words = [folded(segments[word.segment][word.start : word.end]) for word in words]
        self._owners = [place for place, _ in cut]
        self._units = [folded(segments[unit.segment][unit.start : unit.end]) for _, unit in cut]
        firsts = (at for at, place in enumerate(self._owners) if at == 0 or self._owners[at - 1] != place)
        self._starts = frozenset((*firsts, len(cut)))

    def __call__(self, annotation: str) -> Named:
        """Return the words that an annotation names; a lone hyphen names none."""
        if annotation == "-":
            return Named((), frozenset())
        named = find(annotation, self._units, self._starts)
        owners = dict.fromkeys(self._owners[unit] for unit in named.all)
        return Named(tuple(owners), frozenset(self._owners[unit] for unit in named.possible))


def _hits(path: Path, head: dict[str, str], block: _Block) -> Iterator[Hit]:
    """Yield a block's hits: `searched = counterpart`, from left to right; `searched < counterpart` is not needed."""
    left, right = _texts(head, block)
    languages = (head["left"], head["right"])
    document, _, alignment = head.get("alignment", "").partition("/")
    side = _side(head, head["left"]) if document else "source"
    cut = [units(left), units(right)]
    words = [
        [folded(segments[unit.segment][unit.start : unit.end]) for unit in spans]
        for segments, spans in zip((left, right), cut, strict=True)
    ]
    for number, one, two in block.lines:
        try:
            hit = find(one, words[0])
            answer = Named((), frozenset()) if two == "-" else find(two, words[1])
        except AnnotationError as error:
            raise AnnotationError(f"{path.name}, line {number} ({block.name}): {error}") from error
        spans = [
            tuple(cut[at][place] for place in places)
            for at, places in ((0, hit.all), (1, answer.core), (1, answer.all))
        ]
        link = block.name if document else ""
        yield Hit(f"{path.stem}:{number}", document, alignment, link, side, languages, left, right, *spans)
