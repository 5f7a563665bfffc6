"""Editions out of a workspace: which alignments join the texts that were asked for, who edited them, and when last."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hexapla.errors import BadOptionError, FileError
from hexapla.formats import FORMATS, Options, format_named
from hexapla.formats.editions import DRAWN, Imprint, draw, edition, html
from hexapla.formats.options import from_words
from hexapla.pivot import pairs_of
from hexapla.store import Key, Store

Progress = Callable[[str, int, int], None]
SETTINGS = "hexapla.toml"


def options(root: Path, form: str, given: Mapping[str, object]) -> Options:
    """Read options: those given, and for an edition what `[edition]` of the workspace's `hexapla.toml` says besides.

    Raises `BadOptionError`, or `FileError` where the file cannot be read.
    """
    return from_words(_settings(root / SETTINGS), given) if form in DRAWN else from_words(given)


def _settings(path: Path) -> Mapping[str, Any]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("edition", {})
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise FileError(path, f"the settings cannot be read: {error}. Mend the file or take it away.") from None
    if not isinstance(found, dict):
        raise FileError(path, "“edition” must be a table: a line [edition], and its options below it.")
    return found


def publish(store: Store, key: Key, form: str, chosen: Options, progress: Progress | None = None) -> bytes:
    """Return an alignment as a file in a format; an edition may have other texts of the document beside it."""
    say = progress or (lambda *_: None)
    one = format_named(form)
    say("Reading the texts", 0, 0)
    if form not in DRAWN:
        return one.write(store.value(key), chosen)
    keys = joining(key, chosen.texts, store.alignments(key.document))
    alignments = [store.value(each) for each in keys]
    rows = sum(len(alignment.links) for alignment in alignments)
    say(f"Setting {rows:,} links as {FORMATS[form].name.upper()}", 0, 0)
    return draw(form, alignments, chosen, _imprint(store, keys))


def preview(store: Store, key: Key, chosen: Options, rows: int) -> bytes:
    """Return the first rows of an edition as HTML."""
    keys = joining(key, chosen.texts, store.alignments(key.document))
    made = edition([store.value(each) for each in keys], chosen, _imprint(store, keys))
    shown = made.rows[:rows]
    return html.draw(replace(made, rows=shown, notes=tuple(note for row in shown for note in row.notes)))


def texts_beside(key: Key, known: Sequence[Key]) -> list[str]:
    """Name the texts that can stand in an edition of an alignment: its two, then those aligned with one of them."""
    pairs = [(one.source, one.target) for one in known]
    beside = [text for shared in (key.source, key.target) for text in pairs_of(shared, pairs)]
    return list(dict.fromkeys([key.source, key.target, *beside]))


def joining(key: Key, texts: Sequence[str], known: Sequence[Key]) -> list[Key]:
    """Return the alignments that put these texts side by side: of one text with each of the others.

    The text that all of them share is one of those asked for, if it can be. Raises `BadOptionError`.
    """
    if set(texts) <= {key.source, key.target}:
        return [key]
    pairs = [(one.source, one.target) for one in known]
    names = list(dict.fromkeys(name for pair in pairs for name in pair))
    if unknown := [text for text in texts if text not in names]:
        raise BadOptionError(f"{key.document} has no aligned text “{unknown[0]}”. It has {', '.join(names)}.")
    candidates = dict.fromkeys([*(t for t in (key.source, key.target) if t in texts), *texts, *names])
    for shared in candidates:
        found = pairs_of(shared, pairs)
        others = [text for text in texts if text != shared]
        if all(text in found for text in others):
            return [Key(key.document, found[text].source, found[text].target) for text in others]
    raise BadOptionError(
        f"The texts {', '.join(texts)} cannot stand side by side: no text of {key.document} is aligned with all of "
        "them. Align one of them with each of the others."
    )


def _imprint(store: Store, keys: Sequence[Key]) -> Imprint:
    found = [store.editors(key) for key in keys]
    names = dict.fromkeys(name for editors, _ in found for name in editors)
    return Imprint(tuple(names), max((last for _, last in found), default=""))
