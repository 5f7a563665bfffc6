"""What InterText and CES share: two XML texts of `<s id>`, and a `<linkGrp>` whose `<link xtargets="…;…">` join them.

They differ in the order of the halves of `xtargets`: **InterText names the segments of `toDoc` first, CES those of
`fromDoc`.** Taken for each other, source and target would silently change places.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hexapla.errors import BadImportError
from hexapla.formats import xml
from hexapla.formats.describing import UNDETERMINED, named, tag_or_undetermined
from hexapla.formats.incoming import Choice, File, Found, Piece, Row, Warnings, assemble
from hexapla.formats.standoff import Pointing, numbered, resolve
from hexapla.model import SIDES, Segment, Side

_LONGEST = 128 * 1024 * 1024  # bytes of one text that came compressed


@dataclass(frozen=True, slots=True)
class Dialect:
    """One of the two ways of writing: the order of the halves, and how a link becomes a row."""

    to_document_first: bool
    row: Callable[[xml.Element], Row]


def paragraphs_of(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Yield the segments of each paragraph."""
    paragraph: list[Segment] = []
    for segment in segments:
        if segment.starts_paragraph and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(segment)
    if paragraph:
        yield paragraph


def load(files: Sequence[File], choice: Choice, dialect: Dialect) -> Found:
    """Read an alignment and its two texts; raise `BadImportError` where one is missing or bad."""
    warnings = Warnings()
    files = [_unzipped(file) for file in files]
    alignments = [file for file in files if _is_alignment(file)]
    if len(alignments) != 1:
        names = ", ".join(file.name for file in files)
        raise BadImportError(names, f"there must be one file with links, and there are {len(alignments)}.")
    file = alignments[0]
    group = _group(file)
    documents = [_find(group.get(name, ""), files, file) for name in ("fromDoc", "toDoc")]
    texts = [_sentences(document) for document in documents]
    tags = [choice.language(side) or _language(document) for side, document in zip(SIDES, documents, strict=True)]
    links = [link for link in group if xml.local(link) == "link"]
    order = _order(links, texts, dialect, warnings)
    pointings = [_pointing(link, order, dialect.row(link)) for link in links]
    rows = resolve(file.name, pointings, dict(zip(SIDES, texts, strict=True)), warnings)
    about = named((documents[0].name, documents[1].name), (tags[0], tags[1]))
    return Found(assemble(file.name, rows, about, warnings), warnings.all())


def _unzipped(file: File) -> File:
    if not file.data.startswith(b"\x1f\x8b"):
        return file
    try:
        decompress = zlib.decompressobj(wbits=31)
        data = decompress.decompress(file.data, _LONGEST)
    except (zlib.error, gzip.BadGzipFile):
        raise BadImportError(file.name, "the compressed file is damaged. Fetch or make it again.") from None
    if decompress.unconsumed_tail or not decompress.eof:
        raise BadImportError(file.name, "the compressed file is cut off or far too large. Unpack it yourself.")
    return File(file.name.removesuffix(".gz"), data)


def _is_alignment(file: File) -> bool:
    return b"<linkGrp" in file.data


def _group(file: File) -> xml.Element:
    root = xml.parse(file.data, file.name)
    groups = [root] if xml.local(root) == "linkGrp" else list(root.iter("{*}linkGrp"))
    if len(groups) != 1:
        problem = (
            f"there are {len(groups)} groups of links (linkGrp). Split the file so that there is one for two texts."
        )
        raise BadImportError(file.name, problem)
    return groups[0]


def _find(name: str, files: Sequence[File], alignment: File) -> File:
    wanted = re.split(r"[/\\]", name)[-1].removesuffix(".gz")
    others = [file for file in files if file is not alignment]
    found = next((file for file in others if file.name == wanted), None)
    if found is None:
        problem = (
            f"the links are of a text “{wanted}” that was not among the files. Choose all three, or a ZIP of them."
        )
        raise BadImportError(alignment.name, problem)
    return found


def _sentences(file: File) -> dict[str, Piece]:
    root = xml.parse(file.data, file.name)
    paragraphs: dict[object, list[tuple[str, str]]] = {}
    for sentence in root.iter("{*}s"):
        name = sentence.get("id") or sentence.get(xml.ID)
        if not name:
            raise BadImportError(file.name, "a sentence <s> has no id. Give it one.", sentence.sourceline)
        paragraphs.setdefault(sentence.getparent(), []).append((name, "".join(sentence.itertext())))
    if not paragraphs:
        raise BadImportError(file.name, "there is no sentence <s> in this text. Choose a segmented one.")
    return numbered(paragraphs.values())


def _language(file: File) -> str:
    """Return the language that the text says it is in, or nothing."""
    root = xml.root_of(file.data, file.name)
    tag = tag_or_undetermined(root.get(xml.LANG) or root.get("lang", ""))
    return "" if tag == UNDETERMINED else tag


def _halves(link: xml.Element) -> tuple[list[str], list[str]]:
    first, _, second = link.get("xtargets", "").partition(";")
    return first.split(), second.split()


def _order(
    links: Sequence[xml.Element], texts: Sequence[dict[str, Piece]], dialect: Dialect, warnings: Warnings
) -> tuple[Side, Side]:
    """Say which side each half names; where only the other way round makes sense, believe the ids."""
    usual: tuple[Side, Side] = ("target", "source") if dialect.to_document_first else ("source", "target")
    by_side = dict(zip(SIDES, texts, strict=True))

    def fits(order: tuple[Side, Side]) -> bool:
        return all(
            set(half) <= by_side[side].keys() for li in links for half, side in zip(_halves(li), order, strict=True)
        )

    if not fits(usual) and fits((usual[1], usual[0])):
        warnings.add("The two halves of the links stand the other way round than usual; the ids decided.")
        return usual[1], usual[0]
    return usual


def _pointing(link: xml.Element, order: tuple[Side, Side], row: Row) -> Pointing:
    halves = dict(zip(order, _halves(link), strict=True))
    return Pointing(halves["source"], halves["target"], row)
