"""Vectors kept between runs by what they encode, so that aligning again after an edit costs only what changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import numpy as np

from hexapla.align.band import Floats

Make = Callable[[list[str]], Sequence[Floats]]


class EmbeddingCache:
    """Vectors by encoder and text; in memory, and in a file of the folder if one is given.

    The file may be deleted at any time; one that cannot be used is passed over.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._memory: dict[bytes, Floats] = {}
        self._path = folder / "embeddings.db" if folder else None

    def fetch(self, encoder: str, texts: Sequence[str], make: Make) -> list[Floats]:
        """Return an array for each text, from the cache or, for those that are missing, from `make`."""
        keys = [sha256(f"{encoder}\0{text}".encode()).digest() for text in texts]
        self._read(set(keys) - self._memory.keys())
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._memory}
        if missing:
            made = dict(zip(missing, make(list(missing.values())), strict=True))
            self._memory |= made
            self._write(made)
        return [self._memory[key] for key in keys]

    def forget(self) -> None:
        """Drop what is in memory; the file stays."""
        self._memory.clear()

    def _read(self, keys: Iterable[bytes]) -> None:
        if not self._path or not self._path.exists():
            return
        try:
            with closing(sqlite3.connect(self._path, timeout=5)) as db:
                for key in keys:
                    row = db.execute("SELECT kind, width, data FROM vector WHERE key = ?", (key,)).fetchone()
                    if row:
                        self._memory[key] = _unpack(*row)
        except sqlite3.Error:
            return

    def _write(self, made: dict[bytes, Floats]) -> None:
        if not self._path:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=5)) as db, db:
                db.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, kind TEXT, width INT, data BLOB)")
                rows = [(key, x.dtype.str, x.shape[-1] if x.ndim > 1 else 0, x.tobytes()) for key, x in made.items()]
                db.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?)", rows)
        except (sqlite3.Error, OSError):
            return


def _unpack(kind: str, width: int, data: bytes) -> Floats:
    found: Floats = np.frombuffer(data, np.dtype(kind))
    return found.reshape(-1, width) if width else found
