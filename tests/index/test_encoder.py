"""Claims about index.encoder and the model in models/encoder."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.backend import FAITHFUL, Choice, Processor, Rates
from index.encoder import (
    Encoder,
    OnnxEncoder,
    SentenceTransformersEncoder,
    as_embeddings,
    bundled,
    open_encoder,
)
from index.errors import EncoderError

CAPITAL = "Hà Nội là thủ đô của nước Cộng hòa xã hội chủ nghĩa Việt Nam."
CAPITAL_AGAIN = "Thủ đô của Việt Nam là thành phố Hà Nội."
GOLD = "Giá vàng miếng sáng nay tăng thêm 500.000 đồng mỗi lượng."
TEXTS = [CAPITAL, GOLD, "", "Điều 5. " * 300, "a", CAPITAL_AGAIN]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder(bundled("encoder"))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Path:
    """A BertModel of one random layer with our tokenizer, as transformers saves it."""
    import torch
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(bundled("encoder") / "tokenizer.json"),
        pad_token="<pad>",
        model_max_length=64,
    )
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        pad_token_id=1,
    )
    BertModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_vectors_have_unit_length(encoder):
    for matrix in (encoder.encode_queries(TEXTS), encoder.encode_passages(TEXTS)):
        assert matrix.shape == (len(TEXTS), encoder.dimension)
        assert matrix.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-5)


def test_a_query_is_not_encoded_as_a_passage(encoder):
    cosine = encoder.encode_queries([CAPITAL])[0] @ encoder.encode_passages([CAPITAL])[0]
    assert cosine < 0.999, f"the prefixes make no difference: cosine {cosine}"


def test_what_means_the_same_is_nearer_than_what_does_not(encoder):
    question = encoder.encode_queries(["Thủ đô của Việt Nam là gì?"])[0]
    same, again, other = encoder.encode_passages([CAPITAL, CAPITAL_AGAIN, GOLD])
    assert same @ again > same @ other + 0.05, f"got {same @ again} and {same @ other}"
    assert question @ same > question @ other + 0.05, f"got {question @ same}, {question @ other}"


def test_a_vector_depends_on_its_text_alone_and_rows_keep_the_order(encoder):
    many = [f"{text} {number}" for number in range(25) for text in TEXTS[:4]]
    together = encoder.encode_passages(many)
    for row in (0, 1, 63, 64, 99):
        alone = encoder.encode_passages([many[row]])[0]
        assert np.array_equal(together[row], alone), f"row {row} differs: {together[row] @ alone}"
    np.testing.assert_array_equal(encoder.encode_passages(many[::-1]), together[::-1])


def test_long_text_is_cut_at_the_limit(encoder):
    long = "Ủy ban nhân dân tỉnh ban hành quyết định. " * 200
    assert len(encoder.tokens("passage: " + long)) == encoder.max_tokens == 512
    whole, longer = encoder.encode_passages([long, long + GOLD])
    np.testing.assert_array_equal(whole, longer)


def test_no_texts_give_no_rows(encoder):
    assert encoder.encode_queries([]).shape == (0, encoder.dimension)
    assert encoder.encode_passages([]).shape == (0, encoder.dimension)


def test_progress_counts_up_to_all(encoder):
    seen: list[int] = []
    encoder.encode_passages(["a"] * 130, progress=seen.append)
    assert seen == sorted(seen), f"got {seen}"
    assert seen[-1] == 130, f"got {seen}"


@pytest.fixture
def alone(tmp_path, monkeypatch) -> OnnxEncoder:
    """An encoder that has chosen nothing yet, and a user whose cache is empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("HOIDAP_BACKEND", raising=False)
    return OnnxEncoder(bundled("encoder"))


MANY = [f"{text} Số {number}." for number in range(70) for text in (CAPITAL, GOLD, "Điều 5.", "a")]


