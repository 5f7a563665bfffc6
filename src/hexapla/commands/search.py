"""The command that searches every text of the workspace."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from hexapla.concordance import Ask, Condition, fold_of
from hexapla.concordance.asking import SORTS
from hexapla.concordance.exporting import FORMS
from hexapla.concordance.printing import Painter, columns, heading, kwic
from hexapla.errors import BadQueryError
from hexapla.files import atomic_write
from hexapla.model import Provenance, Status
from hexapla.progress import PhaseBars
from hexapla.workspace import Workspace

Json = dict[str, Any]
_FILTERS: tuple[Callable[[Any], Any], ...] = (
    click.option("--lang", "languages", multiple=True, metavar="TAG", help="Search texts in this language; zh is all."),
    click.option("--and", "wanted", multiple=True, metavar="LANG:QUERY", help="What the other side must have."),
    click.option("--not", "unwanted", multiple=True, metavar="LANG:QUERY", help="What the other side must not have."),
    click.option("--document", "documents", multiple=True, metavar="NAME", help="Only in this document."),
    click.option("--text", "texts", multiple=True, metavar="NAME", help="Only in texts of this name: en.revised."),
    click.option("--translator", "translators", multiple=True, metavar="NAME", help="Only texts by this translator."),
    click.option("--provenance", "provenances", multiple=True, type=click.Choice([one.value for one in Provenance])),
    click.option("--status", "statuses", multiple=True, type=click.Choice([one.value for one in Status])),
    click.option("--from", "since", default="", metavar="DATE", help="Texts from this date on: 1962 or 1962-04-24."),
    click.option("--to", "until", default="", metavar="DATE", help="Texts up to this date."),
    click.option("--exact", multiple=True, type=click.Choice(["case", "marks", "script"]), help="Do not fold this."),
    click.option("--sort", type=click.Choice(SORTS), default="document", show_default=True),
    click.option("--sample", type=click.IntRange(1), metavar="N", help="N hits at random."),
    click.option("--seed", type=int, default=0, help="Another sample."),
)


def filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a question."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


@click.command()
@click.argument("query")
@filters
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many hits to print.")
@click.option("--count", "only_count", is_flag=True, help="Print only how much is found.")
@click.option("--by", metavar="WHAT", help="Print frequencies: by form, exact, document, text, translator, L1, R1 …")
@click.option("--collocates", is_flag=True, help="Print the words that stand near.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts: one object with all hits asked for.")
@click.option("--tsv", "as_tsv", is_flag=True, help="Print a table of all hits with tabs.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="Print all hits as JSON, one a line.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write all hits: .tsv, .xlsx or .jsonl."
)
@click.pass_obj
def search(root: Path, /, query: str, output: Path | None, **given: Any) -> None:  # noqa: ANN401 - click's own
    """Find QUERY in every text of the workspace, with what stands across from it.

    Words, "phrases", beginnings (govern*), NEAR(peace land, 5), AND, OR, NOT, (…), /regular expressions/, and Chinese
    from one character on. Case, diacritics and traditional characters make no difference unless --exact says so.

    \b
    Examples:
      hexapla search 苏联 --and en:soviet
      hexapla search '"human rights"' --lang en --not 'fr:droits' --sort right
      hexapla search 'NEAR(citizens border, 8)' --sample 20
      hexapla search 'совет*' --by exact
      hexapla search rights --collocates
      hexapla search right* -o hits.xlsx
    """
    ask = _asked(query, given)
    forms = [name for name in ("tsv", "jsonl") if given[f"as_{name}"]]
    with closing(Workspace(root)) as workspace:
        with PhaseBars() as bars:
            workspace.concordance.prepare(bars)
        if output or forms:
            _export(workspace, ask, forms, output)
        elif given["by"] or given["collocates"] or given["only_count"]:
            _figures(workspace, ask, given)
        elif given["as_json"]:
            click.echo(json.dumps(_all(workspace, ask, given["limit"]), ensure_ascii=False, indent=2))
        else:
            _print(_all(workspace, ask, given["limit"]))


def _asked(query: str, given: Json) -> Ask:
    names = ("languages", "documents", "texts", "translators", "provenances", "statuses", "since", "until", "sort")
    try:
        conditions = [Condition.of(text) for text in given["wanted"]]
        conditions += [Condition.of(text, negative=True) for text in given["unwanted"]]
        ask = Ask(
            query,
            conditions=tuple(conditions),
            fold=fold_of(given["exact"]),
            sample=given["sample"],
            seed=given["seed"],
            **{name: given[name] for name in names},
        )
        ask.check()
    except BadQueryError as error:
        raise click.ClickException(pointed(error)) from None
    return ask


def pointed(error: BadQueryError) -> str:
    """Return the message of an error below the query with the place marked."""
    width = max(1, columns(error.query[error.start : error.end]))
    return f"{error}\n\n  {error.query}\n  {' ' * columns(error.query[: error.start])}{'^' * width}"


def _export(workspace: Workspace, ask: Ask, forms: list[str], output: Path | None) -> None:
    form = forms[0] if forms else (output.suffix.removeprefix(".") if output else "")
    if form not in FORMS:
        raise click.UsageError(f"Hits are written as {', '.join(f'.{name}' for name in FORMS)}; choose one.")
    content, _ = workspace.concordance.export(ask, form)
    if output:
        atomic_write(output, content)
        click.echo(f"{output}: {len(content):,} bytes.")
    else:
        click.echo(content.decode(), nl=False)


def _all(workspace: Workspace, ask: Ask, limit: int) -> Json:
    """Return up to `limit` hits, page by page."""
    answer = workspace.concordance.search(ask, limit=limit)
    while answer["next"] and len(answer["hits"]) < limit:
        following = workspace.concordance.search(ask, after=answer["next"], limit=limit - len(answer["hits"]))
        answer["hits"] += following["hits"]
        answer["next"] = following["next"]
    return answer


def _figures(workspace: Workspace, ask: Ask, given: Json) -> None:
    concordance = workspace.concordance
    rows: list[tuple[object, ...]] = []
    if given["by"]:
        answer = concordance.frequencies(ask, given["by"], given["limit"])
        rows = [(row["count"], f"{row['share']:.1%}", row["value"]) for row in answer["rows"]]
    elif given["collocates"]:
        answer = concordance.collocates(ask, limit=given["limit"])
        rows = [
            (row["count"], f"{row['log_likelihood']:.1f}", f"{row['log_dice']:.1f}", row["word"])
            for row in answer["rows"]
        ]
    else:
        answer = concordance.counts(ask)
    if given["as_json"]:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    if given["collocates"] and rows:
        click.echo("count\tlog-likelihood\tlogDice\tword")
    for row in rows:
        click.echo("\t".join(map(str, row)))
    if given["only_count"]:
        click.echo(heading(answer))
    if not answer.get("complete", True):
        click.echo(f"From {answer['looked_at']:,} links chosen at random.", err=True)


def _print(answer: Json) -> None:
    paint = Painter(is_plain="NO_COLOR" in os.environ or not sys.stdout.isatty())
    width = shutil.get_terminal_size((100, 24)).columns
    for line in _lines(answer, width, paint):
        click.echo(line)


def _lines(answer: Json, width: int, paint: Painter) -> Iterator[str]:
    for hit in answer["hits"]:
        yield from kwic(hit, width, paint)
    shown, counts = len(answer["hits"]), answer["counts"]
    yield heading(counts) + (f" Shown are {shown:,}: --limit N shows more." if answer["next"] and shown else "")


COMMANDS = (search,)
