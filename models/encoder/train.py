r"""Tune an encoder on the pairs that pairs.py made: Vietnamese questions, however they are typed.

    LD_PRELOAD=libtcmalloc_minimal.so.4 python -m models.encoder.train \
        --base DIR --pairs DIR --out DIR

Killed and started again with the same arguments, it goes on from the last checkpoint.
`export.py --base OUT` ships the result. Four losses, README.md says what each one is for:

- ranking: a question is to find its passage before the others of the batch, some of them its
  rivals, and before the stored vectors of its other rivals (sentence-transformers calls it
  MultipleNegativesRankingLoss; stored vectors: Wang et al. 2020, Cross-Batch Memory, arXiv
  1912.06798), once as it stands and once as people type it, in 384, 256 and 128 numbers (Kusupati
  et al. 2022, Matryoshka Representation Learning, arXiv 2205.13147);
- typing: a question typed badly is to have the vector that it has typed well;
- the same for short texts that have no passage;
- staying: a passage is to keep the base model's vector.
"""

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Transformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
from torch import Tensor
from torch.nn import functional

from models.encoder.typed import as_typed

PROMPTS = {"query": "query: ", "document": "passage: ", "passage": "passage: "}
GROUP = 16  # texts that go through the network together
DIMENSIONS = {384: 1.0, 256: 0.5, 128: 0.5}
"""The lengths that a vector can be cut to, and how much each counts."""


class Pairs(NamedTuple):
    """What pairs.py made."""

    questions: list[str]
    passages: list[str]
    rivals: list[list[int]]
    vectors: Tensor
    """Of the base model, (pairs, dimension)."""
    texts: list[str]


def open_base(directory: Path, max_tokens: int) -> SentenceTransformer:
    """Load a BertModel folder to be trained in float32."""
    # "eager" attention is the fastest backwards on processors, DESIGN.md 7.
    settings = {"attn_implementation": "eager", "dtype": torch.float32}
    body = Transformer(str(directory), model_kwargs=settings, max_seq_length=max_tokens)
    layers = [body, Pooling(body.get_embedding_dimension(), "mean"), Normalize()]
    return SentenceTransformer(modules=layers, prompts=PROMPTS, device="cpu")


