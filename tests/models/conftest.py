"""A base model small enough to train in a test."""

import pytest


@pytest.fixture
def base(tmp_path):
    """A random BertModel of one layer, as wide as the real one, with the bundled tokenizer."""
    return random_body(tmp_path / "base", width=384, heads=12, layers=1)


@pytest.fixture
def trained(tmp_path, base):
    """A tuned model's folder: a random body, and a head that is no identity."""
    import torch

    from models.encoder.train import open_base, set_head

    model = open_base(base, 64)
    generator = torch.Generator().manual_seed(1)
    set_head(model, torch.nn.functional.normalize(torch.randn(900, 384, generator=generator) + 1))
    model.save(str(tmp_path / "trained"), create_model_card=False)
    return tmp_path / "trained"


@pytest.fixture
def small(tmp_path):
    """A random BertModel of two narrow layers with the bundled tokenizer."""
    return random_body(tmp_path / "small", width=32, heads=2, layers=2)


def random_body(folder, *, width, heads, layers):
    """Write a BertModel with random weights."""
    import torch
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    from index.encoder import bundled

    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(bundled("encoder") / "tokenizer.json"), pad_token="<pad>"
    )
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=64,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    BertModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
