"""What readers said of answers: right, wrong or incomplete, kept in one local file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from index.errors import HoiDapError

VERDICTS = ("right", "wrong", "incomplete")
MAX_COMMENT = 2000
_MAX_BYTES = 64 * 2**20


def feedback_file(index_directory: Path) -> Path:
    """Say where the feedback on the answers of an index is kept."""
    return index_directory / "feedback.jsonl"


def record(file: Path, *, verdict: str, comment: str, answer: Mapping[str, Any]) -> None:
    """Append what a reader said of an answer (`Answer.to_dict()`).

    Raises:
        HoiDapError: the verdict is none, the comment is too long, or the file is full.
    """
    if verdict not in VERDICTS:
        raise HoiDapError(f"Nhận xét phải là {', '.join(VERDICTS)}, không phải {verdict[:40]!r}.")
    if len(comment) > MAX_COMMENT:
        raise HoiDapError(
            f"Lời nhận xét dài {len(comment)} ký tự, quá {MAX_COMMENT}. Hãy viết gọn."
        )
    row = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "verdict": verdict,
        "comment": comment,
        "answer": dict(answer),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.with_suffix(".lock"), timeout=30):
        if file.exists() and file.stat().st_size > _MAX_BYTES:
            raise HoiDapError("Tệp nhận xét đã đầy. Hãy báo người quản trị chuyển nó đi nơi khác.")
        with file.open("a", encoding="utf-8") as written:
            written.write(json.dumps(row, ensure_ascii=False) + "\n")
