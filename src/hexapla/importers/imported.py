"""What every importer returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Imported:
    """A text in segments, and what its file says of the document; what the file does not say is empty.

    `paragraphs` are tuples of segments. `date` is ISO 8601, as exact as the file has it (`1962-04-24`, `1962-04`,
    `1962`). `label` is what a heading such as “Appendix I” calls the document among others; it is in `paragraphs`
    too, for it is among the document's words. `encoding` is the older encoding that the file was taken for.
    """

    paragraphs: tuple[tuple[str, ...], ...]
    title: str = ""
    date: str = ""
    archive: str = ""
    persons: tuple[str, ...] = ()
    description: str = ""
    rights: str = ""
    support: str = ""
    translator: str = ""
    label: str = ""
    encoding: str = ""


def as_paragraphs(found: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Freeze what segmentation returns."""
    return tuple(tuple(paragraph) for paragraph in found)
