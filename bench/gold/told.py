"""What Hexapla tells of the renderings that were read: `PYTHONPATH=src python -m bench.gold.told`.

Of every place of twelve terms of the memorandum, in English and in Russian, `renderings.tsv` says what stands for it.
Counted are the places that are told of, those with a rendering, and those whose rendering is right.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from hexapla import samples
from hexapla.renderings import Asked, Line
from hexapla.workspace import Workspace

from .scores import is_right
from .searched import Hit, renderings


@dataclass(frozen=True, slots=True)
class Told:
    """A place of a term as it was read, and what Hexapla says of it; None where it says nothing of the place."""

    read: Hit
    line: Line | None

    @property
    def term(self) -> str:
        """The term that stands there."""
        return "".join(self.read.segments[span.segment][span.start : span.end] for span in self.read.hit)

    @property
    def shown(self) -> bool:
        """Whether a rendering is told."""
        return self.line is not None and bool(self.line.spans)

    @property
    def right(self) -> bool:
        """Whether the rendering is the one that was read."""
        return self.line is not None and is_right(self.read, self.line.spans)


def tell(workspace: Workspace) -> list[Told]:
    """Return every listed place with what the workspace says of it."""
    listed = [Told(hit, None) for hit in renderings()]
    lines: dict[tuple[str, str, int, int], Line] = {}
    for term, tag in dict.fromkeys((told.term, told.read.languages[1]) for told in listed):
        table = workspace.renderings.of(Asked(term, "zh-Hans", tag))
        lines.update({(line.alignment, line.link, line.segment, line.start): line for line in table.lines})
    return [Told(told.read, lines.get(_place(told.read))) for told in listed]


def _place(hit: Hit) -> tuple[str, str, int, int]:
    return hit.alignment, hit.link, hit.hit[0].segment, hit.hit[0].start


def main() -> None:
    """Print what is wrong, place by place, and the whole."""
    with tempfile.TemporaryDirectory() as folder:
        samples.copy_to(Path(folder) / "workspace")
        workspace = Workspace(Path(folder) / "workspace")
        told = tell(workspace)
        workspace.close()
    for one in told:
        if one.line and one.shown and not one.right:
            print(f"{one.term} in {one.read.alignment} {one.read.link}: told “{one.line.form}” ({one.line.tier})")
    shown, right = sum(one.shown for one in told), sum(one.right for one in told)
    print(
        f"{len(told)} places: {shown / len(told):.0%} have a rendering, {right / max(shown, 1):.0%} of these are right"
    )


if __name__ == "__main__":
    main()
