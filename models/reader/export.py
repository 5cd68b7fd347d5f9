"""Turn what train.py wrote into the reader that is shipped: an int8 ONNX graph.

    python -m models.reader.export --base FOLDER [--before MODEL.onnx --share 0.5]

What lies between a model that was shipped and one that went on from it reads better than either
(Wortsman et al. 2022, Robust fine-tuning of zero-shot models, arXiv 2109.01903).

The body is the encoder's graph (models/encoder/graph.py); the heads stay in float32. The tokenizer
is the encoder's, which is not shipped twice.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import onnx
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.encoder import bundled
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
from models.encoder.mix import between
from models.encoder.weights import weights_of
from qa.network import MAX_TOKENS, passage_pieces, question_ids, windows

HERE = Path(__file__).parent
CARD, HEADS, TOKENIZER = "reader.json", "heads.safetensors", "tokenizer.json"

SAMPLE = (
    (
        "Ai chịu trách nhiệm thi hành Quyết định?",
        "Điều 5. Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành Quyết định này kể từ ngày "
        "01/7/2024; các sở, ban, ngành báo cáo kết quả trước ngày 15 hằng tháng.",
    ),
    ("ha noi co bao nhieu dan", "Hà Nội nằm bên bờ sông Hồng, có hơn 8 triệu dân."),
    ("Cầu dài bao nhiêu mét?", "John Smith (London) wrote 3 books; gia vang hom nay tang manh."),
)


def build(weights: dict[str, Array], config: dict[str, Any], damping: Array) -> onnx.ModelProto:
    """Write the reader from token numbers to the logits of both ends and of there being any."""
    graph = Graph()
    x = body(graph, weights, config, damping)
    mean = graph.add("ReduceMean", [x], "mean", axes=[1], keepdims=0)
    for name, states, output in (("span", x, "spans"), ("answerable", mean, "answerable")):
        matrix = graph.constant(f"{name}.weight", weights[f"{name}.weight"].T)
        raw = graph.add("MatMul", [states, matrix], f"{name}.raw")
        graph.add("Add", [raw, graph.constant(f"{name}.bias", weights[f"{name}.bias"])], output)
    outputs = [floats("spans", ["batch", "sequence", 2]), floats("answerable", ["batch", 1])]
    return model_of(graph, "reader", outputs)


def export(
    base: Path, out: Path, name: str, *, before: Path | None = None, share: float = 1.0
) -> None:
    """Write model.onnx and reader.json for the folder that train.py wrote.

    Raises:
        ValueError: `before` is not of the same shape.
    """
    weights, config = read_body(base)
    weights |= load_file(base / HEADS)
    if before is not None:
        weights = between(weights_of(before)[0], weights, share)
    shipped = bundled("encoder") / TOKENIZER
    if pieces_of(base / TOKENIZER) != pieces_of(shipped):
        raise SystemExit(f"{base / TOKENIZER}: not the encoder's, which is the one that is shipped")
    cut = Tokenizer.from_file(str(shipped))
    sample = [
        window.ids
        for question, passage in SAMPLE
        for window in windows(cut, question_ids(cut, question), passage_pieces(cut, passage))
    ]
    graph = build(weights, config, damping_of(weights, config, sample))
    files = {MODEL: graph.SerializeToString(deterministic=True)}
    write(out, CARD, {"name": name, "max_tokens": MAX_TOKENS}, files)


def pieces_of(file: Path) -> dict[str, Any]:
    """Read how a tokenizer cuts, whatever length it cut or padded to in training."""
    described: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return {name: one for name, one in described.items() if name not in ("truncation", "padding")}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True, help="folder that train.py wrote")
    parser.add_argument("--out", type=Path, default=HERE, help="where to write (default: here)")
    parser.add_argument("--name", default="hoidap-reader", help="what the model is called")
    parser.add_argument("--before", type=Path, help="model.onnx that it went on from")
    parser.add_argument("--share", type=float, default=0.5, help="of the way from BEFORE")
    arguments = parser.parse_args()
    export(
        arguments.base,
        arguments.out,
        arguments.name,
        before=arguments.before,
        share=arguments.share,
    )
