"""Word links as JSON: the words of a link, people's corrections of them, and the counterparts of hits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request

from hexapla.errors import HexaplaError
from hexapla.model import SIDES, Link, Side, content_hash
from hexapla.wordlinks import Counterpart, Span, WordLinks, counterparts
from webui.api import requester, workspace
from webui.errors import UnsupportedMediaError
from webui.security import only_asks

blueprint = Blueprint("wordlinks", __name__)
Json = dict[str, Any]
MOST = 500  # hits in one question
_WORDS = "/api/alignments/<document>/<name>/words"


@blueprint.get(_WORDS)
def words(document: str, name: str) -> Response:
    """Answer which words of a link go together."""
    here = workspace()
    link, found = here.wordlinks.look(here.key(document, name), request.args.get("link", ""))
    return jsonify(_described(link, found))


@blueprint.post(_WORDS)
def correct(document: str, name: str) -> Response:
    """Pair two words, or part them where they are paired; answer the link's words as they are then."""
    if not request.is_json:
        raise UnsupportedMediaError
    body, here = request.get_json(), workspace()
    if not isinstance(body, dict):
        raise HexaplaError("Name the link, the hash of its words, and a place of the source and of the target.")
    key = here.key(document, name)
    link, _ = here.wordlinks.look(key, str(body.get("link")))
    if content_hash(link) != body.get("hash"):
        raise HexaplaError(f"{link.id} reads otherwise by now. Look at it again, then pair its words.")
    places = _place(link, "source", body.get("source")), _place(link, "target", body.get("target"))
    return jsonify(_described(link, here.wordlinks.correct(key, link, places, requester())))


def _place(link: Link, side: Side, place: Any) -> Span:  # noqa: ANN401 - JSON
    """Read [segment id, start, end]."""
    ids = [segment.id for segment in link.side(side)]
    if not isinstance(place, list) or [type(one) for one in place] != [int] * 3 or place[0] not in ids:
        raise HexaplaError(f"The {side} needs a place in {link.id}: [segment, start, end].")
    return Span(ids.index(place[0]), place[1], place[2])


def _described(link: Link, found: WordLinks) -> Json:
    sides: Json = {
        side: [[link.side(side)[span.segment].id, span.start, span.end] for span in found.side(side)] for side in SIDES
    }
    pairs = [[p.source, p.target, p.score, p.tier, list(p.methods), p.corrected_by] for p in found.pairs]
    return {"link": link.id, "hash": content_hash(link), **sides, "pairs": pairs}


@blueprint.get("/api/words/progress")
def progress() -> Response:
    """Answer how far finding word links in the background is."""
    return jsonify(asdict(workspace().wordlinks.progress()))


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
