"""The texts and alignments that can be searched, with what their documents say of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from hexapla import corpus
from hexapla.concordance.asking import Ask, is_language
from hexapla.errors import HexaplaError
from hexapla.model import Document, Side, TextInfo, alignment_name, other
from hexapla.store import index
from hexapla.store.paths import Paths


@dataclass(frozen=True, slots=True, eq=False)
class TextEntry:
    """A text of the working copy; `place` is its place among the texts of its document."""

    id: int
    document: Document
    info: TextInfo
    place: int

    @property
    def date(self) -> str:
        """The text's date, else its document's."""
        return self.info.date or self.document.date


@dataclass(frozen=True, slots=True, eq=False)
class Bank:
    """One side of the rows of a slot: the words of one text in one alignment, or of a lone text."""

    slot: index.Slot
    side: Side
    text: TextEntry
    across: TextEntry | None

    @property
    def alignment(self) -> str | None:
        """The alignment's name, None for a lone text."""
        if self.across is None:
            return None
        pair = (self.text, self.across) if self.side == "source" else (self.across, self.text)
        return alignment_name(pair[0].info.name, pair[1].info.name)

    @property
    def is_home(self) -> bool:
        """Whether the text is searched here where nothing is asked of the other side."""
        return self.slot.source_home if self.side == "source" else self.slot.target_home

    @property
    def order(self) -> tuple[str, int, int]:
        """By document, then text, then alignment."""
        return self.text.document.name, self.text.place, self.slot.id


class Documents:
    """What `document.toml` says, read again where the file has changed."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._known: dict[str, tuple[tuple[int, int], Document]] = {}

    def get(self, name: str) -> Document | None:
        """Return a document, None where it is gone; one that cannot be read has only its name."""
        path = self._paths.document(name)
        try:
            stamp = _stamp(path)
            if self._known.get(name, (None,))[0] != stamp:
                self._known[name] = stamp, corpus.read_document(path)
            return self._known[name][1]
        except HexaplaError:
            return Document(name, name)
        except OSError:
            return None


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that can be searched, at one moment."""

    texts: dict[int, TextEntry]
    banks: tuple[Bank, ...]
    alignments: dict[int, tuple[int, int, int]] = field(default_factory=dict)  # source, target, revision
    slots: tuple[int, ...] = ()  # all that have rows in the index, given up or not, in their order
    is_complete: bool = True  # whether all of it is in the index

    def revision(self, slot: index.Slot) -> int:
        """Return a number that changes with what a slot holds."""
        return self.alignments[slot.alignment_id][2] if slot.alignment_id else -slot.id

    def chosen(self, ask: Ask) -> list[Bank]:
        """Return the banks that a question is about, in the order of documents.

        Without conditions those where texts are at home; else all that have a side in the language of the first.
        """
        across = ask.conditions[0].language if ask.conditions else None
        return [bank for bank in self.banks if _is_asked(bank, ask, across)]


def _is_asked(bank: Bank, ask: Ask, across: str | None) -> bool:
    if across is None and not bank.is_home:
        return False
    if across is not None and not (bank.across and is_language(bank.across.info.language, across)):
        return False
    if ask.statuses and bank.across is None:
        return False
    return _passes(bank.text, ask)


def _passes(text: TextEntry, ask: Ask) -> bool:
    info = text.info
    return (
        (not ask.languages or any(is_language(info.language, tag) for tag in ask.languages))
        and (not ask.documents or text.document.name in ask.documents)
        and (not ask.texts or info.name in ask.texts)
        and (not ask.translators or info.translator in ask.translators)
        and (not ask.provenances or info.provenance.value in ask.provenances)
        and (not ask.since or text.date[: len(ask.since)] >= ask.since)
        and (not ask.until or "" < text.date[: len(ask.until)] <= ask.until)
    )


def read_catalogue(connection: Connection, documents: Documents) -> Catalogue:
    """Read what there is."""
    texts = _texts(connection, documents)
    query = "SELECT id, source_id, target_id, revision FROM alignments ORDER BY id"
    pairs = {row[0]: (row[1], row[2], row[3]) for row in connection.exec_driver_sql(query).all()}
    slots = index.living(connection)
    banks = [bank for slot in slots for bank in _banks(slot, texts)]
    every = tuple(connection.exec_driver_sql("SELECT id FROM search_slots ORDER BY id").scalars().all())
    ordered = tuple(sorted(banks, key=lambda bank: bank.order))
    return Catalogue(texts, ordered, pairs, every, index.is_complete(connection))


def moment_of(connection: Connection) -> tuple[int, ...]:
    """Return numbers that change whenever a catalogue would read otherwise."""
    query = """SELECT (SELECT max(id) FROM changes), a.*, t.*, s.* FROM
        (SELECT count(*), max(id), sum(revision) FROM alignments) a, (SELECT count(*), max(id) FROM texts) t,
        (SELECT count(*), max(id), sum(alive), sum(upto) FROM search_slots) s"""
    return tuple(value or 0 for value in connection.exec_driver_sql(query).one())


def _banks(slot: index.Slot, texts: dict[int, TextEntry]) -> list[Bank]:
    source = texts.get(slot.source_id)
    if source is None:
        return []
    if slot.target_id is None:
        return [Bank(slot, "source", source, None)]
    target = texts[slot.target_id]
    return [Bank(slot, "source", source, target), Bank(slot, other("source"), target, source)]


def _texts(connection: Connection, documents: Documents) -> dict[int, TextEntry]:
    found = {}
    for text_id, document, name, language in connection.exec_driver_sql(
        "SELECT id, document, name, language FROM texts"
    ):
        value = documents.get(document)
        if value is None:
            continue
        info = value.texts.get(name) or TextInfo(name, language)
        found[text_id] = TextEntry(text_id, value, info, list(value.texts).index(name) if name in value.texts else 99)
    return found
