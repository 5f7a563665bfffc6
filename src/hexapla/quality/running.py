"""Running checks over an alignment, link after link."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from hexapla.errors import UnknownNameError
from hexapla.quality.finding import Finding, together
from hexapla.quality.registry import CHECKS, Check, Subject

Progress = Callable[[str, int, int], None]
STEP = 200  # links between two reports of progress


def chosen(only: Sequence[str]) -> list[Check]:
    """Return the checks of these ids, or all; raise `UnknownNameError` for one that there is not."""
    unknown = next((name for name in only if name not in CHECKS), None)
    if unknown is not None:
        raise UnknownNameError(f"There is no check “{unknown}”. There are: {', '.join(CHECKS)}.")
    return [check for check in CHECKS.values() if not only or check.id in only]


def run(subject: Subject, checks: Sequence[Check], progress: Progress | None = None) -> Iterator[Finding]:
    """Yield what the checks find, in the order of the links; of each link in the order of the checks."""
    looks = []
    for number, check in enumerate(checks):
        if progress:
            progress("Learning", number, len(checks))
        looks.append(check.begin(subject))
    for number, link in enumerate(subject.links):
        if progress and number % STEP == 0:
            progress("Checking", number, len(subject.links))
        yield from together(finding for look in looks for finding in look(link))
    if progress:
        progress("Checking", len(subject.links), len(subject.links))
