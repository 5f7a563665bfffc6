"""Slots: which rows of the index belong to which alignment or lone text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from hexapla import folding
from hexapla.model import link_id

BREAK = "¶"  # between two segments of a side: no phrase runs from one into the next
FULL = 2**32 - 1  # the `upto` of a slot that is filled
_IRREGULAR = 2**31  # from here on: numbers of links whose ids are not written as we write them
_PER_CLASS = 2**18  # slots of one pair of languages, given up or not; so there can be 8,192 pairs

_TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(s, t, content='', columnsize=0, tokenize='ascii')",
    "CREATE TABLE IF NOT EXISTS search_words (word TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS search_classes (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    """CREATE TABLE IF NOT EXISTS search_slots (id INTEGER PRIMARY KEY, class INTEGER NOT NULL, alignment_id INTEGER,
    source_id INTEGER NOT NULL, target_id INTEGER, source_home INTEGER NOT NULL, target_home INTEGER NOT NULL,
    upto INTEGER NOT NULL DEFAULT 0, alive INTEGER NOT NULL DEFAULT 1)""",
    "CREATE INDEX IF NOT EXISTS search_slots_by_alignment ON search_slots (alignment_id)",
    "CREATE INDEX IF NOT EXISTS search_slots_by_source ON search_slots (source_id)",
    """CREATE TABLE IF NOT EXISTS search_names (alignment_id INTEGER, link TEXT, number INTEGER,
    PRIMARY KEY (alignment_id, link)) WITHOUT ROWID""",
)
_NAMES = ("search_index", "search_words", "search_classes", "search_slots", "search_names")


@dataclass(frozen=True, slots=True)
class Slot:
    """The rows of one alignment, or of a text without any (no `alignment_id`, no `target_id`).

    A side at home is searched here; away, its text is searched in another alignment. `upto` is the highest number of a
    link (or segment) that has been put in.
    """

    id: int
    alignment_id: int | None
    source_id: int
    target_id: int | None
    source_home: bool
    target_home: bool
    upto: int = 0

    @property
    def wanted(self) -> tuple[int | None, int, int | None, bool, bool]:
        """What the slot is for, without its number."""
        return self.alignment_id, self.source_id, self.target_id, self.source_home, self.target_home


def has_index(connection: Connection) -> bool:
    """Whether this working copy can have an index."""
    return connection.dialect.name == "sqlite"


def create(connection: Connection) -> None:
    """Make the tables of the index where they are missing, and anew where they were made by another way of folding."""
    if not has_index(connection):
        return
    if _counter(connection, "search") != folding.VERSION:
        forget_everything(connection)
    for statement in _TABLES:
        connection.execute(text(statement))


def forget_everything(connection: Connection) -> None:
    """Begin anew with an empty index; it is filled at the next search."""
    for name in _NAMES:
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    for statement in _TABLES:
        connection.execute(text(statement))
    connection.execute(text("INSERT INTO search_index (search_index, rank) VALUES ('automerge', 0)"))
    connection.execute(text("DELETE FROM counters WHERE name = 'search'"))
    connection.execute(text("INSERT INTO counters VALUES ('search', :v)"), {"v": folding.VERSION})


def _counter(connection: Connection, name: str) -> int | None:
    return connection.execute(text("SELECT value FROM counters WHERE name = :name"), {"name": name}).scalar()


def slot_of(row: Any) -> Slot:  # noqa: ANN401 - a row of any driver
    """Make a slot of its columns."""
    number, alignment_id, source, target, source_home, target_home, upto = row
    return Slot(number, alignment_id, source, target, bool(source_home), bool(target_home), upto)


def living(connection: Connection) -> list[Slot]:
    """Return the slots that count, in the order of their rows."""
    query = """SELECT id, alignment_id, source_id, target_id, source_home, target_home, upto FROM search_slots
        WHERE alive ORDER BY id"""
    found = connection.exec_driver_sql(query).all()
    return [slot_of(row) for row in found]


def add(connection: Connection, language_pair: str, slot: Slot) -> Slot:
    """Give what `slot` is for (its number does not matter) a new, empty slot beside those of its language pair."""
    name = f"{language_pair} {slot.source_home:d}{slot.target_home:d}"
    connection.execute(text("INSERT OR IGNORE INTO search_classes (name) VALUES (:name)"), {"name": name})
    class_id = connection.execute(text("SELECT id FROM search_classes WHERE name = :name"), {"name": name}).scalar_one()
    last = connection.execute(text("SELECT max(id) FROM search_slots WHERE class = :c"), {"c": class_id}).scalar()
    number = class_id * _PER_CLASS if last is None else last + 1
    if number >= (class_id + 1) * _PER_CLASS:
        raise OverflowError(f"no room for another alignment of {language_pair}")
    values: dict[str, Any] = dict(zip(("a", "s", "t", "sh", "th"), slot.wanted, strict=True))
    connection.execute(
        text(
            "INSERT INTO search_slots (id, class, alignment_id, source_id, target_id, source_home, target_home) "
            "VALUES (:id, :class, :a, :s, :t, :sh, :th)"
        ),
        {"id": number, "class": class_id, **values},
    )
    return Slot(number, *slot.wanted)


def give_up(connection: Connection, slot_id: int) -> None:
    """Have a slot count no more; its rows stay in the index as long as it is not made anew."""
    connection.execute(text("UPDATE search_slots SET alive = 0 WHERE id = :id"), {"id": slot_id})


def forget_alignment(connection: Connection, alignment_id: int) -> None:
    """Give up the slots of an alignment that goes or comes."""
    if has_index(connection):
        where = {"a": alignment_id}
        connection.execute(text("UPDATE search_slots SET alive = 0 WHERE alignment_id = :a AND alive"), where)
        connection.execute(text("DELETE FROM search_names WHERE alignment_id = :a"), where)


def forget_text(connection: Connection, text_id: int) -> None:
    """Give up the slot of a text that has no alignment and gets new segments."""
    if has_index(connection):
        query = "UPDATE search_slots SET alive = 0 WHERE source_id = :t AND alignment_id IS NULL AND alive"
        connection.execute(text(query), {"t": text_id})


def row_range(first: Slot, last: Slot) -> tuple[int, int]:
    """Return the first and last number that a row of these slots may have."""
    return first.id << 32, (last.id << 32) + FULL


def number_of(connection: Connection, alignment_id: int, link: str) -> int:
    """Return the number of a link in its slot."""
    number = int(link[1:])
    if number < _IRREGULAR and link_id(number) == link:
        return number
    values = {"a": alignment_id, "link": link}
    make = """INSERT OR IGNORE INTO search_names
        SELECT :a, :link, coalesce(max(number), :first) + 1 FROM search_names WHERE alignment_id = :a"""
    connection.execute(text(make), {**values, "first": _IRREGULAR})
    query = "SELECT number FROM search_names WHERE alignment_id = :a AND link = :link"
    return int(connection.execute(text(query), values).scalar_one())


def link_of(connection: Connection, alignment_id: int, number: int) -> str:
    """Return the id of the link with this number."""
    if number < _IRREGULAR:
        return link_id(number)
    query = "SELECT link FROM search_names WHERE alignment_id = :a AND number = :n"
    return str(connection.execute(text(query), {"a": alignment_id, "n": number}).scalar_one())
