"""The words of Hexapla as frozen values: documents, texts, segments, links, notes, alignments, beads.

Nothing here reads, writes or computes; every other module speaks in these values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Literal

Side = Literal["source", "target"]
SIDES: tuple[Side, Side] = ("source", "target")


def other(side: Side) -> Side:
    """Return the opposite side of an alignment."""
    return "target" if side == "source" else "source"


class Status(StrEnum):
    """How far an editor has taken a link."""

    UNREVIEWED = "unreviewed"
    DRAFT = "draft"
    CONFIRMED = "confirmed"
    QUERY = "query"


class Kind(StrEnum):
    """Why a null link has an empty side."""

    OMISSION = "omission"
    ADDITION = "addition"
    LOST = "lost"
    UNRESOLVED = "unresolved"


class NoteKind(StrEnum):
    """What a note is about."""

    FREE = "free"
    TERM = "term"
    NAME = "name"
    NUMBER = "number"
    OMISSION = "omission"
    VARIANT = "variant"
    DOUBT = "doubt"


class Provenance(StrEnum):
    """Where the words of a text come from; shown wherever the text is."""

    ARCHIVAL = "archival"
    TRANSCRIPTION = "transcription"
    PUBLISHED = "published"
    WORKING = "working"
    RECONSTRUCTION = "reconstruction"


@dataclass(frozen=True, slots=True)
class TextInfo:
    """What `document.toml` says of one text: its language, role and provenance."""

    name: str
    language: str
    role: Literal["source", "translation"] = "translation"
    provenance: Provenance = Provenance.WORKING
    title: str = ""
    translator: str = ""
    date: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One work: what `corpus/<name>/document.toml` says of it, its texts by name."""

    name: str
    title: str
    date: str = ""
    archive: str = ""
    persons: tuple[str, ...] = ()
    source_page: str = ""
    description: str = ""
    rights: str = ""
    support: str = ""
    texts: dict[str, TextInfo] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Segment:
    """One line of a text: a sentence, as far as the text allows.

    `number` counts segments from 1; `line` counts the lines of the file from 1, blank ones too.
    `id` names the segment in the working copy for as long as it lives; 0 outside of it.
    """

    text: str
    number: int
    line: int
    starts_paragraph: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """One language version or edition of a document."""

    info: TextInfo
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A translator's note on a link: one or more paragraphs of Markdown; `created` is ISO 8601 in UTC.

    A private note is for those who work on the alignment: no edition or table shows it.
    """

    id: int
    text: str
    author: str = ""
    created: str = ""
    kind: NoteKind = NoteKind.FREE
    private: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Source and target segments that translate each other; one side may be empty (a null link).

    `confirmed_hash` is `content_hash` of both sides as they stood when the link was confirmed.
    `confidence` is the aligner's, from 0 to 1; None for links made by hand.
    """

    id: str
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    status: Status = Status.UNREVIEWED
    kind: Kind | None = None
    confidence: float | None = None
    notes: tuple[Note, ...] = ()
    confirmed_hash: str | None = None

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return not (self.source and self.target)

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of source and target segments."""
        return len(self.source), len(self.target)

    @property
    def changed_since_confirmed(self) -> bool:
        """Whether a confirmed link reads differently now from what was confirmed."""
        return self.status is Status.CONFIRMED and self.confirmed_hash not in (None, content_hash(self))

    def side(self, side: Side) -> tuple[Segment, ...]:
        """Return the segments of one side."""
        return self.source if side == "source" else self.target


def texts_hash(source: list[str], target: list[str]) -> str:
    """Return 16 hexadecimal digits that stand for the wording and grouping of a link's two sides."""
    return sha256("\x1d".join("\x1e".join(side) for side in (source, target)).encode()).hexdigest()[:16]


def content_hash(link: Link) -> str:
    """Return `texts_hash` of a link as it stands."""
    return texts_hash([s.text for s in link.source], [s.text for s in link.target])


@dataclass(frozen=True, slots=True)
class Alignment:
    """All links between two texts of a document, in order; every segment of both is in exactly one link.

    `made_by` says how: aligner, parameters, versions; it goes into the PO header and into colophons.
    `last_link` is the highest number a link id ever had, so that none is used twice.
    """

    document: Document
    source: Text
    target: Text
    links: tuple[Link, ...]
    made_by: dict[str, str] = field(default_factory=dict)
    revision: int = 0
    last_link: int = 0

    @property
    def name(self) -> str:
        """The name of the alignment's file without its ending, such as `zh-Hans--en`."""
        return alignment_name(self.source.info.name, self.target.info.name)


def link_id(number: int) -> str:
    """Return the id of the link with this number: `L0007`."""
    return f"L{number:04d}"


def alignment_name(source: str, target: str) -> str:
    """Join two text names to the name of their alignment."""
    return f"{source}--{target}"


@dataclass(frozen=True, slots=True)
class Bead:
    """What an aligner finds: indices (from 0) of source and target sentences that belong together.

    `confidence` is the estimated probability, from 0 to 1, that the bead is right.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float = 1.0
