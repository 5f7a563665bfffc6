"""How well the verdicts on compared passages tell right from wrong, and how fast versions are compared.

    python bench/collation.py

Passages that render the same source (the samples' own rows) should never be called “check”; passages one row apart,
which do not belong together, should be. The speed is that of comparing Ruth's verses, and of a document of 20,000 rows
made of them.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import quantiles

from rapidfuzz.distance import Indel

from hexapla.align.cache import EmbeddingCache
from hexapla.collation import Asked, Collation, Ignore
from hexapla.collation.choosing import Name
from hexapla.collation.loading import Version
from hexapla.collation.measures import Measurer
from hexapla.collation.rows import rows
from hexapla.collation.verdicts import verdict
from hexapla.collation.words import words
from hexapla.model import Link, Segment, TextInfo
from hexapla.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
SETS = {
    "memorandum, en and en.working": ("1962-04-24-memorandum", Asked("zh-Hans", ("en", "en.working"))),
    "Ruth, KJV and ASV": ("ruth", Asked("", ("en.kjv", "en.asv"))),
}
MANY = 20_000

Couple = tuple[str, str]


def couples(found: Collation, apart: int) -> list[Couple]:
    """Put each passage of the base beside the passage of the other version that is so many rows further on."""
    pairs = zip(found.rows, found.rows[apart:], strict=False)
    return [(found.words(row, 0), found.words(following, 1)) for row, following in pairs]


def judge(some: Sequence[Couple], encoder: str | None = None) -> tuple[Counter[str], list[str]]:
    """Count the verdicts on couples, and describe their measures by quantiles (5%, median, 95%)."""
    measurer = Measurer("en", "en", EmbeddingCache())
    measured = measurer.passages(some)
    counts: Counter[str] = Counter()
    for couple, measures in zip(some, measured, strict=True):
        forms = [[word.form for word in words([text])] for text in couple]
        alike = float(Indel.normalized_similarity(*forms))
        counts[verdict(couple, measures, encoder or measurer.encoder, alike=alike, unspaced=False)] += 1
    spread = []
    for name in ("chrf", "ter", "cosine"):
        cuts = quantiles([getattr(measures, name) for measures in measured], n=20, method="inclusive")
        digits = 2 if name == "cosine" else 0
        spread.append(" ".join(f"{cuts[place]:.{digits}f}" for place in (0, 9, 18)))
    return counts, spread


def timed(work: Callable[[], object]) -> float:
    """Return the best of three times, in seconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def long_document(found: Collation) -> tuple[list[Segment], tuple[Version, Version]]:
    """Repeat the rows of a comparison until there are `MANY`, and return them as a source and two versions."""
    info = TextInfo("en", "en")
    pivot, links = [], ([], [])
    for number in range(1, MANY + 1):
        row = found.rows[number % len(found.rows)]
        own = Segment(str(number), number, number)
        pivot.append(own)
        for side, kept in enumerate(links):
            segments = tuple(replace(segment, number=number) for segment in row.cells[side].segments)
            kept.append(Link(f"L{number:05d}", (own,), segments))
    one, two = (Version(Name(name), info, tuple(kept)) for name, kept in zip("ab", links, strict=True))
    return pivot, (one, two)


def main() -> None:
    """Print both tables."""
    print("| passages of | couples | check | short | close or the same | reworded | chrF++ | TER | cosine |")
    print("|---|---|---|---|---|---|---|---|---|")
    with closing(Workspace(ROOT)) as workspace:
        collations = {name: workspace.collation.compare(*asked) for name, asked in SETS.items()}
        for name, found in collations.items():
            for told, apart in (("", 0), (", one row apart", 1)):
                some = couples(found, apart)
                counts, spread = judge(some)
                near = counts["close"] + counts["same"]
                cells = [len(some), counts["check"], counts["short"], near, counts["reworded"], *spread]
                print(f"| {name}{told} | {' | '.join(map(str, cells))} |")
        ruth = collations["Ruth, KJV and ASV"]
        pivot, versions = long_document(ruth)
        each = timed(lambda: rows(ruth.pivot.segments, ruth.versions, 0, Ignore())) / len(ruth.rows)
        whole = timed(lambda: rows(pivot, versions, 0, Ignore()))
        some = couples(ruth, 0)
        measurer = Measurer("en", "en", EmbeddingCache())
        measurer.passages(some[:1])
        measured = timed(lambda: Measurer("en", "en", EmbeddingCache()).passages(some)) / len(some)
    print(f"\ncompare a verse: {each * 1e6:.0f} µs; {MANY:,} rows: {whole:.2f} s")
    print(f"measure a verse (chrF++, TER, cosine): {measured * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