def read_pairs(directory: Path) -> Pairs:
    """Read the three files of pairs.py."""
    with gzip.open(directory / "pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    with gzip.open(directory / "texts.txt.gz", "rt", encoding="utf-8") as lines:
        texts = [line.strip() for line in lines]
    return Pairs(
        [record["question"] for record in records],
        [record["passage"] for record in records],
        [record["rivals"] for record in records],
        torch.from_numpy(np.load(directory / "vectors.npy").astype(np.float32)),
        texts,
    )


def batches(pairs: Pairs, size: int, epoch: int) -> Iterator[list[int]]:
    """Shuffle by the epoch's number, a pair with two of its rivals, which have questions too.

    So the hard negatives of one question are the right passages of others, and cost nothing.
    No passage twice in a batch, for it would be its own rival.
    """
    chance = random.Random(epoch)
    rest = list(range(len(pairs.questions)))
    chance.shuffle(rest)
    done: set[int] = set()
    batch: list[int] = []
    texts: set[str] = set()
    for first in rest:
        rivals = pairs.rivals[first]
        for number in (first, *chance.sample(rivals, min(2, len(rivals)))):
            if number in done or pairs.passages[number] in texts:
                continue
            done.add(number)
            batch.append(number)
            texts.add(pairs.passages[number])
            if len(batch) == size:
                yield batch
                batch, texts = [], set()


def ranking_loss(
    questions: Tensor, passages: Tensor, right: Tensor, allowed: Tensor, scale: float
) -> Tensor:
    """Cross entropy of finding `right` among the passages, at every length of vector.

    Args:
        questions: (n, dimension).
        passages: (m, dimension), those of the batch and the stored ones.
        right: (n,), the row of each question's own passage.
        allowed: (n, m), False where a passage may be right too and is left out.
        scale: 1 / temperature.
    """
    total = torch.zeros(())
    for length, weight in DIMENSIONS.items():
        cut_questions = functional.normalize(questions[:, :length], dim=1)
        cut_passages = functional.normalize(passages[:, :length], dim=1)
        scores = (cut_questions @ cut_passages.T * scale).masked_fill(~allowed, -1e4)
        total = total + weight * functional.cross_entropy(scores, right)
    return total / sum(DIMENSIONS.values())


def closeness_loss(vectors: Tensor, targets: Tensor) -> Tensor:
    """One minus the cosine to the targets, which are not moved; both (n, dimension)."""
    return 1 - (vectors * functional.normalize(targets.detach(), dim=1)).sum(dim=1).mean()


class Step(NamedTuple):
    """What a step is made of."""

    numbers: list[int]
    typed: list[str]
    texts: list[str]
    typed_texts: list[str]


def steps_of(pairs: Pairs, options: argparse.Namespace) -> Iterator[Step]:
    """Give the steps of all epochs; the same ones every time."""
    epoch = step = 0
    while True:
        for numbers in batches(pairs, options.batch, epoch):
            chance = random.Random(step)
            texts = chance.sample(pairs.texts, options.texts)
            yield Step(
                numbers,
                [as_typed(pairs.questions[number], chance) for number in numbers],
                texts,
                [as_typed(text, chance) for text in texts],
            )
            step += 1
        epoch += 1


class Losses:
    """The losses of a step, with the vectors that passages had when they were last seen."""

    def __init__(self, model: SentenceTransformer, pairs: Pairs, scale: float) -> None:
        self.model = model
        self.pairs = pairs
        self.scale = scale
        self.stored = pairs.vectors.clone()

    def encode(self, texts: Sequence[str], kind: str) -> Tensor:
        """Give unit vectors, (texts, dimension), in float32.

        In bfloat16 two similarities must differ by 0.004 to differ at all.
        """
        # In small groups of one length: no padding is computed, and a group stays in the cache.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        groups = [order[i : i + GROUP] for i in range(0, len(order), GROUP)]
        parts = []
        for group in groups:
            features = self.model.preprocess([texts[i] for i in group], prompt=PROMPTS[kind])
            with torch.autocast("cpu", torch.bfloat16):
                parts.append(self.model(features)["sentence_embedding"].float())
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return functional.normalize(torch.cat(parts)[back], dim=1)

    def __call__(self, step: Step) -> dict[str, Tensor]:
        """Compute the four losses."""
        numbers = step.numbers
        passages = self.encode([self.pairs.passages[n] for n in numbers], "passage")
        questions = self.encode([self.pairs.questions[n] for n in numbers], "query")
        typed = self.encode([*step.typed, *step.typed_texts], "query")
        typed, typed_texts = typed[: len(numbers)], typed[len(numbers) :]
        with torch.no_grad():
            texts = self.encode(step.texts, "query")
        away = sorted({r for n in numbers for r in self.pairs.rivals[n]} - set(numbers))
        every = torch.cat([passages, self.stored[away]])
        with torch.no_grad():
            self.stored[numbers] = passages
        right = torch.arange(len(numbers))
        allowed = self._allowed(numbers, away)
        anyone = torch.ones(len(texts), len(texts), dtype=torch.bool)
        return {
            "toned": ranking_loss(questions, every, right, allowed, self.scale),
            "typed": ranking_loss(typed, every, right, allowed, self.scale),
            "typing": closeness_loss(typed, questions),
            "texts": closeness_loss(typed_texts, texts)
            + 0.02 * ranking_loss(typed_texts, texts, torch.arange(len(texts)), anyone, self.scale),
            "staying": closeness_loss(passages, self.pairs.vectors[numbers]),
        }

    def _allowed(self, numbers: list[int], away: list[int]) -> Tensor:
        """Leave out passages that are the same as the right one but for a few words."""
        base = self.pairs.vectors
        alike = base[numbers] @ base[[*numbers, *away]].T > 0.975
        allowed = ~alike
        allowed[torch.arange(len(numbers)), torch.arange(len(numbers))] = True
        return allowed


WEIGHTS = {"toned": 1.0, "typed": 1.0, "typing": 10.0, "texts": 20.0, "staying": 10.0}


def train(model: SentenceTransformer, pairs: Pairs, options: argparse.Namespace) -> None:
    """Go through the pairs, saving as it goes; write the model at the end."""
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    # No dropout: it gains nothing here and costs time even at 0, DESIGN.md 7.
    model.eval()
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=0.01)
    total, warmup = options.steps, max(1, options.steps // 12)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / warmup, max(0.02, (total - step) / max(1, total - warmup))),
    )
    losses = Losses(model, pairs, options.scale)
    parts: dict[str, Any] = {"model": model, "optimizer": optimizer, "schedule": schedule}
    done = resume(out, parts, losses)
    started = time.monotonic()
    for number, step in islice(enumerate(steps_of(pairs, options), 1), done, total):
        values = losses(step)
        loss = sum((WEIGHTS[name] * value for name, value in values.items()), torch.zeros(()))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        shown = " ".join(f"{name} {value.item():.4f}" for name, value in values.items())
        seconds = (time.monotonic() - started) / (number - done)
        print(f"step {number}/{total} {shown} | {seconds:.1f} s a step", flush=True)
        if number % options.every == 0 or number == total:
            checkpoint(out, parts, losses, number)
    model.save(str(out), create_model_card=False)


def checkpoint(out: Path, parts: dict[str, Any], losses: Losses, step: int) -> None:
    """Write everything needed to go on; the old file stays until the new one is whole."""
    state = {name: part.state_dict() for name, part in parts.items()}
    state |= {"step": step, "stored": losses.stored.half()}
    torch.save(state, out / "checkpoint.tmp")
    (out / "checkpoint.tmp").replace(out / "checkpoint.pt")


def resume(out: Path, parts: dict[str, Any], losses: Losses) -> int:
    """Load the last checkpoint, if there is one; give the number of steps done."""
    if not (out / "checkpoint.pt").is_file():
        return 0
    state = torch.load(out / "checkpoint.pt", weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])
    losses.stored = state["stored"].float()
    return int(state["step"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True, help="folder of a BertModel")
    parser.add_argument("--pairs", type=Path, required=True, help="folder that pairs.py wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder for the tuned model")
    parser.add_argument("--batch", type=int, default=48, help="pairs a step")
    parser.add_argument("--texts", type=int, default=64, help="short texts a step")
    parser.add_argument("--steps", type=int, default=640)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--scale", type=float, default=50.0, help="1 / temperature")
    parser.add_argument("--max-tokens", type=int, default=160)
    parser.add_argument("--every", type=int, default=40, help="steps between two checkpoints")
    options = parser.parse_args()
    torch.manual_seed(0)
    train(open_base(options.base, options.max_tokens), read_pairs(options.pairs), options)
