"""Draw the path through a similarity matrix for the documentation: `python bench/picture.py docs/aligner-path.svg`.

The two texts are the memorandum's, in Chinese and in English.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from hexapla.align import align
from hexapla.align.cache import EmbeddingCache
from hexapla.align.encoders import load_use
from hexapla.align.threads import one_thread

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpus" / "1962-04-24-memorandum"
CELL = 14


def main() -> None:
    """Write the picture."""
    source, target = (
        [line for line in (SAMPLE / name).read_text(encoding="utf-8").split("\n") if line]
        for name in ("zh-Hans.txt", "en.txt")
    )
    encoder = load_use(EmbeddingCache())
    with one_thread():
        vectors = [encoder.spans(side, 1)[0].astype(float) for side in (source, target)]
    beads = align(source, target, "zh-Hans", "en").beads
    Path(sys.argv[1]).write_text(draw(vectors[0] @ vectors[1].T, beads), encoding="utf-8")


def draw(cosines: np.ndarray, beads: list) -> str:
    """Return the SVG: a grey cell for each pair of sentences, a framed rectangle for each bead."""
    n, m = cosines.shape
    shades = (230 - 170 * np.clip(cosines, 0, 1)).astype(int)
    cells = [
        f'<rect x="{j * CELL}" y="{i * CELL}" width="{CELL}" height="{CELL}" fill="rgb({s},{s},{min(s + 20, 255)})"/>'
        for i, row in enumerate(shades.tolist())
        for j, s in enumerate(row)
    ]
    frames, i, j = [], 0, 0
    for bead in beads:
        a, b = len(bead.source), len(bead.target)
        frames.append(
            f'<rect x="{j * CELL}" y="{i * CELL}" width="{max(b * CELL, 2)}" height="{max(a * CELL, 2)}" fill="none" '
            f'stroke="#b3261e" stroke-width="2"/>'
        )
        i, j = i + a, j + b
    size = f'viewBox="-2 -2 {m * CELL + 4} {n * CELL + 4}" width="{min(m * CELL, 900)}"'
    title = "<title>Similarity of the memorandum's Chinese (rows) and English (columns) sentences, and the path</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{title}{"".join(cells)}{"".join(frames)}</svg>\n'


if __name__ == "__main__":
    main()
