"""Marks that survive translation: question and quotation marks, numbers, names in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from hexapla.align.band import Floats, Ints

QUESTION, EXCLAMATION = re.compile("[?？؟;]"), re.compile("[!！]")
QUOTE = re.compile('["“”„«»「」『』‹›]')
TOKEN = re.compile(r"\d+|\b[A-Z][A-Za-zÀ-ɏ]{2,}")
BUCKETS = 48
ENDS = ["?？؟", "!！", ":：", ",，;；、", "…", ".。．।"]


def counts_before(sentences: Sequence[str]) -> Floats:
    """Return (n + 1, 3 + BUCKETS): questions, exclamations, quotation marks and hashed numbers and names so far."""
    counts = np.zeros((len(sentences) + 1, 3 + BUCKETS), np.float32)
    for row, text in enumerate(sentences, 1):
        plain = unicodedata.normalize("NFKC", text)
        counts[row, :3] = [len(mark.findall(text)) for mark in (QUESTION, EXCLAMATION, QUOTE)]
        for token in TOKEN.findall(plain):
            counts[row, 3 + crc32(token.lower()[:5].encode()) % BUCKETS] += 1
    return np.cumsum(counts, axis=0)


def closings(sentences: Sequence[str]) -> Ints:
    """Return a number (n,) for how each sentence ends, quotation marks aside; twice as high before one."""
    found = []
    for text in sentences:
        bare = text.rstrip("\"”“»」』’' )）")
        kind = next((number for number, marks in enumerate(ENDS) if bare[-1:] and bare[-1] in marks), len(ENDS))
        found.append(2 * kind + bool(QUOTE.search(text[len(bare) :])))
    return np.array(found)


def openings(sentences: Sequence[str]) -> Ints:
    """Return whether each sentence starts with a quotation mark: (n,)."""
    return np.array([bool(QUOTE.match(text.lstrip())) for text in sentences], np.int64)
