"""The command that finds word links ahead of time."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import click

from hexapla.progress import PhaseBars
from hexapla.workspace import Workspace


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@click.pass_obj
def words(root: Path, *, as_json: bool) -> None:
    """Find which words go together, in all links of the workspace, and keep it.

    The editor finds the words of what you look at, and the rest in the background; this does it all at once. What is
    known already is not looked for again. From 2,000 links of two languages on, the links themselves teach it.

    \b
    Example:
      hexapla words
    """
    with closing(Workspace(root)) as workspace, PhaseBars() as progress:
        links = workspace.wordlinks.fill(progress)
    click.echo(json.dumps({"links": links}) if as_json else f"The words of {links:,} links are known.")


COMMANDS = (words,)
