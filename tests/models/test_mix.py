"""A mixture of two stages of a training lies between them, and is a whole model."""

import json
import shutil

import numpy as np
import pytest

pytest.importorskip("torch")

from safetensors.numpy import load_file, save_file

from models.encoder.mix import MODEL, mix

LAYER = "encoder.layer.0.output.dense.weight"


@pytest.fixture
def after(tmp_path, trained):
    """The same a stage later: every weight is one more."""
    folder = tmp_path / "after"
    shutil.copytree(trained, folder)
    weights = {name: value + np.float32(1) for name, value in load_file(folder / MODEL).items()}
    save_file(weights, folder / MODEL, metadata={"format": "pt"})
    return folder


def test_every_weight_is_so_far_on_the_way(tmp_path, trained, after):
    mix(trained, after, 0.25, tmp_path / "mixed")
    old, mixed = load_file(trained / MODEL), load_file(tmp_path / "mixed" / MODEL)
    assert mixed.keys() == old.keys()
    for name, value in mixed.items():
        np.testing.assert_allclose(value, old[name] + 0.25, atol=1e-6, err_msg=name)


def test_the_whole_way_is_the_later_model(tmp_path, trained, after):
    from sentence_transformers import SentenceTransformer

    mix(trained, after, 1.0, tmp_path / "mixed")
    texts = ["query: Hà Nội ở đâu?"]
    models = [SentenceTransformer(str(one), device="cpu") for one in (after, tmp_path / "mixed")]
    np.testing.assert_allclose(models[0].encode(texts), models[1].encode(texts), atol=1e-6)


def test_what_is_no_stage_of_the_same_model_is_refused(tmp_path, trained, after):
    shape = load_file(trained / MODEL)
    save_file(shape | {LAYER: shape[LAYER][:-1]}, after / MODEL, metadata={"format": "pt"})
    with pytest.raises(ValueError, match="shape"):
        mix(trained, after, 0.5, tmp_path / "mixed")

    save_file(shape, after / MODEL, metadata={"format": "pt"})
    modules = json.loads((after / "modules.json").read_text("utf-8"))
    headless = [one for one in modules if not one["type"].endswith(".Dense")]
    (after / "modules.json").write_text(json.dumps(headless), "utf-8")
    with pytest.raises(ValueError, match="turn"):
        mix(trained, after, 0.5, tmp_path / "mixed")

    facts = json.loads((after / "tokenizer.json").read_text("utf-8"))
    facts["model"]["vocab"][-1][0] = "▁xyuong"
    (after / "tokenizer.json").write_text(json.dumps(facts), "utf-8")
    with pytest.raises(ValueError, match="pieces"):
        mix(trained, after, 0.5, tmp_path / "mixed")
    assert not (tmp_path / "mixed").exists()
