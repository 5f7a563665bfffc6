"""How alike two versions are: chrF++ and TER by sacrebleu, and the cosine of sentence vectors.

All three measure likeness, not quality. A version is held against the base, which stands in the place that these
measures call the reference (Popović 2017; Snover et al. 2006; Post 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING

from hexapla import languages
from hexapla.align.cache import EmbeddingCache
from hexapla.align.encoders import encoder_for

if TYPE_CHECKING:
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    from hexapla.align.encoders import Encoder

Couple = tuple[str, str]  # the base's words and the version's
_TOGETHER = 8  # couples that are encoded at once
_MOST_KNOWN = 20_000  # couples whose measures stay in memory


@dataclass(frozen=True, slots=True)
class Measures:
    """chrF++ (0 to 100, 100 is the same), TER (0 is the same; may exceed 100) and cosine (-1 to 1); None: not known.

    `edits` are TER's edits and the base's length in words. `waiting` measures lack what takes long to work out.
    """

    chrf: float | None = None
    ter: float | None = None
    cosine: float | None = None
    edits: tuple[float, float] = (0.0, 0.0)
    waiting: bool = False


Known = dict[tuple[str, ...], Measures]


@cache
def _chrf(*, unspaced: bool) -> CHRF:
    """Count characters and words; characters alone where words are not told apart."""
    from sacrebleu.metrics.chrf import CHRF

    return CHRF(word_order=0 if unspaced else 2)


@cache
def _ter(*, unspaced: bool) -> TER:
    """Count edits of words; of characters where words are not told apart."""
    from sacrebleu.metrics.ter import TER

    return TER(normalized=unspaced, asian_support=unspaced)


def _unspaced(tag: str) -> bool:
    return not languages.joiner(tag)


class Measurer:
    """Measures passages of a version beside the base's; vectors are kept by what they encode.

    Where the two are in different languages, only the vectors can be compared.
    """

    def __init__(self, base: str, here: str, kept: EmbeddingCache, known: Known | None = None) -> None:
        self._language = base
        self._tags = [base, here]
        self._kept = kept
        self._known: Known = {} if known is None else known

    @property
    def one_language(self) -> bool:
        """Whether the words themselves can be compared."""
        return len({languages.base(tag) for tag in self._tags}) == 1

    def signatures(self) -> dict[str, str]:
        """Name each measure with all that its figures depend on, as sacrebleu and the encoder name themselves."""
        unspaced, encoder = _unspaced(self._language), self._encoder
        for metric in (_chrf(unspaced=unspaced), _ter(unspaced=unspaced)):
            metric.sentence_score("a", ["a"])  # a signature knows how many references there were only after a score
        found = {
            "chrf": f"{'chrF' if unspaced else 'chrF++'}|{_chrf(unspaced=unspaced).get_signature().format()}",
            "ter": f"TER|{_ter(unspaced=unspaced).get_signature().format()}",
        }
        return {**found, "cosine": encoder.name} if encoder else found

    @property
    def _encoder(self) -> Encoder | None:
        return encoder_for(self._tags, self._kept)

    @property
    def encoder(self) -> str:
        """The name of the sentence encoder, empty where none knows the language."""
        return self._encoder.key if self._encoder else ""

    def passages(self, couples: Sequence[Couple], seconds: float | None = None) -> list[Measures]:
        """Measure each couple; where one side is empty nothing is measured.

        TER and vectors take long: with `seconds`, what is not known by then is left `waiting`.
        """
        end = None if seconds is None else monotonic() + seconds
        missing = [couple for couple in dict.fromkeys(couples) if all(couple) and self._key(couple) not in self._known]
        size = _TOGETHER if self.encoder == "use" else max(1, len(missing))  # other encoders centre what comes together
        for at in range(0, len(missing), size):
            if end is not None and monotonic() > end:
                break
            some = missing[at : at + size]
            for couple, cosine in zip(some, self._cosines(some), strict=True):
                self._known[self._key(couple)] = self._measure(*couple, cosine)
        while len(self._known) > _MOST_KNOWN + len(couples):
            self._known.pop(next(iter(self._known)))
        return [self._known.get(self._key(couple)) or self._waiting(*couple) for couple in couples]

    def _key(self, couple: Couple) -> tuple[str, ...]:
        return (*self._tags, *couple)

    def _waiting(self, base: str, here: str) -> Measures:
        """Return what is known at once."""
        if not (base and here):
            return Measures()
        return Measures(self._chrf(base, here) if self.one_language else None, waiting=True)

    def _chrf(self, base: str, here: str) -> float:
        return float(_chrf(unspaced=_unspaced(self._language)).sentence_score(here, [base]).score)

    def _measure(self, base: str, here: str, cosine: float | None) -> Measures:
        if not self.one_language:
            return Measures(cosine=cosine)
        ter = _ter(unspaced=_unspaced(self._language)).sentence_score(here, [base])
        return Measures(self._chrf(base, here), ter.score, cosine, (ter.num_edits, ter.ref_length))

    def _cosines(self, couples: Sequence[Couple]) -> list[float | None]:
        encoder = self._encoder
        if not (couples and encoder):
            return [None] * len(couples)
        sentences = list(dict.fromkeys(words for couple in couples for words in couple))
        vectors = dict(zip(sentences, encoder.spans(sentences, 1)[0], strict=True))
        return [float(vectors[base] @ vectors[here]) for base, here in couples]

    def overall(self, couples: Sequence[Couple], each: Sequence[Measures]) -> Measures:
        """Measure a version as a whole: chrF++ and TER of the corpus, the mean of the cosines."""
        whole = [couple for couple in couples if all(couple)]
        if not whole:
            return Measures()
        cosines = [found.cosine for found in each if found.cosine is not None]
        waiting = any(found.waiting for found in each)
        cosine = sum(cosines) / len(cosines) if cosines and not waiting else None
        if not self.one_language:
            return Measures(cosine=cosine, waiting=waiting)
        bases, heres = [[couple[0] for couple in whole]], [couple[1] for couple in whole]
        chrf = float(_chrf(unspaced=_unspaced(self._language)).corpus_score(heres, bases).score)
        edits, length = (sum(found.edits[place] for found in each) for place in (0, 1))
        ter = None if waiting or not length else 100 * edits / length
        return Measures(chrf, ter, cosine, (edits, length), waiting)
