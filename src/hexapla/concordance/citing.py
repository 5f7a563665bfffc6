"""How a line of a text is cited: title, archive, edition, translator, provenance, line, link."""

from __future__ import annotations

from hexapla import languages
from hexapla.concordance.catalogue import TextEntry
from hexapla.model import Provenance

_SAID = {
    Provenance.ARCHIVAL: "archival text",
    Provenance.TRANSCRIPTION: "transcription",
    Provenance.PUBLISHED: "published text",
    Provenance.WORKING: "working translation",
    Provenance.RECONSTRUCTION: "reconstruction, not an archival text",
}


def cite(text: TextEntry, number: int, alignment: str | None, link: str | None) -> str:
    """Return the citation of a line; the provenance is always in it."""
    document, info = text.document, text.info
    edition = f"{info.title or languages.display_name(info.language)} ({info.name})"
    parts = [
        document.title or document.name,
        document.date if document.date and document.date not in document.title else "",
        document.archive,
        edition,
        f"translated by {info.translator}" if info.translator else "",
        info.date,
        f"[{_SAID[info.provenance]}]",
        f"line {number}",
        f"link {alignment} {link}" if link else "",
    ]
    return ", ".join(part.rstrip(".,") for part in parts if part) + "."
