"""Bytes to text: UTF-8, what a byte order mark announces, or an older encoding that suits the language.

What cannot be decoded is an error that says where.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from hexapla.errors import BadImportError, UndecodableFileError
from hexapla.importers import encodings

_MARKS = (  # UTF-32's little-endian mark begins like UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # control characters that are no white space


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the older encoding that it was taken for; empty for Unicode, which leaves no doubt."""

    text: str
    encoding: str = ""


def decode(data: bytes, file: str) -> str:
    """Return the text of a Unicode file without its byte order mark.

    Raises `UndecodableFileError` for bytes that are none of the encoding, `BadImportError` for control characters
    (NUL and the like), which no segment, PO or XML file can hold.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as failure:
        raise _undecodable(data, file, encoding, len(mark) + failure.start) from None
    if bad := _NO_TEXT.search(text):
        raise _control_character(text, file, bad)
    return text


def decode_any(data: bytes, file: str, language: str) -> Decoded:
    """Return the text of a file in whatever encoding it is; raise as `decode` does where none is plausible."""
    try:
        return Decoded(decode(data, file))
    except UndecodableFileError:
        if any(data.startswith(mark) for mark, _ in _MARKS):
            raise
        found = encodings.guess(data, language) or (
            None if encodings.knows(language) else encodings.by_statistics(data)
        )
        if found is None:
            raise
        return Decoded(*found)


def decode_as(data: bytes, encoding: str, file: str) -> str:
    """Return the text of a file in an encoding that a person named; raise where it is another one or unknown."""
    try:
        name = codecs.lookup(encoding).name
        text = data.decode(name)
    except LookupError:
        raise BadImportError(file, f"there is no encoding “{encoding}”. GB18030, Big5 and KOI8-R are some.") from None
    except UnicodeDecodeError as failure:
        raise _undecodable(data, file, name, failure.start) from None
    if bad := _NO_TEXT.search(text):
        raise _control_character(text, file, bad)
    return text.removeprefix("\ufeff")


def _undecodable(data: bytes, file: str, encoding: str, offset: int) -> UndecodableFileError:
    line = data.count(b"\n", 0, offset) + 1
    name = encoding.removesuffix("-le").removesuffix("-be").upper()
    problem = (
        f"byte 0x{data[offset]:02X} at offset {offset} is no {name}. Save the file as UTF-8 and import it again; "
        "where its encoding is known, `iconv -f ENCODING -t UTF-8 FILE > NEW` does it (Chinese files often are "
        "GB18030 or BIG5, Russian ones CP1251 or KOI8-R)."
    )
    return UndecodableFileError(file, problem, line)


def _control_character(text: str, file: str, bad: re.Match[str]) -> BadImportError:
    line = text.count("\n", 0, bad.start()) + 1
    code = ord(bad[0])
    remedy = (
        "It may be UTF-16 without a byte order mark, or no text at all: save it as UTF-8."
        if code == 0
        else "Remove it and import the file again."
    )
    return BadImportError(file, f"the control character U+{code:04X} cannot stand in a text. {remedy}", line)
