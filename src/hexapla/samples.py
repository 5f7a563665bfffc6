"""The sample documents that come with Hexapla."""

from __future__ import annotations

import shutil
from pathlib import Path

from hexapla.errors import HexaplaError

_PARTS = ("corpus", "alignments")


def copy_to(folder: Path) -> None:
    """Make a workspace of the sample documents in a new or empty folder; one that is there already stays as it is."""
    if all((folder / part).is_dir() for part in _PARTS):
        return
    if folder.exists() and any(folder.iterdir()):
        raise HexaplaError(f"{folder} has other things in it. Name a new folder for the sample.")
    for part in _PARTS:
        shutil.copytree(_home() / part, folder / part)


def _home() -> Path:
    """Return where the samples are: the repository, or beside an installed package."""
    repository = Path(__file__).resolve().parents[2]
    if all((repository / part).is_dir() for part in _PARTS):
        return repository
    return Path(__file__).resolve().parents[1] / "hexapla_samples"
