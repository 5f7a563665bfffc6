"""Measure the pivot view in Chromium: `python bench/pivot.py [rows]`, three texts in two columns of so many rows each.

Printed are the seconds until the first rows answer keys, until all rows are there, the milliseconds from a key to the
painted row for a merge and for a status, and the memory that scripts hold.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

sys.path[:0] = [str(Path(__file__).parents[1] / part) for part in ("tests/browser", "tests", "src", "")]

from samples import make_workspace  # noqa: E402 - from the tests
from workbench import ARGUMENTS, browser_path, serving  # noqa: E402 - the same

# The time from a key to the frame after the one in which the page has changed.
PAINT = """async key => {
  const start = performance.now();
  const cell = document.querySelector('.cell.current');
  cell.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start;
}"""


def painted(page: Page, key: str, times: int = 15) -> float:
    """Return the median milliseconds from a key to the painted change, each on another row."""
    found = []
    for _ in range(times):
        page.keyboard.press("ArrowDown")
        found.append(page.evaluate(PAINT, key))
        page.locator(".saved[data-state=saved]").wait_for()
    return median(found)


def main(rows: int) -> None:
    """Make the texts, open the page, press keys."""
    texts = {
        "en": [f"Sentence {n} of a text that is as long as many books, and goes on." for n in range(rows)],
        "fr": [f"Phrase {n} d’un texte aussi long que bien des livres, et qui continue." for n in range(rows)],
        "ar": [f"الجملة {n} من نص طويل مثل كتب كثيرة." for n in range(rows)],
    }
    pairs = {name: [(1, 1)] * rows for name in ("en--fr", "en--ar")}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        make_workspace(Path(folder), texts, pairs)
        with serving(Path(folder)) as address:
            page = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS).new_page()
            page.set_default_timeout(300_000)
            page.goto(f"{address}/d/memo/pivot")  # reads the files into the working copy
            start = perf_counter()
            page.goto(f"{address}/d/memo/pivot")
            page.locator("html[data-ready]").wait_for()
            first = perf_counter() - start
            page.locator("html[data-ready=all]").wait_for()
            print(f"{rows:,} rows: first rows usable after {first:.1f} s, all after {perf_counter() - start:.1f} s")
            print(f"painted after a merge {painted(page, 'm'):.0f} ms, after a status {painted(page, '3'):.0f} ms")
            print(f"memory of scripts {page.evaluate('performance.memory.usedJSHeapSize') / 1e6:.0f} MB")
            page.context.browser.close()  # type: ignore[union-attr] # it was launched here


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
