"""The command for learning from confirmed links."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from hexapla.progress import PhaseBars
from hexapla.studying import Report
from hexapla.workspace import Workspace


@click.command()
@click.option("--forget", is_flag=True, help="Forget what was learned.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@click.pass_obj
def learn(root: Path, *, forget: bool, as_json: bool) -> None:
    """Learn from the links that people have confirmed.

    For each pair of languages: which words translate which, how long the sides are, and what people are wont to join.
    `align`, `align --again` and the editor's R use it from then on, until you forget it or learn anew.

    \b
    Example:
      hexapla learn
    """
    with closing(Workspace(root)) as workspace:
        if forget:
            click.echo(f"Forgot what was learned for {workspace.aligning.forget()} pairs of languages.")
            return
        with PhaseBars() as progress:
            found = workspace.aligning.learn(progress)
    if as_json:
        click.echo(json.dumps([asdict(report) for report in found]))
        return
    for report in found:
        click.echo(_line(report))
    if not found:
        click.echo("Nobody has confirmed a link yet, so there is nothing to learn from.")


def _line(report: Report) -> str:
    seen = f"{report.source}–{report.target}: {report.links} confirmed links in {report.alignments} alignments"
    return f"{seen}. Learned." if report.enough else f"{seen} are too few to learn from."


COMMANDS = (learn,)
