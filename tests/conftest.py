"""What many tests share: the models, opened once, and an index of the seeds, built once."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from index.build import build
from index.encoder import OnnxEncoder, bundled
from index.store import Index
from index.tones import ToneRestorer
from qa.network import ReaderNetwork

SEEDS = Path(__file__).resolve().parent.parent / "seeds"

# Whoever runs the tests may have encoded our texts before; test_vectors.py has files of its own.
os.environ["HOIDAP_VECTOR_CACHE"] = "off"

# A busy machine is no fault of the code: pytest's own timeout stops what hangs.
settings.register_profile("hoidap", deadline=None)
settings.load_profile("hoidap")


@pytest.fixture(scope="session")
def encoder() -> OnnxEncoder:
    return OnnxEncoder(bundled("encoder"))


@pytest.fixture(scope="session")
def restorer() -> ToneRestorer:
    return ToneRestorer.load(bundled("tones"))


@pytest.fixture(scope="session")
def seeds_index_folder(tmp_path_factory, encoder) -> Path:
    """Where the index of the seeds is; tests only read it."""
    folder = tmp_path_factory.mktemp("seeds") / "index"
    build(SEEDS, into=folder, encoder=encoder)
    return folder


@pytest.fixture(scope="session")
def seeds_index(seeds_index_folder, encoder) -> Index:
    return Index.load(seeds_index_folder, encoder)


@pytest.fixture(scope="session")
def reader_folder(tmp_path_factory) -> Path:
    """A reader of two narrow layers, as train.py writes it, and as it is shipped, in "onnx"."""
    pytest.importorskip("onnx")
    torch = pytest.importorskip("torch")
    from tokenizers import Tokenizer
    from transformers import BertConfig, BertModel

    from models.reader.export import export
    from models.reader.train import ReaderModel, save

    tokenizer = bundled("encoder") / "tokenizer.json"
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=Tokenizer.from_file(str(tokenizer)).get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        initializer_range=0.3,
        layer_norm_eps=1e-12,
    )
    reader = ReaderModel(BertModel(config, add_pooling_layer=False))
    torch.nn.init.normal_(reader.span.weight, std=0.5)
    torch.nn.init.normal_(reader.answerable.weight, std=0.5)
    torch.nn.init.constant_(reader.answerable.bias, 0.25)
    folder = tmp_path_factory.mktemp("reader")
    save(reader, tokenizer, folder)
    export(folder, folder / "onnx", "tiny")
    return folder


@pytest.fixture(scope="session")
def network(reader_folder) -> ReaderNetwork:
    return ReaderNetwork.open(reader_folder / "onnx")
