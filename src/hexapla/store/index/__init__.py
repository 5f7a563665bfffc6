"""The search index: FTS5 over the folded words of both sides of every link, and of every text without an alignment.

A row of the index is a link: the words of its source in the column `s`, of its target in `t`. So conditions on both
sides are one question to FTS5. The rows of an alignment have numbers of their own, its *slot*: (slot << 32) + the
link's number; slots of the same pair of languages are neighbours. Documents and languages are thus ranges of numbers,
which cost nothing in the index. A text in several alignments is *at home* in the first of them and searched there only.
The segments of a text without any alignment are rows of a slot of their own.

Small edits change rows in their own transaction (`following`). What changes a whole alignment, or brings or removes
one, gives up its slot in its own transaction; a new one is filled before the next search answers (`filling`).

The words are folded and set apart by `hexapla.folding`, so FTS5 only cuts at spaces: its own tables of letters end with
Unicode 6.1 and would lose younger Chinese characters. Without content and column sizes the index is about as large as
the texts. Only a working copy in SQLite has an index.
"""

from hexapla.store.index.filling import complete, is_complete
from hexapla.store.index.following import follow
from hexapla.store.index.slots import (
    BREAK,
    Slot,
    create,
    forget_alignment,
    forget_everything,
    forget_text,
    has_index,
    link_of,
    living,
    row_range,
)

__all__ = [
    "BREAK",
    "Slot",
    "complete",
    "create",
    "follow",
    "forget_alignment",
    "forget_everything",
    "forget_text",
    "has_index",
    "is_complete",
    "link_of",
    "living",
    "row_range",
]
