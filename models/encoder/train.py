r"""Tune an encoder on what pairs.py made: Vietnamese questions, however they are typed.

    LD_PRELOAD=libtcmalloc_minimal.so.4 python -m models.encoder.train \
        --base DIR --pairs DIR --out DIR

Killed and started again with the same arguments, it goes on from the last checkpoint.
`export.py --base OUT` ships the result. README.md says what was tried and why it is done so.

A step is a neighbourhood: some questions, their passages, and the passages that our own search
finds for them instead, all in one batch (topic-aware sampling, Hofstätter et al. 2021, arXiv
2104.06967). What is hard to tell apart is told apart, and a passage is computed once for all
questions around it. Passages are held near the base model's, so that what it can do stays.

All vectors go through a head that is worked out, not learned: less the passages' mean vector, for
all that e5 makes lie in one direction (Mu & Viswanath 2018, All-but-the-Top, arXiv 1702.01417), and
turned to the passages' principal axes, so that the first numbers say most and a vector can be cut.
"""

import argparse
import copy
import random
import time
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Transformer
from sentence_transformers.sentence_transformer.modules import Dense, Normalize, Pooling
from torch import Tensor
from torch.nn import functional

from index.backend import this_processor
from models.encoder.export import head_of as own_head
from models.encoder.pairs import lines_of, rows
from models.encoder.typed import as_typed

PROMPTS = {"query": "query: ", "document": "passage: ", "passage": "passage: "}
LENGTHS = {384: 1.0, 256: 0.5, 128: 0.5}
"""What a vector can be cut to, and how much each length counts (Kusupati et al. 2022, Matryoshka
Representation Learning, arXiv 2205.13147)."""
GROUP = 2200  # characters that go through the network together: little is padded
_PROCESSOR = this_processor()
# Matrix units, or those of AMD: 1.8 times as fast as float32 there. Those of a Xeon without matrix
# units are slower than float32: 1.8 times, two cores.
HAS_BF16 = "amx_bf16" in _PROCESSOR.units or (
    "avx512_bf16" in _PROCESSOR.units and _PROCESSOR.name.startswith("AMD")
)
SAME = 0.93  # cosine from which two passages, or two texts, may be the same but for a few words


class Pairs(NamedTuple):
    """What pairs.py made."""

    questions: list[str]
    right: list[int]
    """The number of the passage that answers, for each question."""
    rivals: list[list[int]]
    """The numbers of passages that are found and do not, for each question."""
    passages: list[str]
    vectors: Tensor
    """Of the passages by the base model, (passages, dimension)."""
    texts: list[str]
    targets: Tensor | None
    """Of the texts as questions, by the base model, (texts, dimension), or made as they come."""


def open_base(directory: Path, max_tokens: int) -> SentenceTransformer:
    """Load a BertModel folder to be trained in float32, with its head or one that does nothing."""
    # "eager" is the fastest backwards in bfloat16; in float32 "sdpa" is: 1,019 against 869 tokens a
    # second, texts of 130 tokens, on two cores of an AMD EPYC without bfloat16 units.
    attention = "eager" if HAS_BF16 else "sdpa"
    settings = {"attn_implementation": attention, "dtype": torch.float32}
    body = Transformer(str(directory), model_kwargs=settings, max_seq_length=max_tokens)
    width = body.get_embedding_dimension()
    head = Dense(width, width, bias=True, activation_function=torch.nn.Identity())
    torch.nn.init.eye_(head.linear.weight)
    torch.nn.init.zeros_(head.linear.bias)
    with torch.no_grad():
        for name, value in own_head(directory).items():
            getattr(head.linear, name.removeprefix("head.")).copy_(torch.from_numpy(value))
    layers = [body, Pooling(width, "mean"), Normalize(), head, Normalize()]
    return SentenceTransformer(modules=layers, prompts=PROMPTS, device="cpu")


def head_of(vectors: Tensor) -> tuple[Tensor, Tensor]:
    """Give the weight and bias that centre unit vectors, (n, d), and turn them to their axes."""
    mean = vectors.mean(dim=0)
    centred = (vectors - mean).double()
    _, axes = torch.linalg.eigh(centred.T @ centred)  # the least first, a column each
    weight = axes.flip(1).T.float()
    return weight, -weight @ mean


def set_head(model: SentenceTransformer, vectors: Tensor) -> None:
    """Put the head of the passages into a model; it is not trained."""
    weight, bias = head_of(vectors)
    head = model[3]
    with torch.no_grad():
        head.linear.weight.copy_(weight)
        head.linear.bias.copy_(bias)
    head.requires_grad_(False)


