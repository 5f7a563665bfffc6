"""The façade: one workspace with everything that the command line and the editor do.

A workspace is a folder with `corpus/` and `alignments/`; its working copy is in `.hexapla/`.
"""

from __future__ import annotations

import getpass
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from hexapla import checks, corpus, pivot, publishing, wire
from hexapla.aligning import Aligning
from hexapla.collation import Collations
from hexapla.concordance import Concordance
from hexapla.errors import HexaplaError, NotAWorkspaceError, UnknownNameError
from hexapla.formats import Options, format_named
from hexapla.glossary import Glossaries
from hexapla.imports import Imports
from hexapla.intake import Intake
from hexapla.model import Alignment, Document, Status, TextInfo
from hexapla.quality.service import Quality
from hexapla.reading import Reading
from hexapla.renderings import Renderings
from hexapla.revisions import Revisions
from hexapla.store import Key, Outcome, Page, Store
from hexapla.store.edits import parse
from hexapla.store.history import Asked
from hexapla.wordlinks import WordLinking

Json = dict[str, Any]
GIT_ATTRIBUTES = (
    "corpus/** text eol=lf",
    "alignments/** text eol=lf",
    "corpus/**/*.txt merge=hexapla",
    "alignments/**/*.po merge=hexapla",
    "alignments/**/*.accepted.tsv merge=union",
    "alignments/**/*.words.tsv merge=union",
)
Progress = Callable[[str, int, int], None]


