"""The façade: one workspace with everything that the command line and the editor do.

A workspace is a folder with `corpus/` and `alignments/`; its working copy is in `.hexapla/`.
"""

from __future__ import annotations

import getpass
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hexapla import checks, corpus, importers, languages, pivot, publishing, realigning, studying, wire
from hexapla.align import Learned, align
from hexapla.collation import Collations
from hexapla.errors import BadNameError, HexaplaError, NotAWorkspaceError, UnknownNameError
from hexapla.files import atomic_write
from hexapla.formats import Options, format_named
from hexapla.glossary import Glossaries
from hexapla.importers import Imported
from hexapla.importers.decoding import decode_as
from hexapla.imports import Imports
from hexapla.model import Alignment, Document, Link, Provenance, Status, Text, TextInfo, link_id
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
)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A text on its way in: the bytes of a file, its name, and what a person said of it.

    `encoding` is only needed where it is not recognised.
    """

    language: str
    file: str
    data: bytes
    provenance: str = "working"
    encoding: str = ""


class Workspace:
    """A folder of documents and their alignments, open for work."""

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root).resolve()
        if not (self.root / "corpus").is_dir():
            raise NotAWorkspaceError(self.root)
        self.store = Store(self.root)
        self.quality = Quality(self.store, self.root)
        self.reading = Reading(self.store, self.quality.record)
        self.wordlinks = WordLinking(self.store)
        self.collation = Collations(self.store, self.root, self.wordlinks)
        self.author = _author(self.root)
        self.revisions = Revisions(self.store, self.root, self.key, self.author)
        self.imports = Imports(self.store, self.root)
        self.glossary = Glossaries(self.store, self.root)
        self.renderings = Renderings(self.store, self.wordlinks)
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
        self.store.close()

    # Documents

    def document(self, name: str) -> Document:
        """Return what `document.toml` says; raise `UnknownNameError` where there is none."""
        if name not in self.store.mirror.paths.documents():
            raise UnknownNameError(f"There is no document “{name}”. `hexapla list` shows what there is.")
        return corpus.read_document(self.store.mirror.paths.document(name))

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

    # Coming in

    def look_at_text(self, incoming: Incoming, importer: str = "") -> Imported:
        """Say what an importer makes of a file, without taking it in; the importer is recognised unless it is named."""
        language, data = languages.normalise(incoming.language), incoming.data
        if incoming.encoding:
            data = decode_as(data, incoming.encoding, incoming.file).encode()
        return importers.read(data, incoming.file, language, importer)

    def import_text(self, document: str, text: str, incoming: Incoming, importer: str = "") -> Text:
        """Put a text into the corpus as `<document>/<text>.txt`; raise where the name is taken or no name."""
        language = languages.normalise(incoming.language or text.partition(".")[0])
        found = self.look_at_text(replace(incoming, language=language), importer)
        return self._add_text(document, text, found, language, incoming.provenance)

    def _add_text(self, document: str, name: str, found: Imported, language: str, provenance: str) -> Text:
        if not corpus.DOCUMENT_NAME.fullmatch(document):
            raise BadNameError(document, "document", "letters, digits, dots and hyphens, such as 1962-04-24-memorandum")
        if not corpus.TEXT_NAME.fullmatch(name):
            raise BadNameError(name, "text", "a language tag and perhaps an edition, such as en or en.revised")
        path = self.store.mirror.paths.text(document, name)
        if path.exists():
            raise HexaplaError(f"{document} has a text {name} already. Choose another name, such as {name}.revised.")
        info = _info(name, found, language, provenance)
        text = corpus.from_paragraphs(found.paragraphs, info)
        atomic_write(path, corpus.dump_text(text.segments))
        toml = self.store.mirror.paths.document(document)
        value = corpus.read_document(toml) if toml.exists() else _new_document(document, found)
        corpus.write_document(toml, replace(value, texts={**value.texts, name: info}))
        self.store.refresh(document)
        return text

    def import_pair(
        self,
        title: str,
        sides: tuple[Incoming, Incoming],
        *,
        document: str | None = None,
        method: str = "best",
        progress: Progress | None = None,
    ) -> Key:
        """Make a document of two texts and align them; where anything fails, nothing stays."""
        name = document or self._free_name(title)
        if self.imports.taken(name):
            raise HexaplaError(f"There is a document {name} already. Choose another short name.")
        names = [languages.normalise(side.language) for side in sides]
        if names[0] == names[1]:
            names[1] += ".2"
        try:
            for text, side in zip(names, sides, strict=True):
                self.import_text(name, text, side)
            value = replace(self.document(name), title=title or name)
            corpus.write_document(self.store.mirror.paths.document(name), value)
            key = self.align(name, names[0], names[1], method=method, progress=progress)
        except BaseException:
            self.store.forget_document(name)
            raise
        self.imports.note(name, [side.file for side in sides])
        return key

    def _free_name(self, title: str) -> str:
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "document"
        taken = set(self.store.mirror.paths.documents())
        return next(n for n in (stem, *(f"{stem}-{i}" for i in range(2, 10_000))) if n not in taken)

    def align(
        self, document: str, source: str, target: str, *, method: str = "best", progress: Progress | None = None
    ) -> Key:
        """Align two texts of a document that have no alignment yet, and write its file."""
        value, key = self.document(document), Key(document, source, target)
        for name in (source, target):
            if name not in value.texts:
                raise UnknownNameError(f"{document} has no text “{name}”. It has {', '.join(value.texts)}.")
        if key in self.store.alignments(document) or self.store.mirror.paths.alignment(*key).exists():
            raise HexaplaError(f"{document} has an alignment {key.name} already. Delete its file to align anew.")
        paths = self.store.mirror.paths
        texts = [corpus.read_text(paths.text(document, name), value.texts[name]) for name in (source, target)]
        tags = texts[0].info.language, texts[1].info.language
        way = realigning.Way(method, self._vectors, self._learned(*tags))
        return self.store.add_alignment(align_texts(value, texts[0], texts[1], way, progress))

    def propose_realign(
        self,
        document: str,
        name: str,
        *,
        around: str | None = None,
        method: str = "best",
        progress: Progress | None = None,
    ) -> Json:
        """Say what aligning again between settled links would change, and the edit that would do it."""
        value = self.alignment(document, name)
        way = realigning.Way(
            method, self._vectors, self._learned(value.source.info.language, value.target.info.language)
        )
        found = realigning.propose(value, around, way, progress)
        return {"revision": found.revision, "edit": found.edit, "changes": found.changes}

    def learn(self, progress: Progress | None = None) -> list[studying.Report]:
        """Learn from all confirmed links, for each pair of languages; later alignments use it."""
        self.refresh_all()
        keys = [key for name in self.store.mirror.paths.documents() for key in self.store.alignments(name)]
        values = (self.alignment(key.document, key.name) for key in keys)
        return list(studying.study(values, self._lessons, self._vectors, progress))

    def forget_learned(self) -> int:
        """Forget what was learned; return for how many pairs of languages there was something."""
        return studying.forget(self._lessons)

    def _learned(self, source: str, target: str) -> Learned | None:
        return studying.learned(self._lessons, source, target)

    @property
    def _lessons(self) -> Path:
        return self.root / ".hexapla" / "learned"

    @property
    def _vectors(self) -> Path:
        return self.root / ".hexapla" / "vectors"

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


def align_texts(
    document: Document, source: Text, target: Text, way: realigning.Way, progress: Progress | None = None
) -> Alignment:
    """Align two texts; the links are unreviewed and carry the aligner's confidence."""
    result = align(
        [s.text for s in source.segments],
        [s.text for s in target.segments],
        source.info.language,
        target.info.language,
        way.method,
        progress,
        cache=way.cache,
        learned=way.learned,
    )
    links = tuple(
        Link(
            link_id(number),
            tuple(source.segments[i] for i in bead.source),
            tuple(target.segments[j] for j in bead.target),
            confidence=round(bead.confidence, 4),
        )
        for number, bead in enumerate(result.beads, 1)
    )
    return Alignment(document, source, target, links, result.made_by, 0, len(links))


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


def _info(name: str, found: Imported, language: str, provenance: str) -> TextInfo:
    if provenance not in set(Provenance):
        raise HexaplaError(f"Provenance must be one of {', '.join(Provenance)}, not “{provenance}”.")
    return TextInfo(name, language, "translation", Provenance(provenance), translator=found.translator)


def _new_document(name: str, found: Imported) -> Document:
    return Document(
        name,
        found.title or name,
        found.date,
        found.archive,
        found.persons,
        "",
        found.description,
        found.rights,
        found.support,
    )


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
