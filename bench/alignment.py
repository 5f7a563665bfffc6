"""Measure alignments against gold: `python bench/alignment.py [--set DIR]... [--method best]...`.

Prints strict and lax precision, recall and F1 (Vecalign's measure) by set and method, the expected calibration error
of the confidences, and the share of the wrong beads among the least confident fifth.
"""

from __future__ import annotations

import argparse
import platform
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from sets import HOME, ORDER, expected_calibration_error, measure, read_set, share_of_wrong_found

from hexapla.align import METHODS, align


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--set", type=Path, action="append", help="a folder of .gold files and their texts")
    options.add_argument("--method", choices=list(METHODS), action="append")
    options.add_argument("--cache", type=Path, help="a folder for vectors between runs")
    chosen = options.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}")
    print("| set | method | P | R | strict F1 | lax F1 | ECE | wrong in least sure 20% | sentences | seconds |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for folder in chosen.set or [HOME / name for name in ORDER]:
        for method in chosen.method or ["best"]:
            print(row(folder, method, chosen.cache), flush=True)


def row(folder: Path, method: str, cache: Path | None) -> str:
    """Align the documents of a set and return its line of the table."""
    pairs, sure, right, sentences = [], [], [], 0
    start = perf_counter()
    for document in read_set(folder):
        beads = align(document.source, document.target, *document.languages, method, cache=cache).beads
        found = [(bead.source, bead.target) for bead in beads]
        pairs.append((document.gold, found))
        sure += [bead.confidence for bead in beads]
        right += [pair in document.gold for pair in found]
        sentences += len(document.source) + len(document.target)
    seconds = perf_counter() - start
    strict, lax = measure(pairs)
    error, wrong = expected_calibration_error(sure, right), share_of_wrong_found(sure, right)
    shares = f"{strict.precision:.4f} | {strict.recall:.4f} | **{strict.f1:.4f}** | {lax.f1:.4f}"
    return f"| {folder.name} | {method} | {shares} | {error:.3f} | {wrong:.2f} | {sentences} | {seconds:.1f} |"


if __name__ == "__main__":
    main()
