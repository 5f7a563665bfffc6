"""Commands for ready alignments: look at one, take it in, take it back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from hexapla.formats import READERS, File
from hexapla.imports import Wishes
from hexapla.model import Provenance
from hexapla.workspace import Workspace

_provenance = click.Choice([p.value for p in Provenance])
_WIDTH = 76


@click.command("import-alignment")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from", "form", type=click.Choice(list(READERS)), help="The format; recognised by default.")
@click.option("--document", help="Short name of the new document; made of the title by default.")
@click.option("--title", help="Title of the new document.")
@click.option("--source-language", help="BCP 47 tag: chooses among several, or says what the file does not.")
@click.option("--target-language", help="The same for the target.")
@click.option("--source-provenance", type=_provenance, help="By default what the file says, else working.")
@click.option("--target-provenance", type=_provenance, help="The same for the target.")
@click.option("--dry-run", is_flag=True, help="Only show what the file holds.")
@click.option("-y", "--yes", is_flag=True, help="Take it in without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@click.pass_obj
def import_alignment(
    root: Path,
    /,
    files: tuple[Path, ...],
    form: str | None,
    dry_run: bool,
    yes: bool,
    as_json: bool,
    **wishes: str | None,
) -> None:
    """Take a ready alignment in as a new document: both texts, links, statuses and notes.

    FILES is one file (TMX, XLIFF, TEI, PO, JSONL, Parquet, a table in DOCX, XLSX, TSV or CSV, a ZIP of an InterText
    project or of CES files), or several that belong together: the three of InterText or CES; a hunalign ladder, or
    beads of Vecalign or Bertalign, with source text and target text; two texts of as many lines.

    What was understood is shown before anything is taken in. `hexapla take-back` undoes an import.

    \b
    Examples:
      hexapla import-alignment memory.tmx --source-language de --target-language fr
      hexapla import-alignment table.xlsx --dry-run
      hexapla import-alignment beads.txt memo.zh.txt memo.en.txt --title Memorandum -y
    """
    read = [File(path.name, path.read_bytes()) for path in files]
    wished = Wishes(form=form or "", **{name: value or "" for name, value in wishes.items()})
    with closing(Workspace(root)) as workspace:
        found = workspace.imports.look(read, wished)
        if not as_json:
            click.echo("\n".join(_lines(found)))
        if not dry_run:
            if not yes:
                click.confirm("\nTake this in?", default=True, abort=True, err=True)
            key = workspace.imports.take(read, wished)
            found |= {"taken": {"document": key.document, "alignment": key.name}}
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif not dry_run:
        click.echo(
            f"\n{key.document} is in. Open it with `hexapla serve`; `hexapla take-back {key.document}` undoes it."
        )


def _lines(found: dict[str, Any]) -> Iterator[str]:
    """Describe what was understood, for a terminal."""
    yield f"{found['format']}: {found['description']}"
    yield f"{found['document']['name']}: {found['document']['title']}"
    for side in ("source", "target"):
        text = found[side]
        language = f"{text['language_name']} ({text['language']})" if text["language"] else "language not said"
        yield f"  {side}: {language}, {text['provenance']}, {text['segments']:,} segments"
    shapes = ", ".join(f"{shape} × {count:,}" for shape, count in list(found["shapes"].items())[:6])
    yield f"  {found['links']:,} links ({shapes}), notes: {found['notes']:,}"
    yield "  " + ", ".join(f"{count:,} {status}" for status, count in found["statuses"].items())
    if found["languages"]:
        yield "  languages: " + ", ".join(f"{one['tag']} ({one['segments']:,})" for one in found["languages"])
    for warning in found["warnings"]:
        yield f"  ! {warning}"
    for row in found["rows"][:5]:
        yield ""
        for side in ("source", "target"):
            words = " ".join(row[side]) or "∅"
            yield f"  {words if len(words) <= _WIDTH else words[: _WIDTH - 1] + '…'}"


@click.command("take-back")
@click.argument("document")
@click.pass_obj
def take_back(root: Path, document: str) -> None:
    """Undo the import of DOCUMENT, as long as nothing of it was edited since: files and working copy.

    \b
    Example:
      hexapla take-back memo
    """
    with closing(Workspace(root)) as workspace:
        workspace.imports.take_back(document)
    click.echo(f"{document} is gone, as if it had never been imported.")


COMMANDS = (import_alignment, take_back)
