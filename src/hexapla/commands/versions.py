"""Commands for versions: what differs between two of them, merging two branches, replacing a text."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from hexapla import versions
from hexapla.comparing import Comparison, as_json, as_text, compare, plain
from hexapla.importers import IMPORTERS
from hexapla.merging import Three, merge_files
from hexapla.model import Provenance
from hexapla.progress import PhaseBars
from hexapla.revisions import Better
from hexapla.worddiff import Piece
from hexapla.workspace import Workspace


def _painted(piece: Piece) -> str:
    """Write a piece of a wording in the colours that git uses."""
    if piece.kind == "same":
        return piece.text
    return click.style(piece.text, fg="red" if piece.kind == "gone" else "green", strikethrough=piece.kind == "gone")


@click.command()
@click.argument("one", metavar="A")
@click.argument("two", metavar="[B]", required=False)
@click.option("--from", "start", type=click.IntRange(min=0), help="A revision of the history, with DOCUMENT NAME.")
@click.option("--to", "end", type=click.IntRange(min=0), help="A later one; the present one by default.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where something differs.")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON for scripts.")
@click.pass_obj
def diff(
    root: Path, one: str, two: str | None, start: int | None, end: int | None, exit_code: bool, as_json_: bool
) -> None:
    """Say what differs between two states of an alignment: links, words, statuses and notes, not lines of a file.

    A and B are PO files, git revisions (REV: every alignment; REV:PATH: one), or, with --from, a DOCUMENT and the NAME
    of an alignment, whose history is asked. Without B, the files as they are now. s14 is the 14th segment of the
    source, t14 of the target, numbered as in B (in A where B has it no more).

    \b
    Examples:
      hexapla diff HEAD
      hexapla diff main work
      hexapla diff HEAD~3 alignments/memo/zh-Hans--en.po
      hexapla diff mine.po theirs.po --json
      hexapla diff memo zh-Hans--en --from 12 --to 40
    """
    if start is None:
        found = list(_between_files(root, one, two))
    else:
        if two is None:
            raise click.UsageError("--from takes a document and the name of an alignment, such as memo zh-Hans--en.")
        with closing(Workspace(root)) as workspace:
            found = [(f"{one}/{two}", workspace.revisions.compare(one, two, start, end))]
    if as_json_:
        click.echo(json.dumps([{"path": path, **_json(value)} for path, value in found], ensure_ascii=False, indent=2))
    else:
        _print(found)
    sys.exit(exit_code and any(isinstance(value, str) or value.differences for _, value in found))


def _between_files(root: Path, one: str, two: str | None) -> Iterator[tuple[str, Comparison | str]]:
    for path, old, new in versions.paired(root, one, two):
        if old is None or new is None:
            yield path, "The file is new." if old is None else "The file is gone."
        else:
            yield path, compare(old, new)


def _json(value: Comparison | str) -> dict[str, object]:
    return {"message": value} if isinstance(value, str) else as_json(value)


def _print(found: list[tuple[str, Comparison | str]]) -> None:
    paint = _painted if sys.stdout.isatty() else plain
    shown = [(path, value) for path, value in found if isinstance(value, str) or value.differences]
    for path, value in shown:
        click.echo(click.style(path, bold=True))
        for line in [value] if isinstance(value, str) else as_text(value, paint):
            click.echo(line)
        click.echo()
    if not shown:
        click.echo("Nothing differs.")


_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("merge-driver")
@click.argument("base", type=_file)
@click.argument("ours", type=_file)
@click.argument("theirs", type=_file)
@click.argument("path")
def merge_driver(base: Path, ours: Path, theirs: Path, path: str) -> None:
    """Merge an alignment or a text for git, link by link; git calls this with %O %A %B %P.

    What only one branch changed is taken over. Where both changed the same thing in different ways, ours stays, the
    link becomes a query with theirs in a private note, and the exit code is 1, so that git asks you to look.

    \b
    Example (once in every clone; `hexapla init` writes what belongs into .gitattributes):
      git config merge.hexapla.driver "hexapla merge-driver %O %A %B %P"
    """
    conflicts = merge_files(Three(base, ours, theirs, path))
    for conflict in conflicts:
        click.echo(f"{path}: {conflict}", err=True)
    sys.exit(bool(conflicts))


@click.command("replace-text")
@click.argument("document")
@click.argument("text")
@click.argument("file", type=_file)
@click.option("--format", "form", type=click.Choice(list(IMPORTERS)), default="text", show_default=True)
@click.option("--segmented", is_flag=True, help="The file has one segment a line already; keep its cuts.")
@click.option("--provenance", type=click.Choice([p.value for p in Provenance]), help="As it was, by default.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON for scripts; asks nothing.")
@click.pass_obj
def replace_text(
    root: Path, document: str, text: str, file: Path, form: str, segmented: bool, provenance: str | None,
    dry_run: bool, yes: bool, as_json_: bool,
) -> None:  # fmt: skip
    """Put FILE, a better version of a TEXT, in its place in all alignments; links, statuses and notes stay.

    Segments are found again by their words, or by their meaning where hardly any are the same. Confirmed links whose
    words change are marked as changed since confirmed. One undo takes all of it back.

    \b
    Examples:
      hexapla replace-text memo zh-Hans scan.txt --provenance archival --dry-run
      hexapla replace-text memo en better.txt --segmented --yes
    """
    better = Better(file.name, file.read_bytes(), provenance, segmented, form)
    with closing(Workspace(root)) as workspace, PhaseBars() as progress:
        found = workspace.revisions.replace_text(document, text, better, preview=True, progress=progress)
        if not as_json_:
            click.echo("\n".join(_report(found)))
        if not dry_run and not as_json_ and not yes:
            click.confirm("Replace the text so?", abort=True)
        if not dry_run:
            seen = found["revision"]
            found = workspace.revisions.replace_text(document, text, better, preview=False, revision=seen)
    if as_json_:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif not dry_run:
        undo = " One undo in the editor takes it back." if found["undoable"] else ""
        click.echo(f"{document}: {text}.txt is replaced.{undo}")


def _report(found: dict[str, Any]) -> Iterator[str]:
    counts = found["counts"]
    told = [f"{count} {name}" for name, count in counts.items() if count]
    yield f"{found['document']}/{found['text']}: segments: {', '.join(told)}"
    before, after = found["provenance"]["before"], found["provenance"]["after"]
    if before != after:
        yield f"provenance: {before} → {after}"
    for alignment in found["alignments"]:
        yield ""
        yield f"{alignment['name']}: {len(alignment['differences'])} places differ, {alignment['same']} links the same"
        for words, key in (("changed since confirmed", "changed_since_confirmed"), ("gone", "gone"), ("new", "new")):
            if alignment[key]:
                yield f"  {words}: {', '.join(alignment[key])}"
        for difference in alignment["differences"]:
            for change in difference["changes"]:
                yield f"  {change['text']}"
                if change["pieces"]:
                    yield f"    {''.join(plain(Piece(*piece)) for piece in change['pieces'])}"


COMMANDS = (diff, merge_driver, replace_text)
