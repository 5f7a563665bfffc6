"""Fit the judge of word links to the gold marked `development`, or check it by leaving a fifth of that out.

    python bench/train_words.py            # writes src/hexapla/wordlinks/judge.npz
    python bench/train_words.py --check    # cross-validation: alignment error rate, precision by probability

Every pair is learned in both directions, with and without dictionary, and with and without statistics, so that one set
of weights serves where either is missing. Statistics are learned from the sample documents and, where they are there,
the zh-en sets of `bench/sets.py`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import sets
from gold import Hit, Pair, alignment_error_rate, hits, pairs, project
from gold.scores import overlap

from hexapla.align.band import Floats
from hexapla.wordlinks import dictionary, statistical
from hexapla.wordlinks.evidence import evidence
from hexapla.wordlinks.judge import FILE, Judge, Network, seen_together
from hexapla.wordlinks.reading import Words, reader

OUT = Path(__file__).parents[1] / "src/hexapla/wordlinks" / FILE
HIDDEN, STEPS, RATE, DECAY = 10, 500, 0.02, 3e-3
AVERAGED = 4
KEPT = 0.12  # of the pairs of words that do not go together and look like it


@dataclass(frozen=True)
class Example:
    """A gold pair, or a hit's link, read in one way: words, evidence, and what is right (-1: unknown or either)."""

    pair: Pair | None
    source: Words
    target: Words
    numbers: Floats
    right: Floats
    flipped: bool


def examples() -> list[list[Example]]:
    """Return the development pairs, each read in several ways; the first is as Hexapla reads it by default."""
    every = [*pairs("zh-Hans", "en"), *pairs("ru", "en")]
    some, read, book = [p for p in every if p.part == "development"], reader(), dictionary.load()
    assert read is not None and book is not None  # noqa: S101, PT018
    sides = [read.read((p.left, p.right), p.languages) for p in some]
    taught = [*((a.lemmas, b.lemmas) for a, b in sides if a and b and a.tag == "zh-Hans"), *further_links()]
    learned = statistical.train(taught, len(taught))
    back = learned.turned()
    searched = [hit for hit in hits() if hit.part == "development"]
    around = [read.read((hit.segments, hit.others), hit.languages) for hit in searched]
    found = []
    for pair, (a, b) in zip([*some, *searched], [*sides, *around], strict=True):
        assert a and b  # noqa: S101, PT018
        right = _right(pair, a, b) if isinstance(pair, Pair) else _right_of_hit(pair, a, b)
        ways, gold = [], pair if isinstance(pair, Pair) else None
        taught_so = learned if a.tag == "zh-Hans" else None
        for use, stats in ((book, None), (None, None), (book, taught_so), (None, taught_so)):
            ways.append(Example(gold, a, b, evidence(a, b, use, stats), right, flipped=False))
            turned = back if stats else None
            ways.append(Example(gold, b, a, evidence(b, a, use, turned), right.T, flipped=True))
        found.append(ways)
    return found


