"""The options of an edition on the command line; `hexapla.toml` has their defaults."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from hexapla.formats.options import Apparatus, Layout, Paper

_OPTIONS: dict[str, Any] = {
    "layout": click.option(
        "--layout", type=click.Choice([one.value for one in Layout]), help="How the texts stand to each other."
    ),
    "notes": click.option(
        "--notes",
        type=click.Choice([*(one.value for one in Apparatus), "none"]),
        help="Where notes stand; by default where the format has them.",
    ),
    "texts": click.option("--texts", metavar="A,B,…", help="Texts of the document in the order of their columns."),
    "range": click.option("--range", metavar="A-B", help="Rows such as 5-20, 5- or 7, or links such as L0005-L0020."),
    "only_confirmed": click.option(
        "--only-confirmed/--not-only-confirmed", default=None, help="Confirmed links alone."
    ),
    "only_noted": click.option("--only-noted/--not-only-noted", default=None, help="Links with a note alone."),
    "omissions": click.option("--omissions", type=click.Choice(["show", "hide"]), help="Links with one side empty."),
    "paper": click.option("--paper", type=click.Choice([one.value for one in Paper]), help="The size of the page."),
    "faces": click.option(
        "--face", "faces", multiple=True, metavar="LANG=FAMILY", help="A font family for a language; may be repeated."
    ),
}


def edition_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of an edition; it gets them as `options`, a dictionary of those that were given."""

    @wraps(command)
    def gathered(*args: Any, **given: Any) -> None:  # noqa: ANN401 - click's own
        options = {name: value for name in _OPTIONS if (value := given.pop(name)) is not None and value != ()}
        if "faces" in options:
            options["faces"] = ";".join(options["faces"])
        command(*args, options=options, **given)

    for option in reversed(_OPTIONS.values()):
        gathered = option(gathered)
    return gathered
