"""HTTP statuses for Hexapla's errors: the only place that knows both."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError

from hexapla import errors
from webui.sentences import said


class CrossSiteError(errors.HexaplaError):
    """A request that another site's page made."""

    def __init__(self) -> None:
        super().__init__("This request came from another site and was refused. Open Hexapla's own page and try again.")


class ReadOnlyError(errors.HexaplaError):
    """A change asked of a workbench that only shows."""

    def __init__(self) -> None:
        super().__init__("This workbench is read-only: nothing can be changed here.")


class PreconditionRequiredError(errors.HexaplaError):
    """An edit that does not say which revision it was made against."""

    def __init__(self) -> None:
        super().__init__("Edits need the header If-Match with the revision they were made against.")


class UnsupportedMediaError(errors.HexaplaError):
    """A body that is no JSON."""

    def __init__(self) -> None:
        super().__init__("The body must be JSON with Content-Type: application/json.")


STATUS: list[tuple[type[Exception], int, str]] = [
    (CrossSiteError, 403, "cross_site"),
    (ReadOnlyError, 403, "read_only"),
    (PreconditionRequiredError, 428, "precondition_required"),
    (UnsupportedMediaError, 415, "unsupported_media"),
    (errors.StaleRevisionError, 412, "stale"),
    (errors.StaleGlossaryError, 412, "stale_glossary"),
    (errors.UnknownNameError, 404, "unknown_name"),
    (errors.NothingToUndoError, 409, "nothing_to_undo"),
    (errors.UndoConflictError, 409, "undo_conflict"),
    (errors.BadEditError, 422, "bad_edit"),
    (errors.BadNoteError, 422, "bad_note"),
    (errors.BadSegmentError, 422, "bad_segment"),
    (errors.BadLanguageError, 422, "bad_language"),
    (errors.FileError, 422, "file"),
    (errors.BadQueryError, 422, "bad_query"),
    (errors.HexaplaError, 422, "error"),
]


def status_of(error: Exception) -> tuple[int, str]:
    """Return the HTTP status and the short name of an error."""
    return next((status, name) for kind, status, name in STATUS if isinstance(error, kind))


def as_json(error: Exception) -> dict[str, Any]:
    """Return the body of an error's answer."""
    return {"error": {"type": status_of(error)[1], "message": said(str(error)), **_place(error)}}


def _place(error: Exception) -> dict[str, Any]:
    """Return the place of a mistake in a query."""
    if not isinstance(error, errors.BadQueryError):
        return {}
    return {"field": error.field, "query": error.query, "start": error.start, "end": error.end}


def register(app: Flask) -> None:
    """Answer errors as JSON under /api/ and as a page elsewhere."""
    app.jinja_env.filters["said"] = said
    app.register_error_handler(errors.HexaplaError, _known)
    app.register_error_handler(HTTPException, _http)


def _known(error: errors.HexaplaError) -> tuple[Response | str, int]:
    status, name = status_of(error)
    if request.path.startswith("/api/"):
        return jsonify(as_json(error)), status
    return _answer(status, name, said(str(error)))


def _http(error: HTTPException) -> tuple[Response | str, int]:
    if isinstance(error, SecurityError):  # a host that is not ours gets no page, and none could be addressed
        return Response(f"{error.description}\n", mimetype="text/plain"), 400
    name = error.name.lower().replace(" ", "_")
    return _answer(error.code or 500, name, error.description or error.name)


def _answer(status: int, name: str, message: str) -> tuple[Response | str, int]:
    if request.path.startswith("/api/"):
        return jsonify({"error": {"type": name, "message": message}}), status
    return render_template("error.html", status=status, message=message), status
