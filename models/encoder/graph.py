"""The int8 ONNX graph of a BertModel's body, which the encoder and the reader share.

It is written node by node rather than traced, for what onnxruntime runs fastest is not what its
optimiser makes of a traced graph (README.md, "Why the graph is written by hand").
The same weights give the same file, byte for byte.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

MODEL = "model.onnx"
ONNXRUNTIME = "com.microsoft"  # the domain of onnxruntime's own operators

# Seven bits, not eight: two products of a byte and a seven-bit weight fit in the 16-bit sums of
# processors without VNNI, which otherwise overflow silently. Costs 0.0007 of cosine.
LARGEST_WEIGHT = 63

Array = npt.NDArray[Any]


class Graph:
    """Nodes and constants, each named by what it gives."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Array) -> str:
        """Add a constant; give its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(
        self,
        kind: str,
        inputs: Sequence[str],
        output: str,
        domain: str = "",
        **settings: float | list[int],
    ) -> str:
        """Add a node with one output; give its name."""
        self.nodes.append(
            helper.make_node(kind, inputs, [output], output, None, domain or None, None, **settings)
        )
        return output

    def linear(self, x: str, weight: Array, bias: Array | None, output: str) -> str:
        """Multiply by signed weights, a scale per output; x is turned into bytes as it runs."""
        scale = np.abs(weight).max(axis=0) / LARGEST_WEIGHT
        inputs = [
            x,
            self.constant(f"{output}.weight", np.rint(weight / scale).astype(np.int8)),
            self.constant(f"{output}.scale", scale.astype(np.float32)),
            "",
        ]
        if bias is not None:
            inputs.append(self.constant(f"{output}.bias", bias))
        return self.add("DynamicQuantizeMatMul", inputs, output, domain=ONNXRUNTIME)

    def norm(self, x: str, residual: str, gain: Array, bias: Array, output: str) -> str:
        """Norm a sum, as two nodes: the fused SkipLayerNormalization is 4 times slower."""
        total = self.add("Add", [x, residual], f"{output}.sum")
        inputs = [
            total,
            self.constant(f"{output}.gain", gain),
            self.constant(f"{output}.bias", bias),
        ]
        return self.add("LayerNormalization", inputs, output, epsilon=1e-12)


def body(
    graph: Graph,
    weights: dict[str, Array],
    config: dict[str, Any],
    damping: Array | None,
    widest: list[str] | None = None,
) -> str:
    """Write a body from token numbers, "input_ids", to its last hidden states; give their name.

    `damping[layer]` divides the channels between a layer's two feed-forward products. `widest` is
    given the names of the largest value of each of these channels, a layer each, to choose it from.
    """
    x = embed(graph, weights)
    for number in range(config["num_hidden_layers"]):
        name = f"layer{number}"
        own = {
            key.removeprefix(f"encoder.layer.{number}."): value
            for key, value in weights.items()
            if key.startswith(f"encoder.layer.{number}.")
        }
        x = attend(graph, x, own, name, config["num_attention_heads"])
        wide = widen(graph, x, own, name)
        if widest is not None:
            largest = graph.add("Abs", [wide], f"{name}.abs")
            top = graph.add("ReduceMax", [largest], f"{name}.top", axes=[0, 1], keepdims=0)
            widest.append(top)
        x = narrow(graph, x, wide, own, name, None if damping is None else damping[number])
    return x


def embed(graph: Graph, weights: dict[str, Array]) -> str:
    """Look up words and places; words are kept as bytes with a scale each."""
    named = "embeddings.{}_embeddings.weight".format
    words = weights[named("word")]
    scale = np.abs(words).max(axis=1, keepdims=True).clip(1e-9) / 127
    table = graph.constant("words", np.rint(words / scale).astype(np.int8))
    scales = graph.constant("words.scale", scale.astype(np.float32))
    rows = graph.add("Gather", [table, "input_ids"], "word.bytes")
    rows = graph.add("Cast", [rows], "word.float", to=TensorProto.FLOAT)
    scales = graph.add("Gather", [scales, "input_ids"], "word.scale")
    word = graph.add("Mul", [rows, scales], "word")
    # There is never a second segment, so the first one's vector is part of every place.
    places = graph.constant("places", weights[named("position")] + weights[named("token_type")][0])
    zero = graph.constant("zero", np.array([0], dtype=np.int64))
    length = graph.add("Shape", ["input_ids"], "length", start=1)
    place = graph.add("Slice", [places, zero, length, zero], "place")
    return graph.norm(word, place, *_norm(weights, "embeddings"), "embedded")


def attend(graph: Graph, x: str, weights: dict[str, Array], name: str, heads: int) -> str:
    """Let every token look at the others: one product for query, key and value."""
    parts = [_linear(weights, f"attention.self.{part}") for part in ("query", "key", "value")]
    matrix, bias = np.hstack([part[0] for part in parts]), np.hstack([part[1] for part in parts])
    joined = graph.linear(x, matrix, bias, f"{name}.joined")
    split = [f"{name}.{part}" for part in ("query", "key", "value")]
    graph.nodes.append(helper.make_node("Split", [joined], split, f"{name}.split", axis=-1))
    attended = f"{name}.attended"
    graph.add("MultiHeadAttention", split, attended, domain=ONNXRUNTIME, num_heads=heads)
    mixed = graph.linear(attended, *_linear(weights, "attention.output.dense"), f"{name}.mixed")
    return graph.norm(mixed, x, *_norm(weights, "attention.output"), f"{name}.middle")


def widen(graph: Graph, x: str, weights: dict[str, Array], name: str) -> str:
    """Go to the inner width, through GELU (its tanh form: faster, cosine unchanged)."""
    matrix, bias = _linear(weights, "intermediate.dense")
    wide = graph.linear(x, matrix, None, f"{name}.wide")
    inputs = [wide, graph.constant(f"{name}.gelu.bias", bias)]
    return graph.add("FastGelu", inputs, f"{name}.gelu", domain=ONNXRUNTIME)


def narrow(
    graph: Graph, x: str, wide: str, weights: dict[str, Array], name: str, damping: Array | None
) -> str:
    """Come back to the outer width; what damping takes from a channel the weights give back."""
    matrix, bias = _linear(weights, "output.dense")
    if damping is not None and (damping > 1).any():
        inputs = [wide, graph.constant(f"{name}.damping", 1 / damping)]
        wide = graph.add("Mul", inputs, f"{name}.damped")
        matrix = matrix * damping[:, None]
    back = graph.linear(wide, matrix, bias, f"{name}.back")
    return graph.norm(back, x, *_norm(weights, "output"), f"{name}.output")


def model_of(graph: Graph, name: str, outputs: Sequence[onnx.ValueInfoProto]) -> onnx.ModelProto:
    """Close a graph that reads "input_ids", shape (batch, sequence)."""
    tokens = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "sequence"])
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(ONNXRUNTIME, 1)]
    whole = helper.make_graph(graph.nodes, name, [tokens], outputs, graph.constants)
    return helper.make_model(whole, opset_imports=opsets, ir_version=9, producer_name="hoi-dap")


def floats(name: str, shape: Sequence[str | int]) -> onnx.ValueInfoProto:
    """Declare an output."""
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def _linear(weights: dict[str, Array], name: str) -> tuple[Array, Array]:
    return weights[f"{name}.weight"].T, weights[f"{name}.bias"]


def _norm(weights: dict[str, Array], name: str) -> tuple[Array, Array]:
    return weights[f"{name}.LayerNorm.weight"], weights[f"{name}.LayerNorm.bias"]


def damping_of(
    weights: dict[str, Array], config: dict[str, Any], sample: Sequence[Sequence[int]]
) -> Array:
    """Find the channels that are far larger than the others, and by what power of two.

    A layer has one or two (61 in layer 4, where the next is 5). They would set the step of the
    bytes for all 1,536: with them, cosine to the exact model is 0.996, without, 0.998.

    `sample` is the tokens of some texts to see them on; any will do, they sit on the same channels
    for every text.
    """
    graph = Graph()
    widest: list[str] = []
    body(graph, weights, config, None, widest)
    inner = config["intermediate_size"]
    seen = model_of(graph, "widest", [floats(name, [inner]) for name in widest])
    session = onnxruntime.InferenceSession(seen.SerializeToString())
    largest = np.zeros((config["num_hidden_layers"], inner), np.float32)
    for tokens in sample:
        found = session.run(None, {"input_ids": np.array([tokens], dtype=np.int64)})
        largest = np.maximum(largest, found)
    usual = np.sort(largest, axis=1)[:, -8, None]
    # Powers of two are exact, and do not change with the last bit of another processor's sum.
    damping: Array = np.exp2(np.rint(np.log2(np.maximum(1, largest / usual))))
    return damping.astype(np.float32)


def read_body(base: Path) -> tuple[dict[str, Array], dict[str, Any]]:
    """Read the weights of a BertModel folder, in float32, and its configuration."""
    config = json.loads((base / "config.json").read_text("utf-8"))
    if config["model_type"] != "bert" or config["hidden_act"] != "gelu":
        raise SystemExit(f"{base}: not a BertModel with GELU")
    loaded = load_file(base / "model.safetensors")
    return {key: value.astype(np.float32) for key, value in loaded.items()}, config


def write(out: Path, card: str, facts: dict[str, Any], files: dict[str, bytes]) -> None:
    """Write files with a card that says what they are, how long, and their SHA-256."""
    listed = {
        file: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for file, data in files.items()
    }
    out.mkdir(parents=True, exist_ok=True)
    for file, data in files.items():
        (out / file).write_bytes(data)
    text = json.dumps({**facts, "files": listed}, indent=2) + "\n"
    (out / card).write_text(text, encoding="utf-8")
