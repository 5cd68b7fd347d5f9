"""The bundled encoder's network in bfloat16: what models/encoder/export.py writes, by torch.

For processors that multiply matrices of bfloat16 in hardware; index.backend measures whether that
is faster there. The weights are those in the encoder's model.onnx, nothing else is shipped.

Against the weights before they were bytes, in float32, its vectors have cosine 0.9957 (lowest
0.9928), those of onnxruntime, which turns what flows between the layers into bytes too, 0.9909
(lowest 0.9869); the two are 0.9951 from each other (lowest 0.9896; 107 passages of the seeds).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.nn.functional import gelu, layer_norm, linear, normalize, scaled_dot_product_attention

from index.encoder import Matrix

# Larger batches leave the cache: 58 ms of processor time a passage, 56 with 1,024, 68 with 4,096;
# smaller ones leave nothing to share among many cores.
BATCH = 2048  # tokens, padding included
_EPSILON = 1e-12  # of the norms, as in models/encoder/graph.py


class Bf16Network:
    """The weights of one model.onnx, ready to run."""

    def __init__(self, model: Path) -> None:
        """Read the weights.

        Raises:
            LookupError, ValueError: the file is not one that export.py writes.
        """
        constants, self._heads = read(model)
        self._constants = {name: torch.from_numpy(value) for name, value in constants.items()}
        self._layers = sum(name.endswith(".joined.weight") for name in constants)
        self._linear: dict[str, tuple[torch.Tensor, torch.Tensor]] = {}
        for number in range(self._layers):
            for part in ("joined", "mixed", "wide", "back"):
                name = f"layer{number}.{part}"
                self._linear[name] = self._take_linear(name)

    def _take_linear(self, name: str) -> tuple[torch.Tensor, torch.Tensor]:
        """Make one matrix and one bias of the bytes, their scales and what precedes them.

        The bytes alone would be exact in bfloat16 with the scale applied afterwards, but that is
        one more pass over every output, and no nearer: cosine to float32 is the same.
        """
        constants, layer = self._constants, name.partition(".")[0]
        matrix = constants.pop(f"{name}.weight").float() * constants.pop(f"{name}.scale")
        damping = constants.get(f"{layer}.damping")
        if name.endswith(".back") and damping is not None:
            matrix *= damping[:, None]
        bias = constants[f"{layer}.gelu.bias" if name.endswith(".wide") else f"{name}.bias"]
        return matrix.T.contiguous().bfloat16(), bias.bfloat16()

    @torch.inference_mode()
    def vectors(self, texts: Sequence[Sequence[int]]) -> Matrix:
        """Give one row of unit length for the tokens of each text, run side by side.

        What pads the shorter ones is seen by nobody, yet another number of rows may take another
        way through the processor: cosine to the vector of a text run alone is 0.99999.
        """
        longest = max(map(len, texts))
        tokens = torch.zeros((len(texts), longest), dtype=torch.int64)
        real = torch.zeros((len(texts), longest, 1))
        for row, text in enumerate(texts):
            tokens[row, : len(text)] = torch.tensor(text)
            real[row, : len(text)] = 1
        padded = any(len(text) < longest for text in texts)
        seen = real.bool()[:, None, None, :, 0] if padded else None
        word = self._constants["words"][tokens].float() * self._constants["words.scale"][tokens]
        x = self._norm(word + self._constants["places"][:longest], "embedded").bfloat16()
        for number in range(self._layers):
            x = self._layer(x, seen, f"layer{number}")
        mean = (x.float() * real).sum(1) / real.sum(1)
        if "head.weight" in self._constants:
            head = normalize(mean, dim=-1) @ self._constants["head.weight"]
            mean = head + self._constants["head.bias"]
        rows: Matrix = normalize(mean, dim=-1).numpy()
        return rows

    def _layer(self, x: torch.Tensor, seen: torch.Tensor | None, name: str) -> torch.Tensor:
        count, length, _ = x.shape
        joined = self._times(x, f"{name}.joined").view(count, length, 3, self._heads, -1)
        query, key, value = joined.permute(2, 0, 3, 1, 4)
        attended = scaled_dot_product_attention(query, key, value, attn_mask=seen)
        mixed = self._times(attended.transpose(1, 2).reshape(x.shape), f"{name}.mixed")
        middle = self._norm(mixed + x, f"{name}.middle")
        # The exact GELU, which the graph's tanh form stands for: torch is four times faster at it.
        wide = gelu(self._times(middle, f"{name}.wide"))
        return self._norm(self._times(wide, f"{name}.back") + middle, f"{name}.output")

    def _times(self, x: torch.Tensor, name: str) -> torch.Tensor:
        return linear(x, *self._linear[name])

    def _norm(self, x: torch.Tensor, name: str) -> torch.Tensor:
        gain, bias = self._constants[f"{name}.gain"], self._constants[f"{name}.bias"]
        return layer_norm(x, gain.shape, gain, bias, _EPSILON)


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group texts of about the same length: their places, so many tokens a batch at most."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[place] > BATCH:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def read(model: Path) -> tuple[dict[str, npt.NDArray[Any]], int]:
    """Read the constants of an ONNX file by name, and its number of attention heads.

    The numbers of the fields are those of onnx.proto. The onnx package would read them too, but it
    is large, only the export needs it, and onnxruntime keeps the constants to itself.

    Raises:
        LookupError, ValueError: the file is not one that export.py writes.
    """
    (graph,) = _values(memoryview(model.read_bytes()), 7)
    constants = dict(map(_constant, _values(graph, 5)))
    attentions = [node for node in _values(graph, 1) if _values(node, 4) == [b"MultiHeadAttention"]]
    settings = [setting for node in attentions for setting in _values(node, 5)]
    heads = {
        _values(setting, 3)[0] for setting in settings if _values(setting, 1) == [b"num_heads"]
    }
    (number,) = heads
    return constants, number


def _constant(tensor: memoryview) -> tuple[str, npt.NDArray[Any]]:
    kind = {1: "<f4", 3: "i1", 7: "<i8"}[_values(tensor, 2)[0]]
    values = np.frombuffer(_values(tensor, 9)[0], dtype=kind)
    # A copy, for torch wants memory that may be written.
    return bytes(_values(tensor, 8)[0]).decode(), values.reshape(_values(tensor, 1)).copy()


def _values(message: memoryview, field: int) -> list[Any]:
    """Give what a protobuf message says in one field: whole numbers, or views of its bytes."""
    found: list[Any] = []
    at = 0
    while at < len(message):
        key, at = _number(message, at)
        kind = key & 7
        value: int | memoryview
        if kind == 0:
            value, at = _number(message, at)
        elif kind in (1, 2, 5):
            size, at = (8, at) if kind == 1 else (4, at) if kind == 5 else _number(message, at)
            value, at = message[at : at + size], at + size
        else:
            raise ValueError(f"no ONNX file: a field of kind {kind}")
        if key >> 3 == field:
            found.append(value)
    return found


def _number(message: memoryview, at: int) -> tuple[int, int]:
    """Read a number in sevens of bits, lowest first; give it and where it ends."""
    number = shift = 0
    while message[at] & 0x80:
        number |= (message[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return number | message[at] << shift, at + 1
