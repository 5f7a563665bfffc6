"""Alignments as single PO files have them, in the folder or in a git revision.

A PO file alone is enough to rebuild an alignment: it holds the words of both sides, and where they stand in the texts.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hexapla import po
from hexapla.errors import HexaplaError, InvalidPoError, UnknownNameError
from hexapla.model import SIDES, Alignment, Document, Link, Segment, Side, Text, TextInfo, content_hash

ALIGNMENTS = "alignments"
_COMMITS = 5  # looked at for a wording


# PO files alone


def alone(file: po.AlignmentFile, name: str = "") -> Alignment:
    """Rebuild an alignment from its PO file without the texts; `name` is SOURCE--TARGET, by default the file's."""
    source, dashes, target = (name or file.path.stem).partition("--")
    names: dict[Side, str] = {"source": source, "target": target} if dashes else {"source": "und", "target": "und"}
    sides = {side: _segments(file, side) for side in SIDES}
    links = tuple(_link(entry, sides) for entry in file.entries)
    texts = {side: _text(names[side], sides[side].values()) for side in SIDES}
    document = Document(file.path.parent.name, file.path.parent.name)
    return Alignment(document, texts["source"], texts["target"], links, file.made_by, 0, file.last_link)


def _link(entry: po.Entry, sides: dict[Side, dict[tuple[str, int], Segment]]) -> Link:
    source, target = (tuple(sides[side][entry.id, i] for i in range(len(entry.side(side)))) for side in SIDES)
    marks = entry.status, entry.kind, entry.confidence, entry.notes, entry.confirmed_hash
    return Link(entry.id, source, target, *marks)


def _text(name: str, segments: Iterable[Segment]) -> Text:
    return Text(TextInfo(name, name.partition(".")[0]), tuple(sorted(segments, key=lambda s: s.number)))


def _segments(file: po.AlignmentFile, side: Side) -> dict[tuple[str, int], Segment]:
    """Give the lines of a side their places in the text: by reference; a line without one follows the one before."""
    found: list[tuple[int, str, int, str]] = []
    at = 0
    for entry in file.entries:
        for i, line in enumerate(entry.side(side)):
            at = line.reference or at
            found.append((at, entry.id, i, line.text))
    found.sort(key=lambda item: item[0])
    made = {}
    before = -1
    for number, (line_number, link, i, words) in enumerate(found, 1):
        made[link, i] = Segment(words, number, line_number, number == 1 or line_number > before + 1)
        before = line_number
    return made


def read(path: Path, name: str = "") -> Alignment:
    """Read a PO file alone; raise `InvalidPoError` with its line."""
    return alone(po.read(path), name)


def parse(content: bytes, path: str) -> Alignment:
    """Read the content of a PO file that `path` names to people; raise `InvalidPoError` with its line."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "alignment.po"
        file.write_bytes(content)
        try:
            found = po.read(file)
        except InvalidPoError as problem:
            raise InvalidPoError(path, problem.problem, problem.line) from None
    return alone(found, Path(path.rpartition(":")[2]).stem)


# Git


def _git(root: Path, *arguments: str) -> bytes | None:
    """Run git in a folder; return what it prints, or None where it fails."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def is_revision(root: Path, name: str) -> bool:
    """Whether git knows a commit by this name."""
    return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}") is not None


def at_revision(root: Path, revision: str, path: str) -> Alignment | None:
    """Return the alignment of a PO file as a git revision has it, or None where it has none."""
    content = _git(root, "show", f"{revision}:./{path}")
    return None if content is None else parse(content, f"{revision}:{path}")


def content_at(root: Path, revision: str, path: str) -> bytes | None:
    """Return a file of the folder as a git revision has it, or None where it has none."""
    return _git(root, "show", f"{revision}:./{path}") if is_revision(root, revision) else None


def commit(root: Path, revision: str) -> tuple[str, str]:
    """Say who made a commit that `is_revision` knows, and when (ISO 8601)."""
    told = _git(root, "log", "-1", "--format=%an%x09%aI", "--end-of-options", revision) or b""
    author, _, time = told.decode(errors="replace").strip().partition("\t")
    return author, time


def resolve(root: Path, revision: str) -> str:
    """Return the full hash of the commit that a name stands for now, empty where there is none."""
    told = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") or b""
    return told.decode(errors="replace").strip()


