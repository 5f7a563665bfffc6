"""Undoing one older edit while later ones stay, where they do not build on it.

Its delta is turned round column by column: what it set goes back to what was there before it, unless a later edit has
set the same thing since; what later edits set elsewhere in the same row stays. Taking back is an edit of its own, so
the next undo takes back the taking back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, and_, func, or_, select

from hexapla.errors import BadEditError, NothingToUndoError, UndoConflictError, UnknownNameError
from hexapla.store import history
from hexapla.store.history import Cause, record
from hexapla.store.recorder import Delta, Row, RowChange, fetch
from hexapla.store.schema import EDITED, alignments, changes, links, members, notes, segments, touches
from hexapla.store.session import Session, rows

OP = "undo_edit"


def take_back(session: Session, revision: int) -> None:
    """Take back the edit that made a revision; raise `UndoConflictError` naming the later edit that is in the way."""
    row = _edit(session, revision)
    standing = history.undoable(session.connection, session.id)
    if standing and standing[0] == row["id"]:
        history.undo(session)
        return
    delta = Delta.from_json(row["delta"])
    for name, some in _by_table(delta.inverse()).items():
        _rebase(session, row, name, some)
    if not session.recorder.delta().rows:
        raise NothingToUndoError(f"Nothing of “{row['label']}” is left to take back.")
    _check(session, row, delta)
    cause = {"op": OP, "revision": revision, "of": row["edit"]}
    record(session, Cause("edit", OP, cause, f"Took back: {row['label']}", row["id"]))


def _edit(session: Session, revision: int) -> Row:
    """Return the change that made a revision, if it is an edit that stands."""
    query = select(changes).join(touches, touches.c.change_id == changes.c.id)
    found = rows(session.connection, query.where(touches.c.alignment_id == session.id, touches.c.revision == revision))
    if not found:
        raise UnknownNameError(f"There is no revision {revision} in the history of this alignment.")
    row = found[0]
    if row["kind"] != "edit":
        raise BadEditError(f"Revision {revision} is an {row['kind']}, no edit of its own. Use undo and redo for it.")
    again = select(changes.c.id).where(
        changes.c.changes_id == row["id"], changes.c.op == OP, changes.c.undone.is_(False), changes.c.kind == "edit"
    )
    if row["undone"] or session.connection.execute(again).first():
        raise NothingToUndoError(f"“{row['label']}” has been taken back already.")
    return row


def _by_table(delta: Delta) -> dict[str, list[RowChange]]:
    found: dict[str, list[RowChange]] = {}
    for row in delta.rows:
        found.setdefault(row.table, []).append(row)
    return found


def _rebase(session: Session, edit: Row, name: str, some: list[RowChange]) -> None:
    table, key = EDITED[name]
    present = fetch(session.connection, table, key, [r.key for r in some])
    pairs = []
    for change in some:
        now = present.get(change.key)
        wanted, clash = _wanted(change, now)
        if clash:
            raise _in_the_way(session, edit, _same_row(change), _link(change, now))
        pairs.append((now, wanted))
    session.recorder.change(name, pairs)


def _wanted(change: RowChange, now: Row | None) -> tuple[Row | None, bool]:
    """Return the row to write for a change turned round, and whether a later edit stands against it."""
    left, back = change.before, change.after
    if now == left:
        return back, False
    if back is None:
        return None, now is not None
    if left is None or now is None:
        return None, True
    mine = [column for column in left if left[column] != back.get(column)]
    clash = any(now[column] not in (left[column], back.get(column)) for column in mine)
    return {**now, **{column: back.get(column) for column in mine}}, clash


def _link(change: RowChange, now: Row | None) -> str:
    """Name the link that a row is about, or the segment's words."""
    row = now or change.before or change.after or {}
    if change.table == "links":
        return str(change.key[1])
    if change.table == "segments":
        return f"the segment “{row['text']}”"
    return str(row["link"])


