"""The weights in an int8 model.onnx, as the BertModel they came from would have them.

The other way round from graph.py: what is shipped, the encoder or the reader, can be trained
further, less what the bytes lost of it.
"""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

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
