"""Small workspaces for tests: a document with two or three texts and an alignment, made on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hexapla import corpus, po
from hexapla.model import Alignment, Document, Link, Provenance, TextInfo, link_id

Groups = Sequence[tuple[int, int]]


def make_workspace(
    root: Path, texts: dict[str, Sequence[str]], alignments: dict[str, Groups], document: str = "memo"
) -> Path:
    """Write `texts` (name: segments) and `alignments` (name: sizes of the links' sides) as files; return the root."""
    infos = {
        name: TextInfo(name, name.partition(".")[0], "translation", Provenance.WORKING, note="A test.")
        for name in texts
    }
    value = Document(document, "A memorandum", "1962-04-24", texts=infos)
    corpus.write_document(root / "corpus" / document / "document.toml", value)
    made = {name: corpus.from_paragraphs([segments], infos[name]) for name, segments in texts.items()}
    for name, text in made.items():
        (root / "corpus" / document / f"{name}.txt").write_text(corpus.dump_text(text.segments), encoding="utf-8")
    for name, groups in alignments.items():
        source, target = (made[part] for part in name.split("--"))
        links, i, j = [], 0, 0
        for number, (n, m) in enumerate(groups, 1):
            links.append(Link(link_id(number), source.segments[i : i + n], target.segments[j : j + m]))
            i, j = i + n, j + m
        po.write(Alignment(value, source, target, tuple(links)), root / "alignments" / document / f"{name}.po")
    return root


def numbered(prefix: str, count: int) -> list[str]:
    """Make `count` different segments."""
    return [f"{prefix} {number}." for number in range(1, count + 1)]
