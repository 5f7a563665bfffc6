"""Foreign words inside a note or a title: which stretches are in the script of one of the texts.

A browser draws Chinese in a note with the right glyphs, and a screen reader reads it in the right voice, only where it
is marked with its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hexapla import languages

_HAN = r"[⺀-〿㇀-㋿㐀-鿿豈-﫿︰-﹏＀-･\U00020000-\U0003FFFF]"
_KANA = r"[ぁ-ヿㇰ-ㇿ]"
_JAPANESE = f"(?:{_HAN}|{_KANA})"
_ARABIC = r"[؀-ۿݐ-ݿࡰ-ࣿﭐ-﷿ﹰ-ﻼ]"
_CHARACTERS = {
    "Hans": _HAN,
    "Hant": _HAN,
    "Jpan": _JAPANESE,
    "Kore": r"[ᄀ-ᇿ㄰-㆏가-힣]",
    "Cyrl": r"[Ѐ-ԯᲀ-ᲈⷠ-ⷿꙀ-ꚟ]",
    "Grek": r"[Ͱ-Ͽἀ-῾]",
    "Hebr": r"[֑-״יִ-ﭏ]",
    "Arab": _ARABIC,
    "Deva": r"[ऀ-ॿ꣠-ꣿ]",
    "Thai": r"[ก-๛]",
    "Geor": r"[Ⴀ-ჿᲐ-Ჿ]",
    "Armn": r"[Ա-֏]",
    "Mong": r"[᠀-ᢪ]",
    "Tibt": r"[ༀ-࿚]",
}


def split(text: str, tags: Sequence[str]) -> Iterator[tuple[str | None, str]]:
    """Cut `text` into (language tag or None, words); together the words are the text again.

    A stretch gets the first of `tags` whose script it is in; Latin and unknown scripts get none. Blanks and signs
    between two stretches of one script belong to them: “в Синьцзяне, в Китае” is one stretch.
    """
    scripts = {script: tag for tag in reversed(tags) if (script := languages.script(tag)) in _CHARACTERS}
    position = 0
    for found in _pattern(tuple(scripts)).finditer(text) if scripts else ():
        if found.start() > position:
            yield None, text[position : found.start()]
        yield scripts[str(found.lastgroup)], found[0]
        position = found.end()
    if position < len(text):
        yield None, text[position:]


def _pattern(scripts: tuple[str, ...]) -> re.Pattern[str]:
    between = r"[\s\d.,;:!?()«»“”‘’…—–-]{1,8}"
    parts = (f"(?P<{s}>{_CHARACTERS[s]}+(?:{between}{_CHARACTERS[s]}+)*)" for s in scripts)
    return re.compile("|".join(parts))
