"""A base model small enough to train in a test."""

import pytest


@pytest.fixture
def base(tmp_path):
    """A random BertModel of one layer with the bundled tokenizer."""
    import torch
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
