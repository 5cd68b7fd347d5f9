r"""Tune an encoder on pairs of a question and the passages that answer it.

    LD_PRELOAD=libtcmalloc_minimal.so.4 python models/encoder/train.py \
        --base DIR --pairs FILE.jsonl.gz --out DIR

A pair is a line {"question": "…", "positives": [{"title": "…", "text": "…"}, …]}. The other
passages of a batch are its wrong answers (MultipleNegativesRankingLoss). Killed and started again
with the same arguments, it goes on from the last checkpoint. `export.py --base OUT` ships it.
"""

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Transformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling

PROMPTS = {"query": "query: ", "document": "passage: ", "passage": "passage: "}
Pair = tuple[str, tuple[str, ...]]


def open_base(directory: Path, max_tokens: int) -> SentenceTransformer:
    """Load a BertModel folder to be trained in float32."""
    # "eager" attention is the fastest backwards on processors, DESIGN.md 7.
    settings = {"attn_implementation": "eager", "dtype": torch.float32}
    body = Transformer(str(directory), model_kwargs=settings, max_seq_length=max_tokens)
    layers = [body, Pooling(body.get_embedding_dimension(), "mean"), Normalize()]
    return SentenceTransformer(modules=layers, prompts=PROMPTS, device="cpu")


def read_pairs(file: Path) -> list[Pair]:
    """Read the questions that have a passage; a title stands before its text."""
    pairs = []
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open() as lines:
        for line in lines:
            record = json.loads(line)
            found = [f"{p.get('title', '')}\n{p['text']}".strip() for p in record["positives"]]
            if found:
                pairs.append((record["question"], tuple(found)))
    return pairs


def batches(pairs: list[Pair], size: int, epoch: int) -> Iterator[list[tuple[str, str]]]:
    """Shuffle by the epoch's number; no passage twice in a batch, for it would be its own rival."""
    chance = random.Random(epoch)
    rest = [(question, chance.choice(found)) for question, found in pairs]
    chance.shuffle(rest)
    while len(rest) >= size:
        batch: dict[str, str] = {}
        later = []
        while rest and len(batch) < size:
            question, passage = rest.pop()
            if passage in batch:
                later.append((question, passage))
            else:
                batch[passage] = question
        if len(batch) < size:
            return
        yield [(question, passage) for passage, question in batch.items()]
        rest = later[::-1] + rest  # at the far end, so that copies drift apart


def train(model: SentenceTransformer, pairs: list[Pair], options: argparse.Namespace) -> None:
    """Go through the pairs, saving as it goes; write the model at the end."""
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    # No dropout: it gains nothing here and costs time even at 0, DESIGN.md 7.
    model.eval()
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=0.01)
    per_epoch = sum(1 for _ in batches(pairs, options.batch, 0))
    total = min(options.steps or sys.maxsize, per_epoch * options.epochs)
    warmup = max(1, int(total * 0.1))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / warmup, max(0.0, (total - step) / max(1, total - warmup))),
    )
    parts: dict[str, Any] = {"model": model, "optimizer": optimizer, "schedule": schedule}
    done = resume(out, parts)
    loss_of = MultipleNegativesRankingLoss(model, scale=options.scale)
    for step, batch in islice(enumerate(_stream(pairs, options), 1), done, total):
        columns = zip(*batch, strict=True)
        features = [
            model.preprocess(list(texts), prompt=PROMPTS[kind])
            for kind, texts in zip(("query", "passage"), columns, strict=True)
        ]
        with torch.autocast("cpu", torch.bfloat16):
            vectors = [model(feature)["sentence_embedding"] for feature in features]
        # Outside, for in bfloat16 two similarities must differ by 0.004 to differ at all.
        loss = loss_of.compute_loss_from_embeddings([v.float() for v in vectors], torch.empty(0))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        print(f"step {step}/{total} loss {loss.item():.4f}", flush=True)
        if step % options.every == 0 or step == total:
            checkpoint(out, parts, step)
    model.save(str(out), create_model_card=False)


def _stream(pairs: list[Pair], options: argparse.Namespace) -> Iterator[list[tuple[str, str]]]:
    for epoch in range(options.epochs):
        yield from batches(pairs, options.batch, epoch)


def checkpoint(out: Path, parts: dict[str, Any], step: int) -> None:
    """Write everything needed to go on; the old file stays until the new one is whole."""
    state = {name: part.state_dict() for name, part in parts.items()}
    torch.save({"step": step, **state}, out / "checkpoint.tmp")
    (out / "checkpoint.tmp").replace(out / "checkpoint.pt")


def resume(out: Path, parts: dict[str, Any]) -> int:
    """Load the last checkpoint, if there is one; give the number of steps done."""
    if not (out / "checkpoint.pt").is_file():
        return 0
    state = torch.load(out / "checkpoint.pt", weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])
    return int(state["step"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True, help="folder of a BertModel")
    parser.add_argument("--pairs", type=Path, required=True, help=".jsonl or .jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="folder for the tuned model")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--steps", type=int, help="stop after so many, for a trial")
    parser.add_argument("--rate", type=float, default=2e-5)
    parser.add_argument("--scale", type=float, default=50.0, help="1 / temperature")
    parser.add_argument("--max-tokens", type=int, default=256)
    parser.add_argument("--every", type=int, default=100, help="steps between two checkpoints")
    options = parser.parse_args()
    torch.manual_seed(0)
    train(open_base(options.base, options.max_tokens), read_pairs(options.pairs), options)
