"""Measure how well the sample alignments of the Universal Declaration keep to its articles: `python bench/udhr.py`.

The aligner sees sentences only; headings and articles are nothing to it. A link keeps to its article where all its
segments, on both sides, stand under the same heading. `--align METHOD` measures alignments made afresh.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from hexapla import corpus, po
from hexapla.aligning import align_texts
from hexapla.model import Alignment, Segment
from hexapla.realigning import Way

ROOT = Path(__file__).parents[1]
HEADING = re.compile(
    r"(Article|Artículo|Статья|المادة) \d+|Article premier|第.{1,3}条"
    "|Preamble|序言|ПРЕАМБУЛА|Préambule|Preámbulo|الديباجة"
)


def articles(segments: tuple[Segment, ...]) -> dict[int, int]:
    """Return the number of the article that each segment (by its number) stands in: 0 the title, 1 the preamble, …"""
    found, here = {}, 0
    for segment in segments:
        here += bool(HEADING.fullmatch(segment.text))
        found[segment.number] = here
    return found


def within(alignment: Alignment) -> tuple[int, int]:
    """Return how many links with two sides keep to one article, and how many there are."""
    left, right = articles(alignment.source.segments), articles(alignment.target.segments)
    sides = [
        {left[s.number] for s in link.source} | {right[s.number] for s in link.target}
        for link in alignment.links
        if not link.is_null
    ]
    return sum(len(found) == 1 for found in sides), len(sides)


def alignments(method: str | None = None) -> list[Alignment]:
    """Return the sample alignments as their files have them, or made anew."""
    folder = ROOT / "corpus" / "udhr"
    document = corpus.read_document(folder / "document.toml")
    texts = {name: corpus.read_text(folder / f"{name}.txt", info) for name, info in document.texts.items()}
    pairs = [(texts["en"], text) for name, text in texts.items() if name != "en"]
    if method:
        return [align_texts(document, source, target, Way(method)) for source, target in pairs]
    files = [ROOT / "alignments" / "udhr" / f"en--{target.info.name}.po" for _, target in pairs]
    return [po.resolve(po.read(file), Alignment(document, *pair, ())) for file, pair in zip(files, pairs, strict=True)]


def main() -> None:
    """Print a line for each language, and the whole."""
    method = sys.argv[sys.argv.index("--align") + 1] if "--align" in sys.argv else None
    kept, every = 0, 0
    for alignment in alignments(method):
        good, total = within(alignment)
        alone = sum(link.is_null for link in alignment.links)
        print(f"{alignment.name:<14} {good:>3} of {total:>3} links keep to their article; {alone} with one side only")
        kept, every = kept + good, every + total
    print(f"{'all':<14} {kept:>3} of {every:>3} ({kept / every:.1%})")


if __name__ == "__main__":
    main()
