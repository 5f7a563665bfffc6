"""Proposals where to split a cell, over HTTP: of the words as the page shows them, saved or not."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request

from hexapla import splitting
from hexapla.errors import BadEditError
from webui.api import workspace
from webui.errors import UnsupportedMediaError

blueprint = Blueprint("splits", __name__)
_LONGEST = 20_000  # characters of a side


@blueprint.post("/api/alignments/<document>/<name>/splits")
def propose(document: str, name: str) -> Response:
    """Answer the best places to split the segments `own` of one `side`, given the `other` side's segments."""
    if not request.is_json:
        raise UnsupportedMediaError
    here, body = workspace(), request.get_json()
    own, other = (_texts(body, field) for field in ("own", "other"))
    key, texts = here.key(document, name), here.document(document).texts
    tags = [texts[text].language for text in (key.source, key.target)]
    left, right = tags if body.get("side") == "source" else tags[::-1]
    return jsonify({"places": [asdict(place) for place in splitting.propose(own, other, (left, right))]})


def _texts(body: Any, field: str) -> list[str]:  # noqa: ANN401 - JSON gives anything
    found = body.get(field) if isinstance(body, dict) else None
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise BadEditError("“own” and “other” must be lists of texts.")
    if sum(map(len, found)) > _LONGEST:
        raise BadEditError(f"A side of more than {_LONGEST:,} characters is too long to be looked at.")
    return found
