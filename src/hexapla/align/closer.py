"""A closer look at the beads that are in dispute: vectors of whole beads, and links between their words.

Sentence vectors blur just what decides a boundary: to which side a clause in the middle belongs. Here every run of
sentences that a disputed bead would join is encoded as one text, and the pieces of the sentences around are linked
where each is the other's nearest (Dou and Neubig 2021 take such links from a middle layer too).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hexapla.align.band import Floats, Ints
from hexapla.align.crossing import Crossing
from hexapla.align.encoders.e5 import E5
from hexapla.align.evidence import Candidates
from hexapla.align.judge import Evidence
from hexapla.align.links import Linked, Pieces, word_links

Run = tuple[int, int]
SHARED, PAIRED = 8, 9
LEAST = 0.01  # a bead less probable, or as nearly certain, is not in dispute
PIECES, PIECES_EACH = 60_000, 20  # how much is read: so much, or so much for each sentence of a long text


@dataclass(frozen=True)
class Texts:
    """Two texts, and what joins sentences of each."""

    sides: tuple[Sequence[str], Sequence[str]]
    joiners: tuple[str, str]

    def words(self, side: int, run: Run) -> str:
        """Return a run of sentences as one text."""
        return self.joiners[side].join(self.sides[side][run[0] : run[1]])


@dataclass(frozen=True)
class Look:
    """What a closer look saw: centred vectors of runs, links between sentences, and the sentences' pieces."""

    vectors: tuple[dict[Run, Floats], dict[Run, Floats]]
    links: dict[tuple[int, int], Linked]
    pieces: tuple[dict[int, Pieces], dict[int, Pieces]]

    def cosine(self, left: Run, right: Run) -> float:
        """Compare two runs; 0 where one was not encoded."""
        x, y = self.vectors[0].get(left), self.vectors[1].get(right)
        return 0.0 if x is None or y is None else float(x @ y)

    def inside(self, left: Run, right: Run) -> tuple[int, float]:
        """Return the number of links between two runs, and the sum of their cosines."""
        found = [self.links[p, q] for p in range(*left) for q in range(*right) if (p, q) in self.links]
        return sum(link.count for link in found), sum(link.cosines for link in found)

    def length(self, side: int, run: Run) -> int:
        """Return how many pieces a run has."""
        return sum(len(self.pieces[side][p].states) for p in range(*run))

    @property
    def crossing(self) -> Crossing:
        """What the links tell of clauses at boundaries."""
        masses = [{p: pieces.mass for p, pieces in side.items()} for side in self.pieces]
        return Crossing(self.links, (masses[0], masses[1]))


def disputed(found: Candidates, probabilities: Floats, lengths: tuple[Ints, Ints]) -> Ints:
    """Return the numbers of the candidates worth a closer look, the most doubtful first, within what may be read.

    `lengths` are the sentences' numbers of characters.
    """
    doubt = np.minimum(probabilities, 1 - probabilities)
    order = np.argsort(-doubt, kind="stable")
    order = order[(doubt[order] > LEAST) & (found.a[order] > 0) & (found.b[order] > 0)]
    before = [np.concatenate([[0], np.cumsum(side)]) for side in lengths]
    share = [len(side) * PIECES_EACH / max(total[-1], 1) for side, total in zip(lengths, before, strict=True)]
    seen: set[tuple[int, int, int]] = set()
    spent, allowed = 0.0, max(PIECES, PIECES_EACH * sum(map(len, lengths)))
    for rank, number in enumerate(order.tolist()):
        ends = (int(found.i[number]), int(found.j[number]))
        for side, (end, count) in enumerate(zip(ends, (int(found.a[number]), int(found.b[number])), strict=True)):
            if (side, end - count, end) not in seen:
                seen.add((side, end - count, end))
                spent += 4 + 1.3 * share[side] * float(before[side][end] - before[side][end - count])
        if spent > allowed:
            return np.sort(order[:rank])
    return np.sort(order)


def spans(found: Candidates, number: int) -> tuple[Run, Run]:
    """Return the two runs of a candidate."""
    i, j = int(found.i[number]), int(found.j[number])
    return (i - int(found.a[number]), i), (j - int(found.b[number]), j)


