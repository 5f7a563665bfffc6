"""Reading sets of aligned texts, and Vecalign's measure of an alignment against the gold.

A set is a folder of triples such as `001.zh`, `001.en`, `001.gold`: one sentence a line, and lines
`[source indices]:[target indices]`, counted from 0.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from json import loads
from pathlib import Path

Pair = tuple[tuple[int, ...], tuple[int, ...]]
ORDER = {"mac-dev": ("zh", "en"), "magazine": ("en", "zh"), "text-berg": ("de", "fr"), "novel-ro": ("ro", "en")}
HOME = Path(__file__).parents[2] / "shared" / "bench"


@dataclass(frozen=True)
class Document:
    """One document of a set: two texts and their gold alignment.

    `places` are the source sentences' numbers in the document that a thinned one was made from.
    """

    set: str
    name: str
    languages: tuple[str, str]
    source: list[str]
    target: list[str]
    gold: list[Pair]
    places: list[int] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether it is as people left it."""
        return not self.places


SCATTERED, BLOCK = 0.06, 0.12  # the shares of the beads that lose a side, here and there and in one place


def thinned(document: Document, side: int) -> Document:
    """Leave one side of some beads out, so that what omissions look like can be learned: always the same ones."""
    chance = random.Random(f"{document.set} {document.name} {side}")  # noqa: S311 (repeatable)
    full = [pair for pair in document.gold if pair[0] and pair[1]]
    first = chance.randrange(max(len(full) - int(BLOCK * len(full)), 1))
    out = [pair for k, pair in enumerate(full) if first <= k < first + BLOCK * len(full) or chance.random() < SCATTERED]
    gone = {number for pair in out for number in pair[side]}
    texts = [document.source, document.target]
    kept = [[k for k in range(len(text)) if s != side or k not in gone] for s, text in enumerate(texts)]
    new = [{old: number for number, old in enumerate(numbers)} for numbers in kept]
    lost = set(out)
    gold = [pair for pair in document.gold if pair not in lost]
    lone = [_alone(number, 1 - side) for pair in out for number in pair[1 - side]]
    renumbered = [(tuple(new[0][i] for i in p), tuple(new[1][j] for j in q)) for p, q in [*gold, *lone]]
    source, target = ([text[k] for k in numbers] for text, numbers in zip(texts, kept, strict=True))
    name = f"{document.name}-thinned-{side}"
    return Document(document.set, name, document.languages, source, target, _in_order(renumbered), kept[0])


def _alone(number: int, side: int) -> Pair:
    return ((number,), ()) if side == 0 else ((), (number,))


def _in_order(pairs: list[Pair]) -> list[Pair]:
    """Sort beads by their source, those without one by their target among the others."""
    full = sorted(pair for pair in pairs if pair[0])
    for pair in sorted(pair for pair in pairs if not pair[0]):
        at = next((k for k, (_, target) in enumerate(full) if target and target[0] > pair[1][0]), len(full))
        full.insert(at, pair)
    return full


def read_set(folder: Path) -> list[Document]:
    """Read the documents of a set; of unknown sets the texts that fit the gold's indices decide what is the source."""
    return [_document(folder, gold) for gold in sorted(folder.glob("*.gold"))]


def _document(folder: Path, path: Path) -> Document:
    gold = [read_pair(line) for line in path.read_text().splitlines() if line.strip()]
    languages = ORDER.get(folder.name) or _order(path, gold)
    source, target = (_lines(path.with_suffix(f".{tag}")) for tag in languages)
    return Document(folder.name, path.stem, languages, source, target, gold)


def _order(path: Path, gold: list[Pair]) -> tuple[str, str]:
    tags = sorted(p.suffix[1:] for p in path.parent.glob(f"{path.stem}.*") if p.suffix != ".gold")
    longest = 1 + max(i for source, _ in gold for i in source)
    return (tags[0], tags[1]) if len(_lines(path.with_suffix(f".{tags[0]}"))) == longest else (tags[1], tags[0])


def read_pair(line: str) -> Pair:
    """Read `[0, 1]:[2]`."""
    source, target = line.split(":")
    return tuple(loads(source)), tuple(loads(target))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1; precision counts null beads, recall does not."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def measure(pairs: Iterable[tuple[list[Pair], list[Pair]]]) -> tuple[Score, Score]:
    """Return the strict and the lax score of (gold, found) alignments together (Thompson and Koehn 2019)."""
    hits = [0] * 6
    for gold, found in pairs:
        full_gold, full_found = ([p for p in side if p[0] and p[1]] for side in (gold, found))
        counted = [*_hits(gold, found), *_hits(full_found, full_gold)]
        hits = [a + b for a, b in zip(hits, counted, strict=True)]
    exact, touching, all_found, recalled, touched, all_gold = hits
    return (
        Score(exact / max(all_found, 1), recalled / max(all_gold, 1)),
        Score(touching / max(all_found, 1), touched / max(all_gold, 1)),
    )


def _hits(gold: list[Pair], found: list[Pair]) -> tuple[int, int, int]:
    """Return how many beads found are in the gold, how many at least touch it, and how many there are."""
    whole, partners = set(gold), defaultdict(set)
    for source, target in gold:
        for i in source:
            partners[i].update(target)
    exact = sum(pair in whole for pair in set(found))
    touching = sum(pair in whole or any(partners[i] & set(pair[1]) for i in pair[0]) for pair in set(found))
    return exact, touching, len(set(found))


def expected_calibration_error(sure: list[float], right: list[bool], bins: int = 10) -> float:
    """Return the mean distance between confidence and the share of right beads, over equal bins of confidence."""
    groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for pair in zip(sure, right, strict=True):
        groups[min(int(pair[0] * bins), bins - 1)].append(pair)
    gaps = (abs(sum(s for s, _ in g) - sum(r for _, r in g)) for g in groups.values())
    return sum(gaps) / max(len(sure), 1)


def share_of_wrong_found(sure: list[float], right: list[bool], part: float = 0.2) -> float:
    """Return the share of the wrong beads among the least confident `part` of all."""
    order = sorted(range(len(sure)), key=sure.__getitem__)
    wrong = [not right[k] for k in order]
    return sum(wrong[: round(len(wrong) * part)]) / max(sum(wrong), 1)
