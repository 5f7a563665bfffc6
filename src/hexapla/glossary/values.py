"""What a glossary holds: concepts, and for each of them terms in many languages with an administrative status.

The model is that of terminology work (ISO 704, ISO 30042): a concept is one thing; its terms are what languages call
it. The statuses are those of TBX, with *required* for the preferred term that must be used, and *forbidden* for what
TBX calls deprecated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class TermStatus(StrEnum):
    """What a translator should do with a term."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"


STATUS_ORDER = tuple(TermStatus)
PARTS_OF_SPEECH = ("noun", "verb", "adjective", "adverb", "other")


@dataclass(frozen=True, slots=True)
class Term:
    """What a language calls a concept.

    Where `documents` are named it counts in these only; `memo/en` names one text of a document.
    """

    concept: str
    language: str
    term: str
    status: TermStatus = TermStatus.PREFERRED
    part_of_speech: str = ""
    note: str = ""
    documents: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What is there once in a glossary: the concept, the language and the term."""
        return self.concept, self.language, self.term

    def counts_in(self, document: str, text: str) -> bool:
        """Whether the term counts in a text of a document."""
        return not self.documents or document in self.documents or f"{document}/{text}" in self.documents


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, sorted by concept, language, status and term."""

    terms: tuple[Term, ...] = ()

    def concepts(self) -> dict[str, tuple[Term, ...]]:
        """Return the terms of each concept."""
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            found.setdefault(term.concept, []).append(term)
        return {concept: tuple(terms) for concept, terms in found.items()}

    def languages(self) -> list[str]:
        """Return the languages that have terms, those with most of them first."""
        count: dict[str, int] = {}
        for term in self.terms:
            count[term.language] = count.get(term.language, 0) + 1
        return sorted(count, key=lambda tag: (-count[tag], tag))


def glossary(terms: Iterable[Term]) -> Glossary:
    """Make a glossary of terms in any order."""
    return Glossary(tuple(sorted(terms, key=_place)))


def _place(term: Term) -> tuple[str, str, int, str]:
    return term.concept, term.language, STATUS_ORDER.index(term.status), term.term


def put_concept(value: Glossary, concept: str, terms: Iterable[Term]) -> Glossary:
    """Return the glossary with these terms as all that a concept has; with none the concept is gone."""
    return glossary([term for term in value.terms if term.concept != concept] + list(terms))


def join(value: Glossary, others: Iterable[Term]) -> tuple[Glossary, int, int]:
    """Add terms to a glossary; where it has one already, the newcomer's status and note count.

    Returns the glossary, and how many terms were added and how many changed.
    """
    known = {term.key: term for term in value.terms}
    fresh = {term.key: term for term in others}
    added = sum(key not in known for key in fresh)
    changed = sum(key in known and known[key] != term for key, term in fresh.items())
    return glossary((known | fresh).values()), added, changed
