"""The side-by-side edition as one HTML file: no script, nothing fetched, made for screen and paper.

It follows WCAG 2.2 AA and the DPUB-ARIA roles for notes. A Content Security Policy in the file itself lets nothing run
and nothing load, so a file that was passed on stays as harmless as it was made.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from hexapla import languages
from hexapla.formats.editions import runs, wording
from hexapla.formats.editions.apparatus import Stretch
from hexapla.formats.editions.edition import Edition, edition
from hexapla.formats.options import Apparatus, Options, Paper
from hexapla.model import Alignment

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the edition of one alignment as a file."""
    return draw(edition(alignment, options))


def draw(made: Edition) -> bytes:
    """Return an edition as a file; its notes are endnotes unless asked otherwise."""
    from markupsafe import Markup

    style = f"{_stylesheet()}\n{_page_style(made)}"
    page = environment().get_template("edition.html")
    return page.render(
        edition=made,
        layout=made.options.layout,
        footnotes=made.options.apparatus is Apparatus.FOOTNOTES,
        style=Markup(style),  # noqa: S704 - our own stylesheet, and strings of which `_css_string` left only digits
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        marks=wording.MARKS,
        marked=marker(made),
        drawn=stretcher(made),
        written_date=wording.written_date,
        address=web_address(made.document.source_page),
    ).encode()


@cache
def environment() -> Environment:
    """Return the templates of editions, strict and escaping."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("hexapla.formats.editions"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _stylesheet() -> str:
    return files("hexapla.formats.editions").joinpath("templates", "edition.css").read_text(encoding="utf-8")


def _page_style(made: Edition) -> str:
    """Put the title, and what a reader must know of the texts, on every printed page; set the texts in their faces."""
    faces = "".join(f':lang({tag}) {{ font-family: "{face}", var(--latin) }}\n' for tag, face in made.options.faces)
    return (
        f"{faces}@page {{ size: {_SIZES[made.options.paper]};"
        f" @top-left {{ content: {_css_string(made.document.title)} }}"
        f" @bottom-left {{ content: {_css_string(' · '.join(made.cautions))} }} }}\n"
        "@page :first { @top-left { content: none } }"
    )


_SIZES = {
    Paper.A4: "A4",
    Paper.A5: "A5",
    Paper.B5: "176mm 250mm",
    Paper.LETTER: "letter",
    Paper.ROYAL: "156mm 234mm",
}


def _css_string(text: str) -> str:
    """Write a CSS string of escapes alone, so that no word can end it."""
    return '"' + "".join(f"\\{ord(character):x} " for character in text) + '"'


def marker(made: Edition) -> Callable[[str], Markup]:
    """Return a filter that escapes words and marks those in the script of one of the texts with its language."""
    from markupsafe import Markup, escape

    tags = [column.info.language for column in made.columns]
    span = Markup('<span lang="{}" dir="{}">{}</span>')

    def marked(text: str) -> Markup:
        return Markup().join(
            span.format(tag, languages.direction(tag), words) if tag else escape(words)
            for tag, words in runs.split(text, tags)
        )

    return marked


def stretcher(made: Edition, line_end: str = "<br>") -> Callable[[Stretch], Markup]:
    """Return a filter that draws some words of a note in their style and language."""
    from markupsafe import Markup

    marked, end = marker(made), Markup(line_end)  # noqa: S704 - one of our own elements

    def drawn(one: Stretch) -> Markup:
        words = end.join(map(marked, one.words.split("\n")))
        for wanted, tag in ((one.code, "code"), (one.em, "em"), (one.strong, "strong")):
            words = Markup(f"<{tag}>{{}}</{tag}>").format(words) if wanted else words  # noqa: S704 - our own elements
        address = web_address(one.href)
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, words) if address else words

    return drawn


def web_address(source_page: str) -> str | None:
    """Return a web address fit for a link, or None for words that are none: no other scheme may become a link."""
    if not source_page.startswith(("https://", "http://")):
        return None
    scheme, _, rest = source_page.partition("://")
    host, slash, path = rest.partition("/")
    path = re.sub("%(?![0-9A-Fa-f]{2})", "%25", quote(path, safe="!#$%&'()*+,/:;=?@~"))
    return f"{scheme}://{quote(host, safe=':@[]')}{slash}{path}"
