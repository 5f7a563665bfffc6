"""Pictures of an alignment: the ribbon as a page, as SVG and as PNG."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from hexapla.errors import UnknownNameError
from hexapla.pictures import Look, Piece, Ribbon, Tie, png, ribbon
from webui.api import workspace
from webui.words import gettext, language_name

blueprint = Blueprint("pictures", __name__)
Json = dict[str, Any]

ROWS, MOST_ROWS = 150, 600  # links in one picture
_TOLD = 160  # characters of a segment that a pointer is told
_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@blueprint.get("/documents/<document>/<alignment>/ribbon")
def page(document: str, alignment: str) -> str:
    """Show a stretch of the ribbon with the table that says the same, and the way to the stretches beside it."""
    found, total, first = _stretch(document, alignment)
    data = _ribbon(found, first)
    return render_template(
        "ribbon.html",
        page=found,
        name=alignment,
        picture=Markup(ribbon(data, look())),  # noqa: S704 - drawn by us, escaped by lxml
        table=data.table(),
        ties=data.links,
        first=first,
        rows=_rows(),
        total=total,
    )


@blueprint.get("/documents/<document>/<alignment>/ribbon.<form>")
def file(document: str, alignment: str, form: str) -> Response:
    """Answer the same stretch as a file."""
    found, _, first = _stretch(document, alignment)
    return answer(ribbon(_ribbon(found, first), look()), form, f"{document}.{alignment}.ribbon")


def look() -> Look:
    """Read `width` and `dark` from the address."""
    return Look(request.args.get("width", 960, type=int), dark="dark" in request.args)


def answer(drawn: str, form: str, name: str) -> Response:
    """Answer a picture in a form that it can have; with `?save=1` to keep."""
    if form not in _TYPES:
        raise UnknownNameError(f"There are no pictures as “{form}”. Ask for svg or png.")
    content = png(drawn) if form == "png" else drawn.encode()
    response = Response(content, content_type=_TYPES[form])
    if request.args.get("save"):
        response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form}")
    return response


def _rows() -> int:
    return min(max(1, request.args.get("rows", ROWS, type=int)), MOST_ROWS)


def _stretch(document: str, alignment: str) -> tuple[Json, int, int]:
    """Return the asked rows as a page of an alignment, how many there are in all, and the number of the first."""
    here = workspace()
    key = here.key(document, alignment)
    total = sum(here.store.counts(key).values())
    first = min(max(1, request.args.get("row", 1, type=int)), max(1, total))
    before = here.store.link_at(key, first - 1) if first > 1 else None
    return here.alignment_page(document, alignment, after=before, limit=_rows()), total, first


def _ribbon(page: Json, first: int) -> Ribbon:
    sides = tuple(language_name(page[side]["language"]) for side in ("source", "target"))
    links = tuple(_tie(link, row) for row, link in enumerate(page["links"], first))
    return Ribbon(
        title=page["document"]["title"],
        sides=(sides[0], sides[1]),
        links=links,
        row=gettext("Row"),
        shape=gettext("Shape"),
        crossing=gettext("crossing"),
        one=gettext("one to one"),
        several=gettext("several segments"),
        without=gettext("no counterpart"),
    )


def _tie(link: Json, row: int) -> Tie:
    source, target = (tuple(_piece(segment) for segment in link[side]) for side in ("source", "target"))
    return Tie(link["id"], row, source, target, link["status"])


def _piece(segment: Json) -> Piece:
    words = segment["text"]
    return Piece(segment["number"], len(words), words[:_TOLD] + ("…" if len(words) > _TOLD else ""))
