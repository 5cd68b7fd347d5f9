"""What programs may do with the documents: ask, search, read; served over MCP by `hoidap mcp`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from index.document import Document
from index.errors import HoiDapError, SeedError
from qa.assistant import Assistant
from qa.followup import Previous, standalone

MOST = 20_000  # characters of a document given at once
_INSTRUCTIONS = (
    "Hỏi các tài liệu tiếng Việt của người dùng. Mỗi câu trả lời kèm câu trích nguyên văn, tên tệp "
    "và vị trí; khi tài liệu không nói thì `abstained` là true và `reason` nói vì sao."
)


def tools(assistant: Assistant) -> tuple[Callable[..., dict[str, Any]], ...]:
    """Give the three functions; their docstrings and types are what a client is shown."""

    def ask(question: str, previous_question: str = "") -> dict[str, Any]:
        """Answer a question from the documents, with verbatim quotes as proof, or say why not.

        Args:
            question: The question, in Vietnamese, with or without diacritics.
            previous_question: The question before, when this one leans on it ("còn ngày nào?").
        """
        before = Previous(previous_question) if previous_question else None
        return assistant.ask(standalone(question, before)).to_dict()

    def search(question: str, limit: int = 5) -> dict[str, Any]:
        """Find the passages of the documents that are nearest to a question, best first.

        Args:
            question: The question or the words to look for.
            limit: How many passages, at most 20.
        """
        hits = assistant.search(question, k=min(max(limit, 1), 20))
        return {
            "hits": [
                {
                    "document_id": hit.passage.document_id,
                    "title": hit.passage.title,
                    "source": hit.passage.source,
                    "start": hit.passage.start,
                    "end": hit.passage.end,
                    "text": hit.passage.text,
                    "score": round(hit.score, 4),
                }
                for hit in hits
            ]
        }

    def read_document(document_id: str, start: int = 0, length: int = MOST) -> dict[str, Any]:
        """Read a document's own text from a place on; offsets are those of quotes and passages.

        Args:
            document_id: As `search` gives it, or a citation's `source`.
            start: The first character to read.
            length: How many characters, at most 20000.
        """
        try:
            document = assistant.index.document(document_id)
        except KeyError:
            known = ", ".join(one.id for one in assistant.index.documents[:5])
            raise SeedError(
                f"Không có văn bản {document_id[:100]!r}. Hãy dùng tên như: {known}."
            ) from None
        return excerpt(document, start, length)

    return ask, search, read_document


def excerpt(document: Document, start: int, length: int) -> dict[str, Any]:
    """Give a piece of a document's own text with what is needed to cite from it."""
    start = max(start, 0)
    end = min(start + min(max(length, 1), MOST), len(document.text))
    return {
        "document_id": document.id,
        "title": document.title,
        "source": document.source,
        "sha256": document.sha256,
        "start": start,
        "end": end,
        "characters": len(document.text),
        "text": document.text[start:end],
    }


def serve(assistant: Assistant) -> None:
    """Speak MCP over standard input and output until the client goes away."""
    from mcp.server.fastmcp import FastMCP

    server = FastMCP("hoidap", instructions=_INSTRUCTIONS, log_level="WARNING")
    for tool in tools(assistant):
        server.add_tool(told(tool), name=tool.__name__)
    server.run()


def told(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Hand on what went wrong in its own words: a client shows them to the person."""

    @wraps(tool)
    def telling(*given: Any, **named: Any) -> dict[str, Any]:  # noqa: ANN401
        try:
            return tool(*given, **named)
        except HoiDapError as error:
            raise ValueError(str(error)) from error

    return telling
