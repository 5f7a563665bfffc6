"""The drift radar over HTTP: worked out in the background, once for each revision."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from hexapla import drift
from hexapla.workspace import Workspace
from webui.api import workspace
from webui.jobs import Jobs, Progress

blueprint = Blueprint("drift", __name__)
_KEPT = 16  # radars; each is a number a link


class Radars:
    """The newest radars of one server process: for each alignment the revision looked at, and the job that looks."""

    def __init__(self) -> None:
        self._jobs: dict[tuple[str, str], tuple[int, str]] = {}

    def job(self, jobs: Jobs, here: Workspace, document: str, name: str) -> str:
        """Return the job that looks at the present revision, started if it was not."""
        revision, key = here.revision(document, name), (document, name)
        seen, job = self._jobs.pop(key, (-1, ""))
        if seen != revision or (jobs.get(job) or {"state": "failed"})["state"] == "failed":

            def work(progress: Progress) -> dict[str, Any]:
                cache = here.root / ".hexapla" / "vectors"
                return drift.describe(here.alignment(document, name), cache, progress)

            job = jobs.start(work)
        self._jobs[key] = revision, job
        for old in list(self._jobs)[:-_KEPT]:
            del self._jobs[old]
        return job


@blueprint.get("/api/alignments/<document>/<name>/drift")
def look(document: str, name: str) -> tuple[Response, int]:
    """Answer which job looks for drift in the present revision; its result is the radar."""
    jobs: Jobs = current_app.extensions["hexapla_jobs"]
    radars: Radars = current_app.extensions["hexapla_radars"]
    return jsonify({"job": radars.job(jobs, workspace(), document, name)}), 202
