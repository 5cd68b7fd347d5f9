"""How much a file may ask for before reading it is given up: size, nesting, time, memory."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

from index.errors import SeedError

MAX_BYTES = 64 * 2**20
MAX_UNPACKED = 256 * 2**20  # of all members of one archive together
MAX_RATIO = 250  # a member that grows more than this is a bomb; text in XML grows 20 times
_SMALL = 2**20  # a member below this may grow as it likes
MAX_MEMBERS = 3000
MAX_NESTING = 3  # an archive in an archive in an archive
MAX_PAGES = 3000
MAX_CELLS = 2_000_000
MAX_TEXT = 30_000_000  # characters
MAX_PIXELS = 60_000_000
SECONDS = 25.0  # without a sign of progress
TOTAL_SECONDS = 900.0  # scanned books are read page by page
MEMORY = 900 * 2**20  # bytes of the process that reads


_listeners: list[Callable[[], None]] = []


def on_progress(listener: Callable[[], None]) -> None:
    """Ask to be told whenever a page more is done."""
    _listeners.append(listener)


def progressed() -> None:
    """Tell whoever waits that a page more is done."""
    for listener in _listeners:
        listener()


NO_ZIP = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError)
"""What opening a file as a ZIP raises when it is damaged, or is none."""


def opened_archive(
    content: bytes, is_read: Callable[[str], bool] = lambda _: True
) -> zipfile.ZipFile:
    """Open a ZIP, or a format made of one, once nothing that is read of it is out of proportion.

    Raises:
        SeedError: it is damaged, has a password or would unpack to more than is allowed.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except NO_ZIP as error:
        raise SeedError(
            f"tệp nén bị hỏng ({error}). Hãy mở và lưu lại tệp, hay tải lại."
        ) from error
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise SeedError(
            f"có {len(members)} tệp bên trong, quá giới hạn {MAX_MEMBERS}. Hãy chia nhỏ tệp nén."
        )
    members = [member for member in members if is_read(member.filename)]
    total = sum(member.file_size for member in members)
    worst = max((m.file_size / max(1, m.compress_size) for m in members if m.file_size > _SMALL),
                default=0)  # fmt: skip
    if total > MAX_UNPACKED or worst > MAX_RATIO:
        raise SeedError(
            f"giải nén ra {total / 2**20:.0f} MiB từ {len(content) / 2**20:.1f} MiB, quá giới hạn "
            f"{MAX_UNPACKED // 2**20} MiB hoặc {MAX_RATIO} lần (có thể là bom nén). "
            "Hãy giải nén và kiểm tra bằng tay."
        )
    return archive


def unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read the member of a name; of several with one name the last.

    Raises:
        SeedError: there is no such member, or it is damaged or has a password.
    """
    try:
        return unpacked_member(archive, archive.getinfo(name))
    except KeyError:
        raise SeedError(f"thiếu phần {name}: tệp bị hỏng. Hãy mở và lưu lại tệp.") from None


def unpacked_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Read one member; never more than its own header says.

    Raises:
        SeedError: it is damaged or has a password.
    """
    name = member.filename
    try:
        with archive.open(member) as file:
            content = file.read(min(member.file_size, MAX_UNPACKED) + 1)
    except RuntimeError:
        raise SeedError("có mật khẩu. Hãy bỏ mật khẩu rồi lập lại chỉ mục.") from None
    except Exception as error:  # zlib, lzma and bz2 each have errors of their own
        raise SeedError(f"phần {name} bị hỏng ({error}). Hãy mở và lưu lại tệp.") from error
    if len(content) > member.file_size:
        raise SeedError(f"phần {name} dài hơn khai báo (có thể là bom nén). Hãy kiểm tra tệp.")
    return content
