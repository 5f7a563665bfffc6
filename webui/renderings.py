"""How a term is rendered: the page, the API, and the table and picture as files."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request

from hexapla.errors import UnknownNameError
from hexapla.model import Document
from hexapla.renderings import SAMPLE, Asked, Table, wire
from hexapla.renderings.picture import Words, bars
from webui.api import workspace
from webui.jobs import Progress
from webui.pages import LANGUAGES
from webui.pictures import answer, look
from webui.words import gettext, language_name, ngettext

blueprint = Blueprint("renderings", __name__)
Json = dict[str, Any]
MOST = 5000  # places that one question may follow
SUGGESTED = 12  # terms of the glossary that an empty page offers


@blueprint.get("/renderings")
def page() -> str:
    """Show the form; the browser asks for the answer, which may take a while."""
    here, asked = workspace(), _asked()
    pairs = here.renderings.languages()
    documents = here.renderings.documents()
    source = asked.source or (pairs[0][0] if pairs else "")
    return render_template(
        "renderings.html",
        asked=asked,
        pairs=pairs,
        tags=LANGUAGES,
        source=source,
        target=asked.target or next((two for one, two in pairs if one == source), ""),
        documents=documents,
        translators=sorted({t.translator for d in documents for t in d.texts.values() if t.translator}),
        suggested=_suggested(source),
        most=MOST,
        sample=SAMPLE,
    )


def _suggested(source: str) -> list[str]:
    """Return terms of the glossary in a language, to begin with."""
    concepts = workspace().glossary.describe()["concepts"]
    terms = (term for concept in concepts for term in concept["terms"])
    return [term["term"] for term in terms if term["language"] == source and term["status"] != "forbidden"][:SUGGESTED]


def _asked() -> Asked:
    given = request.args
    many = {name: tuple(filter(None, given.getlist(name))) for name in ("document", "translator", "text")}
    limit = min(max(1, given.get("limit", SAMPLE, type=int)), MOST)
    return Asked(
        given.get("term", "").strip(),
        given.get("from", "").strip(),
        given.get("to", "").strip(),
        many["document"],
        many["translator"],
        many["text"],
        limit,
        given.get("seed", 0, type=int),
        not given.get("exact"),
    )


def _documents() -> dict[str, Document]:
    return {document.name: document for document in workspace().renderings.documents()}


@blueprint.get("/api/renderings")
def find() -> Response:
    """Answer how a term is rendered, once all of it is known."""
    return jsonify(wire.table(workspace().renderings.of(_asked()), _documents()))


@blueprint.get("/api/renderings/job")
def start() -> tuple[Response, int]:
    """Work the same out in the background."""
    here, asked = workspace(), _asked()

    def work(progress: Progress) -> Json:
        documents = {document.name: document for document in here.renderings.documents()}
        return wire.table(here.renderings.of(asked, progress), documents)

    return jsonify({"job": current_app.extensions["hexapla_jobs"].start(work)}), 202


@blueprint.get("/renderings/export/<form>")
def export(form: str) -> Response:
    """Answer every line as TSV, or the bars as SVG or PNG."""
    asked = _asked()
    name = f"renderings.{asked.source}.{asked.target}"
    if form not in ("tsv", "svg", "png"):
        raise UnknownNameError(f"Renderings cannot be had as “{form}”. There are tsv, svg and png.")
    found = workspace().renderings.of(asked)
    if form != "tsv":
        return answer(bars(found, _words(found), look()), form, name)
    response = Response(wire.tsv(found, _documents()), content_type="text/tab-separated-values; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.tsv")
    return response


def _words(found: Table) -> Words:
    asked = found.asked
    languages = {"source": language_name(asked.source), "target": language_name(asked.target)}
    note = ngettext("%(num)s line", "%(num)s lines", len(found.lines)) % {"num": len(found.lines)}
    return Words(
        gettext("“%(term)s” from %(source)s into %(target)s") % {"term": asked.term, **languages},
        note,
        gettext("not rendered, or not found"),
        gettext("further renderings"),
        gettext("sure"),
        gettext("likely"),
    )
