"""How many keys a fix takes: sixty typical fixes on misaligned texts, played with real key presses in Chromium.

Copies of the sample alignments are damaged by a script (segments in the wrong row, rows taken apart or run together,
whole sides off by one, sentences joined or cut), each damage recorded with the alignment before it. Then the fixes are
played from the top down as a person would who sees what is wrong: the shortest way to the row with the keys there are,
then the key of the fix. After each one the server is asked whether the alignment is what it was before that damage.
Every key counts, moving included; chords such as Ctrl+Z count as one. Run:

    python bench/keystrokes.py [--show]

Beside it stand the same fixes under the key schemes of InterText Editor (its manual, “Correcting alignment and text
contents”, and the default keys in ItWindow.cpp) and OmegaT's aligner (the keys in AlignMenuFrame.java and
AlignPanelController.java). Those are counted, not played, and in their favour: the shortest way to the row with the
jumps they have, one key for placing a caret, and nothing but Enter to answer a question.

Exits with 1 where a fix was not achieved or the average is above 1.5.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests" / "browser"), str(HERE.parent / "tests")]

from workbench import ARGUMENTS, ROOT, Editor, browser_path, serving  # noqa: E402 - as the tests use the editor

from hexapla.workspace import Workspace  # noqa: E402 - after the path to the helpers of the tests

LIMIT = 1.5
SESSIONS = {  # alignments and how many damages each gets
    "1962-04-24-memorandum/zh-Hans--en": 7,
    "1962-04-24-memorandum/zh-Hans--ru": 7,
    "1962-04-24-memorandum/ru--en": 8,
    "udhr/en--zh-Hans": 19,
    "udhr/en--ru": 19,
}
KINDS = ("joined", "drift", "shift", "apart", "together", "shift", "cut", "shift", "apart", "together", "shift")
Json = dict[str, Any]
State = list[tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass(frozen=True)
class Fix:
    """One thing to mend: where, with which keys, and how the alignment shall be afterwards."""

    kind: str
    row: int
    side: str
    keys: tuple[str, ...]
    after: State
    their_row: int = -1  # where other tools must go for it, if elsewhere


@dataclass
class Tally:
    """Keys by kind of fix."""

    keys: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, count: int) -> None:
        """Note how many keys a fix took."""
        self.keys[kind].append(count)

    def mean(self, kind: str | None = None) -> float:
        """Return the mean for one kind, or for all."""
        counts = self.keys[kind] if kind else [count for some in self.keys.values() for count in some]
        return sum(counts) / max(len(counts), 1)


def state(links: list[Json]) -> State:
    """Return an alignment as groups of texts."""
    return [(tuple(s["text"] for s in link["source"]), tuple(s["text"] for s in link["target"])) for link in links]


class Damaged:
    """A sample alignment that is damaged from the bottom up; the fixes come out from the top down."""

    def __init__(self, workspace: Workspace, path: str, count: int) -> None:
        self.workspace, (self.document, self.name) = workspace, path.split("/")
        self.draw = random.Random(f"{path} 1962")  # noqa: S311 - a benchmark repeats itself
        self.fixes: list[Fix] = []
        rows = len(self.links())
        places = sorted(self.draw.sample(range(1, rows // 2), count), reverse=True)
        self.wanted = list(KINDS)
        for place in places:
            self.damage(2 * place)
        self.forget_review()
        self.fixes.reverse()

    def links(self) -> list[Json]:
        """Return the links as they now are."""
        return self.workspace.alignment_page(self.document, self.name)["links"]

    def edit(self, **edit: Any) -> None:  # noqa: ANN401 - an edit's fields
        """Apply an edit as anybody would."""
        self.workspace.edit(self.document, self.name, edit, revision=None)

    def damage(self, row: int) -> None:
        """Do the first damage on the list that the row lends itself to; it then goes to the end of the list."""
        before = self.links()
        for done in self.wanted:
            found = getattr(self, done)(before, row)
            if found:
                break
        else:
            raise SystemExit(f"{self.name}: no damage fits row {row + 1}.")
        self.wanted.remove(done)
        self.wanted.append(done)
        kind, row, side, keys, *there = found
        self.fixes.append(Fix(kind, row, side, keys, state(before), *there))

    def shift(self, links: list[Json], row: int) -> tuple | None:
        """The last segment of a cell stands in the row below."""
        here = links[row]
        side = next((s for s in ("source", "target") if len(here[s]) > 1), self.draw.choice(["source", "target"]))
        if not (here["source"] and here["target"] and links[row + 1][side]):
            return None
        self.edit(op="shift", link=here["id"], side=side, direction="down")
        emptied = len(here[side]) == 1
        return ("shift", row if emptied else row + 1, side, ("[",), row + 1)

    def apart(self, links: list[Json], row: int) -> tuple | None:
        """The two sides of a row stand in two rows."""
        here = links[row]
        if not (here["source"] and here["target"]):
            return None
        self.edit(op="unlink", link=here["id"])
        return "apart", row, "source", ("m",)

    def together(self, links: list[Json], row: int) -> tuple | None:
        """Two rows of one sentence a side stand in one."""
        pair = links[row : row + 2]
        if any(len(link[side]) != 1 for link in pair for side in ("source", "target")):
            return None
        self.edit(op="merge", links=[link["id"] for link in pair])
        return "together", row, "source", ("x",)

    def drift(self, links: list[Json], row: int) -> tuple | None:
        """One side stands one row too low from here to the end."""
        if not (links[row]["source"] and links[row]["target"]):
            return None
        self.edit(op="shift_all", link=links[row]["id"], side="target", direction="down")
        self.edit(op="shift_all", link=self.links()[row]["id"], side="target", direction="up")
        mended = state(self.links()) == state(links)  # not where a row that only one side had has gone on the way
        for _ in range(1 if mended else 2):
            self.workspace.undo(self.document, self.name, revision=None)
        return ("drift", row, "target", ("{",)) if mended else None

    def cut(self, links: list[Json], row: int) -> tuple | None:
        """A sentence is cut in two."""
        segment = next(iter(links[row]["target"]), None)
        if len(links[row]["target"]) != 1 or not segment or " " not in segment["text"][:-1]:
            return None
        self.edit(op="split_segment", segment=segment["id"], offset=segment["text"].index(" "))
        return "cut", row, "target", ("j",)

    def joined(self, links: list[Json], row: int) -> tuple | None:
        """Two sentences are run into one."""
        two = links[row]["target"]
        if len(two) != 2:
            return None
        self.edit(op="join_segments", segments=[segment["id"] for segment in two])
        return "joined", row, "target", ("s", "Tab*", "Enter")

    def forget_review(self) -> None:
        """Nothing is reviewed yet: the text has just been aligned, badly."""
        names = [link["id"] for link in self.links()]
        self.edit(op="set_status", links=names, status="unreviewed")


def uneven(link: Json) -> bool:
    """Tell whether N stops at a link."""
    return len(link["source"]) != 1 or len(link["target"]) != 1


def way(links: list[Json], here: int, there: int) -> list[str]:
    """Return the fewest keys from one row to another: arrows, jumps to rows that are not 1:1, or a number."""
    if here == there:
        return []
    step = 1 if there > here else -1
    arrows = ["ArrowDown" if step > 0 else "ArrowUp"] * abs(there - here)
    ways = [["g", *str(there + 1), "Enter"], arrows]
    if uneven(links[there]):
        stops = sum(uneven(link) for link in links[min(here, there) + (step > 0) : max(here, there) + (step > 0)])
        ways.append(["n" if step > 0 else "Shift+N"] * stops)
    return min(reversed(ways), key=len)


@dataclass
class Player:
    """Plays fixes in the page."""

    page: Page
    editor: Editor

    def place(self) -> tuple[int, str]:
        """Return the row and side where the cursor is."""
        found = self.page.evaluate(
            """() => { const cell = document.querySelector('.cell.current');
            return [Number(cell.closest('.row').getAttribute('aria-rowindex')) - 2, cell.dataset.side]; }"""
        )
        return found[0], found[1]

    def fix(self, fix: Fix) -> list[str]:
        """Go there and mend it; return the keys that were pressed."""
        pressed: list[str] = []
        for key in way(self.editor.links(), self.place()[0], fix.row):
            pressed += self.press(key)
        if fix.kind not in ("apart", "together") and self.place()[1] != fix.side:
            pressed += self.press("ArrowLeft" if fix.side == "source" else "ArrowRight")
        for key in fix.keys:
            pressed += self.to_the_cut(fix) if key == "Tab*" else self.press(key)
        return pressed

    def to_the_cut(self, fix: Fix) -> list[str]:
        """Press Tab, or Shift+Tab where it lies before, until the caret stands between the two sentences."""
        wanted = fix.after[fix.row][1][0][-8:]
        for key in ("Tab", "Shift+Tab"):
            for count in range(8):
                if wanted in self.editor.message().partition("|")[0][-12:]:
                    return [key] * count
                self.press(key)
                expect(self.page.locator(".message")).not_to_contain_text("Looking for")
            self.press("Escape")  # begins again the other way, as who sees the sentence would have at once
            self.press("s")
        raise SystemExit(f"The caret does not come to “{wanted}”.")

    def press(self, key: str) -> list[str]:
        """Press a key and wait until all is saved."""
        self.editor.press(key)
        return [key]


def elsewhere(links: list[Json], here: int, fix: Fix) -> dict[str, int]:
    """Count the keys of the same fix under the other schemes, with the shortest way to the row."""
    there = fix.row if fix.their_row < 0 else fix.their_row
    jumps = min(len(way(links, here, there)), abs(here - there))
    arrows = sum(max(len(x["source"]), len(x["target"])) for x in links[min(here, there) : max(here, there)])
    intertext = {"shift": 1, "apart": 1, "together": 4, "drift": 1, "cut": 2, "joined": 5}
    omegat = {"shift": 1, "apart": 1, "together": 2, "drift": 2, "cut": 1, "joined": 4}
    return {
        "InterText": jumps + intertext[fix.kind],
        "OmegaT": arrows + omegat[fix.kind],
    }


def damaged(path: str, count: int, root: Path) -> list[Fix]:
    """Make a damaged copy of the samples in a folder; return the fixes of one alignment."""
    for part in ("corpus", "alignments"):
        shutil.copytree(ROOT / part, root / part)
    workspace = Workspace(root)
    fixes = Damaged(workspace, path, count).fixes
    workspace.close()
    return fixes


def main() -> int:
    """Play all sessions and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print the keys of every fix")
    options = parser.parse_args()
    tallies = {name: Tally() for name in ("Hexapla", "InterText", "OmegaT")}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        for path, count in SESSIONS.items():
            with tempfile.TemporaryDirectory() as folder:
                fixes = damaged(path, count, Path(folder))
                with serving(Path(folder)) as address:
                    page = browser.new_page(viewport={"width": 1360, "height": 768}, locale="en-GB")
                    play(Player(page, Editor(page, address, path).open()), fixes, tallies, show=options.show)
                    page.close()
        browser.close()
    return report(tallies)


