"""Questions to begin with: those that come with the documents, else the first titles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from index.document import Document
from index.errors import SeedError

FILE = "cau-hoi-mau.jsonl"
"""In the documents' folder: a line a question, with the source that answers it."""


def examples(documents: Sequence[Document], folder: Path) -> list[str]:
    """Give questions that fit the documents of a folder.

    Raises:
        SeedError: the folder's own questions cannot be read.
    """
    sources = {document.source for document in documents}
    fitting = [question for question, source in _given(folder / FILE) if source in sources]
    return fitting or [f"“{document.title[:90]}” nói về điều gì?" for document in documents[:3]]


def _given(path: Path) -> list[tuple[str, str]]:
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            rows = [json.loads(line) for line in lines]
        return [(str(row["question"]), str(row["source"])) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SeedError(
            f"{path}: câu hỏi mẫu không đọc được ({error!r}). Mỗi dòng phải là "
            '{"question": "…", "source": "…"}.'
        ) from error
