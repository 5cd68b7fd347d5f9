"""The pipeline: files in, an index out; incremental, and a bad file stops nobody else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.document import Document, Passage
from index.duplicates import near_duplicates, without_repeats
from index.encoder import Encoder, Matrix
from index.errors import EncoderError, IndexUnusableError, SeedError
from index.folder import Folder, FolderReading, reading_version
from index.passages import passages_of
from index.store import Index, check_writable, cut, not_writable, recorded_sources, text_to_embed
from index.text import canonical, fold
from index.vectors import CachedEncoder
from index.versions import writing

Progress = Callable[[int, int], None]
"""Called with (done, total) passages, or files when they are read."""


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
    reading: Progress | None = None,
    leave_out: Sequence[str] | None = None,
) -> Report:
    """Index every supported file under a folder (or one file) and save the index.

    Files whose content did not change are not read again. Passages whose words did not change
    keep their vectors from the previous index; those that any index had before find theirs in the
    cache (`index.vectors.cache_file`), when one is given. Vectors are cut to the dimension: else
    to that of the previous index, else not at all. Sources to leave out are those given, else
    those that were left out before.

    Raises:
        EncoderError: the encoder's vectors may not be cut to the dimension.
        EmptyFolderError: nothing in the folder can be indexed; the previous index stays.
        IndexNotWritableError: the index cannot be written; the previous index stays.
        IndexBusyError: another run is writing it.
    """
    if dimension is not None and dimension not in encoder.dimensions:
        allowed = ", ".join(map(str, encoder.dimensions))
        raise EncoderError(
            f"Bộ mã hóa “{encoder.name}” không có vector dài {dimension}, chỉ có: {allowed}. "
            "Hãy chọn một trong các độ dài ấy, hoặc bỏ --dimension."
        )
    before = _previous(into, encoder)
    if before is not None and dimension in (None, before.dimension):
        same_folder = before.folder == str(directory.resolve())
        with Folder(directory, before, *recorded_sources(into), leave_out) as folder:
            if same_folder and folder.is_unchanged:
                return Report(before, folder.recorded_skips, encoded=0, changed=False)
    check_writable(into)
    try:
        with writing(into):
            # Whoever wrote before us may have just been done.
            previous = _previous(into, encoder)
            recorded = recorded_sources(into) if previous is not None else ((), "")
            with Folder(directory, previous, *recorded, leave_out, drafts=into) as folder:
                found = folder.read(progress=reading)
                cached = CachedEncoder(encoder, cache)
                index = _index(directory, found, previous, cached, dimension, progress)
                index.save(into, sources=found.sources, reading=reading_version())
                folder.forget_drafts()
            return Report(index, found.skipped, cached.encoded, changed=True)
    except OSError as error:
        raise not_writable(into, error) from error


def _index(
    directory: Path,
    found: FolderReading,
    previous: Index | None,
    encoder: CachedEncoder,
    dimension: int | None,
    progress: Progress | None,
) -> Index:
    """Make passages and vectors of what was read."""
    if dimension is None:
        dimension = encoder.dimension if previous is None else previous.dimension
    passages = without_repeats(
        [passage for document in found.documents for passage in passages_of(document)],
        found.documents,
        near_duplicates(found.documents),
    )
    vectors = _vectors(passages, previous, encoder, dimension, progress)
    return Index.build(
        found.documents,
        passages,
        vectors,
        encoder,
        definitions(found.documents),
        str(directory.resolve()),
    )


def read(directory: Path) -> tuple[list[Document], tuple[SeedError, ...]]:
    """Load every supported file; give the documents and what could not be read, with reasons."""
    with Folder(directory, None, (), "", None) as folder:
        found = folder.read()
    return list(found.documents), found.skipped


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


# "Ủy ban nhân dân (UBND)", "Ban Chấp hành Trung ương (sau đây gọi tắt là BCHTW)". The bracket is
# looked for first: trying every word of a text as the first of a long form took half a minute for
# 12,000 articles.
_SHORT = re.compile(
    r"\((?:sau đây )?(?:gọi|viết)?\s*(?:tắt)?\s*(?:là)?:?\s*"
    r"[\"“]?([A-ZĐ][A-ZĐƯÔÂÊĂƠ&-]{1,9})[\"”]?\)"
)
_LONG = re.compile(r"(?:[^\W\d_]+[ \t]+)+[^\W\d_]+\s*$")
_BEFORE = 120  # characters: ten words and more


def definitions(documents: Sequence[Document]) -> Mapping[str, str]:
    """Find abbreviations that the documents themselves define: "Ủy ban nhân dân (UBND)".

    The long form is the words before the bracket whose initials spell the abbreviation.
    """
    found: dict[str, str] = {}
    texts = {document.sha256: document.text for document in documents}
    for text in texts.values():
        text = canonical(text)
        for match in _SHORT.finditer(text):
            before = _LONG.search(text[max(0, match.start() - _BEFORE) : match.start()])
            words, short = before[0].split() if before else [], match[1]
            initials = fold(short)
            tail = words[-len(initials) :]
            if "".join(fold(word)[0] for word in tail) == initials:
                found.setdefault(short, " ".join(tail))
    return dict(sorted(found.items()))
