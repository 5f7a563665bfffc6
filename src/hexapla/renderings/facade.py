"""Answers how a term is rendered: places, their counterparts by word links, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from hexapla import languages
from hexapla.concordance import Concordance
from hexapla.model import Document, Link, Side, TextInfo, other
from hexapla.renderings import places
from hexapla.renderings.following import follow
from hexapla.renderings.grouping import rows_of, wording
from hexapla.renderings.places import Met
from hexapla.renderings.values import Asked, Line, Table
from hexapla.store import Key, Store, read
from hexapla.wordlinks import Span, WordLinking, WordLinks

Progress = Callable[[str, int, int], None]
PHASE = "Finding counterparts"
_AT_ONCE = 10  # links between two words of progress


class Renderings:
    """Looks terms up in the texts of one workspace and follows them through its word links."""

    def __init__(self, store: Store, concordance: Concordance, wordlinks: WordLinking) -> None:
        self._store = store
        self._concordance = concordance
        self._wordlinks = wordlinks

    def of(self, asked: Asked, progress: Progress | None = None) -> Table:
        """Return how a term is rendered; raise `BadLanguageError` for a tag that is none.

        Word links that are not known yet are worked out on the way, which takes its time; `progress` hears of it.
        """
        for tag in (asked.source, asked.target):
            languages.normalise(tag)
        documents = self._documents()
        looked = places.look(self._concordance, asked, progress)
        with self._store.database.reading() as connection:
            found = places.met(connection, looked.places, asked)
        aligned = {met.place for group in found.values() for met in group}
        total, done = sum(map(len, found.values())), 0
        lines: list[Line] = []
        for key, group in found.items():
            for line in self._follow(key, group, documents[key.document]):
                lines.append(line)
                done += 1
                if progress:
                    progress(PHASE, done, total)
        kept = tuple(line for line in lines if not asked.translators or line.translator in asked.translators)
        rows, missing = rows_of(kept)
        unaligned = len(set(looked.places) - aligned)
        return Table(asked, looked.total, looked.exact, len(looked.places), unaligned, kept, rows, missing)

    def languages(self) -> list[tuple[str, str]]:
        """Return the pairs of languages that alignments have, both ways round; those with most alignments first."""
        pairs: Counter[tuple[str, str]] = Counter()
        for document in self._documents().values():
            for key in self._store.alignments(document.name):
                one, two = document.texts[key.source].language, document.texts[key.target].language
                pairs.update({(one, two), (two, one)})
        return sorted(pairs, key=lambda pair: (-pairs[pair], pair[::-1]))

    def documents(self) -> list[Document]:
        """Return the documents of the workspace."""
        return list(self._documents().values())

    def _documents(self) -> Mapping[str, Document]:
        return {name: self._store.refresh(name).document for name in self._store.mirror.paths.documents()}

    def _follow(self, key: Key, group: Sequence[Met], document: Document) -> Iterator[Line]:
        names = list(dict.fromkeys(met.link for met in group))
        with self._store.database.reading() as connection:
            row = read.find_alignment(connection, *key)
            numbers = places.rows_of(connection, row["id"], names)
            known = {placed.link.id: placed.link for placed in read.links_placed(connection, row["id"], names)}
        infos = document.texts[key.source], document.texts[key.target]
        for start in range(0, len(names), _AT_ONCE):
            some = [known[name] for name in names[start : start + _AT_ONCE]]
            words = self._wordlinks.of(key, some)
            chosen = {link.id for link in some}
            for met in (met for met in group if met.link in chosen):
                yield _line(met, known[met.link], words[met.link], infos, numbers[met.link])


def _line(met: Met, link: Link, words: WordLinks, infos: tuple[TextInfo, TextInfo], row: int) -> Line:
    own, across = (infos[0], infos[1]) if met.side == "source" else (infos[1], infos[0])
    segment = next(i for i, s in enumerate(link.side(met.side)) if s.id == met.place.segment)
    line = Line(
        met.key.document,
        met.key.name,
        link.id,
        row,
        met.side,
        segment,
        met.place.start,
        met.place.end,
        _texts(link, met.side),
        _texts(link, other(met.side)),
        own.name,
        across.name,
        _translator(own, across),
        "empty" if not link.side(other(met.side)) else "none",
    )
    found = follow(words, met.side, Span(segment, met.place.start, met.place.end))
    if not found.spans:
        return line
    form, lemma = wording(line.others, found.spans, across.language)
    return replace(line, tier=found.tier, spans=found.spans, form=form, lemma=lemma)


def _texts(link: Link, side: Side) -> tuple[str, ...]:
    return tuple(segment.text for segment in link.side(side))


def _translator(own: TextInfo, across: TextInfo) -> str:
    """Return who made the translation among two texts: of the one that is no original, else of the renderings' text."""
    made = own if across.role == "source" and own.role == "translation" else across
    return made.translator
