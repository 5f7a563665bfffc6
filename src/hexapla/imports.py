"""Ready alignments from files of other tools: shown first, taken in as a new document, taken back in one step.

An import is built aside and moved into its place when it is whole, `corpus/<document>` last, for that is what makes a
document; so no failure leaves half of one. What came in is noted in `.hexapla/imports/`; as long as every file is still
as it came, the import can be taken back.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hexapla import corpus, languages, po, wire
from hexapla.errors import BadNameError, HexaplaError, UnknownNameError
from hexapla.files import atomic_write, digest
from hexapla.formats import FORMATS, Choice, File, Found, read
from hexapla.formats.describing import UNDETERMINED, slug
from hexapla.model import SIDES, Alignment, Link, Provenance, Segment, Side, Text, TextInfo
from hexapla.store import Key, Store

Json = dict[str, Any]
_ROWS = 8
_BEADS = "beads of Vecalign or Bertalign with the two texts they join"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says of an import: nothing where the file should decide."""

    source_language: str = ""
    target_language: str = ""
    source_provenance: str = ""
    target_provenance: str = ""
    title: str = ""
    document: str = ""
    form: str = ""

    def provenance(self, side: Side) -> str:
        """Return what was said of a text's provenance."""
        return self.source_provenance if side == "source" else self.target_provenance


