"""How long comparing, merging, replacing and looking back take for a large alignment.

Run from the repository: `PYTHONPATH=src:. python bench/versions.py [--links 10000]`.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hexapla import corpus, po, versions
from hexapla.comparing import compare
from hexapla.merging import merge
from hexapla.model import Alignment, Document, Link, Segment, Text, TextInfo, link_id
from hexapla.revisions import Better
from hexapla.store import Key
from hexapla.store.edits import parse
from hexapla.store.history import Asked
from hexapla.workspace import Workspace

EDITS = 500


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something takes."""
    start = time.perf_counter()
    yield
    print(f"{what:<62} {time.perf_counter() - start:8.2f} s")


def sentences(rng: random.Random, count: int) -> tuple[Segment, ...]:
    """Make sentences of five to twenty-five words."""
    made = (" ".join(f"word{rng.randrange(5000)}" for _ in range(rng.randint(5, 25))) + "." for _ in range(count))
    return corpus.lay_out(Segment(words, 0, 0, i % 5 == 0) for i, words in enumerate(made))


def build(root: Path, count: int) -> Alignment:
    """Write a document of two texts and an alignment of one link a sentence."""
    rng = random.Random(1)  # noqa: S311 - the same every time
    infos = [TextInfo(name, name) for name in ("de", "en")]
    document = Document("large", "A large document", texts={info.name: info for info in infos})
    texts = [Text(info, sentences(rng, count)) for info in infos]
    links = tuple(
        Link(link_id(i), (one,), (two,))
        for i, (one, two) in enumerate(zip(texts[0].segments, texts[1].segments, strict=True), 1)
    )
    value = Alignment(document, texts[0], texts[1], links, last_link=count)
    corpus.write_document(root / "corpus/large/document.toml", document)
    for text in texts:
        (root / f"corpus/large/{text.info.name}.txt").write_text(corpus.dump_text(text.segments))
    po.write(value, root / "alignments/large/de--en.po")
    return value


def better(rng: random.Random, text: Text) -> str:
    """Change a word in every sentence, and split, join, leave out or add one here and there."""
    lines: list[str] = []
    for segment in text.segments:
        words = segment.text.split()
        words[rng.randrange(len(words))] = "mended"
        chance = rng.random()
        if chance < 0.05:
            lines += [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
        elif chance < 0.1 and lines:
            lines[-1] += " " + " ".join(words)
        elif chance > 0.02 + 0.1:
            lines.append(" ".join(words))
    return "\n".join(lines)


def branch(value: Alignment, rng: random.Random, part: range) -> Alignment:
    """Reword and confirm a tenth of the links in one part of an alignment."""
    links = list(value.links)
    for i in rng.sample(part, len(part) // 10):
        segment = replace(links[i].target[0], text=links[i].target[0].text + " Changed.")
        links[i] = replace(links[i], target=(segment,))
    target = Text(value.target.info, tuple(s for link in links for s in link.target))
    return replace(value, links=tuple(links), target=target)


def look_back(workspace: Workspace, key: Key, rng: random.Random, count: int) -> None:
    """Edit, and look back at it."""
    store = workspace.store
    with timed(f"{EDITS} edits (one commit to disk each)"):
        for _ in range(EDITS):
            name = link_id(rng.randrange(1, count))
            try:
                store.edit(key, parse({"op": "shift", "link": name, "side": "source", "direction": "down"}))
            except Exception:  # noqa: BLE001, S112 - an emptied link cannot give more away
                continue
    with timed("a page of the history"):
        store.history(key, Asked(50))
    with timed("reconstruct the first revision"):
        first = store.value_at(key, 0)
    now = store.value_at(key)
    with timed("compare the first revision with the present one"):
        found = compare(first, now)
    print(f"   {len(found.differences)} places differ")
    with timed("undo the oldest edit alone"):
        store.take_back(key, 1)


def main() -> None:
    """Measure everything once."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--links", type=int, default=10_000)
    count = options.parse_args().links
    rng = random.Random(2)  # noqa: S311 - the same every time
    print(f"{count:,} links, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        value = build(root, count)
        path = root / "alignments/large/de--en.po"
        with timed("read a PO file alone"):
            base = versions.read(path)
        ours, theirs = branch(base, rng, range(count // 2)), branch(base, rng, range(count // 2, count))
        with timed("compare two files that differ in a twentieth of the links"):
            compare(base, ours)
        with timed("merge two branches of a twentieth each"):
            merged = merge(base, ours, theirs)
        print(f"   {len(merged.conflicts)} conflicts")
        with timed("open the workspace"):
            workspace = Workspace(root)
            workspace.refresh("large")
        look_back(workspace, workspace.key("large", "de--en"), rng, count)
        file = Better("better.txt", better(rng, value.target).encode(), segmented=True)
        with timed("preview of a text changed in every sentence"):
            shown = workspace.revisions.replace_text("large", "en", file, preview=True)
        print(f"   {shown['counts']}")
        with timed("replace the text"):
            workspace.revisions.replace_text("large", "en", file, preview=False)
        with timed("undo the replacement"):
            workspace.undo("large", "de--en", revision=None)
        workspace.close()


if __name__ == "__main__":
    main()
