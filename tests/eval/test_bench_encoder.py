"""The models are compared on the same texts, and a killed comparison goes on."""

import gzip
import json
import math
import os
from pathlib import Path

import numpy as np
import pytest

from eval.bench_encoder import HEAD, Collection, Contest, dressed, main, read_collection
from eval.questions import CollectionPassage, RetrievalQuestion
from index.encoder import OnnxEncoder, SentenceTransformersEncoder, bundled
from index.errors import EvalError
from index.lexical import LexicalIndex
from index.text import canonical, fold
from qa.question import understand
from qa.retrieve import DENSE_WEIGHT

PASSAGES = [
    CollectionPassage(
        "bridge", "Cầu Bến Ngự", "Cầu dài 486 mét, rộng 12 mét, hoàn thành năm 2019."
    ),
    CollectionPassage("tea", "Hợp tác xã Sương Mai", "Vụ xuân thu hoạch 412 tấn chè búp tươi."),
    CollectionPassage("books", "Thư viện huyện", "Mỗi bạn đọc được mượn năm cuốn sách một lần."),
    CollectionPassage("school", "Trường Lê Lợi", "Năm học mới có 1.250 học sinh và 64 giáo viên."),
    # Only words see its end.
    CollectionPassage("market", "Chợ", "Chợ họp hằng ngày. " * 50 + "Ban quản lý đóng ở phố Mía."),
]
QUESTIONS = [
    RetrievalQuestion("q1", "Chiếc cầu dài bao nhiêu mét?", frozenset({"bridge"})),
    RetrievalQuestion("q2", "Sản lượng chè của hợp tác xã là bao nhiêu?", frozenset({"tea"})),
    RetrievalQuestion("q3", "Được mượn mấy cuốn sách?", frozenset({"books", "school"})),
    RetrievalQuestion("q4", "Ban quản lý phố Mía đóng ở đâu?", frozenset({"market"})),
]
# Each with every passage for its gold in turn, so that the whole ranking shows.
EVERY = [
    RetrievalQuestion(f"{question.id}-{passage.id}", question.text, frozenset({passage.id}))
    for question in QUESTIONS
    for passage in PASSAGES
]


@pytest.fixture(autouse=True)
def _backend(monkeypatch):
    """What main sets is taken back."""
    monkeypatch.setenv("HOIDAP_BACKEND", "auto")


@pytest.fixture
def contest(encoder, restorer, tmp_path) -> Contest:
    return Contest(
        Collection("viquad", PASSAGES, EVERY),
        encoders={"int8": encoder},
        restorer=restorer,
        directory=tmp_path,
    )


def heads() -> list[str]:
    return [canonical(f"{one.title}\n{one.text[:700]}") for one in PASSAGES]


def understood(restorer, form: str):
    lexical = LexicalIndex.build([f"{one.title}\n{one.text}" for one in PASSAGES])
    texts = [q.text if form == "toned" else fold(q.text) for q in QUESTIONS]
    return lexical, [understand(text, restorer=restorer, lexical=lexical) for text in texts]


def judged(scores) -> dict[str, list[float]]:
    """The measures of EVERY, from a table of scores, questions × passages; of 0 is not found."""
    values: dict[str, list[float]] = {"recall@1": [], "recall@10": [], "mrr": [], "ndcg@10": []}
    for row in scores:
        order = sorted(range(len(row)), key=lambda n: -row[n])
        for gold, score in enumerate(row):
            place = order.index(gold)
            values["recall@1"].append(float(place == 0 and score != 0))
            values["recall@10"].append(float(score != 0))
            values["mrr"].append(score != 0 and 1 / (place + 1))
            values["ndcg@10"].append(score != 0 and 1 / math.log2(place + 2))
    return values


def check(values, expected) -> None:
    assert values.keys() == expected.keys()
    for form in expected:
        for measure, column in expected[form].items():
            assert values[form][measure] == pytest.approx([float(value) for value in column]), (
                f"{form}, {measure}"
            )


