"""`corpus/glossary.tsv`, the record: one term a line, tabs between the columns, sorted so that differences are small.

Reading forgives a byte order mark, CRLF and empty lines. A table of another shape that many people keep, one concept a
line and a column for each language, is taken in too (`parse_wide`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from hexapla import languages
from hexapla.errors import BadGlossaryError, BadLanguageError
from hexapla.glossary.naming import CONCEPT, free_name
from hexapla.glossary.values import PARTS_OF_SPEECH, Glossary, Term, TermStatus, glossary

COLUMNS = ("concept", "language", "term", "status", "part_of_speech", "note", "documents")
_NEEDED = COLUMNS[:4]
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def dump(value: Glossary) -> str:
    """Return the content of the file."""
    lines = ["\t".join(COLUMNS), *("\t".join(_fields(term)) for term in value.terms)]
    return "\n".join(lines) + "\n"


def _fields(term: Term) -> list[str]:
    documents = " ".join(term.documents)
    return [term.concept, term.language, term.term, term.status, term.part_of_speech, term.note, documents]


def parse(content: str, path: Path | str = "glossary.tsv") -> Glossary:
    """Read a glossary; raise `BadGlossaryError` with file and line."""
    head, rows = _table(content, path)
    _check_head(head, path)
    seen: dict[tuple[str, str, str], int] = {}
    terms = []
    for line, values in rows:
        term = _term(dict(zip(head, values, strict=True)), path, line)
        if term.key in seen:
            where = f"“{term.term}” ({term.language}) of {term.concept} is in line {seen[term.key]} too."
            raise BadGlossaryError(path, f"{where} Take one away.", line)
        seen[term.key] = line
        terms.append(term)
    return glossary(terms)


def _check_head(head: Sequence[str], path: Path | str) -> None:
    if missing := [name for name in _NEEDED if name not in head]:
        problem = f"the first line lacks {', '.join(missing)}. It names the columns: {', '.join(COLUMNS)}."
        raise BadGlossaryError(path, problem, 1)
    if strange := [name for name in head if name not in COLUMNS]:
        raise BadGlossaryError(path, f"there is no column “{strange[0]}”. There are {', '.join(COLUMNS)}.", 1)


def _table(content: str, path: Path | str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the names of the columns, and (line, values) of each row with as many values as there are names."""
    lines = [line.removesuffix("\r") for line in content.removeprefix("\ufeff").split("\n")]
    head = [name.strip() for name in lines[0].split("\t")]
    rows = []
    for number, line in enumerate(lines[1:], 2):
        values = [value.strip() for value in line.split("\t")]
        if any(values[len(head) :]):
            problem = f"there are {len(values)} columns, but the first line names {len(head)}."
            raise BadGlossaryError(path, problem, number)
        if any(values):
            rows.append((number, (values + [""] * len(head))[: len(head)]))
    return head, rows


def _term(row: dict[str, str], path: Path | str, line: int) -> Term:
    try:
        status = TermStatus(row["status"] or TermStatus.PREFERRED)
    except ValueError:
        choice = ", ".join(TermStatus)
        raise BadGlossaryError(path, f"“{row['status']}” is no status. There are {choice}.", line) from None
    words = row["concept"], row["language"], row["term"]
    term = Term(*words, status, row.get("part_of_speech", ""), row.get("note", ""))
    try:
        return checked(term, row.get("documents", "").split())
    except ValueError as problem:
        raise BadGlossaryError(path, str(problem), line) from None


def checked(term: Term, documents: Sequence[str] = ()) -> Term:
    """Return a term in its customary form; raise `ValueError` with what is wrong and how to mend it."""
    if not CONCEPT.fullmatch(term.concept):
        rule = "Use letters, digits, dots and hyphens, with a letter first, such as border-post."
        raise ValueError(f"“{term.concept}” cannot name a concept. {rule}")
    if not term.term.strip():
        raise ValueError("there is no term. Write one, or take the line away.")
    for what, value in (("term", term.term), ("note", term.note)):
        if bad := _CONTROL.search(value):
            raise ValueError(f"the {what} has a character U+{ord(bad[0]):04X}, which cannot stand in a glossary.")
    if term.part_of_speech not in ("", *PARTS_OF_SPEECH):
        raise ValueError(f"“{term.part_of_speech}” is no part of speech. There are {', '.join(PARTS_OF_SPEECH)}.")
    try:
        tag = languages.normalise(term.language)
    except BadLanguageError as problem:
        raise ValueError(str(problem)) from None
    documents = tuple(sorted(set(documents or term.documents)))
    words, note = (" ".join(value.split()) for value in (term.term, term.note))
    return Term(term.concept, tag, words, term.status, term.part_of_speech, note, documents)


def is_wide(content: str) -> bool:
    """Whether the first line names languages: one concept a line, a column for each language."""
    head = content.removeprefix("\ufeff").partition("\n")[0].split("\t")
    return "term" not in [name.strip() for name in head] and sum(_is_language(name.strip()) for name in head) > 1


def parse_wide(content: str, path: Path | str, status: TermStatus) -> Glossary:
    """Read a table with a column for each language; several terms of a cell are parted by `|`.

    Columns named `concept` and `note` are known too. All terms get `status`.
    """
    head, rows = _table(content, path)
    if strange := [name for name in head if not _is_language(name) and name not in ("concept", "note")]:
        raise BadGlossaryError(path, f"“{strange[0]}” is neither a language tag nor concept nor note.", 1)
    names: set[str] = set()
    terms: list[Term] = []
    for line, values in rows:
        row = dict(zip(head, values, strict=True))
        try:
            terms += _wide(row, status, names)
        except ValueError as problem:
            raise BadGlossaryError(path, str(problem), line) from None
    return glossary({term.key: term for term in terms}.values())


def _wide(row: dict[str, str], status: TermStatus, names: set[str]) -> Iterator[Term]:
    columns = [(tag, value) for tag, value in row.items() if tag not in ("concept", "note")]
    cells = [(tag, cell.strip()) for tag, value in columns for cell in value.split("|")]
    found = [(tag, term) for tag, term in cells if term]
    concept = row.get("concept", "") or free_name([term for _, term in found], names)
    names.add(concept)
    for tag, term in found:
        yield checked(Term(concept, tag, term, status, note=row.get("note", "")))


def _is_language(name: str) -> bool:
    try:
        languages.parse(name)
    except BadLanguageError:
        return False
    return True
