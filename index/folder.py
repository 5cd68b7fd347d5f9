"""The files of a folder against an index of it: what is new, changed, gone or known to be bad."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from index.document import Document
from index.drafts import Drafts
from index.errors import EmptyFolderError, ReaderStoppedError, SeedError
from index.formats import PLAIN, suffix_of
from index.load import Reading, holder, read, read_bytes, seed_files
from index.records import Source
from index.sandbox import Sandbox
from index.store import Index
from index.syllables import SYLLABLES

_TRIES = 3  # runs that may stop at a file before it is left until it changes
_SMALL = 256 * 2**10  # bytes of a plain text that is read at once, without a process of its own


@dataclass(frozen=True, slots=True)
class FolderReading:
    """What the files of a folder gave, in the order of their paths."""

    documents: tuple[Document, ...]
    sources: tuple[Source, ...]

    @property
    def skipped(self) -> tuple[SeedError, ...]:
        """What could not be read, with reasons."""
        return tuple(SeedError(said) for source in self.sources for said in source.problems)


class Folder:
    """Reads a folder (or one file), taking from the previous index what did not change."""

    def __init__(
        self,
        directory: Path,
        previous: Index | None,
        sources: Sequence[Source],
        read_by: str,
        leave_out: Sequence[str] | None,
        *,
        drafts: Path | None = None,
    ) -> None:
        is_file = directory.is_file()
        self._directory = directory
        self._root = directory.parent if is_file else directory
        self._paths = [directory] if is_file else seed_files(directory)
        self._same_reader = read_by == reading_version()
        self._sources = {source.path: source for source in sources}
        # What was taken out of another folder says nothing of this one's files.
        is_same = previous is not None and previous.folder == str(directory.resolve())
        kept = {source.path for source in sources if source.is_left_out and is_same}
        self._left_out = kept if leave_out is None else set(leave_out)
        self._known: dict[str, list[Document]] = defaultdict(list)
        for document in previous.documents if previous is not None else ():
            self._known[holder(document.source, self._sources.__contains__)].append(document)
        self._drafts = Drafts(drafts, reading_version()) if drafts is not None else None
        self._sandbox = Sandbox()

    def __enter__(self) -> Folder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._sandbox.close()

    @property
    def is_unchanged(self) -> bool:
        """Whether the index says what reading the folder would give."""
        names = set()
        for path in self._paths:
            source, digest = _identity(path, self._root)
            known = self._sources.get(source)
            # A file that could not be had then and cannot be had now is no change either.
            if known is None or known.sha256 != digest or 0 < known.stops < _TRIES:
                return False
            names.add(source)
        left_out = {s.path for s in self._sources.values() if s.is_left_out}
        return self._same_reader and names == self._sources.keys() and left_out == self._left_out

    def read(self, progress: Callable[[int, int], None] | None = None) -> FolderReading:
        """Read what is new or changed.

        Raises:
            EmptyFolderError: not one file gave a document.
        """
        documents: list[Document] = []
        sources: list[Source] = []
        for done, path in enumerate(self._paths):
            if progress is not None:
                progress(done, len(self._paths))
            found, source = self._file(path)
            documents += found
            sources.append(source)
        if progress is not None:
            progress(len(self._paths), len(self._paths))
        if not documents:
            reasons = " ".join(problem for source in sources for problem in source.problems)
            is_file = self._directory.is_file()
            what = self._directory if is_file else f"tệp nào trong {self._directory}"
            raise EmptyFolderError(f"Không đọc được {what}. {reasons}".rstrip())
        return FolderReading(tuple(documents), tuple(sources))

    @property
    def recorded_skips(self) -> tuple[SeedError, ...]:
        """What the index says could not be read."""
        sources = self._sources.values()
        return tuple(SeedError(said) for source in sources for said in source.problems)

    def forget_drafts(self) -> None:
        """Remove what was kept in case this run would be killed."""
        if self._drafts is not None:
            self._drafts.clear()

    def _file(self, path: Path) -> tuple[Sequence[Document], Source]:
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        try:
            content, name = read_bytes(path, self._root)
        except SeedError as error:
            name = _relative(path, self._root)
            return [], Source(name, "", 0, now, (str(error),))
        digest = hashlib.sha256(content).hexdigest()
        known = self._sources.get(name)
        if known is not None and not (known.sha256 == digest and self._same_reader):
            known = None
        if name in self._left_out:
            return [], Source(name, digest, len(content), now, (), is_left_out=True)
        # The machine may have been busy, or short of memory, when the reading process was stopped.
        is_settled = known is not None and not 0 < known.stops < _TRIES
        if known is not None and is_settled and (self._known[name] or known.problems):
            return self._known[name], known
        reading = self._read(content, name, digest)
        problems = tuple(map(str, reading.skipped))
        stops = (known.stops if known is not None else 0) + 1 if _is_stopped(reading) else 0
        return reading.documents, Source(name, digest, len(content), now, problems, stops=stops)

    def _read(self, content: bytes, name: str, digest: str) -> Reading:
        if suffix_of(name) in PLAIN and len(content) <= _SMALL:
            return read(content, name)  # no library is needed: no process is started for it
        drafted = self._drafts.recall(name, digest) if self._drafts is not None else None
        if drafted is not None:
            return drafted
        reading = self._sandbox.read(content, name)
        if self._drafts is not None and not _is_stopped(reading):
            self._drafts.keep(name, digest, reading)
        return reading


def _is_stopped(reading: Reading) -> bool:
    return any(isinstance(error, ReaderStoppedError) for error in reading.skipped)


def _identity(path: Path, root: Path) -> tuple[str, str]:
    """Give a file's source and the SHA-256 of its content; no sum when it cannot be read."""
    try:
        content, name = read_bytes(path, root)
    except SeedError:
        return _relative(path, root), ""
    return name, hashlib.sha256(content).hexdigest()


def _relative(path: Path, root: Path) -> str:
    name = os.path.relpath(path, root).replace(os.sep, "/")
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


_PARTS = (
    "boilerplate charsets document extract furniture identifiers legacy limits load official "
    "outline paragraphs passages phrases repair rows running syllables text "
    # What is made of all documents together, after they are read.
    "build duplicates lexical store units"
).split()


@lru_cache(maxsize=1)
def reading_version() -> str:
    """Name what decides how a folder is read: this code, its list of syllables, and the programs.

    An index that another version made is made again. Its vectors are known, so that is quick.
    """
    here = Path(__file__).resolve().parent
    paths = [*(here / f"{part}.py" for part in _PARTS), *sorted((here / "formats").glob("*.py"))]
    paths.append(SYLLABLES)
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    from index.formats.tools import installed  # here, for it asks the system

    digest.update(installed().encode())
    return digest.hexdigest()[:16]
