"""Alignments as gettext PO files: one entry a link, translator's notes as its comments.

Reading gives an `AlignmentFile`, which knows only what the file says; `resolve` puts it together with the two texts.
The mapping: `msgctxt` is the link's id; `msgid` and `msgstr` hold the segments of the two sides, one a line; `#:` names
their lines in the texts; `fuzzy` means not confirmed; `#.` carries status, kind, confidence and who wrote the notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

from hexapla import notes as note_text
from hexapla.corpus import dump_text, segment_problem
from hexapla.errors import BadNoteError, InvalidPoError
from hexapla.files import atomic_write, digest, read_utf8
from hexapla.model import (
    SIDES,
    Alignment,
    Kind,
    Link,
    Note,
    NoteKind,
    Segment,
    Side,
    Status,
    Text,
    TextInfo,
    texts_hash,
)

LINK_ID = re.compile(r"L(\d{4,12})")
_MADE_BY = "X-Aligner-"


@dataclass(frozen=True, slots=True)
class Line:
    """One segment as a PO file names it: its words, and the line of the text file where `#:` puts it."""

    text: str
    reference: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One link as a PO file has it; `line` is where the entry begins in the file."""

    id: str
    source: tuple[Line, ...]
    target: tuple[Line, ...]
    status: Status
    kind: Kind | None
    confidence: float | None
    notes: tuple[Note, ...]
    confirmed_hash: str | None
    line: int

    def side(self, side: Side) -> tuple[Line, ...]:
        """Return the lines of one side."""
        return self.source if side == "source" else self.target


@dataclass(frozen=True, slots=True)
class AlignmentFile:
    """What a PO file says, before it is held against the texts."""

    path: Path
    entries: tuple[Entry, ...]
    made_by: dict[str, str] = field(default_factory=dict)
    last_link: int = 0


# Writing


def dumps(alignment: Alignment) -> str:
    """Return the content of the alignment's PO file."""
    file = polib.POFile(wrapwidth=0)
    file.header = _header_comment(alignment)
    file.metadata = _metadata(alignment)
    names = {side: f"{getattr(alignment, side).info.name}.txt" for side in SIDES}
    file.extend(_entry(link, names) for link in alignment.links)
    content = str(file).replace("\n# \n", "\n#\n")  # no blank at a line's end, as git likes it
    return content.replace("\n# \n", "\n#\n")  # and again for every other one of several


def write(alignment: Alignment, path: Path) -> None:
    """Write the alignment's PO file, the whole or nothing."""
    atomic_write(path, dumps(alignment))


def _header_comment(alignment: Alignment) -> str:
    lines = [f"{alignment.document.title}: {alignment.source.info.name} and {alignment.target.info.name}"]
    lines += [f"{t.info.name}: {t.info.provenance} text. {t.info.note}" for t in (alignment.source, alignment.target)]
    flat = (" ".join(line.split()) for line in lines)
    return "\n".join(f" {line}" if line.startswith((",", ":")) else line for line in flat)  # not `#,`


def _metadata(alignment: Alignment) -> dict[str, str]:
    source, target = alignment.source, alignment.target
    made_by = {
        _MADE_BY + re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-").title(): " ".join(value.split())
        for key, value in alignment.made_by.items()
    }
    return {
        "Project-Id-Version": alignment.document.name,
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": target.info.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": source.info.language,
        "X-Source-Text": _text_reference(source),
        "X-Target-Text": _text_reference(target),
        "X-Last-Link": str(max(alignment.last_link, _highest(link.id for link in alignment.links))),
        **made_by,
    }


def _text_reference(text: Text) -> str:
    return f"{text.info.name}.txt sha256:{digest(dump_text(text.segments))}"


def _highest(ids: Iterator[str]) -> int:
    return max((int(found[1]) for i in ids if (found := LINK_ID.fullmatch(i))), default=0)


class _Entry(polib.POEntry):  # type: ignore[misc] # polib has no types
    """An entry that writes its fields as polib does without wrapping, in half the time; a test compares the two."""

    def _str_field(self, fieldname: str, delflag: str, plural_index: str, field: str, _wrapwidth: int = 0) -> list[str]:
        lines = [_escape(line) for line in field.split("\n")]
        name = f"{delflag}{fieldname}{plural_index}"
        if len(lines) == 1:
            return [f'{name} "{lines[0]}"']
        return [f'{name} ""', *(f'"{line}\\n"' for line in lines[:-1]), f'"{lines[-1]}"']


def _escape(line: str) -> str:
    plain = "\\" not in line and '"' not in line and "\t" not in line
    return line if plain else polib.escape(line)


def _entry(link: Link, names: dict[Side, str]) -> polib.POEntry:
    return _Entry(
        msgctxt=link.id,
        msgid="\n".join(s.text for s in link.source),
        msgstr="\n".join(s.text for s in link.target),
        comment="\n".join(_extracted(link)),
        tcomment=note_text.join([note.text for note in link.notes]),
        occurrences=[(names[side], str(s.line)) for side in SIDES for s in link.side(side)],
        flags=[] if link.status is Status.CONFIRMED and not link.changed_since_confirmed else ["fuzzy"],
    )


