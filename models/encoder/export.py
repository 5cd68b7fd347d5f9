"""Turn a BertModel folder into the encoder that is shipped: an int8 ONNX graph and its tokenizer.

python models/encoder/export.py --base DIR
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
from safetensors.numpy import load_file
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.encoder.graph import (
    MODEL,
    Array,
    Graph,
    body,
    damping_of,
    floats,
    model_of,
    read_body,
    write,
)

HERE = Path(__file__).parent
TOKENIZER, CARD = "tokenizer.json", "encoder.json"
QUERY_PREFIX, PASSAGE_PREFIX = "query: ", "passage: "
SAMPLE = (
    PASSAGE_PREFIX + "Điều 5. Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành Quyết định này kể từ "
    "ngày 01/7/2024; các sở, ban, ngành báo cáo kết quả trước ngày 15 hằng tháng.",
    PASSAGE_PREFIX + "Hà Nội là thủ đô của Việt Nam, nằm bên bờ sông Hồng, có hơn 8 triệu dân.",
    PASSAGE_PREFIX + "John Smith (London) wrote 3 books; gia vang hom nay tang manh.",
    QUERY_PREFIX + "Ai ký quyết định phê duyệt quy hoạch, và vào năm nào?",
)


def build(weights: dict[str, Array], config: dict[str, Any], damping: Array) -> onnx.ModelProto:
    """Write the encoder from token numbers to unit-length vectors.

    With "head.weight" and "head.bias" among the weights, a linear layer between two of these.
    """
    graph = Graph()
    x = body(graph, weights, config, damping)
    mean = graph.add("ReduceMean", [x], "mean", axes=[1], keepdims=0)
    if "head.weight" in weights:
        unit = graph.add("LpNormalization", [mean], "unit", axis=-1, p=2)
        matrix = graph.constant("head.weight", weights["head.weight"].T)
        turned = graph.add("MatMul", [unit, matrix], "turned")
        mean = graph.add("Add", [turned, graph.constant("head.bias", weights["head.bias"])], "head")
    graph.add("LpNormalization", [mean], "vectors", axis=-1, p=2)
    return model_of(graph, "encoder", [floats("vectors", ["batch", config["hidden_size"]])])


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
    weights, config = read_body(base)
    weights |= head_of(base)
    cut = Tokenizer.from_file(str(base / TOKENIZER))
    # Training leaves its own length and padding there.
    cut.no_truncation()
    cut.no_padding()
    damping = damping_of(weights, config, [cut.encode(text).ids for text in SAMPLE])
    files = {
        MODEL: build(weights, config, damping).SerializeToString(deterministic=True),
        TOKENIZER: cut.to_str(pretty=True).encode(),
    }
    facts = {
        "name": name,
        "dimension": config["hidden_size"],
        "dimensions": sorted({config["hidden_size"], *dimensions}, reverse=True),
        "max_tokens": config["max_position_embeddings"],
        "pooling": "mean",
        "query_prefix": QUERY_PREFIX,
        "passage_prefix": PASSAGE_PREFIX,
    }
    write(out, CARD, facts, files)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True, help="folder of a BertModel")
    parser.add_argument("--out", type=Path, default=HERE, help="where to write (default: here)")
    parser.add_argument("--name", default="hoidap-encoder-base", help="what the model is called")
    parser.add_argument("--dimensions", type=int, nargs="*", default=(), help="256 128")
    arguments = parser.parse_args()
    export(arguments.base, arguments.out, arguments.name, arguments.dimensions)
