"""Turn a BertModel folder into the encoder that is shipped: an int8 ONNX graph and its tokenizer.

    python models/encoder/export.py --base DIR

The graph is written node by node rather than traced, for what onnxruntime runs fastest is not what
its optimiser makes of a traced graph (README.md, "Why the graph is written by hand").
The same weights give the same file, byte for byte.
"""

import argparse
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
from tokenizers import Tokenizer

HERE = Path(__file__).parent
MODEL, TOKENIZER, CARD = "model.onnx", "tokenizer.json", "encoder.json"
ONNXRUNTIME = "com.microsoft"  # the domain of onnxruntime's own operators
QUERY_PREFIX, PASSAGE_PREFIX = "query: ", "passage: "

# Seven bits, not eight: two products of a byte and a seven-bit weight fit in the 16-bit sums of
# processors without VNNI, which otherwise overflow silently. Costs 0.0007 of cosine.
LARGEST_WEIGHT = 63

# Text to see the outliers on; any will do, they sit on the same channels for every text.
SAMPLE = (
    PASSAGE_PREFIX + "Điều 5. Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành Quyết định này kể từ "
    "ngày 01/7/2024; các sở, ban, ngành báo cáo kết quả trước ngày 15 hằng tháng.",
    PASSAGE_PREFIX + "Hà Nội là thủ đô của Việt Nam, nằm bên bờ sông Hồng, có hơn 8 triệu dân.",
    PASSAGE_PREFIX + "John Smith (London) wrote 3 books; gia vang hom nay tang manh.",
    QUERY_PREFIX + "Ai ký quyết định phê duyệt quy hoạch, và vào năm nào?",
)

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


def build(
    weights: dict[str, Array], config: dict[str, Any], damping: Array | None
) -> onnx.ModelProto:
    """Write the encoder from token numbers to unit-length vectors.

    With "head.weight" and "head.bias" among the weights, a linear layer between two of these.
    `damping[layer]` divides the channels between a layer's two feed-forward products. Without it
    the graph also gives the largest value of each of these channels, to choose it from.
    """
    graph = Graph()
    x = embed(graph, weights)
    maxima = []
    for number in range(config["num_hidden_layers"]):
        name = f"layer{number}"
        own = {
            key.removeprefix(f"encoder.layer.{number}."): value
            for key, value in weights.items()
            if key.startswith(f"encoder.layer.{number}.")
        }
        x = attend(graph, x, own, name, config["num_attention_heads"])
        wide = widen(graph, x, own, name)
        if damping is None:
            largest = graph.add("Abs", [wide], f"{name}.abs")
            top = graph.add("ReduceMax", [largest], f"{name}.top", axes=[0, 1], keepdims=0)
            maxima.append(top)
        x = narrow(graph, x, wide, own, name, None if damping is None else damping[number])
    mean = graph.add("ReduceMean", [x], "mean", axes=[1], keepdims=0)
    if "head.weight" in weights:
        unit = graph.add("LpNormalization", [mean], "unit", axis=-1, p=2)
        matrix = graph.constant("head.weight", weights["head.weight"].T)
        turned = graph.add("MatMul", [unit, matrix], "turned")
        mean = graph.add("Add", [turned, graph.constant("head.bias", weights["head.bias"])], "head")
    graph.add("LpNormalization", [mean], "vectors", axis=-1, p=2)
    return _model(graph, config["hidden_size"], maxima, config["intermediate_size"])


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


def _model(graph: Graph, width: int, maxima: Sequence[str], inner: int) -> onnx.ModelProto:
    tokens = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "sequence"])
    outputs = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", width])]
    outputs += [helper.make_tensor_value_info(m, TensorProto.FLOAT, [inner]) for m in maxima]
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(ONNXRUNTIME, 1)]
    body = helper.make_graph(graph.nodes, "encoder", [tokens], outputs, graph.constants)
    return helper.make_model(body, opset_imports=opsets, ir_version=9, producer_name="hoi-dap")


def _linear(weights: dict[str, Array], name: str) -> tuple[Array, Array]:
    return weights[f"{name}.weight"].T, weights[f"{name}.bias"]


def _norm(weights: dict[str, Array], name: str) -> tuple[Array, Array]:
    return weights[f"{name}.LayerNorm.weight"], weights[f"{name}.LayerNorm.bias"]


def damping_of(weights: dict[str, Array], config: dict[str, Any], tokenizer: Tokenizer) -> Array:
    """Find the channels that are far larger than the others, and by what power of two.

    A layer has one or two (61 in layer 4, where the next is 5). They would set the step of the
    bytes for all 1,536: with them, cosine to the exact model is 0.996, without, 0.998.
    """
    session = onnxruntime.InferenceSession(build(weights, config, None).SerializeToString())
    largest = np.zeros((config["num_hidden_layers"], config["intermediate_size"]), np.float32)
    for text in SAMPLE:
        tokens = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        largest = np.maximum(largest, session.run(None, {"input_ids": tokens})[1:])
    usual = np.sort(largest, axis=1)[:, -8, None]
    # Powers of two are exact, and do not change with the last bit of another processor's sum.
    damping: Array = np.exp2(np.rint(np.log2(np.maximum(1, largest / usual))))
    return damping.astype(np.float32)


def head_of(base: Path) -> dict[str, Array]:
    """Read the linear layer after the pooling, when a sentence-transformers folder has one."""
    modules = base / "modules.json"
    layers = json.loads(modules.read_text("utf-8")) if modules.is_file() else []
    for layer in layers:
        if layer["type"].endswith(".Dense"):
            head = load_file(base / layer["path"] / "model.safetensors")
            return {f"head.{part}": head[f"linear.{part}"] for part in ("weight", "bias")}
    return {}


def export(base: Path, out: Path, name: str, dimensions: Sequence[int] = ()) -> None:
    """Write model.onnx, tokenizer.json and encoder.json for the BertModel in `base`.

    `dimensions` are the lengths its vectors were trained to be cut to, beside the whole one.
    """
    config = json.loads((base / "config.json").read_text("utf-8"))
    if config["model_type"] != "bert" or config["hidden_act"] != "gelu":
        raise SystemExit(f"{base}: not a BertModel with GELU")
    loaded = load_file(base / "model.safetensors")
    weights = {key: value.astype(np.float32) for key, value in loaded.items()} | head_of(base)
    tokenizer = (base / TOKENIZER).read_bytes()
    damping = damping_of(weights, config, Tokenizer.from_str(tokenizer.decode()))
    files = {
        MODEL: build(weights, config, damping).SerializeToString(deterministic=True),
        TOKENIZER: tokenizer,
    }
    card = {
        "name": name,
        "dimension": config["hidden_size"],
        "dimensions": sorted({config["hidden_size"], *dimensions}, reverse=True),
        "max_tokens": config["max_position_embeddings"],
        "pooling": "mean",
        "query_prefix": QUERY_PREFIX,
        "passage_prefix": PASSAGE_PREFIX,
        "files": {
            file: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for file, data in files.items()
        },
    }
    out.mkdir(parents=True, exist_ok=True)
    for file, data in files.items():
        (out / file).write_bytes(data)
    (out / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True, help="folder of a BertModel")
    parser.add_argument("--out", type=Path, default=HERE, help="where to write (default: here)")
    parser.add_argument("--name", default="hoidap-encoder-base", help="what the model is called")
    parser.add_argument("--dimensions", type=int, nargs="*", default=(), help="256 128")
    arguments = parser.parse_args()
    export(arguments.base, arguments.out, arguments.name, arguments.dimensions)
