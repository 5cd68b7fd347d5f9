"""Turns what readers said of answers into golden questions, as far as that needs no judgement."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import EvalError
from qa.answer import one_line


@dataclass(frozen=True, slots=True)
class Candidates:
    """Golden rows, in the form of eval/golden/*.jsonl, and what a person has to write himself."""

    golden: tuple[Mapping[str, Any], ...]
    open: tuple[tuple[str, str], ...]
    """Question and why it became no golden question."""


def candidates(file: Path, texts: Mapping[str, str]) -> Candidates:
    """Read the feedback; `texts` are the sources' own texts by name. The last word counts.

    An answer that was right gives its quotes as evidence and its highlighted words as the answer;
    a refusal that was right, an unanswerable question. What is wrong or incomplete says only that
    something else is right.

    Raises:
        EvalError: there is no feedback, or a line of it is damaged.
    """
    if not file.exists():
        raise EvalError(f"Chưa có nhận xét nào trong {file}. Hãy bấm Đúng, Sai hay Thiếu ở trang.")
    last: dict[str, Mapping[str, Any]] = {}
    # Not str.splitlines: a comment may have U+2028, which JSON leaves as it is.
    with file.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                last[one_line(row["answer"]["question"])] = row
            except (ValueError, KeyError, TypeError) as error:
                raise EvalError(f"{file}:{number}: nhận xét không hợp lệ ({error}).") from error
    golden: list[Mapping[str, Any]] = []
    left: list[tuple[str, str]] = []
    for question, row in last.items():
        why = _why_not(row, texts)
        if why:
            left.append((question, why))
        else:
            golden.append(_golden(question, row["answer"]))
    return Candidates(tuple(golden), tuple(left))


def write(rows: Sequence[Mapping[str, Any]], file: Path) -> None:
    """Write golden rows as eval.questions.golden reads them."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    file.write_text("".join(lines), encoding="utf-8")


def _why_not(row: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    if row["verdict"] != "right":
        said = {"wrong": "sai", "incomplete": "thiếu"}.get(row["verdict"], "?")
        comment = one_line(str(row["comment"]))
        return f"người đọc thấy {said}" + (f": “{comment}”" if comment else "")
    for citation in row["answer"]["citations"]:
        text = texts.get(citation["source"])
        if text is None:
            return f"không có tệp {citation['source']} trong tài liệu đang đo"
        if text[citation["start"] : citation["end"]] != citation["quote"]:
            return f"tệp {citation['source']} không còn câu trích ở chỗ cũ"
    return ""


def _golden(question: str, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    citations = answer["citations"]
    return {
        "id": f"feedback-{hashlib.sha256(question.encode()).hexdigest()[:12]}",
        "kind": "feedback",
        "question": question,
        "answerable": bool(citations),
        "evidence": [[{"source": c["source"], "quote": c["quote"]}] for c in citations],
        "answers": [[_words(citation)] for citation in citations],
    }


def _words(citation: Mapping[str, Any]) -> str:
    left, right = citation["highlight"]
    words: str = citation["quote"][left:right] or citation["quote"]
    return words
