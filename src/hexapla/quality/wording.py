"""What the checks need to know of words: letters, scripts, a sentence without its accidents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from hexapla import languages
from hexapla.model import Link, Side

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ALL_BUT_LETTERS = re.compile(r"[\W_]+")
_UNSPACED = {"Hans", "Hant", "Hani", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"}


def texts(link: Link, side: Side) -> tuple[str, ...]:
    """Return the words of one side, a string a segment."""
    return tuple(segment.text for segment in link.side(side))


@lru_cache(50_000)
def folded(text: str) -> str:
    """Return a sentence's letters and digits alone, in small letters: what is left when typing differs."""
    return _ALL_BUT_LETTERS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def folded_side(link: Link, side: Side) -> str:
    """Return `folded` of all segments of a side."""
    return " ".join(folded(text) for text in texts(link, side))


def is_spaced(tag: str) -> bool:
    """Whether the language puts spaces between words."""
    return languages.script(tag) not in _UNSPACED


def is_sentence(text: str, least: int = 4) -> bool:
    """Whether a folded text is long enough to be no formula, name or exclamation: words, or twice as many Han signs."""
    return len(HAN.findall(text)) >= 2 * least or len(text.split()) >= least > 0


def excerpt(words: Sequence[str] | str, most: int = 60) -> str:
    """Shorten words for a sentence about them."""
    whole = words if isinstance(words, str) else " ".join(words)
    return whole if len(whole) <= most else f"{whole[: most - 1].rstrip()}…"
