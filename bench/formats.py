"""Formats at size: 10,000 links written and read, beside other libraries that do the same job in the same run.

Makes an alignment of sentences recombined from the corpus (1:1, 2:1, 1:2 and null links, a note on every tenth), then
writes it in every format of the registry and reads it back where the format can be read. Run:

    pip install translate-toolkit openpyxl
    python bench/formats.py [--links 10000] [--rounds 3] [--only tmx,xliff]

The Translate Toolkit gets the pairs of texts ready in memory and writes, or reads, source, target and notes: it has no
segments, statuses and paragraphs to keep. openpyxl writes and reads the same cells. A ratio below 1 means that we are
faster. Exits with 1 where a limit is broken.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hexapla import corpus
from hexapla.formats import FORMATS, READERS, File, Options, read
from hexapla.formats.properties import joined
from hexapla.formats.tables import cells
from hexapla.model import Alignment, Document, Link, Note, TextInfo, link_id

SAMPLE = Path(__file__).resolve().parent.parent / "corpus" / "1962-04-24-memorandum"
# Seconds for 10,000 links.
LIMITS = {
    **dict.fromkeys(("tmx", "xliff", "tei", "jsonl", "tsv"), 2.0),
    **dict.fromkeys(("html", "epub"), 3.0),
    "xlsx": 5.0,
    "pdf": 20.0,
    "docx": 30.0,
}
Pair = tuple[str, str, list[str]]


def sentences(name: str) -> list[str]:
    """Return the sentences of a text of the sample document."""
    return [line for line in (SAMPLE / f"{name}.txt").read_text(encoding="utf-8").split("\n") if line]


def make(size: int) -> Alignment:
    """Make an alignment of `size` links."""
    draw = random.Random(1962)  # noqa: S311 - a benchmark repeats itself
    shapes = draw.choices([(1, 1), (2, 1), (1, 2), (1, 0), (0, 1)], [80, 8, 8, 2, 2], k=size)
    texts = []
    for side, name in enumerate(("zh-Hans", "en")):
        pool = sentences(name)
        paragraphs = ([draw.choice(pool) for _ in range(shape[side])] for shape in shapes if shape[side])
        texts.append(corpus.from_paragraphs(paragraphs, TextInfo(name, name)))
    document = Document("large", "A large document", texts={text.info.name: text.info for text in texts})
    links, at = [], [0, 0]
    for number, (n, m) in enumerate(shapes, 1):
        cells = texts[0].segments[at[0] : at[0] + n], texts[1].segments[at[1] : at[1] + m]
        note = (Note(number, "A note on the wording.", "An Editor", "2026-11-24T09:00:00Z"),)
        links.append(Link(link_id(number), *cells, confidence=0.9, notes=note if number % 10 == 0 else ()))
        at = [at[0] + n, at[1] + m]
    return Alignment(document, texts[0], texts[1], tuple(links), {}, 0, size)


@dataclass(frozen=True)
class Peer:
    """Another library that does the same job: it writes what it was given, and reads it."""

    name: str
    write: Callable[[], bytes]
    read: Callable[[bytes], list[tuple[str, ...]]]


def toolkit(kind: str, alignment: Alignment) -> Peer:
    """Write and read TMX or XLIFF 1.2 with the Translate Toolkit."""
    from translate.storage.tmx import tmxfile
    from translate.storage.xliff import xlifffile

    storage = {"tmx": tmxfile, "xliff12": xlifffile}[kind]
    pairs = pairs_of(alignment)

    def write() -> bytes:
        store = storage(sourcelanguage="zh-Hans", targetlanguage="en")
        for source, target, notes in pairs:
            unit = store.addsourceunit(source)
            unit.settarget(target, "en") if kind == "tmx" else setattr(unit, "target", target)
            for note in notes:
                unit.addnote(note)
        return bytes(store)

    def read_(data: bytes) -> list[tuple[str, ...]]:
        return [(str(unit.source), str(unit.target)) for unit in storage.parsestring(data).units]

    return Peer("translate-toolkit", write, read_)


def openpyxl_(alignment: Alignment) -> Peer:
    """Write and read a workbook of the same cells with openpyxl."""
    import openpyxl

    rows = [cells(link, Options()) for link in alignment.links]

    def write() -> bytes:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def read_(data: bytes) -> list[tuple[str, ...]]:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        return [tuple(map(str, row)) for row in book.worksheets[0].iter_rows(values_only=True)]

    return Peer("openpyxl", write, read_)


PEERS: dict[str, Callable[[Alignment], Peer]] = {
    "tmx": lambda alignment: toolkit("tmx", alignment),
    "xliff": lambda alignment: toolkit("xliff12", alignment),
    "xliff12": lambda alignment: toolkit("xliff12", alignment),
    "xlsx": openpyxl_,
}


def best(rounds: int, work: Callable[[], object]) -> float:
    """Return the shortest of several runs, in seconds of processor time: what an idle machine takes."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def pairs_of(alignment: Alignment) -> list[Pair]:
    """Join each link's sides for libraries that know only pairs; null links go."""
    return [
        (joined(li.source, "zh-Hans"), joined(li.target, "en"), [note.text for note in li.notes])
        for li in alignment.links
        if not li.is_null
    ]


