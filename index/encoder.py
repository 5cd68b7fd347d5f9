"""Text to vectors: the bundled ONNX model, or any sentence-transformers model by name.

Heavy libraries are imported where they are used: importing this module needs numpy only, and the
bundled model only onnxruntime and tokenizers.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import EncoderError

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from onnxruntime import InferenceSession

    from index.backend import Choice
    from index.bf16 import Bf16Network

Matrix = npt.NDArray[np.float32]
Progress = Callable[[int], None]
"""Called now and then with the number of texts done so far."""

_STEP = 64  # texts between two calls of progress
_WINDOW = 4096  # texts cut into tokens and sorted by length at a time, some 20 MB of them
# From here on another backend may pay: what 2.5 times the speed saves on 256 passages is what
# importing torch costs, 2-3 s. Fewer passages, and questions, never see it.
BULK = 256
_REMEDY = "Muốn dùng mô hình kèm theo, hãy bỏ tên mô hình và biến HOIDAP_ENCODER."


class Encoder(Protocol):
    """What turns questions and passages into vectors of unit length."""

    def __hash__(self) -> int:
        """By identity: what was encoded may be kept by encoder."""

    @property
    def name(self) -> str:
        """What people call the model."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    @property
    def dimensions(self) -> tuple[int, ...]:
        """The lengths its vectors may be cut to (`index.store.cut`), the whole one first."""

    @property
    def fingerprint(self) -> str:
        """The same as long as the vectors are the same; an index remembers it."""

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """Give one row of unit length per question."""

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> Matrix:
        """Give one row of unit length per passage."""


def bundled(name: str) -> Path:
    """Say where a model that comes with the program is: models/ stands beside this package."""
    return Path(__file__).resolve().parent.parent / "models" / name


def open_encoder(name_or_directory: str | None = None) -> Encoder:
    """Open the model asked for, else the one in HOIDAP_ENCODER, else the bundled one."""
    wanted = name_or_directory or os.environ.get("HOIDAP_ENCODER") or str(bundled("encoder"))
    directory = Path(wanted).expanduser()
    if any((directory / file).is_file() for file in ("encoder.json", "model.onnx")):
        return OnnxEncoder(directory)
    if not directory.is_dir():
        # A name on Hugging Face is "model" or "owner/model"; the rest can only be a folder.
        if directory.is_absolute() or wanted.startswith(".") or len(directory.parts) > 2:
            raise EncoderError(f"Không có thư mục mô hình «{directory}». {_REMEDY}")
        return SentenceTransformersEncoder(wanted)
    if not any((directory / file).is_file() for file in ("modules.json", "config.json")):
        raise EncoderError(f"Thư mục «{directory}» không chứa mô hình nào. {_REMEDY}")
    return SentenceTransformersEncoder(str(directory))


