"""The Word edition read back, after somebody may have worked on it: ids and marks, words by segment, comments as notes.

The small raised numbers say where a segment begins. Where one was deleted, its segment joins the one before; words that
stand before the first belong to it. Styles inside comments are not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hexapla import languages
from hexapla import notes as note_text
from hexapla.errors import BadImportError
from hexapla.formats import tables
from hexapla.formats.editions import wording, wordml
from hexapla.formats.editions.docx_properties import PATH, PREFIX
from hexapla.formats.incoming import Choice, Warnings
from hexapla.formats.tables import Table
from hexapla.formats.wordtext import Piece, W, pieces, words
from hexapla.importers.packages import Package
from hexapla.model import SIDES, Kind, Link, Provenance, Status

HEAD = "Link"
_VALUE = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"
_DATED = re.compile(r"[1-9]\d{3}-\d\d-\d\dT")
_MARKER = re.compile("(?P<opens>¶ )?(?P<number>[0-9]{1,9})\u2009")
_SIGNS = {sign: name for name, (sign, _) in wording.MARKS.items()}
_ROLES = {"source": wording.PROVENANCE, "translation": wording.PROVENANCE | wording.PROVENANCE_OF_TRANSLATION}
_PAIR = 2

Cells = Sequence[tuple[int, Sequence[Any]]]


@dataclass
class _Segment:
    number: str
    starts: bool
    opens: bool  # has the sign of a paragraph that begins in this text alone
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Side:
    """A column: where it stands, its short name, and what the document says of its text."""

    place: int
    name: str
    about: Mapping[str, str] = field(default_factory=dict)
    absences: Mapping[str, Kind | str] = field(default_factory=dict)

    @property
    def tag(self) -> str:
        return self.about.get("language", "")


def is_own(rows: Cells) -> bool:
    """Whether the table is that of an edition: ids under `Link`, in half of its rows or more."""
    (_, head), *body = rows
    ids = sum(bool(re.match(r"[LR]\d{4,}", _text(cells[0]))) for _, cells in body)
    return _text(head[0]) == HEAD and 2 * ids >= len(body)


def table(package: Package, rows: Cells, choice: Choice, warnings: Warnings) -> Table:
    """Return the table of an edition as Hexapla's own table, with what the document says of itself.

    Raises `BadImportError` for an edition whose texts stand one under the other.
    """
    about = _properties(package)
    head = rows[0][1]
    if len(head) <= _PAIR:
        problem = "this edition has its texts one under the other. Write it with its texts in columns and import that."
        raise BadImportError(package.file, problem)
    sides = _sides(head, about, choice, warnings)
    comments = _comments(package)
    header = ("id", "status", "changed_since_confirmed", "kind", "notes", "note_authors", "note_dates")
    own = [name.format(side) for side in SIDES for name in ("{}", "{}_numbers", "{}_paragraphs")]
    found = [(rows[0][0], [*header, *own])]
    found += [(number, _row(cells, sides, comments)) for number, cells in rows[1:]]
    described = {key: value for key, value in about.items() if key.startswith("document.")}
    for side, column in zip(SIDES, sides, strict=True):
        described |= {f"{side}.{name}": value for name, value in column.about.items()}
    return Table(found, described)


def _properties(package: Package) -> dict[str, str]:
    if PATH not in package:
        return {}
    found = {one.get("name", ""): one.findtext(_VALUE) or "" for one in package.xml(PATH)}
    return {name.removeprefix(PREFIX): value for name, value in found.items() if name.startswith(PREFIX)}


# Columns


def _sides(head: Sequence[Any], about: Mapping[str, str], choice: Choice, warnings: Warnings) -> list[_Side]:
    """Choose two texts of those that the edition has; the first two unless their languages were asked for."""
    bare = [_side(place, cell, about) for place, cell in enumerate(head) if place]
    columns = [replace(one, absences=_absences(one.name, [c.name for c in bare if c is not one])) for one in bare]
    if len(columns) == _PAIR:
        return columns
    if not (choice.source and choice.target):
        warnings.add("The edition has more than two texts; choose languages for others than these two.")
    by_place = {column.place: column for column in columns}
    return [by_place[place] for place in tables.two_columns({c.place: c.tag or c.name for c in columns}, choice)]


def _side(place: int, cell: Any, about: Mapping[str, str]) -> _Side:  # noqa: ANN401 - lxml ships no types
    """Describe a text by the document's properties, or by its heading where a program has dropped them."""
    name, *more = [words(paragraph).strip() for paragraph in cell.iter(f"{W}p")]
    key = about.get(f"column.{place}", "")
    if key and about.get(f"{key}.heading") == name:
        return _Side(place, name, {n.partition(".")[2]: v for n, v in about.items() if n.startswith(f"{key}.")})
    said = " ".join(more)
    role = "translation" if said in wording.PROVENANCE_OF_TRANSLATION.values() or place > 1 else "source"
    meant = next((one for one, words_ in _ROLES[role].items() if words_ == said), Provenance.WORKING)
    return _Side(place, name, {"language": tables.language_named(name), "role": role, "provenance": meant.value})


# Rows


