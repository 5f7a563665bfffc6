"""The interface in several languages: gettext catalogs (`translations/*.po`), read once when the program starts.

Templates say `{{ _("Import texts") }}` and `{{ ngettext("%(num)s row", "%(num)s rows", count) }}`; scripts say
`t("Import texts")` and `tn("{count} row", "{count} rows", count)`. English is the message itself.
"""

from __future__ import annotations

import gettext as standard
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polib
from flask import Blueprint, Flask, Response, g, has_request_context, redirect, request, url_for

from hexapla import languages

FOLDER = Path(__file__).parent / "translations"
LANGUAGES = {"en": "English", "zh-Hans": "中文", "ru": "Русский"}
COOKIE = "hexapla-language"
YEAR = 365 * 24 * 3600

blueprint = Blueprint("words", __name__)


@dataclass(frozen=True)
class Catalog:
    """One language of the interface: for Python and templates, and as the table that scripts read.

    The table leaves out what is its own key.
    """

    translations: standard.NullTranslations
    table: dict[str, str | list[str]]


@cache
def catalog(language: str) -> Catalog:
    """Read and compile the catalog of a language; entries marked fuzzy do not count."""
    entries = polib.pofile(FOLDER / f"{language}.po", wrapwidth=0)
    table = {e.msgid: _forms(e) for e in entries if e.translated() and not e.obsolete and _in_script(e)}
    return Catalog(standard.GNUTranslations(io.BytesIO(entries.to_binary())), table)


def _in_script(entry: polib.POEntry) -> bool:
    """Say whether a script needs an entry: it has it or shows what the core says, and it is not the message itself."""
    shown = (name.endswith(".js") or name.startswith("src/") for name, _ in entry.occurrences)
    return entry.msgstr != entry.msgid and any(shown)


def _forms(entry: polib.POEntry) -> str | list[str]:
    if not entry.msgid_plural:
        return str(entry.msgstr)
    return [form for _, form in sorted(entry.msgstr_plural.items())]


def language() -> str:
    """Return the language of this request: the one chosen, else the best that the browser asks for."""
    if not has_request_context():
        return "en"
    if "language" not in g:
        g.language = _chosen() or _asked_for()
    found: str = g.language
    return found


def _chosen() -> str | None:
    value = request.cookies.get(COOKIE, "")
    return value if value in LANGUAGES else None


def _asked_for() -> str:
    for tag in request.accept_languages.values():
        for known in LANGUAGES:
            if tag.lower().partition("-")[0] == known.partition("-")[0]:
                return known
    return "en"


def gettext(message: str) -> str:
    """Return a message in the language of this request."""
    return catalog(language()).translations.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a message that a count asks for."""
    return catalog(language()).translations.ngettext(singular, plural, count)


def language_name(tag: str) -> str:
    """Name a language in the language of the interface."""
    return languages.display_name(tag, language())


def for_scripts() -> dict[str, Any]:
    """Return what the scripts of a page need: its language, the choice of languages, and the words."""
    return {"language": language(), "table": catalog(language()).table, "choice": choice()}


def choice() -> list[dict[str, Any]]:
    """Return the languages of the interface, each named in itself, with the address that chooses it."""
    back = request.full_path.rstrip("?")
    return [
        {"tag": tag, "name": name, "chosen": tag == language(), "url": url_for("words.choose", language=tag, back=back)}
        for tag, name in LANGUAGES.items()
    ]


@blueprint.get("/language/<language>")
def choose(language: str) -> Any:  # noqa: ANN401 - Flask's redirect
    """Remember the language that a person chose, and go back to the page."""
    back = request.args.get("back", "/")
    response = redirect(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/")
    if language in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=YEAR, samesite="Lax", httponly=True)
    return response


def _vary(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.vary.update(("Accept-Language", "Cookie"))
    return response


def register(app: Flask) -> None:
    """Give the templates their words, and read the catalogs so that a broken one is known at the start."""
    for tag in LANGUAGES:
        catalog(tag)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.filters["language_name"] = language_name
    app.context_processor(
        lambda: {"interface_language": language(), "words_for_scripts": for_scripts, "language_choice": choice}
    )
    app.after_request(_vary)
    app.register_blueprint(blueprint)
