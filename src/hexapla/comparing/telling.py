"""The differences of one place in words: “L0009 took s14 from L0010”."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hexapla.comparing.links import Pairing, Spot, segments
from hexapla.comparing.places import Place
from hexapla.matching import Pair
from hexapla.model import SIDES, Link, Note, Side, Status
from hexapla.worddiff import Piece, diff

_SHOWN = 60
SEAM = " ∥ "  # between two segments of one cell


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that has changed, in a sentence; `pieces` are the wording before and after, where it is one.

    `kind` is merged, split, made, gone, renamed, took, moved, reworded, cut, joined, recut, added, removed, status,
    kind or note.
    """

    kind: str
    link: str
    text: str
    side: Side | None = None
    pieces: tuple[Piece, ...] = ()


def tell(place: Place, pairing: Pairing) -> tuple[Change, ...]:
    """Say everything that differs in one place."""
    return (
        *_gone(place, pairing),
        *_grouping(place, pairing),
        *_wording(place, pairing),
        *_marks(place, pairing),
        *_notes(place, pairing),
    )


def names(spots: Iterable[Spot]) -> str:
    """Name segments: `s14, s16–s18 and t3`."""
    spots = list(spots)
    return spans({side[0]: sorted(spot.at + 1 for spot in spots if spot.side == side) for side in SIDES})


def spans(numbers: Mapping[str, Sequence[int]]) -> str:
    """Name numbers, each kind with its letter, runs as spans."""
    return listing([part for letter, some in numbers.items() for run in _runs(some) for part in _span(letter, run)])


