"""The English words in which editions speak of texts, links and dates."""

from __future__ import annotations

import re
from datetime import date

from hexapla import languages
from hexapla.model import SIDES, Alignment, Kind, Link, Provenance, Side, Status, TextInfo

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


def short_names(alignment: Alignment) -> dict[Side, str]:
    """Name each side as briefly as keeps the two apart: Chinese and English, or English (en) and English (en.old)."""
    infos: dict[Side, TextInfo] = {side: getattr(alignment, side).info for side in SIDES}
    for name in (lambda tag: languages.display_name(languages.base(tag)), languages.display_name):
        names = {side: name(info.language) for side, info in infos.items()}
        if names["source"] != names["target"]:
            return names
    return {side: f"{names[side]} ({info.name})" for side, info in infos.items()}


def absence(link: Link, names: dict[Side, str]) -> str:
    """Say why a null link has an empty side."""
    empty, full = (names["source"], names["target"]) if link.target else (names["target"], names["source"])
    words = {
        Kind.OMISSION: f"omitted in the {empty}",
        Kind.ADDITION: f"added in the {full}",
        Kind.LOST: f"lost in the {empty}",
        Kind.UNRESOLVED: f"counterpart in the {empty} not yet found",
    }
    return words[link.kind] if link.kind else f"no counterpart in the {empty}"


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
