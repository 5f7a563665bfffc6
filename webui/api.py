"""The JSON API, as docs/api.md describes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote

from flask import Blueprint, Response, current_app, jsonify, request, url_for

from hexapla.errors import HexaplaError, StaleRevisionError, UnknownNameError
from hexapla.intake import Incoming
from hexapla.store.history import Asked
from hexapla.workspace import Workspace
from webui import brief
from webui.errors import PreconditionRequiredError, UnsupportedMediaError, as_json
from webui.jobs import Progress
from webui.presence import Place
from webui.sentences import said

api = Blueprint("api", __name__)
IMPORT_LIMIT = 64 * 1024 * 1024
EDIT_LIMIT = 8 * 1024 * 1024  # words replaced throughout a long text
_ALIGNMENT = "/api/alignments/<document>/<name>"


def workspace() -> Workspace:
    """Return the workspace that the application serves."""
    found: Workspace = current_app.extensions["hexapla"]
    return found


def requester() -> str:
    """Return the name that the request gives its author, else the workspace's."""
    return unquote(request.headers.get("X-Hexapla-Author", ""))[:100] or workspace().author


def _fitting(outcome: dict[str, Any]) -> dict[str, Any]:
    """Shorten an outcome for those who ask for that."""
    return brief.shorten(outcome) if "brief" in request.headers.get("Prefer", "") else outcome


def _with_etag(body: dict[str, Any], status: int = 200) -> Response:
    response = jsonify(body)
    response.status_code = status
    response.headers["ETag"] = f'"{body["revision"]}"'
    response.headers["Cache-Control"] = "no-cache"
    return response


# Reading


@api.get("/api/documents")
def documents() -> Response:
    """List the documents with their texts, alignments and problems."""
    return jsonify({"documents": workspace().documents()})


@api.get(_ALIGNMENT)
def alignment(document: str, name: str) -> Response:
    """Answer an alignment: a page of it where `limit` is given, else the whole as a stream."""
    after, limit = request.args.get("after"), request.args.get("limit", type=int)
    if request.if_none_match.contains(str(workspace().revision(document, name))):
        return Response(status=304)
    if limit:
        return _with_etag(workspace().alignment_page(document, name, after=after, limit=max(1, limit)))
    pages = workspace().alignment_pages(document, name, after=after)
    first = next(pages)
    response = Response(_stream(first, pages), mimetype="application/json")
    response.headers["ETag"] = f'"{first["revision"]}"'
    response.headers["Cache-Control"] = "no-cache"
    return response


