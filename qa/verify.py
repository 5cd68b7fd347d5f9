"""Re-checks an exported answer against the files alone: no index, no model."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from index.errors import CitationError
from qa.answer import FORMAT


@dataclass(frozen=True, slots=True)
class Finding:
    """What checking one citation gave; an empty fault means it holds."""

    number: int
    source: str
    fault: str = ""


def verify(export: Path, folders: Sequence[Path]) -> list[Finding]:
    """Check every citation of an exported answer against the files of some folders.

    Raises:
        CitationError: the export itself cannot be read.
    """
    answer = _read(export)
    citations = answer["citations"] or answer["nearest"]
    findings = [_check(citation, folders) for citation in citations]
    if answer["text"] or answer["citations"]:
        fault = _unmatched(answer)
        if fault:
            findings.append(Finding(0, export.name, fault))
    return findings


def _read(export: Path) -> Mapping[str, Any]:
    try:
        answer = json.loads(export.read_text(encoding="utf-8"))
    except OSError as error:
        raise CitationError(f"Không đọc được {export} ({error.strerror}).") from error
    except ValueError as error:
        raise CitationError(f"{export} không phải JSON hợp lệ ({error}).") from error
    if not _is_answer(answer):
        raise CitationError(
            f"{export} không phải câu trả lời do `hoidap ask --json` xuất ra. "
            "Hãy xuất lại: hoidap ask --json “câu hỏi” > tep.json"
        )
    if answer.get("format") != FORMAT:
        raise CitationError(
            f"{export} có định dạng {answer.get('format')!r}, chỉ đọc được {FORMAT}."
        )
    return answer


def _is_answer(answer: object) -> TypeGuard[Mapping[str, Any]]:
    required = {"text", "citations", "nearest", "abstained"}
    if not isinstance(answer, dict) or not required <= answer.keys():
        return False
    lists = (answer["citations"], answer["nearest"])
    return isinstance(answer["text"], str) and all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows) for rows in lists
    )


def _check(citation: Mapping[str, Any], folders: Sequence[Path]) -> Finding:
    try:
        number, source = int(citation["number"]), str(citation["source"])
        start, end, quote = int(citation["start"]), int(citation["end"]), str(citation["quote"])
        left, right = map(int, citation["highlight"])
        paragraph, at = str(citation["paragraph"]), int(citation["paragraph_start"])
        sha256 = str(citation["sha256"])
    except (KeyError, TypeError, ValueError) as error:
        return Finding(0, str(citation)[:60], f"trích dẫn thiếu hoặc sai trường ({error})")
    path = _find(source, folders)
    if path is None:
        return Finding(number, source, "không tìm thấy tệp nguồn")
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return Finding(number, source, "tệp nguồn không còn là văn bản UTF-8")
    changed = hashlib.sha256(content).hexdigest() != sha256
    if not quote or start < 0 or text[start:end] != quote:
        moved = text.find(quote) if quote else -1
        where = f"; câu ấy nay ở vị trí {moved}" if moved >= 0 else "; câu ấy không có trong tệp"
        return Finding(number, source, f"vị trí {start}–{end} không phải là câu trích{where}")
    if not 0 <= left <= right <= len(quote):
        return Finding(number, source, f"phần tô sáng {left}–{right} nằm ngoài câu trích")
    if text[at : at + len(paragraph)] != paragraph:
        return Finding(number, source, "đoạn văn quanh câu trích không đúng như trong tệp")
    if changed:
        return Finding(
            number, source, "tệp đã bị sửa từ khi trả lời (SHA-256 khác), câu trích còn đúng chỗ"
        )
    return Finding(number, source)


def _find(source: str, folders: Sequence[Path]) -> Path | None:
    """Find a source in the first folder that has it; a source never leads out of its folder."""
    if Path(source).is_absolute() or ".." in Path(source).parts:
        return None
    return next((folder / source for folder in folders if (folder / source).is_file()), None)


def _unmatched(answer: Mapping[str, Any]) -> str:
    """Say what in the answer's text no citation proves; empty when all of it is proved."""
    text = str(answer["text"])
    if not answer["citations"]:
        return "câu trả lời không dẫn nguồn nào"
    numbers = {int(number) for number in re.findall(r"\[(\d+)\]", text)}
    cited = {str(citation.get("number")) for citation in answer["citations"]}
    if {str(number) for number in numbers} != cited:
        return f"số dẫn trong câu trả lời {sorted(numbers)} không khớp với các trích dẫn"
    if answer.get("written_by") == "extractive":
        quotes = {_plain(str(citation.get("quote"))) for citation in answer["citations"]}
        for sentence in re.split(r"\s*\[\d+\]\s*", text):
            if sentence and _plain(sentence.removeprefix("… ")) not in quotes:
                return f"câu “{sentence[:80]}” không phải là lời của nguồn nào"
    return ""


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