def _extracted(link: Link) -> Iterator[str]:
    yield f"status: {link.status}"
    if link.kind:
        yield f"kind: {link.kind}"
    if link.confidence is not None:
        yield f"confidence: {round(link.confidence, 4)}"
    if link.confirmed_hash:
        yield f"confirmed: {link.confirmed_hash}"
    for note in link.notes:
        author = " ".join(note.author.replace(";", ",").split())
        kind = "" if note.kind is NoteKind.FREE else f"; kind: {note.kind}"
        yield f"note: {note.id}; author: {author}; created: {note.created}{kind}{'; private: yes' * note.private}"


# Reading


def read(path: Path) -> AlignmentFile:
    """Read a PO file; raise `InvalidPoError` with the line of what is wrong."""
    read_utf8(path, InvalidPoError)
    try:
        file = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
    except OSError as failure:
        found = re.search(r"\(line (\d+)\)", str(failure))
        problem = "this line is no PO syntax. Mend it or restore the file."
        raise InvalidPoError(path, problem, int(found[1]) if found else None) from None
    _check_header(path, file)
    entries = tuple(_read_entry(path, entry) for entry in file if not entry.obsolete)
    _check_unique(path, entries)
    made_by = {k.removeprefix(_MADE_BY).lower(): v for k, v in file.metadata.items() if k.startswith(_MADE_BY)}
    last = file.metadata.get("X-Last-Link", "0")
    last_link = max(int(last) if last.isdecimal() else 0, _highest(entry.id for entry in entries))
    return AlignmentFile(path, entries, made_by, last_link)


def _check_header(path: Path, file: polib.POFile) -> None:
    if "Content-Type" not in file.metadata:
        problem = (
            'the header is missing: the file must begin with an entry of msgid "" and no msgctxt that has a '
            "Content-Type. Restore it from an earlier version."
        )
        raise InvalidPoError(path, problem, 1)
    if "utf-8" not in file.metadata["Content-Type"].lower():
        raise InvalidPoError(path, "the header names another charset than UTF-8. Save the file as UTF-8.", 1)


def _check_unique(path: Path, entries: tuple[Entry, ...]) -> None:
    first: dict[str, int] = {}
    for entry in entries:
        if entry.id in first:
            problem = f"msgctxt {entry.id} stands here and at line {first[entry.id]}. Give one of them a new id."
            raise InvalidPoError(path, problem, entry.line)
        first[entry.id] = entry.line
    for side in SIDES:
        counts = Counter(x.reference for e in entries for x in e.side(side) if x.reference)
        twice = next((line for line, count in counts.items() if count > 1), None)
        if twice:
            one, two = [e for e in entries for x in e.side(side) if x.reference == twice][:2]
            problem = f"line {twice} of the {side} text is linked twice, in {one.id} (line {one.line}) and {two.id}."
            raise InvalidPoError(path, f"{problem} Take it out of one of them.", two.line)


def _read_entry(path: Path, entry: polib.POEntry) -> Entry:
    def wrong(problem: str) -> InvalidPoError:
        return InvalidPoError(path, problem, entry.linenum)

    if entry.msgid_plural:
        raise wrong("a plural entry is no link. Remove it.")
    if not entry.msgctxt or not LINK_ID.fullmatch(entry.msgctxt):
        raise wrong(f"msgctxt must be a link's id such as L0007, not “{entry.msgctxt or ''}”.")
    if not entry.msgid and not entry.msgstr:
        raise wrong(f"{entry.msgctxt} has no segment on either side. Remove the entry.")
    try:
        extracted, note_lines = _read_extracted(entry.comment)
        source, target = _read_sides(entry)
        status = _status(entry, extracted)
        return Entry(
            entry.msgctxt,
            source,
            target,
            status,
            Kind(extracted["kind"]) if "kind" in extracted else None,
            float(extracted["confidence"]) if "confidence" in extracted else None,
            tuple(_read_notes(entry.tcomment, note_lines)),
            extracted.get("confirmed"),
            entry.linenum,
        )
    except (ValueError, BadNoteError) as failure:
        raise wrong(f"{entry.msgctxt}: {str(failure).rstrip('.')}. Mend the line or restore the file.") from None


