"""Searching the workspace, as JSON and as files; `docs/api.md` describes it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from hexapla.concordance import Ask, Condition, Window, fold_of
from webui.api import workspace

blueprint = Blueprint("search", __name__)


def asked() -> Ask:
    """Read the question that the request's parameters ask."""
    given = request.args
    negative = [Condition.of(text, negative=True) for text in _all("not")]
    return Ask(
        given.get("q", ""),
        languages=_all("lang"),
        conditions=(*map(Condition.of, _all("and")), *negative),
        documents=_all("document"),
        texts=_all("text"),
        translators=_all("translator"),
        provenances=_all("provenance"),
        statuses=_all("status"),
        since=given.get("from", "").strip(),
        until=given.get("to", "").strip(),
        fold=fold_of(tuple(name.strip() for name in given.get("exact", "").split(",") if name.strip())),
        sort=given.get("sort", "") or "document",
        sample=given.get("sample", type=int),
        seed=given.get("seed", default=0, type=int),
    )


def _all(name: str) -> tuple[str, ...]:
    return tuple(value for value in request.args.getlist(name) if value.strip())


@blueprint.get("/api/search")
def search() -> Response:
    """Answer a page of hits."""
    limit = request.args.get("limit", default=50, type=int)
    return jsonify(workspace().concordance.search(asked(), after=request.args.get("after", ""), limit=limit))


def _number(name: str, default: int, most: int) -> int:
    return max(0, min(request.args.get(name, default=default, type=int), most))


@blueprint.get("/api/search/counts")
def counts() -> Response:
    """Answer how much is found."""
    return jsonify(workspace().concordance.counts(asked()))


@blueprint.get("/api/search/distribution")
def distribution() -> Response:
    """Answer in which texts something is found."""
    return jsonify(workspace().concordance.distribution(asked()))


@blueprint.get("/api/search/frequencies")
def frequencies() -> Response:
    """Answer how often the hits have some property."""
    by, limit = request.args.get("by", "") or "form", _number("limit", 100, 10_000)
    return jsonify(workspace().concordance.frequencies(asked(), by, limit))


@blueprint.get("/api/search/collocates")
def collocates() -> Response:
    """Answer which words stand near the hits."""
    window = Window(_number("left", 5, 99), _number("right", 5, 99))
    by = request.args.get("by", "") or "log_likelihood"
    least, limit = _number("least", 3, 10**9), _number("limit", 100, 10_000)
    return jsonify(workspace().concordance.collocates(asked(), window, by=by, least=least, limit=limit))


@blueprint.get("/api/search/context")
def context() -> Response:
    """Answer what stands around a hit: links, or lines of a text without alignments."""
    here, given = workspace(), request.args
    document, count = given.get("document", ""), _number("count", 3, 50)
    if given.get("alignment"):
        key = here.key(document, given["alignment"])
        return jsonify(here.concordance.around_link(key, given.get("link", ""), count))
    number = _number("number", 1, 10**9)
    return jsonify(here.concordance.around_line(document, given.get("text", ""), number, count))


@blueprint.get("/api/search/choices")
def choices() -> Response:
    """Answer what filters can choose from."""
    return jsonify(workspace().concordance.choices())


@blueprint.get("/api/search/export/<form>")
def export(form: str) -> Response:
    """Answer the hits as a file."""
    content, media_type = workspace().concordance.export(asked(), form)
    response = Response(content, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"hits.{form}")
    return response
