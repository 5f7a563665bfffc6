"""Files read with errors that name the line, and written so that no reader ever sees half of one."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from hexapla.errors import FileError


def atomic_write(path: Path, data: bytes | str) -> None:
    """Write the whole file or nothing: a temporary file beside it, flushed to disk, takes its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777 if path.exists() else 0o644


def digest(data: bytes | str) -> str:
    """Return the SHA-256 of the data in hexadecimal."""
    return sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def read_utf8(path: Path, error: type[FileError] = FileError) -> str:
    """Return the file's text; raise `error` with the line where it is missing or no UTF-8."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise error(path, "the file is missing. Restore it, for instance with `git checkout`.") from None
    except OSError as failure:
        raise error(path, f"the file cannot be read ({failure.strerror}).") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        byte = data[failure.start]
        problem = f"byte 0x{byte:02X} is no UTF-8. Save the file as UTF-8, or import it again from its original."
        raise error(path, problem, line) from None
