"""The REST interface that the page and other programs use: ask, search, documents, export."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, StreamingResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from index.errors import HoiDapError
from qa.answer import Answer
from qa.assistant import Assistant
from qa.desk import UNEXPECTED, Asking, Desk, Text, fault
from qa.documents import visitor_of
from qa.docx import to_docx
from qa.dossier import MAX_ANSWERS, Dossier, to_markdown, versions_of
from qa.feedback import feedback_file, record
from qa.followup import Previous
from qa.mcp import tools
from qa.pdf import to_pdf

PAGE = Path(__file__).with_name("page")


class Leaning(BaseModel):
    """The turn before, as `turn.previous` gives it."""

    question: Text = Field(max_length=10_000)
    answered: Text = Field("", max_length=5000)


class AskBody(BaseModel):
    """A question and what it leans on."""

    question: Text = Field(max_length=100_000)
    previous: Leaning | None = None
    as_typed: list[Text] = Field(default=[], max_length=300)
    documents: list[Text] | None = Field(None, max_length=10_000)
    stream: bool = False
    suggest: bool = False


class SearchBody(BaseModel):
    """What to look for."""

    question: Text = Field(max_length=100_000)
    limit: int = Field(5, ge=1, le=20)


class ExportBody(BaseModel):
    """Answers to be written out as a file."""

    format: Literal["md", "docx", "pdf", "json"]
    answers: list[dict[str, Any]] = Field(min_length=1, max_length=MAX_ANSWERS)


class FeedbackBody(BaseModel):
    """What a reader says of an answer."""

    verdict: Text
    comment: Text = ""
    answer: dict[str, Any]


def sse(event: str, data: object) -> str:
    """Write a server-sent event."""
    return f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def routes(desk: Desk) -> APIRouter:
    """Lay out the endpoints."""
    router = APIRouter()
    _, search, _ = tools(desk.assistant)

    @router.post("/v1/ask")
    async def ask(body: AskBody, request: Request) -> Response:
        leaning = body.previous
        asking = Asking(
            body.question,
            Previous(leaning.question, leaning.answered) if leaning else None,
            tuple(body.as_typed),
        )
        visitor, chosen = visitor_of(request), body.documents
        if not body.stream:
            return JSONResponse((await desk.turn(asking, visitor, chosen)).to_dict())
        told = desk.told(asking, visitor, chosen, suggest=body.suggest)

        async def written() -> AsyncIterator[str]:
            async for event, data in told:
                yield sse(event, data)

        return StreamingResponse(written(), media_type="text/event-stream")

    @router.post("/v1/search")
    async def find(body: SearchBody) -> dict[str, Any]:
        return await desk.work(lambda: search(body.question, body.limit))

    @router.post("/v1/export")
    async def export(body: ExportBody, request: Request) -> Response:
        folders = desk.shelf.folders(visitor_of(request))
        return await desk.work(lambda: _exported(body, desk.assistant, folders))

    @router.post("/v1/feedback", status_code=201)
    async def feedback(body: FeedbackBody) -> dict[str, str]:
        answer = Answer.from_dict(body.answer).to_dict()
        file = feedback_file(desk.assistant.config.directory)
        await desk.work(
            lambda: record(file, verdict=body.verdict, comment=body.comment, answer=answer)
        )
        return {"message": "Đã ghi nhận xét."}

    _page_routes(router)
    return router


_KINDS = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}


def _exported(body: ExportBody, assistant: Assistant, folders: list[Path]) -> Response:
    answers = tuple(map(Answer.from_dict, body.answers))
    # What the browser sends back is checked anew: a dossier says only what the files say.
    faults = tuple(
        tuple(fault(citation, folders) for citation in answer.citations or answer.nearest)
        for answer in answers
    )
    digests = [document.sha256 for document in assistant.index.documents]
    made = datetime.now().astimezone().isoformat(timespec="seconds")
    dossier = Dossier(made, versions_of(assistant.encoder.name, digests), answers, faults)
    content = {
        "md": lambda: to_markdown(dossier).encode(),
        "docx": lambda: to_docx(dossier),
        "pdf": lambda: to_pdf(dossier),
        "json": lambda: json.dumps(dossier.to_dict(), ensure_ascii=False, indent=1).encode(),
    }[body.format]()
    name = f"ho-so-tra-loi-{made[:19].replace(':', '').replace('T', '-')}.{body.format}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=_KINDS[body.format], headers=headers)


def _page_routes(router: APIRouter) -> None:
    @router.get("/trang/{name}")
    async def asset(name: str) -> Response:
        if name not in {path.name for path in PAGE.iterdir()}:
            return JSONResponse({"error": {"message": "Không có tệp này."}}, 404)
        return FileResponse(PAGE / name, headers={"cache-control": "no-cache"})

    @router.get("/api", response_class=FileResponse)
    async def described() -> FileResponse:
        return FileResponse(PAGE / "api.html")


def add_error_handlers(app: FastAPI) -> None:
    """Say in one Vietnamese sentence what a person can put right; the rest stays in the log."""

    def said(message: str, status: int) -> JSONResponse:
        kind = "invalid_request_error" if status < 500 else "server_error"
        return JSONResponse({"error": {"message": message, "type": kind}}, status)

    async def known(_: Request, error: Exception) -> JSONResponse:
        return said(str(error), 400)

    async def malformed(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        wrong = sorted({".".join(map(str, one["loc"][1:])) or "?" for one in error.errors()})
        return said(f"Yêu cầu thiếu hoặc sai trường: {', '.join(wrong)[:200]}.", 422)

    async def unread(_: Request, error: Exception) -> JSONResponse:
        # Also for JSON that Python's reader gives up on: an endless number, a deep nest.
        assert isinstance(error, HTTPException)
        sentences = {
            400: "Không đọc được nội dung gửi lên: không phải JSON hợp lệ.",
            404: "Không có địa chỉ này.",
            405: "Địa chỉ này không nhận cách gọi ấy.",
        }
        return said(sentences.get(error.status_code, error.detail), error.status_code)

    async def broken(_: Request, error: Exception) -> JSONResponse:
        return said(UNEXPECTED, 500)

    app.add_exception_handler(HoiDapError, known)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(HTTPException, unread)
    app.add_exception_handler(Exception, broken)
