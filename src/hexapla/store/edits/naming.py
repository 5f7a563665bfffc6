"""Names of segments for the sentences of the history: `s14` in this alignment, `segment 14 of en` in its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from hexapla.comparing.telling import short
from hexapla.comparing.telling import spans as span_names
from hexapla.store.read import numbers_of
from hexapla.store.recorder import Row
from hexapla.store.schema import texts
from hexapla.store.session import Session
from hexapla.worddiff import tokens

_SHOWN = 40
_MANY = 200
_LARGE = 20_000  # links; in larger alignments counting up to a segment would cost more than the edit


def in_alignment(session: Session, some: Sequence[Row]) -> str:
    """Name members of an alignment: `s14, s16–s18 and t3`; very many are counted, those of a large one quoted."""
    if len(some) > _MANY:
        return f"{len(some)} segments"
    if session.alignment["last_link"] > _LARGE:
        return _quoted(some)
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for side, text_id in (("s", session.alignment["source_id"]), ("t", session.alignment["target_id"])):
        ids = [row["id"] for row in some if row["side"][0] == side]
        numbers[side] = sorted(numbers_of(session.connection, text_id, ids).values())
    return span_names(numbers)


def in_text(session: Session, some: Sequence[Row]) -> str:
    """Name segments of one text: `segment 14 of en`, `segments 14–16 of en`; those of a large one are quoted."""
    text_id = some[0]["text_id"]
    name = session.connection.execute(select(texts.c.name).where(texts.c.id == text_id)).scalar_one()
    noun = "segment" if len(some) == 1 else "segments"
    if session.alignment["last_link"] > _LARGE:
        return f"{noun} {_quoted(some)} of {name}"
    numbers = sorted(numbers_of(session.connection, text_id, [row["id"] for row in some]).values())
    return f"{noun} {span_names({'': numbers})} of {name}"


def _quoted(some: Sequence[Row]) -> str:
    first = quoted(some[0]["text"])
    return first if len(some) == 1 else f"{first} and {len(some) - 1} more"


def quoted(text: str) -> str:
    """Quote words for a sentence, cut where they are many."""
    return f"“{short(text, _SHOWN)}”"


def reworded(old: str, new: str) -> str:
    """Say what was changed between two wordings, without what is the same before and after: `“trucks” → “lorries”`."""
    before, after = tokens(old), tokens(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    gone, fresh = ("".join(words[start : len(words) - end]).strip() for words in (before, after))
    if not gone:
        return f"added {quoted(fresh)}"
    if not fresh:
        return f"took out {quoted(gone)}"
    return f"{quoted(gone)} → {quoted(fresh)}"


def _common(one: Sequence[str], two: Sequence[str]) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
