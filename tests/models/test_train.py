"""Training: the losses are what they are called, and a killed run ends where a whole one does."""

import argparse
import gzip
import json
import random
from itertools import islice

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch.nn.functional import normalize  # noqa: E402

from index.encoder import open_encoder  # noqa: E402
from models.encoder.export import export  # noqa: E402
from models.encoder.train import (  # noqa: E402
    LENGTHS,
    SCALE,
    Losses,
    Pairs,
    closeness_loss,
    head_of,
    neighbourhoods,
    open_base,
    own_targets,
    ranking_loss,
    read_pairs,
    set_head,
    steps_of,
    train,
)
from models.encoder.weights import thaw  # noqa: E402


def unit(count, seed):
    numbers = torch.randn(count, 384, generator=torch.Generator().manual_seed(seed))
    return normalize(numbers + 2, dim=1)  # in one direction mostly, as those of e5


def made_pairs(count=60):
    """Two questions a passage; its rivals are the next two."""
    half = count // 2
    return Pairs(
        questions=[f"Câu hỏi số {i} là gì?" for i in range(count)],
        right=[i // 2 for i in range(count)],
        rivals=[[(i // 2 + 1) % half, (i // 2 + 2) % half] for i in range(count)],
        passages=[f"Đoạn văn số {i} nói về việc {i}." for i in range(half)],
        vectors=unit(half, 1),
        texts=[f"Tiêu đề số {i}" for i in range(40)],
        targets=unit(40, 2),
    )


OPTIONS = {
    "texts_first": 1,
    "batch": 8,
    "passages": 6,
    "texts": 4,
    "bank": 10,
    "rate": 1e-3,
    "every": 2,
    "own_targets": False,
    "own_head": False,
    "teacher": None,
    "seed": 0,
}


def test_every_question_comes_before_one_comes_again():
    pairs = made_pairs()
    seen = []
    for questions, _ in neighbourhoods(pairs, batch=8, limit=6):
        seen += questions
        if len(seen) >= 120:
            break
    assert sorted(seen[:60]) == list(range(60))
    assert sorted(seen[60:120]) == list(range(60))


def test_another_seed_is_another_order():
    pairs = made_pairs()
    orders = []
    for seed in (0, 1):
        options = argparse.Namespace(**OPTIONS | {"seed": seed})
        orders.append([step.questions + step.texts for step in islice(steps_of(pairs, options), 9)])
    assert all(one != other for one, other in zip(*orders, strict=True))


def test_a_neighbourhood_holds_what_answers_and_what_rivals():
    pairs = made_pairs()
    for questions, passages in islice(neighbourhoods(pairs, batch=8, limit=6), 30):
        assert len(questions) <= 8
        assert len(passages) == len(set(passages)) <= 6
        assert all(pairs.right[question] in passages for question in questions)
        # Whoever came first brought its rivals, and their questions came along.
        assert set(pairs.rivals[questions[0]]) <= set(passages)
    questions, _ = next(neighbourhoods(pairs, batch=8, limit=6))
    passages = {pairs.right[question] for question in questions}
    assert max(passages) - min(passages) in {*range(7), *range(24, 30)}, "not near each other"


def test_the_first_steps_are_texts_alone_and_all_are_the_same_again():
    pairs = made_pairs()
    options = argparse.Namespace(**OPTIONS)
    steps = list(islice(steps_of(pairs, options), 16))
    assert steps[0].questions == []
    assert len(steps[0].texts) == 8
    again = list(islice(steps_of(pairs, options), 16))
    assert [step[:4] for step in steps] == [step[:4] for step in again]


def test_ranking_loss_is_cross_entropy_at_every_length():
    rng = np.random.default_rng(0)
    questions, passages = rng.normal(size=(3, 384)), rng.normal(size=(5, 384))
    raised = np.zeros((3, 5))
    raised[1, 4], raised[2, 0] = -np.inf, 1.0
    expected = 0.0
    for length, weight in LENGTHS.items():
        q = questions[:, :length] / np.linalg.norm(questions[:, :length], axis=1, keepdims=True)
        p = passages[:, :length] / np.linalg.norm(passages[:, :length], axis=1, keepdims=True)
        powers = np.exp(SCALE * q @ p.T + raised)
        chances = powers[np.arange(3), np.arange(3)] / powers.sum(axis=1)
        expected += weight * -np.log(chances).mean() / sum(LENGTHS.values())
    found = ranking_loss(
        torch.tensor(questions), torch.tensor(passages), torch.arange(3), torch.tensor(raised)
    )
    assert found.item() == pytest.approx(expected, rel=1e-6)


def test_closeness_moves_the_first_only():
    vectors, targets = unit(4, 1).requires_grad_(), unit(4, 2).requires_grad_()
    closeness_loss(vectors, targets).backward()
    assert vectors.grad is not None
    assert targets.grad is None
    assert closeness_loss(vectors, vectors).item() == pytest.approx(0, abs=1e-6)


def test_the_head_centres_vectors_and_turns_them_to_their_axes():
    vectors = unit(500, 3)
    weight, bias = head_of(vectors)
    turned = vectors @ weight.T + bias
    assert turned.mean(dim=0).abs().max() < 1e-5
    spread = turned.var(dim=0)
    assert (spread[:-1] >= spread[1:] - 1e-7).all(), "the first axes are not the widest"
    centred = vectors - vectors.mean(dim=0)
    assert torch.allclose(turned @ turned.T, centred @ centred.T, atol=1e-5)


def test_a_passage_that_may_be_right_too_is_no_wrong_answer(base):
    pairs = made_pairs(12)
    vectors = pairs.vectors.clone()
    vectors[1] = vectors[0]
    model = open_base(base, 64)
    set_head(model, vectors)
    losses = Losses(model, pairs._replace(vectors=vectors))
    step = next(islice(steps_of(pairs, argparse.Namespace(**{**OPTIONS, "batch": 6})), 1, None))
    one = step._replace(questions=[0], passages=[0, 1, 2])
    before = losses._of_questions(one._replace(chance=random.Random(0)))["toned"]
    losses.first[1] = -losses.first[1]  # as if it had been another from the first
    after = losses._of_questions(one._replace(chance=random.Random(0)))["toned"]
    assert after > before, "the twin was counted as wrong before"


def test_texts_keep_their_order_whatever_groups_they_are_encoded_in(base, monkeypatch):
    pairs = made_pairs(12)
    model = open_base(base, 64)
    set_head(model, pairs.vectors)
    losses = Losses(model, pairs)
    texts = [
        "Ai ký?",
        "Nghị quyết số 22 của Bộ Chính trị nói về điều gì?",
        "Ở đâu?",
        "Khi nào họp?",
    ]
    alone = torch.cat([losses.encode([text], "query") for text in texts])
    for group in (1, 60, 9000):
        monkeypatch.setattr("models.encoder.train.GROUP", group)
        vectors = losses.encode(texts, "query")
        assert torch.allclose(vectors, alone, atol=1e-5), f"groups of {group} characters"
    assert vectors.grad_fn is not None, "nothing can be learned from them"


def test_a_second_stage_starts_from_where_the_first_left_its_texts(base, tmp_path):
    model = open_base(base, 64)
    texts = ["Nghị quyết số 22", "Ai ký văn bản?"]
    targets = own_targets(model, texts, tmp_path / "targets.npy")
    # The head of a fresh model does nothing: its vectors are those before the head.
    expected = model.encode(texts, prompt="query: ", convert_to_tensor=True)
    assert torch.allclose(targets, expected, atol=1e-3)
    again = own_targets(open_base(base, 64), ["khác", "hẳn"], tmp_path / "targets.npy")
    assert torch.equal(again, targets), "a run that goes on must keep its targets"


def test_targets_made_as_they_come_are_those_made_before(base, tmp_path):
    pairs = made_pairs()
    model = open_base(base, 64)
    set_head(model, pairs.vectors)
    targets = own_targets(model, pairs.texts, tmp_path / "targets.npy")
    before = Losses(model, pairs._replace(targets=targets))
    losses = Losses(model, pairs._replace(targets=None))
    for step in islice(steps_of(pairs, argparse.Namespace(**OPTIONS)), 3):
        texts = [pairs.texts[number] for number in step.texts]
        own, others = losses._targets_of(step, texts)
        assert torch.allclose(own, before.targets[step.texts], atol=2e-3)  # kept in 16 bits
    # 8 and 4 texts came before, and no more than 10 are kept.
    assert len(others) == 4
    with torch.no_grad():
        for value in model.parameters():
            value.add_(0.01)
    moved, _ = losses._targets_of(step, texts)
    assert torch.equal(moved, own), "the teacher is trained too"


def test_a_shipped_encoder_is_trained_from_where_it_is(tmp_path, trained):
    export(trained, tmp_path / "shipped", "x")
    thaw(tmp_path / "shipped", tmp_path / "thawed")
    model = open_base(tmp_path / "thawed", 64)
    texts = ["Ai ký văn bản?", "Nghị quyết số 22 của Bộ Chính trị nói về điều gì?"]
    expected = open_encoder(str(tmp_path / "shipped")).encode_queries(texts)
    with torch.no_grad():
        found = Losses(model, made_pairs()).encode(texts, "query").numpy()
    assert (found * expected).sum(axis=1).min() > 0.98, "int8 and float32 of the same weights"


@pytest.mark.filterwarnings("ignore")
def test_a_killed_run_ends_where_a_whole_one_does(tmp_path, base):
    pairs = made_pairs()
    whole = argparse.Namespace(out=tmp_path / "whole", steps=4, **OPTIONS)
    train(open_base(base, 64), pairs, whole)

    class Killed(Exception):
        pass

    parts = argparse.Namespace(out=tmp_path / "parts", steps=4, **OPTIONS)

    def kill_after_two(model, *args):
        kill_after_two.seen += 1
        # The first step, without questions, has two groups and the next five; each runs twice.
        if kill_after_two.seen > 2 * (2 + 5):
            raise Killed

    kill_after_two.seen = 0
    model = open_base(base, 64)
    model[0].register_forward_pre_hook(kill_after_two)
    with pytest.raises(Killed):
        train(model, pairs, parts)
    assert (tmp_path / "parts/checkpoint.pt").is_file()
    train(open_base(base, 64), pairs, parts)
    first, second = (open_base(tmp_path / name, 64).state_dict() for name in ("whole", "parts"))
    differences = {name: (first[name] - second[name]).abs().max().item() for name in first}
    assert max(differences.values()) < 1e-5, differences


def test_pairs_are_read_as_they_were_written(tmp_path):
    record = {"source": "s", "question": "Ai?", "passage": 1, "rivals": [0]}
    for name, line in (
        ("questions.jsonl", json.dumps(record)),
        ("passages.txt", "Bà Lan\nÔng Nam"),
        ("texts.txt", "Tiêu đề"),
    ):
        with gzip.open(tmp_path / f"{name}.gz", "wt") as out:
            out.write(f"{line}\n")
    np.save(tmp_path / "vectors.npy", np.ones((2, 384), np.float16))
    np.save(tmp_path / "targets.npy", np.zeros((1, 384), np.float16))
    pairs = read_pairs(tmp_path)
    assert pairs[:4] == (["Ai?"], [1], [[0]], ["Bà Lan", "Ông Nam"])
    assert pairs.vectors.tolist() == [[1.0] * 384] * 2
    assert pairs.texts == ["Tiêu đề"]
    assert pairs.targets.tolist() == [[0.0] * 384]
