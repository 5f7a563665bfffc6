"""The model as plain dictionaries: what the JSON API answers and the command line prints with `--json`."""

from __future__ import annotations

from typing import Any

from hexapla import languages, markdown
from hexapla.model import Document, Link, Note, Segment, TextInfo

Json = dict[str, Any]


def text(info: TextInfo) -> Json:
    """Describe a text: its language in words, its role and provenance."""
    return {
        "name": info.name,
        "language": info.language,
        "language_name": languages.display_name(info.language),
        "direction": languages.direction(info.language),
        "role": info.role,
        "provenance": info.provenance.value,
        "title": info.title,
        "translator": info.translator,
        "date": info.date,
        "note": info.note,
    }


def document(value: Document) -> Json:
    """Describe a document without its texts."""
    return {
        "name": value.name,
        "title": value.title,
        "date": value.date,
        "archive": value.archive,
        "persons": list(value.persons),
        "source_page": value.source_page,
        "description": value.description,
        "rights": value.rights,
        "support": value.support,
    }


def link(value: Link, numbers: dict[int, int] | None = None) -> Json:
    """Describe a link; segments carry their number in the text where `numbers` has it."""
    return {
        "id": value.id,
        "source": [_segment(s, numbers) for s in value.source],
        "target": [_segment(s, numbers) for s in value.target],
        "status": value.status.value,
        "kind": value.kind.value if value.kind else None,
        "confidence": value.confidence,
        "changed_since_confirmed": value.changed_since_confirmed,
        "notes": [note(each) for each in value.notes],
    }


def note(value: Note) -> Json:
    """Describe a note."""
    return {
        "id": value.id,
        "text": value.text,
        "author": value.author,
        "created": value.created,
        "kind": value.kind.value,
        "private": value.private,
        "body": markdown.parse(value.text),
    }


def _segment(segment: Segment, numbers: dict[int, int] | None) -> Json:
    found: Json = {"id": segment.id, "text": segment.text, "starts_paragraph": segment.starts_paragraph}
    if numbers is not None:
        found["number"] = numbers[segment.id]
    return found
