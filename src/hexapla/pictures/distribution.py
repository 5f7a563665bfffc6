"""Where a term occurs: a line for each text from beginning to end, a tick for each place, counts beside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hexapla.pictures.drawing import PAD, Paint, Sheet, Table, Type, breadth, head
from hexapla.pictures.look import Look

MOST = 60  # texts drawn; what remains is told in a line
_ROW, _TRACK, _BIN = 50.0, 18.0, 2.0  # heights of a text and of its track; how far two ticks stand apart at least


@dataclass(frozen=True, slots=True)
class Occurrences:
    """One text: its name for people, the number of its segments, of its hits, and where these are.

    `places` go from 0, the beginning, to 1, the end, and are drawn as ticks. Where only their counts in parts of equal
    length are known, from beginning to end, `parts` has these instead. `key` is what a click means to the page.
    """

    label: str
    hits: int
    segments: int
    places: tuple[float, ...] = ()
    parts: tuple[int, ...] = ()
    language: str = ""
    key: str = ""

    @property
    def rate(self) -> float:
        """Hits for a hundred segments."""
        return 100 * self.hits / self.segments if self.segments else 0.0


@dataclass(frozen=True, slots=True)
class Distribution:
    """What is drawn; the words may come in any language."""

    title: str
    texts: tuple[Occurrences, ...]
    description: str = ""
    note: str = ""
    start: str = "beginning"
    end: str = "end"
    hits: str = "Hits"
    text: str = "Text"
    segments: str = "Segments"
    rate: str = "per 100 segments"
    more: str = "further texts"

    def table(self) -> Table:
        """Return text, hits, segments and hits per hundred segments."""
        rows = ((each.label, str(each.hits), str(each.segments), f"{each.rate:.1f}") for each in self.texts)
        return Table((self.text, self.hits, self.segments, self.rate), tuple(rows))


def distribution(data: Distribution, look: Look = Look()) -> str:  # noqa: B008 - frozen
    """Draw where in each text a term occurs, and how often."""
    shown = data.texts[:MOST]
    said = data.description or "; ".join(f"{each.label}: {each.hits}" for each in shown)
    sheet = Sheet(look, data.title, said)
    top = head(sheet, [data.note] if data.note else [])
    split = PAD + (look.room - 2 * PAD) * 0.7
    _axis(sheet, data, top + 4, split)
    top += 16
    most = max((each.hits for each in shown), default=1)
    for place, each in enumerate(shown):
        _text(sheet, each, top + place * _ROW, split, most)
    bottom = top + len(shown) * _ROW
    if len(data.texts) > MOST:
        rest = data.texts[MOST:]
        left = f"+ {len(rest)} {data.more}: {sum(each.hits for each in rest)}"
        sheet.words((PAD, bottom + 6), left, Type(12, "soft"), look.room - 2 * PAD)
        bottom += 18
    return sheet.finish(bottom + PAD / 2)


def _axis(sheet: Sheet, data: Distribution, y: float, split: float) -> None:
    """Say which end of a track is which."""
    kind = Type(11, "soft")
    sheet.words((PAD, y), f"{data.start} →", kind, (split - PAD) / 2)
    sheet.words((split - 12, y), data.end, Type(11, "soft", "end"))
    sheet.words((split, y), data.hits, kind, sheet.look.room - PAD - split)


def _text(sheet: Sheet, each: Occurrences, y: float, split: float, most: int) -> None:
    """Draw one text: its name above the track, its count on a bar to the right."""
    room = sheet.look.room - 2 * PAD
    sheet.words((PAD, y + 13), each.label, Type(13, language=each.language), room)
    track = split - 12 - PAD
    sheet.rect((PAD, y + 20), (track, _TRACK), Paint("sunken", "line"), each.label, each.key)
    (_columns if each.parts else _ticks)(sheet, each, (PAD, y + 20), track)
    count = f"{each.hits:,}"
    longest = room + PAD - split - breadth(count, 13) - 10
    length = max(2.0, longest * each.hits / most)
    sheet.rect((split, y + 23), (length, 12), Paint("wash", "accent"), f"{each.label}: {count}", each.key)
    sheet.words((split + length + 6, y + 34), count, Type(13, bold=True))


def _ticks(sheet: Sheet, each: Occurrences, at: tuple[float, float], track: float) -> None:
    """Draw the places; several that fall together make a taller tick."""
    bins = Counter(min(int(place * track / _BIN), int(track / _BIN) - 1) for place in each.places)
    most = max(bins.values(), default=1)
    for place, count in sorted(bins.items()):
        height = _TRACK * (0.6 if most == 1 else 0.4 + 0.6 * count / most)
        x = at[0] + place * _BIN
        share = round(100 * place * _BIN / track)
        hint = f"{count} · {share}%"
        sheet.rect((x, at[1] + _TRACK - height), (_BIN, height), Paint("accent"), hint, each.key)


def _columns(sheet: Sheet, each: Occurrences, at: tuple[float, float], track: float) -> None:
    """Draw the counts of parts of equal length as columns."""
    wide, most = track / len(each.parts), max(each.parts) or 1
    for place, count in enumerate(each.parts):
        if count:
            height = _TRACK * (0.35 + 0.65 * count / most)
            share = f"{round(100 * place / len(each.parts))}–{round(100 * (place + 1) / len(each.parts))}%"
            x, y = at[0] + place * wide + 1, at[1] + _TRACK - height
            sheet.rect((x, y), (max(wide - 2, 1), height), Paint("accent"), f"{count} · {share}", each.key)
