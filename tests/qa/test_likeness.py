"""What is answered does not hang on where an encoder's cosines happen to lie."""

import hashlib

import numpy as np
import pytest

from index.build import build
from qa.assistant import SEEDS, Assistant
from qa.likeness import REFERENCE, RELATED, UNRELATED, as_fitted, scale_of

ASKED = (
    "Nghị quyết số 22 ban hành ngày nào?",
    "nghi quyet 22 ve hoi nhap quoc te do ai ky",
    "Ai phát minh ra bóng đèn điện?",
    "Giá vé tàu cao tốc đi Côn Đảo là bao nhiêu?",
)


class Lifted:
    """The bundled encoder with one direction added to all its vectors, so that all are alike."""

    name = "lifted"
    fingerprint = hashlib.sha256(b"lifted").hexdigest()

    def __init__(self, encoder):
        self.encoder = encoder
        self.dimension, self.dimensions = encoder.dimension, (encoder.dimension,)

    def _lifted(self, vectors):
        rows = vectors.copy()
        rows[:, -1] += 2  # the narrowest of the axes
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def encode_queries(self, texts):
        return self._lifted(self.encoder.encode_queries(texts))

    def encode_passages(self, texts, *, progress=None):
        return self._lifted(self.encoder.encode_passages(texts, progress=progress))


@pytest.fixture(scope="module")
def pair(encoder, restorer, seeds_index, tmp_path_factory):
    other = Lifted(encoder)
    lifted = build(SEEDS, into=tmp_path_factory.mktemp("lifted"), encoder=other).index
    return Assistant(seeds_index, encoder, restorer), Assistant(lifted, other, restorer)


def test_the_reference_encoder_keeps_its_cosines(encoder):
    named = Lifted(encoder)
    named.name = REFERENCE
    assert as_fitted(0.83, named) == 0.83


@pytest.mark.parametrize("which", [0, 1])
def test_every_scale_is_moved_and_stretched_to_that_of_the_reference(pair, which):
    other = pair[which].encoder
    unrelated, related = scale_of(other)
    assert unrelated < 0.1 if which == 0 else unrelated > 0.7
    assert as_fitted(unrelated, other) == pytest.approx(UNRELATED)
    assert as_fitted(related, other) == pytest.approx(RELATED)
    assert as_fitted((unrelated + related) / 2, other) == pytest.approx((UNRELATED + RELATED) / 2)


@pytest.mark.parametrize("question", ASKED)
def test_the_same_is_answered_and_the_same_refused(pair, question):
    plain, lifted = (assistant.ask(question) for assistant in pair)
    assert plain.abstained == lifted.abstained, (plain.confidence, lifted.confidence)


def test_a_model_that_tells_nothing_apart_vouches_for_nothing(encoder):
    class Flat(Lifted):
        def _lifted(self, vectors):
            return np.full_like(vectors, vectors.shape[1] ** -0.5)

    assert as_fitted(1.0, Flat(encoder)) == UNRELATED
