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
from hexapla.formats.editions.edition import Cell, Edition, edition
from hexapla.formats.options import Options
from hexapla.model import Alignment

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the edition as a file."""
    from markupsafe import Markup

    made = edition(alignment, options)
    style = f"{_stylesheet()}\n{_page_style(made)}"
    page = _environment().get_template("edition.html")
    return page.render(
        edition=made,
        style=Markup(style),  # noqa: S704 - our own stylesheet, and strings of which `_css_string` left only digits
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        marks=wording.MARKS,
        marked=_marker(made),
        written_date=wording.written_date,
        numbers=_numbers,
        address=_address(made.document.source_page),
    ).encode()


@cache
def _environment() -> Environment:
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
    """Put the title, and what a reader must know of the texts, on every printed page."""
    cautions = " · ".join(f"{c.name}: {c.provenance.lower()}" for c in made.columns if c.cautioned)
    return (
        f"@page {{ @top-left {{ content: {_css_string(made.document.title)} }}"
        f" @bottom-left {{ content: {_css_string(cautions)} }} }}\n"
        "@page :first { @top-left { content: none } }"
    )


def _css_string(text: str) -> str:
    """Write a CSS string of escapes alone, so that no word can end it."""
    return '"' + "".join(f"\\{ord(character):x} " for character in text) + '"'


def _marker(made: Edition) -> Callable[[str], Markup]:
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


def _address(source_page: str) -> str | None:
    """Return a web address fit for a link, or None for words that are none: no other scheme may become a link."""
    if not source_page.startswith(("https://", "http://")):
        return None
    return re.sub("%(?![0-9A-Fa-f]{2})", "%25", quote(source_page, safe="!#$%&'()*+,/:;=?@[]~"))


def _numbers(cell: Cell) -> str:
    """Name the segments of a cell briefly: `7`, `7–9`, `7, 12`."""
    spans: list[list[int]] = []
    for number in (segment.number for paragraph in cell.paragraphs for segment in paragraph):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
