"""The working copy: texts, links, notes and the history of edits, in a database beside the files.

`Store` is its face: it reads alignments, applies edits with optimistic revisions, undoes and does again, and keeps the
files following.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from hexapla.errors import StaleRevisionError, UnknownNameError
from hexapla.model import SIDES, Alignment, Link, Text, alignment_name
from hexapla.store import carrying, confirmed, history, load, past, read, takeback
from hexapla.store.carrying import Carried, Preview, Version
from hexapla.store.confirmed import Confirmed
from hexapla.store.database import open_database
from hexapla.store.edits import Edit
from hexapla.store.history import Asked, Cause, Change
from hexapla.store.mirror import Mirror, Seen
from hexapla.store.read import Placed
from hexapla.store.recorder import Row
from hexapla.store.session import Session


class Key(NamedTuple):
    """The names of an alignment: its document and its two texts."""

    document: str
    source: str
    target: str

    @property
    def name(self) -> str:
        """The name of the alignment's file without its ending."""
        return alignment_name(self.source, self.target)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has happened to an alignment: changes, the touched links as they are now, and the ids that are gone."""

    revision: int
    changes: tuple[Change, ...]
    links: tuple[Placed, ...]
    removed: tuple[str, ...]
    undo: str | None
    redo: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some links of an alignment in order, and `next`, after which the following page begins."""

    revision: int
    total: int
    links: tuple[Link, ...]
    numbers: dict[int, int]
    next: str | None
    undo: str | None
    redo: str | None