def read_pairs(directory: Path) -> Pairs:
    """Read the files of pairs.py."""
    records = list(rows(directory / "questions.jsonl.gz"))
    return Pairs(
        questions=[record["question"] for record in records],
        right=[record["passage"] for record in records],
        rivals=[record["rivals"] for record in records],
        passages=lines_of(directory / "passages.txt.gz"),
        vectors=_stored(directory / "vectors.npy"),
        texts=lines_of(directory / "texts.txt.gz"),
        targets=_stored(targets) if (targets := directory / "targets.npy").is_file() else None,
    )


def _stored(file: Path) -> Tensor:
    return torch.from_numpy(np.load(file).astype(np.float32))


class Step(NamedTuple):
    """What a step is made of, by number."""

    questions: list[int]
    passages: list[int]
    """The right ones of these questions, and their rivals; any, without questions."""
    texts: list[int]
    bank: list[int]
    """Texts that the typed ones are told from."""
    chance: random.Random


def steps_of(pairs: Pairs, options: argparse.Namespace) -> Iterator[Step]:
    """Give the steps without end; the same ones every time."""
    near = neighbourhoods(pairs, options.batch, options.passages, options.seed)
    read = _shuffled(len(pairs.texts), options.seed)
    step = 0
    while True:
        step += 1
        chance = random.Random(1_000_000 * options.seed + step)
        # At first texts alone: what is typed badly must come near before it can be told apart.
        early = step <= options.texts_first
        if early:  # a passage, so that these stay where they are meanwhile
            questions, passages = [], chance.sample(range(len(pairs.passages)), 1)
        else:
            questions, passages = next(near)
        texts = list(islice(read, options.texts * (2 if early else 1)))
        bank = chance.sample(range(len(pairs.texts)), min(options.bank, len(pairs.texts)))
        yield Step(questions, passages, texts, bank, chance)


def neighbourhoods(
    pairs: Pairs, batch: int, limit: int, epoch: int = 0
) -> Iterator[tuple[list[int], list[int]]]:
    """Give up to `batch` questions and `limit` passages that are near each other, without end.

    From a question one goes to its passage and its rivals, from these to the questions that they
    answer, and so on; when there is nothing left nearby, to any other question. Every question
    comes once before one comes again.
    """
    asked_of: dict[int, list[int]] = {}
    for question, passage in enumerate(pairs.right):
        asked_of.setdefault(passage, []).append(question)
    while True:
        left = dict.fromkeys(islice(_shuffled(len(pairs.right), epoch), len(pairs.right)))
        epoch += 1
        while left:
            questions: list[int] = []
            passages: dict[int, None] = {}  # a set that keeps its order
            waiting: deque[int] = deque()
            while left and len(questions) < batch:
                full = len(passages) >= limit
                if full and not waiting:
                    break
                question = waiting.popleft() if waiting else next(iter(left))
                around = [pairs.right[question], *pairs.rivals[question]]
                if question not in left or (full and around[0] not in passages):
                    continue
                del left[question]
                questions.append(question)
                for passage in around[: max(1, limit - len(passages))]:
                    if passage not in passages:
                        passages[passage] = None
                        waiting.extend(asked_of.get(passage, ()))
            yield questions, list(passages)


def _shuffled(count: int, epoch: int = 0) -> Iterator[int]:
    """Give all numbers below `count` in random order, over and over."""
    while True:
        numbers = list(range(count))
        random.Random(epoch).shuffle(numbers)
        yield from numbers
        epoch += 1


def ranking_loss(vectors: Tensor, others: Tensor, right: Tensor, raised: Tensor) -> Tensor:
    """Cross entropy of finding the right one among all others, at every length of vector.

    Args:
        vectors: (n, dimension), unit length.
        others: (m, dimension), unit length.
        right: (n,), the row of each vector's own.
        raised: (n, m), what is added to the scores: more where it is harder, minus infinity
            where another may be right too.
    """
    total = torch.zeros(())
    for length, weight in LENGTHS.items():
        near = functional.normalize(vectors[:, :length], dim=1)
        far = functional.normalize(others[:, :length], dim=1)
        total = total + weight * functional.cross_entropy(near @ far.T * SCALE + raised, right)
    return total / sum(LENGTHS.values())


SCALE = 25.0  # 1 / temperature


