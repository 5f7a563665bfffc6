"""The file behind the glossary: read again when it changes outside, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from hexapla.errors import BadGlossaryError, StaleGlossaryError
from hexapla.files import atomic_write, digest, read_utf8
from hexapla.glossary import tsv
from hexapla.glossary.values import Glossary

NAME = "corpus/glossary.tsv"


class GlossaryFile:
    """`corpus/glossary.tsv` of one workspace; where there is none the glossary is empty."""

    def __init__(self, root: Path) -> None:
        self.path = root / "corpus" / "glossary.tsv"
        self._lock = root / ".hexapla" / "glossary.lock"
        self._stamp: tuple[int, int] | None = None
        self._known: tuple[Glossary, str] = (Glossary(), digest(b""))

    def read(self) -> tuple[Glossary, str]:
        """Return the glossary and its revision, a hash of the file; raise `BadGlossaryError` with the line."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            self._stamp, self._known = None, (Glossary(), digest(b""))
            return self._known
        stamp = stat.st_mtime_ns, stat.st_size
        if stamp != self._stamp:
            content = self._content()
            self._known = tsv.parse(content, NAME), digest(content)
            self._stamp = stamp
        return self._known

    def _content(self) -> str:
        try:
            return read_utf8(self.path, BadGlossaryError)
        except BadGlossaryError as problem:
            raise BadGlossaryError(NAME, problem.problem, problem.line) from None

    def change(self, make: Callable[[Glossary], Glossary], revision: str | None = None) -> tuple[Glossary, str]:
        """Write what `make` makes of the glossary; raise `StaleGlossaryError` where `revision` is not the present.

        Nobody else writes in between. A file that cannot be read is not written over.
        """
        self._lock.parent.mkdir(exist_ok=True)
        with FileLock(self._lock):
            value, present = self.read()
            if revision is not None and revision != present:
                raise StaleGlossaryError
            made = make(value)
            if made != value:
                atomic_write(self.path, tsv.dump(made))
            self._stamp = None
            return self.read()
