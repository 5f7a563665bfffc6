"""The part of a workspace that looks back: revisions compared, texts replaced by better versions of themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hexapla import corpus, replacing
from hexapla.comparing import SEAM, Comparison, as_json, compare
from hexapla.errors import HexaplaError, StaleRevisionError
from hexapla.files import atomic_write
from hexapla.importers import IMPORTERS
from hexapla.matching import Pair
from hexapla.model import SIDES, Document, Link, Provenance, Side, Text, TextInfo
from hexapla.replacing import Progress
from hexapla.store import Key, Outcome, Store
from hexapla.store.carrying import Carried, Version
from hexapla.versions import ALIGNMENTS, Kept, confirmed_in_git
from hexapla.worddiff import diff

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Better:
    """A better version of a text on its way in: a file's bytes and name, and what a person said of it.

    `segmented` files have one segment a line already; others are cut into sentences, and as the old text was cut where
    the words are the same. `provenance` is the new one, or None where it stays.
    """

    file: str
    data: bytes
    provenance: str | None = None
    segmented: bool = False
    importer: str = "text"


class Revisions:
    """Looks back into the history of one workspace, and replaces texts."""

    def __init__(self, store: Store, root: Path, key: Callable[[str, str], Key], author: str) -> None:
        self._store = store
        self._root = root
        self._key = key
        self._author = author

    def compare(self, document: str, name: str, start: int, end: int | None = None) -> Comparison:
        """Say what differs between two revisions of an alignment's history; without `end`, the present one."""
        key = self._key(document, name)
        return compare(self._store.value_at(key, start), self._store.value_at(key, end))

    def confirmed(self, document: str, name: str, link: str) -> Json:
        """Describe how a link read when it was confirmed beside how it reads now; `known` is false where nobody knows.

        Where the confirmation came with a file, before the history here begins, git's commits of the file are asked;
        what is found there can be shown, but not put back in one step.
        """
        then, now = self._store.confirmed(self._key(document, name), link)
        if then is not None:
            words = {side: [row["text"] for row in then.sides[side]] for side in SIDES}
            by = {"revision": then.revision, "author": then.author, "time": then.time}
            return {"link": link, "known": True, "can_put_back": True, **by, "sides": _sides(words, now)}
        kept = self._confirmed_in_git(document, name, now) if now.changed_since_confirmed else None
        if kept is None:
            return {"link": link, "known": False}
        words = {side: [segment.text for segment in kept.link.side(side)] for side in SIDES}
        by = {"revision": kept.revision, "author": kept.author, "time": kept.time}
        return {"link": link, "known": True, "can_put_back": False, **by, "sides": _sides(words, now)}

    def _confirmed_in_git(self, document: str, name: str, link: Link) -> Kept | None:
        path = f"{ALIGNMENTS}/{document}/{name}.po"
        return confirmed_in_git(self._root, path, link.id, link.confirmed_hash or "")

    # Replacing a text

    def replace_text(  # noqa: PLR0913 - what, by what, how
        self,
        document: str,
        name: str,
        better: Better,
        *,
        preview: bool,
        revision: int | None = None,
        author: str = "",
        progress: Progress | None = None,
    ) -> Json:
        """Put a better version in a text's place in all alignments of it, as one step; return a report.

        With `preview` nothing changes. `revision` is the text's that a preview told; raise `StaleRevisionError` where
        the text has changed since.
        """
        old, present, used = self._store.text(document, name)
        if revision is not None and revision != present:
            raise StaleRevisionError(revision, present)
        provenance = _provenance(better.provenance, old.info.provenance)
        new, pairs = self._paired(old, better, progress)
        words = [s.text for s in old.segments], [s.text for s in new.segments]
        edit: Json = {"op": "replace_text", "text": name, "file": better.file}
        edit["provenance"] = [old.info.provenance.value, provenance.value]
        version = Version(new, pairs, present, edit, f"Replaced {name}.txt by {better.file}")
        carried: tuple[Carried, ...] = ()
        if used:
            carried = self._store.replace_text(document, version, author=author or self._author, preview=preview)
        elif not preview:
            atomic_write(self._store.mirror.paths.text(document, name), corpus.dump_text(new.segments))
        if not preview:
            self._set_provenance(document, name, old.info.provenance, provenance)
            self._store.refresh(document)
        return {
            "document": document,
            "text": name,
            "revision": present,
            "preview": preview,
            "undoable": used,
            "provenance": {"before": old.info.provenance.value, "after": provenance.value},
            "counts": replacing.count(pairs, *words),
            "alignments": [_carried(found) for found in carried],
        }

    def _paired(self, old: Text, better: Better, progress: Progress | None) -> tuple[Text, list[Pair]]:
        new = _read(better, old.info)
        if not new.segments:
            raise HexaplaError(f"{better.file}: there are no words in this file. Choose another one.")
        words = [s.text for s in old.segments], [s.text for s in new.segments]
        cache = self._root / ".hexapla" / "vectors"
        pairs = replacing.pair_versions(*words, old.info.language, cache, progress)
        return (new, pairs) if better.segmented else replacing.keep_cuts(old, new, pairs)

    def _set_provenance(self, document: str, name: str, before: Provenance, after: Provenance) -> None:
        """Change the provenance of a text where it still is what it was."""
        path = self._store.mirror.paths.document(document)
        value = corpus.read_document(path)
        info = value.texts.get(name)
        if info and info.provenance == before != after:
            corpus.write_document(path, _with_text(value, replace(info, provenance=after)))

    def follow(self, document: str, outcome: Outcome) -> Outcome:
        """After an undo or redo of a replacement, let the provenance follow the words; return the outcome."""
        for change in outcome.changes:
            cause = self._store.cause(change.id)
            cause = cause.get("of", cause)
            if cause.get("op") == "replace_text" and (change.kind != "edit" or change.op == "undo_edit"):
                before, after = (Provenance(value) for value in cause["provenance"])
                back = change.kind == "undo" if change.op == "replace_text" else change.kind != "undo"
                self._set_provenance(document, cause["text"], *((after, before) if back else (before, after)))
        return outcome


def _sides(then: dict[Side, list[str]], now: Link) -> Json:
    sides: Json = {}
    for side in SIDES:
        before, after = SEAM.join(then[side]), SEAM.join(s.text for s in now.side(side))
        sides[side] = {"then": before, "now": after, "pieces": [list(piece) for piece in diff(before, after)]}
    return sides


def _with_text(document: Document, info: TextInfo) -> Document:
    return replace(document, texts={**document.texts, info.name: info})


def _provenance(value: str | None, present: Provenance) -> Provenance:
    if value and value not in set(Provenance):
        raise HexaplaError(f"Provenance must be one of {', '.join(Provenance)}, not “{value}”.")
    return Provenance(value) if value else present


def _read(better: Better, info: TextInfo) -> Text:
    """Read a file as a version of a text, segmented by its lines or by its sentences."""
    if better.segmented:
        try:
            content = better.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            problem = "a segmented file must be UTF-8. Save it so."
            raise HexaplaError(f"{better.file}: {problem}") from None
        return corpus.parse_text(content.replace("\r\n", "\n"), info, better.file)
    found = IMPORTERS[better.importer](better.data, better.file, info.language)
    return corpus.from_paragraphs(found.paragraphs, info)


def _carried(found: Carried) -> Json:
    return {
        "name": found.name,
        "changed_since_confirmed": list(found.unsettled),
        "gone": list(found.gone),
        "new": list(found.made),
        **{key: value for key, value in as_json(found.comparison).items() if key != "name"},
    }
