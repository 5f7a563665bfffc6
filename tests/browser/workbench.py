"""What the browser tests share: words of a small workspace, a server in a thread, the page as a person uses it."""

import os
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from hexapla.workspace import Workspace
from webui import create_app

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

ZH = [
    "苏联边防机关没有采取任何行动。",
    "不仅如此，在国界那边，还有卡车等候接他们。",
    "对他们进行了登记，并答应分配他们去夏牧场。",
    "中国方面对此不能不感到惊异。",
    "这对中国、对苏联都将产生极其不利的影响。",
    "中苏两国是兄弟国家。",
    "同志们好。",
]
EN = [
    "The Soviet border defense agencies did not take any action.",
    "Moreover, trucks were waiting to pick them up. They were registered and promised summer pastures.",
    "China cannot help but feel astonished by this.",
    "This will exert an adverse influence on China.",
    "It will exert one on the Soviet Union.",
    "China and the Soviet Union are sister nations.",
    "Beijing, 24 April 1962",
]
GROUPS = [(1, 1), (2, 1), (1, 1), (1, 2), (1, 1), (1, 0), (0, 1)]
AR = ["لكل فرد الحق في الحياة والحرية وسلامة شخصه.", "لا يجوز استرقاق أو استعباد أي شخص، ويُحظر الاسترقاق."]
NAME = "zh-Hans--en"


def browser_path() -> str:
    """Find the system's Chromium; say what to install where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("HEXAPLA_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.fail("The browser tests need Chromium. On Debian or Ubuntu: apt-get install chromium.")
    return found


class Quiet(WSGIRequestHandler):
    """Answers without a line in the log, several requests over one connection."""

    protocol_version = "HTTP/1.1"

    def log(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(root: Path, **options):
    """Serve the workspace in `root` from a thread; yield its address."""
    workspace = Workspace(root)
    server = make_server("127.0.0.1", 0, create_app(workspace, **options), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        workspace.close()


@dataclass
class Editor:
    """The alignment page as a person uses it."""

    page: Page
    address: str
    path: str = f"memo/{NAME}"

    def open(self):
        """Go to the page and wait until it answers keys."""
        self.page.goto(f"{self.address}/documents/{self.path}")
        self.page.locator("html[data-ready]").wait_for()
        return self

    def press(self, *keys: str):
        """Press keys one after another and wait until all is saved."""
        for key in keys:
            self.page.keyboard.press(key)
        return self.settle()

    def settle(self):
        """Wait until no edit is on its way."""
        self.page.locator(".saved[data-state=saved]").wait_for()
        return self

    def filter(self, name: str):
        """Choose what is shown, and go back to the rows."""
        field = self.page.locator("#filter")
        field.focus()
        field.select_option(name)
        field.press("Escape")
        return self

    def go(self, row: int, side: str = "source"):
        """Put the cursor into a cell by mouse."""
        self.cell(row, side).click(position={"x": 3, "y": 3})
        expect(self.cell(row, side)).to_be_focused()
        return self

    def cell(self, row: int, side: str):
        """Locate a cell by the number of its row."""
        return self.page.locator(f'.row[aria-rowindex="{row + 1}"] .cell[data-side={side}]')

    def texts(self, row: int, side: str) -> list[str]:
        """Read the segments of a cell."""
        return self.cell(row, side).locator(".segment").all_inner_texts()

    def shapes(self) -> list[str]:
        """Read the shape of every row, such as 2:1."""
        return self.page.locator(".row[data-id] .shape").all_inner_texts()

    def statuses(self) -> list[str]:
        """Read the status of every row."""
        return [row.get_attribute("data-status") for row in self.page.locator(".row[data-id]").all()]

    def links(self) -> list[dict]:
        """Ask the server for the links as they are saved."""
        return self.page.request.get(f"{self.address}/api/alignments/{self.path}").json()["links"]

    def saved_shapes(self) -> list[str]:
        """Read the shapes of the links as the server has them."""
        return [f"{len(link['source'])}:{len(link['target'])}" for link in self.links()]

    def message(self) -> str:
        """Read what the status bar says."""
        return self.page.locator(".message").inner_text()
