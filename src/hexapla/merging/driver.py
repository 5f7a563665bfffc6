"""The merge driver that git calls for the files of a workspace: three files in, one out, and the conflicts in words."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hexapla import corpus, po, versions
from hexapla.errors import HexaplaError, InvalidPoError
from hexapla.files import atomic_write, read_utf8
from hexapla.merging.alignments import Merged, merge
from hexapla.merging.texts import MergedText, merge_segments
from hexapla.model import Alignment, Document, Segment, Text, TextInfo

_OURS_ALONE = ("X-Source-Text", "X-Target-Text", "X-Last-Link")


@dataclass(frozen=True, slots=True)
class Three:
    """The files that git hands to a merge driver: base (%O), ours (%A), theirs (%B); `path` (%P) names them."""

    base: Path
    ours: Path
    theirs: Path
    path: str

    def __iter__(self) -> Iterator[Path]:
        return iter((self.base, self.ours, self.theirs))


def merge_files(files: Three) -> list[str]:
    """Merge into `files.ours`; return what both sides changed in different ways.

    A file that cannot be read as what it is gets git's own merge, with its conflict markers, and that is said.
    """
    try:
        if files.path.endswith(".po"):
            return _merge_alignments(files)
        if files.path.endswith(".txt"):
            return _merge_texts(files)
    except HexaplaError as problem:
        _merge_lines(files)
        return [f"{problem} The lines were merged as git does it; look at them before you commit."]
    clean = _merge_lines(files)
    return [] if clean else ["Both sides changed the same lines; conflict markers stand around them."]


def _merge_lines(files: Three) -> bool:
    """Merge line by line, as git would without this driver."""
    labels = [word for label in ("ours", "base", "theirs") for word in ("-L", label)]
    command = ["git", "merge-file", *labels, str(files.ours), str(files.base), str(files.theirs)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 - git itself


# Alignments


def _merge_alignments(files: Three) -> list[str]:
    name = PurePosixPath(files.path).stem
    base, ours, theirs = (_alignment(path, name, files.path) for path in files)
    found = merge(base, ours, theirs)
    headers = [_header(path) for path in files]
    content = _with_header(po.dumps(_named(found, files)), _chosen(*headers))
    versions.parse(content.encode(), files.path)
    atomic_write(files.ours, content)
    return list(found.conflicts)


def _alignment(path: Path, name: str, shown: str) -> Alignment:
    """Read one of the three files; an empty base is an alignment without links."""
    if not path.read_bytes().strip():
        return versions.alone(po.AlignmentFile(path, ()), name)
    try:
        return versions.read(path, name)
    except InvalidPoError as problem:
        raise InvalidPoError(shown, problem.problem, problem.line) from None


def _named(found: Merged, files: Three) -> Alignment:
    document = PurePosixPath(files.path).parent.name
    alignment = found.alignment
    return Alignment(
        Document(document, document),
        alignment.source,
        alignment.target,
        alignment.links,
        alignment.made_by,
        last_link=alignment.last_link,
    )


def _header(path: Path) -> str:
    return read_utf8(path).partition("\n\n")[0]


def _chosen(base: str, ours: str, theirs: str) -> str:
    """Choose the header that was changed, but for what is reckoned anew; ours where both were."""
    return theirs if _lasting(ours) == _lasting(base) and theirs else ours


def _lasting(header: str) -> str:
    return re.sub(rf'(?m)^"({"|".join(_OURS_ALONE)}): .*$\n?', "", header)


def _with_header(content: str, header: str) -> str:
    """Put a file's own header, with all that people wrote there, before the merged links."""
    fresh, _, rest = content.partition("\n\n")
    for key in _OURS_ALONE:
        line = re.search(rf'(?m)^"{key}: .*$', fresh)
        if line:
            header = re.sub(rf'(?m)^"{key}: .*$', line[0].replace("\\", r"\\"), header)
    return f"{header}\n\n{rest}"


# Texts


def _merge_texts(files: Three) -> list[str]:
    name = PurePosixPath(files.path).stem
    info = TextInfo(name, name)
    texts = [corpus.parse_text(read_utf8(path), info, files.path) for path in files]
    merged = merge_segments(*(text.segments for text in texts))
    atomic_write(files.ours, corpus.dump_text(merged.segments))
    return list(_clashes(merged, texts))


def _clashes(merged: MergedText, texts: list[Text]) -> Iterator[str]:
    seen: set[int] = set()
    for segment, unit in zip(merged.segments, merged.units, strict=True):
        if unit.clash and id(unit) not in seen:
            seen.add(id(unit))
            here, there = (_words(texts[at].segments, part) for at, part in ((1, unit.ours), (2, unit.theirs)))
            yield f"line {segment.line} reads {here} here, which stays, and {there} there."


def _words(segments: tuple[Segment, ...], part: tuple[int, ...]) -> str:
    return f"“{' ∥ '.join(segments[i].text for i in part)}”" if part else "nothing"
