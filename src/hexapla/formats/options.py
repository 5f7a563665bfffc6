"""What a format takes with the alignment: which links and notes appear, and how an edition is laid out.

The same names serve on the command line, in `hexapla.toml` and in the editor's addresses; `from_words` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from hexapla import languages
from hexapla.errors import BadOptionError
from hexapla.model import Alignment, Link, Note, Status


class Layout(StrEnum):
    """How the texts of an edition stand to each other."""

    COLUMNS = "columns"
    FACING = "facing"
    INTERLINEAR = "interlinear"
    STACKED = "stacked"


class Apparatus(StrEnum):
    """Where an edition has its notes."""

    FOOTNOTES = "footnotes"
    ENDNOTES = "endnotes"


class Paper(StrEnum):
    """The sheets that an edition is printed on."""

    A4 = "a4"
    A5 = "a5"
    B5 = "b5"
    LETTER = "letter"
    ROYAL = "royal"


@dataclass(frozen=True, slots=True)
class Span:
    """Some rows in succession: the first and last by number, from 1, or by link id; None for an open end."""

    first: int | str | None = None
    last: int | str | None = None

    def cut(self, ids: Sequence[str]) -> tuple[int, int]:
        """Return start and stop as indices into the rows of these ids; raise `BadOptionError` where none is left."""
        start = 0 if self.first is None else self._index(self.first, ids)
        stop = len(ids) if self.last is None else min(self._index(self.last, ids) + 1, len(ids))
        if start >= stop:
            raise BadOptionError(f"The range {self} is empty: there are rows 1 to {len(ids)}, the first one first.")
        return start, stop

    def _index(self, end: int | str, ids: Sequence[str]) -> int:
        if isinstance(end, int):
            return end - 1
        if end not in ids:
            raise BadOptionError(f"There is no link {end} to begin or end a range with.")
        return ids.index(end)

    def __str__(self) -> str:
        return f"{self.first or ''}-{self.last or ''}" if self.first != self.last else str(self.first)


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader may leave out of an edition or a table, and how an edition looks; a PO file is always whole.

    `only_confirmed` drops every link that is not confirmed, `only_noted` every link without a note; `null_links` and
    `notes` say whether these appear; `span` takes some links in succession. Private notes never appear.
    `texts` names the texts of an edition in the order of their columns; none means both of the alignment. `apparatus`
    is None where the format has its notes in its own customary place. `faces` are (language tag, font family), which
    go before the families that an edition would choose itself.
    """

    only_confirmed: bool = False
    null_links: bool = True
    notes: bool = True
    only_noted: bool = False
    span: Span = Span()
    layout: Layout = Layout.COLUMNS
    apparatus: Apparatus | None = None
    paper: Paper = Paper.A4
    texts: tuple[str, ...] = ()
    faces: tuple[tuple[str, str], ...] = ()

    def links(self, alignment: Alignment) -> Iterator[Link]:
        """Yield the links that appear, in order."""
        if self.span == Span():
            return (link for link in alignment.links if self._shows(link))
        within = islice(alignment.links, *self.span.cut([link.id for link in alignment.links]))
        return (link for link in within if self._shows(link))

    def notes_of(self, link: Link) -> tuple[Note, ...]:
        """Return the notes of a link that appear."""
        return tuple(note for note in link.notes if self.notes and not note.private)

    def _shows(self, link: Link) -> bool:
        confirmed = link.status is Status.CONFIRMED or not self.only_confirmed
        return confirmed and (self.null_links or not link.is_null) and (not self.only_noted or has_public_note(link))


def has_public_note(link: Link) -> bool:
    """Whether a link has a note that others may read."""
    return any(not note.private for note in link.notes)


Words = Mapping[str, object]
_YES_NO = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}
_SPAN = re.compile(r"(?P<first>\d+|L\d+)?\s*(?P<dash>[-–:])?\s*(?P<last>\d+|L\d+)?")
_NAMES = ("layout", "notes", "paper", "texts", "range", "faces", "only_confirmed", "only_noted", "omissions")


def from_words(*sources: Words) -> Options:
    """Read options as people write them; later sources go before earlier ones, None says nothing.

    The names are `layout`, `notes` (footnotes, endnotes, none), `paper`, `texts` (a list, or names with commas),
    `range` (`5-20`, `L0005-L0020`, `7`, `5-`), `faces` (a table of language and family, or `zh=Songti SC` with
    semicolons), `only_confirmed`, `only_noted` (yes or no) and `omissions` (show or hide). Raises `BadOptionError`.
    """
    words = {name: value for source in sources for name, value in source.items() if value is not None}
    if unknown := [name for name in words if name not in _NAMES]:
        raise BadOptionError(f"There is no option “{unknown[0]}” for an edition. There are {', '.join(_NAMES)}.")
    notes = _choice("notes", words, [*Apparatus, "none", "own"], "own")
    return Options(
        only_confirmed=_yes("only_confirmed", words),
        only_noted=_yes("only_noted", words),
        null_links=_choice("omissions", words, ["show", "hide"], "show") == "show",
        notes=notes != "none",
        apparatus=Apparatus(notes) if notes in set(Apparatus) else None,
        span=_span(words.get("range", "")),
        layout=Layout(_choice("layout", words, [*Layout], Layout.COLUMNS)),
        paper=Paper(_choice("paper", words, [*Paper], Paper.A4)),
        texts=tuple(_list(words.get("texts", ""), ",")),
        faces=tuple(_faces(words.get("faces", {}))),
    )


def _choice(name: str, words: Words, allowed: Sequence[str], default: str) -> str:
    value = str(words.get(name, default)).lower()
    if value not in allowed:
        shown = ", ".join(one for one in allowed if one != "own")
        raise BadOptionError(f"The option {name} is one of {shown}, not “{value}”.")
    return value


def _yes(name: str, words: Words) -> bool:
    value = str(words.get(name, False)).lower()
    if value not in _YES_NO:
        raise BadOptionError(f"The option {name} is yes or no, not “{value}”.")
    return _YES_NO[value]


def _span(value: object) -> Span:
    text = str(value).strip()
    found = _SPAN.fullmatch(text)
    if not found or (text and not (found["first"] or found["last"])) or (found["last"] and not found["dash"]):
        raise BadOptionError(
            f"The range is rows such as 5-20, links such as L0005-L0020, or one of them, not “{text}”."
        )
    first, last = (int(end) if end and end.isdecimal() else end for end in (found["first"], found["last"]))
    if 0 in (first, last):
        raise BadOptionError("The rows of a range count from 1.")
    return Span(first, last if found["dash"] else first)


def _list(value: object, comma: str) -> list[str]:
    items = value if isinstance(value, list | tuple) else str(value).split(comma)
    return [str(item).strip() for item in items if str(item).strip()]


def _faces(value: object) -> Iterator[tuple[str, str]]:
    pairs = list(value.items()) if isinstance(value, Mapping) else [i.split("=", 1) for i in _list(value, ";")]
    for pair in pairs:
        tag, *family = (str(part).strip() for part in pair)
        if not family or not re.fullmatch(r"[\w .+'&-]{1,100}", family[0]):
            raise BadOptionError(
                f"A face is a language and the name of a font family, such as zh=Songti SC, not “{tag}”."
            )
        yield languages.normalise(tag), family[0]
