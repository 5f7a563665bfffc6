"""What the measures of a passage mean, in one word, by rules that docs/collation.md explains.

The thresholds come from the samples (`bench/collation.py`): passages that render the same source, and passages one row
apart, which do not.
"""

from __future__ import annotations

from typing import Literal

from hexapla.collation.measures import Couple, Measures

Verdict = Literal["same", "close", "reworded", "check", "short", "missing", "added", "nothing", "foreign", "waiting"]

CLOSE = 60.0  # chrF++ from here on: mostly the same words
SAME_MEANING = {"use": 0.6, "e5": 0.4}  # cosine from here on: the same is said in other words
ENOUGH = 24  # characters of the shorter side; below, vectors say too little (in scripts without spaces a third of it)


def verdict(couple: Couple, measures: Measures, encoder: str, *, alike: float | None, unspaced: bool) -> Verdict:
    """Judge a passage of a version beside the base's; `alike` is the share of common words, None across languages."""
    base, here = couple
    if not (base and here):
        return "nothing" if base == here else ("missing" if base else "added")
    if alike in (None, 1.0):
        return "same" if alike else "foreign"
    if (measures.chrf or 0.0) >= CLOSE:
        return "close"
    if measures.waiting:
        return "waiting"
    if min(len(base), len(here)) * (3 if unspaced else 1) < ENOUGH or measures.cosine is None:
        return "short"
    return "reworded" if measures.cosine >= SAME_MEANING.get(encoder, 0.5) else "check"