def test_many_passages_are_encoded_in_bf16_when_asked_for(encoder, alone, monkeypatch):
    monkeypatch.setenv("HOIDAP_BACKEND", "bf16")
    seen: list[int] = []
    matrix = alone.encode_passages(MANY, progress=seen.append)
    assert seen == sorted(seen), f"got {seen}"
    assert seen[-1] == len(MANY), f"got {seen}"
    rows = range(0, len(MANY), 9)
    expected = encoder.encode_passages([MANY[row] for row in rows])
    cosines = (matrix[list(rows)] * expected).sum(axis=1)
    assert cosines.min() >= FAITHFUL, f"got {cosines}"
    assert not np.array_equal(matrix[list(rows)], expected), "int8 encoded them"
    # Either backend serves an index: it is the same encoder.
    assert alone.fingerprint == encoder.fingerprint


def test_few_passages_have_the_same_vectors_whatever_was_encoded_before(
    encoder, alone, monkeypatch
):
    monkeypatch.setenv("HOIDAP_BACKEND", "bf16")
    alone.encode_passages(MANY)
    np.testing.assert_array_equal(alone.encode_passages(TEXTS), encoder.encode_passages(TEXTS))
    np.testing.assert_array_equal(alone.encode_queries(TEXTS), encoder.encode_queries(TEXTS))


def test_what_is_faster_here_is_measured_once(alone, tmp_path, monkeypatch):
    with_units = Processor("with units", ("amx_bf16",))
    monkeypatch.setattr("index.backend.this_processor", lambda: with_units)
    choice = alone.choice(MANY)
    assert choice.reason == "measured"
    assert choice.rates is not None
    assert min(choice.rates.int8, choice.rates.bf16) > 0
    assert FAITHFUL <= choice.rates.cosine < 1, f"got {choice.rates}"
    assert choice.backend == choice.rates.best
    assert alone.choice(MANY) is choice
    again = OnnxEncoder(bundled("encoder")).choice(MANY)
    assert again == Choice(choice.backend, "remembered", choice.rates)


@pytest.mark.parametrize("best", ["int8", "bf16"])
def test_the_faster_one_is_used(alone, monkeypatch, best):
    monkeypatch.setattr("index.backend.this_processor", lambda: Processor("", ("amx_bf16",)))
    rates = Rates(60, 150 if best == "bf16" else 50, 0.9986)
    monkeypatch.setattr("index.backend.measure", lambda int8, bf16, texts: rates)
    matrix = alone.encode_passages(MANY)
    monkeypatch.setenv("HOIDAP_BACKEND", best)
    expected = OnnxEncoder(bundled("encoder")).encode_passages(MANY)
    np.testing.assert_array_equal(matrix, expected)


def test_a_model_by_another_hand_stays_int8(alone, monkeypatch, tmp_path):
    monkeypatch.setattr("index.backend.this_processor", lambda: Processor("", ("amx_bf16",)))
    monkeypatch.setattr("index.bf16.read", lambda model: ({}, 12))
    choice = alone.choice(MANY)
    assert choice.backend == "int8"
    assert "KeyError" in choice.reason


def test_files_are_those_the_card_describes():
    card = json.loads((bundled("encoder") / "encoder.json").read_text("utf-8"))
    for file, facts in card["files"].items():
        data = (bundled("encoder") / file).read_bytes()
        assert hashlib.sha256(data).hexdigest() == facts["sha256"], (
            f"{file} is not the exported one"
        )
    assert card["files"]["model.onnx"]["bytes"] <= 40_000_000


def test_the_bundled_model_is_the_default(encoder, monkeypatch):
    monkeypatch.delenv("HOIDAP_ENCODER", raising=False)
    assert open_encoder().fingerprint == encoder.fingerprint


def test_fingerprint_follows_what_decides_the_vectors_and_not_the_name(encoder, tmp_path):
    def fingerprint(**changes: str) -> str:
        folder = _copy(tmp_path / "-".join(["copy", *changes]))
        card = json.loads((folder / "encoder.json").read_text("utf-8"))
        (folder / "encoder.json").write_text(json.dumps(card | changes), encoding="utf-8")
        return OnnxEncoder(folder).fingerprint

    assert fingerprint() == encoder.fingerprint
    assert fingerprint(name="khác") == encoder.fingerprint
    assert fingerprint(query_prefix="") != encoder.fingerprint


