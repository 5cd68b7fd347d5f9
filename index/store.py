"""FAISS + passages + manifest in one folder: save, load, search; atomic, verified.

    FOLDER/current, previous    which version is in use, see `index.versions`
    FOLDER/<version>/           one index, written once, never changed
        manifest.json           format, encoder, counts, size and SHA-256 of each file below
        documents.jsonl         titles, sources, paragraphs
        texts.jsonl             the files' texts; a document has the number of its line
        sources.jsonl           every file of the folder, and what became of it
        units.npy               the outlines of legal texts, for look-up
        passages.npy            (document row, start, end, title row) of each passage
        titles.jsonl            what passages are found under: title, or title and section
        vectors.faiss           one unit vector a passage, whole or cut; inner product
        lexical.*               BM25 tables

A version is written under a temporary name, flushed to disk and renamed; only then does `current`
move. Killed at any moment, the previous version still loads.
"""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.arrays import write_array
from index.document import Document, Hit, Passage
from index.encoder import Encoder, Matrix
from index.errors import (
    EncoderChangedError,
    IndexDamagedError,
    IndexNotBuiltError,
    IndexNotWritableError,
)
from index.lexical import LexicalIndex, Term
from index.records import Source, document_from, document_to, source_from, source_to
from index.units import Table, unit_table
from index.versions import BUILD, REMEDY, current_version, flush, switch

FORMAT = 3


def cut(vectors: Matrix, dimension: int) -> Matrix:
    """Keep the first numbers of each vector, at unit length again; whole vectors stay as they are.

    >>> cut(np.array([0.6, 0.0, 0.8], dtype=np.float32), 2).tolist()
    [1.0, 0.0]
    """
    if vectors.shape[-1] <= dimension:
        return vectors
    kept = vectors[..., :dimension]
    shortened: Matrix = kept / np.maximum(np.linalg.norm(kept, axis=-1, keepdims=True), 1e-12)
    return shortened


def text_to_embed(passage: Passage) -> str:
    """Give what the encoder and BM25 see of a passage: what it is found under, then its words."""
    return f"{passage.title}\n{passage.text}"


