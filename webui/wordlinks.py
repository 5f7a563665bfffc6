"""Word links as JSON: the counterparts of hits."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from flask import Blueprint, Response, jsonify, request

from hexapla.errors import HexaplaError
from hexapla.model import SIDES
from hexapla.wordlinks import Counterpart, Span, WordLinks, counterparts
from webui.api import workspace
from webui.errors import UnsupportedMediaError
from webui.security import only_asks

blueprint = Blueprint("wordlinks", __name__)
Json = dict[str, Any]
MOST = 500  # hits in one question


@blueprint.post("/api/counterparts")
@only_asks
def find() -> Response:
    """Answer what stands on the other side for each of the hits asked about, in their order."""
    if not request.is_json:
        raise UnsupportedMediaError
    hits = _hits(request.get_json())
    links: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for hit in hits:
        links[hit["document"], hit["alignment"]].append(hit["link"])
    here = workspace()
    words = {at: here.wordlinks.named(here.key(*at), list(dict.fromkeys(names))) for at, names in links.items()}
    found = [_find(hit, words[hit["document"], hit["alignment"]].get(hit["link"])) for hit in hits]
    return jsonify({"counterparts": [_json(one) for one in found]})


def _hits(body: Any) -> list[Json]:  # noqa: ANN401 - JSON
    hits = body.get("hits") if isinstance(body, dict) else None
    if not isinstance(hits, list) or len(hits) > MOST:
        raise HexaplaError(f"Ask with “hits”, a list of at most {MOST} places.")
    for place, hit in enumerate(hits, 1):
        if not _is_hit(hit):
            raise HexaplaError(
                f"Hit {place} is not a place. It needs document, alignment, link, side (source or target), "
                "and segment, start and end as numbers."
            )
    return hits


def _is_hit(hit: Any) -> bool:  # noqa: ANN401 - JSON
    return (
        isinstance(hit, dict)
        and all(isinstance(hit.get(name), str) for name in ("document", "alignment", "link"))
        and hit.get("side") in SIDES
        and all(type(hit.get(name)) is int for name in ("segment", "start", "end"))
    )


def _find(hit: Json, words: WordLinks | None) -> Counterpart:
    span = Span(hit["segment"], hit["start"], hit["end"])
    return counterparts(words or WordLinks(), hit["side"], span)


def _json(found: Counterpart) -> Json:
    spans = [[span.segment, span.start, span.end] for span in found.spans]
    return {"tier": found.tier, "spans": spans, "methods": list(found.methods)}
