"""The files that follow the working copy, and are read again when a person or git has changed them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock
from sqlalchemy import ColumnElement, Connection, Table, or_, select, update

from hexapla import corpus, po
from hexapla.errors import FileError, HexaplaError, InvalidPoError, InvalidTextError
from hexapla.files import atomic_write, digest
from hexapla.model import Alignment, Document, Text, alignment_name
from hexapla.store import load, outside
from hexapla.store.database import Database
from hexapla.store.history import Cause, last_change, record
from hexapla.store.paths import Paths
from hexapla.store.read import alignment_value, alignments_of, find_alignment, laid_out
from hexapla.store.recorder import Row
from hexapla.store.schema import alignments, texts
from hexapla.store.session import Session, rows
from hexapla.store.writer import Writer

OUTSIDE = "outside"
_LARGE = 3000


@dataclass
class Seen:
    """What of a document was found in its files."""

    document: Document
    problems: list[str] = field(default_factory=list)


class Mirror:
    """Keeps `corpus/` and `alignments/` of one workspace and its working copy the same."""

    def __init__(self, root: Path, database: Database) -> None:
        self.paths = Paths(root)
        self.database = database
        folder = root / ".hexapla"
        folder.mkdir(parents=True, exist_ok=True)
        self.lock = FileLock(folder / "files.lock", thread_local=False)
        self._thread_lock = threading.RLock()
        self._broken: dict[Path, tuple[str, str]] = {}
        self._writer = Writer(root)

    # Reading what changed outside

    def refresh(self, name: str) -> Seen:
        """Take over what changed in a document's files; a broken file is reported and left alone."""
        with self._thread_lock:
            seen = Seen(corpus.read_document(self.paths.document(name)))
            for problem in self._take_texts(seen.document):
                seen.problems.append(problem)
            for problem in self._take_alignments(seen.document):
                seen.problems.append(problem)
            return seen

    def _take_texts(self, document: Document) -> Iterator[str]:
        for info in document.texts.values():
            path = self.paths.text(document.name, info.name)
            with self.database.reading() as connection:
                known = _text_row(connection, document.name, info.name)
            disk = self.paths.disk_hash(path)
            if known is None or disk != known["file_hash"]:
                try:
                    self._once_broken(path, disk, InvalidTextError)
                    self._take_text(document, corpus.read_text(path, info), disk or "")
                except HexaplaError as problem:
                    yield self._remember(path, disk, problem)

    def _take_text(self, document: Document, text: Text, disk: str) -> None:
        with self.lock, self.database.writing() as connection:
            known = _text_row(connection, document.name, text.info.name)
            if known is None:
                load.load_text(connection, document.name, text, disk)
                return
            used = rows(connection, select(alignments).where(_uses(known["id"])).limit(1))
            if used:
                session = Session(connection, used[0], OUTSIDE)
                outside.take_text(session, known, text)
                name = f"{text.info.name}.txt"
                record(session, Cause("edit", "outside", {"file": name}, f"Read {name}, which was changed outside"))
            else:
                load.replace_segments(connection, known["id"], text)
            _set(connection, texts, known["id"], file_hash=disk)
            if not known["revision"] > known["file_revision"]:
                self._settle(connection, texts, known["id"])

    def _take_alignments(self, document: Document) -> Iterator[str]:
        for path in sorted((self.paths.root / "alignments" / document.name).glob("*.po")):
            try:
                source, target = self._names(document, path)
                with self.database.reading() as connection:
                    known = _alignment_row(connection, document.name, source, target)
                disk = self.paths.disk_hash(path)
                if known is None or disk != known["file_hash"]:
                    self._once_broken(path, disk, InvalidPoError)
                    self._take_alignment(document, (source, target), po.read(path), disk or "")
            except HexaplaError as problem:
                yield self._remember(path, self.paths.disk_hash(path), problem)

        yield from self._missing(document.name)

    def _missing(self, document: str) -> Iterator[str]:
        for row in self._without_file(document):
            path = f"alignments/{document}/{alignment_name(row['source'], row['target'])}.po"
            yield (
                f"{path}: the file is missing. Restore it with `git checkout` or `hexapla sync --restore`, or take the "
                "alignment out of the working copy with `hexapla sync --forget`."
            )

    def _without_file(self, document: str) -> list[Row]:
        with self.database.reading() as connection:
            known = alignments_of(connection, document)
        written = [row for row in known if row["file_hash"] is not None]
        return [r for r in written if not self.paths.alignment(document, r["source"], r["target"]).exists()]

    def settle_missing(self, document: str, *, restore: bool) -> None:
        """Have alignments whose files were deleted written anew, or forget them."""
        for row in self._without_file(document):
            with self.lock, self.database.writing() as connection:
                if restore:
                    _set(connection, alignments, row["id"], file_hash=None)
                else:
                    load.forget_alignment(connection, row["id"])

    def _names(self, document: Document, path: Path) -> tuple[str, str]:
        source, dashes, target = path.stem.partition("--")
        for name in (source, target):
            if not dashes or name not in document.texts:
                problem = (
                    f"there is no text “{name}” in document.toml. Name the file SOURCE--TARGET.po, or add the text."
                )
                raise InvalidPoError(path, problem)
            if self.paths.disk_hash(self.paths.text(document.name, name)) is None:
                raise InvalidPoError(path, f"its text {name}.txt is missing. Restore it.")
        return source, target

    def _take_alignment(self, document: Document, names: tuple[str, str], file: po.AlignmentFile, disk: str) -> None:
        with self.lock, self.database.writing() as connection:
            known = _alignment_row(connection, document.name, *names)
            changed = known is not None
            if known is None:
                known, changed = self._load_alignment(connection, document, names, file)
            behind = known["revision"] > known["file_revision"]
            if changed:
                session = Session(connection, known, OUTSIDE)
                outside.Taking(session, file).run()
                label = f"Read {file.path.name}, which was changed outside"
                changed = bool(record(session, Cause("edit", "outside", {"file": file.path.name}, label)).rows)
            _set(connection, alignments, known["id"], file_hash=disk)
            if not changed and not behind:
                self._settle(connection, alignments, known["id"])

    def _load_alignment(
        self, connection: Connection, document: Document, names: tuple[str, str], file: po.AlignmentFile
    ) -> tuple[Row, bool]:
        """Put a file that is new to the working copy into it; also say whether its words differ from the texts'."""
        found = [_text_row(connection, document.name, name) for name in names]
        if not (found[0] and found[1]):
            raise InvalidPoError(file.path, "one of its texts cannot be read. Mend that first.")
        ids = found[0]["id"], found[1]["id"]
        source, target = (
            Text(document.texts[name], laid_out(connection, text_id)) for name, text_id in zip(names, ids, strict=True)
        )
        value, differs = outside.first_reading(file, Alignment(document, source, target, ()))
        load.load_alignment(connection, value, ids, None)
        return find_alignment(connection, document.name, *names), differs

    def _once_broken(self, path: Path, disk: str | None, error: type[FileError]) -> None:
        """Raise again what is known of a broken file that has not changed since."""
        known = self._broken.get(path)
        if known and known[0] == disk and disk is not None and error is InvalidPoError:
            raise HexaplaError(known[1])

    def _remember(self, path: Path, disk: str | None, problem: HexaplaError) -> str:
        message = str(problem).replace(f"{self.paths.root}/", "")
        self._broken[path] = (disk or "", message)
        return message

    def _settle(self, connection: Connection, table: Table, row_id: int) -> None:
        """Note that file and working copy are the same now."""
        here = update(table).where(table.c.id == row_id)
        connection.execute(here.values(file_revision=table.c.revision, file_change=last_change(connection)))

    # Writing what changed here

    def follow(self, document: str, size: int) -> None:
        """Bring the files up to date: at once for ordinary documents, very soon for very large ones."""
        if size > _LARGE:
            self._writer.ask(document)
        else:
            self.write(document)

    def warm(self, size: int) -> None:
        """Make ready for following a very large document."""
        if size > _LARGE:
            self._writer.warm()

    def write(self, name: str) -> list[str]:
        """Write every file of a document that is behind; return what stood in the way."""
        with self._thread_lock, self.lock:
            seen = self.refresh(name)
            with self.database.reading() as connection:
                behind = [_behind(connection, table, name) for table in (texts, alignments)]
            for row in behind[0]:
                self._write_text(name, row)
            for row in behind[1]:
                self._write_alignment(seen.document, row)
            return seen.problems

    def _write_text(self, document: str, row: Row) -> None:
        path = self.paths.text(document, row["name"])
        if not self._is_ours(path, row):
            return
        with self.database.reading() as connection:
            current = rows(connection, select(texts).where(texts.c.id == row["id"]))[0]
            content = corpus.dump_text(laid_out(connection, row["id"]))
            change = last_change(connection)
        self._put(path, content, texts, current, change)

    def _write_alignment(self, document: Document, row: Row) -> None:
        with self.database.reading() as connection:
            names = [_name_of(connection, row[f"{side}_id"]) for side in ("source", "target")]
            path = self.paths.alignment(document.name, *names)
            if not self._is_ours(path, row):
                return
            current = find_alignment(connection, document.name, *names)
            value = alignment_value(connection, current, document)
            change = last_change(connection)
        self._put(path, po.dumps(value), alignments, current, change)

    def _is_ours(self, path: Path, row: Row) -> bool:
        """Whether the file is as we left it (or not there): a broken or missing one is left alone."""
        return bool(self.paths.disk_hash(path) == row["file_hash"])

    def _put(self, path: Path, content: str, table: Table, row: Row, change: int) -> None:
        atomic_write(path, content)
        self.paths.remember(path, hash_ := digest(content))
        values = {"file_hash": hash_, "file_revision": row["revision"], "file_change": change}
        with self.database.writing() as connection:
            _set(connection, table, row["id"], **values)

    def close(self) -> None:
        """Write what is waiting, and stop."""
        self._writer.close()


def _text_row(connection: Connection, document: str, name: str) -> Row | None:
    query = select(texts).where(texts.c.document == document, texts.c.name == name)
    return next(iter(rows(connection, query)), None)


def _alignment_row(connection: Connection, document: str, source: str, target: str) -> Row | None:
    try:
        return find_alignment(connection, document, source, target)
    except HexaplaError:
        return None


def _uses(text_id: int) -> ColumnElement[bool]:
    return or_(alignments.c.source_id == text_id, alignments.c.target_id == text_id)


def _set(connection: Connection, table: Table, row_id: int, **values: object) -> None:
    connection.execute(update(table).where(table.c.id == row_id).values(**values))


def _behind(connection: Connection, table: Table, document: str) -> list[Row]:
    here = table.c.document == document
    return rows(
        connection,
        select(table).where(here, or_(table.c.revision > table.c.file_revision, table.c.file_hash.is_(None))),
    )


def _name_of(connection: Connection, text_id: int) -> str:
    return str(connection.execute(select(texts.c.name).where(texts.c.id == text_id)).scalar_one())
