"""The plain texts and `document.toml` of a document: reading, checking, writing.

A text is UTF-8 with LF line ends, one segment a line, a blank line between paragraphs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import tomlkit

from hexapla import languages
from hexapla.errors import BadLanguageError, BadSegmentError, InvalidDocumentError, InvalidTextError
from hexapla.files import atomic_write, read_utf8
from hexapla.model import Document, Provenance, Segment, Text, TextInfo

DOCUMENT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
TEXT_NAME = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*(\.[A-Za-z0-9_]+)*")
# Cc but the tab, Zl, Zp, Cs, and what XML cannot hold
_FORBIDDEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def is_language(name: str) -> bool:
    """Whether a text's name begins with a language tag."""
    try:
        languages.parse(name.partition(".")[0])
    except BadLanguageError:
        return False
    return True


def segment_problem(text: str) -> str | None:
    """Say why these words cannot be a segment, or None where they can."""
    if not text.strip():
        return "a segment needs words"
    bad = _FORBIDDEN.search(text)
    if bad is None:
        return None
    if bad[0] == "\r":
        return "there is a carriage return (CR). Save the file with LF line ends"
    return f"the character U+{ord(bad[0]):04X} cannot stand in a segment. Remove it"


def check_segment(text: str) -> str:
    """Return the words unchanged; raise `BadSegmentError` where they cannot be a segment."""
    if problem := segment_problem(text):
        raise BadSegmentError(f"{problem[0].upper()}{problem[1:]}.")
    return text


def parse_text(content: str, info: TextInfo, path: Path | str = "text") -> Text:
    """Read a text from the content of its file; raise `InvalidTextError` with the line."""
    segments: list[Segment] = []
    after_blank = True
    for line, words in enumerate(content.removeprefix("\ufeff").split("\n"), 1):
        if words.strip():
            if problem := segment_problem(words):
                raise InvalidTextError(path, f"{problem}.", line)
            segments.append(Segment(words, len(segments) + 1, line, after_blank))
        after_blank = not words.strip()
    return Text(info, tuple(segments))


def read_text(path: Path, info: TextInfo) -> Text:
    """Read a text file."""
    return parse_text(read_utf8(path, InvalidTextError), info, path)


def lay_out(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Number segments and lines as the file will have them."""
    laid: list[Segment] = []
    line = 0
    for number, segment in enumerate(segments, 1):
        starts = segment.starts_paragraph or number == 1
        line += 2 if starts and number > 1 else 1
        laid.append(replace(segment, number=number, line=line, starts_paragraph=starts))
    return tuple(laid)


def from_paragraphs(paragraphs: Iterable[Sequence[str]], info: TextInfo) -> Text:
    """Make a text of paragraphs of sentences; raise `BadSegmentError` where a sentence cannot be a segment."""
    segments = [
        Segment(check_segment(sentence), 0, 0, starts_paragraph=position == 0)
        for paragraph in paragraphs
        for position, sentence in enumerate(paragraph)
    ]
    return Text(info, lay_out(segments))


def dump_text(segments: Sequence[Segment]) -> str:
    """Return the content of the file: one segment a line, a blank line between paragraphs."""
    return "".join(
        ("\n" if segment.starts_paragraph and position else "") + segment.text + "\n"
        for position, segment in enumerate(segments)
    )


def read_document(path: Path) -> Document:
    """Read `document.toml`; the document's name is its folder's. Raise `InvalidDocumentError`."""
    try:
        data = tomllib.loads(read_utf8(path, InvalidDocumentError))
    except tomllib.TOMLDecodeError as failure:
        found = re.search(r"line (\d+)", str(failure))
        raise InvalidDocumentError(path, f"{failure}.", int(found[1]) if found else None) from None
    texts = data.pop("texts", {})
    known = {f.name for f in fields(Document)} - {"name", "texts"}
    values: dict[str, Any] = {key: value for key, value in data.items() if key in known}
    values["persons"] = tuple(values.get("persons", ()))
    values["date"] = str(values.get("date", ""))
    values.setdefault("title", path.parent.name)
    if wrong := [k for k, v in values.items() if k != "persons" and not isinstance(v, str)]:
        raise InvalidDocumentError(path, f"`{wrong[0]}` must be a string in quotation marks.")
    return Document(path.parent.name, texts={name: _text_info(path, name, t) for name, t in texts.items()}, **values)


def _text_info(path: Path, name: str, table: Any) -> TextInfo:  # noqa: ANN401 - TOML gives anything
    where = f"[texts.{name}]"
    if not isinstance(table, dict) or not TEXT_NAME.fullmatch(name):
        raise InvalidDocumentError(path, f"{where} is no table named by a language tag, such as [texts.zh-Hans].")
    try:
        language = languages.normalise(str(table.get("language", name.partition(".")[0])))
        provenance = Provenance(table.get("provenance", "working"))
    except BadLanguageError as failure:
        raise InvalidDocumentError(path, f"{where}: {failure}") from None
    except ValueError:
        choice = ", ".join(Provenance)
        raise InvalidDocumentError(path, f"{where}: provenance must be one of {choice}.") from None
    role = table.get("role", "translation")
    if role not in ("source", "translation"):
        raise InvalidDocumentError(path, f"{where}: role must be source or translation.")
    free = {key: str(table.get(key, "")) for key in ("title", "translator", "date", "note")}
    return TextInfo(name, language, role, provenance, **free)


def write_document(path: Path, document: Document) -> None:
    """Write `document.toml`; comments, order and unknown keys of an existing file stay."""
    toml = tomlkit.parse(read_utf8(path)) if path.exists() else tomlkit.document()
    for item in fields(Document):
        value = getattr(document, item.name)
        if item.name not in ("name", "texts") and (value or item.name in toml):
            _put(toml, item.name, list(value) if isinstance(value, tuple) else value)
    texts = toml.setdefault("texts", tomlkit.table(is_super_table=True))
    for name, info in document.texts.items():
        table = texts.setdefault(name, tomlkit.table())
        for item in fields(TextInfo):
            value = getattr(info, item.name)
            if item.name != "name" and (value or item.name in table):
                _put(table, item.name, str(value))
    atomic_write(path, tomlkit.dumps(toml))


def _put(table: Any, key: str, value: Any) -> None:  # noqa: ANN401 - TOML takes anything
    if table.get(key) != value:
        table[key] = value
