"""Making editions in the editor: what can be chosen, a preview, and the file, made in the background."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for

from hexapla import languages, wire
from hexapla.formats import FORMATS
from hexapla.formats.editions import DRAWN
from hexapla.formats.options import Apparatus, Layout, Paper
from webui.api import workspace
from webui.errors import UnsupportedMediaError
from webui.jobs import Progress
from webui.pages import EDITION_POLICY

blueprint = Blueprint("editions", __name__)
_KEPT = 8  # files that wait to be fetched
_PREVIEWED = 40  # rows
_NAMES = {"html": "HTML", "pdf": "PDF", "epub": "EPUB", "docx": "Word", "markdown": "Markdown"}


@dataclass(frozen=True)
class Made:
    """A file that waits to be fetched."""

    name: str
    media_type: str
    content: bytes


class Shelf:
    """The newest files of one server process."""

    def __init__(self) -> None:
        self._files: dict[str, Made] = {}

    def put(self, made: Made) -> str:
        """Keep a file; return the token that fetches it."""
        token = secrets.token_urlsafe(12)
        self._files[token] = made
        for old in list(self._files)[:-_KEPT]:
            self._files.pop(old, None)
        return token

    def get(self, token: str) -> Made | None:
        """Return a file, or None where it is gone."""
        return self._files.get(token)


@blueprint.get("/api/alignments/<document>/<name>/edition")
def choices(document: str, name: str) -> Response:
    """Answer what can be chosen for an edition, and what is chosen unless asked otherwise."""
    infos, chosen = workspace().edition_choices(document, name)
    shown = chosen.texts or tuple(name.split("--"))
    texts = [*(infos[one] for one in shown if one in infos), *(i for n, i in infos.items() if n not in shown)]
    faces = dict(chosen.faces)
    return jsonify(
        {
            "formats": [{"name": one, "words": _NAMES[one]} for one in DRAWN],
            "layouts": [*Layout],
            "papers": [*Paper],
            "texts": [
                {**wire.text(info), "chosen": info.name in shown, "face": _face(faces, info.language)} for info in texts
            ],
            "defaults": {
                "layout": chosen.layout,
                "paper": chosen.paper,
                "notes": "none" if not chosen.notes else chosen.apparatus or "own",
                "only_confirmed": chosen.only_confirmed,
                "only_noted": chosen.only_noted,
                "omissions": chosen.null_links,
            },
            "apparatus": [*Apparatus],
        }
    )


def _face(faces: dict[str, str], tag: str) -> str:
    return faces.get(tag) or faces.get(languages.base(tag), "")


@blueprint.get("/api/alignments/<document>/<name>/edition/check")
def check(document: str, name: str) -> Response:
    """Answer that an edition can be made with these options; an error says why not."""
    workspace().edition_preview(document, name, request.args.to_dict(), 0)
    return jsonify({"possible": True})


@blueprint.get("/documents/<document>/<name>/preview")
def preview(document: str, name: str) -> Response:
    """Answer the first rows of an edition as a page for a frame."""
    content = workspace().edition_preview(document, name, request.args.to_dict(), _PREVIEWED)
    response = Response(content, content_type=FORMATS["html"].media_type)
    response.headers["Content-Security-Policy"] = f"{EDITION_POLICY}; frame-ancestors 'self'"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/api/alignments/<document>/<name>/editions")
def make(document: str, name: str) -> tuple[Response, int]:
    """Make an edition in the background; the job's address is that of the file."""
    if not request.is_json:
        raise UnsupportedMediaError
    body, here = request.get_json(), workspace()
    form, options = str(body.get("format", "")), dict(body.get("options") or {})
    here.key(document, name)
    shelf: Shelf = current_app.extensions["hexapla_editions"]
    path = url_for("editions.fetch", token="TOKEN")  # noqa: S106 - a place to put one

    def work(progress: Progress) -> str | dict[str, Any]:
        content, suffix, media_type = here.export(document, name, form, options, progress)
        return path.replace("TOKEN", shelf.put(Made(f"{document}.{name}{suffix}", media_type, content)))

    return jsonify({"job": current_app.extensions["hexapla_jobs"].start(work)}), 202


@blueprint.get("/editions/<token>")
def fetch(token: str) -> Response:
    """Answer an edition that was made, as a file to keep."""
    shelf: Shelf = current_app.extensions["hexapla_editions"]
    made = shelf.get(token)
    if made is None:
        abort(404, "This edition is no longer kept here. Make it again.")
    response = Response(made.content, content_type=made.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=made.name)
    response.headers["Cache-Control"] = "no-store"
    return response
