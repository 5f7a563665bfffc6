"""The command line: `hexapla COMMAND`. Every command says with `--help` what it does, with examples."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from hexapla import __version__, languages, samples
from hexapla.align import METHODS
from hexapla.commands import collation, glossary, imports, learning, quality, renderings, search, versions, words
from hexapla.commands.editions import edition_options
from hexapla.errors import HexaplaError
from hexapla.files import atomic_write
from hexapla.formats import FORMATS
from hexapla.importers import IMPORTERS
from hexapla.intake import Incoming
from hexapla.model import Provenance
from hexapla.pairs import align_files, write_pairs
from hexapla.progress import PhaseBars
from hexapla.store import Key
from hexapla.workspace import Workspace


class Commands(click.Group):
    """A group whose commands report Hexapla's errors as one sentence and exit with 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        """Run a command; a `HexaplaError` is a message, not a traceback."""
        try:
            return super().invoke(ctx)
        except HexaplaError as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hexapla")
@click.option(
    "--root", type=click.Path(path_type=Path), default=Path(), help="The workspace's folder; this one by default."
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Keep a document and its translations side by side.

    \b
    Examples:
      hexapla serve                      open the editor on this folder
      hexapla demo ~/hexapla-demo        try it on the sample documents
      hexapla align memo zh-Hans en      align two texts of a document
    """
    ctx.obj = root


def _print_json(value: Any) -> None:  # noqa: ANN401 - anything JSON can say
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
_method_option = click.option(
    "--method", type=click.Choice(list(METHODS)), default="best", show_default=True, help="How to align."
)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.pass_obj
def init(root: Path, folder: Path | None) -> None:
    """Make a folder a workspace: corpus/, alignments/ and git's settings for them.

    \b
    Example:
      hexapla init my-edition
    """
    with closing(Workspace.init(folder or root)) as workspace:
        click.echo(f"{workspace.root} is a workspace. Put a text in with `hexapla import`.")
        click.echo("If git keeps it, have branches merged link by link; once in every clone:")
        click.echo('  git config merge.hexapla.driver "hexapla merge-driver %O %A %B %P"')


@main.command("import")
@click.argument("document")
@click.argument("text")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(list(IMPORTERS)), default=None, help="Recognised by default.")
@click.option("--language", help="BCP 47 tag; by default the first part of the text's name.")
@click.option("--encoding", help="Of an old text file, such as GB18030 or KOI8-R; recognised by default.")
@click.option("--provenance", type=click.Choice([p.value for p in Provenance]), default="working", show_default=True)
@_json_option
@click.pass_obj
def import_(
    root: Path,
    document: str,
    text: str,
    file: Path,
    form: str | None,
    language: str | None,
    encoding: str | None,
    provenance: str,
    as_json: bool,
) -> None:
    """Segment FILE and put it into the corpus as the TEXT of a DOCUMENT.

    FILE is plain text, HTML, DOCX, ODT or EPUB. The first text makes the document. TEXT is a language tag and perhaps
    an edition, such as en or en.revised.

    \b
    Examples:
      hexapla import memo zh-Hans memo.zh.txt --provenance transcription
      hexapla import memo en page.txt --format wilson --provenance published
      hexapla import memo ru memo.docx
    """
    with closing(Workspace(root)) as workspace:
        tag = language or text.partition(".")[0]
        incoming = Incoming(tag, file.name, file.read_bytes(), provenance, encoding or "")
        read_as = workspace.intake.look(incoming, form or "").encoding
        made = workspace.intake.take_text(document, text, incoming, form or "")
        if as_json:
            found = {"document": document, "text": text, "segments": len(made.segments)}
            _print_json({**found, "encoding": read_as} if read_as else found)
            return
        click.echo(f"{document}: {text}.txt has {len(made.segments)} segments. Look them over before you align.")
        if read_as:
            click.echo(f"{file.name} was read as {read_as}. If the words are wrong, name another with --encoding.")


@main.command("list")
@_json_option
@click.pass_obj
def list_(root: Path, as_json: bool) -> None:
    """List documents with their texts, alignments and problems.

    \b
    Example:
      hexapla list --json | jq '.[].alignments[].name'
    """
    with closing(Workspace(root)) as workspace:
        found = workspace.documents()
    if as_json:
        _print_json(found)
        return
    for document in found:
        click.echo(f"{document['name']}  {document['title']}")
        for text in document["texts"]:
            click.echo(f"  {text['name']:<12} {text['language_name']}, {text['provenance']}")
        for pair in document["alignments"]:
            click.echo(f"  {pair['name']:<24} {pair['confirmed']}/{pair['total']} confirmed, {pair['query']} queries")
        for problem in document["problems"]:
            click.echo(f"  ! {problem}")
    if not found:
        click.echo("There is no document yet. Put a text in with `hexapla import`.")


@main.command()
@click.argument("document")
@click.argument("source")
@click.argument("target")
@_method_option
@click.option("--again", is_flag=True, help="Align anew what is neither confirmed nor made by hand.")
@click.option("--dry-run", is_flag=True, help="With --again: only show what would change.")
@_json_option
@click.pass_obj
def align(
    root: Path, document: str, source: str, target: str, method: str, again: bool, dry_run: bool, as_json: bool
) -> None:
    """Align the texts SOURCE and TARGET of DOCUMENT and write alignments/DOCUMENT/SOURCE--TARGET.po.

    \b
    Examples:
      hexapla align 1962-04-24-memorandum zh-Hans en
      hexapla align 1962-04-24-memorandum zh-Hans en --again --dry-run
    """
    with closing(Workspace(root)) as workspace, PhaseBars() as progress:
        key = Key(document, source, target)
        if again:
            _align_again(workspace, key, method, dry_run, as_json, progress)
            return
        key = workspace.aligning.align(document, source, target, method=method, progress=progress)
        total = sum(workspace.store.counts(key).values())
        path = workspace.store.mirror.paths.alignment(*key)
    if as_json:
        _print_json({"document": document, "alignment": key.name, "links": total, "file": str(path)})
    else:
        click.echo(f"{path}: {total} links to look over. Open the editor with `hexapla serve`.")


def _align_again(
    workspace: Workspace, key: Key, method: str, dry_run: bool, as_json: bool, progress: PhaseBars
) -> None:
    found = workspace.aligning.propose(key, method=method, progress=progress)
    if found["changes"] and not dry_run:
        workspace.edit(key.document, key.name, found["edit"], revision=found["revision"])
    if as_json:
        _print_json(found)
        return
    for change in found["changes"]:
        for mark, some in (("-", change["before"]), ("+", change["after"])):
            for link in some:
                sides = (" ".join(s["text"] for s in link[side]) or "∅" for side in ("source", "target"))
                click.echo(f"{mark} {' | '.join(sides)}")
        click.echo()
    done = "would change" if dry_run else "changed; `hexapla serve` shows them, and one undo takes it back"
    click.echo(f"{len(found['changes'])} places {done}.")


@main.command("align-files")
@click.option("--from", "source_language", required=True, help="Language tag of SOURCE.")
@click.option("--to", "target_language", required=True, help="Language tag of TARGET.")
@click.option("--segmented", is_flag=True, help="The files have one sentence a line already.")
@click.option("--format", "form", type=click.Choice(["beads", "tsv", "po"]), default="beads", show_default=True)
@_method_option
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("target", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, help="Standard output by default.")
def align_files_(
    source_language: str,
    target_language: str,
    segmented: bool,
    form: str,
    method: str,
    source: Path,
    target: Path,
    output: Path | None,
) -> None:
    """Align two plain text files, without a workspace.

    `beads` writes a line such as [0]:[0, 1] a bead: indices from 0 of the lines (or segments) that belong together.

    \b
    Examples:
      hexapla align-files --from zh --to en a.zh.txt a.en.txt --format tsv -o a.tsv
      hexapla align-files --from de --to fr --segmented a.de a.fr -o a.beads
    """
    tags = languages.normalise(source_language), languages.normalise(target_language)
    with PhaseBars() as progress:
        pairs = align_files((source, target), tags, segmented=segmented, method=method, progress=progress)
    content = write_pairs(pairs, form)
    if output is None:
        click.echo(content, nl=False)
    else:
        atomic_write(output, content)
        click.echo(f"{output}: {len(pairs.beads)} beads.", err=True)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=None, help="8962 by default, or else a free one.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--read-only", is_flag=True, help="Show everything, change nothing.")
@click.pass_obj
def serve(root: Path, port: int | None, no_browser: bool, read_only: bool) -> None:
    """Open the editor in the browser. Ctrl-C ends it; everything is saved all the time.

    \b
    Examples:
      hexapla serve
      hexapla --root ~/edition serve --port 9000 --no-browser
    """
    from webui.serving import run

    with closing(Workspace(root)) as workspace:
        for name, problems in workspace.sync():
            for problem in problems:
                click.echo(f"{name}: {problem}", err=True)
        run(workspace, port=port, open_browser=not no_browser, read_only=read_only, say=click.echo)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("hexapla-demo"))
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.pass_context
def demo(ctx: click.Context, folder: Path, no_browser: bool) -> None:
    """Copy the sample documents to FOLDER and open the editor on it.

    \b
    Example:
      hexapla demo ~/hexapla-demo
    """
    samples.copy_to(folder)
    ctx.obj = folder
    ctx.invoke(serve, port=None, no_browser=no_browser, read_only=False)


@main.command()
@_json_option
@click.option("--forget", is_flag=True, help="Forget alignments whose file was deleted.")
@click.option("--restore", is_flag=True, help="Write alignments whose file was deleted anew.")
@click.pass_obj
def sync(root: Path, as_json: bool, forget: bool, restore: bool) -> None:
    """Read what changed outside (git pull, Poedit), and write what is behind.

    \b
    Example:
      git pull && hexapla sync
    """
    with closing(Workspace(root)) as workspace:
        report = workspace.sync(forget=forget, restore=restore)
    if as_json:
        _print_json(dict(report))
    for name, problems in report if not as_json else []:
        click.echo("\n".join(f"{name}: {p}" for p in problems) or f"{name}: files and working copy agree.")
    sys.exit(any(problems for _, problems in report))


_FORMATS = "\b\nFormats:\n" + "\n".join(f"  {one.name:<10} {one.description}" for one in FORMATS.values())


@main.command(epilog=_FORMATS)
@click.argument("document")
@click.argument("alignment")
@click.option("--to", "form", type=click.Choice(list(FORMATS)), required=True, help="The format.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
@edition_options
@click.pass_obj
def export(root: Path, document: str, alignment: str, form: str, output: Path, options: dict[str, Any]) -> None:
    """Write an ALIGNMENT (SOURCE--TARGET) of DOCUMENT in another format.

    \b
    Example:
      hexapla export 1962-04-24-memorandum zh-Hans--en --to html -o memorandum.html
      hexapla export udhr en--fr --to pdf --texts en,fr,ar --layout facing --paper a5 -o udhr.pdf
    """
    with closing(Workspace(root)) as workspace:
        content, _, _ = workspace.export(document, alignment, form, options)
    atomic_write(output, content)
    click.echo(f"{output}: {len(content):,} bytes.")


for area in (versions, imports, learning, glossary, renderings, quality, collation, words, search):
    for command in area.COMMANDS:
        main.add_command(command)