@dataclass(frozen=True, slots=True)
class Index:
    """Passages with their vectors and word tables, searched by vector or by words."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    lexical: LexicalIndex
    encoder_name: str
    encoder_fingerprint: str
    abbreviations: Mapping[str, str]
    """What the documents' own definitions say: "UBND" -> "Ủy ban nhân dân"."""
    folder: str
    """The folder that was indexed; empty when the documents came from elsewhere."""
    units: Table
    """The outlines of the documents, see `index.units`."""
    _faiss: Any
    _documents_by_id: Mapping[str, Document] = field(init=False)
    _rows_by_id: Mapping[str, Sequence[int]] = field(init=False)

    def __post_init__(self) -> None:
        by_id = {document.id: document for document in self.documents}
        object.__setattr__(self, "_documents_by_id", by_id)
        rows: dict[str, list[int]] = {}
        for row, passage in enumerate(self.passages):
            rows.setdefault(passage.document_id, []).append(row)
        object.__setattr__(self, "_rows_by_id", rows)

    def __len__(self) -> int:
        return len(self.passages)

    @classmethod
    def build(
        cls,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        vectors: Matrix,
        encoder: Encoder,
        abbreviations: Mapping[str, str] | None = None,
        folder: str = "",
    ) -> Index:
        """Put passages and their unit vectors, shape (n, dimension), into an index in memory.

        Vectors may be `cut`: questions are cut likewise when they are searched for.

        Raises:
            ValueError: not one vector a passage.
        """
        if len(vectors) != len(passages):
            raise ValueError(f"{len(vectors)} vectors for {len(passages)} passages")
        import faiss

        table = faiss.IndexFlatIP(int(vectors.shape[1]))
        table.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(
            documents=tuple(documents),
            passages=tuple(passages),
            lexical=LexicalIndex.build([text_to_embed(passage) for passage in passages]),
            encoder_name=encoder.name,
            encoder_fingerprint=encoder.fingerprint,
            abbreviations=dict(abbreviations or {}),
            folder=folder,
            units=unit_table(documents),
            _faiss=table,
        )

    @property
    def dimension(self) -> int:
        """The length of a stored vector: the encoder's, or what it was cut to."""
        return int(self._faiss.d)

    def document(self, document_id: str) -> Document:
        """Give the document of an id. Raises KeyError for an id that is not in the index."""
        return self._documents_by_id[document_id]

    def rows_of(self, document_id: str) -> npt.NDArray[np.int32]:
        """Give the rows of a document's passages, in ascending order; none for an unknown id."""
        return np.array(self._rows_by_id.get(document_id, ()), dtype=np.int32)

    def search(self, vector: npt.NDArray[np.float32], k: int = 10) -> list[Hit]:
        """Find the k passages nearest to a query vector by cosine."""
        rows, scores = self.nearest(vector, k)
        return [
            Hit(self.passages[row], float(score), (("dense", rank),))
            for rank, (row, score) in enumerate(zip(rows, scores, strict=True), start=1)
        ]

    def search_words(self, terms: Sequence[Term], k: int = 10) -> list[Hit]:
        """Find the k passages with the highest BM25 score for the words of a query."""
        return self.said_most(self.lexical.scores(terms), k)

    def said_most(self, scores: npt.NDArray[np.float32], k: int) -> list[Hit]:
        """Take the k passages with the highest scores for words, shape (n,), of those above 0."""
        return [
            Hit(self.passages[row], float(scores[row]), (("lexical", rank),))
            for rank, row in enumerate(best(scores, k), start=1)
            if scores[row] > 0
        ]

    def nearest(
        self, vector: npt.NDArray[np.float32], k: int
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Give rows and cosines of the k nearest passages, best first.

        A query vector is as the encoder gives it, whatever the stored ones were cut to.
        """
        query = cut(vector, self.dimension)
        # FAISS pads with row -1 when k exceeds the index, and passages[-1] is a real passage.
        scores, rows = self._faiss.search(query[np.newaxis], min(k, len(self)))
        return rows[0], scores[0]

    def cosines(
        self, vector: npt.NDArray[np.float32], rows: Sequence[int] | npt.NDArray[np.int64]
    ) -> npt.NDArray[np.float32]:
        """Give the cosines of some passages to a query vector, shape (len(rows),)."""
        found: Matrix = self.vectors(rows) @ cut(vector, self.dimension)
        return found

    def vectors(self, rows: Sequence[int] | npt.NDArray[np.int64]) -> Matrix:
        """Give the vectors of some passages as stored, shape (len(rows), self.dimension)."""
        found: Matrix = self._faiss.reconstruct_batch(np.asarray(rows, dtype=np.int64))
        return found

    def save(self, directory: Path, *, sources: Sequence[Source] = (), reading: str = "") -> None:
        """Write a new version into the folder and make it the current one.

        With it goes what became of each file, and what read them (`index.build.reading_version`).

        Raises:
            IndexNotWritableError: the folder cannot be written; what was there stays.
        """
        draft = directory / f".draft-{uuid.uuid4().hex}"
        try:
            draft.mkdir(parents=True)
            digest = self._write(draft, sources, reading)
            flush(draft)
            switch(directory, draft, digest)
        except OSError as error:
            shutil.rmtree(draft, ignore_errors=True)
            raise not_writable(directory, error) from error

    def _write(self, directory: Path, sources: Sequence[Source], reading: str) -> str:
        """Write every file of a version; give the SHA-256 of its manifest."""
        import faiss

        texts = {
            text: row for row, text in enumerate(dict.fromkeys(d.text for d in self.documents))
        }
        rows = {document.id: row for row, document in enumerate(self.documents)}
        _write_lines(directory / "texts.jsonl", [{"text": text} for text in texts])
        _write_lines(
            directory / "documents.jsonl",
            [document_to(document, texts[document.text]) for document in self.documents],
        )
        _write_lines(directory / "sources.jsonl", [source_to(source) for source in sources])
        write_array(directory / "units.npy", self.units)
        titles = list(dict.fromkeys(passage.title for passage in self.passages))
        numbers = {title: number for number, title in enumerate(titles)}
        _write_lines(directory / "titles.jsonl", [{"title": title} for title in titles])
        places = [
            (rows[passage.document_id], passage.start, passage.end, numbers[passage.title])
            for passage in self.passages
        ]
        write_array(directory / "passages.npy", np.array(places, dtype=np.int64).reshape(-1, 4))
        # Not by FAISS itself, nor by numpy: on a full disk they leave a file that is cut short.
        (directory / "vectors.faiss").write_bytes(faiss.serialize_index(self._faiss).data)
        self.lexical.save(directory)
        files = {path.name: _signature(path) for path in sorted(directory.iterdir())}
        manifest = {
            "format": FORMAT,
            "encoder": {"name": self.encoder_name, "fingerprint": self.encoder_fingerprint},
            "documents": len(self.documents),
            "passages": len(self.passages),
            "abbreviations": dict(self.abbreviations),
            "folder": self.folder,
            "reading": reading,
            "files": files,
        }
        written = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        (directory / "manifest.json").write_bytes(written)
        return hashlib.sha256(written).hexdigest()

    @classmethod
    def load(cls, directory: Path, encoder: Encoder | None = None) -> Index:
        """Read the current version, checking every file against the manifest.

        Raises:
            IndexNotBuiltError: there is no index in the folder.
            IndexDamagedError: a file is missing, cut or changed.
            EncoderChangedError: it was built with another encoder than the one given.
        """
        version, digest = current_version(directory)
        if not version:
            raise IndexNotBuiltError(f"Chưa có chỉ mục trong {directory}. {BUILD}")
        if not (directory / version).is_dir():
            # Another process moved `current` on and cleared this version away meanwhile.
            version, digest = current_version(directory)
        return cls.load_version(directory / version, digest, encoder)

    @classmethod
    def load_version(cls, folder: Path, digest: str, encoder: Encoder | None = None) -> Index:
        """Read one version, given its manifest's SHA-256.

        Raises:
            IndexDamagedError, EncoderChangedError: as `load`.
        """
        manifest = _read_manifest(folder, digest)
        try:
            recorded = manifest["encoder"]
            if encoder is not None and recorded["fingerprint"] != encoder.fingerprint:
                raise EncoderChangedError(
                    f"Chỉ mục trong {folder.parent} được lập bằng bộ mã hóa “{recorded['name']}”, "
                    f"nay đang dùng “{encoder.name}” (phiên bản khác). {BUILD}"
                )
            for name, signature in manifest["files"].items():
                if _signature(folder / name) != signature:
                    raise IndexDamagedError(f"Tệp {folder / name} đã bị thay đổi. {REMEDY}")
            return cls._read(folder, manifest)
        except OSError as error:
            raise IndexDamagedError(
                f"Thiếu hoặc không đọc được {error.filename}. {REMEDY}"
            ) from error
        except (KeyError, TypeError, ValueError, AttributeError, RuntimeError) as error:
            raise IndexDamagedError(f"Chỉ mục {folder} bị hỏng ({error!r}). {REMEDY}") from error

    @classmethod
    def _read(cls, folder: Path, manifest: Mapping[str, Any]) -> Index:
        import faiss

        texts = [row["text"] for row in _read_lines(folder / "texts.jsonl")]
        documents = tuple(
            document_from(row, texts[row["text"]])
            for row in _read_lines(folder / "documents.jsonl")
        )
        titles = [row["title"] for row in _read_lines(folder / "titles.jsonl")]
        places = np.load(folder / "passages.npy", allow_pickle=False).tolist()
        passages = tuple(
            Passage(
                document_id=documents[row].id,
                title=titles[title],
                source=documents[row].source,
                start=start,
                end=end,
                text=documents[row].text[start:end],
            )
            for row, start, end, title in places
        )
        return cls(
            documents=documents,
            passages=passages,
            lexical=LexicalIndex.load(folder),
            encoder_name=manifest["encoder"]["name"],
            encoder_fingerprint=manifest["encoder"]["fingerprint"],
            abbreviations=manifest["abbreviations"],
            folder=manifest["folder"],
            units=np.load(folder / "units.npy", allow_pickle=False),
            _faiss=faiss.deserialize_index(np.fromfile(folder / "vectors.faiss", dtype=np.uint8)),
        )


def best(scores: npt.NDArray[np.float32], k: int) -> npt.NDArray[np.int64]:
    """Give the rows of the k highest scores, best first; equal scores in the order of rows."""
    if k < len(scores):
        # The k-th score decides who may come; ties at the border are settled by row below.
        border = np.partition(scores, -k)[-k]
        rows = np.flatnonzero(scores >= border)
    else:
        rows = np.arange(len(scores))
    order = np.argsort(-scores[rows], kind="stable")
    return rows[order][:k]


def recorded_folder(directory: Path) -> str:
    """Give the folder whose documents the index in a directory holds; empty when unknown."""
    try:
        version, digest = current_version(directory)
        return str(_read_manifest(directory / version, digest)["folder"]) if version else ""
    except (IndexDamagedError, KeyError):
        return ""


def recorded_sources(directory: Path) -> tuple[tuple[Source, ...], str]:
    """Give what became of each file in the current version, and what read them.

    Empty when there is no index, or none of this format.
    """
    try:
        version, digest = current_version(directory)
        if not version:
            return (), ""
        manifest = _read_manifest(directory / version, digest)
        path = directory / version / "sources.jsonl"
        if _signature(path) != manifest["files"][path.name]:
            return (), ""
        rows = tuple(source_from(row) for row in _read_lines(path))
        return rows, str(manifest["reading"])
    except (IndexDamagedError, OSError, KeyError, TypeError, ValueError):
        return (), ""


def not_writable(directory: Path, error: OSError) -> IndexNotWritableError:
    """Say in Vietnamese that an index cannot be written, and why."""
    reasons = {
        errno.EACCES: "không có quyền ghi",
        errno.EPERM: "không có quyền ghi",
        errno.EROFS: "ổ đĩa chỉ đọc",
        errno.ENOSPC: "hết chỗ trống",
        errno.ENOTDIR: "đường dẫn đi qua một tệp thường",
        errno.EEXIST: "đường dẫn là một tệp thường",
    }
    why = reasons.get(error.errno or 0, error.strerror or str(error))
    return IndexNotWritableError(
        f"Không ghi được chỉ mục vào {directory}: {why}. "
        "Hãy chọn thư mục khác bằng --index-dir, hoặc kiểm tra quyền ghi và chỗ trống."
    )


def check_writable(directory: Path) -> None:
    """Try to write into an index's folder before hours are spent on what goes there.

    Raises:
        IndexNotWritableError: nothing can be written.
    """
    probe = directory / f".draft-{uuid.uuid4().hex}"
    try:
        probe.mkdir(parents=True)
        probe.rmdir()
    except OSError as error:
        raise not_writable(directory, error) from error


def _read_manifest(folder: Path, digest: str) -> dict[str, Any]:
    try:
        content = (folder / "manifest.json").read_bytes()
        manifest = json.loads(content)
    except (OSError, ValueError) as error:
        raise IndexDamagedError(
            f"Thiếu hoặc hỏng tệp {folder / 'manifest.json'}. {REMEDY}"
        ) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise IndexDamagedError(f"Tệp {folder / 'manifest.json'} đã bị thay đổi. {REMEDY}")
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise IndexDamagedError(f"Chỉ mục {folder} thuộc phiên bản khác. {REMEDY}")
    return manifest


def _signature(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "sha256": digest}


def _write_lines(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _read_lines(path: Path) -> list[dict[str, Any]]:
    # Not str.splitlines: it also breaks at U+2028, which JSON leaves as it is.
    with path.open(encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]