@pytest.mark.parametrize(
    ("name", "dimension"), [("int8", 384), ("int8-256", 256), ("int8-128", 128)]
)
def test_vectors_are_cut_and_ranked_by_cosine(contest, encoder, restorer, name, dimension):
    typed = {
        "toned": [question.text for question in understood(restorer, "toned")[1]],
        "toneless": [fold(question.text) for question in QUESTIONS],
        "restored": [question.text for question in understood(restorer, "restored")[1]],
    }
    assert typed["toneless"][2] == "duoc muon may cuon sach?"
    assert typed["restored"][2].startswith("được mượn")
    passages = encoder.encode_passages(heads())[:, :dimension]
    passages /= np.linalg.norm(passages, axis=1, keepdims=True)
    expected = {}
    for form, texts in typed.items():
        queries = encoder.encode_queries(texts)[:, :dimension]
        # The length of a question's vector does not change its ranking.
        expected[form] = judged(queries @ passages.T)
    check(contest.values(name), expected)


def test_every_vector_is_of_the_heading_and_the_first_characters(contest, encoder):
    assert HEAD == 700
    assert "phố Mía" in PASSAGES[4].text
    assert "phố Mía" not in heads()[4]
    np.testing.assert_array_equal(contest.vectors("int8"), encoder.encode_passages(heads()))


def test_words_see_the_whole_text_and_are_always_read_as_the_product_does(contest, restorer):
    values = contest.values("bm25")
    assert list(values) == ["toned", "restored"]
    assert values["toned"]["mrr"][-1] == 1, "the end of the long passage is not found"
    expected = {}
    for form in values:
        lexical, questions = understood(restorer, form)
        scores = np.array([lexical.scores(question.terms) for question in questions])
        assert (scores == 0).any()
        expected[form] = judged(scores)
    check(values, expected)


def test_the_hybrid_adds_standard_scores_of_both(contest, encoder, restorer):
    values = contest.values("hybrid")
    passages = encoder.encode_passages(heads())
    expected = {}
    for form in ("toned", "restored"):
        lexical, questions = understood(restorer, form)
        rows = []
        for question in questions:
            dense = passages @ encoder.encode_queries([question.text])[0]
            words = lexical.scores(question.terms)
            some = words[words > 0] if sum(words > 0) > 1 else words
            standard = (dense - dense.mean()) / dense.std()
            spread = some.std() if len(some) and some.std() > 1e-6 else math.inf
            worded = (words - some.mean()) / spread if len(some) else 0 * words
            rows.append(DENSE_WEIGHT * standard + (1 - DENSE_WEIGHT) * worded)
        expected[form] = judged(np.array(rows))
    check(values, expected)


def test_the_products_search_cuts_long_articles_into_windows(contest):
    values = contest.values("product")
    assert list(values) == ["toned", "restored"]
    assert values["toned"]["mrr"][-1] == 1, "the end of the long passage is not found"
    assert set(values["toned"]) == {"recall@1", "recall@10", "mrr", "ndcg@10"}


def test_a_question_that_finds_nothing_stays(encoder, restorer, tmp_path):
    questions = [*QUESTIONS[:1], RetrievalQuestion("q", "xyzzy plugh", frozenset({"tea"}))]
    contest = Contest(
        Collection("viquad", PASSAGES, questions),
        encoders={"int8": encoder},
        restorer=restorer,
        directory=tmp_path,
    )
    assert contest.values("bm25")["toned"]["recall@10"] == [1, 0]


# ------------------------------------------------------------------------------- from end to end


@pytest.fixture
def data(tmp_path) -> Path:
    def write(name, rows):
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    passages = [{"id": p.id, "title": p.title, "text": p.text} for p in PASSAGES]
    questions = [
        {"id": q.id, "question": q.text, "passage_ids": sorted(q.passage_ids)} for q in QUESTIONS
    ]
    beside = [{"id": f"w{n}", "title": f"Bài {n}", "text": f"Làng số {n}."} for n in range(9)]
    write("dev/viquad_dev.passages.jsonl.gz", passages)
    write("train/viwiki_passages.jsonl.gz", beside)
    write("dev/alqac_articles.jsonl.gz", [*passages, *beside[:2]])
    write("scale/phapdien.jsonl.gz", [*beside, *passages])
    for name in ("viquad", "alqac", "zalo"):
        write(f"dev/{name}_dev.questions.jsonl.gz", questions)
    return tmp_path / "data"


@pytest.fixture
def run(data, tmp_path):
    def run(*arguments, timed=0):
        files = ["--cache", tmp_path / "cache", "--json", tmp_path / "results" / "encoder.json"]
        given = ["--data", data, *files, "--timed", timed, "--distractors", 5, *arguments]
        return main([str(one) for one in given])

    return run


