"""Which documents a visitor asks: those everybody has, and the ones he brought himself."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.build import Progress, build, definitions
from index.document import Document
from index.errors import HoiDapError, IndexNotBuiltError, IndexUnusableError, SeedError
from index.load import DESCRIPTIONS, INSIDE, explain, file_of, load
from index.store import Index
from index.vectors import cache_file
from index.versions import forget_previous
from qa.assistant import SEEDS, Assistant

MAX_FILE = 20 * 2**20  # bytes; a decree of 300 pages has less than one million
MAX_FILES, MAX_BYTES = 100, 100 * 2**20  # of one visitor
MAX_ALL = 2 * 2**30  # bytes of all visitors
_OPEN = 16  # visitors' indexes, and assistants over a choice of documents, that are kept ready
_KEPT = 90 * 86400  # seconds that what nobody uses is kept
_NOT_WRITTEN = (
    "máy chủ chưa ghi được tệp và chỉ mục của bạn (có thể đã hết chỗ trống). "
    "Hãy thử lại sau, hoặc báo người quản trị trang."
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as the visitor's list shows it."""

    id: str
    title: str
    source: str
    paragraphs: int
    is_own: bool


class Shelf:
    """The common documents and, by visitor, his own. Safe to share between threads.

    What a visitor brings is indexed under a name derived from his secret, and nobody else finds it.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._common = assistant
        self._uploads = assistant.config.directory / "uploads"
        # Two cores: one index is built at a time. Reentrant, for who holds it may need an index.
        self._building = threading.RLock()
        self._looking = threading.Lock()
        self._own: OrderedDict[str, Index] = OrderedDict()
        self._ready: OrderedDict[tuple[str, frozenset[str]], Assistant] = OrderedDict()
        self._clear()

    def documents(self, visitor: str) -> list[Listed]:
        """List what the visitor can ask: his own first, then what everybody has."""
        own = self._index_of(visitor)
        return [
            Listed(d.id, d.title, d.source, len(d.paragraphs), is_own)
            for documents, is_own in (
                (own.documents if own else (), True),
                (self._rest(own), False),
            )
            for d in documents
        ]

    def is_outdated(self, visitor: str) -> bool:
        """Say whether the index of what he brought is to be built anew; that may take minutes."""
        try:
            self._loaded(visitor)
        except IndexUnusableError:
            return True
        return False

    def assistant(self, visitor: str, chosen: Collection[str] | None = None) -> Assistant:
        """Open an assistant over all that the visitor has, or over the chosen documents.

        Raises:
            SeedError: nothing is chosen, or a chosen document is not there.
        """
        own = self._index_of(visitor)
        if own is None and chosen is None:
            return self._common
        ours = {document.id for document in own.documents} if own else set()
        theirs = {document.id for document in self._rest(own)}
        there = ours | theirs
        wanted = there if chosen is None else frozenset(chosen)
        if not wanted:
            raise SeedError("Chưa chọn văn bản nào để hỏi. Hãy chọn ít nhất một văn bản.")
        if gone := wanted - there:
            raise SeedError(
                f"Không còn văn bản {min(gone)[:100]} trong danh sách. Hãy chọn lại văn bản."
            )
        if own is None and wanted == there:
            return self._common
        key = (self._name(visitor) if own else "", frozenset(wanted))
        with self._looking:
            if key in self._ready:
                self._ready.move_to_end(key)
                return self._ready[key]
        shares = [(self._common.index, theirs & wanted)]
        shares = [(own, ours & wanted), *shares] if own else shares
        opened = self._common.over(_selected(shares, self._common))
        with self._looking:
            # Meanwhile he may have removed a file: what still has it is not kept.
            if own is None or self._own.get(key[0]) is own:
                self._ready[key] = opened
            while len(self._ready) > _OPEN:
                self._ready.popitem(last=False)
        return opened

    def document(self, visitor: str, document_id: str) -> Document:
        """Give a document that the visitor can ask.

        Raises:
            SeedError: there is none of that id, for him.
        """
        own = self._index_of(visitor)
        for document in (*(own.documents if own else ()), *self._rest(own)):
            if document.id == document_id:
                return document
        raise SeedError(f"Không có văn bản {document_id[:100]}. Hãy xem lại danh sách văn bản.")

    def folders(self, visitor: str) -> list[Path]:
        """Say where the files of the visitor's documents are, for checking quotes again."""
        folder = self._common.index.folder
        common = [Path(folder).parent if Path(folder).is_file() else Path(folder)] if folder else []
        return [self._folder(visitor) / "docs", *common, SEEDS]

    def explain(self, visitor: str, source: str) -> str:
        """Show every line of a file: what it is read as, or why it is dropped.

        Raises:
            SeedError: the visitor has no such document, or its file is gone.
        """
        if source not in {listed.source for listed in self.documents(visitor)}:
            raise SeedError(f"Không có tệp {source[:100]}. Hãy xem lại danh sách văn bản.")
        for folder in self.folders(visitor):
            file = file_of(source, folder)
            if file.is_file():
                return explain(file, folder)
        raise SeedError(f"Tệp {source} không còn ở chỗ cũ, nên không xem lại từng dòng được.")

    def add(
        self, visitor: str, name: str, content: bytes, *, progress: Progress | None = None
    ) -> list[Listed]:
        """Take in a file the visitor brings; one of the same name as before replaces that.

        Raises:
            SeedError: the file cannot be read as a document, is too large, or one too many.
        """
        name, folder = _file_name(name), self._folder(visitor)
        docs = folder / "docs"
        with self._building:
            self._check_room(visitor, name, len(content))
            try:
                with _put(content, docs / name, aside=folder):
                    load(docs / name, docs)  # a bad file must not cost the visitor his index
                    self._build(visitor, progress)
            except (OSError, IndexUnusableError) as error:
                raise SeedError(f"{name}: {_NOT_WRITTEN}") from error
            except HoiDapError as error:
                raise SeedError(_without_folders(str(error), docs)) from error
        return [one for one in self.documents(visitor) if one.is_own and _file(one.source) == name]

    def remove(self, visitor: str, source: str) -> str:
        """Throw away the file that a document is or lies in; give the file's name.

        Raises:
            SeedError: the visitor brought no such file.
        """
        folder, file = self._folder(visitor), _file(source)
        with self._building:
            # A run that was killed may have left a file without its passages, or the reverse.
            files = _files(self._index_of(visitor)) | {p.name for p in folder.glob("docs/*")}
            if file not in files:
                raise SeedError(
                    f"Bạn không có tệp nào tên {source[:100]}. Tệp chung thì không xóa được."
                )
            try:
                (folder / "docs" / file).unlink(missing_ok=True)
                if files != {file}:
                    self._build(visitor, None)
                    forget_previous(folder / "index")
            except (OSError, HoiDapError) as error:
                # What is removed must not be found again, whatever becomes of the rest.
                shutil.rmtree(folder / "index", ignore_errors=True)
                self._forget(visitor)
                raise SeedError(f"{file}: đã xóa, nhưng {_NOT_WRITTEN}") from error
            if files == {file}:
                shutil.rmtree(folder, ignore_errors=True)
                self._forget(visitor)
        return file

    def _build(self, visitor: str, progress: Progress | None) -> None:
        folder, common = self._folder(visitor), self._common
        build(
            folder / "docs",
            into=folder / "index",
            encoder=common.encoder,
            dimension=common.index.dimension,
            cache=cache_file(),
            progress=progress,
        )
        self._forget(visitor)

    def _forget(self, visitor: str) -> None:
        name = self._name(visitor)
        with self._looking:
            self._own.pop(name, None)
            for key in [key for key in self._ready if key[0] == name]:
                del self._ready[key]

    def _index_of(self, visitor: str) -> Index | None:
        """Give the index of what the visitor brought; built anew where it cannot be used.

        Raises:
            SeedError: it cannot be built.
        """
        try:
            return self._loaded(visitor)
        except IndexUnusableError:  # an update of the program brought another encoder or format
            with self._building:
                try:
                    self._build(visitor, None)
                except (OSError, IndexUnusableError) as error:
                    raise SeedError(f"{_NOT_WRITTEN[:1].upper()}{_NOT_WRITTEN[1:]}") from error
                except SeedError:
                    # Nothing can be read any more: not to be tried again at every question.
                    shutil.rmtree(self._folder(visitor) / "index", ignore_errors=True)
            return self._loaded(visitor)

    def _loaded(self, visitor: str) -> Index | None:
        name, into = self._name(visitor), self._folder(visitor) / "index"
        with self._looking:
            if name in self._own:
                self._own.move_to_end(name)
            elif into.exists():
                try:
                    self._own[name] = Index.load(into, self._common.encoder)
                except IndexNotBuiltError:
                    return None  # nothing that was brought could be read
                os.utime(into.parent)  # what is used is kept
                while len(self._own) > _OPEN:
                    self._own.popitem(last=False)
            return self._own.get(name)

    def _rest(self, own: Index | None) -> Iterator[Document]:
        """Give the common documents, but for those of a file the visitor has by the same name.

        The owner may add such a file later; quotes are looked up in the visitor's own first.
        """
        mine = _files(own)
        return (one for one in self._common.index.documents if _file(one.source) not in mine)

    def _clear(self) -> None:
        """Throw away what visitors brought and have not come back to."""
        for folder in self._uploads.glob("*"):
            if folder.stat().st_mtime < time.time() - _KEPT:
                shutil.rmtree(folder, ignore_errors=True)

    def _name(self, visitor: str) -> str:
        return hashlib.sha256(visitor.encode()).hexdigest()[:32]

    def _folder(self, visitor: str) -> Path:
        return self._uploads / self._name(visitor)

    def _check_room(self, visitor: str, name: str, size: int) -> None:
        if size > MAX_FILE:
            raise SeedError(
                f"{name}: nặng {size / 2**20:.0f} MiB, quá giới hạn {MAX_FILE // 2**20} MiB. "
                "Hãy chia thành nhiều tệp."
            )
        if name in _files(self._common.index):
            raise SeedError(f"{name}: trùng tên với một văn bản có sẵn. Hãy đổi tên tệp.")
        docs = self._folder(visitor) / "docs"
        others = [path for path in docs.glob("*") if path.name != name]
        full = len(others) >= MAX_FILES or _bytes(others) + size > MAX_BYTES
        if full or _bytes(self._uploads.glob("*/docs/*")) + size > MAX_ALL:
            raise SeedError(f"{name}: đã hết chỗ cho tệp tải lên. Hãy xóa bớt tệp rồi tải lại.")


