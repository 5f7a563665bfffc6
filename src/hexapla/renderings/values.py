"""What is counted: one line for each place where a term meets a translation, and rows of lines that render it alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log2

from hexapla.model import Side
from hexapla.wordlinks import Span

SAMPLE = 200  # places looked at, unless more are asked for


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: how is `term`, in texts of one language, rendered in another?

    Languages are BCP 47 tags; `zh` stands for `zh-Hans` and `zh-Hant`. Of more than `limit` places a random sample is
    looked at, the same for the same `seed`. `documents`, `texts` (of the renderings) and `translators` narrow it down.
    With `forms` every inflected form of the term's words counts, else only what is written, folded as in a search.
    """

    term: str
    source: str
    target: str
    documents: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    limit: int = SAMPLE
    seed: int = 0
    forms: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One place of the term in one alignment, with what stands for it.

    `side` is the term's side of the link; `segment`, `start` and `end` are its place there (segments from 0, code
    points). `spans` are the counterpart's words on the other side. `tier` is `solid`, `dotted`, `none` (no counterpart
    was found) or `empty` (the other side of the link is empty). `row` counts the links of the alignment from 1.
    """

    document: str
    alignment: str
    link: str
    row: int
    side: Side
    segment: int
    start: int
    end: int
    own: tuple[str, ...]
    others: tuple[str, ...]
    own_text: str
    other_text: str
    translator: str
    tier: str
    spans: tuple[Span, ...] = ()
    form: str = ""
    lemma: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Lines that render the term alike: by the same words but for their inflection. `form` is the commonest one."""

    lemma: str
    form: str
    lines: tuple[int, ...]
    solid: int
    dotted: int

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one document, text or translator, and how many of them each row has; None counts the unrendered."""

    name: str
    title: str
    lines: tuple[int, ...]
    counts: dict[str | None, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The answer.

    `places` is how often the term stands in the texts, `looked_at` in how many of them it was followed; where there are
    very many, `exact` is false and `places` counts the links that have the term.
    A place that is aligned with several texts of the target language makes a line for each; one in a text that is
    aligned with none makes no line and is counted in `unaligned`. `missing` are the lines without a counterpart.
    """

    asked: Asked
    places: int
    exact: bool
    looked_at: int
    unaligned: int
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    missing: tuple[int, ...]

    @property
    def entropy(self) -> float:
        """How evenly the renderings are used, in bits (Shannon 1948): H = −Σ p·log₂ p over the rows.

        0 is one rendering throughout, 1 is two that are equally common, n means as much choice as 2ⁿ equally common
        ones. Lines without a counterpart are left out: they tell of omissions and of what the word links missed.
        """
        return entropy([row.count for row in self.rows])

    def share(self, count: int) -> float:
        """Return what part of all lines this is, from 0 to 1."""
        return count / len(self.lines) if self.lines else 0.0


def entropy(counts: Sequence[int]) -> float:
    """Return the entropy of a distribution in bits; 0.0 for nothing at all."""
    total = sum(counts)
    return abs(-sum(n / total * log2(n / total) for n in counts if n)) if total else 0.0


def commonest(forms: Sequence[str]) -> str:
    """Return the form that is there most often; of equals the one in small letters, else the first."""
    count = Counter(forms)
    most = max(count.values(), default=0)
    return next(iter(sorted((f for f in count if count[f] == most), key=lambda form: form != form.lower())), "")
