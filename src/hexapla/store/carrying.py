"""Replacing a whole text by a better version of itself, in every alignment at once, as one step of the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select

from hexapla.comparing import Comparison, compare
from hexapla.errors import StaleRevisionError, UnknownNameError
from hexapla.matching import Pair
from hexapla.model import Alignment, Document, Text
from hexapla.store.history import Cause, record
from hexapla.store.outside import take_version
from hexapla.store.read import alignment_value, alignments_of, laid_out, segments_of_text
from hexapla.store.recorder import Row
from hexapla.store.schema import alignments, texts
from hexapla.store.session import Session, rows

States = list[tuple[Alignment, Alignment]]  # each alignment before and after


class Preview(Exception):  # noqa: N818 - no error: it only carries the result out of a transaction to be rolled back
    """What a replacement would do, found by doing it and taking it back."""

    def __init__(self, found: States) -> None:
        self.found = found


@dataclass(frozen=True, slots=True)
class Carried:
    """What replacing a text does to one of its alignments.

    `unsettled` are confirmed links that have changed since, `gone` and `made` ids of links that went and came.
    """

    name: str
    comparison: Comparison
    unsettled: tuple[str, ...]
    gone: tuple[str, ...]
    made: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A new version of a text: `pairs` tell its segments from those of the text at `revision`."""

    text: Text
    pairs: Sequence[Pair]
    revision: int
    edit: dict[str, Any]
    label: str


def text_row(connection: Connection, document: str, name: str) -> Row:
    """Return the row of a text; raise `UnknownNameError`."""
    found = rows(connection, select(texts).where(texts.c.document == document, texts.c.name == name))
    if not found:
        raise UnknownNameError(f"{document} has no text “{name}”.")
    return found[0]


def text_value(connection: Connection, document: Document, name: str) -> tuple[Text, int]:
    """Return a text as it is in the working copy, and its revision."""
    row = text_row(connection, document.name, name)
    return Text(document.texts[name], laid_out(connection, row["id"])), row["revision"]


def carry(connection: Connection, document: Document, version: Version, author: str, *, preview: bool) -> States:
    """Put a new version in a text's place; links, statuses and notes stay. Return each alignment before and after.

    For a preview raise `Preview` with these, so that the transaction is rolled back.
    """
    row = text_row(connection, document.name, version.text.info.name)
    if row["revision"] != version.revision:
        raise StaleRevisionError(version.revision, row["revision"])
    here = alignments_of(connection, document.name)
    used = [found for found in here if row["id"] in (found["source_id"], found["target_id"])]
    before = [alignment_value(connection, found, document) for found in used]
    session = Session(connection, used[0], author)
    base = segments_of_text(connection, row["id"])
    take_version(session, row["id"], base, version.text, version.pairs)
    record(session, Cause("edit", "replace_text", version.edit, version.label))
    after = [alignment_value(connection, found, document) for found in used]
    states = list(zip(before, after, strict=True))
    if preview:
        raise Preview(states)
    return states


def is_used(connection: Connection, text_id: int) -> bool:
    """Whether any alignment has this text."""
    uses = or_(alignments.c.source_id == text_id, alignments.c.target_id == text_id)
    return connection.execute(select(alignments.c.id).where(uses).limit(1)).first() is not None


def carried(before: Alignment, after: Alignment) -> Carried:
    """Tell what has changed; nobody need wait for this, so it is done outside of the transaction."""
    then, now = ({link.id: link for link in value.links} for value in (before, after))
    unsettled = (k for k, v in now.items() if v.changed_since_confirmed)
    return Carried(
        after.name,
        compare(before, after),
        tuple(k for k in unsettled if k not in then or not then[k].changed_since_confirmed),
        tuple(k for k in then if k not in now),
        tuple(k for k in now if k not in then),
    )
