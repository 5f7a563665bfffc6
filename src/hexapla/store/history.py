"""The list of all changes: what makes undo, redo, live updates and blame."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, String, func, insert, or_, select, update
from sqlalchemy import cast as sql_cast

from hexapla.errors import NothingToUndoError
from hexapla.store import index
from hexapla.store.recorder import Delta, Row, apply
from hexapla.store.schema import alignments, changes, members, texts, touches
from hexapla.store.session import Session, now, rows


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history as one alignment sees it; `links` are the ids of the links it touched."""

    id: int
    revision: int
    kind: str
    op: str
    label: str
    author: str
    time: str
    links: tuple[str, ...]
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """What a recorded change came from."""

    kind: str
    op: str
    edit: dict[str, Any]
    label: str
    changes_id: int | None = None


def record(session: Session, cause: Cause) -> Delta:
    """Put what the session has changed into the history, and give every touched alignment a new revision."""
    delta = session.recorder.delta()
    if not delta.rows:
        return delta
    connection = session.connection
    values = {
        "kind": cause.kind, "op": cause.op, "edit": cause.edit, "label": cause.label, "changes_id": cause.changes_id,
        "author": session.author, "time": now(), "delta": delta.to_json(), "undone": False,
    }  # fmt: skip
    change_id = connection.execute(insert(changes).values(values).returning(changes.c.id)).scalar_one()
    for alignment_id, names in touched_links(connection, delta).items():
        bump = update(alignments).where(alignments.c.id == alignment_id).values(revision=alignments.c.revision + 1)
        connection.execute(bump)
        revision = connection.execute(select(alignments.c.revision).where(alignments.c.id == alignment_id)).scalar_one()
        place = {"alignment_id": alignment_id, "revision": revision, "change_id": change_id}
        connection.execute(insert(touches).values(**place, links=sorted(names)))
    index.follow(connection, delta)
    for text_id in _touched_texts(delta):
        connection.execute(update(texts).where(texts.c.id == text_id).values(revision=texts.c.revision + 1))
    return delta


def _touched_texts(delta: Delta) -> set[int]:
    return {(r.after or r.before or {})["text_id"] for r in delta.rows if r.table == "segments"}


def touched_links(connection: Connection, delta: Delta) -> dict[int, set[str]]:
    """Return the ids of the links that a delta touches, by alignment."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for row in delta.rows:
        for state in (row.before, row.after):
            if state and row.table != "segments":
                found[state["alignment_id"]].add(state["id"] if row.table == "links" else state["link"])
    ids = [r.key[0] for r in delta.rows if r.table == "segments"]
    for start in range(0, len(ids), 400):
        query = select(members.c.alignment_id, members.c.link).where(members.c.segment_id.in_(ids[start : start + 400]))
        for alignment_id, link in connection.execute(query):
            found[alignment_id].add(link)
    return found


# Undo and redo: what is undone stays in the list; doing again means doing what was undone last.


def _edits(alignment_id: int) -> Any:  # noqa: ANN401 - a select
    joined = touches.join(changes, touches.c.change_id == changes.c.id)
    mine = touches.c.alignment_id == alignment_id, changes.c.kind == "edit"
    return select(changes.c.id, changes.c.label).select_from(joined).where(*mine)


def undoable(connection: Connection, alignment_id: int) -> tuple[int, str] | None:
    """Return the id and label of the change that undo would take back."""
    query = _edits(alignment_id).where(changes.c.undone.is_(False)).order_by(touches.c.revision.desc()).limit(1)
    row = connection.execute(query).first()
    return (row[0], row[1]) if row else None


def redoable(connection: Connection, alignment_id: int) -> tuple[int, str] | None:
    """Return the id and label of the change that redo would do again: the first undone after the last that stands."""
    last = undoable(connection, alignment_id)
    query = _edits(alignment_id).where(changes.c.undone.is_(True), changes.c.id > (last[0] if last else 0))
    row = connection.execute(query.order_by(changes.c.id).limit(1)).first()
    return (row[0], row[1]) if row else None


def undo(session: Session) -> None:
    """Take back the last standing edit of this alignment; raise where there is none or a later edit is in the way."""
    found = undoable(session.connection, session.id)
    if not found:
        raise NothingToUndoError("There is nothing to undo.")
    _replay(session, found[0], "undo", f"Undid: {found[1]}")


def redo(session: Session) -> None:
    """Do again what was undone last; raise where there is nothing."""
    found = redoable(session.connection, session.id)
    if not found:
        raise NothingToUndoError("There is nothing to do again.")
    _replay(session, found[0], "redo", f"Did again: {found[1]}")


def _replay(session: Session, change_id: int, kind: str, label: str) -> None:
    row = rows(session.connection, select(changes).where(changes.c.id == change_id))[0]
    delta = Delta.from_json(row["delta"])
    apply(session.recorder, delta.inverse() if kind == "undo" else delta)
    session.connection.execute(update(changes).where(changes.c.id == change_id).values(undone=kind == "undo"))
    record(session, Cause(kind, row["op"], row["edit"], label, change_id))


# Reading the list


def _list() -> Any:  # noqa: ANN401 - a select
    later = changes.alias("later")
    back = select(later.c.id).where(
        later.c.changes_id == changes.c.id, later.c.op == "undo_edit", later.c.kind == "edit", later.c.undone.is_(False)
    )
    columns = (
        changes.c.id, touches.c.revision, changes.c.kind, changes.c.op, changes.c.label, changes.c.author,
        changes.c.time, touches.c.links, or_(changes.c.undone, back.exists()).label("undone"),
    )  # fmt: skip
    return select(*columns).join(touches, touches.c.change_id == changes.c.id)


def since(connection: Connection, alignment_id: int, revision: int) -> list[Change]:
    """Return the changes after a revision, oldest first."""
    query = _list().where(touches.c.alignment_id == alignment_id, touches.c.revision > revision)
    return [_change(row) for row in rows(connection, query.order_by(touches.c.revision))]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes are asked for: at most `limit`, before a revision, of one link, by one author."""

    limit: int = 50
    before: int | None = None
    link: str | None = None
    author: str | None = None


