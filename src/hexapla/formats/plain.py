"""Plain text files of interchange formats: decoded as every text is, with line ends made LF."""

from __future__ import annotations

from hexapla.formats.incoming import File
from hexapla.importers.decoding import decode


def decoded(file: File) -> str:
    """Return a file's text; raise `UndecodableFileError` or `BadImportError` with the line."""
    return decode(file.data, file.name).replace("\r\n", "\n").replace("\r", "\n")


def lines_of(file: File) -> list[str]:
    """Return the lines of a file without their ends."""
    lines = decoded(file).split("\n")
    return lines[:-1] if lines[-1] == "" else lines
