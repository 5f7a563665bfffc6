"""Edits that mark links: status, kind, notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from hexapla import notes as note_text
from hexapla.errors import BadEditError
from hexapla.model import Kind, NoteKind, Status
from hexapla.store.edits.base import Edit
from hexapla.store.recorder import Row
from hexapla.store.session import Session


def mark(session: Session, some: Sequence[Row], status: Status) -> int:
    """Set the status of links; a confirmation keeps the hash of what was confirmed. Return how many changed."""
    hashes: dict[str, str | None] = dict.fromkeys(row["id"] for row in some)
    if status is Status.CONFIRMED:
        found = defaultdict(list)
        for member in session.members_of(list(hashes)):
            found[member["link"]].append(member)
        hashes = {name: session.hash_of(found[name]) for name in hashes}
    changed = [row for row in some if (row["status"], row["confirmed_hash"]) != (status.value, hashes[row["id"]])]
    pairs = [(dict(row), row | {"status": status.value, "confirmed_hash": hashes[row["id"]]}) for row in changed]
    session.recorder.change("links", pairs)
    return len(changed)


@dataclass(frozen=True, slots=True)
class SetStatus(Edit):
    """Mark links as unreviewed, draft, confirmed or query."""

    op: ClassVar[str] = "set_status"
    status: str
    link: str | None = None
    links: tuple[str, ...] = ()

    def apply(self, session: Session) -> str:
        """Set the status of one link or several."""
        names = [*([self.link] if self.link else []), *self.links]
        if self.status not in set(Status):
            raise BadEditError(f"“status” must be one of {', '.join(Status)}.")
        if not names:
            raise BadEditError("set_status takes “link” or “links”.")
        some = session.links_named(names)
        mark(session, some, Status(self.status))
        what = some[0]["id"] if len(some) == 1 else f"{len(some)} links"
        return f"Marked {what} as {self.status}"


@dataclass(frozen=True, slots=True)
class ConfirmThrough(Edit):
    """Confirm a link and every one above it, but leave open queries open."""

    op: ClassVar[str] = "confirm_through"
    link: str

    def apply(self, session: Session) -> str:
        """Confirm what is not confirmed as it now stands; a query above is a question that stays asked."""
        here = session.link(self.link)
        above = session.links_between(None, here)
        some = [row for row in above if row["status"] != Status.QUERY or row["id"] == here["id"]]
        count = mark(session, some, Status.CONFIRMED)
        left = len(above) - len(some)
        kept = f", {left} queries left open" if left else ""
        return f"Confirmed {count} links through {here['id']}{kept}"


@dataclass(frozen=True, slots=True)
class SetKind(Edit):
    """Say why a null link has an empty side."""

    op: ClassVar[str] = "set_kind"
    link: str
    kind: str | None

    def apply(self, session: Session) -> str:
        """Set or clear the kind of a null link."""
        link = session.link(self.link)
        if self.kind is not None and self.kind not in set(Kind):
            raise BadEditError(f"“kind” must be one of {', '.join(Kind)}, or null.")
        if len({m["side"] for m in session.members_of([self.link])}) != 1:
            raise BadEditError(f"{self.link} has segments on both sides: only a null link has a kind.")
        session.update_links([link], kind=self.kind)
        return f"Marked {self.link} as {self.kind or 'of no kind'}"


@dataclass(frozen=True, slots=True)
class AddNote(Edit):
    """Write a translator's note on a link."""

    op: ClassVar[str] = "add_note"
    link: str
    text: str
    kind: str = NoteKind.FREE.value
    private: bool = False

    def apply(self, session: Session) -> str:
        """Put the note after the link's others."""
        link, kind = session.link(self.link), note_text.kind(self.kind)
        session.add_note(link["id"], note_text.clean(self.text), kind=kind.value, private=self.private)
        return f"Wrote a note on {link['id']}"


@dataclass(frozen=True, slots=True)
class EditNote(Edit):
    """Give a note new words, another kind, or make it private or public; what is null stays."""

    op: ClassVar[str] = "edit_note"
    note: int
    text: str | None = None
    kind: str | None = None
    private: bool | None = None

    def apply(self, session: Session) -> str:
        """Change what is given; author and time of the first writing stay."""
        row = session.note(self.note)
        wanted = {
            "text": row["text"] if self.text is None else note_text.clean(self.text),
            "kind": row["kind"] if self.kind is None else note_text.kind(self.kind).value,
            "private": row["private"] if self.private is None else self.private,
        }
        session.recorder.change("notes", [(row, {**row, **wanted})])
        return f"Changed a note on {row['link']}"


@dataclass(frozen=True, slots=True)
class DeleteNote(Edit):
    """Take a note away."""

    op: ClassVar[str] = "delete_note"
    note: int

    def apply(self, session: Session) -> str:
        """Remove the note; undo brings it back."""
        row = session.note(self.note)
        session.recorder.change("notes", [(row, None)])
        return f"Deleted a note on {row['link']}"
