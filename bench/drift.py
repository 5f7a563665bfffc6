"""Measure the drift radar: `python bench/drift.py` damages the sample alignments in every way and place and mends them.

Each damage pushes one side of all links from some row on up or down by one, as one wrong key does. Counted are drifts
found within two rows of the place, alignments whose repair restored every link, and false alarms in the undamaged ones.
`--long` measures how long a look at 50,000 links takes instead.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from hexapla import corpus, drift
from hexapla.model import Alignment, Link, link_id
from hexapla.workspace import Workspace

ROOT = Path(__file__).parents[1]
STEP = 6  # every sixth link
LONG = 50_000
Groups = list[tuple[tuple[int, ...], tuple[int, ...]]]


def groups(alignment: Alignment) -> Groups:
    """Return which segments each link holds."""
    return [(tuple(s.id for s in x.source), tuple(s.id for s in x.target)) for x in alignment.links]


def mend(workspace: Workspace, document: str, name: str, cache: Path) -> tuple[int, int, int, int]:
    """Damage and mend an alignment in every way; return (damages, found, restored, false alarms)."""
    good = workspace.alignment(document, name)
    alarms, tried, seen, restored = len(drift.look(good, cache).drifts), 0, 0, 0
    for at in range(3, len(good.links) - 4, STEP):
        for side in ("source", "target"):
            for direction in ("up", "down"):
                damage = {"op": "shift_all", "link": good.links[at].id, "side": side, "direction": direction}
                workspace.edit(document, name, damage, revision=None)
                bad = workspace.alignment(document, name)
                drifts = drift.look(bad, cache).drifts
                tried += 1
                seen += bool(drifts) and abs(drifts[0].first - at) <= 2
                if drifts:
                    workspace.edit(document, name, drift.repair(bad, drifts[0], cache), revision=None)
                    restored += groups(workspace.alignment(document, name)) == groups(good)
                    workspace.undo(document, name, revision=None)
                workspace.undo(document, name, revision=None)
    return tried, seen, restored, alarms


def samples() -> None:
    """Print a line for each sample alignment, and the whole."""
    total = [0, 0, 0, 0]
    with tempfile.TemporaryDirectory() as folder:
        for part in ("corpus", "alignments"):
            shutil.copytree(ROOT / part, Path(folder) / part)
        with closing(Workspace(folder)) as workspace:
            for document in workspace.documents():
                for alignment in document["alignments"]:
                    found = mend(workspace, document["name"], alignment["name"], Path(folder) / "vectors")
                    print(line(f"{document['name'][:12]} {alignment['name']}", found))
                    total = [a + b for a, b in zip(total, found, strict=True)]
    print(line("all", tuple(total)))


def line(name: str, found: tuple[int, ...]) -> str:
    """Write the counts of one alignment."""
    tried, seen, restored, alarms = found
    shares = f"{seen / tried:.1%} found, {restored / tried:.1%} restored in full"
    return f"{name:<28} {tried:>4} damages: {shares}; {alarms} false alarms"


def long() -> None:
    """Time looks at the English and French declaration, repeated to 50,000 links, with a number in each sentence."""
    folder = ROOT / "corpus" / "udhr"
    document = corpus.read_document(folder / "document.toml")
    sides = [corpus.read_text(folder / f"{name}.txt", document.texts[name]) for name in ("en", "fr")]
    texts = []
    for side in sides:
        words = [s.text for s in side.segments if len(s.text) > 20][:60]
        made = [[f"{words[n % len(words)]} ({n})"] for n in range(LONG)]
        texts.append(corpus.from_paragraphs(made, side.info))
    shifted = (*texts[1].segments[: LONG // 2], *texts[1].segments[LONG // 2 + 1 :], texts[1].segments[LONG // 2])
    pairs = zip(texts[0].segments, shifted, strict=True)
    links = tuple(Link(link_id(n), (s,), (t,)) for n, (s, t) in enumerate(pairs, 1))
    alignment = Alignment(document, texts[0], replace(texts[1]), links)
    with tempfile.TemporaryDirectory() as cache:
        for state in ("nothing kept", "vectors kept"):
            start = perf_counter()
            seen = drift.look(alignment, Path(cache))
            print(
                f"{LONG:,} links, {state}: {perf_counter() - start:.1f} s; {[(x.first, x.last) for x in seen.drifts]}"
            )
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    long() if "--long" in sys.argv else samples()
