"""A wider vocabulary: toneless syllables are whole, and start from what they may stand for."""

import json

import numpy as np
import pytest

pytest.importorskip("torch")

from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from index.encoder import bundled
from models.encoder.vocabulary import DRAW, EMBEDDINGS, Forms, forms_of, widen, write

TONED = "Thủ tướng Chính phủ ký Quyết định số 12/QĐ-TTg ngày 01/7/2024, theo luật."
FORMS: Forms = {
    "xyuong": {"xỹưởng": 30, "xyương": 10},  # in no vocabulary, bare or toned
    "xylao": {"xỹlão": 30, "xylao": 30},  # as often a word as it stands
    "xyhiem": {"xỹhiếm": 19},  # too rare
    "luat": {"luật": 97, "luat": 3},  # a piece that is there
}


@pytest.fixture
def tokenizer():
    """The bundled one, with "▁luat" and "▁luật" among its pieces and without "▁xyuong"."""
    found = Tokenizer.from_file(str(bundled("encoder") / "tokenizer.json"))
    pieces = found.get_vocab()
    assert "▁luật" in pieces
    assert "▁xyuong" not in pieces
    facts = json.loads(found.to_str())
    if "▁luat" not in pieces:
        facts["model"]["vocab"].append(["▁luat", -9.0])
        facts["added_tokens"][-1]["id"] += 1
    return Tokenizer.from_str(json.dumps(facts))


@pytest.fixture
def embeddings(tokenizer):
    return np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 4)).astype(np.float32)


def test_forms_are_counted_under_the_toneless_syllable_in_their_case():
    forms = forms_of(["Luật, luật và LUẬT số 5", "luat NGHIÊNG xx"])
    assert forms["Luat"] == {"Luật": 1}
    assert forms["luat"] == {"luật": 1, "luat": 1}
    assert "LUAT" not in forms


def test_a_new_piece_is_the_mean_of_its_toned_forms_by_how_often_they_are_written(
    tokenizer, embeddings
):
    found = widen(tokenizer, embeddings, FORMS)
    assert [piece for piece, _ in found.pieces] == ["▁xyuong"]

    def row(word):
        return embeddings[tokenizer.encode(word, add_special_tokens=False).ids].mean(axis=0)

    # Both forms are of several pieces, and count half: it changes nothing between them.
    expected = (30 * row("xỹưởng") + 10 * row("xyương")) / 40
    np.testing.assert_allclose(found.added, [expected], rtol=1e-5)


def test_a_piece_that_is_there_goes_part_of_the_way_to_what_it_may_stand_for(tokenizer, embeddings):
    found = widen(tokenizer, embeddings, FORMS)
    bare, toned = tokenizer.token_to_id("▁luat"), tokenizer.token_to_id("▁luật")
    expected = (1 - DRAW) * embeddings[bare] + DRAW * embeddings[toned]
    np.testing.assert_allclose(found.drawn[bare], expected, rtol=1e-5)
    as_a_word = widen(tokenizer, embeddings, {"luat": {"luật": 90, "luat": 10}})
    np.testing.assert_array_equal(as_a_word.drawn, embeddings)
    others = np.delete(np.arange(len(embeddings)), bare)
    np.testing.assert_array_equal(found.drawn[others], embeddings[others])


def test_the_written_model_reads_toned_text_as_before_and_toneless_syllables_whole(tmp_path, small):
    count = write(small, tmp_path / "wide", {"xyuong": FORMS["xyuong"]})
    assert count == 1
    before = Tokenizer.from_file(str(small / "tokenizer.json"))
    after = Tokenizer.from_file(str(tmp_path / "wide" / "tokenizer.json"))
    assert after.encode(TONED).ids == before.encode(TONED).ids
    assert after.encode("xyuong", add_special_tokens=False).tokens == ["▁xyuong"]
    assert len(before.encode("xyuong", add_special_tokens=False).tokens) > 1
    rows = load_file(tmp_path / "wide" / "model.safetensors")[EMBEDDINGS]
    old = load_file(small / "model.safetensors")[EMBEDDINGS]
    assert after.token_to_id("<mask>") == len(rows) - 1 == len(old)
    np.testing.assert_array_equal(rows[-1], old[-1])


def test_the_written_model_is_a_model(tmp_path, small):
    from models.encoder.train import open_base

    write(small, tmp_path / "wide", {"xyuong": FORMS["xyuong"]})
    base, wide = (open_base(folder, 64) for folder in (small, tmp_path / "wide"))
    toned = [f"query: {TONED}"]
    np.testing.assert_allclose(wide.encode(toned), base.encode(toned), atol=1e-6)
    assert abs(wide.encode(["query: xyuong"]) - base.encode(["query: xyuong"])).max() > 1e-3


def test_a_table_that_does_not_end_with_the_mask_is_refused(tmp_path, small):
    weights = load_file(small / "model.safetensors")
    weights[EMBEDDINGS] = weights[EMBEDDINGS][:-1]
    save_file(weights, small / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ValueError, match="<mask>"):
        write(small, tmp_path / "wide", {})
    assert not (tmp_path / "wide").exists()
