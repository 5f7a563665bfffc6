"""The glossary: its page, its API, and what it says of the links of an alignment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from hexapla.errors import HexaplaError
from hexapla.glossary import PARTS_OF_SPEECH, TermStatus
from hexapla.glossary.facade import FORMATS
from hexapla.model import Document
from webui.api import workspace
from webui.errors import PreconditionRequiredError, UnsupportedMediaError
from webui.pages import LANGUAGES
from webui.reading import links_asked_for
from webui.words import language_name

blueprint = Blueprint("glossary", __name__)
IMPORT_LIMIT = 16 * 1024 * 1024
Json = dict[str, Any]


@blueprint.get("/glossary")
def page() -> str:
    """Show all concepts with their terms."""
    return render_template(
        "glossary.html", glossary=workspace().glossary.describe(), statuses_of_terms=list(TermStatus)
    )


@blueprint.app_context_processor
def shared() -> Json:
    """Give templates what the form for terms offers: languages, those of the texts first, and documents."""
    return {"term_choices": _choices}


def _choices() -> Json:
    renderings = workspace().renderings
    own = dict.fromkeys(tag for pair in renderings.languages() for tag in pair)
    tags = [*own, *(tag for tag in LANGUAGES if tag not in own)]
    return {
        "languages": [[tag, language_name(tag)] for tag in tags],
        "documents": [place for document in renderings.documents() for place in _places(document)],
        "parts_of_speech": list(PARTS_OF_SPEECH),
    }


def _places(document: Document) -> Iterator[list[str]]:
    """Yield where a term may count: in a document, or in one of its texts."""
    yield [document.name, document.title]
    for text in document.texts.values():
        yield [f"{document.name}/{text.name}", f"{document.title}: {text.name}"]


@blueprint.get("/glossary/export/<form>")
def export(form: str) -> Response:
    """Answer the glossary as a file to keep."""
    response = Response(workspace().glossary.export(form), content_type=FORMATS[form])
    response.headers.set("Content-Disposition", "attachment", filename=f"glossary.{form.partition('-')[0]}")
    return response


@blueprint.get("/api/glossary")
def read() -> Response:
    """Answer all concepts with their terms."""
    return _answer(workspace().glossary.describe())


@blueprint.put("/api/glossary/concepts/<concept>")
def put(concept: str) -> Response:
    """Make the terms of the body all that a concept has."""
    terms = _terms()
    return _answer(workspace().glossary.put(concept, terms, revision=_revision()))


@blueprint.delete("/api/glossary/concepts/<concept>")
def delete(concept: str) -> Response:
    """Take a concept away with all its terms."""
    return _answer(workspace().glossary.put(concept, [], revision=_revision()))


@blueprint.post("/api/glossary/terms")
def add() -> Response:
    """Add terms to a concept, or make a concept of them."""
    terms = _terms()
    concept = str(request.get_json().get("concept") or "")
    name, found = workspace().glossary.add(terms, concept=concept)
    return _answer({"concept": name, "glossary": found})


@blueprint.post("/api/glossary/import")
def take_in() -> Response:
    """Take in the terms of a file, or with `preview` only say what would come in."""
    request.max_content_length = IMPORT_LIMIT
    upload = request.files.get("file")
    if not upload or not upload.filename:
        raise HexaplaError("Choose a file: TBX, or a table with tabs between the columns.")
    status, preview = request.form.get("status", "preferred"), bool(request.form.get("preview"))
    if status not in list(TermStatus):
        raise HexaplaError(f"“{status}” is no status. There are {', '.join(TermStatus)}.")
    name = PurePath(upload.filename).name
    return jsonify(workspace().glossary.import_(upload.read(), name, status=status, preview=preview))


@blueprint.get("/api/alignments/<document>/<name>/terms")
def terms_of_links(document: str, name: str) -> Response:
    """Answer the concepts in the links asked for or in a page of them, and whether they are rendered as they should."""
    here = workspace()
    return jsonify(here.glossary.uses(here.key(document, name), **links_asked_for()))


def _terms() -> list[Json]:
    if not request.is_json:
        raise UnsupportedMediaError
    body = request.get_json()
    terms = body.get("terms") if isinstance(body, dict) else None
    if not isinstance(terms, list) or not terms or not all(isinstance(term, dict) for term in terms):
        raise HexaplaError("The body needs “terms”, a list of objects with language and term.")
    return terms


def _revision() -> str:
    """Read If-Match; raise where it is missing."""
    header = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not header:
        raise PreconditionRequiredError
    return header


def _answer(body: Json) -> Response:
    response = jsonify(body)
    response.headers["Cache-Control"] = "no-cache"
    return response