@pytest.fixture
def encoded(monkeypatch) -> list[str]:
    """The passages that the shipped encoder was given, in all."""
    texts: list[str] = []
    encode = OnnxEncoder.encode_passages

    def listening(self, some, **others):
        texts.extend(some)
        return encode(self, some, **others)

    monkeypatch.setattr(OnnxEncoder, "encode_passages", listening)
    return texts


def results(tmp_path):
    return json.loads((tmp_path / "results" / "encoder.json").read_text("utf-8"))


def test_all_collections_are_searched_and_all_is_written(run, tmp_path, capsys):
    assert run() == 0
    assert os.environ["HOIDAP_BACKEND"] == "int8"
    written = results(tmp_path)
    sizes = {name: one["passages"] for name, one in written["collections"].items()}
    assert sizes == {"viquad": 5, "viquad-wiki": 10, "alqac": 7, "zalo": 14}
    for one in written["collections"].values():
        assert list(one["figures"]) == ["int8", "int8-256", "int8-128", "bm25", "hybrid"]
        assert one["questions"] == 4
    assert "legs" not in written["collections"]["zalo"]
    assert sum(written["collections"]["alqac"]["legs"].values()) == 4
    assert str(tmp_path) not in json.dumps(written)
    out = capsys.readouterr().out
    assert "| toned | BM25 | 1.000 [1.000, 1.000] |" in out
    assert "| restored | hybrid of int8 and BM25 |" in out
    assert "Chiếc cầu dài bao nhiêu mét?" in out


def test_the_law_may_be_drawn_from_and_keeps_what_answers(data):
    whole = read_collection("zalo", data, 0)
    drawn = read_collection("zalo", data, 0, 7)
    gold = {one for question in QUESTIONS for one in question.passage_ids}
    kept = [passage.id for passage in drawn.passages]
    assert len(kept) == 7
    assert gold <= set(kept)
    assert kept == [passage.id for passage in whole.passages if passage.id in kept]
    assert kept == [passage.id for passage in read_collection("zalo", data, 0, 7).passages]
    assert drawn.key != whole.key


def test_parts_are_run_one_by_one_and_shown_together(run, tmp_path, encoded):
    assert run("--collections", "viquad", "--models", "bm25") == 0
    assert list(results(tmp_path)["collections"]["viquad"]["figures"]) == ["bm25"]
    assert len(encoded) == 5
    assert run("--collections", "zalo,viquad", "--models", "int8", "--product") == 0
    both = results(tmp_path)["collections"]
    assert {name: list(one["figures"]) for name, one in both.items()} == {
        "viquad": ["int8", "bm25", "product"],
        "zalo": ["int8", "product"],
    }
    # The heads of the first collection are known; its windows are not.
    windows = 5 + 1
    assert len(encoded) == 5 + windows + 14 + (9 + windows)


def test_a_run_that_was_killed_goes_on(run, tmp_path, encoded, monkeypatch):
    with monkeypatch.context() as patch:
        listening = OnnxEncoder.encode_passages

        def killed(self, some, **others):
            if any("Làng số 8" in text for text in some):
                raise KeyboardInterrupt
            return listening(self, some, **others)

        patch.setattr(OnnxEncoder, "encode_passages", killed)
        with pytest.raises(KeyboardInterrupt):
            run("--collections", "viquad,alqac,zalo")
    assert not (tmp_path / "results").exists()
    assert len(encoded) == 5 + 7
    assert run("--collections", "zalo", "--models", "hybrid") == 0
    assert len(encoded) == 5 + 7 + 14
    assert {
        name: len(one["figures"]) for name, one in results(tmp_path)["collections"].items()
    } == {
        "viquad": 5,
        "alqac": 5,
        "zalo": 1,
    }
    assert run("--collections", "viquad,alqac,zalo") == 0
    assert len(encoded) == 5 + 7 + 14
    assert len(results(tmp_path)["collections"]["zalo"]["figures"]) == 5


def test_the_models_are_timed_and_weighed(run, tmp_path, capsys):
    assert run("--collections", "viquad", "--models", "int8", timed=6) == 0
    (speed,) = results(tmp_path)["speed"]["models"].values()
    assert speed["passages_per_second"] > 0
    assert 60 < speed["peak_memory_mb"] < 1000, "the weights alone are 33 MB"
    assert "| 6 passages of about 100 tokens |" in capsys.readouterr().out


