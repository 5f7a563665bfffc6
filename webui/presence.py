"""Who else has an alignment open, and on which row: told by each page with every look for changes.

It lives in the memory of this process and is forgotten after some seconds: nothing of it is written anywhere. Where
several processes serve one working copy, each knows those whom it serves.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

FORGOTTEN = 10.0  # seconds without a sign: a page gives one every three
MOST = 50  # pages of one alignment that are remembered


@dataclass(frozen=True)
class Place:
    """Where a person is: the link, the side, and whether they are writing there."""

    name: str
    link: str
    side: str
    writing: bool = False


@dataclass
class Presence:
    """The places of everyone, by alignment and page."""

    clock: Callable[[], float] = time.monotonic
    _rooms: defaultdict[tuple[str, str], dict[str, tuple[float, Place]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def meet(self, room: tuple[str, str], page: str, place: Place) -> list[dict[str, Any]]:
        """Note where a page is, and return the others of the same alignment in the order they came."""
        now = self.clock()
        with self._lock:
            here = {who: sign for who, sign in self._rooms[room].items() if now - sign[0] < FORGOTTEN}
            if page in here or len(here) < MOST:
                here[page] = (now, place)
            self._rooms[room] = here
            return [_described(who, found) for who, (_, found) in here.items() if who != page]


def _described(page: str, place: Place) -> dict[str, Any]:
    return {"page": page, "name": place.name, "link": place.link, "side": place.side, "writing": place.writing}
