"""Training: the losses are what they are called, and a killed run ends where a whole one does."""

import argparse
import gzip
import json
from collections import Counter

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from models.encoder.train import (  # noqa: E402
    DIMENSIONS,
    Pairs,
    batches,
    closeness_loss,
    open_base,
    ranking_loss,
    read_pairs,
    train,
)


def made_pairs(count=60):
    rivals = [[(i + 1) % count, (i + 2) % count] for i in range(count)]
    questions = [f"Câu hỏi số {i} là gì?" for i in range(count)]
    passages = [f"Đoạn văn số {i} nói về việc {i}." for i in range(count)]
    passages[7] = passages[8]
    vectors = torch.nn.functional.normalize(
        torch.randn(count, 384, generator=torch.Generator().manual_seed(1)), dim=1
    )
    return Pairs(questions, passages, rivals, vectors, [f"Tiêu đề {i}" for i in range(20)])


def test_every_pair_is_in_one_batch_at_most_and_no_passage_twice():
    pairs = made_pairs()
    found = list(batches(pairs, 8, epoch=0))
    counts = Counter(number for batch in found for number in batch)
    assert set(counts.values()) == {1}
    assert len(counts) >= 60 - 8
    for batch in found:
        assert len({pairs.passages[number] for number in batch}) == 8
    assert found == list(batches(pairs, 8, epoch=0))
    assert found != list(batches(pairs, 8, epoch=1))


def test_rivals_share_a_batch():
    pairs = made_pairs()
    together = [n for batch in batches(pairs, 12, 0) for n in batch if (n + 1) % 60 in batch]
    assert len(together) > 30


def test_ranking_loss_is_cross_entropy_over_the_allowed_at_every_length():
    rng = np.random.default_rng(0)
    questions, passages = rng.normal(size=(3, 384)), rng.normal(size=(5, 384))
    allowed = np.ones((3, 5), dtype=bool)
    allowed[1, 4] = False
    expected = 0.0
    for length, weight in DIMENSIONS.items():
        q = questions[:, :length] / np.linalg.norm(questions[:, :length], axis=1, keepdims=True)
        p = passages[:, :length] / np.linalg.norm(passages[:, :length], axis=1, keepdims=True)
        powers = np.exp(20 * q @ p.T) * allowed
        chances = powers[np.arange(3), np.arange(3)] / powers.sum(axis=1)
        expected += weight * -np.log(chances).mean() / sum(DIMENSIONS.values())
    found = ranking_loss(
        torch.tensor(questions), torch.tensor(passages), torch.arange(3), torch.tensor(allowed), 20
    )
    assert found.item() == pytest.approx(expected, rel=1e-6)


def test_closeness_moves_the_first_only():
    vectors = torch.nn.functional.normalize(torch.randn(4, 384), dim=1).requires_grad_()
    targets = torch.randn(4, 384).requires_grad_()
    closeness_loss(vectors, targets).backward()
    assert vectors.grad is not None
    assert targets.grad is None
    assert closeness_loss(vectors, vectors).item() == pytest.approx(0, abs=1e-6)


@pytest.fixture
def base(tmp_path):
    """A random BertModel of one layer with the bundled tokenizer."""
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    from index.encoder import bundled

    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=26412,
        hidden_size=384,
        num_hidden_layers=1,
        num_attention_heads=12,
        intermediate_size=64,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    folder = tmp_path / "base"
    BertModel(config).save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_file=str(bundled("encoder") / "tokenizer.json"), pad_token="<pad>"
    ).save_pretrained(folder)
    return folder


@pytest.mark.filterwarnings("ignore")
def test_a_killed_run_ends_where_a_whole_one_does(tmp_path, base):
    pairs = made_pairs()
    options = {"batch": 8, "texts": 4, "rate": 1e-3, "scale": 20.0, "every": 2}
    whole = argparse.Namespace(out=tmp_path / "whole", steps=4, **options)
    train(open_base(base, 64), pairs, whole)

    class Killed(Exception):
        pass

    parts = argparse.Namespace(out=tmp_path / "parts", steps=4, **options)

    def kill_after_two(model, *args):
        kill_after_two.seen += 1
        if kill_after_two.seen > 2 * 4 * 1:
            raise Killed

    kill_after_two.seen = 0
    model = open_base(base, 64)
    model.register_forward_pre_hook(kill_after_two)
    with pytest.raises(Killed):
        train(model, pairs, parts)
    assert (tmp_path / "parts/checkpoint.pt").is_file()
    train(open_base(base, 64), pairs, parts)
    first, second = (open_base(tmp_path / name, 64).state_dict() for name in ("whole", "parts"))
    differences = {name: (first[name] - second[name]).abs().max().item() for name in first}
    assert max(differences.values()) < 1e-5, differences


def test_pairs_are_read_as_they_were_written(tmp_path):
    record = {"source": "s", "question": "Ai?", "passage": "Ông Nam", "rivals": [0]}
    with gzip.open(tmp_path / "pairs.jsonl.gz", "wt") as out:
        out.write(json.dumps(record) + "\n")
    with gzip.open(tmp_path / "texts.txt.gz", "wt") as out:
        out.write("Tiêu đề\n")
    np.save(tmp_path / "vectors.npy", np.ones((1, 384), np.float16))
    pairs = read_pairs(tmp_path)
    assert pairs[:3] == (["Ai?"], ["Ông Nam"], [[0]])
    assert pairs.vectors.tolist() == [[1.0] * 384]
    assert pairs.texts == ["Tiêu đề"]