# -------------------------------------------------------------------------------- what is missing


def test_without_data_it_says_what_is_needed(tmp_path, capsys):
    assert main([]) == 2
    said = capsys.readouterr().err
    assert said.startswith("eval.bench_encoder: Chưa cho biết thư mục dữ liệu. Cần một thư mục có ")
    assert "make bench-encoder DATA=" in said
    assert main(["--data", str(tmp_path)]) == 2
    assert f"{tmp_path} không phải thư mục dữ liệu. Cần" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["--collections", "viquad,squad"], "--collections chỉ nhận viquad, viquad-wiki, alqac, "
         "zalo, không có squad."),
        (["--models", ","], "không có gì."),
        (["--models", "bm25,base"], "Muốn đo “base” cần thư mục mô hình: --base THƯ_MỤC."),
    ],
    ids=["unknown", "nothing", "no_weights"],
)  # fmt: skip
def test_what_cannot_be_measured_is_said_before_anything_is(
    run, tmp_path, capsys, arguments, fault
):
    assert run(*arguments) == 2
    assert fault in capsys.readouterr().err
    assert not (tmp_path / "cache").exists()


def test_a_file_that_is_missing_is_named(run, data, capsys):
    (data / "scale" / "phapdien.jsonl.gz").unlink()
    assert run("--collections", "zalo") == 2
    assert "phapdien.jsonl.gz" in capsys.readouterr().err


# ----------------------------------------------------------------------------------- base models


@pytest.fixture(scope="module")
def bert(tmp_path_factory) -> Path:
    """A random BertModel of one layer in 16 bits, saved as the base is: without a pooling layer."""
    import torch
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(bundled("encoder") / "tokenizer.json"), pad_token="<pad>"
    )
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        pad_token_id=1,
    )
    BertModel(config, add_pooling_layer=False).half().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_a_bare_model_is_run_in_float32_with_mean_pooling_and_prefixes(bert, tmp_path):
    import torch
    from transformers import BertModel, PreTrainedTokenizerFast

    encoder = SentenceTransformersEncoder(str(dressed(bert, tmp_path / "dressed")))
    model = BertModel.from_pretrained(bert, add_pooling_layer=False, dtype=torch.float32).eval()
    tokenizer = PreTrainedTokenizerFast.from_pretrained(bert)
    for prefix, encode in (
        ("query: ", encoder.encode_queries),
        ("passage: ", encoder.encode_passages),
    ):
        texts = [PASSAGES[0].text, PASSAGES[1].text + " Dài hơn."]
        for text, row in zip(texts, encode(texts), strict=True):
            tokens = tokenizer([prefix + text], return_tensors="pt")
            with torch.no_grad():
                states = model(tokens["input_ids"]).last_hidden_state[0].numpy()
            mean = states.mean(axis=0)
            np.testing.assert_allclose(row, mean / np.linalg.norm(mean), atol=1e-5)
    again = SentenceTransformersEncoder(str(dressed(bert, tmp_path / "again")))
    assert again.fingerprint == encoder.fingerprint, "something is made up at random"


def test_a_model_is_measured_beside_the_shipped_one(run, bert, tmp_path, capsys):
    assert run("--collections", "viquad", "--base", bert, "--tuned", bert, timed=6) == 0
    written = results(tmp_path)
    (one,) = written["collections"].values()
    assert list(one["figures"])[:3] == ["base", "tuned", "int8"]
    assert one["differences"]["tuned - base"]["toned"] == [0, 0, 0]
    assert list(written["speed"]["models"]) == ["int8", "base", "tuned"]
    # Sixteen numbers of four bytes for each piece that was cut off.
    pieces = json.loads((bert / "config.json").read_text("utf-8"))["vocab_size"]
    assert written["speed"]["uncut_mb"] == round((250_002 - pieces) * 16 * 4 / 1e6)
    assert "The uncut multilingual-e5-small" in capsys.readouterr().out


def test_a_folder_that_holds_no_model_is_named(run, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert run("--base", tmp_path / "empty") == 2
    assert f"{tmp_path / 'empty'} thiếu tệp config.json" in capsys.readouterr().err


def test_a_damaged_description_of_a_model_is_named(bert, tmp_path):
    for path in bert.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "config.json").unlink()
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(EvalError, match=r"config\.json"):
        dressed(tmp_path, tmp_path / "dressed")
