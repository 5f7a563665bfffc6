"""The rows of the index: the words of a link's sides, put in and taken out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

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
    """Put rows in, in the order of their numbers; their words are to be noted."""
    rows = [(number, *words) for number, words in made]
    if rows:
        connection.exec_driver_sql("INSERT INTO search_index (rowid, s, t) VALUES (?, ?, ?)", rows)


def renew(connection: Connection, changed: Iterable[tuple[int, Words | None, Words | None]]) -> None:
    """Exchange rows, given as number, words before and words after; before must be what was put in.

    FTS5 writes a new piece of the index whenever numbers do not rise, so each row is taken out and put in at once.
    """
    take = "INSERT INTO search_index (search_index, rowid, s, t) VALUES ('delete', ?, ?, ?)"
    new: list[Words] = []
    for number, before, after in sorted(changed, key=itemgetter(0)):
        if before:
            connection.exec_driver_sql(take, (number, *before))
        if after:
            put(connection, [(number, after)])
            new.append(after)
    note(connection, vocabulary(new))


def vocabulary(made: Iterable[Words]) -> set[str]:
    """Return the words of several letters."""
    every = {word for sides in made for side in sides for word in side.split()}
    return {word for word in every if not (len(word) == 1 and (is_unspaced(word) or word == BREAK))}


def note(connection: Connection, some: Iterable[str]) -> None:
    """Keep words for queries with wildcards; they are never taken back."""
    if rows := [(word,) for word in some]:
        connection.exec_driver_sql("INSERT OR IGNORE INTO search_words VALUES (?)", rows)
