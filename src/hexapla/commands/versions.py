"""Commands for versions: what differs between two of them, and merging two branches."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click

from hexapla import versions
from hexapla.comparing import Comparison, as_json, as_text, compare, plain
from hexapla.merging import Three, merge_files
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
            found = [(f"{one}/{two}", workspace.compare_revisions(one, two, start, end))]
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


COMMANDS = (diff, merge_driver)
