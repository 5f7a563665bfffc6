"""A text replaced by a better version of itself: which of its segments are which.

A transcription for a scan, the archival original for a reconstruction: the words may differ everywhere, yet links,
statuses and notes are to stay. Segments are found again by their words; where hardly any words are the same, by their
meaning, as the aligner finds translations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz

from hexapla.align import align
from hexapla.corpus import lay_out
from hexapla.matching import Pair, pair_lines
from hexapla.model import Bead, Segment, Text

Progress = Callable[[str, int, int], None]
_ALIKE = 0.5  # below this likeness of what has changed, the words do not tell which sentence is which
_SEVERAL = 3


def pair_versions(
    old: Sequence[str], new: Sequence[str], language: str, cache: Path | None = None, progress: Progress | None = None
) -> list[Pair]:
    """Find the segments of a text in another version of it; every segment of both is in exactly one pair, in order."""
    pairs = pair_lines(old, new)
    changed = [pair for pair in pairs if not _same(pair, old, new)]
    if len(changed) < _SEVERAL or _likeness(changed, old, new) >= _ALIKE:
        return pairs
    fixed = [Bead(pair.old, pair.new) for pair in pairs if _same(pair, old, new)]
    found = align(old, new, language, language, progress=progress, cache=cache, fixed=fixed)
    return [Pair(bead.source, bead.target) for bead in found.beads]


def _same(pair: Pair, old: Sequence[str], new: Sequence[str]) -> bool:
    return [old[i] for i in pair.old] == [new[j] for j in pair.new]


def _likeness(pairs: Sequence[Pair], old: Sequence[str], new: Sequence[str]) -> float:
    """Return the share, from 0 to 1, of letters in some pairs that both versions have in order."""
    whole = alike = 0.0
    for pair in pairs:
        sides = "".join(old[i] for i in pair.old), "".join(new[j] for j in pair.new)
        size = len(sides[0]) + len(sides[1])
        whole += size
        alike += size * fuzz.ratio(*sides) / 100
    return alike / whole if whole else 1.0


def count(pairs: Sequence[Pair], old: Sequence[str], new: Sequence[str]) -> dict[str, int]:
    """Count segments that are the same, reworded, split, joined, cut anew, gone and new."""
    counts = dict.fromkeys(("same", "reworded", "split", "joined", "recut", "gone", "new"), 0)
    for pair in pairs:
        counts[_fate(pair, old, new)] += max(len(pair.old), 1)
    return counts


def _fate(pair: Pair, old: Sequence[str], new: Sequence[str]) -> str:
    if _same(pair, old, new):
        return "same"
    n, m = len(pair.old), len(pair.new)
    if not (n and m):
        return "gone" if n else "new"
    return "reworded" if n == m else "split" if n == 1 else "joined" if m == 1 else "recut"


def keep_cuts(old: Text, new: Text, pairs: Sequence[Pair]) -> tuple[Text, list[Pair]]:
    """Cut the new version as the old one is cut wherever their words are the same.

    A file that comes in anew is cut into sentences by rules; the old text's cuts are the work of a person.
    """
    segments: list[Segment] = []
    kept: list[Pair] = []
    for pair in pairs:
        taken = list(_cut(old, new, pair))
        kept.append(Pair(pair.old, tuple(range(len(segments), len(segments) + len(taken)))))
        segments += taken
    return Text(new.info, lay_out(segments)), kept


def _cut(old: Text, new: Text, pair: Pair) -> Iterator[Segment]:
    before, after = [old.segments[i] for i in pair.old], [new.segments[j] for j in pair.new]
    if len(before) == len(after) or not _same_words(before, after):
        yield from after
        return
    yield replace(before[0], starts_paragraph=after[0].starts_paragraph)
    yield from before[1:]


def _same_words(one: Sequence[Segment], two: Sequence[Segment]) -> bool:
    return len({"".join("".join(s.text for s in part).split()) for part in (one, two)}) == 1
