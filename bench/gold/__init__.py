"""Word alignments and annotated hits made by hand: see README.md in this folder for guidelines, format and counts."""

from .reading import FOLDER, Hit, Pair, hits, pairs
from .scores import alignment_error_rate, is_right, project

__all__ = ["FOLDER", "Hit", "Pair", "alignment_error_rate", "hits", "is_right", "pairs", "project"]
