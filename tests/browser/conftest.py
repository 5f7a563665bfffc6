"""Real Chromium on the real application: a server in a thread, a fresh workspace for each test."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from samples import make_workspace
from workbench import AR, ARGUMENTS, EN, GROUPS, NAME, ROOT, ZH, Editor, browser_path, serving

PATIENCE = 30_000  # milliseconds: a busy machine is no bug
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def root(tmp_path) -> Path:
    """Make a small workspace: seven links of several shapes, and one right-to-left text."""
    groups = {NAME: GROUPS}
    make_workspace(tmp_path, {"zh-Hans": ZH, "en": EN}, groups)
    make_workspace(tmp_path, {"en": EN[:2], "ar": AR}, {"en--ar": [(1, 1), (1, 1)]}, document="rights")
    return tmp_path


@pytest.fixture
def address(root):
    """Serve the small workspace."""
    with serving(root) as address:
        yield address


@pytest.fixture(scope="session")
def memorandum(tmp_path_factory):
    """Serve a copy of the repository's own texts and alignments."""
    copy = tmp_path_factory.mktemp("memorandum")
    for folder in ("corpus", "alignments"):
        shutil.copytree(ROOT / folder, copy / folder)
    with serving(copy) as address:
        yield address


@pytest.fixture
def new_page(browser):
    """Open pages, each in its own context; a script error or an unexpected console error fails the test."""
    contexts, problems = [], []

    def open_page(**options) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1360, "height": 768}, "locale": "en-GB", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.set_default_timeout(PATIENCE)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def editor(new_page, address) -> Editor:
    """Open the small alignment, ready for keys."""
    return Editor(new_page(), address).open()
