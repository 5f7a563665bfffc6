"""Progress of long work on a terminal: one bar a phase."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

import click


class PhaseBars:
    """Called with (phase, done, total); shows a bar where standard error is a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._phase = ""
        self._bar: Any = None
        self._done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Show that `done` of `total` steps of a phase are done."""
        if not sys.stderr.isatty():
            return
        if phase != self._phase:
            self._stack.close()
            self._bar = self._stack.enter_context(
                click.progressbar(length=total, label=f"{phase:<12}", file=sys.stderr)
            )
            self._phase, self._done = phase, 0
        self._bar.update(done - self._done)
        self._done = done
