"""Sentences: where they begin and end in running text, paragraph by paragraph, nothing lost.

`spans` says where; `segment` gives the sentences as segments, each on one line. What lies between two spans is
blank: white space, line ends, invisible marks, or control characters, which no segment can hold. So the spans and
what lies between them are the text, character for character.
"""

from __future__ import annotations

from hexapla import languages
from hexapla.segmentation.boundaries import sentence_spans
from hexapla.segmentation.layout import Span, blocks, fold, join_wrapped

__all__ = ["Span", "paragraph_spans", "segment", "sentences", "spans"]

_RUNNING = 1.5  # from so many sentences a line on, lines are paragraphs


def spans(text: str, language: str) -> list[Span]:
    """Return (start, end) of every sentence, in code points; raise `BadLanguageError` for a wrong tag."""
    return [span for paragraph in paragraph_spans(text, language) for span in paragraph]


def paragraph_spans(text: str, language: str) -> list[list[Span]]:
    """Return the spans of the sentences, paragraph by paragraph.

    A blank line ends a paragraph. What a single line end means is found out for the text as a whole:

    - In hard-wrapped text (lines filled to a common width of 40 to 132 columns, most of them broken off within a
      sentence) it is a blank, unless the line is a short one, or an indented line or a list item follows.
    - In a text without blank lines every line is a paragraph.
    - In a text with blank lines it ends a segment, and a paragraph as well where lines hold several sentences.
    """
    base, unspaced = languages.base(language), languages.joiner(language) == ""
    found: list[list[Span]] = []
    laid = blocks(text)
    for block in join_wrapped(text, laid, unspaced=unspaced):
        lines = [sentence_spans(text, line, base) for line in block]
        lines = [line for line in lines if line]
        together = len(laid) > 1 and sum(map(len, lines)) < _RUNNING * len(lines)
        found += [[span for line in lines for span in line]] if together else lines
    return [paragraph for paragraph in found if paragraph]


def segment(text: str, language: str) -> list[list[str]]:
    """Return the paragraphs of a text as lists of sentences, each fit to be a segment: one line, not blank.

    A sentence that was wrapped over several lines is put on one: the line end becomes a blank, or nothing between
    characters of an unspaced script and after a hyphen. Nothing else is changed.
    """
    unspaced = languages.joiner(language) == ""
    return [
        [fold(text[start:end], unspaced=unspaced) for start, end in paragraph]
        for paragraph in paragraph_spans(text, language)
    ]


def sentences(paragraph: str, language: str) -> list[str]:
    """Return the sentences of one paragraph; line ends within it are blanks."""
    base, unspaced = languages.base(language), languages.joiner(language) == ""
    found = sentence_spans(paragraph, (0, len(paragraph)), base)
    return [fold(paragraph[start:end], unspaced=unspaced) for start, end in found]
