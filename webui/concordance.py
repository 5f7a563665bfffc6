"""The page of the search, and the picture of where its hits are; hits and figures come from `search_api`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for

from hexapla.pictures import Distribution, Occurrences, distribution
from webui.api import workspace
from webui.pictures import answer, look
from webui.search_api import asked
from webui.words import gettext, language_name, ngettext

blueprint = Blueprint("concordance", __name__)
Json = dict[str, Any]


@blueprint.get("/search")
def page() -> str:
    """Show the form; the browser asks for what the address says."""
    words = request.args.get("q", "").strip()
    renderings = url_for("renderings.page") if "renderings.page" in current_app.view_functions else None
    return render_template("concordance.html", asked=words, renderings=renderings)


@blueprint.get("/search/distribution.<form>")
def picture(form: str) -> Response:
    """Draw where in each text the hits are; a click on a text means `document/text`."""
    ask = asked()
    rows = sorted(workspace().concordance.distribution(ask)["rows"], key=lambda row: -row["sides"])
    found = sum(row["sides"] for row in rows)
    data = Distribution(
        title=_title(ask.query, found, len(rows)),
        texts=tuple(_occurrences(row) for row in rows),
        start=gettext("beginning"),
        end=gettext("end"),
        hits=gettext("Rows"),
        text=gettext("Text"),
        more=gettext("further texts"),
    )
    return answer(distribution(data, look()), form, "distribution")


def _title(query: str, rows: int, texts: int) -> str:
    """Say what is drawn; the query is kept apart from the words around it, whichever way it runs."""
    where = ngettext("%(num)s text", "%(num)s texts", texts) % {"num": texts}
    found = ngettext("%(num)s row", "%(num)s rows", rows) % {"num": rows}
    return gettext("%(query)s: %(found)s, %(where)s") % {
        "query": f"\u2068{query}\u2069",
        "found": found,
        "where": where,
    }


def _occurrences(row: Json) -> Occurrences:
    name = language_name(row["language"])
    if row["text"] != row["language"]:
        name += f" ({row['text']})"
    return Occurrences(
        label=f"{name} · {row['title']}",
        hits=row["sides"],
        segments=row["total"],
        parts=tuple(row["places"]),
        language=row["language"],
        key=f"{row['document']}/{row['text']}",
    )
