"""Give a model pieces for the syllables of Vietnamese typed without diacritics.

    python -m models.encoder.vocabulary --base DIR --data DIR --out DIR

A vocabulary learned from toned text has "▁công", but cuts "cong" into "▁con", "g": more than a
third of the words of a toneless question come apart like that, into pieces that mean something
else. Each such syllable gets a piece of its own here, and starts from the mean of what it may stand
for ("công", "cộng", "cổng") by how often each is written. A syllable that was one piece already
("▁huong") moves towards the same mean, unless it is a word as it stands. Toned text is cut as
before, but for two words in a thousand ("chay", "phe").
"""

import argparse
import json
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file, save_file
from tokenizers import Encoding, Tokenizer

from models.encoder.pairs import rows
from models.encoder.typed import without_marks

Array = npt.NDArray[np.float32]
Forms = Mapping[str, Mapping[str, int]]
"""How often each toned form of a toneless syllable is written, by the toneless one."""

SOURCES = {  # the file, and the field that is read of it
    "train/viwiki_passages.jsonl.gz": "text",
    "scale/phapdien.jsonl.gz": "text",
    "train/vietnews_pairs.jsonl.gz": "abstract",
}
ROWS = 40_000  # of each file
LONGEST_SYLLABLE = len("nghiêng")
RAREST = 20  # how often the toned forms of a syllable must be written
OWN_WORD = 0.2  # share of the toneless form from which it is a word of its own: "lao", "trong"
DRAWN = 0.05  # share below which a piece that is there is drawn to the mean: toned text has it too
DRAW = 0.7  # how far
WINS = 0.5  # how much likelier the new piece is than the pieces that it replaces
WORD = "▁"  # before the first piece of a word
EMBEDDINGS = "embeddings.word_embeddings.weight"
_WORD = re.compile(r"[^\W\d_]+")


class Widened(NamedTuple):
    """New pieces and all rows of the embedding table."""

    pieces: list[tuple[str, float]]
    """With their scores, to stand after the pieces that are there."""
    drawn: Array
    """The rows that were there, some drawn to a mean."""
    added: Array
    """A row a new piece."""


def forms_of(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """Count how the syllables of texts are written, lower case and capitalised apart."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in _WORD.findall(text):
            if len(word) <= LONGEST_SYLLABLE and word[1:] == word[1:].lower():
                forms[without_marks(word)][word] += 1
    return forms


def widen(tokenizer: Tokenizer, embeddings: Array, forms: Forms) -> Widened:
    """Find the pieces that are missing, and what they and those that are there should start from.

    Args:
        tokenizer: of pieces with scores (Unigram), without a template.
        embeddings: (pieces, width).
        forms: as `forms_of` counts them.
    """
    vocabulary = dict(map(tuple, json.loads(tokenizer.to_str())["model"]["vocab"]))
    pieces, added, drawn = [], [], embeddings.copy()

    def cut(word: str) -> Encoding:
        return tokenizer.encode(word, add_special_tokens=False)

    def mean_of(written: Mapping[str, int]) -> Array:
        mean = np.zeros(embeddings.shape[1], np.float32)
        total = 0.0
        for form, count in written.items():
            ids = cut(form).ids
            # The mean of two pieces says less than one that is the word.
            weight = count if len(ids) == 1 else count / 2
            mean += weight * embeddings[ids].mean(axis=0)
            total += weight
        return mean / np.float32(total)

    for bare, written in sorted(forms.items()):
        toned = {form: count for form, count in written.items() if form != bare}
        if sum(toned.values()) < RAREST:
            continue
        own = 1 - sum(toned.values()) / sum(written.values())
        tokens = cut(bare).tokens
        if WORD + bare in vocabulary:
            if own < DRAWN:
                row = tokenizer.token_to_id(WORD + bare)
                drawn[row] += np.float32(DRAW) * (mean_of(toned) - drawn[row])
        elif len(tokens) > 1 and own <= OWN_WORD:
            pieces.append((WORD + bare, sum(vocabulary[token] for token in tokens) + WINS))
            added.append(mean_of(written))
    return Widened(pieces, drawn, np.array(added, np.float32).reshape(-1, embeddings.shape[1]))


def write(base: Path, out: Path, forms: Forms) -> int:
    """Copy a model's folder with a wider vocabulary; give the number of new pieces.

    Raises:
        ValueError: the last number is not that of <mask>, which stays the last.
    """
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    facts: dict[str, Any] = json.loads(tokenizer.to_str())
    weights = load_file(base / "model.safetensors")
    embeddings = weights[EMBEDDINGS].astype(np.float32)
    vocabulary = facts["model"]["vocab"]
    mask = facts["added_tokens"][-1]
    if not mask["id"] == len(vocabulary) == len(embeddings) - 1:
        raise ValueError(f"{base}: <mask> should be the last piece, and in no list")
    found = widen(tokenizer, embeddings, forms)
    vocabulary.extend(map(list, found.pieces))
    mask["id"] = len(vocabulary)
    weights[EMBEDDINGS] = np.concatenate([found.drawn[:-1], found.added, found.drawn[-1:]])
    config = json.loads((base / "config.json").read_text("utf-8"))
    config["vocab_size"] = len(weights[EMBEDDINGS])
    shutil.copytree(base, out, ignore=shutil.ignore_patterns("checkpoint*", "*.npy"))
    (out / "tokenizer.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    (out / "config.json").write_text(json.dumps(config, indent=2), "utf-8")
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    return len(found.pieces)


def texts_of(data: Path) -> Iterator[str]:
    """Read encyclopedia, law and news."""
    for file, field in SOURCES.items():
        for row in islice(rows(data / file), ROWS):
            yield row[field]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True, help="folder of a BertModel")
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and scale/")
    parser.add_argument("--out", type=Path, required=True, help="folder to write, not there yet")
    options = parser.parse_args()
    print(write(options.base, options.out, forms_of(texts_of(options.data))), "new pieces")
