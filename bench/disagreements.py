"""How often disagreements are marked where there are none, and how many altered figures are caught.

    python bench/disagreements.py [FOLDER…]

Reads the workspace's own alignments and, where folders of gold alignments are given (or lie beside the repository),
those: of right links few should be marked. Then one figure of the target of each link that has any is altered; of
these links most should be marked.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sets import HOME, read_set

from hexapla import po
from hexapla.disagreements import disagreements, names

Link = tuple[tuple[str, ...], tuple[str, ...]]
ROOT = Path(__file__).parents[1]
FIGURE = re.compile(r"\d{2,}")


def own() -> Iterator[tuple[str, tuple[str, str], list[Link]]]:
    """Yield the repository's alignments: name, languages, links."""
    for path in sorted((ROOT / "alignments").glob("*/*.po")):
        source, _, target = path.stem.partition("--")
        tags = source.partition(".")[0], target.partition(".")[0]
        entries = po.read(path).entries
        links = [(tuple(x.text for x in e.source), tuple(x.text for x in e.target)) for e in entries]
        yield f"{path.parent.name} {path.stem}", tags, links


def gold(folders: list[Path]) -> Iterator[tuple[str, tuple[str, str], list[Link]]]:
    """Yield sets with a gold alignment."""
    for folder in folders:
        documents = read_set(folder)
        for tags in sorted({document.languages for document in documents}):
            links = [
                (tuple(d.source[i] for i in one), tuple(d.target[j] for j in other))
                for d in documents
                if d.languages == tags
                for one, other in d.gold
            ]
            yield folder.name, tags, links


def altered(link: Link) -> Link | None:
    """Change the last digit of the first figure of the target; None where it has none."""
    source, target = link
    for place, text in enumerate(target):
        found = FIGURE.search(text)
        if found:
            digit = str((int(found[0][-1]) + 3) % 10)
            changed = text[: found.end() - 1] + digit + text[found.end() :]
            return source, (*target[:place], changed, *target[place + 1 :])
    return None


def report(name: str, tags: tuple[str, str], links: list[Link]) -> None:
    """Print a line of the table."""
    whole = [link for link in links if link[0] and link[1]]
    start = time.perf_counter()
    pairs = names.learn(whole, tags)

    def is_marked(link: Link) -> bool:
        return bool(disagreements(*link, tags)) or any(names.exchanged(*link, pairs, tags))

    marked = [is_marked(link) for link in whole]
    each = (time.perf_counter() - start) / len(whole)
    wrong = [made for link, was in zip(whole, marked, strict=True) if not was and (made := altered(link))]
    caught = sum(map(is_marked, wrong))
    share = f"{caught / len(wrong):.0%} of {len(wrong)}" if wrong else "none"
    print(f"| {name} | {'–'.join(tags)} | {len(whole)} | {sum(marked) / len(whole):.1%} | {share} | {each * 1e6:.0f} |")


def main() -> None:
    """Print the table."""
    folders = [Path(name) for name in sys.argv[1:]] or [p for p in sorted(HOME.glob("*")) if p.is_dir()]
    print("| links of | languages | links | marked | altered figures caught | µs a link |\n|---|---|---|---|---|---|")
    for name, tags, links in [*own(), *gold(folders)]:
        report(name, tags, links)


if __name__ == "__main__":
    main()
