"""A table of renderings as plain dictionaries and as TSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from hexapla import languages, wire
from hexapla.model import Document
from hexapla.renderings.grouping import groups_of
from hexapla.renderings.values import Group, Line, Row, Table

Json = dict[str, Any]


def table(value: Table, documents: Mapping[str, Document]) -> Json:
    """Describe a table; every count has the places of its lines in `lines`."""
    asked = value.asked
    titles = {name: document.title for name, document in documents.items()}
    used = {(line.document, name) for line in value.lines for name in (line.own_text, line.other_text)}
    return {
        "asked": {**asdict(asked), "documents": list(asked.documents), "translators": list(asked.translators)},
        "directions": {"source": languages.direction(asked.source), "target": languages.direction(asked.target)},
        "places": value.places,
        "exact": value.exact,
        "looked_at": value.looked_at,
        "unaligned": value.unaligned,
        "total": len(value.lines),
        "entropy": round(value.entropy, 3),
        "rows": [_row(row, value) for row in value.rows],
        "missing": {
            "count": len(value.missing),
            "share": round(value.share(len(value.missing)), 4),
            "empty": sum(value.lines[place].tier == "empty" for place in value.missing),
            "lines": list(value.missing),
        },
        "by": {
            "document": [_group(g, value.rows) for g in groups_of(value.lines, lambda line: line.document, titles)],
            "text": [_group(g, value.rows) for g in groups_of(value.lines, lambda line: line.other_text, {})],
            "translator": [_group(g, value.rows) for g in groups_of(value.lines, lambda line: line.translator, {})],
        },
        "texts": {f"{name}/{text}": wire.text(documents[name].texts[text]) for name, text in sorted(used)},
        "titles": {name: titles[name] for name in sorted({line.document for line in value.lines})},
        "lines": [_line(line) for line in value.lines],
    }


def _row(row: Row, value: Table) -> Json:
    return {
        "form": row.form,
        "lemma": row.lemma,
        "count": row.count,
        "share": round(value.share(row.count), 4),
        "solid": row.solid,
        "dotted": row.dotted,
        "lines": list(row.lines),
    }


def _group(group: Group, rows: Sequence[Row]) -> Json:
    """Describe a group: its lines by row, in the order of the rows, and those without a counterpart last."""
    cells = [list(group.counts.get(row.lemma, ())) for row in rows]
    return {
        "name": group.name,
        "title": group.title,
        "count": len(group.lines),
        "cells": [*cells, list(group.counts.get(None, ()))],
    }


def _line(line: Line) -> Json:
    return {
        "document": line.document,
        "alignment": line.alignment,
        "link": line.link,
        "row": line.row,
        "side": line.side,
        "text": line.own_text,
        "other": line.other_text,
        "translator": line.translator,
        "tier": line.tier,
        "hit": [line.segment, line.start, line.end],
        "spans": [[span.segment, span.start, span.end] for span in line.spans],
        "form": line.form,
        "own": list(line.own),
        "others": list(line.others),
        "url": f"/documents/{line.document}/{line.alignment}#{line.link}",
    }


HEAD = (
    *("term", "rendering", "lemma", "tier", "document", "alignment", "row", "link"),
    *("own_text", "other_text", "translator", "left", "hit", "right", "own", "other"),
)


def tsv(value: Table, documents: Mapping[str, Document]) -> str:
    """Return every line with its rendering; a head says what was looked for and where the texts come from."""
    asked = value.asked
    found = f"{value.looked_at:,} of {places_in_words(value)}" + (" (a random sample)" if is_sample(value) else "")
    head = [f"# {asked.term}: {asked.source} to {asked.target}; {found}; {len(value.lines):,} lines; Hexapla"]
    for name, text in sorted({(line.document, t) for line in value.lines for t in (line.own_text, line.other_text)}):
        info = documents[name].texts[text]
        head.append(f"# {name}/{text}: {info.provenance.value}" + (f", {info.translator}" if info.translator else ""))
    return (
        "\n".join([*map(_cell, head), "\t".join(HEAD), *(_tsv_line(line, asked.term) for line in value.lines)]) + "\n"
    )


def _tsv_line(line: Line, term: str) -> str:
    own = line.own[line.segment]
    left, hit, right = own[: line.start], own[line.start : line.end], own[line.end :]
    place = line.document, line.alignment, str(line.row), line.link, line.own_text, line.other_text, line.translator
    texts = left, hit, right, " | ".join(line.own), " | ".join(line.others)
    return "\t".join(map(_cell, (term, line.form, line.lemma, line.tier, *place, *texts)))


def _cell(value: str) -> str:
    """Keep a cell in one column and from being taken for a formula."""
    flat = " ".join(value.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") and len(flat) > 1 else flat


def places_in_words(value: Table) -> str:
    """Say how often the term is there: places where they were counted, else at least so many."""
    return (
        f"{value.places:,} {'place' if value.places == 1 else 'places'}"
        if value.exact
        else f"at least {value.places:,} places"
    )


def is_sample(value: Table) -> bool:
    """Whether not all places were looked at."""
    return value.looked_at < value.places