class Imports:
    """The imports of one workspace."""

    def __init__(self, store: Store, root: Path) -> None:
        self._store = store
        self._root = root
        self._notes = root / ".hexapla" / "imports"

    # Before

    def look(self, files: Sequence[File], wishes: Wishes) -> Json:
        """Say what was understood of the files; nothing is taken in.

        Raises `BadImportError` and others where they cannot be taken in at all.
        """
        form, found = self._read(files, wishes)
        alignment = found.alignment
        return {
            "format": form,
            "description": FORMATS[form].description if form in FORMATS else _BEADS,
            "document": {**wire.document(alignment.document), "name": self._name(alignment, wishes)},
            "source": _describe_text(alignment.source),
            "target": _describe_text(alignment.target),
            "links": len(alignment.links),
            "shapes": _counted("{}:{}".format(*link.shape) for link in alignment.links),
            "statuses": _counted(link.status.value for link in alignment.links),
            "notes": sum(len(link.notes) for link in alignment.links),
            "rows": [_row(link) for link in alignment.links[:_ROWS]],
            "languages": [{"tag": tag, "segments": count} for tag, count in found.languages],
            "warnings": list(found.warnings),
        }

    def _read(self, files: Sequence[File], wishes: Wishes) -> tuple[str, Found]:
        choice = Choice(wishes.source_language.strip(), wishes.target_language.strip())
        form, found = read(files, choice, wishes.form or None)
        infos = [_wished(getattr(found.alignment, side).info, wishes.provenance(side)) for side in SIDES]
        texts = {info.name: info for info in infos}
        document = replace(found.alignment.document, texts=texts)
        if wishes.title.strip():
            document = replace(document, title=wishes.title.strip())
        source, target = (
            replace(getattr(found.alignment, side), info=info) for side, info in zip(SIDES, infos, strict=True)
        )
        return form, replace(found, alignment=replace(found.alignment, document=document, source=source, target=target))

    def _name(self, alignment: Alignment, wishes: Wishes) -> str:
        """Return the name of the new document: the one that was asked for, else a free one."""
        if wishes.document:
            return wishes.document
        own = alignment.document.name
        stem = slug(wishes.title) if wishes.title.strip() or own == "document" else own
        stem = slug(alignment.document.title) if stem == "document" else stem
        return next(name for name in (stem, *(f"{stem}-{i}" for i in range(2, 10_000))) if not self.taken(name))

    def taken(self, name: str) -> bool:
        """Whether there is a document or a folder of this name."""
        return any((self._root / folder / name).exists() for folder in ("corpus", "alignments"))

    # Taking in and back

    def take(self, files: Sequence[File], wishes: Wishes) -> Key:
        """Take the files in as a new document; where anything fails, nothing of it stays."""
        _, found = self._read(files, wishes)
        alignment = found.alignment
        _check_languages(alignment, wishes)
        name = self._name(alignment, wishes)
        if not corpus.DOCUMENT_NAME.fullmatch(name):
            raise BadNameError(name, "document", "letters, digits, dots and hyphens, such as 1962-04-24-memorandum")
        if self.taken(name):
            raise HexaplaError(f"There is a document {name} already, or a folder of this name. Choose another name.")
        alignment = replace(alignment, document=replace(alignment.document, name=name))
        with self._store.mirror.lock:
            self._place(alignment)
        try:
            self._open(name)
        except BaseException:
            self._store.forget_document(name)
            raise
        self.note(name, [file.name for file in files])
        return Key(name, alignment.source.info.name, alignment.target.info.name)

    def _open(self, name: str) -> None:
        if problems := self._store.refresh(name).problems:
            raise HexaplaError(problems[0])

    def _place(self, alignment: Alignment) -> None:
        """Write everything aside and move it into place, the corpus last."""
        name = alignment.document.name
        (self._root / ".hexapla").mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._root / ".hexapla", prefix="import-") as aside:
            corpus_, alignments = Path(aside) / "corpus", Path(aside) / "alignments"
            for text in (alignment.source, alignment.target):
                atomic_write(corpus_ / f"{text.info.name}.txt", corpus.dump_text(text.segments))
            corpus.write_document(corpus_ / "document.toml", alignment.document)
            atomic_write(alignments / f"{alignment.name}.po", po.dumps(alignment))
            for folder in ("corpus", "alignments"):
                (self._root / folder).mkdir(exist_ok=True)
            alignments.rename(self._root / "alignments" / name)
            try:
                corpus_.rename(self._root / "corpus" / name)
            except BaseException:
                shutil.rmtree(self._root / "alignments" / name, ignore_errors=True)
                raise

    def note(self, document: str, files: Sequence[str]) -> None:
        """Remember that a document has just been imported, and how its files are."""
        value = {
            "files": list(files),
            "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "hashes": self._hashes(document),
        }
        atomic_write(self._notes / f"{document}.json", json.dumps(value, ensure_ascii=False, indent=1) + "\n")

    def _hashes(self, document: str) -> dict[str, str]:
        return {
            path.relative_to(self._root).as_posix(): digest(path.read_bytes())
            for folder in ("corpus", "alignments")
            for path in sorted((self._root / folder / document).rglob("*"))
            if path.is_file()
        }

    def recent(self, document: str) -> Json | None:
        """Return where a document was imported from and when, as long as nobody has edited it since."""
        value = self._known(document)
        if value is None or any(self._store.revision(key) for key in self._store.alignments(document)):
            return None
        return {"files": value["files"], "time": value["time"]}

    def _known(self, document: str) -> Json | None:
        if not corpus.DOCUMENT_NAME.fullmatch(document):
            return None
        try:
            value: Json = json.loads((self._notes / f"{document}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return value

    def take_back(self, document: str) -> None:
        """Remove an imported document whose files are all as they came; raise `HexaplaError` for any other."""
        path = self._notes / f"{document}.json"
        known = self._known(document)
        if known is None:
            raise UnknownNameError(f"There is no import of a document “{document}” to take back.")
        self._store.mirror.write(document)
        with self._store.mirror.lock:
            if self._hashes(document) != known["hashes"]:
                when = f"{known['time'][:10]} {known['time'][11:16]} UTC"
                raise HexaplaError(
                    f"{document} has been edited since it was imported ({when}), so the import cannot be taken back. "
                    f"To remove it all the same, delete corpus/{document} and alignments/{document}."
                )
            self._store.forget_document(document)
        path.unlink()


def _wished(info: TextInfo, provenance: str) -> TextInfo:
    if not provenance:
        return info
    if provenance not in set(Provenance):
        raise HexaplaError(f"Provenance must be one of {', '.join(Provenance)}, not “{provenance}”.")
    return replace(info, provenance=Provenance(provenance))


def _check_languages(alignment: Alignment, wishes: Wishes) -> None:
    for side, wish in zip(SIDES, (wishes.source_language, wishes.target_language), strict=True):
        if wish:
            languages.normalise(wish.replace("_", "-"))
        if getattr(alignment, side).info.language == UNDETERMINED:
            raise HexaplaError(f"The file does not say in which language the {side} text is. Name it, such as zh-Hans.")


def _describe_text(text: Text) -> Json:
    info = text.info
    known = info.language != UNDETERMINED
    return {
        "name": info.name,
        "language": info.language if known else "",
        "language_name": languages.display_name(info.language) if known else "",
        "direction": languages.direction(info.language) if known else "auto",
        "provenance": info.provenance.value,
        "segments": len(text.segments),
        "paragraphs": sum(segment.starts_paragraph for segment in text.segments),
    }


def _counted(values: Iterator[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())


def _row(link: Link) -> Json:
    def words(segments: tuple[Segment, ...]) -> list[str]:
        return [segment.text for segment in segments]

    return {
        "id": link.id,
        "source": words(link.source),
        "target": words(link.target),
        "status": link.status.value,
        "notes": len(link.notes),
    }
