"""The two programs that read what no library can: LibreOffice and Tesseract, when installed."""

from __future__ import annotations

import resource
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

from index.errors import SeedError
from index.limits import SECONDS, progressed

_OFFICE_MEMORY = 4 * 2**30
_OFFICE_SECONDS = SECONDS - 3
_PAGE_SECONDS = SECONDS - 3


def office() -> str:
    """Give the path of LibreOffice; empty when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


@lru_cache(maxsize=1)
def tesseract() -> str:
    """Give the path of Tesseract with its Vietnamese data; empty when either is not there."""
    path = shutil.which("tesseract")
    if path is None:
        return ""
    try:
        listed = subprocess.run(
            [path, "--list-langs"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return path if "vie" in listed.stdout.split() else ""


def installed() -> str:
    """Name what is installed, without starting it: another answer means to read files anew."""
    usual = (Path("/usr/share").glob("tess*/**/vie.traineddata"), Path("/usr/local/share").glob(
        "tess*/**/vie.traineddata"))  # fmt: skip
    trained = sorted(str(path) for found in usual for path in found)
    return " ".join([office(), shutil.which("tesseract") or "", *trained])


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """Give what to put before a command so that it has no network; empty when not allowed."""
    path = shutil.which("unshare")
    if path is None:
        return ()
    try:
        tried = subprocess.run([path, "-rn", "true"], capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return (path, "-rn") if tried.returncode == 0 else ()


def converted_by_office(content: bytes, suffix: str, into: str) -> bytes:
    """Have LibreOffice write a file in another format; its macros do not run.

    Raises:
        SeedError: LibreOffice is not installed, or cannot read the file either.
    """
    program = office()
    if not program:
        raise SeedError(
            f"cần LibreOffice để đọc {suffix}. Hãy cài LibreOffice "
            "(sudo apt install libreoffice-writer), hoặc lưu tệp thành .docx."
        )
    with tempfile.TemporaryDirectory(prefix="hoidap-") as folder:
        given = Path(folder, f"a{suffix}")
        given.write_bytes(content)
        command = [
            *_without_network(), program, "--headless", "--norestore", "--nolockcheck",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", into, "--outdir", folder, str(given),
        ]  # fmt: skip
        _run(command, b"", _OFFICE_SECONDS, "LibreOffice")
        made = given.with_suffix(f".{into}")
        if not made.is_file():
            raise SeedError("LibreOffice không đọc được tệp này. Hãy mở và lưu lại thành .docx.")
        return made.read_bytes()


def recognised(image: bytes) -> str:
    """Have Tesseract read a picture of one page.

    Raises:
        SeedError: Tesseract is not installed, or does not end in time.
    """
    program = tesseract()
    if not program:
        raise SeedError(NO_TESSERACT)
    text = _run([program, "stdin", "stdout", "-l", "vie"], image, _PAGE_SECONDS, "Tesseract")
    progressed()
    return text.decode("utf-8", "replace").replace("\f", "")


NO_TESSERACT = (
    "là ảnh quét, không có lớp chữ, và máy chưa có Tesseract tiếng Việt. "
    "Hãy cài rồi lập lại chỉ mục: sudo apt install tesseract-ocr tesseract-ocr-vie"
)


def _run(command: list[str], given: bytes, seconds: float, name: str) -> bytes:
    def loosen() -> None:
        # The limit of the process that reads is too low for an office.
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        wanted = _OFFICE_MEMORY if most == resource.RLIM_INFINITY else min(most, _OFFICE_MEMORY)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))

    progressed()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=False,
        preexec_fn=loosen,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": tempfile.gettempdir(),
             "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
    ) as process:  # fmt: skip
        try:
            out, _ = process.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise SeedError(
                f"{name} chưa xong sau {seconds:.0f} giây. Hãy chia nhỏ tệp hoặc giảm độ nét."
            ) from None
    progressed()
    return out