def play(player: Player, fixes: list[Fix], tallies: dict[str, Tally], *, show: bool) -> None:
    """Play the fixes of one alignment, and see after each that it was achieved."""
    player.page.locator("html[data-ready=all]").wait_for()
    for fix in fixes:
        links, (here, _) = player.editor.links(), player.place()
        keys = player.fix(fix)
        if show:
            print(f"{player.editor.path:<36} row {fix.row + 1:>3}  {fix.kind:<9} {' '.join(keys)}")
        if state(player.editor.links()) != fix.after:
            raise SystemExit(f"{player.editor.path}: {fix.kind} in row {fix.row + 1} was not mended by {keys}.")
        tallies["Hexapla"].add(fix.kind, len(keys))
        for name, count in elsewhere(links, here, fix).items():
            tallies[name].add(fix.kind, count)


def report(tallies: dict[str, Tally]) -> int:
    """Print keys per fix by kind; say whether the limit holds."""
    kinds = sorted(tallies["Hexapla"].keys)
    print(f"{'keys a fix':<24}" + "".join(f"{name:>12}" for name in tallies))
    for kind in kinds:
        count = len(tallies["Hexapla"].keys[kind])
        print(f"{kind + f' ({count})':<24}" + "".join(f"{tally.mean(kind):12.2f}" for tally in tallies.values()))
    total = sum(len(some) for some in tallies["Hexapla"].keys.values())
    print(f"{f'all ({total})':<24}" + "".join(f"{tally.mean():12.2f}" for tally in tallies.values()))
    return int(tallies["Hexapla"].mean() > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
