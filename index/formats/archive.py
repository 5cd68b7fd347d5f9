"""ZIP archives: the files in them, read in memory and never unpacked to a disk."""

from __future__ import annotations

import contextlib
from pathlib import PurePosixPath

from index.errors import SeedError
from index.limits import opened_archive, unpacked


def members(content: bytes) -> list[tuple[str, bytes]]:
    """Give the files of an archive by their names in it.

    Raises:
        SeedError: it cannot be opened, or a name leads out of it.
    """
    archive = opened_archive(content)
    found = []
    for member in archive.infolist():
        name = _name(member.filename, utf_8=bool(member.flag_bits & 0x800))
        if member.is_dir() or PurePosixPath(name).name.startswith((".", "__MACOSX")):
            continue
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or (parts and parts[0].endswith(":")):
            raise SeedError(
                f"tệp «{name}» bên trong dẫn ra ngoài tệp nén. Hãy kiểm tra nguồn của tệp."
            )
        found.append((name, unpacked(archive, member.filename)))
    return found


def _name(name: str, *, utf_8: bool) -> str:
    """Give a name as it was meant: many programs write UTF-8 and do not say so."""
    if not utf_8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    name = name.replace("\\", "/")
    return name.encode("utf-8", "replace").decode("utf-8")
