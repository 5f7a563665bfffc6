"""Words that somebody searches for, and their counterparts on the other side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from csv import QUOTE_NONE, DictReader
from dataclasses import dataclass, replace
from pathlib import Path

from hexapla.model import Side
from hexapla.wordlinks import Span

from .blocks import FOLDER, PARTS, Block, Head, read, texts
from .phrases import AnnotationError, Named, find, folded, units


@dataclass(frozen=True, slots=True)
class Hit:
    """A word or phrase that somebody searches for, and what stands for it on the other side.

    `core` is empty where the translation leaves the word out; otherwise a right answer touches it and stays inside
    `maximal`. All three are spans of single units (words; Chinese characters). Of quotations that are no sample
    document, `document`, `alignment` and `link` are empty and `side` is `source`.
    """

    name: str
    part: str
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


def hits() -> list[Hit]:
    """Return all annotated hits; every other one is for development, the rest for the test."""
    found = [
        hit
        for path in sorted((FOLDER / "hits").glob("*.txt"))
        for head, blocks in [read(path)]
        for block in blocks
        for hit in resolve(head, block)
    ]
    return [replace(hit, part=PARTS[at % 2]) for at, hit in enumerate(found)]


def renderings() -> list[Hit]:
    """Return every place of some terms of the memorandum with its rendering: what `renderings.tsv` lists."""
    with (FOLDER / "renderings.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(DictReader(file, delimiter="\t", quoting=QUOTE_NONE))
    return [hit for number, row in enumerate(rows, 2) for hit in resolve(*_listed(number, row))]


def _listed(number: int, row: dict[str, str]) -> tuple[Head, Block]:
    """Return a row of the list as a block of one hit."""
    left, right = row["alignment"].partition("/")[2].split("--")
    line = (number, f"{row['term']} /{row['occurrence']}", row["rendering"])
    return Head("renderings.tsv", left, right, row["alignment"]), Block(row["link"], {}, [line])


def resolve(head: Head, block: Block) -> Iterator[Hit]:
    """Yield a block's hits, written `searched = counterpart`, or `searched = -` where it is left out."""
    left, right = texts(head, block)
    document, _, alignment = head.alignment.partition("/")
    link = block.name if document else ""
    for number, one, two in block.lines:
        try:
            hit, answer = _find(one, left), _find(two, right)
        except AnnotationError as error:
            raise AnnotationError(f"{head.file}, line {number} ({block.name}): {error}") from error
        yield Hit(
            name=f"{Path(head.file).stem}:{number}",
            part="",
            document=document,
            alignment=alignment,
            link=link,
            side=head.side(head.left),
            languages=head.languages,
            segments=left,
            others=right,
            hit=_spans(hit.all, left),
            core=_spans(answer.core, right),
            maximal=_spans(answer.all, right),
        )


def _find(annotation: str, segments: Sequence[str]) -> Named:
    words = [folded(segments[unit.segment][unit.start : unit.end]) for unit in units(segments)]
    return Named((), frozenset()) if annotation == "-" else find(annotation, words)


def _spans(places: Sequence[int], segments: Sequence[str]) -> tuple[Span, ...]:
    cut = units(segments)
    return tuple(cut[place] for place in places)