def further_links() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield further aligned sentences as words, Chinese first."""
    read = reader()
    for name in ("mac-dev", "magazine"):
        for document in sets.read_set(sets.HOME / name) if (sets.HOME / name).exists() else []:
            for bead in document.gold:
                sides = {
                    language: [text[k] for k in places]
                    for language, text, places in zip(
                        document.languages, (document.source, document.target), bead, strict=True
                    )
                }
                if all(sides.values()):
                    yield read.words(sides["zh"], "zh-Hans"), read.words(sides["en"], "en")


def _right(pair: Pair, source: Words, target: Words) -> Floats:
    """Return for each two words 1 where a sure link joins them, 0 where none does, -1 where one might."""
    homes = [
        [[k for k, word in enumerate(gold) if overlap(span, word)] for span in side.spans]
        for side, gold in ((source, pair.left_words), (target, pair.right_words))
    ]
    found = np.zeros((len(homes[0]), len(homes[1])))
    for i, mine in enumerate(homes[0]):
        for j, others in enumerate(homes[1]):
            links = {(x, y) for x in mine for y in others}
            found[i, j] = 1 if links & pair.sure else -1 if links & pair.possible or not links else 0
    return found


def _right_of_hit(hit: Hit, source: Words, target: Words) -> Floats:
    """Return the same for the words of a hit; of all other words nothing is known."""
    found = np.full((len(source.spans), len(target.spans)), -1.0)
    for i, word in enumerate(source.spans):
        inside = [sum(overlap(word, unit) for unit in hit.hit), sum(unit.isalnum() for unit in source.texts[i])]
        if not inside[0] or (source.tag.startswith("zh") and inside[0] < inside[1]):
            continue  # a hit that is a part of a word says nothing of the whole
        for j, other in enumerate(target.spans):
            core, maximal = (any(overlap(other, unit) for unit in some) for some in (hit.core, hit.maximal))
            found[i, j] = 1 if core and len(hit.core) == 1 else -1 if maximal else 0
    return found


def fit(learned: Sequence[Sequence[Example]]) -> Judge:
    """Fit both networks; the second learns from chances that the first gave to pairs it had not seen."""
    halves = [_network([x.numbers for ways in learned[k::2] for x in ways], learned[k::2]) for k in (1, 0)]
    firsts = [[halves[k % 2](x.numbers) for x in ways] for k, ways in enumerate(learned)]
    seen = [
        seen_together(x.source, x.target, x.numbers, first)
        for ways, some in zip(learned, firsts, strict=True)
        for x, first in zip(ways, some, strict=True)
    ]
    first = _network([x.numbers for ways in learned for x in ways], learned)
    return Judge(first, tuple(_network(seen, learned, seed) for seed in range(AVERAGED)))


def _network(numbers: Sequence[Floats], learned: Sequence[Sequence[Example]], seed: int = 0) -> Network:
    rows = np.concatenate([one.reshape(-1, one.shape[-1]) for one in numbers])
    right = np.concatenate([x.right.ravel() for ways in learned for x in ways])
    chance = np.random.default_rng(100 + seed)
    near = rows[:, 0] > 0.2
    kept = (right >= 0) & ((right > 0) | near | (chance.random(len(right)) < KEPT))
    weight = np.where((right > 0) | near, 1, 1 / KEPT)[kept]
    return _descend(rows[kept], right[kept], weight / weight.sum() * 20, seed)


def _descend(rows: Floats, right: Floats, weight: Floats, seed: int) -> Network:
    """Minimise cross-entropy with Adam (Kingma and Ba 2015), with weight decay."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    x = ((rows - mean) / spread).astype(np.float32)
    chance = np.random.default_rng(seed)
    k = x.shape[1]
    p = [chance.normal(0, k**-0.5, (k, HIDDEN)), np.zeros(HIDDEN), chance.normal(0, HIDDEN**-0.5, HIDDEN), np.zeros(())]
    p = [one.astype(np.float32) for one in p]
    first, second = ([np.zeros_like(one) for one in p] for _ in range(2))
    for step in range(1, STEPS + 1):
        inner = np.tanh(x @ p[0] + p[1])
        error = (weight * (1 / (1 + np.exp(-(inner @ p[2] + p[3]))) - right)).astype(np.float32)
        deep = error[:, None] * p[2] * (1 - inner * inner)
        slopes = [x.T @ deep + DECAY * p[0], deep.sum(axis=0), inner.T @ error + DECAY * p[2], error.sum()]
        for n, slope in enumerate(slopes):
            first[n] = 0.9 * first[n] + 0.1 * slope
            second[n] = 0.99 * second[n] + 0.01 * slope**2
            pace = RATE * (1 - 0.9 * step / STEPS) / (np.sqrt(second[n] / (1 - 0.99**step)) + 1e-8)
            p[n] = p[n] - pace * first[n] / (1 - 0.9**step)
    return Network(mean.astype(np.float32), spread.astype(np.float32), *(np.float32(one) for one in p))


def check(every: list[list[Example]], parts: int = 5) -> None:
    """Print what a judge does that has not seen a fifth of the pairs, for each way of reading them."""
    chances: list[list[Floats]] = [[] for _ in every]
    for part in range(parts):
        judge = fit([ways for k, ways in enumerate(every) if k % parts != part])
        for k in range(part, len(every), parts):
            chances[k] = [judge.chances(x.source, x.target, x.numbers) for x in every[k]]
    names = ("dictionary", "neither", "dictionary, statistics", "statistics")
    for way in range(8):
        print(f"{names[way // 2]}{', other direction' * (way % 2)}:")
        scored = [(e[way], c[way]) for e, c in zip(every, chances, strict=True) if e[way].pair]
        for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
            print(f"  from {least}: {_scored(scored, least)}")
    ranges = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01]
    right, sure = (
        np.concatenate([x.ravel() for x in some]) for some in ([e[0].right for e in every], [c[0] for c in chances])
    )
    for low, high in pairwise(ranges):
        inside = (sure >= low) & (sure < high) & (right >= 0)
        print(f"  {low:.2f} to {high:.2f}: {inside.sum():6} pairs, {right[inside].mean():.3f} right")


def _scored(some: list[tuple[Example, Floats]], least: float) -> str:
    scored = []
    for one, chances in some:
        assert one.pair  # noqa: S101
        found = [(one.source.spans[i], one.target.spans[j]) for i, j in zip(*np.nonzero(chances >= least), strict=True)]
        scored.append((one.pair, project(one.pair, [(b, a) for a, b in found] if one.flipped else found)))
    shown = sum(len(found) for _, found in scored)
    right = sum(len(found & pair.possible) for pair, found in scored)
    agreed = sum(len(found & pair.sure) for pair, found in scored)
    return (
        f"error {100 * alignment_error_rate(scored):.1f}, precision {100 * right / shown:.1f}, "
        f"recall {100 * agreed / sum(len(pair.sure) for pair, _ in scored):.1f}"
    )


def main() -> None:
    """Read the arguments; fit or check."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--check", action="store_true")
    every = examples()
    if options.parse_args().check:
        check(every)
        return
    judge = fit(every)
    nets = dict(enumerate((judge.first, *judge.second)))
    kept = {
        f"{name}_{field}": getattr(net, field) for name, net in nets.items() for field in Network.__dataclass_fields__
    }
    np.savez(OUT, **kept)
    print(f"{OUT.name}: fitted to {len(every)} pairs and hits")


if __name__ == "__main__":
    main()
