"""Hexapla: a document and its translations side by side, as files that live in git.

`hexapla.workspace.Workspace` is the way in for programs; `hexapla.align.align` aligns two lists of sentences.
"""

__version__ = "0.1.0"
