"""Learning from the workspace: what its confirmed links teach the aligner about a pair of languages.

What was learned is kept in `.hexapla/learned/`, one file for each pair; `learned` finds it for an alignment.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from hexapla import languages
from hexapla.align import Learned, Lesson, learn
from hexapla.files import atomic_write
from hexapla.model import Alignment, Status

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What was learned for a pair of languages: from how many confirmed links and alignments; `enough` if at all."""

    source: str
    target: str
    links: int
    alignments: int
    enough: bool


def study(alignments: Iterable[Alignment], folder: Path, cache: Path, progress: Progress | None) -> Iterator[Report]:
    """Learn from all confirmed links, pair of languages by pair, and keep it in `folder`."""
    lessons = [(pair_of(one), lesson_of(one)) for one in alignments]
    lessons = sorted((item for item in lessons if item[1].beads), key=lambda item: item[0])
    for pair, group in groupby(lessons, key=lambda item: item[0]):
        some = [lesson for _, lesson in group]
        made = learn(some, pair[0], pair[1], progress=progress, cache=cache)
        if made:
            _write(_file(folder, pair), made)
        yield Report(pair[0], pair[1], sum(len(lesson.beads) for lesson in some), len(some), made is not None)


def learned(folder: Path, source: str, target: str) -> Learned | None:
    """Return what was learned about two languages; None where nothing was, or by another version of Hexapla."""
    path = _file(folder, (languages.base(source), languages.base(target)))
    try:
        return Learned.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(folder: Path) -> int:
    """Delete all that was learned; return for how many pairs of languages there was something."""
    files = sorted(folder.glob("*.json"))
    for path in files:
        path.unlink()
    return len(files)


def lesson_of(alignment: Alignment) -> Lesson:
    """Return the confirmed links of an alignment as a lesson; links changed since they were confirmed teach nothing."""
    sides = [tuple(segment.text for segment in text.segments) for text in (alignment.source, alignment.target)]
    confirmed = [
        (tuple(s.number - 1 for s in link.source), tuple(s.number - 1 for s in link.target))
        for link in alignment.links
        if link.status is Status.CONFIRMED and not link.changed_since_confirmed
    ]
    return Lesson(sides[0], sides[1], tuple(confirmed))


def pair_of(alignment: Alignment) -> tuple[str, str]:
    """Return the languages of both sides, without script and region."""
    return languages.base(alignment.source.info.language), languages.base(alignment.target.info.language)


def _file(folder: Path, pair: tuple[str, str]) -> Path:
    return folder / f"{pair[0]}--{pair[1]}.json"


def _write(path: Path, made: Learned) -> None:
    plain = made.to_json()
    digest = sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16]
    plain["digest"] = digest
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic_write(path, json.dumps(plain, ensure_ascii=False).encode())
