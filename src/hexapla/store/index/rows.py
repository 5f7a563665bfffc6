"""The rows of the index: the words of a link's sides, put in and taken out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from hexapla.folding import is_unspaced, shadow
from hexapla.store.index.slots import BREAK

Sides = tuple[Sequence[str], Sequence[str]]
Words = tuple[str, str]


def words_of(sides: Sides) -> Words:
    """Return what the index holds of a link with these segments."""
    source, target = (f" {BREAK} ".join(map(shadow, side)) for side in sides)
    return source, target


def put(connection: Connection, made: Sequence[tuple[int, Words]]) -> None:
    """Put rows in, and note their words for queries with wildcards."""
    if not made:
        return
    rows = [(number, *words) for number, words in made]
    connection.exec_driver_sql("INSERT INTO search_index (rowid, s, t) VALUES (?, ?, ?)", rows)
    note(connection, vocabulary(words for _, words in made))


def take(connection: Connection, gone: Sequence[tuple[int, Words]]) -> None:
    """Take rows out; their words must be those that were put in."""
    if gone:
        rows = [(number, *words) for number, words in gone]
        query = "INSERT INTO search_index (search_index, rowid, s, t) VALUES ('delete', ?, ?, ?)"
        connection.exec_driver_sql(query, rows)


def vocabulary(made: Iterable[Words]) -> set[str]:
    """Return the words of several letters."""
    every = {word for sides in made for side in sides for word in side.split()}
    return {word for word in every if not (len(word) == 1 and (is_unspaced(word) or word == BREAK))}


def note(connection: Connection, some: Iterable[str]) -> None:
    """Keep words for queries with wildcards; they are never taken back."""
    if rows := [(word,) for word in some]:
        connection.exec_driver_sql("INSERT OR IGNORE INTO search_words VALUES (?)", rows)
