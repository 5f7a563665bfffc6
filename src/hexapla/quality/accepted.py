"""Findings that a person has accepted, kept in a plain file beside the alignment.

`alignments/<document>/<alignment>.accepted.tsv` has a header and one line a decision, sorted by check, link and
fingerprint, so that two people's decisions merge line by line. A decision holds for a link and the words in question;
`content` tells how the whole link read then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from hexapla.errors import FileError, HexaplaError
from hexapla.files import atomic_write, read_utf8
from hexapla.model import Link, content_hash
from hexapla.po import LINK_ID
from hexapla.quality.finding import Finding

SUFFIX = ".accepted.tsv"
MOST = 500  # characters of a reason
_CHECK, _CONTENT, _PRINT = re.compile(r"[a-z][a-z0-9-]*"), re.compile(r"[0-9a-f]{16}"), re.compile(r"[0-9a-f]{12}")


class BadAcceptedError(FileError):
    """A record of accepted findings that cannot be read."""


class BadReasonError(HexaplaError):
    """Words that cannot be the reason why a finding is accepted."""


@dataclass(frozen=True, slots=True, order=True)
class Accepted:
    """One decision: the finding of a check on a link is right as it is, for a reason; `time` is ISO 8601 in UTC."""

    check: str
    link: str
    fingerprint: str
    content: str
    time: str
    author: str
    reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What it holds for."""
        return self.check, self.link, self.fingerprint


HEAD = [field.name for field in fields(Accepted)]
Record = dict[tuple[str, str, str], Accepted]


def key_of(finding: Finding) -> tuple[str, str, str]:
    """Return what a decision on a finding holds for."""
    return finding.check, finding.link, finding.fingerprint


def accept(finding: Finding, link: Link, reason: str, author: str) -> Accepted:
    """Make the decision that a finding is right as it is; raise `BadReasonError` for a reason that cannot be kept."""
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Accepted(
        finding.check, link.id, finding.fingerprint, content_hash(link), now, _line(author) or "editor", clean(reason)
    )


def clean(reason: str) -> str:
    """Return a reason as one line; raise `BadReasonError` where there is none or it is too long."""
    line = _line(reason)
    if not line:
        raise BadReasonError("Say in a few words why this is right as it is.")
    if len(line) > MOST:
        raise BadReasonError(f"The reason has {len(line)} characters; {MOST} are the most. Put the rest into a note.")
    return line


def _line(words: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def load(path: Path) -> Record:
    """Read a record; none where there is no file. Of two decisions on the same words the later one counts."""
    if not path.exists():
        return {}
    lines = read_utf8(path, BadAcceptedError).split("\n")
    if lines[0].split("\t") != HEAD:
        raise BadAcceptedError(path, f"the first line must be {'⇥'.join(HEAD)} (⇥ is a tab).", 1)
    found = (_read(path, number, line) for number, line in enumerate(lines[1:], 2) if line)
    return {one.key: one for one in sorted(found, key=lambda one: one.time)}


def _read(path: Path, number: int, line: str) -> Accepted:
    def wrong(problem: str) -> BadAcceptedError:
        return BadAcceptedError(path, f"{problem} Mend the line, or remove it: the finding then shows again.", number)

    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        raise BadAcceptedError(
            path, "this is a merge conflict. Keep the lines of both sides and remove the marks.", number
        )
    cells = line.split("\t")
    if len(cells) != len(HEAD):
        raise wrong(f"there are {len(cells)} columns, and should be {len(HEAD)}.")
    one = Accepted(*cells)
    for name, pattern in (("check", _CHECK), ("link", LINK_ID), ("fingerprint", _PRINT), ("content", _CONTENT)):
        if not pattern.fullmatch(getattr(one, name)):
            raise wrong(f"“{getattr(one, name)}” is no {name}.")
    if not one.reason.strip():
        raise wrong("the reason is missing.")
    return one


def dump(record: Iterable[Accepted]) -> str:
    """Return the content of a record's file."""
    return "\n".join(["\t".join(HEAD), *("\t".join(getattr(one, n) for n in HEAD) for one in sorted(record)), ""])


def change(path: Path, change: Callable[[Record], None]) -> Record:
    """Change a record and write it, the whole or nothing; a record without decisions is no file."""
    record = load(path)
    before = dump(record.values())
    change(record)
    if record and dump(record.values()) != before:
        atomic_write(path, dump(record.values()))
    elif not record:
        path.unlink(missing_ok=True)
    return record