# What must hold afterwards


def _check(session: Session, edit: Row, delta: Delta) -> None:
    """See that no segment, link or note of a later edit has lost what it stands on."""
    connection = session.connection
    for alignment_id in _alignments(connection, delta):
        for name in _loose(connection, alignment_id):
            raise _in_the_way(session, edit, _naming(name), name)
        if not _complete(connection, alignment_id):
            name = connection.execute(select(alignments.c.document).where(alignments.c.id == alignment_id)).scalar_one()
            raise UndoConflictError(f"An alignment of {name} was made since and builds on this edit.")


def _alignments(connection: Connection, delta: Delta) -> set[int]:
    found = set()
    for row in delta.rows:
        state = row.before or row.after or {}
        if row.table == "segments":
            uses = or_(alignments.c.source_id == state["text_id"], alignments.c.target_id == state["text_id"])
            found |= set(connection.execute(select(alignments.c.id).where(uses)).scalars())
        else:
            found.add(state["alignment_id"])
    return found


def _loose(connection: Connection, alignment_id: int) -> Iterator[str]:
    """Yield names of links that are not there but have segments or notes, and of links that have no segments."""
    for table in (members, notes):
        joined = table.outerjoin(links, and_(links.c.alignment_id == table.c.alignment_id, links.c.id == table.c.link))
        query = select(table.c.link).select_from(joined).where(table.c.alignment_id == alignment_id)
        yield from connection.execute(query.where(links.c.id.is_(None)).limit(1)).scalars()
    joined = links.outerjoin(
        members, and_(links.c.alignment_id == members.c.alignment_id, links.c.id == members.c.link)
    )
    query = select(links.c.id).select_from(joined).where(links.c.alignment_id == alignment_id)
    yield from connection.execute(query.where(members.c.segment_id.is_(None)).limit(1)).scalars()


def _complete(connection: Connection, alignment_id: int) -> bool:
    """Whether an alignment holds exactly the segments of its texts."""
    row = rows(connection, select(alignments).where(alignments.c.id == alignment_id))[0]
    own = select(func.count()).select_from(segments.join(members, members.c.segment_id == segments.c.id))
    held = connection.execute(own.where(members.c.alignment_id == alignment_id)).scalar_one()
    every = select(func.count()).select_from(members).where(members.c.alignment_id == alignment_id)
    texts = select(func.count()).select_from(segments)
    needed = texts.where(segments.c.text_id.in_([row["source_id"], row["target_id"]]))
    return bool(held == connection.execute(every).scalar_one() == connection.execute(needed).scalar_one())


# Who is in the way


def _in_the_way(session: Session, edit: Row, touches_it: Callable[[RowChange], bool], what: str) -> UndoConflictError:
    """Say which later edit of what is in the way."""
    query = select(changes, touches.c.revision).join(touches, touches.c.change_id == changes.c.id)
    query = query.where(touches.c.alignment_id == session.id, changes.c.id > edit["id"])
    query = query.where(changes.c.kind == "edit", changes.c.undone.is_(False)).order_by(changes.c.id.desc())
    for row in rows(session.connection, query):
        if any(touches_it(change) for change in Delta.from_json(row["delta"]).rows):
            by = f", {row['author']}" if row["author"] else ""
            later = f"“{row['label']}” (revision {row['revision']}{by})"
            return UndoConflictError(f"{what} was changed by a later edit: {later}. Undo that one first.")
    return UndoConflictError(f"{what} was changed by a later edit. Undo that one first.")


def _same_row(change: RowChange) -> Callable[[RowChange], bool]:
    return lambda other: (other.table, other.key) == (change.table, change.key)


def _naming(link: str) -> Callable[[RowChange], bool]:
    def names(change: RowChange) -> bool:
        states = [state for state in (change.before, change.after) if state]
        return any(state.get("link") == link or (change.table == "links" and state["id"] == link) for state in states)

    return names
