"""What helps to read an alignment, as JSON: places where its sides disagree."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from webui.api import workspace

blueprint = Blueprint("reading", __name__)
_ALIGNMENT = "/api/alignments/<document>/<name>"
MOST = 2000  # links in one answer


@blueprint.get(f"{_ALIGNMENT}/disagreements")
def disagreements(document: str, name: str) -> Response:
    """Answer where numbers, dates and names disagree, in the links asked for or in a page of them."""
    here = workspace()
    return jsonify(here.reading.disagreements(here.key(document, name), **links_asked_for()))


def links_asked_for() -> dict[str, Any]:
    """Return which links a request asks about: those named in `links`, or `limit` of them after `after`."""
    if (links := request.args.get("links")) is not None:
        return {"links": [link for link in links.split(",") if link][:MOST]}
    limit = min(max(1, request.args.get("limit", default=1000, type=int)), MOST)
    return {"after": request.args.get("after"), "limit": limit}
