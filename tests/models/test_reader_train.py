"""Training: losses are what they are called, and a killed run ends where a whole one does."""

import argparse
import itertools
import random
from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from safetensors.numpy import load_file  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402

from index.encoder import bundled  # noqa: E402
from models.encoder.export import export  # noqa: E402
from models.encoder.mix import between  # noqa: E402
from models.encoder.weights import weights_of  # noqa: E402
from models.reader import train as reader_train  # noqa: E402
from models.reader.examples import Example, Examples, made_file, plain, row_of  # noqa: E402
from models.reader.export import export as export_reader  # noqa: E402
from models.reader.train import (  # noqa: E402
    Item,
    Place,
    batches_of,
    figures_of,
    item_of,
    losses_of,
    open_body,
    overlap,
    padded,
    read_passage,
    save,
    separation_of,
    train,
)
from qa.network import MAX_TOKENS, Window  # noqa: E402


@pytest.fixture(autouse=True)
def one_thread():
    """Threads that wait for each other cost more than so small a model."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def tokenizer():
    return Tokenizer.from_file(str(bundled("encoder") / "tokenizer.json"))


def rows(count=24):
    return [
        row_of(
            {
                "question": f"Cầu số {i} dài bao nhiêu mét?",
                "context": f"Cầu số {i} dài {i + 100} mét. Cầu ấy do dân làng xây năm {1900 + i}.",
                "answers": [{"text": f"{i + 100} mét", "start": len(f"Cầu số {i} dài ")}],
                "answerable": i % 4 > 0,
                "passage_id": f"p{i}",
                "source": "s",
            }
        )
        for i in range(count)
    ]


def test_an_item_marks_the_tokens_of_all_its_answers(tokenizer):
    passage = "Năm 1905, ông Trần Văn Giang xây cầu."
    places = [
        (passage.index(text), passage.index(text) + len(text)) for text in ("Văn Giang", "Giang")
    ]
    item = item_of(tokenizer, Example("Ai xây cầu?", passage, tuple(places)))
    tokens = [tokenizer.id_to_token(number) for number in item.window.ids]
    assert tokens[:5] == ["<s>", "▁que", "ry", ":", "▁Ai"]
    assert tokens[-1] == "</s>"
    assert sorted(tokens[place] for place in item.starts) == ["▁Gi", "▁Văn"] or sorted(
        tokens[place] for place in item.starts
    ) == ["▁Giang", "▁Văn"]
    (last,) = item.ends
    assert item.window.places[last - item.window.first][1] == passage.index("Giang") + 5


def test_an_answer_beyond_the_first_window_is_found_in_its_own(tokenizer):
    passage = "và " * 500 + "Hà Nội"
    item = item_of(tokenizer, Example("Ở đâu?", passage, ((1500, 1506),)))
    assert len(item.window.ids) <= MAX_TOKENS
    (first,), (last,) = item.starts, item.ends
    assert item.window.places[first - item.window.first][0] == 1500
    assert item.window.places[last - item.window.first][1] == 1506


def test_an_answer_that_stands_somewhere_may_begin_and_end_with_any_token(tokenizer):
    item = item_of(tokenizer, Example("Ở đâu?", "Cầu ở Hà Nội.", (), is_somewhere=True))
    count = len(item.window.places)
    assert item.starts == item.ends == tuple(range(item.window.first, item.window.first + count))


def test_every_visit_is_in_one_batch_and_batches_are_small(tokenizer, few_at_a_time):
    examples = Examples(rows())
    batches = batches_of(examples, tokenizer, 200, Place(0, 0))
    pool = list(itertools.takewhile(lambda pair: pair[0].pool == 0, batches))
    assert sum(len(batch) for _, batch in pool) == 32
    for _, batch in pool:
        assert len(batch) * max(len(item.window.ids) for item in batch) <= 200
    middle = pool[2][0]
    again = batches_of(examples, tokenizer, 200, middle)
    assert next(again) == pool[3], "it does not go on where it was"


def test_losses_are_those_of_the_formulas():
    rng = np.random.default_rng(0)
    spans, odds = rng.normal(size=(2, 6, 2)), rng.normal(size=2)
    part = Window((0,) * 6, 2, ((0, 1),) * 3)  # the tokens 2, 3 and 4 are the passage's
    items = [Item(part, (2, 3), (4,)), Item(part, (), ())]
    found = losses_of(torch.tensor(spans), torch.tensor(odds), items)
    powers = np.exp(spans[:, [0, 2, 3, 4]])  # the first token stands for no answer
    shares = powers / powers.sum(axis=1, keepdims=True)
    starts = np.log(shares[0, 1, 0] + shares[0, 2, 0]) + np.log(shares[1, 0, 0])
    ends = np.log(shares[0, 3, 1]) + np.log(shares[1, 0, 1])
    assert found["span"].item() == pytest.approx(-(starts + ends) / 4)
    chances = 1 / (1 + np.exp(-odds))
    expected = -(np.log(chances[0]) + np.log(1 - chances[1])) / 2
    assert found["answerable"].item() == pytest.approx(expected, rel=1e-6)


def test_the_passage_that_answers_is_to_be_the_best_of_its_group():
    rng = np.random.default_rng(1)
    spans, odds = rng.normal(size=(5, 6, 2)), rng.normal(size=5)
    part = Window((0,) * 6, 2, ((0, 1),) * 3)
    right, wrong = Item(part, (2,), (3,), group=7), Item(part, (), (), group=7)
    alone, nothing = Item(part, (2,), (3,)), Item(part, (), (), group=8)
    items = [wrong, right, alone, nothing, wrong]
    found = losses_of(torch.tensor(spans), torch.tensor(odds), items)["best"]
    tokens = np.log(np.exp(spans[:, 2:5]).sum(axis=1)) - spans[:, 0]
    powers = np.exp((odds + tokens.mean(axis=1)) / 2)
    expected = -np.log(powers[1] / powers[[0, 1, 4]].sum())
    assert found.item() == pytest.approx(expected, rel=1e-6)
    without = losses_of(torch.tensor(spans[2:4]), torch.tensor(odds[2:4]), items[2:4])
    assert without["best"].item() == 0


def test_what_is_shown_for_one_question_is_in_one_batch(tokenizer, few_at_a_time):
    rivals = (("", "Cầu khác dài 9 mét."), ("", "Cầu nọ do dân xây."))
    examples = Examples([replace(row, rivals=rivals) for row in rows(12)])
    batches = batches_of(examples, tokenizer, 200, Place(0, 0))
    pool = list(itertools.takewhile(lambda pair: pair[0].pool == 0, batches))
    groups = [[item.group for item in batch] for _, batch in pool]
    assert sorted(itertools.chain(*groups)) == sorted(3 * list(range(32)))
    for one, other in itertools.combinations(groups, 2):
        assert not set(one) & set(other)


def test_a_batch_without_an_answer_teaches_that_there_is_none():
    part = Window((0,) * 4, 1, ((0, 1),) * 2)  # the last token is the mark after all
    spans = torch.zeros(1, 4, 2, requires_grad=True)
    losses = losses_of(spans, torch.zeros(1), [Item(part, (), ())])
    assert losses["span"].item() == pytest.approx(np.log(3))
    losses["span"].backward()
    for logits in spans.grad[0].T:
        assert logits.tolist() == pytest.approx([-1 / 3, 1 / 6, 1 / 6, 0])


@pytest.mark.parametrize("attention", ["sdpa", "eager"])
def test_padding_is_seen_by_nobody(small, attention):
    reader = open_body(small, attention).eval()
    short, long = Window((0, 5, 6, 2), 1, ()), Window((0, 9, 8, 7, 6, 5, 2), 1, ())
    spans, odds = reader(*padded([short, long]))
    for row, part in enumerate((short, long)):
        alone, alone_odds = reader(*padded([part]))
        assert torch.allclose(spans[row, : len(part.ids)], alone[0], atol=1e-5)
        assert torch.allclose(odds[row], alone_odds[0], atol=1e-5)


OPTIONS = {
    "rate": 1e-3,
    "tokens": 300,
    "every": 0,
    "log": 2,
    "measure": 3,
    "minutes": 6 / 60,
    "float32": True,
}


def ticking():
    seconds = itertools.count()
    return lambda: float(next(seconds))


@pytest.mark.filterwarnings("ignore")
def test_a_killed_run_ends_where_a_whole_one_does(tmp_path, small, tokenizer, few_at_a_time):
    class Killed(Exception):
        pass

    def run(out, kill_at=None):
        torch.manual_seed(0)
        reader = open_body(small, "sdpa")
        calls = itertools.count()

        def count(*_):
            if next(calls) == kill_at:
                raise Killed

        reader.register_forward_pre_hook(count)
        options = argparse.Namespace(out=tmp_path / out, **OPTIONS)
        examples = Examples(rows())
        train(reader, tokenizer, examples, options, measure=lambda _: {}, clock=ticking())
        return reader.state_dict()

    whole = run("whole")
    with pytest.raises(Killed):
        run("parts", kill_at=3)
    parts = run("parts")
    worst = max((whole[name] - parts[name]).abs().max().item() for name in whole)
    assert worst < 1e-5
    assert (tmp_path / "parts/curve.jsonl").read_text().count("answerable") >= 2


@pytest.fixture
def few_at_a_time(monkeypatch):
    """Pools small enough for the few steps of a test."""
    monkeypatch.setattr(reader_train, "POOL", 32)


@pytest.mark.filterwarnings("ignore")
def test_it_learns_what_there_is_to_learn_and_is_saved_whole(
    tmp_path, small, tokenizer, few_at_a_time
):
    torch.manual_seed(0)
    reader = open_body(small, "sdpa")
    examples = Examples([row for row in rows(8) if row.answers])
    items = [item_of(tokenizer, plain(row, random.Random(0))) for row in examples.rows]

    def loss():
        with torch.inference_mode():
            return losses_of(*reader(*padded([item.window for item in items])), items)["span"]

    before = loss()
    own = {"minutes": 1, "tokens": 600, "rate": 3e-3, "every": 1000}
    options = argparse.Namespace(out=tmp_path, **{**OPTIONS, **own})
    train(reader, tokenizer, examples, options, measure=lambda _: {}, clock=ticking())
    assert loss() < before - 1, "the answer always stands behind the same word"
    save(reader, bundled("encoder") / "tokenizer.json", tmp_path / "out")
    again = open_body(tmp_path / "out", "sdpa").state_dict()
    assert all(value.equal(again[name]) for name, value in reader.state_dict().items())
    heads = load_file(tmp_path / "out" / "heads.safetensors")
    assert {name: value.shape for name, value in heads.items()} == {
        "span.weight": (2, 32),
        "span.bias": (2,),
        "answerable.weight": (1, 32),
        "answerable.bias": (1,),
    }


def test_the_weights_of_a_shipped_file_are_those_it_was_made_of(tmp_path, base):
    exact = load_file(base / "model.safetensors")
    # A layer with a channel far larger than the others, which export.py damps.
    exact["encoder.layer.0.intermediate.dense.weight"][3] *= 300
    from safetensors.numpy import save_file

    save_file(exact, base / "model.safetensors")
    export(base, tmp_path / "out", "x")
    found, config = weights_of(tmp_path / "out" / "model.onnx")
    assert config["num_hidden_layers"] == 1
    assert config["num_attention_heads"] == 12
    places = "embeddings.position_embeddings.weight"
    first = exact["embeddings.token_type_embeddings.weight"][0]
    np.testing.assert_allclose(found[places], exact[places] + first, atol=1e-6)
    for name, value in found.items():
        if "position" in name or "token_type" in name:
            continue
        largest = np.abs(exact[name]).max(axis=-1, keepdims=True)
        if ".output.dense.weight" in name:  # a damped channel has a smaller scale in each row
            largest = np.abs(exact[name]).max() * 400
        assert (np.abs(value - exact[name]) <= largest / 63 / 2 + 1e-6).all(), name
    reader = open_body(tmp_path / "out", "sdpa").eval()
    ids = torch.tensor([[0, 5, 6, 7, 2]])
    with torch.inference_mode():
        one = reader.body(input_ids=ids).last_hidden_state[0]
        other = open_body(base, "sdpa").eval().body(input_ids=ids).last_hidden_state[0]
    assert torch.nn.functional.cosine_similarity(one, other).min() > 0.99


def test_a_reader_may_be_shipped_part_of_the_way_from_the_one_before(tmp_path, small):
    torch.manual_seed(0)
    save(open_body(small, "sdpa"), bundled("encoder") / "tokenizer.json", tmp_path / "first")
    export_reader(tmp_path / "first", tmp_path / "shipped", "x")
    file = tmp_path / "shipped" / "model.onnx"
    old, _ = weights_of(file)
    later = {name: value + np.float32(1) for name, value in old.items()}
    for name, value in between(weights_of(file)[0], later, 0.25).items():
        np.testing.assert_allclose(value, old[name] + 0.25, atol=1e-6, err_msg=name)
    later["span.bias"] = later["span.bias"][:1]
    with pytest.raises(ValueError, match="shape"):
        between(weights_of(file)[0], later, 0.25)


def test_figures_agree_with_a_count_by_hand(small, tokenizer):
    assert overlap("ngày 10 tháng 4", "10 tháng 4 năm 2013") == pytest.approx(2 * 3 / (4 + 5))
    assert overlap("", "Huế") == 0
    reader = open_body(small, "sdpa").eval()
    some = rows()
    reading = read_passage(reader, tokenizer, some[1].question, some[1].context)
    span = reading.spans[0]
    said = some[1].context[span.start : span.end]
    figures = figures_of(reader, tokenizer, some[1:2])
    assert figures["f1"] == pytest.approx(100 * overlap(said, "101 mét"), abs=0.1)
    assert 0 <= separation_of(reader, tokenizer, some) <= 100


def test_a_made_file_may_name_how_many_of_it():
    path, most = made_file("a/made.jsonl.gz:500")
    assert (str(path), most) == ("a/made.jsonl.gz", 500)
    assert made_file("made.jsonl.gz")[1] is None
