"""The aligner at work: texts anew, texts again between what people have settled, learning from what they confirm."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from hexapla import corpus, realigning, studying
from hexapla.align import align
from hexapla.errors import HexaplaError, UnknownNameError
from hexapla.model import Alignment, Document, Link, Text, link_id
from hexapla.realigning import Way
from hexapla.store import Key, Store

Json = dict[str, Any]
Progress = Callable[[str, int, int], None]


class Aligning:
    """The aligner at work in one workspace, with its cache of vectors and what it has learned here."""

    def __init__(self, store: Store, root: Path) -> None:
        self._store = store
        self._vectors = root / ".hexapla" / "vectors"
        self._lessons = root / ".hexapla" / "learned"

    def align(
        self, document: str, source: str, target: str, *, method: str = "best", progress: Progress | None = None
    ) -> Key:
        """Align two texts of a document that have no alignment yet, and write its file."""
        value, key = self._store.refresh(document).document, Key(document, source, target)
        for name in (source, target):
            if name not in value.texts:
                raise UnknownNameError(f"{document} has no text “{name}”. It has {', '.join(value.texts)}.")
        paths = self._store.mirror.paths
        if key in self._store.alignments(document) or paths.alignment(*key).exists():
            raise HexaplaError(f"{document} has an alignment {key.name} already. Delete its file to align anew.")
        texts = [corpus.read_text(paths.text(document, name), value.texts[name]) for name in (source, target)]
        way = self._way(method, texts[0], texts[1])
        return self._store.add_alignment(align_texts(value, texts[0], texts[1], way, progress))

    def propose(
        self, key: Key, *, around: str | None = None, method: str = "best", progress: Progress | None = None
    ) -> Json:
        """Say what aligning again between settled links would change, and the edit that would do it."""
        value = self._store.value(key)
        found = realigning.propose(value, around, self._way(method, value.source, value.target), progress)
        return {"revision": found.revision, "edit": found.edit, "changes": found.changes}

    def learn(self, progress: Progress | None = None) -> list[studying.Report]:
        """Learn from all confirmed links, for each pair of languages; later alignments use it."""
        keys = [key for name in self._documents() for key in self._store.alignments(name)]
        values = (self._store.value(key) for key in keys)
        return list(studying.study(values, self._lessons, self._vectors, progress))

    def learned(self, key: Key) -> Json | None:
        """Return from how many links of how many alignments these two languages were learned; None where not yet."""
        infos = self._store.refresh(key.document).document.texts
        found = studying.learned(self._lessons, *(infos[name].language for name in (key.source, key.target)))
        return {"links": found.links, "alignments": found.alignments} if found else None

    def _documents(self) -> list[str]:
        """Read what changed outside; return the names of the documents that can be read."""
        readable = []
        for name in self._store.mirror.paths.documents():
            with suppress(HexaplaError):
                self._store.refresh(name)
                readable.append(name)
        return readable

    def forget(self) -> int:
        """Forget what was learned; return for how many pairs of languages there was something."""
        return studying.forget(self._lessons)

    def _way(self, method: str, source: Text, target: Text) -> Way:
        learned = studying.learned(self._lessons, source.info.language, target.info.language)
        return Way(method, self._vectors, learned)


def align_texts(
    document: Document, source: Text, target: Text, way: Way, progress: Progress | None = None
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
