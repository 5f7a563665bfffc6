"""Moses pairs: a ZIP of two plain files, `memo.zh-Hans` and `memo.en`, whose lines of one number belong together.

A line is one side of a link; the empty side of a null link is an empty line. Sentence boundaries are not kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from hexapla.errors import BadImportError
from hexapla.formats import archive, properties
from hexapla.formats.describing import named
from hexapla.formats.incoming import Choice, File, Found, Piece, Row, Warnings, assemble
from hexapla.formats.options import Options
from hexapla.formats.plain import lines_of
from hexapla.model import SIDES, Alignment


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the archive."""
    links = list(options.links(alignment))
    files = {}
    for side in SIDES:
        info = getattr(alignment, side).info
        lines = (properties.joined(link.side(side), info.language) + "\n" for link in links)
        files[f"{alignment.document.name}.{info.name}"] = "".join(lines).encode()
    return archive.pack(files)


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read two files of as many lines; raise `BadImportError` where they differ."""
    if len(files) != len(SIDES):
        raise BadImportError(files[0].name, f"there must be two files, and there are {len(files)}.")
    lines = [lines_of(file) for file in files]
    if len(lines[0]) != len(lines[1]):
        problem = (
            f"this file has {len(lines[1]):,} lines and {files[0].name} has {len(lines[0]):,}. They must have as many."
        )
        raise BadImportError(files[1].name, problem)
    warnings = Warnings()
    about = named((files[0].name, files[1].name), (choice.source, choice.target))
    return Found(assemble(files[1].name, list(_rows(*lines)), about, warnings), warnings.all())


def _rows(source: Sequence[str], target: Sequence[str]) -> Iterator[Row]:
    starts = True
    for number, pair in enumerate(zip_longest(source, target, fillvalue=""), 1):
        one, other = ([Piece(words, 0, starts)] if words.strip() else [] for words in pair)
        starts = not (one or other)
        if one or other:
            yield Row(one, other, line=number)
