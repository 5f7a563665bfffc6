"""Two languages chosen out of those that a file has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hexapla import languages
from hexapla.errors import BadImportError
from hexapla.formats.describing import UNDETERMINED, tag_or_undetermined
from hexapla.formats.incoming import Choice


def choose(file: str, counts: Counter[str], choice: Choice, first: str = "") -> tuple[str, str]:
    """Return the tags, as the file writes them, of source and target.

    The source is the one that was asked for, else `first`, else the one that came up first; the target the one that
    was asked for, else the most frequent of the others.
    """
    tags = list(counts)
    if not tags:
        raise BadImportError(file, "no unit says its language (xml:lang). Add it, or export the file anew.")
    source = _asked(file, choice.source, tags)
    target = _asked(file, choice.target, [tag for tag in tags if tag != source])
    rest = [tag for tag in tags if tag != target]
    source = source or _like(first, rest) or (rest[0] if rest else "")
    others = [tag for tag in tags if tag != source]
    target = target or max(others, key=lambda tag: counts[tag], default="")
    if not (source and target):
        raise BadImportError(file, f"there is only one language in this file, {tags[0]}. Choose a file with two.")
    return source, target


def _asked(file: str, wanted: str, tags: Sequence[str]) -> str:
    if not wanted:
        return ""
    if found := _like(wanted, tags):
        return found
    raise BadImportError(file, f"there is no text in “{wanted}” here, but in {', '.join(tags)}. Choose among these.")


def _like(wanted: str, tags: Sequence[str]) -> str:
    """Find the tag that is meant: the same one, else the only one of the same language."""
    tag = tag_or_undetermined(wanted)
    if tag == UNDETERMINED:
        return wanted if wanted in tags else ""
    same = [one for one in tags if tag_or_undetermined(one) == tag]
    kin = [one for one in tags if _base(one) == languages.base(tag)]
    return same[0] if same else kin[0] if len(kin) == 1 else ""


def _base(tag: str) -> str:
    known = tag_or_undetermined(tag)
    return known if known == UNDETERMINED else languages.base(known)
