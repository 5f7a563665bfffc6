"""Versions compared: as a page, as JSON, as pictures and as files."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from markupsafe import Markup

from hexapla import languages
from hexapla.collation import Asked, Collation, Ignore, Part
from hexapla.collation.exporting import EXPORTS
from hexapla.collation.words import CHOICES
from hexapla.errors import UnknownNameError
from hexapla.pictures import HeatStrip, heat_strip
from webui.api import workspace
from webui.pictures import answer, look
from webui.words import gettext

blueprint = Blueprint("collation", __name__)
Json = dict[str, Any]
_PAGE = "/documents/<document>/versions"
ROWS, MOST_ROWS = 100, 500
MOST_TOLD = 1000  # passages whose strip, and its table, come with the page; longer ones the script asks for
PATIENCE = 0.5  # seconds that a page may wait for measures; its script asks for the rest
TERM_ROWS, TERMS = 30, 200  # rows whose words are looked up in one answer, and terms shown of them


@blueprint.get(_PAGE)
def page(document: str) -> str:
    """Show versions side by side with what they share, and how alike they are."""
    asked, part = _asked(), _part()
    here = workspace()
    found = here.collation.compare(document, asked)
    strip = _strip(found)
    return render_template(
        "collation.html",
        page=here.collation.overview(document, asked, part, _patience()),
        has_strip=bool(strip.versions and found.rows),
        strip=Markup(heat_strip(strip, look())) if len(found.rows) <= MOST_TOLD else "",  # noqa: S704 - drawn by us
        table=strip.table() if len(found.rows) <= MOST_TOLD else None,
        **_common(found, part),
    )


@blueprint.get(f"{_PAGE}/words")
def words(document: str) -> str:
    """Show what renders the source's words in each version."""
    asked, part = _asked(), _part(TERM_ROWS)
    here = workspace()
    found, term = here.collation.compare(document, asked), request.args.get("term", "").strip()
    described = None if found.choice.own else here.collation.terms(found, term, part, TERMS, _patience())
    return render_template(
        "collation-words.html",
        page=here.collation.outline(found),
        found=described,
        term=term,
        **_common(found, part),
    )


@blueprint.get("/api/documents/<document>/versions")
def rows(document: str) -> Response:
    """Answer versions compared, a part of their rows at a time."""
    return jsonify(workspace().collation.overview(document, _asked(), _part()))


@blueprint.get("/api/documents/<document>/versions/words")
def terms(document: str) -> Response:
    """Answer what renders the source's words, or these words, in each version."""
    here = workspace()
    found = here.collation.compare(document, _asked())
    return jsonify(here.collation.terms(found, request.args.get("term", ""), _part(TERM_ROWS), TERMS))


@blueprint.get(f"{_PAGE}/strip.<form>")
def strip(document: str, form: str) -> Response:
    """Answer the strip of all rows as a picture."""
    found = workspace().collation.compare(document, _asked())
    return answer(heat_strip(_strip(found), look()), form, f"{document}.versions")


@blueprint.get(f"{_PAGE}/export/<form>")
def export(document: str, form: str) -> Response:
    """Answer the comparison as a file to keep."""
    if form not in EXPORTS:
        raise UnknownNameError(f"There is no “{form}” of a comparison. Ask for {', '.join(EXPORTS)}.")
    content, suffix, media_type = workspace().collation.export(document, _asked(), form)
    response = Response(content, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"{document}.versions{suffix}")
    return response


# What is asked for


def _list(name: str) -> list[str]:
    """Read a parameter that may come several times, or once with commas."""
    return [part.strip() for value in request.args.getlist(name) for part in value.split(",") if part.strip()]


def _asked() -> Asked:
    """Read what is compared; a base that the form still names though its box is not ticked any more goes."""
    source, base = (request.args.get(name, "").strip() for name in ("source", "base"))
    ignore = Ignore.named(_list("ignore")) if "ignore" in request.args else Ignore()
    texts = tuple(_list("texts"))
    return Asked(source, texts, base if base in texts or not texts else "", ignore)


def _patience() -> float | None:
    return None if "wait" in request.args else PATIENCE


def _part(usual: int = ROWS) -> Part:
    first, count = request.args.get("row", 1, type=int), request.args.get("rows", usual, type=int)
    return Part(max(1, first), min(max(1, count), MOST_ROWS), "only" in request.args)


def _common(found: Collation, part: Part) -> Json:
    """Return what both pages need: the choice as parameters, what may be chosen instead, and addresses."""
    names = [str(name) for name in found.choice.versions]
    asked = {
        "source": "" if found.choice.own else found.choice.pivot,
        "texts": ",".join(names),
        "base": names[found.base],
        "ignore": ",".join(found.ignore.names) or "none",
        **({"only": "1"} if part.differing else {}),
    }

    def address(endpoint: str = "page", **changes: Any) -> str:  # noqa: ANN401 - whatever an address takes
        given = {name: value for name, value in {**asked, **changes}.items() if value not in (None, "")}
        return url_for(f"collation.{endpoint}", document=found.document.name, **given)

    return {
        "address": address,
        "names": names,
        "part": part,
        "choices": CHOICES,
        "texts": workspace().collation.comparable(found),
        "revisions": workspace().collation.all_revisions(found),
        "joiner": languages.joiner,
    }


def _strip(found: Collation) -> HeatStrip:
    others = [at for at in (found.rows[0].compared if found.rows else ()) if at != found.base]
    names = [str(name) for name in found.choice.versions]
    return HeatStrip(
        title=gettext("Words shared with %(base)s") % {"base": names[found.base]},
        versions=tuple(names[at] for at in others),
        segments=tuple(str(row.number) for row in found.rows),
        values=tuple(tuple(row.likeness(at) for row in found.rows) for at in others),
        keys=tuple(str(row.number) for row in found.rows),
        measure=gettext("words in common"),
        missing=gettext("nothing to compare"),
        segment=gettext("Passage"),
    )
