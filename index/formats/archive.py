"""ZIP archives: the files in them, read in memory and never unpacked to a disk."""

from __future__ import annotations

import contextlib
from pathlib import PurePosixPath

from index.errors import SeedError
from index.formats import SUFFIXES, suffix_of, unlike
from index.limits import opened_archive, unpacked_member


def members(content: bytes) -> list[tuple[str, bytes | SeedError]]:
    """Give the files of an archive of kinds that can be read, or what is wrong with each.

    Raises:
        SeedError: it cannot be opened, or a name leads out of it.
    """
    archive = opened_archive(content, _is_supported)
    found: dict[str, bytes | SeedError] = {}
    for member in archive.infolist():
        name = _name(member.filename, utf_8=bool(member.flag_bits & 0x800))
        if member.is_dir() or PurePosixPath(name).name.startswith((".", "~$", "__MACOSX")):
            continue
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or (parts and parts[0].endswith(":")):
            raise SeedError(
                f"tệp «{name}» bên trong dẫn ra ngoài tệp nén. Hãy kiểm tra nguồn của tệp."
            )
        if not _is_supported(name):
            continue
        # Some programs add a changed file anew; "a\\b.txt" and "a/b.txt" become the same.
        name = unlike(name, found)
        try:
            found[name] = unpacked_member(archive, member)
        except SeedError as error:
            found[name] = error
    return list(found.items())


def _is_supported(name: str) -> bool:
    return suffix_of(name) in SUFFIXES


def _name(name: str, *, utf_8: bool) -> str:
    """Give a name as it was meant: many programs write UTF-8 and do not say so."""
    if not utf_8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    name = name.replace("\\", "/")
    return name.encode("utf-8", "replace").decode("utf-8")
