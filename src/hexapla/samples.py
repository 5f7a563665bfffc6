"""The sample documents that come with Hexapla."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from hexapla.errors import HexaplaError

_PARTS = ("corpus", "alignments")


def copy_to(folder: Path) -> None:
    """Make a workspace of the sample documents in a new or empty folder; one that is there already stays as it is."""
    if all((folder / part).is_dir() for part in _PARTS):
        return
    if folder.exists() and any(folder.iterdir()):
        raise HexaplaError(f"{folder} has other things in it. Name a new folder for the sample.")
    with as_file(files("hexapla")) as package:
        home = package / "samples" if (package / "samples").is_dir() else package.parents[1]
        for part in _PARTS:
            shutil.copytree(home / part, folder / part)