def listing(words: Sequence[str]) -> str:
    """Join words with commas and a last “and”."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _span(letter: str, run: list[int]) -> list[str]:
    if len(run) < 3:  # noqa: PLR2004 - two are as short one by one
        return [f"{letter}{number}" for number in run]
    return [f"{letter}{run[0]}–{letter}{run[-1]}"]


def short(text: str, size: int = _SHOWN) -> str:
    """Cut a text for a sentence about it."""
    text = " ".join(text.split())
    return text if len(text) <= size else text[: size - 1] + "…"


# Links


def _gone(place: Place, pairing: Pairing) -> Iterator[Change]:
    for link in place.before:
        if link.id in pairing.twins:
            continue
        homes = [two.id for two in place.after if pairing.shares[link.id, two.id]]
        if len(homes) == 1:
            yield Change("merged", homes[0], f"{link.id} was merged into {homes[0]}")
        elif homes:
            yield Change("gone", link.id, f"{link.id} is gone; what it held is in {listing(homes)}")
        else:
            yield Change("gone", link.id, f"{link.id} is gone with its words")


def _grouping(place: Place, pairing: Pairing) -> Iterator[Change]:
    for link in place.after:
        own = pairing.former.get(link.id)
        origins = _origins(link, pairing)
        if own is None:
            yield _made(link, origins, pairing)
            continue
        if own != link.id:
            yield Change("renamed", link.id, f"{own} is called {link.id} now")
        for origin, spots in origins.items():
            if origin not in (own, None) and origin in pairing.twins:
                yield Change("took", link.id, f"{link.id} took {names(spots)} from {origin}")
        if link.id in pairing.displaced:
            yield Change("moved", link.id, f"{link.id} stands elsewhere in the order now")


def _made(link: Link, origins: dict[str | None, list[Spot]], pairing: Pairing) -> Change:
    known = [(origin, spots) for origin, spots in origins.items() if origin]
    if not known:
        return Change("made", link.id, f"{link.id} is new")
    if len(known) == 1 and known[0][0] in pairing.twins:
        (origin, spots) = known[0]
        return Change("split", link.id, f"{origin} was split: {names(spots)} became {link.id}")
    parts = listing([f"{names(spots)} from {origin}" for origin, spots in known])
    return Change("made", link.id, f"{link.id} is new: it took {parts}")


def _origins(link: Link, pairing: Pairing) -> dict[str | None, list[Spot]]:
    """Return the segments of a new link by the old link they come from (None: from nowhere)."""
    origins: defaultdict[str | None, list[Spot]] = defaultdict(list)
    for spot, pair in _pairs_of(link, pairing):
        old = {pairing.homes[0][Spot(spot.side, i)].id for i in pair.old}
        twin = next((one for one in old if pairing.twins.get(one) == link.id), None)
        origins[twin or min(old, default=None)].append(spot)
    return origins


def _pairs_of(link: Link, pairing: Pairing) -> Iterator[tuple[Spot, Pair]]:
    for side in SIDES:
        for segment in link.side(side):
            yield Spot(side, segment.number - 1), pairing.by_new[side][segment.number - 1]


# Words


def _wording(place: Place, pairing: Pairing) -> Iterator[Change]:
    for side in SIDES:
        old, new = segments(pairing.old, side), segments(pairing.new, side)
        for pair in _pairs_in(place, pairing, side):
            before, after = [old[i].text for i in pair.old], [new[j].text for j in pair.new]
            if before != after:
                yield _reworded(side, pair, (before, after), pairing)


def _pairs_in(place: Place, pairing: Pairing, side: Side) -> list[Pair]:
    found = [pairing.by_new[side][s.number - 1] for link in place.after for s in link.side(side)]
    found += [pairing.by_old[side][s.number - 1] for link in place.before for s in link.side(side)]
    return sorted(set(found), key=lambda pair: (pair.new or pair.old, pair.old))


def _reworded(side: Side, pair: Pair, words: tuple[list[str], list[str]], pairing: Pairing) -> Change:
    before, after = words
    joined = SEAM.join(before), SEAM.join(after)
    one, two = (names([Spot(side, n) for n in part]) if part else "" for part in (pair.old, pair.new))
    homes, part = (pairing.homes[1], pair.new) if pair.new else (pairing.homes[0], pair.old)
    link = homes[Spot(side, part[0])].id
    if not pair.old:
        return Change("added", link, f"{two} is new in {link}", side, (Piece("new", joined[1]),))
    if not pair.new:
        return Change("removed", link, f"{one} was taken out of {link}", side, (Piece("gone", joined[0]),))
    same_words = "".join("".join(before).split()) == "".join("".join(after).split())
    pieces = diff(joined[0], joined[1])
    if len(pair.old) == len(pair.new) == 1:
        return Change("reworded", link, f"{two} in {link} reads differently", side, pieces)
    kind = "cut" if len(pair.old) == 1 else "joined" if len(pair.new) == 1 else "recut"
    verb = {"cut": "was split into", "joined": "were joined to", "recut": "were cut anew as"}[kind]
    rest = "" if same_words else ", with other words"
    return Change(kind, link, f"{one} {verb} {two} in {link}{rest}", side, pieces)


# Marks and notes


def _twins_in(place: Place, pairing: Pairing) -> Iterator[tuple[Link, Link]]:
    after = {link.id: link for link in place.after}
    for link in place.before:
        if link.id in pairing.twins:
            yield link, after[pairing.twins[link.id]]


def _marks(place: Place, pairing: Pairing) -> Iterator[Change]:
    for one, two in _twins_in(place, pairing):
        if one.status != two.status:
            yield Change("status", two.id, f"{two.id} was {one.status}, is {two.status}")
        elif two.status is Status.CONFIRMED and one.confirmed_hash != two.confirmed_hash:
            yield Change("status", two.id, f"{two.id} was confirmed again")
        if one.kind != two.kind:
            before, after = (k.value if k else "of no kind" for k in (one.kind, two.kind))
            yield Change("kind", two.id, f"{two.id} was {before}, is {after}")


def _notes(place: Place, pairing: Pairing) -> Iterator[Change]:
    old = {(link.id, _same(note)): (link, note) for link in place.before for note in link.notes}
    new = {(link.id, _same(note)): (link, note) for link in place.after for note in link.notes}
    gone = [found for (one, note), found in old.items() if (pairing.twins.get(one, ""), note) not in new]
    fresh = [found for (two, note), found in new.items() if (pairing.former.get(two, ""), note) not in old]
    for link, note in fresh:
        origin = next((g for g in gone if _same(g[1]) == _same(note)), None) or next(
            (g for g in gone if g[1].id == note.id and note.id), None
        )
        if origin:
            gone.remove(origin)
        yield from _note(link, note, origin)
    for link, note in gone:
        yield Change("note", link.id, f"a note on {link.id} was deleted", pieces=(Piece("gone", note.text),))


def _note(link: Link, note: Note, origin: tuple[Link, Note] | None) -> Iterator[Change]:
    if origin is None:
        yield Change("note", link.id, f"{link.id} has a new note", pieces=(Piece("new", note.text),))
    elif origin[1].text != note.text:
        yield Change("note", link.id, f"a note on {link.id} was changed", pieces=diff(origin[1].text, note.text))
    elif _same(origin[1]) != _same(note):
        yield Change("note", link.id, f"a note on {link.id} has other marks: “{short(note.text)}”")


def _same(note: Note) -> Note:
    """Return what makes a note the same note whatever its number is."""
    return replace(note, id=0)
