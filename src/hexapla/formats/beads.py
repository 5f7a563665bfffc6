"""Bead lists of Vecalign and Bertalign beside the two texts they join: `[0, 1]:[2]:0.31`, indices of lines from 0."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hexapla.errors import BadImportError
from hexapla.formats.incoming import Choice, File, Found, Row
from hexapla.formats.ladder import found, split
from hexapla.formats.plain import lines_of
from hexapla.formats.standoff import Pointing

_LIST = r"\[([\d\s,]*)\]"
BEAD = re.compile(rf"\(?{_LIST}\s*[:,]\s*{_LIST}\)?,?(?:\s*[:,]\s*\S+)?")


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read a list of beads and its two texts, source first; raise `BadImportError` where they do not fit."""
    file, texts = split(files, BEAD, "beads")
    pointings = []
    for number, line in enumerate(lines_of(file), 1):
        if line.strip():
            bead = BEAD.fullmatch(line.strip())
            if not bead:
                raise BadImportError(file.name, "this line is no bead such as [0, 1]:[2].", number)
            source, target = (re.findall(r"\d+", part) for part in bead.groups())
            pointings.append(Pointing(source, target, Row(line=number)))
    return found(file, texts, pointings, choice)