def _stream(first: dict[str, Any], pages: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Write one object of all pages, which belong to one moment."""
    head = json.dumps({**{k: v for k, v in first.items() if k != "links"}, "next": None}, ensure_ascii=False)
    yield head.removesuffix("}") + ', "links": ['
    comma = ""
    for page in chain([first], pages):
        yield comma + ", ".join(json.dumps(link, ensure_ascii=False) for link in page["links"])
        comma = ", "
    yield "]}"


@api.get(f"{_ALIGNMENT}/changes")
def changes(document: str, name: str) -> Response:
    """Answer what happened since a revision."""
    workspace().refresh(document)
    since = request.args.get("since", default=0, type=int)
    return _with_etag({**_fitting(workspace().changes(document, name, since)), **_others(document, name)})


def _others(document: str, name: str) -> dict[str, Any]:
    """Note where the page is that asks, and tell where the others are; nothing for a program that is no page."""
    page = request.args.get("page", "")[:40]
    if not page:
        return {}
    side = "target" if request.args.get("side") == "target" else "source"
    place = Place(requester(), request.args.get("link", "")[:40], side, bool(request.args.get("writing")))
    return {"others": current_app.extensions["hexapla_presence"].meet((document, name), page, place)}


@api.get(f"{_ALIGNMENT}/history")
def history(document: str, name: str) -> Response:
    """Answer the list of changes, newest first."""
    ask, limit = request.args.get, min(request.args.get("limit", default=50, type=int), 1000)
    asked = Asked(max(1, limit), ask("before", type=int), ask("link"), ask("author"))
    return jsonify(workspace().history(document, name, asked))


# Changing


def _revision() -> int:
    """Read If-Match; raise where it is missing."""
    header = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not header:
        raise PreconditionRequiredError
    return int(header) if header.isdecimal() else -1


def changing(document: str, name: str, change: Callable[[int], dict[str, Any]]) -> Response:
    """Make a change against the revision of If-Match; where that is stale, answer what was missed."""
    try:
        return _with_etag(_fitting(change(_revision())))
    except StaleRevisionError as error:
        missed = workspace().changes(document, name, max(error.seen, 0))
        return _with_etag({**_fitting(missed), **as_json(error)}, 412)


@api.post(f"{_ALIGNMENT}/edits")
def edit(document: str, name: str) -> Response:
    """Apply one edit."""
    if not request.is_json:
        raise UnsupportedMediaError
    request.max_content_length = EDIT_LIMIT
    body = request.get_json()
    return changing(
        document, name, lambda seen: workspace().edit(document, name, body, revision=seen, author=requester())
    )


@api.post(f"{_ALIGNMENT}/undo")
def undo(document: str, name: str) -> Response:
    """Take back the last edit."""
    return changing(document, name, lambda seen: workspace().undo(document, name, revision=seen, author=requester()))


@api.post(f"{_ALIGNMENT}/redo")
def redo(document: str, name: str) -> Response:
    """Do again what was undone last."""
    return changing(document, name, lambda seen: workspace().redo(document, name, revision=seen, author=requester()))


@api.post(f"{_ALIGNMENT}/realign")
def realign(document: str, name: str) -> tuple[Response, int]:
    """Work out in the background what aligning again would change; nothing is changed yet."""
    if not request.is_json:
        raise UnsupportedMediaError
    body, here = request.get_json(), workspace()
    around, method = body.get("link"), body.get("method", "best")
    key = here.key(document, name)

    def work(progress: Progress) -> dict[str, Any]:
        return here.aligning.propose(key, around=around, method=method, progress=progress)

    return jsonify({"job": current_app.extensions["hexapla_jobs"].start(work)}), 202


# Imports


@api.post("/api/imports")
def imports() -> tuple[Response, int]:
    """Take two texts, and align them in the background."""
    request.max_content_length = IMPORT_LIMIT
    form = request.form
    title = form.get("title", "").strip()
    sides = (incoming("source"), incoming("target"))
    here, name = workspace(), form.get("document", "").strip()
    path = url_for("pages.alignment", document="DOCUMENT", alignment="NAME")

    def work(progress: Progress) -> str:
        key = here.intake.take_pair(title, sides, document=name or None, progress=progress)
        return path.replace("DOCUMENT", key.document).replace("NAME", key.name)

    return jsonify({"job": current_app.extensions["hexapla_jobs"].start(work)}), 202


def incoming(side: str) -> Incoming:
    """Read one text of the import form."""
    upload = request.files.get(f"{side}_file")
    if upload and upload.filename:
        name, data = PurePath(upload.filename).name, upload.read()
    else:
        name, data = f"the {side} text", request.form.get(f"{side}_text", "").encode()
    if not data.strip():
        raise HexaplaError(f"The {side} text is empty. Paste it or choose a file.")
    language = request.form.get(f"{side}_language", "").strip()
    encoding = request.form.get(f"{side}_encoding", "").strip()
    return Incoming(language, name, data, request.form.get(f"{side}_provenance", "working"), encoding)


@api.post("/api/imports/look")
def look_at_import() -> Response:
    """Answer what would be made of one text of the import form; nothing is taken in."""
    request.max_content_length = IMPORT_LIMIT
    found = workspace().intake.look(incoming(request.form.get("side", "source")))
    return jsonify(
        {
            "encoding": found.encoding,
            "title": found.title,
            "paragraphs": len(found.paragraphs),
            "segments": sum(map(len, found.paragraphs)),
            "first": list(chain.from_iterable(found.paragraphs[:3]))[:3],
        }
    )


@api.get("/api/jobs/<job>")
def job(job: str) -> Response:
    """Answer how far a job is."""
    found = current_app.extensions["hexapla_jobs"].get(job)
    if found is None:
        raise UnknownNameError("There is no such job (any more). Look whether its result is in the list of documents.")
    return jsonify({**found, "error": found["error"] and said(found["error"])})
