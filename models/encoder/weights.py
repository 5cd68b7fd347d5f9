"""The weights in an int8 model.onnx, as the BertModel they came from would have them.

    python -m models.encoder.weights --out DIR     # the shipped encoder, to be trained further

The other way round from graph.py: what is shipped, the encoder or the reader, can be trained
further, less what the bytes lost of it.
"""

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

from index.bf16 import read

Array = npt.NDArray[Any]


def weights_of(model: Path) -> tuple[dict[str, Array], dict[str, Any]]:
    """Read a file that an export.py wrote: the weights in float32, and the model's configuration.

    What stands after the last layer is there too: "head.weight", "span.bias".

    Raises:
        LookupError, ValueError: the file is none of these.
    """
    constants, heads = read(model)
    words = constants["words"].astype(np.float32) * constants["words.scale"]
    width = words.shape[1]
    found: dict[str, Array] = {
        "embeddings.word_embeddings.weight": words,
        "embeddings.position_embeddings.weight": constants["places"],
        # The first segment's vector is part of the places.
        "embeddings.token_type_embeddings.weight": np.zeros((2, width), np.float32),
        **_norm(constants, "embedded", "embeddings"),
    }
    layers = sum(name.endswith(".joined.weight") for name in constants)
    for number in range(layers):
        name, own = f"layer{number}", f"encoder.layer.{number}"
        joined = np.split(_matrix(constants, f"{name}.joined"), 3)
        biases = np.split(constants[f"{name}.joined.bias"], 3)
        for part, matrix, bias in zip(("query", "key", "value"), joined, biases, strict=True):
            found[f"{own}.attention.self.{part}.weight"] = matrix
            found[f"{own}.attention.self.{part}.bias"] = bias
        back = _matrix(constants, f"{name}.back")
        found |= {
            f"{own}.attention.output.dense.weight": _matrix(constants, f"{name}.mixed"),
            f"{own}.attention.output.dense.bias": constants[f"{name}.mixed.bias"],
            f"{own}.intermediate.dense.weight": _matrix(constants, f"{name}.wide"),
            f"{own}.intermediate.dense.bias": constants[f"{name}.gelu.bias"],
            f"{own}.output.dense.weight": back * constants.get(f"{name}.damping", np.float32(1)),
            f"{own}.output.dense.bias": constants[f"{name}.back.bias"],
            **_norm(constants, f"{name}.middle", f"{own}.attention.output"),
            **_norm(constants, f"{name}.output", f"{own}.output"),
        }
    tail = {
        name: np.ascontiguousarray(value.T)
        for name, value in constants.items()
        if name.endswith((".weight", ".bias")) and not name.startswith(("layer", "embedded"))
    }
    config = {
        "model_type": "bert",
        "hidden_act": "gelu",
        "vocab_size": len(words),
        "hidden_size": width,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": len(constants["layer0.gelu.bias"]),
        "max_position_embeddings": len(constants["places"]),
        "type_vocab_size": 2,
        "layer_norm_eps": 1e-12,
        "pad_token_id": 1,
    }
    return found | tail, config


def _matrix(constants: dict[str, Array], name: str) -> Array:
    """Give bytes and their scales as torch keeps a matrix: a row an output."""
    matrix = constants[f"{name}.weight"].astype(np.float32) * constants[f"{name}.scale"]
    return np.ascontiguousarray(matrix.T)


def _norm(constants: dict[str, Array], name: str, own: str) -> dict[str, Array]:
    return {
        f"{own}.LayerNorm.weight": constants[f"{name}.gain"],
        f"{own}.LayerNorm.bias": constants[f"{name}.bias"],
    }


def thaw(encoder: Path, out: Path) -> None:
    """Write the BertModel folder that a shipped encoder was made of, with its head beside it."""
    weights, config = weights_of(encoder / "model.onnx")
    head = {
        f"linear.{name.removeprefix('head.')}": weights.pop(name)
        for name in list(weights)
        if name.startswith("head.")
    }
    out.mkdir(parents=True, exist_ok=True)
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    (out / "config.json").write_text(json.dumps(config, indent=1), "utf-8")
    (out / "tokenizer_config.json").write_text(json.dumps(_TOKENIZER, indent=1), "utf-8")
    shutil.copyfile(encoder / "tokenizer.json", out / "tokenizer.json")
    if head:
        (out / _HEAD).mkdir(exist_ok=True)
        save_file(head, out / _HEAD / "model.safetensors", metadata={"format": "pt"})
        layers = [{"idx": 3, "name": "3", "path": _HEAD, "type": _DENSE}]
        (out / "modules.json").write_text(json.dumps(layers, indent=1), "utf-8")


_HEAD, _DENSE = "3_Dense", "sentence_transformers.models.Dense"
_TOKENIZER = {
    "tokenizer_class": "PreTrainedTokenizerFast",
    "model_max_length": 512,
    "bos_token": "<s>",
    "cls_token": "<s>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "mask_token": "<mask>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--encoder", type=Path, default=Path(__file__).parent)
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    options = parser.parse_args()
    thaw(options.encoder, options.out)
