"""Looking back, as pages and JSON: revisions compared, one edit taken back, confirmed wordings, texts replaced."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request

from hexapla.comparing import as_json
from hexapla.errors import HexaplaError, UnknownNameError
from hexapla.revisions import Better
from webui.api import IMPORT_LIMIT, changing, requester, workspace
from webui.jobs import Progress

blueprint = Blueprint("versions", __name__)
_ALIGNMENT = "/api/alignments/<document>/<name>"
MOST = 200  # differences in one answer


@blueprint.get(f"{_ALIGNMENT}/compare")
def compare(document: str, name: str) -> Response:
    """Answer what differs between two revisions, the second being the present one where it is not named."""
    start, end = request.args.get("from", default=0, type=int), request.args.get("to", type=int)
    return jsonify(_cut(as_json(workspace().revisions.compare(document, name, start, end))))


def _cut(found: dict[str, Any]) -> dict[str, Any]:
    """Keep the first differences, and say how many more there are."""
    every = found["differences"]
    return {**found, "differences": every[:MOST], "total": len(every), "more": max(0, len(every) - MOST)}


@blueprint.post(f"{_ALIGNMENT}/history/<int:edit>/undo")
def take_back(document: str, name: str, edit: int) -> Response:
    """Undo the one edit that made a revision."""
    here = workspace()
    return changing(
        document, name, lambda seen: here.take_back(document, name, edit, revision=seen, author=requester())
    )


@blueprint.get(f"{_ALIGNMENT}/links/<link>/confirmed")
def confirmed(document: str, name: str, link: str) -> Response:
    """Answer how a link read when it was confirmed, beside how it reads now."""
    return jsonify(workspace().revisions.confirmed(document, name, link))


@blueprint.post("/api/documents/<document>/texts/<text>/replacement")
def replace(document: str, text: str) -> tuple[Response, int]:
    """Put a better version in a text's place, or only work out what that would change; in the background."""
    request.max_content_length = IMPORT_LIMIT
    here, form, author = workspace(), request.form, requester()
    here.store.text(document, text)
    better = Better(*_words(), form.get("provenance") or None, bool(form.get("segmented")))
    seen = form.get("revision", type=int)

    def work(progress: Progress) -> dict[str, Any]:
        found = here.revisions.replace_text(
            document, text, better, preview=bool(form.get("preview")), revision=seen, author=author, progress=progress
        )
        return {**found, "alignments": [_cut(alignment) for alignment in found["alignments"]]}

    return jsonify({"job": current_app.extensions["hexapla_jobs"].start(work)}), 202


def _words() -> tuple[str, bytes]:
    upload = request.files.get("file")
    name, data = "the pasted text", request.form.get("words", "").encode()
    if upload and upload.filename:
        name, data = PurePath(upload.filename).name, upload.read()
    if not data.strip():
        raise HexaplaError("There are no words yet. Paste the text or choose a file.")
    return name, data


@blueprint.get("/documents/<document>/texts/<text>/replace")
def replace_form(document: str, text: str) -> str:
    """Show the form that replaces a text."""
    found = next(d for d in workspace().documents() if d["name"] == workspace().document(document).name)
    info = next((info for info in found["texts"] if info["name"] == text), None)
    if info is None:
        raise UnknownNameError(f"{document} has no text “{text}”.")
    using = [pair["name"] for pair in found["alignments"] if text in (pair["source"], pair["target"])]
    return render_template("replace.html", document=found, text=info, using=using)
