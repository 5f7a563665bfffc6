"""The pages that people see; everything they edit goes through the JSON API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, render_template, request

from hexapla.formats import FORMATS
from hexapla.model import Kind, Provenance, Status

if TYPE_CHECKING:
    from hexapla.workspace import Workspace

blueprint = Blueprint("pages", __name__)

FIRST_ROWS = 100  # what a page shows before, and without, JavaScript
# An edition is one file that carries its style; what it may not do is run or fetch anything.
EDITION_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; sandbox"
)
LANGUAGES = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "español",
    "fa": "فارسی",
    "fr": "français",
    "he": "עברית",
    "hi": "हिन्दी",
    "hu": "magyar",
    "id": "Bahasa Indonesia",
    "is": "íslenska",
    "it": "italiano",
    "ja": "日本語",
    "ko": "한국어",
    "mn": "монгол",
    "nl": "Nederlands",
    "pl": "polski",
    "pt": "português",
    "ro": "română",
    "ru": "русский",
    "tr": "Türkçe",
    "ug": "ئۇيغۇرچە",
    "uk": "українська",
    "vi": "Tiếng Việt",
    "zh-Hans": "中文（简体）",
    "zh-Hant": "中文（繁體）",
}


def workspace() -> Workspace:
    """Return the workspace that this app serves."""
    facade: Workspace = current_app.extensions["hexapla"]
    return facade


@blueprint.app_context_processor
def shared() -> dict[str, Any]:
    """Give every template what all of them need."""
    return {
        "read_only": current_app.config.get("HEXAPLA_READ_ONLY", False),
        "statuses": list(Status),
        "kinds": list(Kind),
        "provenances": list(Provenance),
        "formats": list(FORMATS.values()),
    }


@blueprint.get("/")
def documents() -> str:
    """Show the documents of the workspace with their texts and alignments."""
    return render_template("documents.html", documents=workspace().documents())


@blueprint.get("/import")
def import_form() -> str:
    """Show the form that takes two texts and aligns them."""
    return render_template("import.html", languages=LANGUAGES)


@blueprint.get("/documents/<document>/<alignment>")
def alignment(document: str, alignment: str) -> str:
    """Show an alignment: its first rows at once, the rest as the browser asks for them."""
    page = workspace().alignment_page(document, alignment, limit=FIRST_ROWS)
    return render_template("alignment.html", page=page, name=alignment)


@blueprint.get("/documents/<document>/<alignment>/export/<form>")
def export(document: str, alignment: str, form: str) -> Response:
    """Answer an alignment as a file to keep, or with `?inline=1` to look at."""
    given = {name: value for name, value in request.args.items() if name != "inline"}
    content, suffix, media_type = workspace().export(document, alignment, form, given)
    response = Response(content, content_type=media_type)
    if not request.args.get("inline"):
        response.headers.set("Content-Disposition", "attachment", filename=f"{document}.{alignment}{suffix}")
    elif media_type.startswith("text/html"):
        response.headers["Content-Security-Policy"] = EDITION_POLICY
    return response
