"""Changes of rows as values: recorded while an edit runs, kept in the history, turned round to undo it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from hexapla.errors import UndoConflictError
from hexapla.store.schema import EDITED

Row = dict[str, Any]
Key = tuple[int | str, ...]
_BATCH = 400


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None stands for no row."""

    table: str
    key: Key
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Delta:
    """All rows that an edit changed."""

    rows: tuple[RowChange, ...]

    def inverse(self) -> Delta:
        """Return the delta that takes this one back."""
        return Delta(tuple(RowChange(r.table, r.key, r.after, r.before) for r in reversed(self.rows)))

    def to_json(self) -> list[Any]:
        """Return plain lists for the history."""
        return [[r.table, list(r.key), r.before, r.after] for r in self.rows]

    @classmethod
    def from_json(cls, data: Iterable[Sequence[Any]]) -> Delta:
        """Read what `to_json` gave."""
        return cls(tuple(RowChange(table, tuple(key), _whole(table, b), _whole(table, a)) for table, key, b, a in data))


def _whole(table: str, row: Row | None) -> Row | None:
    """Give a row that was recorded before a column existed that column's default."""
    columns = EDITED[table][0].columns
    if row is None or len(row) == len(columns):
        return row
    return {c.name: c.default.arg for c in columns if isinstance(c.default, ScalarElementColumnDefault)} | row


class Recorder:
    """Writes rows at once and remembers how they were."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._first: dict[tuple[str, Key], Row | None] = {}
        self._last: dict[tuple[str, Key], Row | None] = {}

    def change(self, table: str, changes: Iterable[tuple[Row | None, Row | None]]) -> None:
        """Write rows given as (before, after); None stands for no row. Before must be what is there."""
        changes = [(before, after) for before, after in changes if before != after]
        for before, after in changes:
            place = (table, _key(table, after or before or {}))
            self._first.setdefault(place, before)
            self._last[place] = after
        write(self.connection, table, changes)

    def delta(self) -> Delta:
        """Return what has changed since the start, each row once."""
        rows = [
            RowChange(table, key, before, self._last[table, key])
            for (table, key), before in self._first.items()
            if before != self._last[table, key]
        ]
        return Delta(tuple(rows))


def _key(table: str, row: Row) -> Key:
    return tuple(row[column] for column in EDITED[table][1])


def write(connection: Connection, table_name: str, changes: Sequence[tuple[Row | None, Row | None]]) -> None:
    """Carry out (before, after) pairs on one table: deletions, then updates, then insertions, each in bulk."""
    table, key = EDITED[table_name]
    where = and_(*(table.c[column] == bindparam(f"key_{column}") for column in key))
    gone = [{f"key_{c}": before[c] for c in key} for before, after in changes if before and not after]
    new = [after for before, after in changes if after and not before]
    kept = [{**after, **{f"key_{c}": before[c] for c in key}} for before, after in changes if before and after]
    if gone:
        connection.execute(delete(table).where(where), gone)
    if kept:
        values: dict[str, Any] = {c.name: bindparam(c.name) for c in table.columns if c.name not in key}
        connection.execute(update(table).where(where).values(values), kept)
    if new:
        connection.execute(insert(table), new)


def apply(recorder: Recorder, delta: Delta) -> None:
    """Write a recorded delta again; raise `UndoConflictError` where a row has changed since."""
    by_table: dict[str, list[RowChange]] = {}
    for row in delta.rows:
        by_table.setdefault(row.table, []).append(row)
    for name, rows in by_table.items():
        current = fetch(recorder.connection, EDITED[name][0], EDITED[name][1], [r.key for r in rows])
        clash = next((r for r in rows if current.get(r.key) != r.before), None)
        if clash:
            raise UndoConflictError(_describe(clash))
    for name, rows in by_table.items():
        recorder.change(name, [(r.before, r.after) for r in rows])


def _describe(row: RowChange) -> str:
    named = (row.before or row.after or {}).get("link")
    if row.table == "links":
        named = str(row.key[1])
    where = f"link {named}" if named else "the same segment"
    return f"A later edit changed {where}. Undo that one first."


def fetch(connection: Connection, table: Table, key: Sequence[str], keys: Sequence[Key]) -> dict[Key, Row]:
    """Return the rows of these keys, in batches that every database takes."""
    found: dict[Key, Row] = {}
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        where: ColumnElement[bool] = table.c[key[0]].in_([k[0] for k in some])
        if len(key) > 1:
            first = {k[0] for k in some}
            where = or_(
                *(and_(table.c[key[0]] == f, table.c[key[1]].in_([k[1] for k in some if k[0] == f])) for f in first)
            )
        for row in connection.execute(select(table).where(where)):
            values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
            found[tuple(values[c] for c in key)] = values
    return found
