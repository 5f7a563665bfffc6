"""What a format takes with the alignment, and which links it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hexapla.model import Alignment, Link, Note, Status


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader may leave out of an edition or a table; a PO file is always whole.

    `only_confirmed` drops every link that is not confirmed; `null_links` and `notes` say whether these appear.
    Private notes never do.
    """

    only_confirmed: bool = False
    null_links: bool = True
    notes: bool = True

    def links(self, alignment: Alignment) -> Iterator[Link]:
        """Yield the links that appear, in order."""
        return (link for link in alignment.links if self._shows(link))

    def notes_of(self, link: Link) -> tuple[Note, ...]:
        """Return the notes of a link that appear."""
        return tuple(note for note in link.notes if self.notes and not note.private)

    def _shows(self, link: Link) -> bool:
        confirmed = link.status is Status.CONFIRMED or not self.only_confirmed
        return confirmed and (self.null_links or not link.is_null)
