"""Commands for looking after quality: `hexapla check` and `hexapla accept`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import click

from hexapla.commands import glossary
from hexapla.errors import UnknownNameError
from hexapla.model import Link
from hexapla.progress import PhaseBars
from hexapla.quality import CHECKS, Check, chosen
from hexapla.quality.accepted import BadAcceptedError
from hexapla.quality.service import Judged
from hexapla.quality.telling import as_json as finding_as_json
from hexapla.quality.telling import counted, decision_as_json, line, place
from hexapla.store import Key
from hexapla.workspace import Workspace

_CHECKS = "\b\nQuality checks:\n" + "\n".join(f"  {one.id:<13} {one.description}" for one in CHECKS.values())


def _print_json(value: Any) -> None:  # noqa: ANN401 - anything JSON can say
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@click.command(epilog=_CHECKS)
@click.option("--quality", is_flag=True, help="Look at the translations too: numbers, names, lengths, punctuation …")
@click.option("--only", metavar="CHECKS", help="Only these quality checks, such as numbers,names.")
@click.option("--document", help="Quality checks of this document only.")
@click.option("--alignment", help="With --document: of this alignment only, such as zh-Hans--en.")
@click.option("--accepted", is_flag=True, help="Show what people have accepted, too.")
@click.option("--glossary", "terms", is_flag=True, help="Hold all translations against corpus/glossary.tsv instead.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@click.pass_context
def check(
    ctx: click.Context, quality: bool, only: str | None, document: str | None, alignment: str | None, accepted: bool,
    terms: bool, as_json: bool,
) -> None:  # fmt: skip
    """Look at every invariant of the files and the working copy; exit with 1 where something is wrong.

    With --quality (or --only) the translations are looked at, too. Each finding is a line such as

    \b
      corpus/memo/en.txt:12:7: error: The other side has no number “20”. [numbers zh-Hans--en L0007 6f1c0b2d9a3e]

    and the exit code is 1 where there is a finding of severity error that nobody has accepted (see `hexapla accept`).

    \b
    Examples:
      hexapla check && git commit
      hexapla check --quality
      hexapla check --only numbers,dates --document memo --json
      hexapla check --glossary
    """
    if terms:
        ctx.invoke(glossary.check, document=document, as_json=as_json)
    checks = chosen([name.strip() for name in only.split(",") if name.strip()] if only else [])
    with closing(Workspace(ctx.obj)) as workspace:
        workspace.refresh_all()
        problems = workspace.check()
        if not (quality or only or document or alignment or accepted):
            _tell_problems(problems, as_json)
            sys.exit(bool(problems))
        found = _Found(accepted, as_json)
        for problem in problems if not as_json else []:
            click.echo(problem)
        for key in _keys(workspace, document, alignment):
            found.look(workspace, key, checks)
    found.close(problems)
    sys.exit(bool(problems or found.counts["error"]))


def _tell_problems(problems: list[str], as_json: bool) -> None:
    if as_json:
        _print_json(problems)
    else:
        click.echo("\n".join(problems) or "All is well.")


class _Found:
    """Tells findings as they come, or all of them as JSON at the end."""

    def __init__(self, accepted: bool, as_json: bool) -> None:
        self._accepted, self._as_json = accepted, as_json
        self._findings: list[Any] = []
        self.counts: Counter[str] = Counter()
        self.links = 0

    def look(self, workspace: Workspace, key: Key, checks: Sequence[Check]) -> None:
        """Run checks over an alignment and tell what they find; where its record is broken, that is told already."""
        with suppress(BadAcceptedError), PhaseBars() as progress:
            for judged, link in workspace.quality.stream(key, checks, progress):
                self.take(key, judged, link)
        self.links += sum(workspace.store.counts(key).values())

    def take(self, key: Key, judged: Judged, link: Link) -> None:
        """Count a finding and tell it, unless it is accepted."""
        self.counts["accepted" if judged.accepted else judged.finding.severity.value] += 1
        if judged.accepted and not self._accepted:
            return
        if not self._as_json:
            click.echo(line(judged, link, key))
            return
        file, row, column = place(judged.finding, link, key)
        where = {"document": key.document, "alignment": key.name, "file": file, "line": row, "column": column}
        self._findings.append({**where, **finding_as_json(judged, link)})

    def close(self, problems: list[str]) -> None:
        """Tell how many there were."""
        if self._as_json:
            counts = {name: self.counts[name] for name in ("error", "warning", "hint", "accepted")}
            _print_json({"problems": problems, "links": self.links, "counts": counts, "findings": self._findings})
        else:
            click.echo(counted(self.counts, self.links), err=True)


def _keys(workspace: Workspace, document: str | None, alignment: str | None) -> list[Key]:
    if alignment and not document:
        raise UnknownNameError("Say with --document which document the alignment is of.")
    if document and alignment:
        return [workspace.key(document, alignment)]
    names = [workspace.document(document).name] if document else workspace.store.mirror.paths.documents()
    return [key for name in names for key in workspace.store.alignments(name)]


@click.command()
@click.argument("document")
@click.argument("alignment")
@click.argument("link", required=False)
@click.argument("check", required=False, type=click.Choice(list(CHECKS)))
@click.argument("fingerprint", required=False)
@click.option("--reason", help="Why it is right as it is.")
@click.option("--take-back", is_flag=True, help="Take back that it was accepted.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@click.pass_obj
def accept(
    root: Path, document: str, alignment: str, link: str | None, check: str | None, fingerprint: str | None,
    reason: str | None, take_back: bool, as_json: bool,
) -> None:  # fmt: skip
    """Accept what `hexapla check --quality` found on a LINK, with a reason; it does not come back.

    CHECK and FINGERPRINT, as the last words of the finding's line have them, choose among several findings of the
    link. A finding comes back only when the words in question change. Without a LINK, list what was accepted.

    \b
    Examples:
      hexapla accept memo zh-Hans--en L0007 numbers --reason "a pair of, as the idiom has it"
      hexapla accept memo zh-Hans--en L0007 --take-back
      hexapla accept memo zh-Hans--en
    """
    with closing(Workspace(root)) as workspace:
        workspace.refresh(document)
        key = workspace.key(document, alignment)
        workspace.revision(document, alignment)
        if link is None:
            _list_accepted(workspace, key, as_json)
            return
        wanted = _wanted(workspace, key, (link, check, fingerprint), take_back)
        if take_back:
            done = workspace.quality.take_back(key, wanted)
        else:
            done = workspace.quality.accept(key, wanted, reason or click.prompt("Reason"), workspace.author)
    if as_json:
        _print_json([decision_as_json(one) for one in done])
    for one in done if not as_json else []:
        click.echo(f"{one.link} {one.check}: {'taken back' if take_back else f'accepted: {one.reason}'}")


Named = tuple[str, str | None, str | None]


def _wanted(workspace: Workspace, key: Key, named: Named, take_back: bool) -> list[tuple[str, str, str]]:
    """Return the findings that are named, those accepted or the others; raise where there is none."""
    link, check, fingerprint = named
    record = workspace.quality.record(key)
    found = [(f.check, f.link, f.fingerprint) for f in workspace.quality.report(key).findings]
    among = list(record) if take_back else [one for one in found if one not in record]
    wanted = [one for one in among if one[1] == link and check in (None, one[0]) and fingerprint in (None, one[2])]
    if not wanted:
        what = "accepted finding" if take_back else "finding to accept"
        raise UnknownNameError(f"{link} has no such {what}. `hexapla check --quality --accepted` lists all.")
    return wanted


def _list_accepted(workspace: Workspace, key: Key, as_json: bool) -> None:
    record = sorted(workspace.quality.record(key).values())
    stale = set(workspace.quality.stale(key))
    if as_json:
        _print_json([{**decision_as_json(one), "applies": one not in stale} for one in record])
        return
    for one in record:
        gone = "" if one not in stale else " (the words have changed since)"
        click.echo(f"{one.link} {one.check} {one.fingerprint}: {one.reason} — {one.author}, {one.time}{gone}")
    if not record:
        click.echo("Nothing is accepted yet.")


COMMANDS = (check, accept)
