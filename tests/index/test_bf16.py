"""Claims about index.bf16: the network of models/encoder once more, computed by torch."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.backend import FAITHFUL
from index.bf16 import BATCH, Bf16Network, batches, read
from index.encoder import bundled
from index.load import load, seed_files
from index.passages import passages_of

SEEDS = Path(__file__).parents[2] / "seeds"
MODEL = bundled("encoder") / "model.onnx"


@pytest.fixture(scope="module")
def network() -> Bf16Network:
    return Bf16Network(MODEL)


@pytest.fixture(scope="module")
def texts(encoder) -> list[list[int]]:
    """The tokens of 60 passages from all over the seeds."""
    documents = [document for file in seed_files(SEEDS) for document in load(file, SEEDS)]
    passages = [passage.text for document in documents for passage in passages_of(document)]
    chosen = passages[:: len(passages) // 60][:60]
    return [encoder.tokens("passage: " + text) for text in chosen]


def test_vectors_are_those_of_onnxruntime(network, texts, encoder):
    cosines = []
    for places in batches([len(text) for text in texts]):
        rows = network.vectors([texts[place] for place in places])
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
        cosines += [row @ encoder.vector(texts[p]) for row, p in zip(rows, places, strict=True)]
    assert len(cosines) == 60
    assert min(cosines) >= FAITHFUL, f"lowest {min(cosines)}"
    assert np.mean(cosines) >= 0.994, f"mean {np.mean(cosines)}"


def test_a_text_of_any_length_has_its_vector(network, texts, encoder):
    words = [token for text in texts for token in text[1:-1]]
    for length in (10, 31, 512):
        text = [0, *words[: length - 2], 2]
        cosine = network.vectors([text])[0] @ encoder.vector(text)
        assert cosine >= FAITHFUL, f"{length} tokens: {cosine}"


def test_a_vector_hardly_depends_on_its_neighbours(network, texts):
    shortest, longest = min(texts, key=len), max(texts, key=len)
    assert len(longest) > 4 * len(shortest)
    alone = network.vectors([shortest])[0]
    for neighbours in ([longest], [shortest, longest, longest], texts[:7]):
        cosine = network.vectors([*neighbours, shortest])[-1] @ alone
        assert cosine > 0.9999, f"beside {[len(text) for text in neighbours]}: {cosine}"


def test_the_same_batch_has_the_same_vectors(network, texts):
    np.testing.assert_array_equal(network.vectors(texts[:9]), network.vectors(texts[:9]))


def test_constants_are_those_the_onnx_package_reads():
    onnx = pytest.importorskip("onnx")
    from onnx import numpy_helper

    graph = onnx.load(str(MODEL)).graph
    constants, heads = read(MODEL)
    assert sorted(constants) == sorted(tensor.name for tensor in graph.initializer)
    for tensor in graph.initializer:
        expected = numpy_helper.to_array(tensor)
        assert constants[tensor.name].dtype == expected.dtype, tensor.name
        np.testing.assert_array_equal(constants[tensor.name], expected, err_msg=tensor.name)
    assert {
        setting.i
        for node in graph.node
        for setting in node.attribute
        if setting.name == "num_heads"
    } == {heads}


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: b"", id="empty"),
        pytest.param(lambda content: b"no model at all", id="another file"),
        pytest.param(lambda content: content[: len(content) // 2], id="cut"),
        pytest.param(lambda content: content.replace(b"num_heads", b"num_tails"), id="no heads"),
        pytest.param(
            lambda content: content.replace(b".joined.scale", b".joined.stale"), id="name"
        ),
    ],
)
def test_another_file_is_refused(tmp_path, damage):
    file = tmp_path / "model.onnx"
    file.write_bytes(damage(MODEL.read_bytes()))
    with pytest.raises((LookupError, ValueError)):
        Bf16Network(file)


@given(st.lists(st.integers(2, 512), max_size=300))
def test_every_text_is_in_one_batch_and_no_batch_is_too_large(lengths):
    found = list(batches(lengths))
    assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
    for batch in found:
        assert batch
        assert len(batch) * max(lengths[place] for place in batch) <= BATCH


def test_padding_is_little():
    lengths = [int(length) for length in np.random.default_rng(0).integers(20, 220, size=1000)]
    padded = sum(len(batch) * max(lengths[place] for place in batch) for batch in batches(lengths))
    assert padded < 1.02 * sum(lengths), f"{padded} tokens for {sum(lengths)}"
