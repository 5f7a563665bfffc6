"""What stands across from segments: the other sides of all links that have them, in all alignments."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Linked:
    """The other side of a link that has some segment; `place` is the segment's own place in its side, from 0."""

    alignment_id: int
    link: str
    text_id: int
    segments: tuple[tuple[int, str], ...]
    place: int


def linked_with(connection: Connection, segments: Sequence[int]) -> dict[int, list[Linked]]:
    """Return for each segment the other sides of all links that have it; empty sides are left out."""
    query = """SELECT own.segment_id, m.alignment_id, m.link, s.text_id,
        (SELECT count(*) FROM members b JOIN segments earlier ON earlier.id = b.segment_id
            WHERE b.alignment_id = own.alignment_id AND b.link = own.link AND b.side = own.side
            AND earlier.rank < itself.rank),
        s.id, s.text FROM members own JOIN segments itself ON itself.id = own.segment_id
        JOIN members m ON m.alignment_id = own.alignment_id AND m.link = own.link AND m.side <> own.side
        JOIN segments s ON s.id = m.segment_id
        WHERE own.segment_id IN (SELECT value FROM json_each(?)) ORDER BY own.segment_id, m.alignment_id, s.rank"""
    found: defaultdict[int, list[Linked]] = defaultdict(list)
    rows = connection.exec_driver_sql(query, (json.dumps(list(segments)),)).all()
    for (own, alignment_id, link, text_id, place), group in groupby(rows, key=lambda row: tuple(row[:5])):
        found[own].append(Linked(alignment_id, link, text_id, tuple((row[5], row[6]) for row in group), place))
    return found
