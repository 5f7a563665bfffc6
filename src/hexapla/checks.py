"""Every invariant of files and working copy, looked at afresh.

The files are read as if nothing were known of them; then the working copy is held against them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hexapla import corpus, po
from hexapla.errors import FileError, HexaplaError
from hexapla.model import SIDES, Alignment, Document, Link, Text
from hexapla.quality import accepted
from hexapla.store import Key, Store
from hexapla.wordlinks import record


def check(store: Store, root: Path) -> Iterator[str]:
    """Yield each problem with file, line and remedy."""
    names = store.mirror.paths.documents()
    for folder in sorted({p.name for part in ("corpus", "alignments") for p in (root / part).glob("*/")} - set(names)):
        yield f"corpus/{folder}/document.toml: the file is missing. Every document needs one."
    for name in names:
        yield from _check_document(store, name)


def _check_document(store: Store, name: str) -> Iterator[str]:
    paths = store.mirror.paths
    try:
        document = corpus.read_document(paths.document(name))
    except HexaplaError as problem:
        yield str(problem)
        return
    texts: dict[str, Text] = {}
    for info in document.texts.values():
        try:
            texts[info.name] = corpus.read_text(paths.text(name, info.name), info)
        except HexaplaError as problem:
            yield str(problem)
    yield from _stray_texts(document, paths.document(name).parent)
    for path in sorted((paths.root / "alignments" / name).glob("*.po")):
        yield from _check_alignment(store, document, texts, path)
    yield from _check_accepted(paths.root / "alignments" / name)
    yield from _check_words(paths.root / "alignments" / name)


def _check_accepted(folder: Path) -> Iterator[str]:
    """Report records of accepted findings that cannot be read, or whose alignment is gone."""
    for path in sorted(folder.glob(f"*{accepted.SUFFIX}")):
        try:
            accepted.load(path)
        except HexaplaError as problem:
            yield str(problem)
        if not path.with_name(path.name.removesuffix(accepted.SUFFIX) + ".po").exists():
            yield f"{path}: there is no such alignment. Restore it, or take this file away."


def _check_words(folder: Path) -> Iterator[str]:
    """Report broken lines among people's decisions about words, and decisions whose alignment is gone."""
    for path in sorted(folder.glob(f"*{record.SUFFIX}")):
        yield from map(str, record.look(path)[1])
        if not path.with_name(path.name.removesuffix(record.SUFFIX) + ".po").exists():
            yield f"{path}: there is no alignment for these words. Restore it, or take this file away."


def _stray_texts(document: Document, folder: Path) -> Iterator[str]:
    """Report texts that `document.toml` does not know; other files beside the texts are nobody's business."""
    for path in sorted(folder.glob("*.txt")):
        known = path.stem in document.texts
        if not known and corpus.TEXT_NAME.fullmatch(path.stem) and corpus.is_language(path.stem):
            yield f"{path}: document.toml has no [texts.{path.stem}]. Add it, or take the file away."


def _check_alignment(store: Store, document: Document, texts: dict[str, Text], path: Path) -> Iterator[str]:
    source, _, target = path.stem.partition("--")
    try:
        for name in (source, target):
            if name not in document.texts:
                raise FileError(path, f"there is no text “{name}” in document.toml.")
        if source in texts and target in texts:
            file = po.read(path)
            value = po.resolve(file, Alignment(document, texts[source], texts[target], ()))
            yield from _check_working_copy(store, Key(document.name, source, target), value, path)
    except HexaplaError as problem:
        yield str(problem)


def _check_working_copy(store: Store, key: Key, file: Alignment, path: Path) -> Iterator[str]:
    if key not in store.alignments(key.document):
        yield f"{path}: the working copy does not have it. Run `hexapla sync`."
        return
    ours = store.value(key)
    for side in (ours.source, ours.target):
        seen = [s.id for link in ours.links for s in (link.source if side is ours.source else link.target)]
        if sorted(seen) != sorted(s.id for s in side.segments):
            yield f"{path}: in the working copy a segment of {side.info.name} is not in one link. Delete .hexapla/."
    if [_plain(link) for link in ours.links] != [_plain(link) for link in file.links]:
        yield f"{path}: file and working copy differ. Run `hexapla sync`."


def _plain(link: Link) -> tuple[object, ...]:
    """Return what of a link does not depend on the working copy's own numbers."""
    sides = [[s.text for s in link.side(side)] for side in SIDES]
    notes = [(note.text, note.kind, note.private) for note in link.notes]
    return link.id, sides, link.status, link.kind, notes
