"""How alike two versions are: chrF++ and TER by sacrebleu, and the cosine of sentence vectors.

All three measure likeness, not quality. A version is held against the base, which stands in the place that these
measures call the reference (Popović 2017; Snover et al. 2006; Post 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from hexapla import languages
from hexapla.align.cache import EmbeddingCache
from hexapla.align.encoders import encoder_for

if TYPE_CHECKING:
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    from hexapla.align.encoders import Encoder

Couple = tuple[str, str]  # the base's words and the version's


@dataclass(frozen=True, slots=True)
class Measures:
    """chrF++ (0 to 100, 100 is the same), TER (0 is the same; may exceed 100) and cosine (-1 to 1); None: not known."""

    chrf: float | None = None
    ter: float | None = None
    cosine: float | None = None


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

    def __init__(self, base: str, here: str, kept: EmbeddingCache) -> None:
        self._language = base
        self._tags = [base, here]
        self._kept = kept

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

    def passages(self, couples: Sequence[Couple]) -> list[Measures]:
        """Measure each couple; where one side is empty nothing is measured."""
        whole = [(base, here) for base, here in couples if base and here]
        cosines = dict(zip(whole, self._cosines(whole), strict=True))
        return [self._measure(*couple, cosines.get(couple)) for couple in couples]

    def _measure(self, base: str, here: str, cosine: float | None) -> Measures:
        if not (base and here) or not self.one_language:
            return Measures(cosine=cosine)
        unspaced = _unspaced(self._language)
        chrf = _chrf(unspaced=unspaced).sentence_score(here, [base]).score
        ter = _ter(unspaced=unspaced).sentence_score(here, [base]).score
        return Measures(chrf, ter, cosine)

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
        bases, heres = [[couple[0] for couple in whole]], [couple[1] for couple in whole]
        unspaced = _unspaced(self._language)
        cosines = [found.cosine for found in each if found.cosine is not None]
        cosine = sum(cosines) / len(cosines) if cosines else None
        if not self.one_language:
            return Measures(cosine=cosine)
        chrf = _chrf(unspaced=unspaced).corpus_score(heres, bases).score
        return Measures(chrf, _ter(unspaced=unspaced).corpus_score(heres, bases).score, cosine)