@dataclass(frozen=True)
class Row:
    """What was measured of a format: seconds, bytes, and the same of its peer."""

    form: str
    write: float
    read: float | None
    size: int
    peer: str = ""
    peer_write: float = 0.0
    peer_read: float = 0.0

    @property
    def broken(self) -> bool:
        """Whether a limit is broken."""
        return max(self.write, self.read or 0) > LIMITS.get(self.form, 1e9)

    def __str__(self) -> str:
        found = f"{self.form:<10}{self.write:>8.2f}{'' if self.read is None else f'{self.read:.2f}':>8}"
        found += f"{self.size / 1e6:>8.1f}{LIMITS.get(self.form, ''):>7}{' !' if self.broken else '  '}"
        if self.peer:
            ratio = f"{self.write / self.peer_write:>8.2f}{(self.read or 0) / self.peer_read:>8.2f}"
            found += f"  {self.peer:<18}{self.peer_write:>8.2f}{self.peer_read:>8.2f}{ratio}"
        return found


def measure(alignment: Alignment, form: str, rounds: int) -> Row:
    """Write and read one format, and let its peer do the same."""
    one = FORMATS[form]
    rounds = rounds if form in READERS else 1
    data = one.write(alignment)
    file = File(f"large.{alignment.name}{one.suffix}", data)
    write = best(rounds, lambda: one.write(alignment))
    back = best(rounds, lambda: read([file])) if form in READERS else None
    if form not in PEERS:
        return Row(form, write, back, len(data))
    try:
        peer = PEERS[form](alignment)
    except ImportError:
        return Row(form, write, back, len(data))
    theirs = peer.write()
    assert len(peer.read(theirs)) > 0.9 * len(alignment.links), f"{peer.name} lost links"  # noqa: S101 - it checks itself
    times = best(rounds, peer.write), best(rounds, lambda: peer.read(theirs))
    return Row(form, write, back, len(data), peer.name, *times)


def table(alignment: Alignment, forms: list[str], rounds: int) -> Iterator[Row]:
    """Print a line a format."""
    print(f"{'format':<10}{'write s':>8}{'read s':>8}{'MB':>8}{'limit':>7}    {'peer':<18}", end="")
    print(f"{'write s':>8}{'read s':>8}{'ratio':>8}{'ratio':>8}")
    for form in forms:
        row = measure(alignment, form, rounds)
        print(row, flush=True)
        yield row


def main() -> None:
    """Measure and compare with the limits."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--links", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(FORMATS), help="formats, with commas between them")
    options = parser.parse_args()
    alignment = make(options.links)
    print(f"{options.links:,} links, best of {options.rounds}")
    rows = list(table(alignment, options.only.split(","), options.rounds))
    sys.exit(any(row.broken for row in rows) and options.links <= 10_000)


if __name__ == "__main__":
    main()
