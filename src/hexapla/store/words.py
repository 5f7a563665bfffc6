"""Word links kept in the working copy, so that each is computed once: rows by the hash of the words they are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from hexapla.store.database import Database
from hexapla.store.schema import word_links

_AT_ONCE = 400  # names in one question


def kept(database: Database, hashes: Sequence[str], version: str) -> dict[str, str]:
    """Return what is kept of each of these hashes and is of this version."""
    found: dict[str, str] = {}
    with database.reading() as connection:
        for start in range(0, len(hashes), _AT_ONCE):
            some = hashes[start : start + _AT_ONCE]
            query = select(word_links.c.hash, word_links.c.found)
            here = word_links.c.hash.in_(some), word_links.c.version == version
            found |= {row.hash: row.found for row in connection.execute(query.where(*here))}
    return found


def keep(database: Database, found: Mapping[str, str], version: str) -> None:
    """Keep what was found, in the place of what older versions found."""
    if not found:
        return
    with database.writing() as connection:
        _forget(connection, list(found))
        rows = [{"hash": name, "version": version, "found": content} for name, content in found.items()]
        connection.execute(insert(word_links), rows)


def _forget(connection: Connection, hashes: Sequence[str]) -> None:
    for start in range(0, len(hashes), _AT_ONCE):
        connection.execute(delete(word_links).where(word_links.c.hash.in_(hashes[start : start + _AT_ONCE])))


def forget_others(database: Database, hashes: set[str]) -> int:
    """Drop what is kept of words that no link has any more; return how much there was."""
    with database.writing() as connection:
        others = set(connection.execute(select(word_links.c.hash)).scalars()) - hashes
        _forget(connection, sorted(others))
    return len(others)
