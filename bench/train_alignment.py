"""Fit the judge of beads: `python bench/train_alignment.py fast_use|best_use|fast_e5|best_e5`.

Reads the development sets, gathers the evidence, and maximises the probability of the gold paths. `--check`
prints figures from cross-validation instead of writing weights: `parts` leaves out a fifth of every set at a time,
`sets` a whole set. The sets are also fitted with sentences left out, so that the judge sees what omissions look like.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from sets import (
    HOME,
    ORDER,
    Document,
    Pair,
    expected_calibration_error,
    measure,
    read_set,
    share_of_wrong_found,
    thinned,
)

from hexapla.align import judge as judges
from hexapla.align import methods
from hexapla.align.band import Band, Floats, Ints
from hexapla.align.cache import EmbeddingCache
from hexapla.align.confidence import beads
from hexapla.align.encoders import load_e5, load_use
from hexapla.align.judge import Evidence, Judge
from hexapla.align.outcome import Task
from hexapla.align.search import NEVER, Lattice, bead_shapes, best_path, posteriors
from hexapla.align.threads import one_thread

SHAPES = bead_shapes(methods.LONGEST, methods.TOTAL)
BLOCK = 100  # gold beads to an example
HIDDEN, PASSES, RATE, DECAY, PATIENCE = 24, 30, 4e-3, 0.06, 0.5


class Remembering(Lattice):
    """A lattice that remembers where its beads start and end, since it is walked again and again."""

    memory: dict[tuple[int, int], Ints]

    def _shifted(self, i: int, sign: int) -> Ints:
        if (i, sign) not in self.memory:
            self.memory[i, sign] = super()._shifted(i, sign)
        return self.memory[i, sign]


@dataclass
class Example:
    """A stretch of a document that starts and ends at gold boundaries, with the candidates within."""

    document: Document
    start: tuple[int, int]
    band: Band
    shape: Ints
    cell: Ints
    evidence: Evidence
    rough: Floats
    right: Ints
    gold: list[Pair]
    memory: dict[tuple[int, int], Ints] = field(default_factory=dict)

    @property
    def stretch(self) -> tuple[str, str, int, int]:
        """Set, document, and the first and last source sentence of the document as people left it."""
        places = self.document.places or range(len(self.document.source))
        first, last = self.start[0], self.start[0] + len(self.band.low) - 2
        return self.document.set, self.document.name.partition("-")[0], places[first], places[max(first, last)]

    def overlaps(self, other: Example) -> bool:
        """Whether two examples come from the same place."""
        own, its = self.stretch, other.stretch
        return own[:2] == its[:2] and own[2] <= its[3] and its[2] <= own[3]

    def lattice(self, scores: Floats) -> Lattice:
        """Return the lattice with these scores (c,) for the candidates."""
        table = np.full((len(SHAPES), self.band.cells), NEVER)
        table[self.shape, self.cell] = scores
        lattice = Remembering(self.band, SHAPES, table)
        object.__setattr__(lattice, "memory", self.memory)
        return lattice

    def probabilities(self, scores: Floats) -> Floats:
        """Return the probability (c,) of each candidate."""
        return posteriors(self.lattice(scores))[self.shape, self.cell]

    def wanted(self) -> Floats:
        """Return 1 for the candidates on the path with the most gold beads, else 0: (c,)."""
        numbers = {key: c for c, key in enumerate(zip(self.shape.tolist(), self.cell.tolist(), strict=True))}
        wanted = np.zeros(len(self.shape))
        for i, j, a, b in best_path(self.lattice(self.rough + 1000 * self.right)):
            key = SHAPES.index((a, b)), int(self.band.number(np.array(i + a), np.array(j + b)))
            if key in numbers:
                wanted[numbers[key]] = 1
        return wanted


def examples(document: Document, stage: methods.Stage) -> list[Example]:
    """Cut a document into examples at gold 1-1 beads, about `BLOCK` beads apart."""
    cuts, since = [(0, 0)], 0
    for source, target in document.gold:
        since += 1
        if since >= BLOCK and len(source) == len(target) == 1 and target[0] >= cuts[-1][1]:
            cuts.append((source[0] + 1, target[0] + 1))
            since = 0
    if since < BLOCK // 3 and len(cuts) > 1:
        cuts.pop()
    ends = [*cuts, (len(document.source), len(document.target))]
    return [_example(document, stage, start, end) for start, end in pairwise(ends)]


def _example(document: Document, stage: methods.Stage, start: tuple[int, int], end: tuple[int, int]) -> Example:
    f, (i0, j0), (i1, j1) = stage.found, start, end
    keep = np.flatnonzero((f.i - f.a >= i0) & (f.j - f.b >= j0) & (f.i <= i1) & (f.j <= j1))
    f = f.some(keep)
    band = _narrow(f.i - i0, f.j - j0, f.a, f.b, (i1 - i0, j1 - j0))
    gold = {g for g in document.gold if all(i0 <= i < i1 for i in g[0]) and all(j0 <= j < j1 for j in g[1])}
    spans = zip((f.i - f.a).tolist(), f.i.tolist(), (f.j - f.b).tolist(), f.j.tolist(), strict=True)
    right = np.array([(tuple(range(p, q)), tuple(range(r, s))) in gold for p, q, r, s in spans])
    clues = stage.evidence
    clues = Evidence(clues.shared[keep], clues.source[keep], clues.target[keep])
    cells = band.number(f.i - i0, f.j - j0)
    return Example(document, start, band, f.shape, cells, clues, clues.shared[:, 0], right, sorted(gold))


def _narrow(i: Ints, j: Ints, a: Ints, b: Ints, size: tuple[int, int]) -> Band:
    low, high = np.full(size[0] + 1, size[1]), np.zeros(size[0] + 1, np.int64)
    for row, column in ((i, j), (i - a, j - b)):
        np.minimum.at(low, row, column)
        np.maximum.at(high, row, column)
    low[0], high[-1] = 0, size[1]
    return Band(np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high))


class Fit:
    """The weights while they are being fitted, by Adam (Kingma and Ba 2015) with averaging at the end."""

    def __init__(self, some: list[Example], seed: int = 0) -> None:
        both = np.vstack([e.columns() for x in some for e in (x.evidence, x.evidence.swapped())]).astype(np.float64)
        self.mean, self.spread = both.mean(axis=0), both.std(axis=0) + 1e-6
        width, chance = both.shape[1], np.random.default_rng(seed)
        self.weights = {
            "hidden": chance.normal(size=(width, HIDDEN)) / np.sqrt(width),
            "bias": np.zeros(HIDDEN),
            "out": chance.normal(size=HIDDEN) * 0.1,
            "direct": np.zeros(width),
            "base": np.zeros(()),
        }
        self.first = {name: np.zeros_like(w) for name, w in self.weights.items()}
        self.second = {name: np.zeros_like(w) for name, w in self.weights.items()}
        self.steps = 0

    def standard(self, evidence: Evidence) -> list[Floats]:
        """Return the standardised evidence, both ways round."""
        return [np.clip((e.columns() - self.mean) / self.spread, -5, 5) for e in (evidence, evidence.swapped())]

    def step(self, example: Example, ways: list[Floats], wanted: Floats, rate: float) -> None:
        """Move the weights towards the gold path of one example."""
        w = self.weights
        layers = [np.tanh(x @ w["hidden"] + w["bias"]) for x in ways]
        scores = sum(h @ w["out"] + x @ w["direct"] for x, h in zip(ways, layers, strict=True)) + w["base"]
        pull = (example.probabilities(scores) - wanted) / 10
        slope = {name: DECAY * value for name, value in w.items()}
        slope["base"] = pull.sum()
        for x, h in zip(ways, layers, strict=True):
            inner = pull[:, None] * w["out"] * (1 - h * h)
            for name, part in (("out", h.T @ pull), ("direct", x.T @ pull), ("hidden", x.T @ inner)):
                slope[name] = slope[name] + part
            slope["bias"] = slope["bias"] + inner.sum(axis=0)
        self._adam(slope, rate)

    def _adam(self, slope: dict[str, Floats], rate: float) -> None:
        self.steps += 1
        for name, value in slope.items():
            self.first[name] = 0.9 * self.first[name] + 0.1 * value
            self.second[name] = 0.99 * self.second[name] + 0.01 * value**2
            mean, size = self.first[name] / (1 - 0.9**self.steps), self.second[name] / (1 - 0.99**self.steps)
            self.weights[name] = self.weights[name] - rate * mean / (np.sqrt(size) + 1e-8)

    def judge(self, weights: dict[str, Floats]) -> Judge:
        """Return the judge with these weights."""
        return Judge(self.mean, self.spread, **weights)


def fit(some: list[Example], seed: int = 0) -> Judge:
    """Fit a judge to examples; the weights of the last passes are averaged."""
    state, chance = Fit(some, seed), np.random.default_rng(seed)
    ways, wanted = [state.standard(x.evidence) for x in some], [x.wanted() for x in some]
    kept: list[dict[str, Floats]] = []
    for turn in range(PASSES):
        rate = RATE * min(1.0, 2 * (1 - turn / PASSES))
        for k in chance.permutation(len(some)):
            state.step(some[k], ways[k], wanted[k], rate)
        if turn >= PASSES * PATIENCE:
            kept.append(state.weights.copy())
    return state.judge({name: np.mean([w[name] for w in kept], axis=0) for name in state.weights})


def fit_team(some: list[Example], members: int = 3) -> Judge:
    """Fit several judges that differ by chance and return one whose score is the mean of theirs."""
    team = [fit(some, seed) for seed in range(members)]
    return Judge(
        team[0].mean,
        team[0].spread,
        hidden=np.hstack([one.hidden for one in team]),
        bias=np.concatenate([one.bias for one in team]),
        out=np.concatenate([one.out for one in team]) / members,
        direct=np.mean([one.direct for one in team], axis=0),
        base=np.mean([one.base for one in team], axis=0),
    )


Answer = list[tuple[Pair, float]]


def decode(example: Example, judge: Judge) -> Answer:
    """Return the beads a judge finds in an example, with their confidences."""
    lattice = example.lattice(judge.scores(example.evidence))
    i0, j0 = example.start
    found = beads(best_path(lattice), posteriors(lattice), lattice)
    return [((tuple(i + i0 for i in x.source), tuple(j + j0 for j in x.target)), x.confidence) for x in found]


def cross_validate(some: list[Example], group: Callable[[int, Example], object]) -> dict[int, Answer]:
    """Decode each group of whole examples with a judge fitted to all examples from elsewhere."""
    groups = {k: group(k, x) for k, x in enumerate(some) if x.document.is_whole}
    answers: dict[int, Answer] = {}
    for left_out in sorted(set(groups.values()), key=str):
        held = [k for k, g in groups.items() if g == left_out]
        judge = fit([x for x in some if not any(x.overlaps(some[k]) for k in held)])
        answers |= {k: decode(some[k], judge) for k in held}
    return answers


def report(title: str, some: list[Example], answers: list[Answer]) -> None:
    """Print strict F1 by set, and how honest and how useful the confidences are."""
    cells = []
    for name in ORDER:
        pairs = [(x.gold, [p for p, _ in a]) for x, a in zip(some, answers, strict=True) if x.document.set == name]
        cells.append(f"{name} {measure(pairs)[0].f1:.4f}")
    sure = [s for a in answers for _, s in a]
    right = [p in x.gold for x, a in zip(some, answers, strict=True) for p, _ in a]
    error, found = expected_calibration_error(sure, right), share_of_wrong_found(sure, right)
    print(
        f"{title:<8}", "  ".join(cells), f" ECE {error:.3f}  wrong in the least confident fifth {found:.2f}", flush=True
    )


def gather(method: str, cache: Path | None) -> list[Example]:
    """Return the examples of all development sets, whole and thinned; evidence is kept in `cache` if given."""
    some = []
    for name in ORDER:
        for number, document in enumerate(read_set(HOME / name)):
            for one in (document, thinned(document, number % 2)):
                some += examples(one, _stage(one, method, cache))
    return some


def _stage(document: Document, method: str, cache: Path | None) -> methods.Stage:
    path = cache / f"{method}-{document.set}-{document.name}.pickle" if cache else None
    if path and path.exists():
        return pickle.loads(path.read_bytes())  # noqa: S301 (we wrote it)
    task = Task(tuple(document.source), tuple(document.target), document.languages, kept=EmbeddingCache(cache))
    kind, key = method.split("_")
    with one_thread():
        encoder, reader = {"use": load_use, "e5": load_e5}[key](task.kept), load_e5(task.kept)
        stage = methods.first_stage(task, encoder)
        if kind == "best":
            stage = methods.second_stage(task, stage, encoder, reader)
    if path:
        path.write_bytes(pickle.dumps(stage))
    return stage


def main() -> None:
    """Fit and write, or check."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("method", choices=["fast_use", "best_use", "fast_e5", "best_e5"])
    options.add_argument("--check", choices=["parts", "sets"])
    options.add_argument("--cache", type=Path)
    chosen = options.parse_args()
    some = gather(chosen.method, chosen.cache)
    whole = [x for x in some if x.document.is_whole]
    ranks = {id(x): k % 5 for name in ORDER for k, x in enumerate(y for y in whole if y.document.set == name)}
    by = {"parts": lambda _, x: ranks[id(x)], "sets": lambda _, x: x.document.set}
    if chosen.check:
        answers = cross_validate(some, by[chosen.check])
        report(chosen.check, [some[k] for k in answers], list(answers.values()))
        return
    judge = fit_team(some)
    for title, whole in (("fitted", True), ("thinned", False)):
        seen = [x for x in some if x.document.is_whole is whole]
        report(title, seen, [decode(x, judge) for x in seen])
    path = Path(judges.__file__).parent / f"judge_{chosen.method}.npz"
    np.savez_compressed(path, **{name: np.asarray(value, np.float32) for name, value in vars(judge).items()})


if __name__ == "__main__":
    main()