class Store:
    """The working copy of one workspace."""

    def __init__(self, root: Path) -> None:
        self.database = open_database(root / ".hexapla" / "workspace.db")
        self.mirror = Mirror(root, self.database)

    def close(self) -> None:
        """Write what is waiting and close the database."""
        self.mirror.close()
        self.database.close()

    def known(self, document: str) -> str:
        """Return the name of a document that is there; raise `UnknownNameError` for any other."""
        if document not in self.mirror.paths.documents():
            raise UnknownNameError(f"There is no document “{document}”. `hexapla list` shows what there is.")
        return document

    def refresh(self, document: str) -> Seen:
        """Take over what changed outside in a document's files."""
        return self.mirror.refresh(self.known(document))

    # Reading

    def alignments(self, document: str) -> list[Key]:
        """Name the alignments of a document."""
        with self.database.reading() as connection:
            return [Key(document, row["source"], row["target"]) for row in read.alignments_of(connection, document)]

    def page(self, key: Key, after: str | None = None, limit: int | None = None) -> Page:
        """Return links in order: the first `limit` after the link `after`, or all."""
        with self.database.reading() as connection:
            return _page(connection, read.find_alignment(connection, *key), after, limit)

    def pages(self, key: Key, after: str | None, size: int) -> Iterator[Page]:
        """Return all links after the link `after` in pages of `size`, all of one moment."""
        with self.database.reading() as connection:
            row = read.find_alignment(connection, *key)
            self.mirror.warm(row["last_link"])
            page = _page(connection, row, after, size)
            yield page
            while page.next is not None:
                page = _page(connection, row, page.next, size)
                yield page

    def link_at(self, key: Key, row: int) -> str | None:
        """Return the id of the link in a row, counted from 1; None where there are fewer."""
        with self.database.reading() as connection:
            return read.link_at(connection, read.find_alignment(connection, *key)["id"], row)

    def counts(self, key: Key) -> dict[str, int]:
        """Return how many links have each status."""
        with self.database.reading() as connection:
            return read.counts(connection, read.find_alignment(connection, *key)["id"])

    def revision(self, key: Key) -> int:
        """Return the present revision of an alignment."""
        with self.database.reading() as connection:
            return int(read.find_alignment(connection, *key)["revision"])

    def value(self, key: Key) -> Alignment:
        """Return a whole alignment as a frozen value."""
        document = self.refresh(key.document).document
        with self.database.reading() as connection:
            return read.alignment_value(connection, read.find_alignment(connection, *key), document)

    # Changing

    def edit(self, key: Key, edit: Edit, *, revision: int | None = None, author: str = "") -> Outcome:
        """Apply an edit made against `revision` (None: whatever the present one is).

        Raise `StaleRevisionError` where others have edited since, `BadEditError` where it cannot be done.
        """

        def run(session: Session) -> None:
            label = edit.apply(session)
            history.record(session, Cause("edit", edit.op, edit.to_json(), label))

        return self._change(key, run, revision, author)

    def text(self, document: str, name: str) -> tuple[Text, int, bool]:
        """Return a text, its revision, and whether an alignment has it."""
        found = self.refresh(document).document
        with self.database.reading() as connection:
            text, revision = carrying.text_value(connection, found, name)
            return text, revision, carrying.is_used(connection, carrying.text_row(connection, document, name)["id"])

    def replace_text(self, document: str, version: Version, *, author: str = "", preview: bool) -> tuple[Carried, ...]:
        """Put a new version in a text's place in every alignment; with `preview` only say what that would do."""
        found = self.refresh(document).document
        try:
            with self.database.writing() as connection:
                states = carrying.carry(connection, found, version, author, preview=preview)
        except Preview as rolled_back:
            states = rolled_back.found
        if not preview:
            self.mirror.write(document)
        return tuple(carrying.carried(before, after) for before, after in states)

    def cause(self, change_id: int) -> dict[str, Any]:
        """Return the edit behind a change as it stands in the history."""
        with self.database.reading() as connection:
            return history.edit_of(connection, change_id)

    def undo(self, key: Key, *, revision: int | None = None, author: str = "") -> Outcome:
        """Take back the last edit that stands."""
        return self._change(key, history.undo, revision, author)

    def redo(self, key: Key, *, revision: int | None = None, author: str = "") -> Outcome:
        """Do again what was undone last."""
        return self._change(key, history.redo, revision, author)

    def take_back(self, key: Key, edit: int, *, revision: int | None = None, author: str = "") -> Outcome:
        """Undo the one edit that made the revision `edit`; raise `UndoConflictError` where later ones build on it."""
        return self._change(key, lambda session: takeback.take_back(session, edit), revision, author)

    def _change(self, key: Key, run: Callable[[Session], None], revision: int | None, author: str) -> Outcome:
        with self.database.writing() as connection:
            row = read.find_alignment(connection, *key)
            if revision is not None and revision != row["revision"]:
                raise StaleRevisionError(revision, row["revision"])
            run(Session(connection, row, author))
            outcome = _outcome(connection, row, row["revision"])
        self.mirror.follow(key.document, row["last_link"])
        return outcome

    # History

    def since(self, key: Key, revision: int) -> Outcome:
        """Return what happened after a revision."""
        with self.database.reading() as connection:
            return _outcome(connection, read.find_alignment(connection, *key), revision)

    def history(self, key: Key, asked: Asked = Asked()) -> list[Change]:  # noqa: B008 - frozen
        """Return changes, newest first."""
        with self.database.reading() as connection:
            return history.newest(connection, read.find_alignment(connection, *key)["id"], asked)

    def authors(self, key: Key) -> list[str]:
        """Return everybody who has changed an alignment."""
        with self.database.reading() as connection:
            return history.authors(connection, read.find_alignment(connection, *key)["id"])

    def value_at(self, key: Key, revision: int | None = None) -> Alignment:
        """Return a whole alignment as it was at a revision; None stands for the present one."""
        document = self.refresh(key.document).document
        with self.database.reading() as connection:
            row = read.find_alignment(connection, *key)
            return past.value_at(connection, row, document, row["revision"] if revision is None else revision)

    def confirmed(self, key: Key, link: str) -> tuple[Confirmed | None, Link]:
        """Return a link as it read when it was confirmed, if that is known and it reads otherwise now, and as it is."""
        with self.database.reading() as connection:
            alignment_id = read.find_alignment(connection, *key)["id"]
            found = read.links_placed(connection, alignment_id, [link])
            if not found:
                raise UnknownNameError(f"There is no link {link} in this alignment (any more).")
            return confirmed.find(connection, alignment_id, link), found[0].link

    def editors(self, key: Key) -> tuple[tuple[str, ...], str]:
        """Return who edited an alignment, in the order of their first edit, and when it was changed last."""
        with self.database.reading() as connection:
            return history.editors(connection, read.find_alignment(connection, *key)["id"])

    # New alignments

    def add_alignment(self, alignment: Alignment) -> Key:
        """Put a new alignment of texts that are in the corpus into the working copy and write its file."""
        key = Key(alignment.document.name, alignment.source.info.name, alignment.target.info.name)
        self.refresh(key.document)
        with self.database.writing() as connection:
            ids = read.text_ids(connection, key.document, (key.source, key.target))
            load.load_alignment(connection, alignment, ids, None)
        self.mirror.write(key.document)
        return key

    def forget_document(self, document: str) -> None:
        """Remove a document that was only just made: its files and its rows."""
        with self.database.writing() as connection:
            load.forget_document(connection, document)
        for folder in ("corpus", "alignments"):
            shutil.rmtree(self.mirror.paths.root / folder / document, ignore_errors=True)


def _page(connection: Connection, row: Row, after: str | None, limit: int | None) -> Page:
    links = read.links_in_order(connection, row["id"], after=after, limit=limit and limit + 1)
    more = limit is not None and len(links) > limit
    links = links[:limit]
    numbers: dict[int, int] = {}
    for side in SIDES:
        ids = [s.id for link in links for s in link.side(side)]
        numbers |= read.numbers_of(connection, row[f"{side}_id"], ids)
    return Page(
        row["revision"],
        sum(read.counts(connection, row["id"]).values()),
        tuple(links),
        numbers,
        links[-1].id if more else None,
        *_undo_and_redo(connection, row["id"]),
    )


def _undo_and_redo(connection: Connection, alignment_id: int) -> tuple[str | None, str | None]:
    undo = history.undoable(connection, alignment_id)
    redo = history.redoable(connection, alignment_id)
    return undo and undo[1], redo and redo[1]


def _outcome(connection: Connection, row: Row, since: int) -> Outcome:
    changes = history.since(connection, row["id"], since)
    names = {name for change in changes for name in change.links}
    links = read.links_placed(connection, row["id"], names)
    gone = names - {placed.link.id for placed in links}
    revision = changes[-1].revision if changes else row["revision"]
    undo, redo = _undo_and_redo(connection, row["id"])
    return Outcome(revision, tuple(changes), tuple(links), tuple(sorted(gone)), undo, redo)
