"""What people decided about words: `alignments/<document>/<alignment>.words.tsv`, a file for git beside the alignment.

One line a decision: this word and that one go together (`+`) or do not (`-`). It names the link and the hash of its
words, so that it stops applying when they change and applies again when they come back; the words themselves stand
in the line for those who read it. Where two lines speak of the same words, as after a merge, the newest holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hexapla.errors import FileError
from hexapla.files import atomic_write, read_utf8
from hexapla.wordlinks.values import Span

SUFFIX = ".words.tsv"
COLUMNS = ("link", "hash", "decision", "source", "source_words", "target", "target_words", "by", "when")
_HASH = re.compile(r"[0-9a-f]{16}")
_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_PLACE = re.compile(r"(\d+):(\d+)-(\d+)")
_DIFFERENT = str.maketrans("\t\r\n", "   ")


class InvalidWordsError(FileError):
    """A file of decisions about words that cannot be read."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Somebody's decision that a word of the source and one of the target go together, or do not.

    `link` and `hash` name the link and its words (`model.texts_hash`); `when` is ISO 8601 in UTC.
    """

    link: str
    hash: str
    together: bool
    source: Span
    source_words: str
    target: Span
    target_words: str
    by: str
    when: str

    @property
    def about(self) -> tuple[str, str, Span, Span]:
        """What is decided: the link, the hash of its words, and the two places."""
        return self.link, self.hash, self.source, self.target


def read(path: Path) -> list[Decision]:
    """Return the decisions in a file, none where there is no file; raise `InvalidWordsError` for a broken line."""
    found, problems = look(path)
    for problem in problems:
        raise problem
    return found


def look(path: Path) -> tuple[list[Decision], list[InvalidWordsError]]:
    """Return the decisions in a file, of two about the same words the newest, and its broken lines."""
    if not path.exists():
        return [], []
    try:
        lines = read_utf8(path, InvalidWordsError).splitlines()
    except InvalidWordsError as problem:
        return [], [problem]
    found: list[Decision] = []
    problems: list[InvalidWordsError] = []
    if not lines or lines[0].split("\t") != list(COLUMNS):
        problems.append(InvalidWordsError(path, f"the first line should be “{' '.join(COLUMNS)}”, with tabs.", 1))
    for number, line in enumerate(lines[1:], 2):
        if line == lines[0]:  # as a merge of two new files may leave it
            continue
        try:
            found.append(_parse(line))
        except ValueError as problem:
            problems.append(InvalidWordsError(path, f"{problem} Mend the line or take it out.", number))
    return _newest(found), problems


def _newest(decisions: Iterable[Decision]) -> list[Decision]:
    return list({one.about: one for one in sorted(decisions, key=lambda one: one.when)}.values())


def _parse(line: str) -> Decision:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise ValueError(f"the line has {len(cells)} columns, not {len(COLUMNS)}.")
    link, hash_, decision, source, source_words, target, target_words, by, when = cells
    if not link:
        raise ValueError("the line names no link.")
    if not _HASH.fullmatch(hash_):
        raise ValueError(f"“{hash_}” is no hash of sixteen hexadecimal digits.")
    if decision not in ("+", "-"):
        raise ValueError(f"the decision must be + or -, not “{decision}”.")
    if not _WHEN.fullmatch(when):
        raise ValueError(f"“{when}” is no time such as 2026-11-24T09:00:00Z.")
    return Decision(link, hash_, decision == "+", _span(source), source_words, _span(target), target_words, by, when)


def _span(place: str) -> Span:
    found = _PLACE.fullmatch(place)
    if not found or int(found[2]) >= int(found[3]):
        raise ValueError(f"“{place}” is no place such as 0:3-5 (segment of the link, from code point, to code point).")
    return Span(*map(int, found.groups()))


def write(path: Path, decisions: Sequence[Decision]) -> None:
    """Write decisions in the order of links and places, always the same for the same decisions; none: no file."""
    if not decisions:
        path.unlink(missing_ok=True)
        return
    rows = [COLUMNS, *(_cells(one) for one in sorted(decisions, key=_order))]
    atomic_write(path, "".join("\t".join(cells) + "\n" for cells in rows))


def _order(one: Decision) -> tuple[object, ...]:
    places = [(span.segment, span.start, span.end) for span in (one.source, one.target)]
    return len(one.link), one.link, one.hash, *places


def _cells(one: Decision) -> Iterator[str]:
    spans = [f"{span.segment}:{span.start}-{span.end}" for span in (one.source, one.target)]
    words = [text.translate(_DIFFERENT) for text in (one.source_words, one.target_words, one.by)]
    return iter((one.link, one.hash, "+" if one.together else "-", spans[0], words[0], spans[1], *words[1:], one.when))
