"""The tables of the working copy, for SQLite and PostgreSQL alike.

Order is kept by fractional keys (`rank`): a new row goes between two others without touching them, so that an edit
costs what it touches and never renumbers.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()
_Rank = String().with_variant(String(collation="C"), "postgresql")

texts = Table(
    "texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", String, nullable=False),
    Column("name", String, nullable=False),
    Column("language", String, nullable=False),
    Column("revision", Integer, nullable=False, default=0),
    Column("file_revision", Integer, nullable=False, default=0),  # the revision that the file holds
    Column("file_change", Integer, nullable=False, default=0),  # the newest change when the file was written
    Column("file_hash", String),
    Index("texts_by_name", "document", "name", unique=True),
)

segments = Table(
    "segments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text_id", Integer, nullable=False),
    Column("rank", _Rank, nullable=False),
    Column("starts_paragraph", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Index("segments_in_order", "text_id", "rank"),
)

alignments = Table(
    "alignments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", String, nullable=False),
    Column("source_id", Integer, nullable=False),
    Column("target_id", Integer, nullable=False),
    Column("revision", Integer, nullable=False, default=0),
    Column("file_revision", Integer, nullable=False, default=0),  # the revision that the file holds
    Column("file_change", Integer, nullable=False, default=0),  # the newest change when the file was written
    Column("file_hash", String),
    Column("last_link", Integer, nullable=False, default=0),
    Column("last_note", Integer, nullable=False, default=0),
    Column("made_by", JSON, nullable=False),
    Index("alignments_by_texts", "source_id", "target_id", unique=True),
    Index("alignments_by_target", "target_id"),
)

links = Table(
    "links",
    metadata,
    Column("alignment_id", Integer, primary_key=True, autoincrement=False),
    Column("id", String, primary_key=True),
    Column("rank", _Rank, nullable=False),
    Column("status", String, nullable=False),
    Column("kind", String),
    Column("confidence", Float),
    Column("confirmed_hash", String),
    Index("links_in_order", "alignment_id", "rank"),
    Index("links_by_status", "alignment_id", "status"),
)

members = Table(
    "members",
    metadata,
    Column("alignment_id", Integer, primary_key=True, autoincrement=False),
    Column("segment_id", Integer, primary_key=True, autoincrement=False),
    Column("link", String, nullable=False),
    Column("side", String, nullable=False),
    Index("members_by_link", "alignment_id", "link"),
    Index("members_by_segment", "segment_id"),
)

notes = Table(
    "notes",
    metadata,
    Column("alignment_id", Integer, primary_key=True, autoincrement=False),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("link", String, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("created", String, nullable=False),
    Column("kind", String, nullable=False, default="free"),
    Column("private", Boolean, nullable=False, default=False),
    Index("notes_by_link", "alignment_id", "link"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),  # edit, undo or redo
    Column("op", String, nullable=False),
    Column("edit", JSON, nullable=False),
    Column("delta", JSON, nullable=False),
    Column("label", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("time", String, nullable=False),
    Column("changes_id", Integer),  # what an undo or redo takes back or does again
    Column("undone", Boolean, nullable=False, default=False),
    Index("changes_by_changed", "changes_id"),
)

touches = Table(
    "touches",
    metadata,
    Column("alignment_id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("change_id", Integer, nullable=False),
    Column("links", JSON, nullable=False),
    Index("touches_by_change", "change_id"),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Integer, nullable=False),
)

# Word links that machines found, by the words they were found in: whatever link holds these words has them.
word_links = Table(
    "word_links",
    metadata,
    Column("hash", String, primary_key=True),  # of the wording of both sides and of their languages
    Column("version", String, nullable=False),  # of what found them
    Column("found", Text, nullable=False),
)

# The tables whose rows an edit changes, with the columns that name a row.
EDITED: dict[str, tuple[Table, tuple[str, ...]]] = {
    "segments": (segments, ("id",)),
    "links": (links, ("alignment_id", "id")),
    "members": (members, ("alignment_id", "segment_id")),
    "notes": (notes, ("alignment_id", "id")),
}
