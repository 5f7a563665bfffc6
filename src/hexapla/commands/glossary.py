"""Commands for the glossary: what it holds, what comes in and goes out, and what does not keep to it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from hexapla.files import atomic_write
from hexapla.glossary import PARTS_OF_SPEECH, TermStatus
from hexapla.glossary.facade import FORMATS
from hexapla.workspace import Workspace

_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
_status_option = click.option(
    "--status", type=click.Choice([s.value for s in TermStatus]), default="preferred", show_default=True
)


def _print_json(value: Any) -> None:  # noqa: ANN401 - anything JSON can say
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def report(findings: Sequence[dict[str, Any]]) -> None:
    """Print findings, one a line."""
    for found in findings:
        place = f"{found['document']} {found['alignment']}, row {found['row']} ({found['link']})"
        click.echo(f"{place}: {found['message']}")


@click.group()
def glossary() -> None:
    """Keep the terms that translations should and should not use: corpus/glossary.tsv.

    \b
    Examples:
      hexapla glossary list 边防
      hexapla glossary add zh-Hans=边防机关 "en=border defense agency" --status required
      hexapla glossary check
    """


@glossary.command("list")
@click.argument("words", required=False, default="")
@click.option("--language", help="Only terms of this language.")
@_json_option
@click.pass_obj
def list_(root: Path, words: str, language: str | None, as_json: bool) -> None:
    """List concepts with their terms: all, or those with WORDS in a term, a note or their name.

    \b
    Example:
      hexapla glossary list memorandum
    """
    with closing(Workspace(root)) as workspace:
        concepts = workspace.glossary.read().concepts()
    wanted = words.casefold()
    some = {
        concept: [term for term in terms if language in (None, term.language)]
        for concept, terms in concepts.items()
        if wanted in "\n".join([concept, *(f"{term.term}\n{term.note}" for term in terms)]).casefold()
    }
    if as_json:
        _print_json({c: [_plain(term) for term in terms] for c, terms in some.items() if terms})
        return
    for concept, terms in some.items():
        if terms:
            click.secho(concept, bold=True)
        for term in terms:
            click.echo(
                f"  {term.language:<8} {term.status:<10} {term.term}" + (f"  ({term.note})" if term.note else "")
            )
    if not any(some.values()):
        click.echo("No term found." if concepts else "The glossary is empty. `hexapla glossary add` begins it.")


def _plain(term: Any) -> dict[str, Any]:  # noqa: ANN401 - a Term
    return {name: getattr(term, name) for name in ("language", "term", "status", "part_of_speech", "note", "documents")}


@glossary.command()
@click.argument("terms", nargs=-1, required=True, metavar="LANGUAGE=TERM…")
@click.option("--concept", default="", help="Of this concept; without it a new one is made.")
@_status_option
@click.option("--pos", type=click.Choice(PARTS_OF_SPEECH), default=None, help="The part of speech.")
@click.option("--note", default="", help="A remark for translators.")
@click.option("--document", "documents", multiple=True, help="Only in this document; may be given several times.")
@click.pass_obj
def add(
    root: Path,
    terms: tuple[str, ...],
    concept: str,
    status: str,
    pos: str | None,
    note: str,
    documents: tuple[str, ...],
) -> None:
    """Add terms of one concept; a term that is there already gets the new status and note.

    \b
    Examples:
      hexapla glossary add zh-Hans=备忘录 en=memorandum ru="памятная записка" --status required
      hexapla glossary add en=aide-mémoire --concept memorandum --status forbidden
    """
    given = []
    for each in terms:
        tag, equals, term = each.partition("=")
        if not equals:
            raise click.UsageError(f"“{each}” names no language. Write LANGUAGE=TERM, such as en=memorandum.")
        about = {"status": status, "part_of_speech": pos or "", "note": note, "documents": list(documents)}
        given.append({"language": tag, "term": term, **about})
    with closing(Workspace(root)) as workspace:
        name, _ = workspace.glossary.add(given, concept=concept)
    click.echo(f"{name}: {len(given)} {'term' if len(given) == 1 else 'terms'} in corpus/glossary.tsv.")


@glossary.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_status_option
@click.option("--dry-run", is_flag=True, help="Only say what would come in.")
@_json_option
@click.pass_obj
def import_(root: Path, file: Path, status: str, dry_run: bool, as_json: bool) -> None:
    """Take in the terms of FILE: TBX of any edition, a TSV like corpus/glossary.tsv, or one with a column a language.

    Terms are added or changed, none is taken away. --status is for tables that have none.

    \b
    Examples:
      hexapla glossary import terms.tbx --dry-run
      hexapla glossary import names.tsv --status required
    """
    with closing(Workspace(root)) as workspace:
        found = workspace.glossary.import_(file.read_bytes(), file.name, status=status, preview=dry_run)
    if as_json:
        _print_json(found)
        return
    verb = "would be" if dry_run else "were"
    click.echo(
        f"{file}: {found['terms']} terms of {found['concepts']} concepts; {found['added']} {verb} added, "
        f"{found['changed']} {verb} changed."
    )


@glossary.command()
@click.option("--to", "form", type=click.Choice(list(FORMATS)), default="tbx", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, help="Standard output by default.")
@click.pass_obj
def export(root: Path, form: str, output: Path | None) -> None:
    """Write the glossary as TBX (ISO 30042:2019), as the TBX of 2008 that OmegaT and others read, or as TSV.

    \b
    Example:
      hexapla glossary export --to tbx -o glossary.tbx
    """
    with closing(Workspace(root)) as workspace:
        content = workspace.glossary.export(form)
    if output is None:
        click.echo(content.decode(), nl=False)
        return
    atomic_write(output, content)
    click.echo(f"{output}: {len(content):,} bytes.")


@glossary.command()
@click.option("--document", help="Only in this document.")
@_json_option
@click.pass_obj
def check(root: Path, document: str | None, as_json: bool) -> None:
    """Tell every link that lacks what is required or has what is forbidden; exit with 1 where there is one.

    \b
    Example:
      hexapla glossary check --document 1962-04-24-memorandum
    """
    with closing(Workspace(root)) as workspace:
        if document:
            workspace.refresh(document)
        else:
            workspace.refresh_all()
        found = list(workspace.glossary.findings(document))
    if as_json:
        _print_json(found)
    else:
        report(found)
        if not found:
            click.echo("All translations keep to the glossary.")
    sys.exit(bool(found))


COMMANDS = (glossary,)
