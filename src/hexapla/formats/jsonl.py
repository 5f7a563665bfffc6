"""JSON Lines: a line that describes document and texts, then a line a link. Everything is in it.

`jsonl.schema.json` beside this module describes both kinds of lines. The first line is told by its `format`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from hexapla.errors import BadImportError
from hexapla.formats.describing import Described, described
from hexapla.formats.incoming import (
    Choice,
    File,
    Found,
    Piece,
    Row,
    Warnings,
    assemble,
    kind_named,
    note_kind_named,
    status_named,
)
from hexapla.formats.options import Options
from hexapla.formats.plain import decoded
from hexapla.model import Alignment, Link, Note, Segment

FORMAT = "hexapla-alignment"
Json = dict[str, Any]


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the file."""
    lines = [head(alignment), *(link_as_json(link, options) for link in options.links(alignment))]
    return "".join(_line(line) for line in lines).encode()


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def head(alignment: Alignment) -> Json:
    """Describe an alignment without its links."""
    document = asdict(alignment.document)
    del document["texts"]
    return {
        "format": FORMAT,
        "version": 1,
        "document": {**document, "persons": list(document["persons"])},
        "source": asdict(alignment.source.info),
        "target": asdict(alignment.target.info),
        "made_by": alignment.made_by,
        "revision": alignment.revision,
        "last_link": alignment.last_link,
    }


def link_as_json(link: Link, options: Options) -> Json:
    """Describe a link with its segments and notes."""
    return {
        "id": link.id,
        "source": [_segment(segment) for segment in link.source],
        "target": [_segment(segment) for segment in link.target],
        "status": link.status.value,
        "kind": link.kind.value if link.kind else None,
        "confidence": link.confidence,
        "confirmed_hash": link.confirmed_hash,
        "notes": [
            {
                "id": note.id,
                "text": note.text,
                "author": note.author,
                "created": note.created,
                "kind": note.kind.value,
            }
            for note in options.notes_of(link)
        ],
    }


def _segment(segment: Segment) -> Json:
    return {"number": segment.number, "text": segment.text, "starts_paragraph": segment.starts_paragraph}


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read the file; raise `BadImportError` with the line of what is wrong."""
    file, warnings = files[0], Warnings()
    lines = _lines(file)
    number, first = next(lines, (1, {}))
    if first.get("format") != FORMAT:
        raise BadImportError(file.name, f'the first line must be an object with "format": "{FORMAT}".', number)
    try:
        about = head_from_json(first, choice)
        number = 0
        rows = []
        for number, value in lines:
            rows.append(row_from_json(value, number, warnings))
    except (KeyError, TypeError, ValueError, AttributeError) as failure:
        problem = f"this line does not follow the format ({failure!r}). docs/formats.md describes it."
        raise BadImportError(file.name, problem, number or 1) from None
    return Found(assemble(file.name, rows, about, warnings), warnings.all())


def _lines(file: File) -> Iterator[tuple[int, Json]]:
    for number, line in enumerate(decoded(file).split("\n"), 1):
        if line.strip():
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                raise BadImportError(file.name, "this line is no JSON. Mend or remove it.", number) from None
            if not isinstance(value, dict):
                raise BadImportError(file.name, "this line is no JSON object. Mend or remove it.", number)
            yield number, value


def head_from_json(value: Json, choice: Choice) -> Described:
    """Read what `head` wrote."""
    pairs = {
        f"{part}.{key}": _words(item) for part in ("document", "source", "target") for key, item in value[part].items()
    }
    pairs |= {f"made_by.{key}": str(item) for key, item in value.get("made_by", {}).items()}
    pairs |= {key: str(value.get(key, 0)) for key in ("revision", "last_link")}
    return described(pairs, tags=(choice.source, choice.target))


def _words(value: Any) -> str:  # noqa: ANN401 - JSON gives anything
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def row_from_json(value: Json, line: int, warnings: Warnings) -> Row:
    """Read what `link_as_json` wrote."""
    confidence = value.get("confidence")
    return Row(
        [_piece(one) for one in value["source"]],
        [_piece(one) for one in value["target"]],
        str(value.get("id") or ""),
        status_named(value.get("status"), warnings),
        kind_named(value.get("kind")),
        None if confidence is None else float(confidence),
        [_note(one) for one in value.get("notes") or ()],
        value.get("confirmed_hash") or None,
        line,
    )


def _piece(value: Json) -> Piece:
    return Piece(str(value["text"]), int(value.get("number") or 0), bool(value.get("starts_paragraph")))


def _note(value: Json) -> Note:
    author, created = (str(value.get(name, "")) for name in ("author", "created"))
    return Note(int(value.get("id") or 0), str(value["text"]), author, created, note_kind_named(value.get("kind")))
