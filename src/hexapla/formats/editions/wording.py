"""The English words in which editions speak of texts, links and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from hexapla import languages
from hexapla.model import Kind, Link, Provenance, Status, TextInfo

PROVENANCE = {
    Provenance.ARCHIVAL: "Archival original",
    Provenance.TRANSCRIPTION: "Transcription of the archival original",
    Provenance.PUBLISHED: "Published text",
    Provenance.WORKING: "Working text, not published",
    Provenance.RECONSTRUCTION: "Reconstruction, not the archival text",
}
PROVENANCE_OF_TRANSLATION = {
    Provenance.PUBLISHED: "Published translation",
    Provenance.WORKING: "Working translation",
    Provenance.RECONSTRUCTION: "Reconstruction, not the translation of record",
}
CAUTIONED = {Provenance.WORKING, Provenance.RECONSTRUCTION}
ROLE = {"source": "Source text", "translation": "Translation"}

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
CHANGED = "changed"
MARKS = {
    Status.UNREVIEWED: ("○", "Not yet reviewed"),
    Status.DRAFT: ("◐", "Draft, not yet confirmed"),
    Status.QUERY: ("?", "Open question"),
    CHANGED: ("△", "Changed since it was confirmed"),
}


def provenance(info: TextInfo) -> str:
    """Say where the words of a text come from."""
    special = PROVENANCE_OF_TRANSLATION if info.role == "translation" else {}
    return special.get(info.provenance, PROVENANCE[info.provenance])


def mark(link: Link) -> str | None:
    """Return the key into `MARKS` for a link that is not confirmed as it stands; None for one that is."""
    if link.changed_since_confirmed:
        return CHANGED
    return None if link.status is Status.CONFIRMED else link.status


def worst_mark(links: Iterable[Link]) -> str | None:
    """Return the mark of the link that needs most care."""
    found = {mark(link) for link in links}
    return next((one for one in (Status.QUERY, CHANGED, Status.UNREVIEWED, Status.DRAFT) if one in found), None)


def short_names(infos: Sequence[TextInfo]) -> tuple[str, ...]:
    """Name each text as briefly as tells them apart: Chinese and English, or English (en) and English (en.old)."""
    for name in (lambda tag: languages.display_name(languages.base(tag)), languages.display_name):
        names = tuple(name(info.language) for info in infos)
        if len(set(names)) == len(names):
            return names
    return tuple(
        name if names.count(name) == 1 else f"{name} ({info.name})" for name, info in zip(names, infos, strict=True)
    )


def listed(names: Sequence[str]) -> str:
    """Join names as in a sentence: `Chinese, Russian and English`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def lowered(words: str) -> str:
    """Begin words with a small letter, to go on after a colon."""
    return words[:1].lower() + words[1:]


def absence(links: Iterable[Link], empty: str, full: str) -> str:
    """Say why the text `empty` has nothing beside the text `full`: by the kind of the links, if they have one."""
    kinds = {link.kind for link in links}
    words = {
        Kind.OMISSION: f"omitted in the {empty}",
        Kind.ADDITION: f"added in the {full}",
        Kind.LOST: f"lost in the {empty}",
        Kind.UNRESOLVED: f"counterpart in the {empty} not yet found",
    }
    kind = kinds.pop() if len(kinds) == 1 else None
    return words[kind] if kind else f"no counterpart in the {empty}"


def written_date(iso: str) -> str:
    """Write an ISO 8601 date or month out, `24 April 1962`; leave anything else as it is."""
    found = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", iso)
    if not found:
        return iso
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        moment = date(year, month, day)
    except ValueError:
        return iso
    written = f"{MONTHS[moment.month - 1]} {year}"
    return f"{moment.day} {written}" if found[3] else written