def _row(cells: Sequence[Any], sides: Sequence[_Side], comments: Mapping[str, tuple[str, str, str]]) -> list[str]:
    name, _, sign = _text(cells[0]).partition(" ")
    mark = _SIGNS.get(sign.strip(), Status.CONFIRMED)
    changed = mark == wording.CHANGED
    said = [side.absences.get(_unlifted(cells[side.place])) for side in sides]
    texts = [_segments(cells[s.place], s) if none is None else [] for s, none in zip(sides, said, strict=True)]
    opens = _opens(cells[0])
    alone = any(segment.opens for found in texts for segment in found)
    kind = next((kind for kind in said if kind), "")
    called = [c.get(f"{W}id", "") for cell in cells for c in cell.iter(f"{W}commentReference")]
    notes = [comments[one] for one in dict.fromkeys(called) if one in comments]
    found = [name, Status.CONFIRMED if changed else mark, "yes" if changed else "", kind]
    found += [note_text.join([n[0] for n in notes]), *("\n".join(n[i] for n in notes) for i in (1, 2))]
    for segments in texts:
        first = [s.number for i, s in enumerate(segments) if s.starts or (not i and opens and (s.opens or not alone))]
        found += ["\n".join(s.words for s in segments), " ".join(s.number for s in segments), " ".join(first)]
    return found


def _absences(empty: str, others: Sequence[str]) -> dict[str, Kind | str]:
    """Return the words that stand where a text has nothing beside one of the others, with the kind they tell."""
    links: dict[Kind | str, Link] = {kind: Link("", (), (), kind=kind) for kind in Kind} | {"": Link("", (), ())}
    return {wording.absence([link], empty, full): kind for full in others for kind, link in links.items()}


def _opens(cell: Any) -> bool:  # noqa: ANN401 - lxml ships no types
    """Whether a paragraph begins in a row: it is set off from the one above."""
    space = cell.find(f"{W}p/{W}pPr/{W}spacing")
    return space is not None and space.get(f"{W}before", "0") not in ("0", "")


def _segments(cell: Any, side: _Side) -> list[_Segment]:  # noqa: ANN401 - lxml
    found: list[_Segment] = []
    for position, paragraph in enumerate(cell.iter(f"{W}p")):
        _read_paragraph(paragraph, found, bool(position), languages.joiner(side.tag) if side.tag else " ")
    if found and not found[0].number and len(found) > 1:
        found[1].words = found[0].words + found[1].words
        found = found[1:]
    for segment in found:
        segment.words = segment.words.replace("\n", " ")
    return [segment for segment in found if segment.words.strip()]


def _read_paragraph(paragraph: Any, found: list[_Segment], later: bool, joiner: str) -> None:  # noqa: ANN401 - lxml
    begun = False
    for piece in _gathered(paragraph):
        place = 0
        for marker in _MARKER.finditer(piece.words) if piece.lifted else ():
            _go_on(found, piece.words[place : marker.start()])
            if begun:
                found[-1].words = found[-1].words.removesuffix(joiner)
            found.append(_Segment(marker["number"], later and not begun, bool(marker["opens"])))
            begun, place = True, marker.end()
        rest = piece.words[place:]
        if later and not begun and found and rest.strip():
            rest, begun = joiner + rest, True
        _go_on(found, rest)


def _go_on(found: list[_Segment], rest: str) -> None:
    if not found and rest.strip():
        found.append(_Segment("", starts=False, opens=False))
    if found:
        found[-1].words += rest


def _gathered(paragraph: Any) -> Iterator[Piece]:  # noqa: ANN401 - lxml ships no types
    """Yield the pieces of a paragraph, raised ones in succession as one; calls of notes are left out."""
    raised = ""
    for piece in pieces(paragraph):
        if piece.lifted and piece.color == wordml.RUBRIC:
            continue
        if piece.lifted:
            raised += piece.words
            continue
        if raised:
            yield Piece(raised, lifted=True)
            raised = ""
        yield piece
    if raised:
        yield Piece(raised, lifted=True)


def _comments(package: Package) -> dict[str, tuple[str, str, str]]:
    """Return words, author and date of each comment by its number."""
    if "word/comments.xml" not in package:
        return {}
    found = {}
    for one in package.xml("word/comments.xml").iter(f"{W}comment"):
        paragraphs = [words(paragraph).strip() for paragraph in one.iter(f"{W}p")]
        text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
        author = " ".join(one.get(f"{W}author", "").split())
        if text:
            date = one.get(f"{W}date", "")
            found[one.get(f"{W}id", "")] = (
                text,
                "" if author == "Hexapla" else author,
                date if _DATED.match(date) else "",
            )
    return found


def _text(cell: Any) -> str:  # noqa: ANN401 - lxml ships no types
    return " ".join(" ".join(words(paragraph) for paragraph in cell.iter(f"{W}p")).split())


def _unlifted(cell: Any) -> str:  # noqa: ANN401 - lxml ships no types
    """Return the words of a cell and its numbers, but not the calls of notes."""
    paragraphs = ("".join(piece.words for piece in _gathered(paragraph)) for paragraph in cell.iter(f"{W}p"))
    return " ".join(" ".join(paragraphs).split())
