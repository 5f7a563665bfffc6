"""The notes of three versions of an alignment, merged one by one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from zlib import crc32

from hexapla.comparing.telling import short
from hexapla.model import Alignment, Note, NoteKind

_Placed = tuple[str, Note]  # the link's id, the note


@dataclass
class Remarks:
    """The merged notes of each link; `conflicts` are (link, sentence, what theirs was)."""

    links: dict[str, list[Note]]
    last: int
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, base: Alignment, ours: Alignment, theirs: Alignment, heirs: dict[str, str]) -> Remarks:
        """Merge; notes of links that are gone go to their heirs, new ones of theirs get numbers of their own."""
        states = [_numbered(state) for state in (base, ours, theirs)]
        remarks = cls(defaultdict(list), max((n for state in states for n in state), default=0))
        for number, placed in states[1].items():
            remarks._keep(number, states[0].get(number), placed, states[2].get(number), heirs)
        for number, placed in states[2].items():
            if number in states[0] and number in states[1]:
                continue
            if number not in states[0]:
                remarks._add(placed, heirs)
            elif placed != states[0][number]:  # deleted here, changed there: the words stay
                remarks._put(placed, heirs)
        return remarks

    def of_link(self, name: str) -> tuple[Note, ...]:
        """Return the notes of a link."""
        return tuple(self.links.get(name, ()))

    def rival(self, words: str) -> Note:
        """Make a private note of what theirs was."""
        self.last += 1
        text = f"Changed on both branches. On the other one: {words}"
        return Note(self.last, text, "merge", kind=NoteKind.DOUBT, private=True)

    def _put(self, placed: _Placed, heirs: dict[str, str]) -> None:
        link, note = placed
        self.links[heirs.get(link, link)].append(note)

    def _add(self, placed: _Placed, heirs: dict[str, str]) -> None:
        """Take over a note that they wrote, unless we have the very same one."""
        link, note = placed
        home = heirs.get(link, link)
        if all(replace(known, id=0) != replace(note, id=0) for known in self.links[home]):
            self.last += 1
            self.links[home].append(replace(note, id=self.last))

    def _keep(
        self, number: int, base: _Placed | None, ours: _Placed, theirs: _Placed | None, heirs: dict[str, str]
    ) -> None:
        if base is None:
            self._put(ours, heirs)
        elif theirs is None:
            if ours != base:
                self._put(ours, heirs)
        else:
            link = theirs[0] if ours[0] == base[0] else ours[0]
            if ours[1] != base[1] and theirs[1] not in (base[1], ours[1]):
                here, there = short(ours[1].text), short(theirs[1].text)
                sentence = f"note {number} on {link} reads “{here}” here and “{there}” there."
                self.conflicts.append((heirs.get(link, link), sentence, f"a note reads “{theirs[1].text}”"))
            self._put((link, theirs[1] if ours[1] == base[1] else ours[1]), heirs)


def _numbered(state: Alignment) -> dict[int, _Placed]:
    """Return the notes by number; those without one get a negative one by what they say."""
    found: dict[int, _Placed] = {}
    for link in state.links:
        for note in link.notes:
            number = note.id if note.id and note.id not in found else -1 - crc32(f"{link.id} {note.text}".encode())
            found[number] = (link.id, note)
    return found
