"""Show what confirmed links teach: `python bench/learning.py fast_use|best_use [--cache DIR]`.

The judge is fitted to all development sets but MAC-Dev. Then a third of MAC-Dev's documents is taken as confirmed, and
the rest is aligned without and with what these teach; every document is among the rest twice.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sets import HOME, Document, Pair, measure, read_set
from train_alignment import SHAPES, _stage, fit, gather

from hexapla.align.confidence import beads
from hexapla.align.judge import Judge
from hexapla.align.learning import Learned, Lesson
from hexapla.align.learning.fitting import learn
from hexapla.align.methods import Stage
from hexapla.align.search import NEVER, Lattice, best_path, posteriors

Ready = tuple[Document, Stage, Lattice]


def ready(document: Document, stage: Stage, judge: Judge) -> Ready:
    """Return a document with the lattice as the judge scores it."""
    scores = np.full((len(SHAPES), stage.band.cells), NEVER)
    scores[stage.found.shape, stage.found.cell] = judge.scores(stage.evidence)
    return document, stage, Lattice(stage.band, SHAPES, scores)


def aligned(one: Ready, learned: Learned | None) -> tuple[list[Pair], list[Pair]]:
    """Return the gold and the beads found."""
    document, stage, lattice = one
    scores = lattice.scores.copy()
    if learned:
        more = learned.correction(tuple(document.source), tuple(document.target), stage.found)
        scores[stage.found.shape, stage.found.cell] += more
    lattice = Lattice(lattice.band, lattice.shapes, scores)
    return document.gold, [(b.source, b.target) for b in beads(best_path(lattice), posteriors(lattice), lattice)]


def lesson(document: Document) -> Lesson:
    """Return a document's gold as if people had confirmed it."""
    return Lesson(tuple(document.source), tuple(document.target), tuple(document.gold))


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("method", choices=["fast_use", "best_use"])
    options.add_argument("--cache", type=Path)
    chosen = options.parse_args()
    judge = fit([x for x in gather(chosen.method, chosen.cache) if x.document.set != "mac-dev"])
    all_of_it = [ready(d, _stage(d, chosen.method, chosen.cache), judge) for d in read_set(HOME / "mac-dev")]
    print("| confirmed | beads confirmed | F1 of the rest before | after |\n|---|---|---|---|", flush=True)
    together: tuple[list, list] = ([], [])
    third = len(all_of_it) // 3
    for first in range(len(all_of_it) // third):
        taught = all_of_it[first :: len(all_of_it) // third]
        rest = [one for k, one in enumerate(all_of_it) if k % (len(all_of_it) // third) != first]
        learned = learn([(lesson(document), stage.found, lattice) for document, stage, lattice in taught])
        scored = [[aligned(one, what) for one in rest] for what in (None, learned)]
        for total, some in zip(together, scored, strict=True):
            total.extend(some)
        names, size = ", ".join(d.name for d, _, _ in taught), sum(len(d.gold) for d, _, _ in taught)
        print(f"| {names} | {size} | " + " | ".join(f"{measure(s)[0].f1:.4f}" for s in scored) + " |", flush=True)
    print("| together | | " + " | ".join(f"{measure(s)[0].f1:.4f}" for s in together) + " |")


if __name__ == "__main__":
    main()
