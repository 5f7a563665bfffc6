"""The command that tells how a term is rendered."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import click

from hexapla.progress import PhaseBars
from hexapla.renderings import SAMPLE, Asked, Table, wire
from hexapla.workspace import Workspace

_BAR = 24  # characters of the longest bar
_BESIDE = 40  # characters shown on either side of the term


@click.command()
@click.argument("term")
@click.option("--from", "source", required=True, help="Language of the term, such as zh-Hans.")
@click.option("--to", "target", required=True, help="Language of the renderings, such as en.")
@click.option("--document", "documents", multiple=True, help="Only in this document; may be given several times.")
@click.option("--translator", "translators", multiple=True, help="Only by this translator.")
@click.option("--text", "texts", multiple=True, help="Only renderings in this text, such as en.revised.")
@click.option("--exact", is_flag=True, help="Only the term as it is written, not its other forms.")
@click.option("--limit", type=click.IntRange(1), default=SAMPLE, show_default=True, help="Of more places, a sample.")
@click.option("--seed", type=int, default=0, help="Another sample.")
@click.option("--lines", is_flag=True, help="Print every place below its rendering.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@click.option("--tsv", "as_tsv", is_flag=True, help="Print every place as a table.")
@click.pass_obj
def renderings(
    root: Path,
    term: str,
    source: str,
    target: str,
    documents: tuple[str, ...],
    translators: tuple[str, ...],
    texts: tuple[str, ...],
    exact: bool,
    limit: int,
    seed: int,
    lines: bool,
    as_json: bool,
    as_tsv: bool,
) -> None:
    """Tell how a TERM is rendered in another language: by which words, how often, where.

    \b
    Examples:
      hexapla renderings 边防机关 --from zh-Hans --to en
      hexapla renderings border --from en --to zh-Hans --lines
    """
    asked = Asked(term, source, target, documents, translators, texts, limit, seed, not exact)
    with closing(Workspace(root)) as workspace:
        workspace.refresh_all()
        with PhaseBars() as progress:
            found = workspace.renderings.of(asked, progress)
        known = {document.name: document for document in workspace.renderings.documents()}
    if as_json:
        click.echo(json.dumps(wire.table(found, known), ensure_ascii=False, indent=2))
    elif as_tsv:
        click.echo(wire.tsv(found, known), nl=False)
    else:
        _print(found, lines)


def _print(found: Table, lines: bool) -> None:
    asked = found.asked
    if not found.lines:
        click.echo(_nothing(found))
        return
    sample = f", a random sample of {found.looked_at:,}" if wire.is_sample(found) else ""
    click.secho(f"{asked.term}  ({asked.source} → {asked.target})", bold=True)
    click.echo(
        f"{wire.places_in_words(found)}{sample}; {len(found.lines):,} lines; entropy {found.entropy:.2f} bits.\n"
    )
    most = max([*(row.count for row in found.rows), len(found.missing)])
    for row in found.rows:
        solid = round(_BAR * row.solid / most)
        bar = "█" * solid + "░" * (max(1, round(_BAR * row.count / most)) - solid)
        click.echo(f"{row.count:>6,} {found.share(row.count):>6.1%}  {bar:<{_BAR}}  {row.form}")
        for place in row.lines if lines else ():
            _print_line(found, place)
    if found.missing:
        empty = sum(found.lines[place].tier == "empty" for place in found.missing)
        about = f"not rendered, or not found{f' ({empty:,} with an empty side)' if empty else ''}"
        bar = "·" * max(1, round(_BAR * len(found.missing) / most))
        click.echo(f"{len(found.missing):>6,} {found.share(len(found.missing)):>6.1%}  {bar:<{_BAR}}  {about}")
        for place in found.missing if lines else ():
            _print_line(found, place)
    click.echo(
        "\n█ sure  ░ likely"
        + (f"; {found.unaligned:,} places in texts without {asked.target}" if found.unaligned else "")
    )


def _print_line(found: Table, place: int) -> None:
    line = found.lines[place]
    own = line.own[line.segment]
    left, right = own[max(0, line.start - _BESIDE) : line.start], own[line.end : line.end + _BESIDE]
    marked = left + click.style(own[line.start : line.end], bold=True) + right
    click.echo(f"         {line.document} {line.alignment}, row {line.row}: {marked}")


def _nothing(found: Table) -> str:
    asked = found.asked
    if not found.places:
        return f"“{asked.term}” is in no text in {asked.source}."
    return (
        f"“{asked.term}” stands {found.places:,} times in {asked.source}, but nowhere beside a text in {asked.target}."
    )


COMMANDS = (renderings,)
