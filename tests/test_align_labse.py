"""LaBSE as an extra: the same interface as the other encoders, and clear words where it is not to be had."""

import sys

import numpy as np
import pytest

from hexapla.align import align
from hexapla.align.cache import EmbeddingCache
from hexapla.align.encoders import labse, load_e5, load_use
from hexapla.align.encoders.labse import LabseEncoder
from hexapla.errors import MissingEncoderError

SENTENCES = [
    "The note was sent.",
    "Nobody answered it.",
    "In May the snow melted.",
    "Then spring came.",
    "It was late.",
]


class Stub:
    """Encodes a text as the mean of its words' directions: the interface of a `SentenceTransformer`, no model."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, sentences: list[str], **options: object) -> np.ndarray:
        """Return a vector for each text."""
        assert options == {"show_progress_bar": False}
        self.asked += sentences
        return np.array([self._vector(text) for text in sentences], np.float32)

    @staticmethod
    def _vector(text: str) -> np.ndarray:
        words = text.lower().strip(".").split()
        seeds = [int.from_bytes(word[:6].encode(), "little") for word in words]
        return np.mean([np.random.default_rng(seed).normal(size=64) for seed in seeds], axis=0)


@pytest.fixture(params=["use", "e5", "labse"])
def encoder(request):
    """Each encoder in turn."""
    made = {"use": load_use, "e5": load_e5, "labse": lambda kept: LabseEncoder(Stub(), kept)}
    return made[request.param](EmbeddingCache())


def test_every_encoder_keeps_the_contract(encoder):
    """Unit vectors of runs by length and end; a run that would start too early is cut; names and languages are told."""
    found = encoder.spans(SENTENCES, 6)
    assert found.shape[:2] == (6, len(SENTENCES))
    assert np.allclose(np.linalg.norm(found.astype(float), axis=2), 1, atol=0.01)
    assert float(found[0, 0] @ found[3, 0]) > 0.9
    assert encoder.name
    assert "\n" not in encoder.name
    assert encoder.covers("de-CH")
    assert not encoder.covers("tlh")


def test_progress_is_told_and_vectors_are_kept():
    """A text already encoded is not encoded again."""
    stub, kept, told = Stub(), EmbeddingCache(), []
    encoder = LabseEncoder(stub, kept)
    encoder.spans(SENTENCES, 2, lambda done, total: told.append((done, total)))
    asked = len(stub.asked)
    encoder.spans(SENTENCES, 2)
    assert told == [(5, 5)]
    assert len(stub.asked) == asked


def test_texts_are_aligned_by_it(monkeypatch):
    """The whole way with a stub: a joined sentence is found, and the header names the model."""
    monkeypatch.setattr(labse, "_model", Stub)
    joined = [SENTENCES[0], " ".join(SENTENCES[1:3]), *SENTENCES[3:]]
    found = align(SENTENCES, joined, "en", "en", "labse")
    assert [(b.source, b.target) for b in found.beads][1] == ((1, 2), (1,))
    assert found.made_by["method"] == "labse"
    assert "LaBSE" in found.made_by["model"]


def test_without_the_package_the_error_says_what_to_install(monkeypatch):
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    labse._model.cache_clear()  # noqa: SLF001
    with pytest.raises(MissingEncoderError, match=r"hexapla\[labse\]"):
        align(["One."], ["Un."], "en", "fr", "labse")


def test_without_the_model_the_error_says_so(monkeypatch):
    """A machine without network gets a sentence, not a traceback."""

    class Offline:
        """Stands for a library that cannot reach its hub."""

        def __init__(self, name: str) -> None:
            raise OSError(f"cannot reach the hub for {name}")

    monkeypatch.setitem(sys.modules, "sentence_transformers", type(sys)("sentence_transformers"))
    monkeypatch.setattr(sys.modules["sentence_transformers"], "SentenceTransformer", Offline, raising=False)
    labse._model.cache_clear()  # noqa: SLF001
    with pytest.raises(MissingEncoderError, match="is not on this machine"):
        align(["One."], ["Un."], "en", "fr", "labse")
