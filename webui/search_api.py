"""Searching the workspace, as JSON and as files; `docs/api.md` describes it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from hexapla.concordance import Ask, Condition, fold_of
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