def _file(source: str) -> str:
    """Give the file that a visitor's document is or lies in; his files are in no folders.

    >>> _file("kho.zip!/2024/a.txt"), _file("a.txt")
    ('kho.zip', 'a.txt')
    """
    return source.partition(INSIDE)[0]


def _files(index: Index | None) -> Set[str]:
    return {_file(document.source) for document in index.documents} if index else set()


@contextlib.contextmanager
def _put(content: bytes, file: Path, *, aside: Path) -> Iterator[None]:
    """Put a file in its place; whatever goes wrong in the block, what was there comes back."""
    brought, before = aside / "brought", aside / "before"
    file.parent.mkdir(parents=True, exist_ok=True)
    before.unlink(missing_ok=True)  # of a run that was killed
    try:
        brought.write_bytes(content)  # beside: a full disk would cut it short
    except OSError:
        brought.unlink(missing_ok=True)
        raise
    if file.exists():
        file.replace(before)
    try:
        brought.replace(file)
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        if before.exists():
            before.replace(file)
        raise
    before.unlink(missing_ok=True)


def _bytes(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


def _file_name(name: str) -> str:
    """Give a name that is one file in one folder, whatever the browser says.

    Raises:
        SeedError: nothing usable is left, or files of that name are never indexed.
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1].strip()
    usable = name.isprintable() and not name.startswith(".") and 0 < len(name.encode()) <= 200
    if not usable:
        raise SeedError("Tên tệp trống, quá dài hoặc có ký tự lạ. Hãy đổi tên tệp rồi tải lại.")
    if name.lower() in DESCRIPTIONS:
        raise SeedError(f"{name}: tên này dành cho tệp mô tả thư mục. Hãy đổi tên tệp.")
    return name


def _without_folders(message: str, docs: Path) -> str:
    """Leave the server's folders out of a message; the advice for the command line too."""
    message = message.partition(" Hãy xem từng dòng bị bỏ bằng:")[0]
    return message.replace(f"{docs.resolve()}/", "").replace(f"{docs}/", "")


def _selected(shares: Sequence[tuple[Index, Collection[str]]], common: Assistant) -> Index:
    """Put some documents of each index into one, with the vectors they have."""
    documents, passages, vectors = [], [], []
    for index, ids in shares:
        rows = [i for i, passage in enumerate(index.passages) if passage.document_id in ids]
        documents += [document for document in index.documents if document.id in ids]
        passages += [index.passages[row] for row in rows]
        vectors.append(index.vectors(rows))
    return Index.build(
        documents, passages, np.concatenate(vectors), common.encoder, definitions(documents)
    )
