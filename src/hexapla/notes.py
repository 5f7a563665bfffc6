"""A translator's note: what words, kinds and privacy are allowed, and how several stand in one PO comment."""

from __future__ import annotations

import unicodedata

from hexapla.errors import BadNoteError
from hexapla.model import NoteKind

SEPARATOR = "---"
_NO_XML = "\ufffe\uffff"


def clean(text: str) -> str:
    """Return the note with LF line ends and no trailing blanks; raise `BadNoteError` where it cannot be kept."""
    for end in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    text = "\n".join(line.rstrip() for line in text.replace("\t", "    ").split("\n")).strip("\n")
    bad = next((c for c in text if c != "\n" and (unicodedata.category(c) in ("Cc", "Cs") or c in _NO_XML)), None)
    if bad:
        raise BadNoteError(f"The character U+{ord(bad):04X} cannot stand in a note. Remove it.")
    if not text.strip():
        raise BadNoteError("A note needs words.")
    return text


def kind(word: str) -> NoteKind:
    """Return the kind that a word names; raise `BadNoteError` where it names none."""
    if word not in set(NoteKind):
        raise BadNoteError(f"A note's kind is one of {', '.join(NoteKind)}, not “{word}”.")
    return NoteKind(word)


def is_private(word: str) -> bool:
    """Whether a file's `private: yes` or `private: no` says so; raise `BadNoteError` for another word."""
    if word not in ("yes", "no"):
        raise BadNoteError(f"A note is private or not: “yes” or “no”, not “{word}”.")
    return word == "yes"


def join(texts: list[str]) -> str:
    """Put several notes into one comment, a line of three hyphens between them."""
    return f"\n{SEPARATOR}\n".join("\n".join(map(_escape, text.split("\n"))) for text in texts)


def split(comment: str) -> list[str]:
    """Take the notes out of a comment again."""
    notes: list[list[str]] = [[]]
    for line in comment.split("\n"):
        if line == SEPARATOR:
            notes.append([])
        else:
            notes[-1].append(_unescape(line))
    return [text for lines in notes if (text := "\n".join(lines).strip("\n")).strip()]


def _escape(line: str) -> str:
    return "\\" + line if line.lstrip("\\") == SEPARATOR else line


def _unescape(line: str) -> str:
    return line[1:] if line.startswith("\\") and line.lstrip("\\") == SEPARATOR else line
