"""How far a second annotator agrees with the gold: `PYTHONPATH=src python -m bench.gold.agreement`.

`second.zh-Hans--en.tsv` has twenty pairs drawn at random, linked by somebody who knew the guidelines and the words, and
none of the gold's links.
"""

from __future__ import annotations

import re

from .aligned import pairs
from .blocks import FOLDER
from .scores import Words, alignment_error_rate

SECOND = FOLDER / "second.zh-Hans--en.tsv"


def second() -> dict[str, tuple[Words, Words]]:
    """Return the second annotator's sure links, and sure and possible ones, by the name of the pair."""
    found = {}
    for line in SECOND.read_text(encoding="utf-8").splitlines():
        name, links = line.split("\t")
        parts = [(mark, (int(i), int(j))) for i, mark, j in re.findall(r"(\d+)([-?])(\d+)", links)]
        found[name] = frozenset(at for mark, at in parts if mark == "-"), frozenset(at for _, at in parts)
    return found


def agreement() -> dict[str, float]:
    """Return F1 of sure links, F1 of sure and possible ones, and the error rate of the second's sure links."""
    others = second()
    some = [(pair, *others[pair.name]) for pair in pairs() if pair.name in others]
    return {
        "pairs": len(some),
        "sure F1": _f1([(pair.sure, sure) for pair, sure, _ in some]),
        "possible F1": _f1([(pair.possible, every) for pair, _, every in some]),
        "error rate": alignment_error_rate((pair, sure) for pair, sure, _ in some),
    }


def _f1(both: list[tuple[Words, Words]]) -> float:
    shared = sum(len(one & two) for one, two in both)
    return 2 * shared / sum(len(one) + len(two) for one, two in both)


if __name__ == "__main__":
    print("  ".join(f"{name} {value:.3g}" for name, value in agreement().items()))
