"""Texts and alignments from files into an empty place of the working copy."""

from __future__ import annotations

from typing import Any

from fractional_indexing import generate_n_keys_between
from sqlalchemy import Connection, delete, insert, select, update

from hexapla.model import SIDES, Alignment, Status, Text, content_hash
from hexapla.store import index
from hexapla.store.schema import alignments, links, members, notes, segments, texts, touches
from hexapla.store.session import take_numbers


def load_text(connection: Connection, document: str, text: Text, file_hash: str) -> int:
    """Put a text into the working copy; return its id."""
    values = {"document": document, "name": text.info.name, "language": text.info.language, "file_hash": file_hash}
    text_id: int = connection.execute(insert(texts).values(values).returning(texts.c.id)).scalar_one()
    put_segments(connection, text_id, text)
    return text_id


def put_segments(connection: Connection, text_id: int, text: Text) -> None:
    """Give a text without segments its segments."""
    index.forget_text(connection, text_id)
    if not text.segments:
        return
    first = take_numbers(connection, "segment", len(text.segments))
    ranks = generate_n_keys_between(None, None, n=len(text.segments))
    made = [
        {"id": first + i, "text_id": text_id, "rank": rank, "starts_paragraph": s.starts_paragraph, "text": s.text}
        for i, (s, rank) in enumerate(zip(text.segments, ranks, strict=True))
    ]
    connection.execute(insert(segments), made)


def replace_segments(connection: Connection, text_id: int, text: Text) -> None:
    """Give a text that no alignment uses new segments."""
    connection.execute(delete(segments).where(segments.c.text_id == text_id))
    put_segments(connection, text_id, text)


def load_alignment(
    connection: Connection, alignment: Alignment, text_ids: tuple[int, int], file_hash: str | None
) -> int:
    """Put an alignment of two loaded texts into the working copy; return its id.

    Links refer to segments by `number`; notes without an id get one.
    """
    last_note = max((note.id for link in alignment.links for note in link.notes), default=0)
    values: dict[str, Any] = {
        "document": alignment.document.name,
        "source_id": text_ids[0],
        "target_id": text_ids[1],
        "made_by": alignment.made_by,
        "file_hash": file_hash,
        "last_link": alignment.last_link,
        "last_note": last_note,
    }
    new_id: int = connection.execute(insert(alignments).values(values).returning(alignments.c.id)).scalar_one()
    put_links(connection, new_id, alignment, text_ids)
    return new_id


def put_links(connection: Connection, alignment_id: int, alignment: Alignment, text_ids: tuple[int, int]) -> None:
    """Give an alignment without links its links, members and notes."""
    index.forget_alignment(connection, alignment_id)
    ids = [_segment_ids(connection, text_id) for text_id in text_ids]
    ranks = generate_n_keys_between(None, None, n=len(alignment.links))
    link_rows, member_rows, note_rows = [], [], []
    fresh = max((note.id for link in alignment.links for note in link.notes), default=0)
    for link, rank in zip(alignment.links, ranks, strict=True):
        own = {"alignment_id": alignment_id, "link": link.id}
        confirmed = link.confirmed_hash or (content_hash(link) if link.status is Status.CONFIRMED else None)
        link_rows.append(
            {
                "alignment_id": alignment_id,
                "id": link.id,
                "rank": rank,
                "status": link.status.value,
                "kind": link.kind.value if link.kind else None,
                "confidence": link.confidence,
                "confirmed_hash": confirmed,
            }
        )
        for side, numbered in zip(SIDES, ids, strict=True):
            member_rows += [{**own, "segment_id": numbered[s.number - 1], "side": side} for s in link.side(side)]
        for position, note in enumerate(link.notes, 1):
            fresh += 0 if note.id else 1
            values = {"text": note.text, "author": note.author, "created": note.created}
            marks = {"kind": note.kind.value, "private": note.private}
            note_rows.append({**own, "id": note.id or fresh, "rank": position, **values, **marks})
    for table, made in ((links, link_rows), (members, member_rows), (notes, note_rows)):
        if made:
            connection.execute(insert(table), made)
    connection.execute(update(alignments).where(alignments.c.id == alignment_id).values(last_note=fresh))


def _segment_ids(connection: Connection, text_id: int) -> list[int]:
    query = select(segments.c.id).where(segments.c.text_id == text_id).order_by(segments.c.rank)
    return list(connection.execute(query).scalars())


def forget_alignment(connection: Connection, alignment_id: int) -> None:
    """Take an alignment out of the working copy; its history of changes stays in the list of all changes."""
    index.forget_alignment(connection, alignment_id)
    for table in (links, members, notes, touches):
        connection.execute(delete(table).where(table.c.alignment_id == alignment_id))
    connection.execute(delete(alignments).where(alignments.c.id == alignment_id))


def forget_document(connection: Connection, document: str) -> None:
    """Take a document's texts and alignments out of the working copy."""
    for alignment_id in (
        connection.execute(select(alignments.c.id).where(alignments.c.document == document)).scalars().all()
    ):
        forget_alignment(connection, alignment_id)
    own = select(texts.c.id).where(texts.c.document == document)
    for text_id in connection.execute(own).scalars().all():
        index.forget_text(connection, text_id)
    connection.execute(delete(segments).where(segments.c.text_id.in_(own)))
    connection.execute(delete(texts).where(texts.c.document == document))
