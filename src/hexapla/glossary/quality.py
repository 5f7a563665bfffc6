"""The glossary among the quality checks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hexapla import corpus
from hexapla.errors import BadGlossaryError, FileError
from hexapla.glossary import wire
from hexapla.glossary.checking import Checker, Pair, Use, original
from hexapla.glossary.file import GlossaryFile
from hexapla.model import Link
from hexapla.quality import Check, Finding, Look, Severity, Span, Subject, later, register


def begin(subject: Subject) -> Look:
    """Return what holds links against the workspace's glossary; where that cannot be read, nothing is found."""
    if subject.root is None:
        return lambda _: ()
    pair = _pair(subject, subject.root)
    try:
        checker = Checker(GlossaryFile(subject.root).read()[0])
    except BadGlossaryError:
        return lambda _: ()

    def look(link: Link) -> Iterator[Finding]:
        sides = [s.text for s in link.source], [s.text for s in link.target]
        for use in checker.uses(pair, sides):
            if use.is_amiss:
                yield finding_of(link.id, use)

    return look


def _pair(subject: Subject, root: Path) -> Pair:
    """Describe the texts; which of them is the original stands in `document.toml`."""
    names = subject.source, subject.target
    try:
        texts = corpus.read_document(root / "corpus" / subject.document / "document.toml").texts
        roles = texts[names[0]].role, texts[names[1]].role
    except (FileError, KeyError):
        roles = "source", "translation"
    return Pair(subject.document, names, subject.tags, original(roles))


def written(root: Path | None) -> object:
    """Tell when the glossary was last written: findings hold for as long."""
    path = root / "corpus" / "glossary.tsv" if root else None
    return path.stat().st_mtime_ns if path and path.exists() else None


def finding_of(link: str, use: Use) -> Finding:
    """Return what a missing or forbidden rendering is as a finding of a link."""
    words, values = wire.message(use)
    span = Span(use.side, use.segment, use.start, use.end)
    about = use.concept, use.state, use.text
    return Finding("glossary", link, words, values, use.side, (span,), Severity.WARNING, about)


GLOSSARY = register(
    Check(
        "glossary",
        later("Glossary"),
        later("A term without the rendering that the glossary requires, or a rendering that it forbids."),
        Severity.WARNING,
        begin,
        written,
    )
)
