"""Renderings: how a term of one language is translated into another, counted over the texts of a workspace."""

from hexapla.renderings.facade import Renderings
from hexapla.renderings.values import SAMPLE, Asked, Group, Line, Row, Table, entropy

__all__ = ["SAMPLE", "Asked", "Group", "Line", "Renderings", "Row", "Table", "entropy"]
