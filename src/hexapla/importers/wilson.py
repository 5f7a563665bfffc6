"""The text of a document's page in the Wilson Center Digital Archive, as copied or saved from a browser.

Such a page has, in this order: page furniture, the document's date and title, a line on support, the document,
a description of one paragraph set off by three blank lines or more, “Document Information” with the source, the
rights statement and some fields (often empty), and at the foot those who gave support.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hexapla.errors import BadImportError
from hexapla.importers.decoding import decode
from hexapla.importers.imported import Imported, as_paragraphs
from hexapla.segmentation import segment

_FURNITURE = {"skip to content", "skip to main content", "digital archive", "wilson center digital archive", "menu"}
_INFORMATION = "Document Information"
_SUPPORT = re.compile(r"This document was made possible with support from (?P<whom>.+)")
_RIGHTS = re.compile(r"The History and Public Policy Program welcomes reuse|To enquire about this document")
_RESIDUE = re.compile(r" at \[email protected\]")  # where the page hides an address from copying
_HOW = r"(?:Obtained|Contributed|Provided|Translated|Translation)"
_ARCHIVE = re.compile(rf"(?P<archive>.*?)[.;,]?(?:\s+{_HOW}\b.*)?", re.IGNORECASE)
_TRANSLATOR = re.compile(r"\btranslat(?:ed|ion)\b(?: for \S+)? by (?P<name>.+?)\.?$", re.IGNORECASE)
_LABEL = re.compile(r"(?:Appendix|Annex|Enclosure|Attachment|Document)(?: No\.)? (?:[IVXLC]+|\d+|[A-Z])", re.IGNORECASE)
_PERSON = re.compile(
    r"\b(?:Minister|Premier|Ambassador|Chairman|President|Secretary|Comrade|Chargé|Consul|General|Marshal|Mr\.|Dr\.)"
    r" (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"(?:(?P<month>{_MONTHS})(?: (?P<day>\d\d?))?,? |(?P<day_2>\d\d?) (?P<month_2>{_MONTHS}) )?(?P<year>\d{{4}})"
)
_VALUES = {"Original Uploaded Date": re.compile(r".*\d{4}.*"), "Record ID": re.compile(r"\d+")}
_HEADINGS = {"Source", "Rights", "Language", "Type", "Original Archive", "Original Classification", *_VALUES}
_GAP = 3  # blank lines before the description


@dataclass(frozen=True, slots=True)
class _Page:
    """The parts of a page, as lines."""

    date: str
    title: str
    support: str
    body: list[str]
    description: str
    information: list[str]


def import_wilson(data: bytes, file: str, language: str) -> Imported:
    """Take the document out of the page: every word of it, its heading included; the rest is metadata.

    Raises `UndecodableFileError`, and `BadImportError` where the page is not laid out like those of the archive.
    """
    page = _take_apart([line.strip() for line in decode(data, file).splitlines()], file)
    paragraphs = as_paragraphs(segment("\n".join(page.body), language))
    fields = _fields(page.information)
    archive, translator = _ARCHIVE.fullmatch(fields["Source"]), _TRANSLATOR.search(fields["Source"])
    return Imported(
        paragraphs,
        title=_plain(page.title),
        date=_iso(page.date),
        archive=archive["archive"] if archive else "",
        persons=tuple(dict.fromkeys(found["name"] for found in _PERSON.finditer(page.title))),
        description=_plain(page.description),
        rights=_RESIDUE.sub("", fields["Rights"]),
        support=fields["Support"] or page.support,
        translator=translator["name"] if translator else "",
        label=paragraphs[0][0] if _LABEL.fullmatch(paragraphs[0][0]) else "",
    )


def _take_apart(lines: list[str], file: str) -> _Page:
    if _INFORMATION not in lines:
        problem = f"there is no line “{_INFORMATION}”: this is no page of the archive. Import it as plain text."
        raise BadImportError(file, problem)
    at = len(lines) - 1 - lines[::-1].index(_INFORMATION)
    head, rest = _head(lines[:at])
    body, description = _description(rest)
    if not any(body):
        raise BadImportError(file, f"the page has no document between its title and “{_INFORMATION}”.")
    return _Page(*head, body, description, lines[at + 1 :])


def _head(lines: list[str]) -> tuple[tuple[str, str, str], list[str]]:
    """Return date, title and support from the top of the page, and the lines after them."""
    rest = [*lines]

    def first() -> str:
        while rest and (not rest[0] or rest[0].casefold() in _FURNITURE):
            rest.pop(0)
        return rest[0] if rest else ""

    date = rest.pop(0) if _DATE.fullmatch(first()) else ""
    title = rest.pop(0) if first() else ""
    found = _SUPPORT.fullmatch(first())
    if found:
        rest.pop(0)
    return (date, title, _plain(found["whom"]) if found else ""), rest


def _description(lines: list[str]) -> tuple[list[str], str]:
    """Part the document from its description: the last paragraph, where it is set off."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    if len(lines) > _GAP and not any(lines[-1 - _GAP : -1]):
        return lines[:-1], lines[-1]
    return lines, ""


def _fields(lines: list[str]) -> dict[str, str]:
    """Return what the page says of its document by heading; lines under no heading are known by their words."""
    fields: dict[str, list[str]] = {"Source": [], "Rights": [], "Support": []}
    heading = "Source"
    for line in filter(None, lines):
        if line in _HEADINGS:
            heading = line
            continue
        if _RIGHTS.match(line):
            heading = "Rights"
        elif heading in _VALUES and not _VALUES[heading].fullmatch(line):
            heading = "Support"
        fields.setdefault(heading, []).append(_plain(line))
    return {name: " ".join(values) for name, values in fields.items()}


def _iso(date: str) -> str:
    found = _DATE.fullmatch(date)
    if not found:
        return ""
    month, day = found["month"] or found["month_2"], found["day"] or found["day_2"]
    parts = [
        found["year"],
        *([f"{_MONTHS.split('|').index(month) + 1:02}"] if month else []),
        *([f"{int(day):02}"] if day else []),
    ]
    return "-".join(parts)


def _plain(line: str) -> str:
    """Return the line with ordinary blanks, one at a time."""
    return " ".join(line.split())
