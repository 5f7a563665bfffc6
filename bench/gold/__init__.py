"""Word alignments and annotated hits: see README.md in this folder for guidelines, format and counts."""

from .aligned import Pair, pairs
from .blocks import FOLDER
from .scores import alignment_error_rate, is_right, project
from .searched import Hit, hits, renderings

__all__ = ["FOLDER", "Hit", "Pair", "alignment_error_rate", "hits", "is_right", "pairs", "project", "renderings"]
