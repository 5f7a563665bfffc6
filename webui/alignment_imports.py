"""Importing a ready alignment: a page that shows what a file holds, the calls behind it, and taking an import back."""

from __future__ import annotations

from pathlib import PurePath

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for

from hexapla.errors import HexaplaError
from hexapla.formats import File
from hexapla.imports import Wishes
from webui.api import IMPORT_LIMIT, workspace
from webui.jobs import Progress
from webui.pages import LANGUAGES

blueprint = Blueprint("alignment_imports", __name__)
_WISHES = tuple(Wishes.__dataclass_fields__)


@blueprint.get("/import/alignment")
def page() -> str:
    """Show the form that takes files with a ready alignment."""
    return render_template("import-alignment.html", languages=LANGUAGES)


@blueprint.post("/api/alignment-imports/look")
def look() -> Response:
    """Answer what the files hold; nothing is taken in."""
    return jsonify(workspace().imports.look(*_sent()))


@blueprint.post("/api/alignment-imports")
def take() -> tuple[Response, int]:
    """Take the files in as a new document, in the background."""
    files, wishes = _sent()
    here = workspace()
    path = url_for("pages.alignment", document="DOCUMENT", alignment="NAME")

    def work(progress: Progress) -> dict[str, str]:
        progress("Taking in", 0, 0)
        key = here.imports.take(files, wishes)
        url = path.replace("DOCUMENT", key.document).replace("NAME", key.name)
        return {"document": key.document, "alignment": key.name, "url": url}

    return jsonify({"job": current_app.extensions["hexapla_jobs"].start(work)}), 202


def _sent() -> tuple[list[File], Wishes]:
    """Read the files and what was said of them."""
    request.max_content_length = IMPORT_LIMIT
    files = [File(PurePath(one.filename or "file").name, one.read()) for one in request.files.getlist("files")]
    if not files:
        raise HexaplaError("No file was chosen. Choose one.")
    return files, Wishes(**{name: request.form.get(name, "").strip() for name in _WISHES})


@blueprint.post("/api/documents/<document>/take-back")
def take_back(document: str) -> Response:
    """Undo an import of which nothing has been edited since."""
    workspace().imports.take_back(document)
    return jsonify({"document": document})
