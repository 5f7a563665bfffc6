"""A process that writes the files of very large documents, so that the editor's server never waits for it.

The server writes names of documents to its standard input, a line each; it ends with the server. What it was writing
when it was killed is written at the next start: the working copy knows what its files lack.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from pathlib import Path

_PACKAGES = str(Path(__file__).resolve().parents[2])
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from hexapla.store.writer import main; main(sys.argv[2])"


class Writer:
    """The server's end: starts the process at the first asking."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def ask(self, document: str) -> None:
        """Have the files of a document written soon."""
        with self._lock:
            process = self._running()
            if process.stdin:
                process.stdin.write(f"{document}\n")
                process.stdin.flush()

    def warm(self) -> None:
        """Start the process, so that the first asking need not wait for it."""
        with self._lock:
            self._running()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-c", _PROGRAM, _PACKAGES, str(self._root)]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)  # noqa: S603 - our own module
        return self._process

    def close(self) -> None:
        """Have everything that was asked for written, then end the process."""
        with self._lock:
            if self._process and self._process.stdin:
                self._process.stdin.close()
                self._process.wait()
            self._process = None


def main(root: str) -> None:
    """Write the documents named on standard input until it is closed; many askings for one are one."""
    from hexapla.store import Store

    store = Store(Path(root))
    waiting: set[str] = set()
    changed = threading.Condition()

    def listen() -> None:
        for line in sys.stdin:
            with changed:
                waiting.add(line.strip())
                changed.notify()
        with changed:
            waiting.add("")
            changed.notify()

    threading.Thread(target=listen, daemon=True).start()
    while True:
        with changed:
            changed.wait_for(lambda: bool(waiting))
            names = sorted(waiting - {""})
            ending = "" in waiting
            waiting.clear()
        for name in names:
            _write(store, name)
        if ending:
            break
    store.close()


def _write(store: object, name: str) -> None:
    """Write one document; a message, not an end, where that fails: it is tried again after the next edit."""
    gc.disable()  # half a million small objects live for a second: looking for rubbish among them doubles it
    try:
        store.mirror.write(name)  # type: ignore[attr-defined]
    except Exception as problem:  # noqa: BLE001 - the process must live on
        print(f"{name}: the files could not be written: {problem}", file=sys.stderr)  # noqa: T201
    finally:
        gc.enable()
        gc.collect()
