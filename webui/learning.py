"""Learning from confirmed links, over HTTP: what is known of two languages, learning anew, forgetting."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from webui.api import workspace
from webui.jobs import Progress

blueprint = Blueprint("learning", __name__)
_LEARNED = "/api/alignments/<document>/<name>/learned"


@blueprint.get(_LEARNED)
def learned(document: str, name: str) -> Response:
    """Answer what the aligner has learned about the alignment's languages, in numbers; null where nothing."""
    here = workspace()
    return jsonify({"learned": here.aligning.learned(here.key(document, name))})


@blueprint.post(_LEARNED)
def learn(document: str, name: str) -> tuple[Response, int]:
    """Learn from every confirmed link of the workspace in the background."""
    here = workspace()
    here.key(document, name)

    def work(progress: Progress) -> dict[str, Any]:
        return {"reports": [asdict(report) for report in here.aligning.learn(progress)]}

    return jsonify({"job": current_app.extensions["hexapla_jobs"].start(work)}), 202


@blueprint.delete(_LEARNED)
def forget(document: str, name: str) -> Response:
    """Forget what was learned, for all languages; answer for how many pairs of them there was something."""
    here = workspace()
    here.key(document, name)
    return jsonify({"forgotten": here.aligning.forget()})