def closeness_loss(vectors: Tensor, targets: Tensor) -> Tensor:
    """One minus the mean cosine to the targets, which are not moved; both (n, d), unit length."""
    return 1 - (vectors * targets.detach()).sum(dim=1).mean()


class Losses:
    """The losses of a step."""

    def __init__(
        self,
        model: SentenceTransformer,
        pairs: Pairs,
        *,
        turned: bool = True,
        teacher: SentenceTransformer | None = None,
    ) -> None:
        """Take the vectors of `pairs` as they are if they went through the head (not `turned`).

        Where they have no targets, `teacher` makes these; else the model as it is now.
        """
        self.model = model
        self.pairs = pairs
        head = model[3].linear if turned else torch.nn.Identity()

        def placed(vectors: Tensor) -> Tensor:
            with torch.no_grad():
                return functional.normalize(head(functional.normalize(vectors, dim=1)), dim=1)

        self.first = placed(pairs.vectors)
        self.targets = None if pairs.targets is None else placed(pairs.targets)
        # Few of many texts are seen: to encode them all beforehand would take longer.
        self.teacher = teacher or (copy.deepcopy(model) if self.targets is None else model)
        self.recent: deque[Tensor] = deque()

    def encode(
        self, texts: Sequence[str], kind: str, model: SentenceTransformer | None = None
    ) -> Tensor:
        """Give unit vectors, (texts, dimension), with their graph.

        In float32: in bfloat16 two similarities must differ by 0.004 to differ at all.
        """
        # In small groups of one length: no padding is computed.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        groups: list[list[int]] = []
        for i in order:
            # The longest comes last, and the others are padded to it.
            if not groups or (len(groups[-1]) + 1) * len(texts[i]) > GROUP:
                groups.append([])
            groups[-1].append(i)
        model = model or self.model
        parts = [_run(model, [texts[i] for i in group], kind) for group in groups]
        return torch.cat(parts)[torch.tensor(order).argsort()]

    def __call__(self, step: Step) -> dict[str, Tensor]:
        """Compute them, by name."""
        found = self._of_texts(step)
        return found | (self._of_questions(step) if step.questions else self._of_passages(step))

    def _of_passages(self, step: Step) -> dict[str, Tensor]:
        """Hold passages where the base model puts them."""
        passages = self.encode([self.pairs.passages[number] for number in step.passages], "passage")
        return {"held": closeness_loss(passages, self.first[step.passages])}

    def _of_questions(self, step: Step) -> dict[str, Tensor]:
        """Find the passage of a question among the others, as it stands and as it is typed."""
        passages = self.encode([self.pairs.passages[number] for number in step.passages], "passage")
        asked = [self.pairs.questions[number] for number in step.questions]
        toned = self.encode(asked, "query")
        typed = self.encode([as_typed(text, step.chance) for text in asked], "query")
        places = {passage: place for place, passage in enumerate(step.passages)}
        right = torch.tensor([places[self.pairs.right[number]] for number in step.questions])
        first = self.first[step.passages]
        raised = torch.zeros(len(right), len(first))
        raised[first[right] @ first.T > SAME] = -torch.inf
        raised[torch.arange(len(right)), right] = 0
        return {
            "toned": ranking_loss(toned, passages, right, raised),
            # Passages do not go to meet questions that are typed badly.
            "typed": ranking_loss(typed, passages.detach(), right, raised),
            "alike": closeness_loss(typed, toned),
            "held": closeness_loss(passages, first),
        }

    def _of_texts(self, step: Step) -> dict[str, Tensor]:
        """Bring what is typed badly to where the base model puts it when it is typed well."""
        texts = [self.pairs.texts[number] for number in step.texts]
        typed = self.encode([as_typed(text, step.chance) for text in texts], "query")
        own, bank = self._targets_of(step, texts)
        others = torch.cat([own, bank])
        right = torch.arange(len(texts))
        raised = torch.zeros(len(texts), len(others))
        raised[own @ others.T > SAME] = -torch.inf
        raised[right, right] = 0
        few = step.chance.sample(range(len(texts)), min(12, len(texts)))
        well = self.encode([texts[i] for i in few], "query")
        return {
            "texts": ranking_loss(typed, others, right, raised),
            "close": closeness_loss(typed, own),
            "well": closeness_loss(well, own[few]),
        }

    def _targets_of(self, step: Step, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Give where these texts belong, and where others do, both (texts, dimension)."""
        if self.targets is not None:
            return self.targets[step.texts], self.targets[step.bank]
        with torch.no_grad():
            own = self.encode(texts, "query", self.teacher)
        others = torch.cat([own[:0], *self.recent])
        self.recent.append(own)
        while sum(map(len, self.recent)) > len(step.bank):
            self.recent.popleft()
        return own, others


def _run(model: SentenceTransformer, texts: list[str], kind: str) -> Tensor:
    features = model.preprocess(texts, prompt=PROMPTS[kind])
    layers = list(model)
    with torch.autocast("cpu", torch.bfloat16, enabled=HAS_BF16):
        for layer in layers[:2]:
            features = layer(features)
    for layer in layers[2:]:
        features["sentence_embedding"] = features["sentence_embedding"].float()
        features = layer(features)
    vectors: Tensor = features["sentence_embedding"]
    return vectors


WEIGHTS = {
    "toned": 1.0,
    "typed": 0.7,
    "alike": 1.0,
    "held": 0.7,
    "texts": 0.5,
    "close": 1.5,
    "well": 0.7,
}


def train(model: SentenceTransformer, pairs: Pairs, options: argparse.Namespace) -> None:
    """Go through the steps, saving as it goes; write the model at the end."""
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    if options.own_head:
        model[3].requires_grad_(False)
    else:
        set_head(model, functional.normalize(pairs.vectors, dim=1))
    # No dropout: it gains nothing here and costs time even at 0, DESIGN.md 7.
    model.eval()
    trained = [one for one in model.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=options.rate, weight_decay=0.01, fused=True)
    total, warmup = options.steps, max(1, options.steps // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / warmup, max(0.02, (total - step) / max(1, total - warmup))),
    )
    if options.own_targets:
        pairs = pairs._replace(targets=own_targets(model, pairs.texts, out / "targets.npy"))
    teacher = options.teacher and open_base(options.teacher, options.max_tokens).eval()
    losses = Losses(model, pairs, turned=not options.own_head, teacher=teacher)
    parts: dict[str, Any] = {
        "model": model,
        "optimizer": optimizer,
        "schedule": schedule,
    }
    done = resume(out, parts)
    started = time.monotonic()
    for number, step in islice(enumerate(steps_of(pairs, options), 1), done, total):
        values = losses(step)
        loss = sum((WEIGHTS[name] * value for name, value in values.items()), torch.zeros(()))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        shown = " ".join(f"{name} {value.item():.4f}" for name, value in values.items())
        seconds = (time.monotonic() - started) / (number - done)
        print(f"step {number}/{total} {shown} | {seconds:.1f} s a step", flush=True)
        if number % options.every == 0 or number == total:
            checkpoint(out, parts, number)
    model.save(str(out), create_model_card=False)


def own_targets(model: SentenceTransformer, texts: Sequence[str], file: Path) -> Tensor:
    """Give the vectors that a model makes of texts as questions, before its head; kept in a file.

    A second stage brings what is typed badly to where the first left what is typed well.
    """
    if not file.is_file():
        parts = []
        for start in range(0, len(texts), 96):
            features = model.preprocess(list(texts[start : start + 96]), prompt=PROMPTS["query"])
            with torch.no_grad():
                for layer in list(model)[:3]:
                    features = layer(features)
            parts.append(features["sentence_embedding"])
        np.save(file, torch.cat(parts).numpy().astype(np.float16))
    return torch.from_numpy(np.load(file).astype(np.float32))


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
    parser.add_argument("--pairs", type=Path, required=True, help="folder that pairs.py wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder for the tuned model")
    parser.add_argument("--steps", type=int, default=260)
    parser.add_argument("--texts-first", type=int, default=40, help="steps without questions")
    parser.add_argument("--batch", type=int, default=48, help="questions a step")
    parser.add_argument("--passages", type=int, default=40, help="passages a step")
    parser.add_argument("--texts", type=int, default=48, help="short texts a step")
    parser.add_argument("--bank", type=int, default=6000, help="texts to be told from")
    parser.add_argument("--own-targets", action="store_true", help="of the texts: a second stage")
    parser.add_argument(
        "--own-head", action="store_true", help="the base's, which made the vectors of PAIRS too"
    )
    parser.add_argument("--teacher", type=Path, help="makes targets as they come (default: BASE)")
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--seed", type=int, default=0, help="another order in another stage")
    parser.add_argument("--max-tokens", type=int, default=224)
    parser.add_argument("--every", type=int, default=25, help="steps between two checkpoints")
    options = parser.parse_args()
    torch.manual_seed(0)
    train(open_base(options.base, options.max_tokens), read_pairs(options.pairs), options)
