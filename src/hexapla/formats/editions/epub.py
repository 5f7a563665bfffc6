"""The edition as EPUB 3: side by side on a wide screen, one text under the other on a narrow one.

Follows EPUB 3.3 and EPUB Accessibility 1.1. The same edition gives the same bytes: no file in it has a date of its own.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from uuid import NAMESPACE_URL, uuid5

from hexapla.formats.editions import wording
from hexapla.formats.editions.edition import Edition, Row, edition
from hexapla.formats.editions.html import environment, marker, stretcher, web_address
from hexapla.formats.options import Apparatus, Options
from hexapla.model import Alignment

_PART = 200  # rows in a file, more or less: readers slow down over long files
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file knows
_UNDATED = "2000-01-01T00:00:00Z"  # EPUB wants a date where none is known
_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True, slots=True)
class Part:
    """Some passages that make a file, and what it is called in the contents."""

    title: str
    file: str
    passages: tuple[tuple[Row, ...], ...]
    first: bool

    @property
    def id(self) -> str:
        """Its name in the package."""
        return self.file.removesuffix(".xhtml")


@dataclass(frozen=True, slots=True)
class _Page:
    id: str
    file: str
    title: str


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the edition of one alignment as a file."""
    return draw(edition(alignment, options))


def draw(made: Edition) -> bytes:
    """Return an edition as a file; its notes are endnotes unless asked otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _put(archive, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        _put(archive, "META-INF/container.xml", _CONTAINER)
        for name, content in _files(made):
            _put(archive, f"EPUB/{name}", content)
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type, entry.create_system, entry.external_attr = how, 3, 0o644 << 16
    archive.writestr(entry, content.encode())


def _files(made: Edition) -> Iterator[tuple[str, str]]:
    parts = list(_parts(made))
    here = made.options.apparatus is Apparatus.FOOTNOTES
    homes = {n.number: part.file for part in parts for passage in part.passages for row in passage for n in row.notes}
    pages = list(_pages(made, parts, with_notes=bool(made.notes) and not here))
    shared = {
        "edition": made,
        "layout": made.options.layout,
        "notes_here": here,
        "note_file": (lambda number: homes[number]) if here else (lambda _: "notes.xhtml"),
        "call_file": homes.__getitem__,
        "marks": wording.MARKS,
        "marked": marker(made),
        "drawn": stretcher(made, "<br/>"),
        "written_date": wording.written_date,
        "address": web_address(made.document.source_page),
        "pages": pages,
    }

    def render(template: str, **more: object) -> str:
        return environment().get_template(f"epub/{template}").render(**shared, **more).strip() + "\n"

    yield "style.css", _style(made)
    yield "nav.xhtml", render("nav.xhtml")
    yield "title.xhtml", render("title.xhtml")
    bodies = [(part.file, render("part.xhtml", part=part)) for part in parts]
    yield from bodies
    if made.notes and not here:
        yield "notes.xhtml", render("notes.xhtml")
    about = render("about.xhtml")
    yield "about.xhtml", about
    yield "package.opf", render("package.opf", **_package(made, [about, *(body for _, body in bodies)]))


def _style(made: Edition) -> str:
    plain = files("hexapla.formats.editions").joinpath("templates", "epub", "style.css").read_text(encoding="utf-8")
    return plain + "".join(f'[lang|="{tag}"] {{ font-family: "{face}", serif; }}\n' for tag, face in made.options.faces)


def _package(made: Edition, contents: list[str]) -> dict[str, object]:
    infos = [column.info for column in made.columns]
    digest = sha256(json.dumps(contents).encode()).hexdigest()
    dates = [made.revised] if made.revised else []
    return {
        "identifier": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{made.document.name}/{digest}')}",
        "languages": list(dict.fromkeys(info.language for info in infos)),
        "translators": list(dict.fromkeys(filter(None, (info.translator for info in infos)))),
        "modified": f"{dates[0][:19]}Z" if dates else _UNDATED,
        "cautions": " ".join(f"{caution}." for caution in made.cautions),
    }


def _pages(made: Edition, parts: list[Part], *, with_notes: bool) -> Iterator[_Page]:
    yield _Page("title", "title.xhtml", "Title page")
    for part in parts:
        yield _Page(part.id, part.file, part.title)
    if with_notes:
        yield _Page("notes", "notes.xhtml", "Notes")
    rights = "Rights and colophon" if made.document.rights or made.document.support else "Colophon"
    yield _Page("about", "about.xhtml", rights)


def _parts(made: Edition) -> Iterator[Part]:
    """Cut the passages into files of some `_PART` rows."""
    pending: list[tuple[Row, ...]] = []
    groups: list[tuple[tuple[Row, ...], ...]] = []
    for passage in made.passages():
        pending.append(passage)
        if sum(map(len, pending)) >= _PART:
            groups.append(tuple(pending))
            pending = []
    if pending or not groups:
        groups.append(tuple(pending))
    for number, group in enumerate(groups, 1):
        numbers = (
            [cell.numbers for row in (*group[0], *group[-1]) for cell in row.cells if cell.numbers] if group else []
        )
        span = f": {made.columns[0].name} {_first(group, 0)}–{_last(group, 0)}" if len(groups) > 1 and numbers else ""
        yield Part(f"Texts{span}", f"texts-{number}.xhtml", group, number == 1)


def _first(group: tuple[tuple[Row, ...], ...], column: int) -> int:
    return next((c.paragraphs[0][0].number for p in group for r in p if (c := r.cells[column]).paragraphs), 0)


def _last(group: tuple[tuple[Row, ...], ...], column: int) -> int:
    rows = (row for passage in reversed(group) for row in reversed(passage))
    return next((c.paragraphs[-1][-1].number for r in rows if (c := r.cells[column]).paragraphs), 0)
