"""The scripts of a page, found by following their imports, so that a browser asks for all of them at once."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from pathlib import Path

from flask import Flask

STATIC = Path(__file__).parent / "static"
_IMPORT = re.compile(r'^\s*(?:import|export)\b[^;]*?\bfrom\s+"(\.[^"]+)"|^import\s+"(\.[^"]+)"', re.MULTILINE)


@cache
def needed(entry: str) -> tuple[str, ...]:
    """Return a script and all that it imports, near and far, as paths under `static/`."""
    found = {entry: None}
    waiting = [entry]
    while waiting:
        module = waiting.pop()
        source = (STATIC / module).read_text(encoding="utf-8")
        for match in _IMPORT.finditer(source):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(module), match[1] or match[2]))
            if path not in found:
                found[path] = None
                waiting.append(path)
    return tuple(found)


def register(app: Flask) -> None:
    """Let templates name the scripts that a page will need."""
    app.jinja_env.globals["modules_of"] = needed
