"""Vectors of passages encoded before, for whatever index: one SQLite file in the user's cache.

A row is a vector under the SHA-256 of its encoder's fingerprint and its text; the text itself is
not there, and questions never come here. The file only saves time: one that is damaged is made
anew, and one that cannot be opened, locked or written is done without.
"""

from __future__ import annotations

import hashlib
import logging
import math
import os
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from index.encoder import Encoder, Matrix, Progress

if TYPE_CHECKING:
    import sqlite3

LIMIT = 512 * 2**20  # bytes of the file
_STEP = 2048  # most texts between two writes: what a killed run has to encode again
_PATIENCE = 10.0  # seconds to wait for another process; its turn takes milliseconds
_HOUR = 3600  # a row's last use is noted once an hour, or every run would rewrite the whole file
# In the file's header, so that a damaged file is known as ours and another program's is left alone.
_MARK = int.from_bytes(b"HDv1")
_SCHEMA = f"""
BEGIN IMMEDIATE;
PRAGMA application_id = {_MARK};
CREATE TABLE vectors (
    key BLOB PRIMARY KEY, vector BLOB NOT NULL, checksum INTEGER NOT NULL, used INTEGER NOT NULL
);
CREATE INDEX by_use ON vectors (used);
COMMIT;
"""

Row = npt.NDArray[np.float32]
Result = TypeVar("Result")
_log = logging.getLogger(__name__)


def cache_file() -> Path | None:
    """Say where vectors are kept: HOIDAP_VECTOR_CACHE, else the user's cache; None for nowhere."""
    given = os.environ.get("HOIDAP_VECTOR_CACHE")
    if given is None:
        return _usual_file()
    if given.strip().lower() in ("", "off"):
        return None
    try:
        return Path(given).expanduser().absolute()
    except RuntimeError:  # of expanduser, for a user that is not there
        return None


def _usual_file() -> Path | None:
    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    except RuntimeError:
        return None
    return cache.absolute() / "hoidap" / "vectors.sqlite3"


class CachedEncoder:
    """An encoder that encodes a passage once: later its vector, bit for bit, comes from a file."""

    def __init__(self, encoder: Encoder, file: Path | None, *, limit: int = LIMIT) -> None:
        self._encoder = encoder
        self._file = file
        self._limit = limit
        self.encoded = 0
        """How many passages the encoder had to encode; the same text twice in a call is one."""

    @property
    def name(self) -> str:
        """The encoder's."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """The encoder's."""
        return self._encoder.dimension

    @property
    def dimensions(self) -> tuple[int, ...]:
        """The encoder's."""
        return self._encoder.dimensions

    @property
    def fingerprint(self) -> str:
        """The encoder's: the vectors are the same."""
        return self._encoder.fingerprint

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """Give one row of unit length per question; nothing is kept."""
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> Matrix:
        """Give one row of unit length per passage."""
        places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            places.setdefault(text, []).append(place)
        keys = {text: self._key(text) for text in places}
        matrix = np.empty((len(texts), self.dimension), dtype=np.float32)
        file = _VectorFile(self._file, self._limit)
        known = file.recall(list(keys.values()), self.dimension)
        for text, key in keys.items():
            if key in known:
                matrix[places[text]] = known[key]
        new = [text for text, key in keys.items() if key not in known]
        # done[n]: texts that have their vectors once n new ones are encoded.
        there = len(texts) - sum(len(places[text]) for text in new)
        done = list(accumulate((len(places[text]) for text in new), initial=there))

        def advance(start: int, count: int) -> None:
            if progress is not None:
                progress(done[start + count])

        if there:
            advance(0, 0)
        # Parts of equal length: a few texts that are left over might be encoded in another way.
        parts = max(1, math.ceil(len(new) / _STEP))
        step = max(1, math.ceil(len(new) / parts))
        for start in range(0, len(new), step):
            chunk = new[start : start + step]
            vectors = self._encoder.encode_passages(chunk, progress=partial(advance, start))
            advance(start, len(chunk))
            self.encoded += len(chunk)
            for text, vector in zip(chunk, vectors, strict=True):
                matrix[places[text]] = vector
            file.keep({keys[text]: matrix[places[text][0]] for text in chunk})
        return matrix

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.fingerprint}\n{text}".encode()).digest()


