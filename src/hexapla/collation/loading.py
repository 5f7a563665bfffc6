"""Versions taken from the working copy, its history, and git."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hexapla import corpus, versions
from hexapla.collation.choosing import Choice, Name
from hexapla.collation.revising import Links, of_same_text, on_present
from hexapla.errors import UnknownNameError
from hexapla.model import Document, Segment, Side, Text, TextInfo
from hexapla.pivot import Pair, pairs_of
from hexapla.store import Key, Store
from hexapla.store.history import Asked

MOST_REVISIONS = 40


@dataclass(frozen=True, slots=True)
class Version:
    """A version with its links to the pivot, which stands on `side` of them; None for the pivot itself as it is.

    `alignment` is the alignment they come from, empty for revisions of the pivot. `time` and `author` are a revision's.
    """

    name: Name
    info: TextInfo
    links: Links | None
    side: Side = "source"
    alignment: str = ""
    author: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision that a text can be compared with: its name after the @, who made it when, and what it did."""

    name: str
    author: str
    time: str
    label: str


class Loader:
    """Loads the versions of one document from the present state of its files."""

    def __init__(self, store: Store, root: Path, document: Document) -> None:
        self._store = store
        self._root = root
        self._document = document
        self._keys = store.alignments(document.name)
        self.pairs = [(key.source, key.target) for key in self._keys]

    def pivot(self, choice: Choice) -> Text:
        """Return the pivot as it is now."""
        return self._store.text(self._document.name, choice.pivot)[0]

    def versions(self, choice: Choice, pivot: Text) -> tuple[Version, ...]:
        """Return all versions of a choice."""
        return tuple(self._load(name, choice.pivot, pivot) for name in choice.versions)

    def _load(self, name: Name, pivot: str, text: Text) -> Version:
        info = self._document.texts[name.text]
        if name.text == pivot:
            return self._of_pivot(name, info, text) if name.revision else Version(name, info, None)
        pair = pairs_of(pivot, self.pairs)[name.text]
        key = Key(self._document.name, pair.source, pair.target)
        if not name.revision:
            return Version(name, info, self._store.value_at(key).links, pair.side, pair.name)
        if name.is_git:
            return self._of_git(name, info, pair, text.segments)
        old = self._store.value_at(key, int(name.revision))
        links = on_present(old, pair.side, text.segments)
        return Version(name, info, links, pair.side, pair.name, *self._made(key, int(name.revision)))

    def _made(self, key: Key, revision: int) -> tuple[str, str]:
        """Say who made a revision of the history, and when."""
        found = self._store.history(key, Asked(limit=1, before=revision + 1))
        return (found[0].author, found[0].time) if found else ("", "")

    def _of_git(self, name: Name, info: TextInfo, pair: Pair, pivot: Sequence[Segment]) -> Version:
        revision = name.revision.removeprefix("git:")
        path = f"{versions.ALIGNMENTS}/{self._document.name}/{pair.name}.po"
        old = versions.at_revision(self._root, revision, path) if versions.is_revision(self._root, revision) else None
        if old is None:
            raise UnknownNameError(f"git has no {path} in a revision “{revision}”. `git log -- {path}` lists them.")
        links = on_present(old, pair.side, pivot)
        return Version(name, info, links, pair.side, pair.name, *versions.commit(self._root, revision))

    def _of_pivot(self, name: Name, info: TextInfo, text: Text) -> Version:
        if name.is_git:
            revision = name.revision.removeprefix("git:")
            path = f"corpus/{self._document.name}/{name.text}.txt"
            content = versions.content_at(self._root, revision, path)
            if content is None:
                raise UnknownNameError(f"git has no {path} in a revision “{revision}”. `git log -- {path}` lists them.")
            old = corpus.parse_text(content.decode("utf-8", "replace"), info, f"{revision}:{path}")
            made = versions.commit(self._root, revision)
        else:
            key = self._history_of(name.text)
            value, number = self._store.value_at(key, int(name.revision)), int(name.revision)
            old = value.source if key.source == name.text else value.target
            made = self._made(key, number)
        return Version(name, info, of_same_text(old.segments, text.segments), "source", "", *made)

    def _history_of(self, text: str, pivot: str = "") -> Key:
        """Return the alignment whose history counts a text's revisions: the one with the pivot, else the first."""
        having = [key for key in self._keys if text in (key.source, key.target)]
        if not having:
            raise UnknownNameError(f"{text} has no alignment, and so no history, in {self._document.name}.")
        return next((key for key in having if pivot in (key.source, key.target)), having[0])

    def revisions(self, text: str, pivot: str) -> list[Revision]:
        """List the revisions of a text, newest first: those of the history, then git's commits of its file."""
        key = self._history_of(text, pivot)
        found = [
            Revision(str(change.revision - 1), change.author, change.time, change.label)
            for change in self._store.history(key, Asked(limit=MOST_REVISIONS))
        ]
        path = f"corpus/{self._document.name}/{text}.txt"
        commits = versions.commits(self._root, path, MOST_REVISIONS)
        return found + [Revision(f"git:{short}", *rest) for short, *rest in commits]