def commits(root: Path, path: str, most: int) -> list[tuple[str, str, str, str]]:
    """List the newest commits that changed a file: short hash, author, time, and the first line of the message."""
    told = _git(root, "log", f"-{most}", "--format=%h%x09%an%x09%aI%x09%s", "--", path) or b""
    found = (line.split("\t", 3) for line in told.decode(errors="replace").splitlines())
    return [(short, author, time, subject) for short, author, time, subject in found]


@dataclass(frozen=True, slots=True)
class Kept:
    """A link as a commit has it."""

    link: Link
    revision: str
    author: str
    time: str


def confirmed_in_git(root: Path, path: str, link: str, confirmed_hash: str) -> Kept | None:
    """Find a link as it read when it was confirmed in git; None where no commit has it so.

    Looked at are the commits that brought the hash of the confirmation into the file, and those right before them.
    """
    search = ["log", f"-{_COMMITS}", f"-Sconfirmed: {confirmed_hash}", "--format=%an%x09%aI%x09%h %p", "--", path]
    for line in (_git(root, *search) or b"").decode(errors="replace").splitlines():
        author, time, revisions = line.split("\t")
        for revision in revisions.split():
            found = _link_at(root, revision, path, link)
            if found and content_hash(found) == confirmed_hash:
                return Kept(found, revision, author, time)
    return None


def _link_at(root: Path, revision: str, path: str, link: str) -> Link | None:
    try:
        value = at_revision(root, revision, path)
    except InvalidPoError:
        return None
    return next((one for one in value.links if one.id == link), None) if value else None


def _paths_at(root: Path, revision: str) -> list[str]:
    listed = _git(root, "ls-tree", "-r", "-z", "--name-only", revision, "--", ALIGNMENTS) or b""
    return [name for name in listed.decode(errors="replace").split("\0") if name.endswith(".po")]


# What a person names on the command line


def named(root: Path, what: str, like: str = "") -> Mapping[str, Alignment | None]:
    """Return the alignments that a person means by a file, `REV:path`, or `REV`, by their paths.

    A bare revision means the one file `like` there where that is given, else every alignment of the workspace.
    Raise `UnknownNameError` for what is none of them.
    """
    if Path(what).is_file() or (root / what).is_file():
        path = Path(what) if Path(what).is_file() else root / what
        return {_relative(root, path): read(path)}
    revision, colon, path_there = what.partition(":")
    if not is_revision(root, revision):
        raise UnknownNameError(f"“{what}” is no file, and git knows no revision of that name here.")
    if colon:
        found = at_revision(root, revision, path_there)
        if found is None:
            raise UnknownNameError(f"There is no file {path_there} in revision {revision}.")
        return {path_there: found}
    return {path: at_revision(root, revision, path) for path in ([like] if like else _paths_at(root, revision))}


def working_tree(root: Path, like: str = "") -> Mapping[str, Alignment | None]:
    """Return every alignment of the folder, or the one file `like`, by their paths."""
    paths = [root / like] if like else sorted((root / ALIGNMENTS).glob("*/*.po"))
    return {_relative(root, path): read(path) for path in paths if path.exists()}


def _relative(root: Path, path: Path) -> str:
    path, root = path.resolve(), root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def paired(root: Path, one: str, two: str | None) -> Iterator[tuple[str, Alignment | None, Alignment | None]]:
    """Yield (path, then, now) for what a person wants compared; without `two`, the folder as it is.

    Two single alignments are compared whatever they are called; None stands for a file that is not there.
    """
    old = named(root, one, like=_single(root, two))
    like = next(iter(old)) if len(old) == 1 and not is_revision(root, one) else ""
    new = named(root, two, like=like) if two is not None else working_tree(root, like)
    if len(old) == len(new) == 1:
        (path, then), (here, now) = next(iter(old.items())), next(iter(new.items()))
        yield path if path == here else f"{path} and {here}", then, now
        return
    if not (old or new):
        raise HexaplaError(f"There is no alignment in {one}" + (f" nor in {two}." if two else " nor in the folder."))
    for path in sorted({*old, *new}):
        yield path, old.get(path), new.get(path)


def _single(root: Path, what: str | None) -> str:
    """Return the path of a single file that a person names, or nothing."""
    if what is None:
        return ""
    if Path(what).is_file() or (root / what).is_file():
        return _relative(root, Path(what) if Path(what).is_file() else root / what)
    return what.partition(":")[2]
