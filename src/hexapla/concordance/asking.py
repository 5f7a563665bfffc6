"""What is asked of the concordance: the query, conditions, filters, order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from hexapla import languages
from hexapla.concordance.parsing import parse
from hexapla.concordance.syntax import Node
from hexapla.errors import BadQueryError, HexaplaError
from hexapla.folding import FULL, Fold
from hexapla.model import Provenance, Status

SORTS = ("document", "left", "right", "hit")
_DATE = re.compile(r"\d{1,4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Condition:
    """What another side of a link in some language has, or (`negative`) has not."""

    language: str
    query: str
    negative: bool = False

    @classmethod
    def of(cls, text: str, *, negative: bool = False) -> Condition:
        """Read `en:sir`."""
        language, colon, query = text.partition(":")
        field = "not" if negative else "and"
        if not (colon and language.strip() and query.strip()):
            problem = f"A condition is LANG:QUERY, such as en:sir, not “{text}”."
            raise _in_field(BadQueryError(problem, text, 0, len(text)), field)
        return cls(languages.normalise(language.strip()), query.strip(), negative)

    def parsed(self, fold: Fold) -> Node:
        """Return the tree of the query; an error says which condition it is about."""
        try:
            return parse(self.query, fold)
        except BadQueryError as error:
            raise _in_field(error, "not" if self.negative else "and") from None


def _in_field(error: BadQueryError, field: str) -> BadQueryError:
    error.field = field
    return error


@dataclass(frozen=True, slots=True)
class Ask:
    """One question; empty filters let everything pass."""

    query: str
    languages: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    documents: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    provenances: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    fold: Fold = FULL
    sort: str = "document"
    sample: int | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        """See that every choice is one; raise `HexaplaError`."""
        if not self.query.strip():
            raise BadQueryError("There is nothing to look for.", self.query, 0, len(self.query))
        for tag in self.languages:
            languages.parse(tag)
        _among(self.sort, SORTS, "The order")
        for value in self.provenances:
            _among(value, [one.value for one in Provenance], "Provenance")
        for value in self.statuses:
            _among(value, [one.value for one in Status], "Status")
        for value in (self.since, self.until):
            if value and not _DATE.fullmatch(value):
                raise HexaplaError(
                    f"A date is a year, a month or a day such as 1962, 1962-04 or 1962-04-24, not “{value}”."
                )
        if self.sample is not None and self.sample < 1:
            raise HexaplaError("A sample has at least one hit.")

    def check(self) -> None:
        """Read the queries; raise `BadQueryError` where one cannot be read."""
        parse(self.query, self.fold)
        for condition in self.conditions:
            condition.parsed(self.fold)

    def to_json(self) -> dict[str, Any]:
        """Describe the question as the API does."""
        pairs = {
            negative: [[c.language, c.query] for c in self.conditions if c.negative is negative]
            for negative in (False, True)
        }
        return {
            "q": self.query,
            "lang": list(self.languages),
            "and": pairs[False],
            "not": pairs[True],
            "document": list(self.documents),
            "text": list(self.texts),
            "translator": list(self.translators),
            "provenance": list(self.provenances),
            "status": list(self.statuses),
            "from": self.since,
            "to": self.until,
            "exact": exact_names(self.fold),
            "sort": self.sort,
            "sample": self.sample,
            "seed": self.seed,
        }


def _among(value: str, choices: Any, what: str) -> None:  # noqa: ANN401 - any collection of words
    if value not in choices:
        raise HexaplaError(f"{what} is one of {', '.join(choices)}, not “{value}”.")


def exact_names(fold: Fold) -> list[str]:
    """Name what is not folded."""
    return [name for name, is_folded in fold._asdict().items() if not is_folded]


def fold_of(exact: tuple[str, ...]) -> Fold:
    """Read the names of what is not folded: case, marks, script."""
    for name in exact:
        _among(name, Fold._fields, "What is taken exactly")
    return Fold(**{name: name not in exact for name in Fold._fields})


def is_language(tag: str, wanted: str) -> bool:
    """Whether a language is the one wanted or a kind of it: zh-Hans is a zh."""
    return tag.lower() == wanted.lower() or tag.lower().startswith(f"{wanted.lower()}-")
