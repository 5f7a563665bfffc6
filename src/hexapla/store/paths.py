"""Where a workspace keeps its files, and whether they are as they were."""

from __future__ import annotations

from pathlib import Path

from hexapla.files import digest
from hexapla.model import alignment_name


class Paths:
    """The paths of one workspace."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._hashes: dict[Path, tuple[tuple[int, int], str]] = {}

    def documents(self) -> list[str]:
        """Name the documents that have a folder in `corpus/`."""
        return sorted(path.parent.name for path in self.root.glob("corpus/*/document.toml"))

    def document(self, document: str) -> Path:
        """Return the path of a document's `document.toml`."""
        return self.root / "corpus" / document / "document.toml"

    def text(self, document: str, name: str) -> Path:
        """Return the path of a text."""
        return self.root / "corpus" / document / f"{name}.txt"

    def alignment(self, document: str, source: str, target: str) -> Path:
        """Return the path of an alignment."""
        return self.root / "alignments" / document / f"{alignment_name(source, target)}.po"

    def disk_hash(self, path: Path) -> str | None:
        """Return the hash of a file, or None where it is missing; unchanged files are not read again."""
        try:
            stat = path.stat()
        except OSError:
            return None
        stamp = (stat.st_mtime_ns, stat.st_size)
        if self._hashes.get(path, (None, ""))[0] != stamp:
            self._hashes[path] = (stamp, digest(path.read_bytes()))
        return self._hashes[path][1]

    def remember(self, path: Path, hash_: str) -> None:
        """Note the hash of a file just written, so that it need not be read again."""
        stat = path.stat()
        self._hashes[path] = ((stat.st_mtime_ns, stat.st_size), hash_)
