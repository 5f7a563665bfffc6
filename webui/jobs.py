"""Long work that goes on after the answer: one thread each, asked after by its id."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from hexapla.errors import HexaplaError

Progress = Callable[[str, int, int], None]
Work = Callable[[Progress], str | dict[str, Any]]
_KEPT = 100


@dataclass
class Job:
    """How far some work is: `state` is running, done or failed; `url` is where its result is, or `result` itself."""

    state: str = "running"
    phase: str = "Starting"
    done: int = 0
    total: int = 0
    url: str | None = None
    result: dict[str, Any] | None = None
    error: str | None = None

    def progress(self, phase: str, done: int, total: int) -> None:
        """Note how far the work is."""
        self.phase, self.done, self.total = phase, done, total


class Jobs:
    """The work of one server process; the newest hundred are remembered."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}

    def start(self, work: Work) -> str:
        """Run `work(progress)`, which returns its result or the address of it; return the job's id."""
        job, name = Job(), secrets.token_urlsafe(9)
        self._jobs[name] = job
        for old in list(self._jobs)[:-_KEPT]:
            del self._jobs[old]
        threading.Thread(target=self._run, args=(job, work), daemon=True).start()
        return name

    @staticmethod
    def _run(job: Job, work: Work) -> None:
        try:
            found = work(job.progress)
            job.url, job.result = (found, None) if isinstance(found, str) else (None, found)
            job.state = "done"
        except HexaplaError as error:
            job.error, job.state = str(error), "failed"
        except Exception as error:
            job.error, job.state = f"Something went wrong inside Hexapla: {error!r}.", "failed"
            raise

    def get(self, name: str) -> dict[str, Any] | None:
        """Return how far a job is, or None where there is none of this id."""
        job = self._jobs.get(name)
        return asdict(job) if job else None