def test_langchain_gets_the_same_vectors(encoder):
    from langchain_core.embeddings import Embeddings

    embeddings = as_embeddings(encoder)
    assert isinstance(embeddings, Embeddings)
    np.testing.assert_allclose(
        embeddings.embed_documents([CAPITAL, GOLD]), encoder.encode_passages([CAPITAL, GOLD])
    )
    np.testing.assert_allclose(embeddings.embed_query(GOLD), encoder.encode_queries([GOLD])[0])


# Version 5 says that version 6 will ask for trust_remote_code; constraints.txt stays below it.
@pytest.mark.filterwarnings("ignore:Loading custom module:FutureWarning")
def test_sentence_transformers_gets_the_same_vectors(encoder):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(bundled("encoder")))
    queries, passages = encoder.encode_queries(TEXTS), encoder.encode_passages(TEXTS)
    for name, theirs, ours in [
        ("encode_query", model.encode_query(TEXTS), queries),
        ("encode_document", model.encode_document(TEXTS), passages),
        ("prompt query", model.encode(TEXTS, prompt_name="query"), queries),
        ("prompt passage", model.encode(TEXTS, prompt_name="passage"), passages),
    ]:
        cosines = (theirs * ours).sum(axis=1)
        assert cosines.min() > 0.9999, f"{name}: {cosines}"


def test_a_model_folder_is_opened_by_the_environment(tiny, monkeypatch):
    monkeypatch.setenv("HOIDAP_ENCODER", str(tiny))
    opened = open_encoder()
    assert isinstance(opened, SentenceTransformersEncoder)
    assert opened.dimension == 16
    matrix = opened.encode_passages(TEXTS)
    np.testing.assert_allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(matrix[1], opened.encode_passages([GOLD])[0], atol=1e-5)
    assert opened.encode_queries([]).shape == (0, 16)
    assert len(opened.fingerprint) == 64


def test_fingerprint_of_a_folder_follows_its_weights(tiny, tmp_path):
    import torch
    from transformers import BertModel

    moved = shutil.copytree(tiny, tmp_path / "moved")
    assert open_encoder(str(moved)).fingerprint == open_encoder(str(tiny)).fingerprint
    body = BertModel.from_pretrained(moved)
    with torch.no_grad():
        body.embeddings.word_embeddings.weight[7, 3] += 1
    body.save_pretrained(moved)
    assert open_encoder(str(moved)).fingerprint != open_encoder(str(tiny)).fingerprint


@pytest.mark.parametrize(("folder", "prefixed"), [("e5-tiny", True), ("bert-tiny", False)])
def test_e5_models_get_their_prefixes(tiny, tmp_path, folder, prefixed):
    opened = open_encoder(str(shutil.copytree(tiny, tmp_path / folder)))
    query, passage = opened.encode_queries([GOLD])[0], opened.encode_passages([GOLD])[0]
    assert np.allclose(query, passage, atol=1e-5) is not prefixed


def test_a_models_own_prompts_are_used(tiny, tmp_path):
    from sentence_transformers import SentenceTransformer

    prompts = {"query": "hỏi: ", "document": "đáp: "}
    SentenceTransformer(str(tiny), prompts=prompts).save(str(tmp_path), create_model_card=False)
    opened, plain = open_encoder(str(tmp_path)), open_encoder(str(tiny))
    expected = plain.encode_passages(["hỏi: " + GOLD, "đáp: " + GOLD])
    got = [opened.encode_queries([GOLD])[0], opened.encode_passages([GOLD])[0]]
    np.testing.assert_allclose(got, expected, atol=1e-5)


def test_a_missing_folder_is_said_to_be_missing(tmp_path):
    with pytest.raises(EncoderError, match=r"Không có thư mục mô hình .*khong-co.*HOIDAP_ENCODER"):
        open_encoder(str(tmp_path / "khong-co"))


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(EncoderError, match="không chứa mô hình nào"):
        open_encoder(str(tmp_path))


