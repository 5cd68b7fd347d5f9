"""How fast passages become vectors, and in how much memory: ours beside the usual recipe."""

import gzip
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, cycle, islice
from multiprocessing import get_context
from pathlib import Path

from index.encoder import open_encoder

WORDS = 75  # about 100 tokens of Vietnamese


@dataclass(frozen=True, slots=True)
class EncodingSpeed:
    """Passages per second of both, measured in turns in one process."""

    passages: int
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """How many times as fast ours is."""
        return self.ours / self.theirs


def compare_encoding(
    base: Path, passages: Sequence[str], *, encoder: str | None = None, rounds: int = 3
) -> EncodingSpeed:
    """Encode the passages with our encoder and with HuggingFaceEmbeddings on a model's folder."""
    from langchain_huggingface import HuggingFaceEmbeddings

    mine = open_encoder(encoder)
    usual = HuggingFaceEmbeddings(
        model_name=str(base),
        # The weights are kept in 16 bits, which processors compute ten times slower than in 32.
        model_kwargs={"device": "cpu", "model_kwargs": {"dtype": "float32"}},
        encode_kwargs={"prompt": "passage: ", "normalize_embeddings": True},
    )
    speed = in_turns(
        {"ours": mine.encode_passages, "theirs": usual.embed_documents}, passages, rounds=rounds
    )
    return EncodingSpeed(len(passages), speed["ours"], speed["theirs"])


def in_turns(
    encoders: Mapping[str, Callable[[list[str]], object]],
    passages: Sequence[str],
    *,
    rounds: int = 3,
) -> dict[str, float]:
    """Give the passages per second of each.

    They take turns on every `rounds`-th part, so that whatever else the machine does slows all.
    """
    for encode in encoders.values():
        encode(list(passages[:4]))
    seconds = dict.fromkeys(encoders, 0.0)
    for part in range(rounds):
        for name, encode in encoders.items():
            seconds[name] += _seconds(encode, list(passages[part::rounds]))
    return {name: len(passages) / spent for name, spent in seconds.items()}


def peak_memory_mb(model: str, passages: Sequence[str]) -> float:
    """Give the most memory that a process held to open a model and encode the passages.

    Resident, with Python and the model's libraries, in a process that does nothing else.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_peak_of, model, passages).result()


def _peak_of(model: str, passages: Sequence[str]) -> float:
    open_encoder(model).encode_passages(passages)
    status = Path("/proc/self/status")
    if not status.is_file():  # no Linux
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    # Not ru_maxrss, which a process inherits from the one that started it.
    kilobytes = re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text("utf-8"), re.M)
    assert kilobytes is not None
    return int(kilobytes[1]) * 1024 / 1e6


def read_passages(source: Path, count: int = 300) -> list[str]:
    """Cut the text of `source` into passages of about 100 tokens, from the start again if short.

    `source` is a .jsonl.gz file with a "text" in each record, a text file or a folder of them.
    """
    if source.suffix == ".gz":
        with gzip.open(source, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in islice(lines, count)]
    else:
        files = sorted(source.glob("*.txt")) if source.is_dir() else [source]
        texts = [file.read_text("utf-8") for file in files]
    words = list(chain.from_iterable(text.split() for text in texts))
    passages = [" ".join(words[i : i + WORDS]) for i in range(0, len(words), WORDS)]
    return list(islice(cycle(passages), count))


def _seconds(encode: Callable[[list[str]], object], texts: list[str]) -> float:
    start = time.perf_counter()
    encode(texts)
    return time.perf_counter() - start
