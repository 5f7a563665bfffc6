"""Which format a file is in, told by its content; names of files only help where content cannot tell."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from hexapla.errors import BadImportError
from hexapla.formats import archive, beads, ladder, xml
from hexapla.formats.incoming import File
from hexapla.formats.jsonl import FORMAT

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ROOTS = {"tmx": "tmx", "TEI": "tei", "teiCorpus": "tei", "TEI.2": "tei", "linkGrp": "intertext", "cesAlign": "ces"}
_SIGNATURES = {b"PAR1": "parquet", b"\xd0\xcf\x11\xe0": "xlsx"}  # the second one: the older spreadsheets' container
_KNOWN = "TMX, XLIFF, TEI, PO, JSONL, Parquet, DOCX, XLSX, TSV or files of an InterText, CES, ladder or bead alignment"
_TEXTS_AND_LINKS = 3


def recognise(files: Sequence[File]) -> tuple[str, list[File]]:
    """Return the name of the format and the files it consists of, unpacked; raise `BadImportError` where it is none."""
    if not files:
        raise BadImportError("import", "no file was chosen. Choose one.")
    if empty := next((file for file in files if not file.data.strip()), None):
        raise BadImportError(empty.name, "the file is empty. Choose another one.")
    if len(files) > 1:
        return _several(files), list(files)
    file = files[0]
    if not archive.is_archive(file.data):
        return _single(file), [file]
    return _archive(file)


def _archive(file: File) -> tuple[str, list[File]]:
    with archive.opened(file.data, file.name) as inside:
        names = inside.namelist()
    if "[Content_Types].xml" in names or "content.xml" in names:
        if any(name.startswith("xl/") for name in names) or "content.xml" in names:
            return "xlsx", [file]
        if any(name.startswith("word/") for name in names):
            return "docx", [file]
        raise BadImportError(file.name, "this is a word processor's file. Save its table as DOCX, XLSX or TSV.")
    files = archive.unpack(file.data, file.name)
    if not files:
        raise BadImportError(file.name, "the archive is empty. Choose another one.")
    return (_several(files) if len(files) > 1 else _single(files[0])), files


def _single(file: File) -> str:
    data = file.data
    if signed := next((name for mark, name in _SIGNATURES.items() if data.startswith(mark)), None):
        return signed
    head = data[:4096].lstrip(b"".join(_MARKS) + b" \t\r\n\x00")
    if file.name.lower().endswith((".tsv", ".csv")):
        return "tsv"
    if head.startswith(b"<"):
        return _of_root(file)
    if head.startswith(b"{"):
        return _of_json(file)
    if re.search(rb'^msgid "', data[:65536], re.MULTILINE):
        return "po"
    return "tsv"


def _of_root(file: File) -> str:
    root = xml.root_of(file.data, file.name)
    name = xml.local(root)
    if name == "xliff":
        return "xliff12" if root.get("version", "").startswith("1.") else "xliff"
    if name in _ROOTS:
        return _ROOTS[name]
    where = f" of the namespace {xml.namespace(root)}" if xml.namespace(root) else ""
    raise BadImportError(file.name, f"an XML file whose root is <{name}>{where} is no alignment known here: {_KNOWN}.")


def _of_json(file: File) -> str:
    line = file.data.lstrip(b"".join(_MARKS)).split(b"\n", 1)[0]
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = {}
    if isinstance(value, dict) and value.get("format") == FORMAT:
        return "jsonl"
    raise BadImportError(file.name, f"this JSON is no alignment: its first line does not say “format”: “{FORMAT}”.")


def _several(files: Sequence[File]) -> str:
    """Tell what several files are: links of XML texts, a ladder or beads with two texts, or two texts of pairs."""
    for file in files:
        if b"<linkGrp" in file.data:
            return "ces" if b"<cesAlign" in file.data else "intertext"
    if len(files) == _TEXTS_AND_LINKS:
        for name, line in (("ladder", ladder.RUNG), ("beads", beads.BEAD)):
            named = any(file.name.endswith(f".{name}") for file in files)
            if named or sum(ladder.looks_like(file, line) for file in files) == 1:
                return name
    if len(files) == 2:  # noqa: PLR2004 - two texts
        return "moses"
    raise BadImportError(
        ", ".join(file.name for file in files), f"these files together are no alignment known: {_KNOWN}."
    )
