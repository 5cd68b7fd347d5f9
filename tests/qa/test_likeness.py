"""What is answered does not hang on where an encoder's cosines happen to lie."""

import hashlib

import numpy as np
import pytest

from index.build import build
from qa.assistant import SEEDS, Assistant
from qa.likeness import RELATED, UNRELATED, as_fitted, scale_of

ASKED = (
    "Nghị quyết số 22 ban hành ngày nào?",
    "nghi quyet 22 ve hoi nhap quoc te do ai ky",
    "Ai phát minh ra bóng đèn điện?",
    "Giá vé tàu cao tốc đi Côn Đảo là bao nhiêu?",
)


class Centred:
    """The bundled encoder seen from the middle of its vectors: the same order, other cosines."""

    name = "centred"
    fingerprint = hashlib.sha256(b"centred").hexdigest()

    def __init__(self, encoder, middle):
        self.encoder, self.middle = encoder, middle
        self.dimension, self.dimensions = encoder.dimension, encoder.dimensions

    def _centred(self, vectors):
        rows = vectors - 0.95 * self.middle
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def encode_queries(self, texts):
        return self._centred(self.encoder.encode_queries(texts))

    def encode_passages(self, texts, *, progress=None):
        return self._centred(self.encoder.encode_passages(texts, progress=progress))


@pytest.fixture(scope="module")
def pair(encoder, restorer, seeds_index, tmp_path_factory):
    middle = seeds_index.vectors(np.arange(len(seeds_index))).mean(axis=0)
    other = Centred(encoder, middle)
    centred = build(SEEDS, into=tmp_path_factory.mktemp("centred"), encoder=other).index
    return Assistant(seeds_index, encoder, restorer), Assistant(centred, other, restorer)


def test_the_numbers_are_those_of_the_bundled_encoder(encoder):
    assert scale_of(encoder) == pytest.approx((UNRELATED, RELATED), abs=0.003)
    assert as_fitted(0.83, encoder) == 0.83


def test_another_scale_is_moved_and_stretched_to_the_fitted_one(pair):
    other = pair[1].encoder
    unrelated, related = scale_of(other)
    assert unrelated < 0.4, "the middle was not taken away"
    assert as_fitted(unrelated, other) == pytest.approx(UNRELATED)
    assert as_fitted(related, other) == pytest.approx(RELATED)
    assert as_fitted((unrelated + related) / 2, other) == pytest.approx((UNRELATED + RELATED) / 2)


@pytest.mark.parametrize("question", ASKED)
def test_the_same_is_answered_and_the_same_refused(pair, question):
    plain, centred = (assistant.ask(question) for assistant in pair)
    assert plain.abstained == centred.abstained, (plain.confidence, centred.confidence)


def test_a_model_that_tells_nothing_apart_vouches_for_nothing(encoder):
    class Flat(Centred):
        def _centred(self, vectors):
            return np.full_like(vectors, vectors.shape[1] ** -0.5)

    assert as_fitted(1.0, Flat(encoder, 0)) == UNRELATED
