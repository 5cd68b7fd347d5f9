"""What a run has read so far, kept beside the index until it is done: a killed run goes on there.

Small plain texts never come here: they are read again as fast. A draft that is damaged is as good
as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import uuid
import zlib
from pathlib import Path

from index.load import Reading
from index.sandbox import reading_from, reading_to


class Drafts:
    """Readings of files, by their content."""

    def __init__(self, directory: Path, version: str) -> None:
        self._folder = directory / "reading"
        self._version = version

    def recall(self, name: str, digest: str) -> Reading | None:
        """Give what was read of a file before, or None."""
        try:
            packed = self._path(name, digest).read_bytes()
            checked, written = packed[:32], packed[32:]
            if hashlib.sha256(written).digest() != checked:
                return None
            return reading_from(json.loads(zlib.decompress(written)))
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            return None

    def keep(self, name: str, digest: str, reading: Reading) -> None:
        """Write down what was read; when that cannot be, it is read again another time."""
        written = zlib.compress(json.dumps(reading_to(reading)).encode(), 1)
        path = self._path(name, digest)
        draft = path.with_name(f".{uuid.uuid4().hex}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                draft.write_bytes(hashlib.sha256(written).digest() + written)
                draft.replace(path)
            except OSError:
                draft.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove all of them."""
        with contextlib.suppress(OSError):
            for entry in os.scandir(self._folder):
                Path(entry.path).unlink(missing_ok=True)
            self._folder.rmdir()

    def _path(self, name: str, digest: str) -> Path:
        key = hashlib.sha256(f"{self._version}\n{name}\n{digest}".encode()).hexdigest()
        return self._folder / key[:40]