def test_an_unknown_name_is_named_with_the_remedy(monkeypatch):
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderError, match=r"«khong-ai/khong-co».*mạng.*HOIDAP_ENCODER"):
        open_encoder("khong-ai/khong-co")


def test_a_cut_model_is_damaged(tmp_path):
    folder = _copy(tmp_path / "cut")
    with (folder / "model.onnx").open("r+b") as file:
        file.truncate(1000)
    with pytest.raises(EncoderError, match=r"model\.onnx.*bị hỏng: dài 1000 byte"):
        open_encoder(str(folder))


def test_a_scrambled_model_is_damaged(tmp_path):
    folder = _copy(tmp_path / "scrambled")
    with (folder / "model.onnx").open("r+b") as file:
        file.write(b"\xff" * 4096)
    with pytest.raises(EncoderError, match="bị hỏng, không mở được"):
        open_encoder(str(folder))


def test_the_card_says_what_vectors_may_be_cut_to(encoder, tiny, tmp_path):
    assert encoder.dimensions == (384, 256, 128)
    assert SentenceTransformersEncoder(str(tiny)).dimensions == (16,)
    folder = _copy(tmp_path / "cuttable")
    card = json.loads((folder / "encoder.json").read_text("utf-8"))
    (folder / "encoder.json").write_text(json.dumps({**card, "dimensions": [64, 384]}))
    assert OnnxEncoder(folder).dimensions == (384, 64)


def test_a_missing_file_is_named(tmp_path):
    folder = _copy(tmp_path / "missing")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(EncoderError, match=r"thiếu tệp.*tokenizer\.json"):
        open_encoder(str(folder))


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        (
            "import index.encoder",
            ["onnxruntime", "tokenizers", "torch", "transformers", "langchain_core"],
        ),
        (
            "from index.encoder import open_encoder; open_encoder().encode_passages(['a', 'b'])",
            ["torch", "transformers", "sentence_transformers", "langchain_core", "onnx"],
        ),
        (
            # Whatever the machine and the wish: neither questions nor few passages are worth it.
            "import os; os.environ['HOIDAP_BACKEND'] = 'bf16'\n"
            "from index.encoder import BULK, open_encoder; encoder = open_encoder()\n"
            "encoder.encode_passages(['a'] * (BULK - 1)); encoder.encode_queries(['a'] * BULK)",
            ["torch", "onnx"],
        ),
    ],
    ids=["import", "use", "few"],
)
def test_heavy_libraries_stay_out(code, absent):
    report = f"{code}\nimport sys\nprint([name for name in {absent} if name in sys.modules])"
    root = Path(__file__).parents[2]
    environment = {k: v for k, v in os.environ.items() if k != "HOIDAP_ENCODER"}
    run = subprocess.run(
        [sys.executable, "-c", report],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env=environment | {"PYTHONPATH": str(root)},
    )
    assert run.stdout.strip() == "[]", f"imported: {run.stdout}"


@pytest.mark.skipif("HOIDAP_ENCODER_BASE" not in os.environ, reason="needs the model before int8")
def test_bytes_cost_little(encoder):
    """Cosine to the exact model: 0.992 on average over 1,000 passages, see models/encoder."""
    from sentence_transformers import SentenceTransformer

    exact = SentenceTransformer(os.environ["HOIDAP_ENCODER_BASE"], device="cpu")
    for text in (CAPITAL, GOLD, CAPITAL_AGAIN):
        cosine = encoder.encode_passages([text])[0] @ exact.encode(text, prompt="passage: ")
        assert cosine > 0.985, f"{text}: {cosine}"


def _copy(folder: Path) -> Path:
    folder.mkdir()
    for file in ("encoder.json", "model.onnx", "tokenizer.json"):
        shutil.copyfile(bundled("encoder") / file, folder / file)
    return folder


def test_both_kinds_are_encoders(encoder, tiny):
    encoders: list[Encoder] = [encoder, SentenceTransformersEncoder(str(tiny))]
    card = json.loads((bundled("encoder") / "encoder.json").read_text("utf-8"))
    assert [e.name for e in encoders] == [card["name"], str(tiny)]
