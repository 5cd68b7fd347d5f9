"""The pipeline: files in, an index out; incremental, and a bad file stops nobody else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.document import Document, Passage
from index.encoder import Encoder, Matrix
from index.errors import EmptyFolderError, EncoderError, IndexUnusableError, SeedError
from index.load import load, seed_files
from index.passages import passages_of
from index.store import Index, check_writable, cut, text_to_embed
from index.text import canonical, fold
from index.vectors import CachedEncoder

Progress = Callable[[int, int], None]
"""Called with (done, total) passages."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an indexing run did."""

    index: Index
    skipped: tuple[SeedError, ...]
    encoded: int
    """Texts of passages that had to be encoded; the vectors of the others were known."""
    changed: bool
    """Whether a new version was written."""


def build(
    directory: Path,
    *,
    into: Path,
    encoder: Encoder,
    dimension: int | None = None,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Index every supported file under a folder (or one file) and save the index.

    Passages whose words did not change keep their vectors from the previous index; those that any
    index had before find theirs in the cache (`index.vectors.cache_file`), when one is given.
    Vectors are cut to the dimension: else to that of the previous index, else not at all.

    Raises:
        EncoderError: the encoder's vectors may not be cut to the dimension.
        EmptyFolderError: nothing in the folder can be indexed; the previous index stays.
        IndexNotWritableError: the index cannot be written; the previous index stays.
    """
    if dimension is not None and dimension not in encoder.dimensions:
        allowed = ", ".join(map(str, encoder.dimensions))
        raise EncoderError(
            f"Bộ mã hóa “{encoder.name}” không có vector dài {dimension}, chỉ có: {allowed}. "
            "Hãy chọn một trong các độ dài ấy, hoặc bỏ --dimension."
        )
    previous = _previous(into, encoder)
    if dimension is None:
        dimension = encoder.dimension if previous is None else previous.dimension
    documents, skipped = read(directory)
    passages = [passage for document in documents for passage in passages_of(document)]
    unchanged = previous is not None and (
        previous.documents == tuple(documents)
        and previous.folder == str(directory.resolve())
        and previous.dimension == dimension
    )
    if previous is not None and unchanged and previous.passages == tuple(passages):
        return Report(previous, skipped, encoded=0, changed=False)
    check_writable(into)
    cached = CachedEncoder(encoder, cache)
    vectors = _vectors(passages, previous, cached, dimension, progress)
    index = Index.build(
        documents, passages, vectors, encoder, definitions(documents), str(directory.resolve())
    )
    index.save(into)
    return Report(index, skipped, cached.encoded, changed=True)


def read(directory: Path) -> tuple[list[Document], tuple[SeedError, ...]]:
    """Load every supported file; give the documents and what could not be read, with reasons."""
    is_file = directory.is_file()
    files = [directory] if is_file else seed_files(directory)
    root = directory.parent if is_file else directory
    documents: list[Document] = []
    skipped: list[SeedError] = []
    for file in files:
        try:
            documents.extend(load(file, root))
        except SeedError as error:
            skipped.append(error)
    if not documents:
        reasons = " ".join(str(error) for error in skipped)
        what = directory if is_file else f"tệp nào trong {directory}"
        raise EmptyFolderError(f"Không đọc được {what}. {reasons}")
    return documents, tuple(skipped)


def _previous(directory: Path, encoder: Encoder) -> Index | None:
    """Load the index that is there, if it can give vectors; a damaged one is built anew."""
    try:
        return Index.load(directory, encoder)
    except IndexUnusableError:
        return None


def _vectors(
    passages: Sequence[Passage],
    previous: Index | None,
    encoder: Encoder,
    dimension: int,
    progress: Progress | None,
) -> Matrix:
    """Take the vectors of known texts from the previous index and encode the rest."""
    known = {}
    # What is shorter cannot grow again; what is longer is cut.
    if previous is not None and previous.dimension >= dimension:
        known = {_key(passage): row for row, passage in enumerate(previous.passages)}
    keys = [_key(passage) for passage in passages]
    new = [row for row, key in enumerate(keys) if key not in known]
    done = len(passages) - len(new)

    def advance(count: int) -> None:
        if progress is not None:
            progress(done + count, len(passages))

    advance(0)
    fresh = encoder.encode_passages(
        [canonical(text_to_embed(passages[row])) for row in new], progress=advance
    )
    vectors = np.empty((len(passages), dimension), dtype=np.float32)
    vectors[new] = cut(fresh, dimension)
    old = [row for row, key in enumerate(keys) if key in known]
    if previous is not None and old:
        vectors[old] = cut(previous.vectors([known[keys[row]] for row in old]), dimension)
    return vectors


def _key(passage: Passage) -> bytes:
    return hashlib.sha256(text_to_embed(passage).encode()).digest()


# "Ủy ban nhân dân (UBND)", "Ban Chấp hành Trung ương (sau đây gọi tắt là BCHTW)".
_DEFINITION = re.compile(
    r"((?:[^\W\d_]+[ \t]+){1,11}[^\W\d_]+)\s*"
    r"\((?:sau đây )?(?:gọi|viết)?\s*(?:tắt)?\s*(?:là)?:?\s*"
    r"[\"“]?([A-ZĐ][A-ZĐƯÔÂÊĂƠ&-]{1,9})[\"”]?\)"
)


def definitions(documents: Sequence[Document]) -> Mapping[str, str]:
    """Find abbreviations that the documents themselves define: "Ủy ban nhân dân (UBND)".

    The long form is the words before the bracket whose initials spell the abbreviation.
    """
    found: dict[str, str] = {}
    texts = {document.sha256: document.text for document in documents}
    for text in texts.values():
        for match in _DEFINITION.finditer(canonical(text)):
            words, short = match[1].split(), match[2]
            initials = fold(short)
            tail = words[-len(initials) :]
            if "".join(fold(word)[0] for word in tail) == initials:
                found.setdefault(short, " ".join(tail))
    return dict(sorted(found.items()))
