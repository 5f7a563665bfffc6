"""Which font families a language is set in, and which Debian package brings a missing character."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from hexapla import languages

LATIN = ("Source Serif 4", "Noto Serif", "Libertinus Serif", "Liberation Serif")
SANS = ("Source Sans 3", "Noto Sans", "Liberation Sans", "DejaVu Sans")
_BY_SCRIPT = {
    "Hans": ("Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "Songti SC", "SimSun"),
    "Hant": ("Source Han Serif TC", "Noto Serif CJK TC", "Noto Serif TC", "Songti TC", "PMingLiU"),
    "Jpan": ("Source Han Serif", "Noto Serif CJK JP", "Noto Serif JP", "Hiragino Mincho ProN", "Yu Mincho"),
    "Kore": ("Source Han Serif K", "Noto Serif CJK KR", "Noto Serif KR", "AppleMyungjo", "Batang"),
    "Arab": ("Noto Naskh Arabic", "Amiri", "Scheherazade New", "Traditional Arabic"),
    "Hebr": ("Noto Serif Hebrew", "David Libre", "David"),
    "Deva": ("Noto Serif Devanagari",),
    "Beng": ("Noto Serif Bengali",),
    "Thai": ("Noto Serif Thai",),
    "Geor": ("Noto Serif Georgian",),
    "Armn": ("Noto Serif Armenian",),
    "Tibt": ("Noto Serif Tibetan",),
    "Mong": ("Noto Sans Mongolian",),
    "Ethi": ("Noto Serif Ethiopic",),
    "Khmr": ("Noto Serif Khmer",),
    "Laoo": ("Noto Serif Lao",),
    "Mymr": ("Noto Serif Myanmar",),
    "Taml": ("Noto Serif Tamil",),
}
_WORD_FACES = {"Hans": "SimSun", "Hant": "PMingLiU", "Jpan": "MS Mincho", "Kore": "Batang"}
_FIRST_BEYOND = 0x20000  # the planes that ordinary Chinese fonts hold only in part


def families(tag: str, chosen: Sequence[tuple[str, str]], installed: Collection[str]) -> list[str]:
    """Return installed families for a language, best first: those chosen for it, its script's, the Latin ones."""
    own = [family for language, family in chosen if language in (tag, languages.base(tag))]
    script = languages.script(tag)
    nearest = [*own, *_BY_SCRIPT.get(script, ())]
    known = {family.casefold(): family for family in installed}
    wanted = dict.fromkeys(family.casefold() for family in (*nearest, *LATIN))
    return [known[family] for family in wanted if family in known]


def unknown(chosen: Sequence[tuple[str, str]], installed: Collection[str]) -> list[str]:
    """Return the chosen families that are not installed."""
    known = {family.casefold() for family in installed}
    return [family for _, family in chosen if family.casefold() not in known]


def word_face(tag: str) -> str:
    """Return the East Asian family that every word processor for this language has."""
    return _WORD_FACES.get(languages.script(tag), "SimSun")


def package(character: str) -> str:
    """Return the Debian package of a font that most likely has this character."""
    name = unicodedata.name(character, "")
    if name.startswith("CJK") and ord(character) >= _FIRST_BEYOND:
        return "fonts-hanazono"
    if name.startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "IDEOGRAPHIC")):
        return "fonts-noto-cjk"
    if unicodedata.category(character) == "So":
        return "fonts-symbola"
    return "fonts-noto-core"