def newest(connection: Connection, alignment_id: int, asked: Asked) -> list[Change]:
    """Return changes, newest first."""
    query = _list().where(touches.c.alignment_id == alignment_id)
    if asked.before is not None:
        query = query.where(touches.c.revision < asked.before)
    if asked.link is not None:
        query = query.where(sql_cast(touches.c.links, String).contains(f'"{asked.link}"', autoescape=True))
    if asked.author is not None:
        query = query.where(changes.c.author == asked.author)
    return [_change(row) for row in rows(connection, query.order_by(touches.c.revision.desc()).limit(asked.limit))]


def authors(connection: Connection, alignment_id: int) -> list[str]:
    """Return everybody who has changed an alignment, in the order of the alphabet."""
    query = select(changes.c.author).join(touches, touches.c.change_id == changes.c.id).distinct()
    return sorted(connection.execute(query.where(touches.c.alignment_id == alignment_id)).scalars())


def edit_of(connection: Connection, change_id: int) -> dict[str, Any]:
    """Return the edit that made a change, as JSON."""
    return dict(connection.execute(select(changes.c.edit).where(changes.c.id == change_id)).scalar_one())


def last_change(connection: Connection) -> int:
    """Return the id of the newest change, 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(changes.c.id), 0))).scalar_one())


def deltas_after(connection: Connection, change_id: int) -> list[Delta]:
    """Return what was changed after a change, newest first."""
    query = select(changes.c.delta).where(changes.c.id > change_id).order_by(changes.c.id.desc())
    return [Delta.from_json(data) for data in connection.execute(query).scalars()]


def _change(row: Row) -> Change:
    return Change(**{**row, "links": tuple(row["links"])})


def editors(connection: Connection, alignment_id: int) -> tuple[tuple[str, ...], str]:
    """Return who edited an alignment, in the order of their first edit, and when it was changed last."""
    joined = touches.join(changes, touches.c.change_id == changes.c.id)
    first, last = func.min(changes.c.id), func.max(changes.c.time)
    query = select(changes.c.author, last).select_from(joined).where(touches.c.alignment_id == alignment_id)
    found = connection.execute(query.group_by(changes.c.author).order_by(first)).all()
    names = tuple(author for author, _ in found if author not in ("", "outside"))
    return names, max((time for _, time in found), default="")
