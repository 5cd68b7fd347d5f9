"""How fast passages become vectors: the bundled encoder beside the usual LangChain recipe."""

import gzip
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, cycle, islice
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
    """Encode the passages with our encoder and with HuggingFaceEmbeddings on the model in `base`.

    They take turns on every `rounds`-th part, so that whatever else the machine does slows both.
    """
    from langchain_huggingface import HuggingFaceEmbeddings

    mine = open_encoder(encoder)
    usual = HuggingFaceEmbeddings(
        model_name=str(base),
        # The weights are kept in 16 bits, which processors compute ten times slower than in 32.
        model_kwargs={"device": "cpu", "model_kwargs": {"dtype": "float32"}},
        encode_kwargs={"prompt": "passage: ", "normalize_embeddings": True},
    )
    mine.encode_passages(passages[:4])
    usual.embed_documents(list(passages[:4]))
    ours = theirs = 0.0
    for part in range(rounds):
        texts = list(passages[part::rounds])
        ours += _seconds(mine.encode_passages, texts)
        theirs += _seconds(usual.embed_documents, texts)
    return EncodingSpeed(len(passages), len(passages) / ours, len(passages) / theirs)


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
