"""The alignment's own file: gettext PO with everything Hexapla knows of the links.

A PO file alone is enough to rebuild both texts: `#:` has the lines; a line left out is the blank before a paragraph.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import polib

from hexapla import po
from hexapla.errors import BadImportError, InvalidPoError
from hexapla.formats.describing import described, tag_or_undetermined, text_name
from hexapla.formats.incoming import Choice, File, Found, Piece, Row, Warnings, assemble
from hexapla.formats.options import Options
from hexapla.formats.plain import decoded
from hexapla.model import SIDES, Alignment, Side

_ABOUT = re.compile(r"(?P<name>[\w.-]+): (?P<provenance>[a-z]+) text\. ?(?P<note>.*)")


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the PO file, always whole: a PO that lacks links would be no alignment of the two texts."""
    del options
    return po.dumps(alignment).encode()


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read an alignment's PO file without its texts; raise `BadImportError` with the line of what is wrong."""
    file, warnings = files[0], Warnings()
    content = decoded(file)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "alignment.po"
        path.write_text(content, encoding="utf-8")
        try:
            read = po.read(path)
        except InvalidPoError as failure:
            raise BadImportError(file.name, failure.problem, failure.line) from None
        header = polib.pofile(str(path), encoding="utf-8")
    starts = {side: _paragraphs(read, side) for side in SIDES}
    rows = [_row(entry, starts) for entry in read.entries]
    values = dict(_head(header)) | {f"made_by.{key}": value for key, value in read.made_by.items()}
    about = described({**values, "last_link": str(read.last_link)}, file.name, (choice.source, choice.target))
    return Found(assemble(file.name, rows, about, warnings), warnings.all())


def _paragraphs(file: po.AlignmentFile, side: Side) -> set[int]:
    """Return the lines of a text that begin a paragraph: those after a line that no entry names."""
    lines = {line.reference for entry in file.entries for line in entry.side(side) if line.reference}
    return {line for line in lines if line - 1 not in lines}


def _row(entry: po.Entry, starts: dict[Side, set[int]]) -> Row:
    source, target = (
        [Piece(line.text, line.reference or 0, line.reference in starts[side]) for line in entry.side(side)]
        for side in SIDES
    )
    return Row(
        source,
        target,
        entry.id,
        entry.status,
        entry.kind,
        entry.confidence,
        entry.notes,
        entry.confirmed_hash,
        entry.line,
    )


def _head(file: polib.POFile) -> Iterator[tuple[str, str]]:
    """Read what the header says of document and texts."""
    lines = file.header.split("\n") if file.header else []
    name = file.metadata.get("Project-Id-Version", "")
    yield "document.name", name
    names = {side: file.metadata.get(f"X-{side.title()}-Text", "").partition(".txt ")[0] for side in SIDES}
    title = lines[0].removesuffix(f": {names['source']} and {names['target']}").strip() if lines else ""
    yield "document.title", title or name
    for side, key in zip(SIDES, ("X-Source-Language", "Language"), strict=True):
        yield f"{side}.name", names[side] or text_name(file.metadata.get(key, ""))
        yield f"{side}.language", tag_or_undetermined(file.metadata.get(key, ""))
    for line in lines[1:]:
        found = _ABOUT.fullmatch(line.strip())
        for side in SIDES:
            if found and found["name"] == names[side]:
                yield f"{side}.provenance", found["provenance"]
                yield f"{side}.note", found["note"]
