"""Notice when the files of a folder change, by looking at it again and again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from index.errors import EmptyFolderError
from index.load import seed_files

EVERY = 2.0  # seconds between two looks; works on every file system, shared folders too

Snapshot = dict[Path, tuple[int, int]]


def changes(directory: Path, known: Snapshot, *, every: float = EVERY) -> Iterator[None]:
    """Yield whenever the files are other than known and have come to rest, without end.

    A file that is being copied is waited for: what changed must be the same for one look.
    """
    while True:
        time.sleep(every)
        now = snapshot(directory)
        if now == known:
            continue
        while True:
            time.sleep(every)
            settled, now = now, snapshot(directory)
            if settled == now:
                break
        known = now
        yield


def snapshot(directory: Path) -> Snapshot:
    """Give size and time of change of every file; nothing for a folder that is empty or gone."""
    found: Snapshot = {}
    try:
        files = [directory] if directory.is_file() else seed_files(directory)
    except EmptyFolderError:
        return found
    for path in files:
        try:
            status = path.stat()
        except OSError:
            continue  # gone since it was listed, or a link to nothing
        found[path] = (status.st_size, status.st_mtime_ns)
    return found
