"""The versions of an index in its folder: which one is in use, which one was good before.

FOLDER/current    the version in use and its manifest's SHA-256, replaced by rename
FOLDER/previous   the same of the version before, kept until the next is written
FOLDER/lock       held while `current` moves
FOLDER/writer     held by the run that writes; the system lets go of it when the run dies
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import time
import unicodedata
import uuid
from collections.abc import Iterator, Set
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexBusyError, IndexDamagedError, IndexUnusableError

BUILD = "Hãy lập lại chỉ mục: hoidap index THƯ_MỤC_TÀI_LIỆU"
REMEDY = f"{BUILD}; hoặc sửa bằng: hoidap doctor"


def collection_folder(base: Path, name: str) -> Path:
    """Give the folder of a named collection, beside the index of a folder.

    Raises:
        IndexUnusableError: the name is none that a folder can safely have.
    """
    if not re.fullmatch(r"[^\W_][\w-]{0,63}", name):
        raise IndexUnusableError(
            f"Tên bộ tài liệu không hợp lệ: {name!r}. Hãy chỉ dùng chữ, số và gạch nối, "
            "tối đa 64 ký tự."
        )
    return base / "collections" / unicodedata.normalize("NFC", name)


def current_version(directory: Path) -> tuple[str, str]:
    """Read the version in use and its manifest's SHA-256; empty when there is none.

    Raises:
        IndexDamagedError: the file that says so is damaged.
    """
    return _pointer(directory / "current")


def previous_version(directory: Path) -> tuple[str, str]:
    """Read the version before the one in use; empty when there is none."""
    try:
        return _pointer(directory / "previous")
    except IndexDamagedError:
        return "", ""


def _pointer(path: Path) -> tuple[str, str]:
    try:
        words = path.read_text(encoding="utf-8").split()
    except (FileNotFoundError, NotADirectoryError):
        return "", ""
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamagedError(f"Không đọc được {path}. {REMEDY}") from error
    if len(words) != 2 or not re.fullmatch(r"v-[0-9a-f]{12}", words[0]):
        raise IndexDamagedError(f"Tệp {path} đã bị hỏng. {REMEDY}")
    return words[0], words[1]


def switch(directory: Path, draft: Path, digest: str) -> None:
    """Make a finished draft the version in use; the one that was stays as the previous one.

    Raises:
        OSError: the folder cannot be written; what was in use still is.
    """
    version = f"v-{uuid.uuid4().hex[:12]}"
    with FileLock(directory / "lock", timeout=120):
        try:
            before = current_version(directory)
        except IndexDamagedError:
            before = ("", "")  # the new one mends it
        if not before[0] or not (directory / before[0]).is_dir():
            before = previous_version(directory)
        draft.rename(directory / version)
        if before[0]:
            point(directory, "previous", *before)
        point(directory, "current", version, digest)
        _clear(directory, keep={version, before[0]})


def forget_previous(directory: Path) -> None:
    """Remove the version before the one in use: what was removed from this must not lie in that.

    Raises:
        OSError: the folder cannot be written.
    """
    with FileLock(directory / "lock", timeout=120):
        (directory / "previous").unlink(missing_ok=True)
        _clear(directory, keep={current_version(directory)[0]})


def point(directory: Path, name: str, version: str, digest: str) -> None:
    """Replace `current` or `previous`; whoever reads it finds the old one or the new one."""
    pointer = directory / f".{name}-{uuid.uuid4().hex}"
    try:
        pointer.write_text(f"{version} {digest}", encoding="utf-8")
        flush_file(pointer)
        pointer.replace(directory / name)
    except OSError:
        pointer.unlink(missing_ok=True)
        raise
    flush_file(directory)


def _clear(directory: Path, keep: Set[str]) -> None:
    """Remove versions not kept and what killed runs left; an hour is more than any run needs."""
    stale = time.time() - 3600
    for path in directory.iterdir():
        try:
            left = path.name.startswith((".draft-", ".current-", ".previous-"))
            if (left and path.stat().st_mtime < stale) or (
                path.name.startswith("v-") and path.name not in keep
            ):
                remove(path)
        except FileNotFoundError:
            continue  # another run was quicker


def leftovers(directory: Path, keep: Set[str]) -> list[Path]:
    """List what killed runs left and no version needs."""
    return [
        path
        for path in sorted(directory.iterdir())
        if path.name.startswith((".draft-", ".current-", ".previous-"))
        or (path.name.startswith("v-") and path.name not in keep)
    ]


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it, as far as the system allows."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def writing(directory: Path, *, patience: float = 5.0) -> Iterator[None]:
    """Be the one who writes into a folder, for as long as the block runs.

    Raises:
        IndexBusyError: another run writes there.
        OSError: the folder cannot be written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    lock = FileLock(directory / "writer", timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise IndexBusyError(
            f"Một lần lập chỉ mục khác đang ghi vào {directory}{_who(directory)}. "
            "Hãy đợi lần ấy xong, hoặc chọn --collection khác."
        ) from None
    except NotImplementedError as error:
        raise OSError(f"{directory}: the file system has no locks") from error
    note = directory / "writer.json"
    try:
        with contextlib.suppress(OSError):
            note.write_text(json.dumps({"pid": os.getpid(), "since": int(time.time())}))
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _who(directory: Path) -> str:
    try:
        note = json.loads((directory / "writer.json").read_text(encoding="utf-8"))
        since = time.strftime("%H:%M", time.localtime(int(note["since"])))
        return f" (tiến trình {int(note['pid'])}, từ {since})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def flush(directory: Path) -> None:
    """Ask the system to put a folder and all its files on the disk."""
    for path in directory.iterdir():
        flush_file(path)
    flush_file(directory)


def flush_file(path: Path) -> None:
    """Ask the system to put a file or folder on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
