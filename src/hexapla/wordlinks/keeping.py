"""Word links found once: in the working copy by what they were found in, and written compactly."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from hexapla.model import Link, texts_hash
from hexapla.wordlinks.values import Pair, Span, WordLinks

Texts = tuple[tuple[str, ...], tuple[str, ...]]
Tags = tuple[str, str]


def texts_of(link: Link) -> Texts:
    """Return the wording of a link's two sides."""
    return tuple(s.text for s in link.source), tuple(s.text for s in link.target)


def name_of(texts: Texts, tags: Tags) -> str:
    """Return the hash that word links are kept under: of the wording of both sides and their languages."""
    return sha256("\0".join([*tags, texts_hash(*map(list, texts))]).encode()).hexdigest()[:32]


def dump(words: WordLinks) -> str:
    """Write word links as JSON."""
    sides = [[[span.segment, span.start, span.end] for span in side] for side in (words.source, words.target)]
    pairs = [[p.source, p.target, p.score, p.tier, " ".join(p.methods)] for p in words.pairs]
    return json.dumps([*sides, pairs], separators=(",", ":"))


def parse(kept: str) -> WordLinks:
    """Read word links as `dump` wrote them."""
    source, target, pairs = json.loads(kept)
    found = (Pair(i, j, score, tier, tuple(methods.split())) for i, j, score, tier, methods in pairs)
    return WordLinks(_spans(source), _spans(target), tuple(found))


def _spans(places: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(*place) for place in places)
