"""What changed outside in the files of the workspace, noticed before a search answers."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from pathlib import Path

from hexapla.errors import HexaplaError
from hexapla.store import Store

_PAUSE = 2.0  # seconds between two looks
Stamps = dict[str, tuple[int, int]]


class Freshness:
    """Has the store read the documents whose files are not as they were at the last look."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.seen = 0  # how many documents were found changed
        self._known: dict[str, Stamps] = {}
        self._looked = 0.0
        self._lock = threading.Lock()

    def look(self) -> None:
        """Take over what changed; a file that cannot be read is left alone, as everywhere."""
        with self._lock:
            if self._known and time.monotonic() - self._looked < _PAUSE:
                return
            for name in self._store.mirror.paths.documents():
                stamps = self._stamps(name)
                if self._known.get(name) != stamps:
                    with suppress(HexaplaError):
                        self._store.refresh(name)
                    self._known[name] = stamps
                    self.seen += 1
            self._looked = time.monotonic()

    def _stamps(self, document: str) -> Stamps:
        root = self._store.mirror.paths.root
        return {
            entry.path: (stat.st_mtime_ns, stat.st_size)
            for folder in (root / "corpus" / document, root / "alignments" / document)
            for entry in _entries(folder)
            if entry.name.endswith((".txt", ".po", ".toml")) and (stat := entry.stat())
        }


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []
