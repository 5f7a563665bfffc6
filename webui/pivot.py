"""The pivot view: one text with several others beside it, as a page and as JSON."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from webui.api import workspace

blueprint = Blueprint("pivot", __name__)

FIRST_LINKS = 120  # of each column: what the page shows before, and without, JavaScript


@blueprint.get("/d/<document>/pivot")
def page(document: str) -> str:
    """Show the first rows at once; the rest as the browser asks for it."""
    found = workspace().pivot(document, *_choice(), limit=FIRST_LINKS)
    return render_template("pivot.html", pivot=found, chosen=bool(request.args))


@blueprint.get("/api/documents/<document>/pivot")
def rows(document: str) -> Response:
    """Answer all rows, each with the links of every column."""
    limit = request.args.get("limit", type=int)
    return jsonify(workspace().pivot(document, *_choice(), limit=max(1, limit) if limit else None))


def _choice() -> tuple[str | None, list[str]]:
    """Read `source` and `texts`: one after the other with commas, or the parameter several times."""
    texts = [name.strip() for value in request.args.getlist("texts") for name in value.split(",")]
    return request.args.get("source") or None, [name for name in texts if name]
