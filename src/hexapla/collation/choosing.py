"""Which versions are compared, through which source, and against which base.

A version is named by its text, such as `en`, or as a revision of one: `en@12` is revision 12 of the history of its
alignment, `en@HEAD~3` and `en@git:1234567` are git's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hexapla import languages
from hexapla.errors import UnknownNameError
from hexapla.model import Document
from hexapla.pivot import pairs_of, usual_pivot

MOST = 12  # versions beside each other

Pairs = Sequence[tuple[str, str]]


class Name(NamedTuple):
    """The name of a version: a text, and a revision of it (empty: as it is now)."""

    text: str
    revision: str = ""

    @classmethod
    def parse(cls, words: str) -> Name:
        """Take `en@12` apart."""
        text, _, revision = words.strip().partition("@")
        return cls(text, revision)

    @property
    def is_git(self) -> bool:
        """Whether the revision is one of git's rather than of the history."""
        return bool(self.revision) and not self.revision.isdecimal()

    def __str__(self) -> str:
        """Return the name as `parse` takes it."""
        return f"{self.text}@{self.revision}" if self.revision else self.text


@dataclass(frozen=True, slots=True)
class Choice:
    """What is compared: the text that gives the rows, the versions, and the place of the base among them.

    `pivot` is a common source, or, where `own`, one of the versions.
    """

    pivot: str
    versions: tuple[Name, ...]
    base: int = 0

    @property
    def own(self) -> bool:
        """Whether the pivot is itself compared, so that there is no source beside the versions."""
        return any(version.text == self.pivot for version in self.versions)


def choose(document: Document, pairs: Pairs, source: str = "", texts: Iterable[str] = (), base: str = "") -> Choice:
    """Return what to compare; what is not said is chosen: the usual pivot, the language with most versions, the first.

    Raise `UnknownNameError` for texts that are not there, or not aligned with the pivot.
    """
    wanted = list(dict.fromkeys(Name.parse(words) for words in texts if words.strip()))[:MOST]
    named = Name.parse(base) if base else None
    if named and wanted and named not in wanted:
        wanted.insert(0, named)  # before the pivot is chosen: it must be aligned with the base too
    for name in (*([source] if source else []), *(each.text for each in (*wanted, *([named] if named else [])))):
        if name not in document.texts:
            raise UnknownNameError(f"{document.name} has no text “{name}”. It has {', '.join(document.texts)}.")
    pivot = source or (_common(document, pairs, wanted) if wanted else usual_pivot(document, pairs))
    versions = tuple(wanted or _usual(document, pairs, pivot))
    if named and named not in versions:
        versions = (named, *versions)
    for version in versions:
        if version.text != pivot and version.text not in pairs_of(pivot, pairs):
            raise UnknownNameError(
                f"{version.text} is not aligned with {pivot}. Make the alignment first: "
                f"hexapla align {document.name} {pivot} {version.text}"
            )
    return Choice(pivot, versions, versions.index(named) if named in versions else 0)


def _common(document: Document, pairs: Pairs, wanted: Sequence[Name]) -> str:
    """Return the text that all versions are aligned with: a source, else one of the versions, else any other."""
    names = list(dict.fromkeys(version.text for version in wanted))
    others = [name for name in document.texts if name not in names]
    sources = [name for name in others if document.texts[name].role == "source"]
    for name in dict.fromkeys((*sources, *names, *others)):
        if set(names) - {name} <= pairs_of(name, pairs).keys():
            return name
    raise UnknownNameError(
        f"No text of {document.name} is aligned with all of {', '.join(names)}. Align them with a common source, or "
        f"with each other: hexapla align {document.name} {names[0]} {names[-1]}"
    )


def _usual(document: Document, pairs: Pairs, pivot: str) -> list[Name]:
    """Choose the versions in the language that has most of them; all where each language has one."""
    known = pairs_of(pivot, pairs)
    own = document.texts[pivot].role != "source"
    names = [name for name in document.texts if name in known or (name == pivot and own)]
    counts = Counter(languages.base(document.texts[name].language) for name in names)
    language, count = counts.most_common(1)[0]
    several = [name for name in names if languages.base(document.texts[name].language) == language]
    return [Name(name) for name in (several if count > 1 else names)][:MOST]
