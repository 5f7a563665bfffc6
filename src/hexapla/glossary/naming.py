"""Names of concepts: what they may be, and one made of a concept's terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence

CONCEPT = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,99}")  # also an XML name, which TBX asks for


def free_name(terms: Sequence[str], taken: Container[str]) -> str:
    """Return a name that is not taken yet, made of the first term that has Latin letters."""
    stem = next(filter(None, map(_plain, terms)), "concept")
    return next(name for name in (stem, *(f"{stem}-{i}" for i in range(2, 1_000_000))) if name not in taken)


def _plain(term: str) -> str:
    letters = unicodedata.normalize("NFKD", term).encode("ascii", "ignore").decode().lower()
    return re.sub(r"^[^a-z]+|-+$", "", re.sub(r"[^a-z0-9]+", "-", letters)[:50])