def _read_extracted(comment: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    values: dict[str, str] = {}
    note_lines: list[dict[str, str]] = []
    for line in comment.split("\n"):
        key, colon, value = line.partition(": ")
        if key == "note" and colon:
            pairs = [part.partition(": ") for part in f"id: {value}".split("; ")]
            note_lines.append({name: found.strip() for name, _, found in pairs})
        elif colon:
            values[key] = value.strip()
    return values, note_lines


def _read_notes(comment: str, note_lines: list[dict[str, str]]) -> Iterator[Note]:
    for position, text in enumerate(note_text.split(comment)):
        known = note_lines[position] if position < len(note_lines) else {}
        number = known.get("id", "")
        yield Note(
            int(number) if number.isdecimal() else 0,
            note_text.clean(text),
            known.get("author", ""),
            known.get("created", ""),
            note_text.kind(known.get("kind", "free")),
            note_text.is_private(known.get("private", "no")),
        )


def _status(entry: polib.POEntry, extracted: dict[str, str]) -> Status:
    """Trust `#.`, but hear a person who cleared or set the fuzzy flag in a gettext editor."""
    status = Status(extracted.get("status", "unreviewed"))
    if not (entry.msgid and entry.msgstr):
        return status
    if "fuzzy" not in entry.flags:
        return Status.CONFIRMED
    if status is Status.CONFIRMED and not _was_fuzzy(entry, extracted):
        return Status.DRAFT
    return status


def _was_fuzzy(entry: polib.POEntry, extracted: dict[str, str]) -> bool:
    return extracted.get("confirmed") not in (None, texts_hash(entry.msgid.split("\n"), entry.msgstr.split("\n")))


def _read_sides(entry: polib.POEntry) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Give each line of the two sides its reference, where `#:` still has as many as there are lines."""
    words = [text.split("\n") if text else [] for text in (entry.msgid, entry.msgstr)]
    for text in (t for side in words for t in side):
        if problem := segment_problem(text):
            raise ValueError(problem)
    groups = _reference_groups(entry, len(words[0]), len(words[1]))
    source, target = (
        tuple(Line(text, refs[i] if len(refs) == len(side) else None) for i, text in enumerate(side))
        for side, refs in zip(words, groups, strict=True)
    )
    return source, target


def _reference_groups(entry: polib.POEntry, n: int, m: int) -> tuple[list[int], list[int]]:
    files = list(dict.fromkeys(file for file, _ in entry.occurrences))
    by_file = {file: [int(line or 0) for f, line in entry.occurrences if f == file] for file in files}
    if len(files) == 2:  # noqa: PLR2004 - one file a side
        return by_file[files[0]], by_file[files[1]]
    if len(files) == 1:
        return (by_file[files[0]], []) if n and not m else ([], by_file[files[0]]) if m and not n else ([], [])
    return [], []


# Putting file and texts together


def resolve(file: AlignmentFile, alignment: Alignment) -> Alignment:
    """Return `alignment` (its document and texts) with the file's links; the file must agree with the texts.

    Raise `InvalidPoError` where a line is in no text, in two links, or where a segment is in none.
    """
    owners = {side: _Owners(file.path, getattr(alignment, side)) for side in SIDES}
    links = []
    for entry in file.entries:
        source, target = (tuple(owners[side].take(line, entry) for line in entry.side(side)) for side in SIDES)
        links.append(_link(entry, source, target))
    for side in SIDES:
        owners[side].check_all_taken()
    return Alignment(
        alignment.document, alignment.source, alignment.target, tuple(links), file.made_by, 0, file.last_link
    )


def _link(entry: Entry, source: tuple[Segment, ...], target: tuple[Segment, ...]) -> Link:
    by_line = tuple(sorted(source, key=lambda s: s.number)), tuple(sorted(target, key=lambda s: s.number))
    return Link(entry.id, *by_line, entry.status, entry.kind, entry.confidence, entry.notes, entry.confirmed_hash)


class _Owners:
    """The segments of one text that no link has taken yet."""

    def __init__(self, path: Path, text: Text) -> None:
        self.path = path
        self.info: TextInfo = text.info
        self.free = {segment.line: segment for segment in text.segments}
        self.by_words: dict[str, list[int]] = {}
        for segment in reversed(text.segments):
            self.by_words.setdefault(segment.text, []).append(segment.line)

    def take(self, line: Line, entry: Entry) -> Segment:
        """Find the segment a line stands for, by its reference or else by its words."""
        segment = self.free.get(line.reference or 0)
        if segment is None or segment.text != line.text:
            segment = self._by_words(line.text)
        if segment is None:
            short = line.text if len(line.text) <= 60 else line.text[:59] + "…"  # noqa: PLR2004
            problem = f"{entry.id}: “{short}” is not in {self.info.name}.txt, or is linked twice."
            raise InvalidPoError(self.path, f"{problem} Make the two files agree.", entry.line)
        return self.free.pop(segment.line)

    def _by_words(self, words: str) -> Segment | None:
        lines = self.by_words.get(words, [])
        while lines and lines[-1] not in self.free:
            lines.pop()
        return self.free[lines[-1]] if lines else None

    def check_all_taken(self) -> None:
        """Raise where a segment of the text is in no link."""
        for line in self.free:
            problem = f"line {line} of {self.info.name}.txt is in no link. Add an entry for it, or align again."
            raise InvalidPoError(self.path, problem)
