"""Language tags (BCP 47): checking them, naming them, and how their script is set."""

from __future__ import annotations

from functools import cache

from langcodes import Language, tag_parser

from hexapla.errors import BadLanguageError

_RIGHT_TO_LEFT = {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"}
_UNSPACED = {"Hans", "Hant", "Hani", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"}


@cache
def parse(tag: str) -> Language:
    """Return the parsed tag; raise `BadLanguageError` where it is none or names no known language."""
    try:
        language = Language.get(tag, normalize=False)
    except tag_parser.LanguageTagError:
        raise BadLanguageError(tag) from None
    if not language.is_valid() or not language.language:
        raise BadLanguageError(tag)
    return language


def normalise(tag: str) -> str:
    """Return the tag with the customary letter case: `zh-hans` becomes `zh-Hans`."""
    return parse(tag).to_tag()


def base(tag: str) -> str:
    """Return the primary language alone: `zh` for `zh-Hans`."""
    return str(parse(tag).language)


@cache
def script(tag: str) -> str:
    """Return the ISO 15924 code of the script the language is written in: `Hans`, `Cyrl`, `Latn`."""
    return str(parse(tag).maximize().script or "Zyyy")


def direction(tag: str) -> str:
    """Return `rtl` or `ltr`, for HTML's `dir`."""
    return "rtl" if script(tag) in _RIGHT_TO_LEFT else "ltr"


def joiner(tag: str) -> str:
    """Return what stands between two sentences of a paragraph: a space, or nothing in unspaced scripts."""
    return "" if script(tag) in _UNSPACED else " "


def display_name(tag: str, inside: str = "en") -> str:
    """Name the language for people: `Chinese (Simplified)`."""
    return parse(tag).display_name(inside)


def autonym(tag: str) -> str:
    """Name the language in itself: `中文（简体）`, `русский`."""
    return parse(tag).display_name(tag)
