"""Formats of several files travel as a ZIP archive; reading one trusts nothing it says of itself."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from hexapla.errors import BadImportError
from hexapla.formats.incoming import File

MOST_BYTES = 512 * 1024 * 1024
MOST_FILES = 10_000
_RATIO = 200  # plain text shrinks by 3 to 30; a bomb by 1000
_SMALL = 1024 * 1024
# What the standard library raises for one archive or another that is not as it should be.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of these files; the same files always give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def is_archive(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def unpack(data: bytes, file: str) -> list[File]:
    """Return the files of an archive, folders left out and only the last part of each path kept.

    Raise `BadImportError` where it is damaged, encrypted, or would grow beyond all measure.
    """
    with opened(data, file) as archive:
        entries = [entry for entry in archive.infolist() if _counts(entry)]
        try:
            return [File(PurePosixPath(entry.filename).name, _read(archive, entry, file)) for entry in entries]
        except DAMAGED:
            raise BadImportError(file, "the archive is damaged. Fetch or make it again.") from None


def opened(data: bytes, file: str) -> zipfile.ZipFile:
    """Open an archive after a look at what its directory claims."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED:
        raise BadImportError(file, "the archive is cut off or damaged. Fetch or make it again.") from None
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES or size > MOST_BYTES or any(_is_bomb(entry) for entry in entries):
        archive.close()
        problem = "the archive would grow beyond all measure when unpacked. Unpack it yourself and import its files."
        raise BadImportError(file, problem)
    if any(entry.flag_bits & 1 for entry in entries):
        archive.close()
        raise BadImportError(file, "the archive is encrypted. Unpack it and import its files.")
    return archive


def _counts(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    return not entry.is_dir() and "__MACOSX" not in path.parts and not path.name.startswith(".")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SMALL and entry.file_size > _RATIO * max(1, entry.compress_size)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str) -> bytes:
    """Read an entry, but no more than its directory announced."""
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise BadImportError(
            file, f"{entry.filename} in the archive is not as long as it says. Fetch or make it again."
        )
    return data
