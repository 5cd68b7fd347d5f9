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
from index.errors import EmptyFolderError, IndexUnusableError, SeedError
from index.load import load, seed_files
from index.passages import passages_of
from index.store import Index, check_writable, text_to_embed
from index.text import canonical, fold

Progress = Callable[[int, int], None]
"""Called with (done, total) passages."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an indexing run did."""

    index: Index
    skipped: tuple[SeedError, ...]
    encoded: int
    """Passages that had to be encoded; the others kept their vectors."""
    changed: bool
    """Whether a new version was written."""


def build(
    directory: Path, *, into: Path, encoder: Encoder, progress: Progress | None = None
) -> Report:
    """Index every supported file under a folder (or one file) and save the index.

    Passages whose words did not change keep their vectors from the previous index.

    Raises:
        EmptyFolderError: nothing in the folder can be indexed; the previous index stays.
        IndexNotWritableError: the index cannot be written; the previous index stays.
    """
    previous = _previous(into, encoder)
    documents, skipped = read(directory)
    passages = [passage for document in documents for passage in passages_of(document)]
    unchanged = previous is not None and (
        previous.documents == tuple(documents) and previous.folder == str(directory.resolve())
    )
    if previous is not None and unchanged and previous.passages == tuple(passages):
        return Report(previous, skipped, encoded=0, changed=False)
    check_writable(into)
    vectors, encoded = _vectors(passages, previous, encoder, progress)
    index = Index.build(
        documents, passages, vectors, encoder, definitions(documents), str(directory.resolve())
    )
    index.save(into)
    return Report(index, skipped, encoded, changed=True)


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
    progress: Progress | None,
) -> tuple[Matrix, int]:
    """Take the vectors of known texts from the previous index and encode the rest."""
    known = {}
    if previous is not None:
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
    vectors = np.empty((len(passages), encoder.dimension), dtype=np.float32)
    vectors[new] = fresh
    old = [row for row, key in enumerate(keys) if key in known]
    if previous is not None and old:
        vectors[old] = previous.vectors([known[keys[row]] for row in old])
    return vectors, len(new)


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
