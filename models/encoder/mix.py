"""Mix the weights of a model before and after a stage of training.

    python -m models.encoder.mix --before DIR --after DIR --share 0.25 --out DIR

A stage that learns how people type forgets some of how they write; part of the way it has learned
more than it has forgotten (Wortsman et al. 2022, Robust fine-tuning of zero-shot models, arXiv
2109.01903). Both must have the same pieces and, after the pooling, the same head.
"""

import argparse
import shutil
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from models.encoder.export import head_of
from models.encoder.graph import Array

MODEL = "model.safetensors"


def between(old: dict[str, Array], new: dict[str, Array], share: float) -> dict[str, Array]:
    """Give weights in float32 that are `share` of the way from the old ones to the new.

    Raises:
        ValueError: the two are not of one shape.
    """
    if {name: one.shape for name, one in old.items()} != {n: one.shape for n, one in new.items()}:
        raise ValueError("the weights are not of one shape")
    return {
        name: (1 - share) * old[name].astype(np.float32) + share * value.astype(np.float32)
        for name, value in new.items()
    }


def mix(before: Path, after: Path, share: float, out: Path) -> None:
    """Write the folder `after` with its weights taken only `share` of the way from `before`.

    Raises:
        ValueError: the two are not stages of one model.
    """
    old, new = load_file(before / MODEL), load_file(after / MODEL)
    vocabularies = [
        Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
        for folder in (before, after)
    ]
    if vocabularies[0] != vocabularies[1]:
        raise ValueError(f"{before} and {after} have different pieces")
    mixed = between(old, new, share)
    heads = head_of(before), head_of(after)
    if heads[0].keys() != heads[1].keys() or any(
        not np.array_equal(heads[0][part], heads[1][part]) for part in heads[0]
    ):
        raise ValueError(f"{before} and {after} turn their vectors differently")
    shutil.copytree(after, out, ignore=shutil.ignore_patterns("checkpoint*", "*.npy"))
    save_file(mixed, out / MODEL, metadata={"format": "pt"})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--before", type=Path, required=True, help="folder of a BertModel")
    parser.add_argument("--after", type=Path, required=True, help="folder that train.py wrote")
    parser.add_argument("--share", type=float, default=0.25, help="of the way (default: 0.25)")
    parser.add_argument("--out", type=Path, required=True, help="folder to write, not there yet")
    options = parser.parse_args()
    mix(options.before, options.after, options.share, options.out)
