"""The page of the search, and the picture of where its hits are; hits and figures come from `search_api`."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request, url_for

blueprint = Blueprint("concordance", __name__)


@blueprint.get("/search")
def page() -> str:
    """Show the form; the browser asks for what the address says."""
    asked = request.args.get("q", "").strip()
    renderings = url_for("renderings.page") if "renderings.page" in current_app.view_functions else None
    return render_template("concordance.html", asked=asked, renderings=renderings)
