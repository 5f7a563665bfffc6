"""Work that may wait a moment: done on a thread of its own, once for many askings."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

_PAUSE = 0.3
_log = logging.getLogger(__name__)


class Later:
    """Calls a function for each name asked for, on a thread of its own, a short while after the first asking."""

    def __init__(self, work: Callable[[str], object]) -> None:
        self._work = work
        self._names: set[str] = set()
        self._wake = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None

    def ask(self, name: str) -> None:
        """Have the work done for `name` soon."""
        with self._wake:
            self._names.add(name)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="hexapla-files", daemon=True)
                self._thread.start()
            self._wake.notify()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._names or self._closing)
                if not self._names:
                    return
                self._wake.wait_for(lambda: self._closing, timeout=_PAUSE)
                names, self._names = self._names, set()
            for name in names:
                try:
                    self._work(name)
                except Exception:  # noqa: BLE001 - the thread must live on; the message is logged
                    _log.exception("The files of %s could not be written; it is tried again at the next edit.", name)

    def close(self) -> None:
        """Finish what was asked for, then stop."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread:
            self._thread.join()
