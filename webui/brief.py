"""Short answers about many links: segments by number, where the asker has their words already.

Shifting one side of a document of fifty thousand links touches them all; with every sentence in it the answer would be
tens of megabytes. A page that asks with `Prefer: brief` gets lists instead (docs/api.md).
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
MANY = 500  # links from which on it is worth it
# Edits that group and mark: none of them changes a text, so that whoever had the revision before has all words.
WORDLESS = {
    "merge", "split_link", "explode", "shift", "shift_all", "move", "relink", "unlink", "realign", "set_status",
    "confirm_through", "set_kind",
}  # fmt: skip


def shorten(outcome: Json) -> Json:
    """Return an outcome with `brief` in place of `links` where it touches many links and changes no words."""
    wordless = all(change["op"] in WORDLESS for change in outcome["changes"])
    if len(outcome["links"]) < MANY or not wordless:
        return outcome
    rest = {name: value for name, value in outcome.items() if name != "links"}
    return {**rest, "brief": [_row(link) for link in outcome["links"]]}


def _row(link: Json) -> list[Any]:
    sides = [[segment["id"] for segment in link[side]] for side in ("source", "target")]
    fields = ("status", "kind", "confidence", "changed_since_confirmed", "notes")
    return [link["id"], link["after"], *sides, *(link[name] for name in fields)]
