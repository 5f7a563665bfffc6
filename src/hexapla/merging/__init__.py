"""Merging two branches: alignments link by link, texts segment by segment, instead of lines of their files."""

from __future__ import annotations

from hexapla.merging.alignments import Merged, merge
from hexapla.merging.driver import Three, merge_files
from hexapla.merging.texts import merge_segments

__all__ = ["Merged", "Three", "merge", "merge_files", "merge_segments"]