class Workspace:
    """A folder of documents and their alignments, open for work."""

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root).resolve()
        if not (self.root / "corpus").is_dir():
            raise NotAWorkspaceError(self.root)
        self.store = Store(self.root)
        self.quality = Quality(self.store, self.root)
        self.concordance = Concordance(self.store)
        self.reading = Reading(self.store, self.quality.record)
        self.wordlinks = WordLinking(self.store, self.root)
        self.collation = Collations(self.store, self.root, self.wordlinks)
        self.author = _author(self.root)
        self.revisions = Revisions(self.store, self.root, self.key, self.author)
        self.imports = Imports(self.store, self.root)
        self.aligning = Aligning(self.store, self.root)
        self.intake = Intake(self.store, self.imports, self.aligning)
        self.glossary = Glossaries(self.store, self.root, self.quality.record)
        self.renderings = Renderings(self.store, self.concordance, self.wordlinks)
        self._read: set[str] = set()

    @classmethod
    def init(cls, root: Path | str) -> Workspace:
        """Make a folder a workspace; what is there already stays."""
        root = Path(root)
        for name in ("corpus", "alignments"):
            (root / name).mkdir(parents=True, exist_ok=True)
        _add_line(root / ".gitignore", ".hexapla/")
        for pattern in GIT_ATTRIBUTES:
            _add_line(root / ".gitattributes", pattern)
        return cls(root)

    def close(self) -> None:
        """Write what is waiting and close the working copy."""
        self.wordlinks.close()
        self.store.close()

    # Documents

    def document(self, name: str) -> Document:
        """Return what `document.toml` says; raise `UnknownNameError` where there is none."""
        return corpus.read_document(self.store.mirror.paths.document(self.store.known(name)))

    def documents(self) -> list[Json]:
        """Describe every document with its texts, alignments and problems."""
        return [self._overview(name) for name in self.store.mirror.paths.documents()]

    def _overview(self, name: str) -> Json:
        try:
            seen = self.store.refresh(name)
        except HexaplaError as problem:
            message = str(problem).replace(f"{self.root}/", "")
            return {**wire.document(Document(name, name)), "texts": [], "alignments": [], "problems": [message]}
        return {
            **wire.document(seen.document),
            "texts": [wire.text(info) for info in seen.document.texts.values()],
            "alignments": [self._progress(key) for key in self.store.alignments(name)],
            "problems": seen.problems,
            "imported": self.imports.recent(name),
        }

    def _progress(self, key: Key) -> Json:
        counts = self.store.counts(key)
        return {
            "name": key.name,
            "source": key.source,
            "target": key.target,
            "total": sum(counts.values()),
            **{status.value: counts.get(status.value, 0) for status in Status},
            "revision": self.store.revision(key),
        }

    def refresh(self, document: str) -> list[str]:
        """Take over what changed outside in the files of a document; return the problems."""
        self.document(document)
        self._read.add(document)
        return self.store.refresh(document).problems

    # Alignments

    def key(self, document: str, name: str) -> Key:
        """Take `zh-Hans--en` apart, and see that the document has been read."""
        if document not in self._read:
            self.refresh(document)
        source, dashes, target = name.partition("--")
        if not dashes:
            raise UnknownNameError(f"“{name}” is no alignment's name. It would be SOURCE--TARGET, such as zh-Hans--en.")
        return Key(document, source, target)

    def revision(self, document: str, name: str) -> int:
        """Return the present revision of an alignment, after a look at its files."""
        self.refresh(document)
        return self.store.revision(self.key(document, name))

    def alignment_page(self, document: str, name: str, *, after: str | None = None, limit: int | None = None) -> Json:
        """Describe an alignment with the first `limit` links after `after`, as the API answers it."""
        self.refresh(document)
        key = self.key(document, name)
        return self._page(key, self.document(document), self.store.page(key, after, limit))

    def alignment_pages(
        self, document: str, name: str, *, after: str | None = None, size: int = 2000
    ) -> Iterator[Json]:
        """Describe a whole alignment page by page, all of one moment."""
        self.refresh(document)
        key, value = self.key(document, name), self.document(document)
        return (self._page(key, value, page) for page in self.store.pages(key, after, size))

    def _page(self, key: Key, document: Document, page: Page) -> Json:
        return {
            "document": wire.document(document),
            "source": wire.text(document.texts[key.source]),
            "target": wire.text(document.texts[key.target]),
            "revision": page.revision,
            "total": page.total,
            "undo": page.undo,
            "redo": page.redo,
            "next": page.next,
            "links": [wire.link(link, page.numbers) for link in page.links],
        }

    def alignment(self, document: str, name: str) -> Alignment:
        """Return a whole alignment as a frozen value, as its files have it."""
        self.document(document)
        return self.store.value(self.key(document, name))

    def pivot(self, document: str, source: str | None, texts: Sequence[str], *, limit: int | None = None) -> Json:
        """Describe a text with others beside it, in common rows: of each its first `limit` links, or all."""
        self.refresh(document)
        value, keys = self.document(document), self.store.alignments(document)
        chosen, pairs = pivot.choose(value, [(key.source, key.target) for key in keys], source, texts)
        named = {key.name: key for key in keys}
        pages = [self.store.page(named[pair.name], None, limit) for pair in pairs]
        linked = [pivot.numbered(page.links, x.side, page.numbers) for page, x in zip(pages, pairs, strict=True)]
        return {
            "document": wire.document(value),
            "source": wire.text(value.texts[chosen]),
            "columns": [
                {**self._progress(named[pair.name]), "side": pair.side, "text": wire.text(value.texts[pair.text])}
                for pair in pairs
            ],
            "texts": [
                {**wire.text(info), "aligned_with": list(pivot.pairs_of(name, [(k.source, k.target) for k in keys]))}
                for name, info in value.texts.items()
            ],
            "complete": all(page.next is None for page in pages),
            "rows": pivot.describe([pivot.Column(x, y.side) for x, y in zip(linked, pairs, strict=True)]),
        }

    def edit(self, document: str, name: str, edit: Any, *, revision: int | None, author: str = "") -> Json:  # noqa: ANN401
        """Apply an edit given as JSON; return its outcome as the API answers it."""
        key, command = self.key(document, name), parse(edit)
        return _outcome(self.store.edit(key, command, revision=revision, author=author or self.author))

    def undo(self, document: str, name: str, *, revision: int | None, author: str = "") -> Json:
        """Take back the last edit."""
        outcome = self.store.undo(self.key(document, name), revision=revision, author=author or self.author)
        return _outcome(self.revisions.follow(document, outcome))

    def redo(self, document: str, name: str, *, revision: int | None, author: str = "") -> Json:
        """Do again what was undone last."""
        outcome = self.store.redo(self.key(document, name), revision=revision, author=author or self.author)
        return _outcome(self.revisions.follow(document, outcome))

    def changes(self, document: str, name: str, since: int) -> Json:
        """Describe what happened since a revision."""
        return _outcome(self.store.since(self.key(document, name), since))

    def take_back(self, document: str, name: str, edit: int, *, revision: int | None, author: str = "") -> Json:
        """Undo the one edit that made the revision `edit`, where no later one builds on it."""
        key = self.key(document, name)
        outcome = self.store.take_back(key, edit, revision=revision, author=author or self.author)
        return _outcome(self.revisions.follow(document, outcome))

    def history(self, document: str, name: str, asked: Asked) -> Json:
        """Describe changes, newest first, with everybody who made any, and the `before` of the following ones."""
        key = self.key(document, name)
        found = self.store.history(key, replace(asked, limit=asked.limit + 1))
        shown = found[: asked.limit]
        following = shown[-1].revision if len(found) > len(shown) else None
        changes = [_change(change) for change in shown]
        return {"changes": changes, "authors": self.store.authors(key), "next": following}

    # Going out

    def export(
        self, document: str, name: str, form: str, options: Json | None = None, progress: Progress | None = None
    ) -> tuple[bytes, str, str]:
        """Return the alignment in a format: the file's content, its ending and its media type.

        `options` are words as `formats.options.from_words` reads them; an edition's defaults are in `hexapla.toml`.
        """
        chosen, key = format_named(form), self.key(document, name)
        self.document(document)
        given = publishing.options(self.root, form, options or {})
        return publishing.publish(self.store, key, form, given, progress), chosen.suffix, chosen.media_type

    def edition_choices(self, document: str, name: str) -> tuple[dict[str, TextInfo], Options]:
        """Return the texts that can stand in an edition of an alignment, and the options that hold by default."""
        key, infos = self.key(document, name), self.document(document).texts
        beside = publishing.texts_beside(key, self.store.alignments(document))
        return {text: infos[text] for text in beside}, publishing.options(self.root, "html", {})

    def edition_preview(self, document: str, name: str, options: Json, rows: int) -> bytes:
        """Return the first rows of an edition as HTML."""
        given = publishing.options(self.root, "html", options)
        return publishing.preview(self.store, self.key(document, name), given, rows)

    # Keeping well

    def check(self) -> list[str]:
        """Return what is wrong with files and working copy, each with file, line and remedy."""
        return [problem.replace(f"{self.root}/", "") for problem in checks.check(self.store, self.root)]

    def refresh_all(self) -> None:
        """Take over what changed outside, in every document that can be read."""
        for name in self.store.mirror.paths.documents():
            with suppress(HexaplaError):
                self.store.refresh(name)

    def sync(self, *, forget: bool = False, restore: bool = False) -> list[tuple[str, list[str]]]:
        """Read what changed outside and write what is behind; return each document's problems.

        Alignments whose files were deleted are forgotten or written anew where asked for.
        """
        return [(name, self._sync(name, forget, restore)) for name in self.store.mirror.paths.documents()]

    def _sync(self, name: str, forget: bool, restore: bool) -> list[str]:
        try:
            if forget or restore:
                self.store.mirror.settle_missing(name, restore=restore)
            return [problem.replace(f"{self.root}/", "") for problem in self.store.mirror.write(name)]
        except HexaplaError as problem:
            return [str(problem).replace(f"{self.root}/", "")]


def _outcome(outcome: Outcome) -> Json:
    return {
        "revision": outcome.revision,
        "changes": [_change(change) for change in outcome.changes],
        "links": [{**wire.link(placed.link), "after": placed.after} for placed in outcome.links],
        "removed": list(outcome.removed),
        "undo": outcome.undo,
        "redo": outcome.redo,
    }


def _change(change: Any) -> Json:  # noqa: ANN401 - a dataclass with slots
    return {name: getattr(change, name) for name in change.__dataclass_fields__} | {"links": list(change.links)}


def _author(root: Path) -> str:
    """Name the person who works here: as git knows them, else as the system does."""
    try:
        command = ["git", "-C", str(root), "config", "user.name"]
        found = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False).stdout.strip()  # noqa: S603
        return found or getpass.getuser()
    except (OSError, KeyError, subprocess.SubprocessError):
        return "editor"


def _add_line(path: Path, line: str) -> None:
    content = path.read_text(encoding="utf-8") if path.exists() else ""
    if line not in content.splitlines():
        path.write_text(
            content + ("" if content.endswith("\n") or not content else "\n") + line + "\n", encoding="utf-8"
        )
