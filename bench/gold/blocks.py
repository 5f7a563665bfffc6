"""Read the files of the gold: a head, then a block for each link, and the texts that a block annotates."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from hexapla import corpus, po
from hexapla.model import Alignment, Link, Side

from .phrases import AnnotationError

FOLDER = Path(__file__).parent
PARTS = ("development", "test")
_ROOT = FOLDER.parents[1]


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says first: its two languages, and its sample alignment (`udhr/en--zh-Hans`) if it is of one."""

    file: str
    left: str
    right: str
    alignment: str = ""

    @property
    def languages(self) -> tuple[str, str]:
        """Left and right."""
        return self.left, self.right

    def side(self, language: str) -> Side:
        """Return the side of the sample alignment that a language is on; quotations have their left as source."""
        first = self.alignment.partition("/")[2].split("--")[0] or self.left
        return "source" if first == language else "target"


@dataclass(frozen=True, slots=True)
class Block:
    """One link: its name, the texts written out, and the annotations with the numbers of their lines."""

    name: str
    texts: dict[str, list[str]] = field(default_factory=dict)
    lines: list[tuple[int, str, str]] = field(default_factory=list)


def read(path: Path) -> tuple[Head, list[Block]]:
    """Return a file's head (`key: value`) and its blocks, each under a line `## name`."""
    said: dict[str, str] = {}
    blocks: list[Block] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        key, colon, value = line.partition(": ")
        if line.startswith("## "):
            blocks.append(Block(line[3:].strip()))
        elif not blocks and colon:
            said[key] = value.strip()
        elif colon and key in {said["left"], said["right"]}:
            blocks[-1].texts.setdefault(key, []).append(value.strip())
        elif line.strip():
            blocks[-1].lines.append((number, *_annotation(path, number, line)))
    return Head(path.name, said["left"], said["right"], said.get("alignment", "")), blocks


def _annotation(path: Path, number: int, line: str) -> tuple[str, str]:
    one, equals, two = line.partition(" = ")
    if not equals:
        raise AnnotationError(f"{path.name}, line {number}: neither “left = right” nor a text")
    return one.strip(), two.strip()


def texts(head: Head, block: Block) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the segments of both sides: from the sample alignment where the file names one, else as written out."""
    if head.alignment:
        link = _link(head.alignment, block.name)
        left, right = (tuple(segment.text for segment in link.side(head.side(tag))) for tag in head.languages)
    else:
        left, right = (tuple(without_cuts(tag, text) for text in block.texts[tag]) for tag in head.languages)
    return left, right


def without_cuts(language: str, text: str) -> str:
    """Return a text without the blanks that part Chinese words; Chinese has none of its own."""
    return "".join(text.split()) if is_chinese(language) else text


def is_chinese(language: str) -> bool:
    """Whether words have to be cut by hand."""
    return language.startswith("zh")


def _link(alignment: str, name: str) -> Link:
    for link in _alignment(alignment).links:
        if link.id == name:
            return link
    raise AnnotationError(f"{alignment} has no link {name}")


@lru_cache
def _alignment(name: str) -> Alignment:
    """Return a sample alignment as its files have it."""
    document, _, pair = name.partition("/")
    folder = _ROOT / "corpus" / document
    about = corpus.read_document(folder / "document.toml")
    source, target = (corpus.read_text(folder / f"{text}.txt", about.texts[text]) for text in pair.split("--"))
    return po.resolve(po.read(_ROOT / "alignments" / document / f"{pair}.po"), Alignment(about, source, target, ()))
