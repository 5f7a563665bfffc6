"""The command that compares versions of a document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from hexapla.collation import Asked, Ignore, Part
from hexapla.collation.exporting import EXPORTS
from hexapla.workspace import Workspace

_MANY = 1_000_000  # rows: all there are
_SIGNS = {"unique": "[{}]", "partly": "({})", "moved": "<{}>"}


@click.command()
@click.argument("document")
@click.option("--texts", default="", help="Versions, with commas: en,en.working; revisions: en@12, en@HEAD~1.")
@click.option("--base", default="", help="The version that the others are held against; the first by default.")
@click.option("--source", default="", help="The text they are compared through; by default one that fits.")
@click.option("--ignore", default="case,punctuation", show_default=True, help="Also marks, script; or none.")
@click.option("--all", "everything", is_flag=True, help="Also the passages that do not differ.")
@click.option("--term", default="", help="What each version has for these words of the source.")
@click.option("--to", "form", type=click.Choice(list(EXPORTS)), help="Write the comparison as a file instead.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to, with --to.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@click.pass_obj
def compare(
    root: Path, document: str, texts: str, base: str, source: str, ignore: str, everything: bool, term: str,
    form: str | None, output: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Compare versions of a DOCUMENT, translations or revisions, passage by passage.

    [words] stand in one version only, (words) in some, <words> elsewhere in the base. The figures measure likeness to
    the base, not quality: see docs/collation.md.

    \b
    Examples:
      hexapla compare ruth
      hexapla compare 1962-04-24-memorandum --texts en,en.working --base en
      hexapla compare 1962-04-24-memorandum --texts en,en.working,ru --term 坏人
      hexapla compare memo --texts en,en@HEAD~3
      hexapla compare ruth --to tei -o ruth.xml
    """
    asked = Asked(source, tuple(texts.split(",")), base, Ignore.named(ignore.split(",")))
    with closing(Workspace(root)) as workspace:
        if form:
            content, suffix, _ = workspace.collation.export(document, asked, form)
            path = output or Path(f"{document}.versions{suffix}")
            path.write_bytes(content)
            click.echo(f"{path}: {len(content):,} bytes")
            return
        found = _found(workspace, document, asked, term, Part(1, _MANY, not everything))
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(_told(found)))


def _found(workspace: Workspace, document: str, asked: Asked, term: str, part: Part) -> dict[str, Any]:
    if term:
        return workspace.collation.terms(workspace.collation.compare(document, asked), term, part, _MANY)
    return workspace.collation.overview(document, asked, part)


def _told(found: dict[str, Any]) -> Iterator[str]:
    base = found["versions"][found["base"]]["name"]
    for version in found["versions"]:
        figures = "base" if version["name"] == base else _figures(version)
        yield f"{click.style(version['name'], bold=True)} ({version['provenance']}): {figures}"
    yield from _terms(found) if "terms" in found else _rows(found)


def _figures(one: dict[str, Any]) -> str:
    known = (("likeness", "{:.0%} of the words"), ("chrf", "chrF++ {:.0f}"), ("ter", "TER {:.0f}"))
    told = [form.format(one[name]) for name, form in (*known, ("cosine", "cosine {:.2f}")) if one[name] is not None]
    return ", ".join(told) or "another language"


def _rows(found: dict[str, Any]) -> Iterator[str]:
    yield f"{found['rows_differing']} of {found['rows_in_all']} passages differ"
    for row in found["rows"]:
        yield ""
        yield click.style(str(row["number"]), bold=True)
        for version, cell in zip(found["versions"], row["cells"], strict=True):
            verdict = f"  — {cell['verdict']}, {_figures(cell)}" if cell.get("verdict") else ""
            yield f"  {version['name']}: {_written(cell) or '∅'}{verdict}"


def _written(cell: dict[str, Any]) -> str:
    pieces = (piece for segment in cell["segments"] for piece in (*segment, ("", " ", 0)))
    return "".join(_SIGNS.get(state, "{}").format(words) for state, words, _ in pieces).strip()


def _terms(found: dict[str, Any]) -> Iterator[str]:
    for term in found["terms"]:
        yield ""
        yield f"{click.style(term['words'], bold=True)} ×{term['count']}"
        for version in term["versions"]:
            told = [f"{one['words'] or '— not found'} ×{one['count']}" for one in version["renderings"]]
            yield f"  {version['name']}: {' / '.join(told) or '—'}"


COMMANDS = (compare,)
