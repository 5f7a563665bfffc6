"""Searching and replacing at size, in real Chromium: `python bench/finding.py [--links 10000 50000]`.

Measures in the page from the last key until the count of matches stands there (less the pause in which one may go on
typing), for words, whole words and an expression, and from the key until the preview of a replacement is shown.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from editor import ARGUMENTS, browser_path, make, serving
from playwright.sync_api import Page, sync_playwright

PAUSE = 120  # milliseconds of rest before the page searches
TYPE = """(words) => new Promise((tell) => {
    const [field, count] = document.querySelectorAll("#find input, #find output"); let start = 0;
    new MutationObserver((_, watch) => { if (!count.textContent) return; watch.disconnect();
        requestAnimationFrame(() => tell([performance.now() - start, count.textContent])); })
        .observe(count, {childList: true, characterData: true, subtree: true});
    field.value = words; start = performance.now(); field.dispatchEvent(new Event("input")); })"""
PREVIEW = """() => new Promise((tell) => { const start = performance.now();
    new MutationObserver((_, watch) => { if (!document.querySelector(".replacing li")) return; watch.disconnect();
        requestAnimationFrame(() => tell(performance.now() - start)); }).observe(document.body, {childList: true});
    document.querySelector(".find-panel .primary").click(); })"""


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--links", type=int, nargs="+", default=[10_000, 50_000])
    print(f"{platform.machine()}, {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}")
    for size in parser.parse_args().links:
        with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
            make(Path(folder), size)
            with serving(Path(folder)) as address:
                browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
                page = browser.new_page(viewport={"width": 1360, "height": 768})
                page.goto(f"{address}/documents/large/zh-Hans--en")
                page.locator("html[data-ready=all]").wait_for(timeout=120_000)
                measure(page, size)
                browser.close()


def measure(page: Page, size: int) -> None:
    """Search and open the preview."""
    page.keyboard.press("Control+h")
    for name, words, switches in [
        ("words", "soviet", ()),
        ("no match", "nowhere at all", ()),
        ("whole words", "border", ("Whole words",)),
        ("expression", r"\b[A-Z]\w+ (Union|border)", ("Regular expression",)),
    ]:
        for switch in switches:
            page.get_by_role("button", name=switch).click()
        took, count = page.evaluate(TYPE, words)
        print(f"{size:>7,} links  {name:<12} {took - PAUSE:7.0f} ms  {count}", flush=True)
        page.get_by_label("Find in both texts").fill("")
        page.locator("#find output:empty").wait_for(state="attached")
        for switch in switches:
            page.get_by_role("button", name=switch).click()
    page.evaluate(TYPE, "soviet")
    page.get_by_label("Replace with").fill("Russian")
    print(f"{size:>7,} links  preview      {page.evaluate(PREVIEW):7.0f} ms", flush=True)


if __name__ == "__main__":
    main()
