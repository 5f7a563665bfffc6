"""Word links of a workspace: found once, kept, corrected by people."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from hexapla.errors import HexaplaError, UnknownNameError
from hexapla.model import SIDES, Link, Side, content_hash
from hexapla.store import Key, Store, read, words
from hexapla.wordlinks import dictionary, judge, record
from hexapla.wordlinks.correcting import corrected
from hexapla.wordlinks.finding import find
from hexapla.wordlinks.keeping import Tags, Texts, dump, name_of, parse, texts_of
from hexapla.wordlinks.learning import Lessons
from hexapla.wordlinks.reading import reader
from hexapla.wordlinks.record import Decision
from hexapla.wordlinks.values import Span, WordLinks

FORMAT = "2"
AT_ONCE = 16  # links found before they are kept, and before others get their turn
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far finding is through all links: `running` while it goes on in the background."""

    done: int
    total: int
    running: bool


class WordLinking:
    """Finds the word links of a store's links, keeps them, and keeps what people decided about them."""

    def __init__(self, store: Store, root: Path) -> None:
        self._store = store
        self._lessons = Lessons(store, root / ".hexapla" / "words")
        self._decided: dict[Path, tuple[tuple[int, int], list[Decision]]] = {}
        self._writing = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._at = (0, 0)

    # Reading

    def of(self, key: Key, links: Sequence[Link]) -> dict[str, WordLinks]:
        """Return the word links of each of these links by its id, as people corrected them.

        They are empty where the model is missing or does not know one of the languages.
        """
        with self._store.database.reading() as connection:
            tags = read.languages_of(connection, read.find_alignment(connection, *key))
        found = self._machine(links, tags)
        decided = self._decisions(key)
        return {link.id: corrected(found[link.id], decided.get((link.id, content_hash(link)), ())) for link in links}

    def named(self, key: Key, names: Sequence[str]) -> dict[str, WordLinks]:
        """Return the word links of those of the named links that exist."""
        return self.of(key, self._links(key, names))

    def look(self, key: Key, link: str) -> tuple[Link, WordLinks]:
        """Return a link as it reads now and its word links; raise `UnknownNameError` where it is gone."""
        found = self._links(key, [link])
        if not found:
            raise UnknownNameError(f"There is no link {link} in this alignment (any more).")
        return found[0], self.of(key, found)[link]

    def _links(self, key: Key, names: Sequence[str]) -> list[Link]:
        with self._store.database.reading() as connection:
            row = read.find_alignment(connection, *key)
            return [placed.link for placed in read.links_placed(connection, row["id"], names)]

    def _machine(self, links: Sequence[Link], tags: Tags) -> dict[str, WordLinks]:
        """Return what machines find in links: as it was kept, else found now and kept."""
        version = self.version(tags)
        if not version:
            return {link.id: WordLinks() for link in links}
        names = {link.id: name_of(texts_of(link), tags) for link in links}
        kept = words.kept(self._store.database, list(set(names.values())), version)
        new: dict[str, str] = {}
        for link in links:
            if names[link.id] not in kept:
                new[names[link.id]] = kept[names[link.id]] = dump(self._find(texts_of(link), tags))
            if len(new) >= AT_ONCE:
                words.keep(self._store.database, new, version)
                new = {}
        words.keep(self._store.database, new, version)
        return {link.id: parse(kept[names[link.id]]) for link in links}

    def _find(self, texts: Texts, tags: Tags) -> WordLinks:
        found = reader()
        if found is None or not all(texts):
            return WordLinks()
        return find(found, texts, tags, self._lessons.learned)

    def version(self, tags: Tags) -> str:
        """Name all that finds word links between two languages; empty where nothing does."""
        found = reader()
        if found is None or not all(found.covers(tag) for tag in tags):
            return ""
        parts = FORMAT, found.name, judge.load().version, str(bool(dictionary.load())), self._lessons.version(*tags)
        return sha256("\0".join(parts).encode()).hexdigest()[:16]

    # Correcting

    def correct(self, key: Key, link: Link, places: tuple[Span, Span], by: str) -> WordLinks:
        """Pair a word of the source with one of the target, or part them where they are paired.

        Doing it twice leaves things as they were. Raise where a place is none. Return the link's word links as they
        are then.
        """
        self._decide(key, link, places, by)
        return self.of(key, [link])[link.id]

    def _decide(self, key: Key, link: Link, places: tuple[Span, Span], by: str) -> None:
        said = [_words_at(link, side, place) for side, place in zip(SIDES, places, strict=True)]
        paired = self._paired(key, link, places)
        with self._writing:
            path = self.path(key)
            before = record.read(path)
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            new = Decision(link.id, content_hash(link), not paired, places[0], said[0], places[1], said[1], by, now)
            others = [one for one in before if one.about != new.about]
            record.write(path, others if len(others) < len(before) else [*others, new])

    def _paired(self, key: Key, link: Link, places: tuple[Span, Span]) -> bool:
        found = self.of(key, [link])[link.id]
        return any((found.source[pair.source], found.target[pair.target]) == places for pair in found.pairs)

    def path(self, key: Key) -> Path:
        """Return the file of what people decided about the words of an alignment."""
        return self._store.mirror.paths.alignment(*key).with_suffix(record.SUFFIX)

    def _decisions(self, key: Key) -> dict[tuple[str, str], list[Decision]]:
        """Return people's decisions by link and hash; lines that cannot be read are left to `hexapla check`."""
        path = self.path(key)
        try:
            stat = path.stat()
        except OSError:
            return {}
        stamp = stat.st_mtime_ns, stat.st_size
        if self._decided.get(path, (None, []))[0] != stamp:
            self._decided[path] = stamp, record.look(path)[0]
        found: dict[tuple[str, str], list[Decision]] = {}
        for one in self._decided[path][1]:
            found.setdefault((one.link, one.hash), []).append(one)
        return found

    # In the background

    def start(self) -> None:
        """Begin to find the word links of all links in the background; edits and questions come first."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._fill_quietly, name="word links", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop what goes on in the background, after the links in hand."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def progress(self) -> Progressed:
        """Say how far the background is."""
        return Progressed(*self._at, self._thread is not None and self._thread.is_alive())

    def _fill_quietly(self) -> None:
        for took in self._fill():
            if self._stop.wait(took):  # half of the time is for others
                return

    def fill(self, progress: Progress | None = None) -> int:
        """Find the word links of all links now; return how many links there are."""
        for _ in self._fill():
            if progress:
                progress("Finding word links", *self._at)
        return self._at[1]

    def _fill(self) -> Iterator[float]:
        """Learn what there is to learn, then find and keep, some links at a time; yield the seconds that each took."""
        for document in self._store.mirror.paths.documents():
            with suppress(HexaplaError):
                self._store.refresh(document)
        self._lessons.learn()
        with self._store.database.reading() as connection:
            rows = read.every_alignment(connection)
        self._at = 0, sum(row["count"] for row in rows)
        hashes: set[str] = set()
        for row in rows:
            key, after = Key(row["document"], row["source"], row["target"]), None
            while True:
                started = datetime.now(UTC)
                page = self._store.page(key, after, AT_ONCE)
                self._machine(page.links, row["languages"])
                hashes |= {name_of(texts_of(link), row["languages"]) for link in page.links}
                self._at = self._at[0] + len(page.links), self._at[1]
                yield (datetime.now(UTC) - started).total_seconds()
                if (after := page.next) is None:
                    break
        words.forget_others(self._store.database, hashes)


def _words_at(link: Link, side: Side, place: Span) -> str:
    segments = link.side(side)
    text = segments[place.segment].text if 0 <= place.segment < len(segments) else ""
    if not 0 <= place.start < place.end <= len(text):
        raise HexaplaError(f"The {side} of {link.id} has no words at {place.segment}:{place.start}-{place.end}.")
    return text[place.start : place.end]
