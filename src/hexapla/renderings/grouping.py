"""Lines that render a term alike are one row: the same words but for their inflection, case and articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from hexapla import languages
from hexapla.folding import folded
from hexapla.lemmas import WORD, is_unspaced, lemma, plain
from hexapla.renderings.values import Group, Line, Row, commonest
from hexapla.wordlinks import Span

_EMPTY = {  # words that are no part of a rendering where they stand at its edge
    "en": "a an the of to in on at by for and or is are was were be been being has have had will shall would that",
    "fr": "le la les l un une des du de d à au aux et en est sont a ont qui que",
    "es": "el la los las un una unos unas de del al a y en",
    "pt": "o a os as um uma de do da dos das e em",
    "it": "il lo la i gli le un una di del della dei delle l e",
    "de": "der die das den dem des ein eine einen einem einer eines und von",
    "nl": "de het een van en",
    "ru": "и в во на с со к ко о об из по от до у за для",
    "ar": "في من على إلى و",
    "zh": "的 了 在 和 与 把",
}
_APART = " … "


def wording(segments: Sequence[str], spans: Sequence[Span], tag: str) -> tuple[str, str]:
    """Return the words of a counterpart as they stand, and their lemmas; words apart are joined by an ellipsis.

    Articles, prepositions and the like at the edges are left out, unless there is nothing else; what is said twice in
    the link is told once.
    """
    chosen = _trimmed(sorted(spans, key=_place), segments, tag)
    parts: list[tuple[str, str]] = []
    for before, span in zip([None, *chosen], chosen, strict=False):
        words = _bare(segments[span.segment][span.start : span.end], tag)
        between = _between(segments, before, span, tag) if before else None
        if between is None:
            parts.append((words, _lemma(words, tag)))
        else:
            form, key = parts[-1]
            parts[-1] = form + between + words, f"{key}{' ' if between else ''}{_lemma(words, tag)}"
    told = _once(parts)
    return _APART.join(form for form, _ in told), _APART.join(key for _, key in told)


def _once(parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out parts whose lemmas are within another part's."""
    kept: list[tuple[str, str]] = []
    for place, (form, key) in enumerate(parts):
        longer = any(
            f" {key} " in f" {k} " and (len(k) > len(key) or i < place) for i, (_, k) in enumerate(parts) if i != place
        )
        if not longer:
            kept.append((form, key))
    return kept


def _bare(words: str, tag: str) -> str:
    """Take off the particle that a Chinese word brings along: 的权利 is 权利."""
    return words.removeprefix("的") or words if is_unspaced(tag) else words


def _place(span: Span) -> tuple[int, int]:
    return span.segment, span.start


def _trimmed(spans: list[Span], segments: Sequence[str], tag: str) -> list[Span]:
    empty = _empty(tag)
    full = [i for i, s in enumerate(spans) if plain(segments[s.segment][s.start : s.end]).strip("'") not in empty]
    return spans[full[0] : full[-1] + 1] if full else spans


def _between(segments: Sequence[str], before: Span, after: Span, tag: str) -> str | None:
    """Return what stands between two words, or None where that is another word."""
    if before.segment != after.segment:
        return None
    gap = segments[before.segment][before.end : after.start]
    if WORD.search(gap):
        return None
    return "" if is_unspaced(tag) and not gap.strip() else gap


def _lemma(words: str, tag: str) -> str:
    return folded(words) if is_unspaced(tag) else lemma(words, tag)


def content(segments: Sequence[str], span: Span, tag: str) -> str:
    """Return the lemma of a word, nothing for articles, prepositions and the like."""
    words = segments[span.segment][span.start : span.end]
    return "" if plain(words) in _empty(tag) else _lemma(words, tag)


def _empty(tag: str) -> frozenset[str]:
    return frozenset(_EMPTY.get(languages.base(tag), "").split())


def rows_of(lines: Sequence[Line]) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """Return the rows, the commonest first, and the places of the lines without a counterpart."""
    alike: defaultdict[str, list[int]] = defaultdict(list)
    missing = []
    for place, line in enumerate(lines):
        if line.lemma:
            alike[line.lemma].append(place)
        else:
            missing.append(place)
    rows = [_row(key, places, lines) for key, places in alike.items()]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.form))), tuple(missing)


def _row(key: str, places: Sequence[int], lines: Sequence[Line]) -> Row:
    tiers = [lines[place].tier for place in places]
    form = commonest([lines[place].form for place in places])
    return Row(key, form, tuple(places), tiers.count("solid"), tiers.count("dotted"))


def groups_of(lines: Sequence[Line], name: Callable[[Line], str], titles: Mapping[str, str]) -> tuple[Group, ...]:
    """Return the lines by what `name` calls them (a document, a text, a translator), the largest group first."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        groups[name(line)].append(place)
    made = []
    for each, places in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        counts: defaultdict[str | None, list[int]] = defaultdict(list)
        for place in places:
            counts[lines[place].lemma or None].append(place)
        made.append(Group(each, titles.get(each, each), tuple(places), {k: tuple(v) for k, v in counts.items()}))
    return tuple(made)
