"""Typst at work: a template and its data in, a PDF out. A long edition is set by a process of its own.

What Typst has used of memory stays with the process until it ends; a server that set ten thousand rows would keep more
than a gigabyte. This file is that process's script, and imports nothing else of Hexapla.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import typst

_FAILED = 3  # the exit code for what Typst refuses


class TypesettingError(Exception):
    """What Typst says of words that it cannot set."""


@cache
def fonts() -> typst.Fonts:
    """Return the fonts of this computer and those that Typst brings."""
    import typst

    return typst.Fonts()


def compile_pdf(template: Path, data: str) -> bytes:
    """Return the PDF, after PDF/UA-1 if it can be; raise `TypesettingError`, also for characters that no font has."""
    import typst

    def compile_as(*standards: Literal["ua-1"]) -> bytes:
        words = {"data": data}
        source = template.read_bytes()
        return bytes(
            typst.compile(source, font_paths=fonts(), sys_inputs=words, format="pdf", pdf_standards=[*standards])
        )

    try:
        return compile_as("ua-1")
    except typst.TypstError as error:
        if "could not be displayed" in error.message or "PDF/UA" not in error.message:
            raise TypesettingError(error.message) from None
        return compile_as()


def compile_apart(template: Path, data: str) -> bytes:
    """Do the same in a process of its own."""
    command = [sys.executable, __file__, str(template)]
    done = subprocess.run(command, input=data.encode(), capture_output=True, check=False)  # noqa: S603 - ourselves
    if done.returncode == _FAILED:
        raise TypesettingError(done.stderr.decode())
    if done.returncode:
        raise TypesettingError(f"the typesetter ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def main() -> int:
    """Read data from the standard input and write the PDF to the standard output."""
    try:
        sys.stdout.buffer.write(compile_pdf(Path(sys.argv[1]), sys.stdin.buffer.read().decode()))
    except TypesettingError as error:
        sys.stderr.buffer.write(str(error).encode())
        return _FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main())
