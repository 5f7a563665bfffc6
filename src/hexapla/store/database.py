"""Connections to the working copy: readers see one moment, writers come one at a time, commits are on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from hexapla.errors import WorkingCopyError
from hexapla.store import index
from hexapla.store.schema import metadata

SCHEMA_VERSION = 3
# What brings a working copy of version N to N + 1. Files are read again where an older version may have overlooked
# what they say; rows in the history get the defaults of new columns when they are read (`recorder.Delta`).
_MIGRATIONS = {
    1: (
        "ALTER TABLE notes ADD COLUMN kind VARCHAR NOT NULL DEFAULT 'free'",
        "ALTER TABLE notes ADD COLUMN private BOOLEAN NOT NULL DEFAULT FALSE",
        "UPDATE alignments SET file_hash = '' WHERE file_hash IS NOT NULL",
    ),
    2: (),  # the search index came, which an older version would not keep current
}


def open_database(path: Path) -> Database:
    """Open the SQLite file at `path`, or the database that HEXAPLA_DATABASE_URL names; make what is missing."""
    if url := os.environ.get("HEXAPLA_DATABASE_URL"):
        return Database(create_engine(url))
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own class
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("hexapla_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


class Database:
    """The engine, and the two kinds of transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with self.writing() as connection:
            metadata.create_all(connection)
            self._check_version(connection)
            index.create(connection)

    def _check_version(self, connection: Connection) -> None:
        row = connection.execute(text("SELECT value FROM counters WHERE name = 'schema'")).first()
        if row is None:
            connection.execute(text("INSERT INTO counters VALUES ('schema', :v)"), {"v": SCHEMA_VERSION})
        elif not 1 <= row[0] <= SCHEMA_VERSION:
            raise WorkingCopyError(
                "The working copy was made by another version of Hexapla. Delete the folder .hexapla: it is made anew "
                "from the files of corpus/ and alignments/."
            )
        for version in range(row[0] if row else SCHEMA_VERSION, SCHEMA_VERSION):
            for statement in _MIGRATIONS[version]:
                connection.execute(text(statement))
            connection.execute(text("UPDATE counters SET value = :v WHERE name = 'schema'"), {"v": version + 1})

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one moment and changes nothing."""
        options = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that may change rows: all of it happens, or nothing."""
        with self.engine.connect().execution_options(hexapla_writing=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(20240601)"))
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
