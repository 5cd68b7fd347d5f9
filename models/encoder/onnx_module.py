"""The bundled encoder as a sentence-transformers module: named in modules.json, loaded from here.

It hands every text to index.encoder.OnnxEncoder, so that the vectors are the same ones.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import torch
from sentence_transformers.base.modules import InputModule
from torch.nn.utils.rnn import pad_sequence

from index.encoder import OnnxEncoder


class OnnxModule(InputModule):
    """Prompted texts in, vectors of unit length out."""

    def __init__(self, directory: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.directory = Path(directory)
        self.encoder = OnnxEncoder(self.directory)
        self.tokenizer = self.encoder.tokenizer
        self.max_seq_length = self.encoder.max_tokens

    @classmethod
    def load(cls, model_name_or_path: str, **where: object) -> Self:  # type: ignore[override]
        """Open the folder, after fetching it when it is a name on the hub."""
        known = ("subfolder", "token", "cache_folder", "revision", "local_files_only")
        given = {key: where[key] for key in known if key in where}
        return cls(str(cls.load_dir_path(model_name_or_path, **given)))  # type: ignore[arg-type]

    def preprocess(  # type: ignore[override]  # ours reads text only, no images or sound
        self, inputs: Sequence[str], prompt: str | None = None, **_: object
    ) -> dict[str, torch.Tensor]:
        """Turn texts into padded rows of token numbers."""
        texts = [(prompt or "") + text for text in inputs]
        rows = [torch.tensor(self.encoder.tokens(text)) for text in texts]
        ones = [torch.ones_like(row) for row in rows]
        return {
            "input_ids": pad_sequence(rows, batch_first=True),
            "attention_mask": pad_sequence(ones, batch_first=True),
        }

    def forward(self, features: dict[str, Any], **_: object) -> dict[str, Any]:
        """Encode the rows one by one, without their padding: see OnnxEncoder.vector."""
        ids, mask = features["input_ids"], features["attention_mask"]
        rows = [row[kept.bool()].tolist() for row, kept in zip(ids, mask, strict=True)]
        vectors = [torch.from_numpy(self.encoder.vector(row)) for row in rows]
        features["sentence_embedding"] = torch.stack(vectors).to(ids.device)
        return features

    def get_embedding_dimension(self) -> int:
        """Say how long a vector is."""
        return self.encoder.dimension

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Copy the folder's own files; sentence-transformers writes the others."""
        for file in ("encoder.json", "model.onnx", "tokenizer.json", Path(__file__).name):
            shutil.copyfile(self.directory / file, Path(output_path, file))
