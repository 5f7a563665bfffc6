"""Bytes to text: UTF-8 and what a byte order mark announces; anything else is an error that says where."""

from __future__ import annotations

import codecs
import re

from hexapla.errors import BadImportError, UndecodableFileError

_MARKS = (  # UTF-32's little-endian mark begins like UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # control characters that are no white space


def decode(data: bytes, file: str) -> str:
    """Return the text without its byte order mark.

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
