r"""Train the reader on an encoder's body: where the answer stands, and whether there is one.

    LD_PRELOAD=libtcmalloc_minimal.so.4 python -m models.reader.train \
        --body FOLDER --data DIR [--made FILE[:N]] [--pairs DIR] --minutes 240 --out FOLDER

Killed and started again with the same arguments, it goes on from the last checkpoint. The rate
falls to nothing when the minutes are over, whatever a step costs. `curve.jsonl` in the folder
keeps what it measured on the way. `export.py --base FOLDER` ships the result.
"""

import argparse
import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from index.backend import this_processor
from index.encoder import bundled
from index.text import sentences, syllables
from models.encoder.weights import weights_of
from models.reader.examples import (
    Example,
    Examples,
    Row,
    made_file,
    read_pairs,
    read_rows,
    training_rows,
)
from qa.network import (
    FoundSpan,
    Logits,
    PassageReading,
    Window,
    passage_pieces,
    question_ids,
    reading_of,
    windows,
)

POOL = 512  # visits that are sorted by length together
WARM_UP = 0.06  # of the time
PADDING = 1  # the tokenizer's number of <pad>
HEADS = "heads.safetensors"


class ReaderModel(nn.Module):
    """A BertModel with a head for the two ends of a span and one for whether there is any."""

    def __init__(self, body: BertModel) -> None:
        super().__init__()
        self.body = body
        width = body.config.hidden_size
        self.span = nn.Linear(width, 2)
        self.answerable = nn.Linear(width, 1)
        for head in (self.span, self.answerable):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, ids: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """Give the logits of the ends, (texts, tokens, 2), and that there is an answer, (texts,).

        Args:
            ids: Tokens, (texts, tokens), padded.
            real: What is no padding, (texts, tokens), of 0 and 1.
        """
        mask = None if bool(real.all()) else real
        hidden = self.body(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        shares = real[:, :, None] / real.sum(dim=1)[:, None, None]
        mean = (hidden * shares).sum(dim=1)
        return self.span(hidden), self.answerable(mean)[:, 0]


def open_body(body: Path, attention: str) -> ReaderModel:
    """Load a BertModel folder, or a shipped model.onnx or its folder; with its heads, if any."""
    file = body / "model.onnx" if body.is_dir() else body
    if file.suffix == ".onnx" and file.is_file() and not (body / "model.safetensors").is_file():
        weights, config = weights_of(file)
        tensors = {name: torch.from_numpy(value) for name, value in weights.items()}
        model = BertModel(
            BertConfig(**config, attn_implementation=attention), add_pooling_layer=False
        )
        own = {name: tensors[name] for name in model.state_dict() if name in tensors}
        model.load_state_dict(own)
        heads = {name: value for name, value in tensors.items() if name.startswith(_HEADS)}
    else:
        model = BertModel.from_pretrained(
            body, attn_implementation=attention, dtype=torch.float32, add_pooling_layer=False
        )
        heads = load_file(body / HEADS) if (body / HEADS).is_file() else {}
    reader = ReaderModel(model)
    if heads:
        reader.load_state_dict(heads, strict=False)
    return reader


_HEADS = ("span.", "answerable.")


def save(reader: ReaderModel, tokenizer: Path, out: Path) -> None:
    """Write the folder that export.py reads."""
    reader.body.save_pretrained(out)
    heads = {name: one for name, one in reader.state_dict().items() if name.startswith(_HEADS)}
    save_file(heads, out / HEADS)
    shutil.copyfile(tokenizer, out / "tokenizer.json")


@dataclass(frozen=True, slots=True)
class Item:
    """An example in tokens."""

    window: Window
    starts: tuple[int, ...]
    """The tokens an answer may begin with; empty when there is none."""
    ends: tuple[int, ...]
    """The tokens an answer may end with."""
    group: int = -1
    """The visit, where a question is shown with several passages, or a passage with several."""


def item_of(tokenizer: Tokenizer, example: Example) -> Item | None:
    """Cut an example into tokens; None when its answers are too far from its beginning."""
    parts = windows(
        tokenizer,
        question_ids(tokenizer, example.question),
        passage_pieces(tokenizer, example.passage),
        example.title,
    )
    if example.is_somewhere:
        every = tuple(range(parts[0].first, parts[0].first + len(parts[0].places)))
        return Item(parts[0], every, every)
    if not example.answers:
        return Item(parts[0], (), ())
    for part in parts:
        ends = [place for answer in example.answers if (place := _tokens_of(part, *answer))]
        if ends:
            return Item(
                part,
                tuple({part.first + first for first, _ in ends}),
                tuple({part.first + last for _, last in ends}),
            )
    return None


def _tokens_of(part: Window, start: int, end: int) -> tuple[int, int] | None:
    """Find the first and last token of a place, when all of it is in the window."""
    touched = [i for i, (a, b) in enumerate(part.places) if a < end and start < b]
    if not touched or part.places[touched[0]][0] > start or part.places[touched[-1]][1] < end:
        return None
    return touched[0], touched[-1]


class Place(NamedTuple):
    """How far the training is: the pool of visits, and the batches of it that are done."""

    pool: int
    batch: int


def items_of(tokenizer: Tokenizer, examples: Examples, number: int) -> list[Item]:
    """Cut all examples of a visit into tokens."""
    visited = examples.visit(number)
    items = [item for one in visited if (item := item_of(tokenizer, one))]
    return items if len(visited) == 1 else [replace(item, group=number) for item in items]


def batches_of(
    examples: Examples, tokenizer: Tokenizer, size: int, start: Place
) -> Iterator[tuple[Place, list[Item]]]:
    """Give batches without end, each with the place after it; the same ones every time.

    Texts of one length go together: padding is computed like anything else. So do those of a visit.
    """
    pool, done = start
    while True:
        visits = range(pool * POOL, (pool + 1) * POOL)
        groups = [items for n in visits if (items := items_of(tokenizer, examples, n))]
        groups.sort(key=_longest)
        batches: list[list[Item]] = [[]]
        for items in groups:
            if batches[-1] and (len(batches[-1]) + len(items)) * _longest(items) > size:
                batches.append([])
            batches[-1] += items
        random.Random(pool).shuffle(batches)
        for number, batch in enumerate(batches[done:], done + 1):
            yield Place(pool, number), batch
        pool, done = pool + 1, 0


def _longest(items: Sequence[Item]) -> int:
    return max(len(item.window.ids) for item in items)


def padded(parts: Sequence[Window]) -> tuple[Tensor, Tensor]:
    """Put windows side by side: their tokens, and what of it is no padding."""
    longest = max(len(part.ids) for part in parts)
    ids = torch.full((len(parts), longest), PADDING)
    real = torch.zeros((len(parts), longest))
    for row, part in enumerate(parts):
        ids[row, : len(part.ids)] = torch.tensor(part.ids)
        real[row, : len(part.ids)] = 1
    return ids, real


def losses_of(spans: Tensor, answerable: Tensor, items: Sequence[Item]) -> dict[str, Tensor]:
    """Compute the losses of a batch, by name.

    "span": minus the log of the probability of all right first tokens, and of all right last ones,
    among the tokens of the passage and the mark before all, which stands for no answer (Devlin et
    al. 2019, arXiv:1810.04805, 4.3).
    "answerable": binary cross entropy of the head.
    "best": minus the log of the probability of the passage that answers among all that are shown
    with its question, or of the question that is answered among its twins, by what
    `qa.network.reading_of` calls answerable.
    """
    parts = [item.window for item in items]
    inside = torch.full(spans.shape, -torch.inf)
    right = torch.full(spans.shape, -torch.inf)
    for row, (part, item) in enumerate(zip(parts, items, strict=True)):
        inside[row, [0, *range(part.first, part.first + len(part.places))]] = 0
        right[row, list(item.starts) or [0], 0] = 0
        right[row, list(item.ends) or [0], 1] = 0
    missed = torch.logsumexp(spans + inside, dim=1) - torch.logsumexp(spans + right, dim=1)
    there = torch.tensor([bool(item.starts) for item in items])
    own = inside.clone()
    own[:, 0] = -torch.inf  # log odds of the passage's tokens against that mark, as in qa.network
    against = (torch.logsumexp(spans + own, dim=1) - spans[:, 0]).mean(dim=1)
    odds = (answerable + against) / 2
    return {
        "span": missed.mean(),
        "answerable": functional.binary_cross_entropy_with_logits(answerable, there.float()),
        "best": _best_loss(odds, items),
    }


WEIGHTS = {"span": 1.0, "answerable": 1.0, "best": 1.0}


def _best_loss(odds: Tensor, items: Sequence[Item]) -> Tensor:
    groups: dict[int, list[int]] = {}
    for row, item in enumerate(items):
        if item.group >= 0:
            groups.setdefault(item.group, []).append(row)
    losses = []
    for rows in groups.values():
        right = [row for row in rows if items[row].starts]
        if right and len(right) < len(rows):
            losses.append(torch.logsumexp(odds[rows], dim=0) - torch.logsumexp(odds[right], dim=0))
    return torch.stack(losses).mean() if losses else odds.new_zeros(())


class Progress:
    """What is saved beside the model: where the training is and the minutes it took so far."""

    def __init__(self) -> None:
        self.step = 0
        self.place = Place(0, 0)
        self.seconds = 0.0

    def state_dict(self) -> dict[str, Any]:
        """Give all of it."""
        return {"step": self.step, "place": tuple(self.place), "seconds": self.seconds}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from there."""
        self.step, self.seconds = state["step"], state["seconds"]
        self.place = Place(*state["place"])


def train(
    reader: ReaderModel,
    tokenizer: Tokenizer,
    examples: Examples,
    options: argparse.Namespace,
    *,
    measure: Callable[[ReaderModel], dict[str, float]],
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Go on until the time is over, saving as it goes."""
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    # No dropout: it gains nothing here and costs time even at 0, DESIGN.md 7.
    reader.eval()
    optimizer = torch.optim.AdamW(reader.parameters(), lr=options.rate, weight_decay=0.01)
    progress = Progress()
    parts: dict[str, Any] = {"model": reader, "optimizer": optimizer, "progress": progress}
    resume(out, parts)
    started = clock() - progress.seconds
    saved = progress.seconds
    seen: Counter[str] = Counter()
    bfloat16 = this_processor().has_bf16 and not options.float32
    for place, batch in batches_of(examples, tokenizer, options.tokens, progress.place):
        share = progress.seconds / (60 * options.minutes)
        if share >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min((share + 1e-3) / WARM_UP, (1 - share) / (1 - WARM_UP))
        ids, real = padded([item.window for item in batch])
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            spans, answerable = reader(ids, real)
        losses = losses_of(spans.float(), answerable.float(), batch)
        optimizer.zero_grad()
        sum((WEIGHTS[name] * loss for name, loss in losses.items()), torch.zeros(())).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        progress.step, progress.place = progress.step + 1, place
        progress.seconds = clock() - started
        seen.update(
            {name: loss.item() for name, loss in losses.items()}
            | {"steps": 1, "tokens": int(real.sum()), "examples": len(batch)}
        )
        last = progress.seconds >= 60 * options.minutes
        if last or progress.step % options.log == 0:
            _log(out, progress, seen)
        if last or progress.step % options.measure == 0:
            _note(out, progress, measure(reader))
            progress.seconds = clock() - started
        if last or progress.seconds - saved >= options.every:
            saved = progress.seconds
            checkpoint(out, parts)


def _log(out: Path, progress: Progress, seen: Counter[str]) -> None:
    """Write the mean losses since the last time, and forget them."""
    steps = seen.pop("steps")
    means = {name: round(seen[name] / steps, 4) for name in WEIGHTS}
    _note(out, progress, {**means, **{name: seen[name] for name in ("examples", "tokens")}})
    seen.clear()


def _note(out: Path, progress: Progress, figures: dict[str, float]) -> None:
    line = {"step": progress.step, "minutes": round(progress.seconds / 60, 2), **figures}
    print(" ".join(f"{name} {figure}" for name, figure in line.items()), flush=True)
    with (out / "curve.jsonl").open("a", encoding="utf-8") as curve:
        curve.write(json.dumps(line) + "\n")


def checkpoint(out: Path, parts: dict[str, Any]) -> None:
    """Write everything needed to go on; the old file stays until the new one is whole."""
    torch.save({name: part.state_dict() for name, part in parts.items()}, out / "checkpoint.tmp")
    (out / "checkpoint.tmp").replace(out / "checkpoint.pt")


def resume(out: Path, parts: dict[str, Any]) -> None:
    """Load the last checkpoint, if there is one."""
    if (out / "checkpoint.pt").is_file():
        state = torch.load(out / "checkpoint.pt", weights_only=True)
        for name, part in parts.items():
            part.load_state_dict(state[name])


def read_passage(
    reader: ReaderModel, tokenizer: Tokenizer, question: str, passage: str, title: str = ""
) -> PassageReading:
    """Read one passage as qa.network does, with the model in training."""
    parts = windows(
        tokenizer, question_ids(tokenizer, question), passage_pieces(tokenizer, passage), title
    )
    return reading_of(parts, [_logits(reader, part) for part in parts])


@torch.inference_mode()
def _logits(reader: ReaderModel, part: Window) -> Logits:
    spans, answerable = reader(*padded([part]))
    starts, ends = spans[0].float().numpy().T
    return starts, ends, float(answerable[0])


def figures_of(reader: ReaderModel, tokenizer: Tokenizer, rows: Sequence[Row]) -> dict[str, float]:
    """Say in percent how often the best span of a gold passage is right, in three ways."""
    exact, shared, right = [], [], []
    for row in rows:
        spans = read_passage(reader, tokenizer, row.question, row.context, row.title).spans
        said = row.context[spans[0].start : spans[0].end] if spans else ""
        answers = [row.context[start:end] for start, end in row.answers]
        exact.append(any(words_of(said) == words_of(answer) for answer in answers))
        shared.append(max(overlap(said, answer) for answer in answers))
        right.append(bool(spans) and _in_right_sentence(row, spans[0]))
    return {
        "exact": round(100 * float(np.mean(exact)), 1),
        "f1": round(100 * float(np.mean(shared)), 1),
        "sentence": round(100 * float(np.mean(right)), 1),
    }


def words_of(text: str) -> list[str]:
    """Give the words that answers are compared by."""
    return [word.form for word in syllables(text)]


def overlap(said: str, answer: str) -> float:
    """Give the F1 of the words of two texts.

    >>> overlap("ngày 10-4-2013", "10-4-2013")
    0.8571428571428571
    """
    one, other = Counter(words_of(said)), Counter(words_of(answer))
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _in_right_sentence(row: Row, span: FoundSpan) -> bool:
    """Say whether the sentence a span begins in holds half of an answer or more."""
    for start, end in sentences(row.context):
        if start <= span.start < end:
            return any(2 * (min(b, end) - max(a, start)) >= b - a for a, b in row.answers)
    return False


def separation_of(reader: ReaderModel, tokenizer: Tokenizer, rows: Sequence[Row]) -> float:
    """Give the AUC of "answerable" in percent."""
    odds = [
        read_passage(reader, tokenizer, row.question, row.context, row.title).answerable
        for row in rows
    ]
    return round(100 * float(roc_auc_score([bool(row.answers) for row in rows], odds)), 1)


def measure_on(
    data: Path, tokenizer: Tokenizer, count: int, own: Path | None = None
) -> Callable[[ReaderModel], dict[str, float]]:
    """Give what measures a reader on about so many questions of each dev set, evenly taken.

    Those of a file of one's own are measured too, figures named "own_…".
    """
    questions, separated, others = (
        rows[:: max(1, len(rows) // count)]
        for file in (
            data / "dev/viquad_dev.questions.jsonl.gz",
            data / "dev/mailong_dev.jsonl.gz",
            own,
        )
        for rows in [read_rows(file) if file else []]
    )

    def measure(reader: ReaderModel) -> dict[str, float]:
        figures = figures_of(reader, tokenizer, questions)
        figures["auc"] = separation_of(reader, tokenizer, separated)
        if others:
            answered = [row for row in others if row.answers]
            for name, figure in figures_of(reader, tokenizer, answered).items():
                figures[f"own_{name}"] = figure
            figures["own_auc"] = separation_of(reader, tokenizer, others)
        return figures

    return measure


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--body", type=Path, required=True, help="BertModel folder, or model.onnx")
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and dev/")
    parser.add_argument("--made", type=made_file, action="append", default=[], metavar="FILE[:N]")
    parser.add_argument("--rivals", type=Path, action="append", default=[], help="see rivals.py")
    parser.add_argument("--pairs", type=Path, help="folder that models.encoder.pairs wrote")
    parser.add_argument("--dev", type=Path, help="made file to measure on too")
    parser.add_argument(
        "--translated",
        type=int,
        default=1,
        choices=(0, 1),
        help="whether the translated rows count",
    )
    parser.add_argument("--human", type=int, default=2, help="how often the human rows count")
    parser.add_argument("--out", type=Path, required=True, help="folder for the reader")
    parser.add_argument("--minutes", type=float, required=True, help="when the rate is down to 0")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--tokens", type=int, default=2800, help="tokens a step, padding included")
    parser.add_argument("--every", type=float, default=150, help="seconds between two checkpoints")
    parser.add_argument("--log", type=int, default=20, help="steps between two lines")
    parser.add_argument("--measure", type=int, default=250, help="steps between two measurements")
    parser.add_argument("--measured", type=int, default=120, help="dev questions of each kind")
    parser.add_argument("--attention", default="sdpa", choices=("sdpa", "eager"))
    parser.add_argument("--float32", action="store_true", help="even where bfloat16 is fast")
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(2)
    beside = (options.body if options.body.is_dir() else options.body.parent) / "tokenizer.json"
    file = beside if beside.is_file() else bundled("encoder") / "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    reader = open_body(options.body, options.attention)
    rows = training_rows(options.data, options.made, options.human, options.translated)
    rows += [row for path in options.rivals for row in read_rows(path)]
    print(f"{len(rows)} rows", flush=True)
    measure = measure_on(options.data, tokenizer, options.measured, options.dev)
    pairs = read_pairs(options.pairs) if options.pairs else []
    print(f"{len(pairs)} pairs", flush=True)
    train(reader, tokenizer, Examples(rows, pairs), options, measure=measure)
    save(reader, file, options.out)


if __name__ == "__main__":
    main()