def look(texts: Texts, found: Candidates, numbers: Ints, model: E5) -> Iterator[tuple[int, int, Look | None]]:
    """Encode what the disputed candidates ask for; yield (done, total, None) on the way, and last the whole look."""
    runs: tuple[set[Run], set[Run]] = set(), set()
    near: tuple[set[int], set[int]] = set(), set()
    pairs: set[tuple[int, int]] = set()
    for number in numbers.tolist():
        around = []
        for side, (first, last) in enumerate(spans(found, number)):
            runs[side].add((first, last))
            around.append(range(max(0, first - 1), min(len(texts.sides[side]), last + 1)))
            near[side].update(around[side])
        pairs.update((p, q) for p in around[0] for q in around[1])
    yield 0, 3, None
    states = tuple(_states(texts, side, near[side], model) for side in (0, 1))
    yield 1, 3, None
    vectors = tuple(_vectors(texts, side, runs[side], states[side], model) for side in (0, 1))
    yield 2, 3, None
    words = [
        {p: Pieces(pieces, *model.clauses(texts.sides[side][p])) for p, (_, pieces) in states[side].items()}
        for side in (0, 1)
    ]
    yield 3, 3, Look((vectors[0], vectors[1]), word_links(words[0], words[1], pairs), (words[0], words[1]))


def _states(texts: Texts, side: int, near: set[int], model: E5) -> dict[int, tuple[Floats, Floats]]:
    order = sorted(near)
    return dict(zip(order, model.words([texts.sides[side][p] for p in order]), strict=True))


def _vectors(
    texts: Texts, side: int, runs: set[Run], states: dict[int, tuple[Floats, Floats]], model: E5
) -> dict[Run, Floats]:
    """Return unit vectors of runs, centred over runs of as many sentences."""
    longer = sorted(run for run in runs if run[1] - run[0] > 1)
    keys = [*((p, p + 1) for p in states), *longer]
    if not keys:
        return {}
    single = np.array([mean for mean, _ in states.values()], np.float32)
    single /= np.linalg.norm(single, axis=1, keepdims=True)
    table = np.vstack([single, model.vectors([texts.words(side, run) for run in longer])]) if longer else single
    whole, size = table.mean(axis=0), np.array([min(last - first, 3) for first, last in keys])
    for k in (1, 2, 3):
        like = size == k
        table[like] -= table[like].mean(axis=0) if like.sum() > 8 else whole  # noqa: PLR2004 (fewer have no mean)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    return dict(zip(keys, table, strict=True))


def closer_evidence(found: Candidates, numbers: Ints, seen: Look) -> Evidence:
    """Return the evidence of a closer look for all candidates: zeros for those that are not in dispute."""
    shared = np.zeros((len(found), SHARED), np.float32)
    sides = np.zeros((2, len(found), PAIRED), np.float32)
    totals: tuple[Counter[int], Counter[int]] = Counter(), Counter()
    for pair, link in seen.links.items():
        for side in (0, 1):
            totals[side][pair[side]] += link.count
    pairs = [spans(found, number) for number in numbers.tolist()]
    for number, runs in zip(numbers.tolist(), pairs, strict=True):
        inside, weight = seen.inside(*runs)
        lengths = [seen.length(side, runs[side]) for side in (0, 1)]
        outside = [sum(totals[side][p] for p in range(*runs[side])) - inside for side in (0, 1)]
        last = seen.cosine((runs[0][1] - 1, runs[0][1]), (runs[1][1] - 1, runs[1][1]))
        whole = seen.cosine(*runs)
        share = inside / (min(lengths) + 1)
        shared[number] = [1, whole, np.log1p(inside), inside / 10, weight / 10, share, np.log1p(sum(outside)), last]
        for side in (0, 1):
            more = [np.log1p(outside[side]), inside / (lengths[side] + 1), _weakest(seen, runs, side)]
            sides[side, number] = [*_against(seen, runs, side, whole), *more]
    ranges = [(range(*left), range(*right)) for left, right in pairs]
    crossing = seen.crossing.evidence(len(found), numbers, ranges)
    return Evidence(shared, sides[0], sides[1]).beside(crossing)


def _against(seen: Look, runs: tuple[Run, Run], side: int, whole: float) -> list[float]:
    """Compare one side with the other's neighbours, and with the other side grown or shrunk by a sentence."""
    own, (first, last) = runs[side], runs[1 - side]

    def to(run: Run) -> float:
        return seen.cosine(own, run) if side == 0 else seen.cosine(run, own)

    changed = [(first, last + 1), (first - 1, last)]
    changed += [(first, last - 1), (first + 1, last)] if last - first > 1 else []
    known = [to(run) - whole if run in seen.vectors[1 - side] else 0.0 for run in changed]
    return [to((first - 1, first)), to((last, last + 1)), *known, *[0.0] * (4 - len(known))]


def _weakest(seen: Look, runs: tuple[Run, Run], side: int) -> float:
    """Return the smallest share of linked pieces among the sentences of one side; an ordinary one for a single."""
    if runs[side][1] - runs[side][0] < 2:  # noqa: PLR2004 (a run of one)
        return 0.4
    other = runs[1 - side]
    counts = {
        p: seen.inside((p, p + 1), other) if side == 0 else seen.inside(other, (p, p + 1)) for p in range(*runs[side])
    }
    return min(count / (seen.length(side, (p, p + 1)) + 1) for p, (count, _) in counts.items())