class OnnxEncoder:
    """A folder written by models/encoder/export.py.

    onnxruntime encodes in bytes; passages in bulk are encoded by torch in bfloat16 on machines
    where that is faster (`choice`). The vectors of the two have cosine 0.995 (lowest 0.989).
    """

    def __init__(self, directory: Path) -> None:
        from tokenizers import Tokenizer

        self._card = checked_card(directory, "encoder.json", _REMEDY)
        self._directory = directory
        self._choice: Choice | None = None
        self._session = open_graph(directory / "model.onnx")
        try:
            self.tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
        except Exception as error:
            raise _damaged(directory, error) from error
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(max_length=self.max_tokens)

    @property
    def name(self) -> str:
        """What export.py was told to call it."""
        return str(self._card["name"])

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._card["dimension"])

    @property
    def dimensions(self) -> tuple[int, ...]:
        """What the card says; a model that was not trained to be cut says nothing."""
        return tuple(sorted(self._card.get("dimensions", [self.dimension]), reverse=True))

    @property
    def max_tokens(self) -> int:
        """What is longer is cut, its prefix and its two end marks counted."""
        return int(self._card["max_tokens"])

    @cached_property
    def fingerprint(self) -> str:
        """Of all that decides the vectors: both files' SHA-256, prefixes, pooling; not the name."""
        # Nor the backend: an index or a cached vector made by either serves, for the same question
        # always finds the same in it, and moved to another machine it stays usable there. What
        # the fingerprint guards, that scores mean the same, holds: over 213 questions and 107
        # passages of the seeds, the score of a bf16 passage is 0.0003 lower than that of the int8
        # one, with a deviation of 0.0015 both ways, which is what int8 itself loses. Vectors alone,
        # recall@5 is .759 in int8, .772 in bf16, .778 half and half, .778 in float32 (@1 .538,
        # .525, .519, .538; 158 questions). A fingerprint by backend would have such an index
        # refused, or built anew, whenever a measurement is repeated and comes out differently.
        others = {"name", "dimensions"}  # what an index cuts its vectors to is its own affair
        facts = {key: value for key, value in self._card.items() if key not in others}
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """Give one row of unit length per question."""
        return self._encode(texts, self._card["query_prefix"])

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> Matrix:
        """Give one row of unit length per passage.

        How depends on how many they are and on the machine, never on what was encoded before: a
        verdict on a question, which encodes a few, is the same after an index was built.
        """
        if len(texts) >= BULK and self.choice(texts).backend == "bf16":
            return self._encode_bf16(texts, progress)
        return self._encode(texts, self._card["passage_prefix"], progress)

    def choice(self, passages: Sequence[str]) -> Choice:
        """Say how these are encoded, and the rates of both ways; measure them where nobody has.

        Raises:
            EncoderError: HOIDAP_BACKEND names no backend, or one that is not installed.
        """
        from index.backend import Choice, choose, measure, this_processor

        if len(passages) < BULK:
            return Choice("int8", f"fewer than {BULK} passages")
        if self._choice is None:
            int8 = partial(self._encode, prefix=self._card["passage_prefix"])
            self._choice = choose(
                lambda: measure(int8, self._encode_bf16, passages),
                processor=this_processor(),
                cores=cores(),
                fingerprint=self.fingerprint,
            )
            if self._choice.backend == "int8":
                self.__dict__.pop("_bf16", None)  # 50 MB that were there to be measured
        return self._choice

    @cached_property
    def _bf16(self) -> Bf16Network:
        from index.bf16 import Bf16Network

        return Bf16Network(self._directory / "model.onnx")

    def _encode_bf16(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        from index.bf16 import batches

        matrix = np.zeros((len(texts), self.dimension), dtype=np.float32)
        done = 0
        for start, chunk in _chunks(texts, _WINDOW):
            tokens = [self.tokens(self._card["passage_prefix"] + text) for text in chunk]
            for places in batches([len(text) for text in tokens]):
                vectors = self._bf16.vectors([tokens[place] for place in places])
                matrix[[start + place for place in places]] = vectors
                done += len(places)
                if progress is not None:
                    progress(done)
        return matrix

    def _encode(
        self, texts: Sequence[str], prefix: str, progress: Progress | None = None
    ) -> Matrix:
        def encode(text: str) -> Matrix:
            return self.vector(self.tokens(prefix + text))

        matrix = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if len(texts) == 1:
            matrix[0] = encode(texts[0])
            return matrix

        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(cores()) as pool:
            for start, chunk in _chunks(texts):
                matrix[start : start + len(chunk)] = list(pool.map(encode, chunk))
                if progress is not None:
                    progress(start + len(chunk))
        return matrix

    def tokens(self, text: str) -> list[int]:
        """Cut a text, its prefix included, into the numbers of its pieces."""
        ids: list[int] = self.tokenizer.encode(text).ids
        return ids

    def vector(self, tokens: Sequence[int]) -> Matrix:
        """Run the model on the tokens of one text.

        Never on several: the scale of its bytes is that of the largest value in the batch, so a
        text's vector would depend on its neighbours (cosine to itself 0.998, README.md there).
        """
        (rows,) = self._session.run(["vectors"], {"input_ids": np.array([tokens], dtype=np.int64)})
        row: Matrix = rows[0]
        return row


def open_graph(model: Path) -> InferenceSession:
    """Open a graph that models/encoder/graph.py wrote, as it runs fastest.

    Raises:
        EncoderError: it is damaged.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Texts run side by side instead: two threads that wait for each other within a text are
    # slower, twice so when another program has one of the cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The graph is written as it should run; looking for improvements costs a third of the load.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise _damaged(model.parent, error) from error


def _damaged(directory: Path, error: Exception) -> EncoderError:
    return EncoderError(
        f"Mô hình trong «{directory}» bị hỏng, không mở được ({error}). "
        "Hãy cài lại chương trình hoặc xuất lại mô hình."
    )


def checked_card(directory: Path, name: str, remedy: str) -> dict[str, Any]:
    """Read a model's card, and see that the files it names are as long as it says.

    A sum of 32 MB would cost every question 30 ms; the tests check it.

    Raises:
        EncoderError: they are not, or the card is missing; the remedy says what to do.
    """
    try:
        card: dict[str, Any] = json.loads((directory / name).read_text("utf-8"))
        lengths = {file: (directory / file).stat().st_size for file in card["files"]}
    except (OSError, ValueError, KeyError) as error:
        raise EncoderError(
            f"Thư mục mô hình «{directory}» thiếu tệp hoặc bị hỏng ({error}). {remedy}"
        ) from error
    for file, length in lengths.items():
        if length != card["files"][file]["bytes"]:
            raise EncoderError(
                f"Tệp «{directory / file}» bị hỏng: dài {length} byte, đúng ra là "
                f"{card['files'][file]['bytes']}. Hãy cài lại chương trình hoặc xuất lại mô hình."
            )
    return card


def cores() -> int:
    """Count the processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chunks(texts: Sequence[str], size: int = _STEP) -> Iterator[tuple[int, Sequence[str]]]:
    for start in range(0, len(texts), size):
        yield start, texts[start : start + size]


class SentenceTransformersEncoder:
    """Any sentence-transformers model, by folder or by its name on Hugging Face."""

    def __init__(self, name: str) -> None:
        self._name = name
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderError(
                f"Mô hình «{name}» cần thư viện sentence-transformers. "
                "Hãy cài: pip install sentence-transformers"
            ) from error
        try:
            self._model = SentenceTransformer(name)
        except Exception as error:
            cause = str(error).strip().partition("\n")[0]
            raise EncoderError(
                f"Không mở được mô hình «{name}»: không phải thư mục mô hình, không có trên "
                f"Hugging Face, hoặc máy không có mạng để tải ({cause}). {_REMEDY}"
            ) from error

    @property
    def name(self) -> str:
        """The folder or the name it was opened by."""
        return self._name

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def dimensions(self) -> tuple[int, ...]:
        """Its own only: a model does not say whether it may be cut."""
        return (self.dimension,)

    @cached_property
    def fingerprint(self) -> str:
        """Of the weights, the layers and the prefixes, not of the name."""
        import torch

        digest = hashlib.sha256(repr((str(self._model), self._prefixes)).encode())
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(tensor.cpu().contiguous().reshape(-1).view(torch.uint8).numpy())
        return digest.hexdigest()

    @cached_property
    def _prefixes(self) -> tuple[str, str]:
        """What the model asks to be put before a question and a passage."""
        prompts = self._model.prompts
        query = prompts.get("query") or ""
        passage = next(filter(None, map(prompts.get, ("document", "passage", "corpus"))), "")
        # The E5 models need theirs, yet do not carry them.
        if not query and not passage and "e5" in Path(self._name).name.lower():
            return "query: ", "passage: "
        return query, passage

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """Give one row of unit length per question."""
        return self._encode(texts, self._prefixes[0])

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> Matrix:
        """Give one row of unit length per passage."""
        return self._encode(texts, self._prefixes[1], progress)

    def _encode(
        self, texts: Sequence[str], prefix: str, progress: Progress | None = None
    ) -> Matrix:
        matrix = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start, chunk in _chunks(texts):
            matrix[start : start + len(chunk)] = self._model.encode(
                list(chunk), prompt=prefix, normalize_embeddings=True, show_progress_bar=False
            )
            if progress is not None:
                progress(start + len(chunk))
        return matrix


def as_embeddings(encoder: Encoder) -> Embeddings:
    """Dress an encoder as LangChain's Embeddings."""
    # Imported and subclassed here: langchain_core costs 0.27 s, which `hoidap ask` saves.
    from langchain_core.embeddings import Embeddings

    class EncoderEmbeddings(Embeddings):
        """An encoder as LangChain sees it."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            rows: list[list[float]] = encoder.encode_passages(texts).tolist()
            return rows

        def embed_query(self, text: str) -> list[float]:
            row: list[float] = encoder.encode_queries([text])[0].tolist()
            return row

    return EncoderEmbeddings()
