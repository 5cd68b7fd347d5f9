"""What many tests share: the models, opened once, and an index of the seeds, built once."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from index.build import build
from index.encoder import OnnxEncoder, bundled
from index.store import Index
from index.tones import ToneRestorer

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