class _VectorFile:
    """The file, for the length of one call: after its first fault it is left alone."""

    def __init__(self, file: Path | None, limit: int) -> None:
        self._file = file
        self._limit = limit

    def recall(self, keys: Sequence[bytes], dimension: int) -> dict[bytes, Row]:
        """Give the vectors that are there, by key."""
        found: dict[bytes, Row] = {}
        nothing: dict[bytes, Row] = {}
        for start in range(0, len(keys), _STEP):
            some = keys[start : start + _STEP]
            found |= self._try(partial(_recall, keys=some, length=4 * dimension), nothing)
        return found

    def keep(self, vectors: Mapping[bytes, Row]) -> None:
        """Write vectors down; those used longest ago make room."""
        rows = {key: vector.astype("<f4").tobytes() for key, vector in vectors.items()}
        self._try(partial(_keep, rows=rows, limit=self._limit), None)

    def _try(self, work: Callable[[sqlite3.Connection], Result], otherwise: Result) -> Result:
        """Do something with the file, or say what comes of doing without it."""
        if self._file is None:
            return otherwise
        try:
            import sqlite3  # only here: `hoidap ask` has no use for it
        except ImportError:  # some Pythons are built without
            self._file = None
            return otherwise
        try:
            if self._file.exists() and not self._file.is_file():
                raise OSError(f"{self._file} is no file")  # a pipe would be waited for
            self._file.parent.mkdir(parents=True, exist_ok=True)
            # SQLite has locks of its own, but a damaged file must not be removed while it is open
            # elsewhere: its journal would be taken for that of the new one.
            with FileLock(f"{self._file}.lock", timeout=_PATIENCE):
                try:
                    return _opened(self._file, work)
                except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                    # The second comes of SQLite's message when it names what it cannot read; ERROR
                    # is a table or column that is not there.
                    damage = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
                    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
                    if code not in damage or not _is_ours(self._file):
                        raise
                    _log.info("made anew, for it is damaged: %s (%s)", self._file, error)
                    for ending in ("-journal", "-wal", "-shm", ""):
                        Path(f"{self._file}{ending}").unlink(missing_ok=True)
                    return _opened(self._file, work)
        # NotImplementedError: the file system has no locks.
        except (OSError, NotImplementedError, UnicodeDecodeError, sqlite3.Error) as error:
            _log.info("done without: %s (%s)", self._file, error)
            self._file = None
            return otherwise


def _opened(file: Path, work: Callable[[sqlite3.Connection], Result]) -> Result:
    """Open the file, make its table when it is new, do something with it and close it."""
    import sqlite3

    with closing(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)) as connection:
        connection.text_factory = bytes  # a damaged row may call its vector a text
        if _number(connection, "PRAGMA application_id") != _MARK:
            if _number(connection, "SELECT count(*) FROM sqlite_master"):
                raise OSError(f"{file} belongs to another program")
            # Rows that are dropped make the file smaller, should its limit ever be lowered.
            connection.execute("PRAGMA auto_vacuum = FULL")
            connection.executescript(_SCHEMA)
        return work(connection)


def _is_ours(file: Path) -> bool:
    """Say whether a damaged file may be removed: it is marked as ours, or stands in our place."""
    with file.open("rb") as opened:
        header = opened.read(72)
    marked = header.startswith(b"SQLite format 3\0") and header.endswith(_MARK.to_bytes(4))
    return marked or file == _usual_file()


def _recall(
    connection: sqlite3.Connection, *, keys: Sequence[bytes], length: int
) -> dict[bytes, Row]:
    """Read the vectors that are there and as they were written, and note that they were used."""
    now = int(time.time())
    found, unnoted = {}, []
    for key in keys:
        row = connection.execute(
            "SELECT vector, checksum, used < ? FROM vectors WHERE key = ?", (now - _HOUR, key)
        ).fetchone()
        if row is None:
            continue
        vector, checksum, long_ago = row
        if isinstance(vector, bytes) and len(vector) == length and checksum == _sum(key, vector):
            found[key] = np.frombuffer(vector, dtype="<f4")
            unnoted += [key] if long_ago else []
    if unnoted:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "UPDATE vectors SET used = ? WHERE key = ?", [(now, key) for key in unnoted]
        )
        connection.execute("COMMIT")
    return found


def _keep(connection: sqlite3.Connection, *, rows: Mapping[bytes, bytes], limit: int) -> None:
    now = int(time.time())
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT OR REPLACE INTO vectors (key, vector, checksum, used) VALUES (?, ?, ?, ?)",
        [(key, vector, _sum(key, vector), now) for key, vector in rows.items()],
    )
    most = limit // _number(connection, "PRAGMA page_size")
    dropped = 1
    while dropped:
        pages = _number(connection, "PRAGMA page_count")
        excess = pages - _number(connection, "PRAGMA freelist_count") - most
        dropped = connection.execute(
            "DELETE FROM vectors WHERE rowid IN (SELECT rowid FROM vectors ORDER BY used LIMIT ?)",
            (max(0, excess),),
        ).rowcount
    connection.execute("COMMIT")


def _sum(key: bytes, vector: bytes) -> int:
    """Add up a row: a changed bit in a vector would be a wrong answer nobody could explain."""
    return zlib.crc32(vector, zlib.crc32(key))


def _number(connection: sqlite3.Connection, query: str) -> int:
    (number,) = connection.execute(query).fetchone()
    return int(number)
