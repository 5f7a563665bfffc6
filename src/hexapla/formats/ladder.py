"""hunalign's ladder (Varga et al. 2005): a ZIP of `alignment.ladder` and the two texts it joins, a segment a line.

A rung `i TAB j TAB score` says that i source and j target lines lie below it; what lies between two rungs is a link.
Rungs cannot cross: links that do are written as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hexapla.errors import BadImportError
from hexapla.formats import archive
from hexapla.formats.describing import named
from hexapla.formats.incoming import Choice, File, Found, Piece, Row, Warnings, assemble
from hexapla.formats.options import Options
from hexapla.formats.plain import lines_of
from hexapla.formats.standoff import Pointing, monotone, resolve, texts_of
from hexapla.model import SIDES, Alignment, Link, Side

RUNG = re.compile(r"(\d{1,9})\t(\d{1,9})(?:\t(\S+))?")
_PARAGRAPH = "<p>"  # hunalign's own mark, a line of the text


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the archive."""
    links = list(options.links(alignment))
    texts = texts_of(links)
    files = {"alignment.ladder": "".join(_rungs(links)).encode()}
    for side in SIDES:
        name = f"{getattr(alignment, side).info.name}.txt"
        files[name] = "".join(_line(segment.text) for segment in texts[side]).encode()
    return archive.pack(files)


def _line(words: str) -> str:
    return f"{words} \n" if words == _PARAGRAPH else f"{words}\n"


def _rungs(links: Sequence[Link]) -> Iterator[str]:
    i = j = 0
    for source, target, confidence in monotone(links):
        yield f"{i}\t{j}\t{0 if confidence is None else confidence}\n"
        i, j = i + len(source), j + len(target)
    yield f"{i}\t{j}\t0\n"


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read a ladder and its two texts, source first; raise `BadImportError` where they do not fit."""
    file, texts = split(files, RUNG, "ladder")
    rungs = [_rung(file, line, number) for number, line in enumerate(lines_of(file), 1) if line.strip()]
    pointings = []
    for number, (below, above) in enumerate(pairwise(rungs), 2):
        if below[0] > above[0] or below[1] > above[1]:
            raise BadImportError(file.name, "this rung is lower than the one before it. Rungs only go up.", number)
        names = [[str(i) for i in range(low, high)] for low, high in zip(below, above, strict=True)]
        pointings.append(Pointing(names[0], names[1], Row(line=number)))
    return found(file, texts, pointings, choice)


def _rung(file: File, line: str, number: int) -> tuple[int, int]:
    rung = RUNG.fullmatch(line.strip())
    if not rung:
        raise BadImportError(file.name, "this line is no rung: two numbers and a score, with tabs.", number)
    return int(rung[1]), int(rung[2])


def split(files: Sequence[File], line: re.Pattern[str], what: str) -> tuple[File, list[File]]:
    """Tell the file of links, all of whose lines match, from its two texts."""
    named = [file for file in files if file.name.endswith(f".{what}")]
    links = named or [file for file in files if looks_like(file, line)]
    texts = [file for file in files if file not in links]
    if len(links) != 1 or len(texts) != len(SIDES):
        names = ", ".join(file.name for file in files)
        raise BadImportError(names, f"choose three files: the {what}, the source text and the target text.")
    return links[0], texts


def looks_like(file: File, line: re.Pattern[str]) -> bool:
    """Whether the first lines of a file match."""
    head = file.data[:10_000].decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    some = [one.strip() for one in head[:20] if one.strip()]
    return bool(some) and all(line.fullmatch(one) for one in some)


def found(file: File, texts: Sequence[File], pointings: Sequence[Pointing], choice: Choice) -> Found:
    """Put links that count lines from 0 and two plain texts together."""
    warnings = Warnings()
    segments: dict[Side, dict[str, Piece]] = {
        side: _segments(lines_of(text)) for side, text in zip(SIDES, texts, strict=True)
    }
    about = named((texts[0].name, texts[1].name), (choice.source, choice.target))
    rows = resolve(file.name, pointings, segments, warnings)
    return Found(assemble(file.name, [row for row in rows if _has_words(row)], about, warnings), warnings.all())


def _segments(lines: Sequence[str]) -> dict[str, Piece]:
    """Number all lines, for links count the blank ones too; `<p>` and blank lines have no words."""
    segments, starts = {}, True
    for index, line in enumerate(lines):
        words = "" if line == _PARAGRAPH else line
        segments[str(index)] = Piece(words, index + 1, starts)
        starts = not words.strip()
    return segments


def _has_words(row: Row) -> bool:
    return any(piece.text.strip() for piece in (*row.source, *row.target))
