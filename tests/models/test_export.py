"""The exported graph computes what the trained model computes, head and all."""

import json

import numpy as np
import pytest

pytest.importorskip("onnx")

from index.bf16 import Bf16Network
from index.encoder import OnnxEncoder
from models.encoder.export import export

TEXTS = ["Hà Nội là thủ đô của Việt Nam.", "Điều 5. Hiệu lực thi hành", "gia vang hom nay"]


def test_the_graph_gives_the_vectors_of_the_model(tmp_path, trained):
    from sentence_transformers import SentenceTransformer

    export(trained, tmp_path / "out", "x", [128, 256])
    encoder = OnnxEncoder(tmp_path / "out")
    exact = SentenceTransformer(str(trained), device="cpu").encode(
        [f"passage: {text}" for text in TEXTS]
    )
    cosines = (encoder.encode_passages(TEXTS) * exact).sum(axis=1)
    assert cosines.min() > 0.99, cosines
    network = Bf16Network(tmp_path / "out" / "model.onnx")
    rows = network.vectors([encoder.tokens(f"passage: {text}") for text in TEXTS])
    assert (rows * exact).sum(axis=1).min() > 0.99
    assert encoder.dimensions == (384, 256, 128)


def test_without_a_head_there_is_none(tmp_path, base):
    export(base, tmp_path / "out", "x")
    card = json.loads((tmp_path / "out" / "encoder.json").read_text("utf-8"))
    assert card["dimensions"] == [384]
    vectors = OnnxEncoder(tmp_path / "out").encode_passages(TEXTS)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
