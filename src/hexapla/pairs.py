"""Two plain files aligned without a workspace."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hexapla import corpus, languages, po
from hexapla.align import align
from hexapla.files import read_utf8
from hexapla.importers import IMPORTERS
from hexapla.model import Alignment, Bead, Document, Link, Text, TextInfo, link_id

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two texts and the beads between them; `indices` number the beads' sentences as the files do."""

    texts: tuple[Text, Text]
    beads: tuple[Bead, ...]
    indices: tuple[tuple[int, ...], tuple[int, ...]]
    made_by: dict[str, str]


def align_files(
    paths: tuple[Path, Path],
    tags: tuple[str, str],
    *,
    segmented: bool = False,
    method: str = "best",
    progress: Progress | None = None,
) -> Pairs:
    """Align two files: their lines where they are segmented, else their sentences.

    In a segmented file blank lines keep their numbers and are in no bead.
    """
    infos = [TextInfo(f"{side}-{tag}", tag) for side, tag in zip(("source", "target"), tags, strict=True)]
    read = _read_segmented if segmented else _read_plain
    found = [read(path, info) for path, info in zip(paths, infos, strict=True)]
    words = [[s.text for s in text.segments] for text, _ in found]
    result = align(words[0], words[1], tags[0], tags[1], method=method, progress=progress)
    texts, indices = zip(*found, strict=True)
    return Pairs((texts[0], texts[1]), tuple(result.beads), (indices[0], indices[1]), result.made_by)


def _read_segmented(path: Path, info: TextInfo) -> tuple[Text, tuple[int, ...]]:
    content = "\n".join(read_utf8(path).split("\n")).replace("\r\n", "\n")
    text = corpus.parse_text(content, info, path)
    return text, tuple(s.line - 1 for s in text.segments)


def _read_plain(path: Path, info: TextInfo) -> tuple[Text, tuple[int, ...]]:
    found = IMPORTERS["text"](path.read_bytes(), path.name, info.language)
    text = corpus.from_paragraphs(found.paragraphs, info)
    return text, tuple(range(len(text.segments)))


def write_pairs(pairs: Pairs, form: str) -> str:
    """Write the beads as `beads` (indices from 0), `tsv` (the words) or `po`."""
    return {"beads": _beads, "tsv": _tsv, "po": _po}[form](pairs)


def _beads(pairs: Pairs) -> str:
    source, target = pairs.indices
    return "".join(f"{[source[i] for i in b.source]}:{[target[j] for j in b.target]}\n" for b in pairs.beads)


def _tsv(pairs: Pairs) -> str:
    joiners = [languages.joiner(text.info.language) for text in pairs.texts]
    out = io.StringIO()
    table = csv.writer(out, dialect="excel-tab", lineterminator="\n")
    table.writerow(["source", "target", "confidence"])
    for bead in pairs.beads:
        sides = [
            joiner.join(text.segments[i].text for i in part)
            for text, part, joiner in zip(pairs.texts, (bead.source, bead.target), joiners, strict=True)
        ]
        table.writerow([*sides, f"{bead.confidence:.4f}"])
    return out.getvalue()


def _po(pairs: Pairs) -> str:
    source, target = pairs.texts
    links = tuple(
        Link(
            link_id(number),
            tuple(source.segments[i] for i in bead.source),
            tuple(target.segments[j] for j in bead.target),
            confidence=bead.confidence,
        )
        for number, bead in enumerate(pairs.beads, 1)
    )
    title = f"{source.info.name}--{target.info.name}"
    return po.dumps(Alignment(Document(title, title), source, target, links, pairs.made_by))
