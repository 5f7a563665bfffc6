"""Answers how a term is rendered: places, their counterparts by word links, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hexapla import languages
from hexapla.concordance import Concordance
from hexapla.model import Document, Link, Side, TextInfo, other
from hexapla.renderings import places
from hexapla.renderings.following import Following, follow, grow
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
        total = sum(map(len, found.values()))
        followed: list[_Place] = []
        for key, group in found.items():
            for one in self._follow(key, group, documents[key.document]):
                followed.append(one)
                if progress:
                    progress(PHASE, len(followed), total)
        lines = list(map(_line, followed, grow([one.following for one in followed])))
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

    def _follow(self, key: Key, group: Sequence[Met], document: Document) -> Iterator[_Place]:
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
                pair = infos if met.side == "source" else infos[::-1]
                yield _place(met, known[met.link], words[met.link], pair, numbers[met.link])


@dataclass(frozen=True, slots=True)
class _Place:
    """A place on its way to a line; `infos` describe the term's text and the one across."""

    met: Met
    link: Link
    row: int
    infos: tuple[TextInfo, TextInfo]
    following: Following


def _place(met: Met, link: Link, words: WordLinks, infos: tuple[TextInfo, TextInfo], row: int) -> _Place:
    segment = next(i for i, s in enumerate(link.side(met.side)) if s.id == met.place.segment)
    hit = Span(segment, met.place.start, met.place.end)
    across = _texts(link, other(met.side))
    found = follow(words, met.side, hit)
    return _Place(met, link, row, infos, Following(met.side, hit, words, across, infos[1].language, found))


def _line(one: _Place, following: Following) -> Line:
    met, link, (own, across), hit = one.met, one.link, one.infos, following.hit
    place = hit.segment, hit.start, hit.end
    where = met.key.document, met.key.name, link.id, one.row, met.side
    texts = _texts(link, met.side), following.across
    names = own.name, across.name, _translator(own, across)
    found = following.found
    if not found.spans:
        return Line(*where, *place, *texts, *names, "none" if following.across else "empty")
    form, key = wording(following.across, found.spans, across.language)
    return Line(*where, *place, *texts, *names, found.tier, found.spans, form, key)


def _texts(link: Link, side: Side) -> tuple[str, ...]:
    return tuple(segment.text for segment in link.side(side))


def _translator(own: TextInfo, across: TextInfo) -> str:
    """Return who made the translation among two texts: of the one that is no original, else of the renderings' text."""
    made = own if across.role == "source" and own.role == "translation" else across
    return made.translator
