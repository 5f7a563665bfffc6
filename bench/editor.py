"""The editor at size, in real Chromium: how soon one can work, how fast an edit is painted, how smoothly it scrolls.

Serves alignments of sentences recombined from the corpus from a process of their own, opens them as a person would,
and measures in the page: from the start of navigation until keys act (`data-ready`), from a key press until the frame
that shows its edit has been painted, the time between frames while the wheel turns, and the memory of the page's
process after all of that. The browser that is worked in loads the page before anything inspects it: an inspector that
is there from the start makes Chromium keep every answer of the server, some 40 MB that no reader has. Run:

    python bench/editor.py [--links 1000 10000 50000] [--edits 40]

Exits with 1 where a limit of the project is broken (limits hold for every size).
"""

from __future__ import annotations

import argparse
import json
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests" / "browser")]

from edits import make  # noqa: E402 - it stands beside this script
from workbench import ARGUMENTS, browser_path  # noqa: E402 - how the tests start their browser

LIMITS = {"first rows s": 1.2, "edit median ms": 50.0, "scroll p95 ms": 35.0, "memory MB": 150.0}
WINDOW = {"width": 1360, "height": 768}
KEYS = ("m", "Control+z", "2", "3", "x", "]", "c", "ArrowDown")  # one of each sort that people press most
EDITS = {"m", "2", "3", "x", "]", "c"}

# From the key press to the frame after the one in which the edit was drawn: it is on the screen then.
WATCH_KEYS = """() => { window.painted = []; document.addEventListener('keydown', (event) => {
    const start = event.timeStamp; const key = event.key;
    requestAnimationFrame(() => setTimeout(() => window.painted.push([key, performance.now() - start])));
}, {capture: true}); }"""
WATCH_FRAMES = """() => { window.frames_ = []; let last = performance.now();
    const step = (now) => { window.frames_.push(now - last); last = now;
        window.watching = requestAnimationFrame(step); };
    window.watching = requestAnimationFrame(step); }"""
READY = """() => new Promise((tell) => { const look = () => document.documentElement?.dataset.ready
    ? tell(performance.now()) : requestAnimationFrame(look); look(); })"""


def main() -> int:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--links", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    parser.add_argument("--edits", type=int, default=40)
    options = parser.parse_args()
    figures = {size: measure(size, options.edits) for size in options.links}
    print(f"{platform.machine()}, {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}")
    print(f"{'':<18}" + "".join(f"{size:>12,}" for size in figures) + f"{'limit':>10}")
    for name in next(iter(figures.values())):
        values = "".join(f"{found[name]:12.1f}" for found in figures.values())
        print(f"{name:<18}{values}" + (f"{LIMITS[name]:10g}" if name in LIMITS else ""))
    return int(any(found[name] > limit for found in figures.values() for name, limit in LIMITS.items()))


def measure(size: int, edits: int) -> dict[str, float]:
    """Make, serve and open an alignment of `size` links, and work in it."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), size)
        with serving(Path(folder)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
            url = f"{address}/documents/large/zh-Hans--en"
            opened = [open_page(browser, url) for _ in range(5)]
            browser.close()
            ready, loaded = (statistics.median(figures) for figures in zip(*opened, strict=True))
            with left_alone(playwright, url, seconds=3 * loaded + 3) as page:
                return {"first rows s": ready, "all rows s": loaded, **at_work(page, edits)}


def open_page(browser: Browser, url: str) -> tuple[float, float]:
    """Open the page in a fresh browser context; return the seconds until keys act, and until all rows are there."""
    page = browser.new_page(viewport=WINDOW)
    page.goto(url, wait_until="commit")
    ready = page.evaluate(READY) / 1000
    page.locator("html[data-ready=all]").wait_for(timeout=120_000)
    loaded = page.evaluate("performance.now()") / 1000
    page.close()
    return ready, loaded


@contextmanager
def left_alone(playwright: Playwright, url: str, seconds: float) -> Iterator[Page]:
    """Open the page in a browser that nobody inspects until `seconds` have passed and all rows are there."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        size = f"--window-size={WINDOW['width']},{WINDOW['height']}"
        own = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}", size]
        process = subprocess.Popen([browser_path(), *ARGUMENTS, *own, url], stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            time.sleep(seconds)
            port = (Path(profile) / "DevToolsActivePort").read_text(encoding="ascii").split()[0]
            page = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}").contexts[0].pages[0]
            page.set_viewport_size(WINDOW)
            page.locator("html[data-ready=all]").wait_for(timeout=1000)
            yield page
        finally:
            process.terminate()
            process.wait()


def at_work(page: Page, edits: int) -> dict[str, float]:
    """Scroll and edit; return the figures."""
    frames = scroll(page)
    painted = edit(page, edits)
    return {
        "edit median ms": statistics.median(painted),
        "edit p95 ms": sorted(painted)[int(len(painted) * 0.95)],
        "scroll p95 ms": sorted(frames)[int(len(frames) * 0.95)],
        "scroll worst ms": max(frames),
        "memory MB": memory(page),
    }


def scroll(page: Page) -> list[float]:
    """Turn the wheel for some seconds in the middle of the document; return the milliseconds between frames."""
    page.keyboard.press("g")
    page.keyboard.type(str(page.evaluate("Number(document.getElementById('grid').ariaRowCount) >> 1")))
    page.keyboard.press("Enter")
    page.mouse.move(500, 400)
    page.wait_for_timeout(1500)
    page.evaluate(WATCH_FRAMES)
    for step in range(120):
        page.mouse.wheel(0, 240 if step < 90 else -700)
        page.wait_for_timeout(16)
    page.evaluate("cancelAnimationFrame(window.watching)")
    return page.evaluate("window.frames_.slice(1)")


def edit(page: Page, count: int) -> list[float]:
    """Press keys that edit, one every third of a second; return the milliseconds until each was painted."""
    page.keyboard.press("Control+Home")
    page.wait_for_timeout(1500)
    page.locator(".saved[data-state=saved]").wait_for()
    page.evaluate(WATCH_KEYS)
    for number in range(count):
        page.keyboard.press(KEYS[number % len(KEYS)])
        page.wait_for_timeout(330)
    page.locator(".saved[data-state=saved]").wait_for()
    return [took for key, took in page.evaluate("window.painted") if key in EDITS]


def memory(page: Page) -> float:
    """Return what the page's own process holds for itself in megabytes, after collecting garbage."""
    page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
    page.wait_for_timeout(500)
    processes = page.context.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    held = [private(process["id"]) for process in processes if process["type"] == "renderer"]
    return max(held)


def private(process: int) -> float:
    """Return the memory that a process shares with no other, in megabytes."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """Serve a folder from a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "hexapla", "--root", str(root), "serve", "--port", str(port), "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    address = f"http://127.0.0.1:{port}"
    try:
        wait(f"{address}/api/documents")
        yield address
    finally:
        server.send_signal(signal.SIGINT)  # closes the workspace: what waits is written
        server.wait()


def wait(url: str) -> dict:
    """Wait until a server answers."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - our own server
                return json.load(answer)
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


if __name__ == "__main__":
    sys.exit(main())
