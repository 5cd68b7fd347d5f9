"""Check an index and what it depends on, and put right what can be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.build import build
from index.encoder import Encoder
from index.errors import (
    HoiDapError,
    IndexBusyError,
    IndexDamagedError,
    IndexUnusableError,
)
from index.store import Index, recorded_sources
from index.versions import (
    current_version,
    leftovers,
    point,
    previous_version,
    remove,
    writing,
)

_ROOM = 300 * 2**20  # bytes free below which indexing may fail


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    is_well: bool = True
    done: str = ""
    """What was put right, when something was."""

    @property
    def is_bad(self) -> bool:
        """Say whether something is wrong and still is."""
        return not self.is_well and not self.done


def examine(
    directory: Path, encoder: Encoder, *, cache: Path | None, repair: bool = True
) -> list[Finding]:
    """Look at the index in a folder, and repair it when asked to; never removes a good version."""
    if not directory.is_dir():
        return [Finding(f"Chưa có chỉ mục trong {directory}.", is_well=False)]
    try:
        with writing(directory):
            index = _index(directory, encoder, repair=repair)
            rest = _leftovers(directory, repair=repair)
        if index.is_bad and repair:
            index = _built_anew(directory, encoder, index, cache)
    except IndexBusyError as error:
        # What is being written is not looked at; what is in use is.
        index, rest = _index(directory, encoder, repair=False), [Finding(str(error))]
    except OSError as error:
        index = _index(directory, encoder, repair=False)
        said = f"Không ghi được vào {directory} ({error.strerror or error})."
        rest = [Finding(said, is_well=False)]
    rest += [*_sources(directory), *_vectors(cache, repair=repair), *_surroundings(directory)]
    return [index, *rest]


def _index(directory: Path, encoder: Encoder, *, repair: bool) -> Finding:
    """Load the version in use; when it is damaged, go back to the one before."""
    try:
        index = Index.load(directory, encoder)
    except IndexUnusableError as error:
        damaged = isinstance(error, IndexDamagedError)
        if repair and damaged and _back_to_previous(directory, encoder):
            done = "Đã trở lại bản trước, còn nguyên vẹn."
            return Finding(str(error), is_well=False, done=done)
        return Finding(str(error), is_well=False)
    return Finding(
        f"Chỉ mục tốt: {len(index.documents)} văn bản, {len(index)} đoạn, mọi tệp đúng SHA-256."
    )


def _built_anew(directory: Path, encoder: Encoder, fault: Finding, cache: Path | None) -> Finding:
    """Index the folder again that a damaged version was made of, where it is still there."""
    folder = _folder(directory)
    if folder is None:
        return fault
    try:
        report = build(folder, into=directory, encoder=encoder, cache=cache)
    except HoiDapError as error:
        return Finding(f"{fault.what} Lập lại không được: {error}", is_well=False)
    done = f"Đã lập lại từ {folder}: {len(report.index)} đoạn."
    return Finding(fault.what, is_well=False, done=done)


def _back_to_previous(directory: Path, encoder: Encoder) -> bool:
    version, digest = previous_version(directory)
    if not version:
        return False
    try:
        Index.load_version(directory / version, digest, encoder)
    except IndexUnusableError:
        return False
    point(directory, "current", version, digest)
    return True


def _folder(directory: Path) -> Path | None:
    """Give the folder that any version still knows it was made of, if it is still there."""
    for manifest in sorted(directory.glob("v-*/manifest.json")):
        try:
            folder = Path(json.loads(manifest.read_text(encoding="utf-8"))["folder"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if folder.exists() and folder.is_absolute():
            return folder
    return None


def _leftovers(directory: Path, *, repair: bool) -> list[Finding]:
    try:
        keep = {current_version(directory)[0], previous_version(directory)[0]}
    except IndexUnusableError:
        return []  # what is in use is not known: nothing is removed
    found = leftovers(directory, keep)
    if not found:
        return []
    said = f"Còn {len(found)} phần dở dang của những lần lập chỉ mục bị ngắt."
    if not repair:
        return [Finding(said, is_well=False)]
    for path in found:
        remove(path)
    return [Finding(said, is_well=False, done="Đã xóa.")]


def _sources(directory: Path) -> list[Finding]:
    sources, _ = recorded_sources(directory)
    problems = [problem for source in sources for problem in source.problems]
    if not problems:
        return []
    return [Finding(f"{len(problems)} tệp hay phần tệp chưa đọc được, xem: hoidap docs.")]


def _vectors(cache: Path | None, *, repair: bool) -> list[Finding]:
    """Check the file of vectors, which only saves time."""
    if cache is None or not cache.is_file():
        return []
    import sqlite3
    from contextlib import closing

    try:
        with closing(sqlite3.connect(f"file:{cache}?mode=ro", uri=True, timeout=5)) as connection:
            connection.text_factory = bytes
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if said == b"ok":
            return []
    except (sqlite3.Error, OSError, ValueError):
        pass  # it is not well either way
    fault = f"Kho vector {cache} bị hỏng; nó chỉ để khỏi mã hóa lại."
    if not repair:
        return [Finding(fault, is_well=False)]
    return [Finding(fault, is_well=False, done="Lần lập chỉ mục tới sẽ tự làm lại.")]


def _surroundings(directory: Path) -> list[Finding]:
    """Say which programs are there and how much room is left."""
    from index.formats.tools import office, tesseract

    findings: list[Finding] = []
    tools: tuple[tuple[str, Callable[[], str], str], ...] = (
        ("Tesseract tiếng Việt (ảnh, PDF quét)", tesseract, "tesseract-ocr tesseract-ocr-vie"),
        ("LibreOffice (.doc)", office, "libreoffice-writer"),
    )
    for name, find, package in tools:
        path = find()
        said = f"có, {path}" if path else f"chưa có; muốn dùng: sudo apt install {package}"
        findings.append(Finding(f"{name}: {said}."))
    free = shutil.disk_usage(directory if directory.is_dir() else Path.home()).free
    room = f"Chỗ trống: {free / 2**30:.1f} GiB."
    return [*findings, Finding(room, is_well=free >= _ROOM)]
