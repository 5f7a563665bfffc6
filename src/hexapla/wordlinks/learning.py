"""What the workspace's own links teach about words: once there are enough, and anew when there are many more."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from hexapla import languages
from hexapla.align.learning.lexicon import Lexicon, Words
from hexapla.files import atomic_write
from hexapla.store import Key, Store, read
from hexapla.wordlinks.reading import reader
from hexapla.wordlinks.statistical import Statistics, train

ENOUGH = 2000  # links of two languages; with fewer, what is learned misleads as often as it helps
MORE = 1.25  # times as many links as last time: learn anew
MOST = 100_000  # links that are looked at
Pair = tuple[str, str]


class Lessons:
    """What was learned, a file for each pair of languages; the folder may be deleted at any time."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._known: dict[Pair, Statistics | None] = {}

    def learned(self, source: str, target: str) -> Statistics | None:
        """Return what was learned about two languages, None where there was not enough."""
        pair = languages.base(source), languages.base(target)
        if pair not in self._known:
            self._known[pair] = self._load(pair)
        return self._known[pair]

    def version(self, source: str, target: str) -> str:
        """Name what was learned about two languages; empty where nothing was."""
        found = self.learned(source, target)
        return found.version if found else ""

    def learn(self) -> None:
        """Learn about every two languages that have many more links than when they were learned last."""
        with self._store.database.reading() as connection:
            rows = read.every_alignment(connection)
        counts: defaultdict[Pair, int] = defaultdict(int)
        for row in rows:
            counts[_in_order(row["languages"])] += row["count"]
        for pair, count in counts.items():
            before = self.learned(*pair)
            if count >= max(ENOUGH, MORE * before.links if before else 0):
                self._keep(pair, train(list(self._pairs(pair, rows)), count))

    def _pairs(self, pair: Pair, rows: list[read.Listed]) -> Iterator[tuple[Words, Words]]:
        found = reader()
        if found is None:
            return
        left = MOST
        for row in rows:
            if _in_order(row["languages"]) != pair:
                continue
            turned = _bases(row["languages"]) != pair
            for page in self._store.pages(Key(row["document"], row["source"], row["target"]), None, 1000):
                for link in page.links[: max(left, 0)]:
                    sides = [
                        found.words([segment.text for segment in side], tag)
                        for side, tag in zip((link.source, link.target), row["languages"], strict=True)
                    ]
                    yield (sides[1], sides[0]) if turned else (sides[0], sides[1])
                left -= len(page.links)

    def _keep(self, pair: Pair, made: Statistics) -> None:
        tables = (made.lexicon.forward, made.lexicon.backward)
        plain = {"links": made.links, "tables": [[[*words, score] for words, score in one.items()] for one in tables]}
        self._folder.mkdir(parents=True, exist_ok=True)
        atomic_write(self._file(pair), json.dumps(plain, ensure_ascii=False, separators=(",", ":")))
        self._known[pair] = made
        self._known[pair[::-1]] = made.turned()

    def _load(self, pair: Pair) -> Statistics | None:
        ordered = _in_order(pair)
        try:
            plain = json.loads(self._file(ordered).read_text(encoding="utf-8"))
            tables = [{(one, other): score for one, other, score in table} for table in plain["tables"]]
            found = Statistics(Lexicon(*tables), int(plain["links"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if ordered == pair else found.turned()

    def _file(self, pair: Pair) -> Path:
        return self._folder / f"{pair[0]}--{pair[1]}.json"


def _bases(tags: tuple[str, str]) -> Pair:
    return languages.base(tags[0]), languages.base(tags[1])


def _in_order(tags: tuple[str, str]) -> Pair:
    first, second = sorted(_bases(tags))
    return first, second
