"""The REST interface to the documents: list, bring, remove, read, and see what was dropped."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import asdict
from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse

from index.errors import HoiDapError, SeedError
from qa.desk import UNEXPECTED, Desk
from qa.mcp import MOST, excerpt

logger = logging.getLogger(__name__)
_BEAT = 10.0  # seconds between two signs of life to a client that waits


def visitor_of(request: Request) -> str:
    """Say who asks: the guard knows him by his cookie."""
    return str(request.state.visitor)


def routes(desk: Desk) -> APIRouter:
    """Lay out the endpoints."""
    router, shelf = APIRouter(), desk.shelf

    @router.get("/v1/documents")
    async def documents(request: Request) -> dict[str, Any]:
        visitor = visitor_of(request)
        await desk.renewed(visitor)
        listed = await desk.work(lambda: shelf.documents(visitor))
        return {"documents": [asdict(one) for one in listed]}

    @router.post("/v1/documents")
    async def add(request: Request, name: Annotated[str, Query(max_length=1000)]) -> Response:
        content, visitor = await request.body(), visitor_of(request)
        return StreamingResponse(
            _indexing(desk, visitor, name, content), media_type="application/x-ndjson"
        )

    @router.delete("/v1/documents")
    async def remove(request: Request, source: str) -> dict[str, str]:
        visitor = visitor_of(request)
        removed = await desk.handle(lambda: shelf.remove(visitor, source))
        return {"message": f"Đã xóa {removed}."}

    @router.get("/v1/documents/lines")
    async def lines(request: Request, source: str) -> dict[str, str]:
        visitor = visitor_of(request)
        return {"report": await desk.handle(lambda: shelf.explain(visitor, source))}

    @router.get("/v1/document")
    async def read(
        request: Request,
        id: str,  # noqa: A002  (the parameter's name in the address)
        start: Annotated[int, Query(ge=0)] = 0,
        length: Annotated[int, Query(ge=1, le=MOST)] = MOST,
    ) -> dict[str, Any]:
        visitor = visitor_of(request)
        await desk.renewed(visitor)
        return excerpt(await desk.work(lambda: shelf.document(visitor, id)), start, length)

    @router.get("/van-ban", response_class=HTMLResponse)
    async def view(request: Request, source: str, start: int = 0, end: int = 0) -> HTMLResponse:
        visitor = visitor_of(request)
        await desk.renewed(visitor)
        listed = await desk.work(lambda: shelf.documents(visitor))
        ids = [one.id for one in listed if one.source == source]
        if not ids:
            raise SeedError(f"Không có tệp {source[:100]}. Hãy xem lại danh sách văn bản.")
        document = await desk.work(lambda: shelf.document(visitor, ids[0]))
        return HTMLResponse(_viewed(document.title, document.source, document.text, start, end))

    return router


async def _indexing(desk: Desk, visitor: str, name: str, content: bytes) -> AsyncIterator[str]:
    """Take a file in, telling how far it is; the last line is what came of it."""
    done: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def tell(line: dict[str, Any]) -> None:
        loop.call_soon_threadsafe(done.put_nowait, line)

    def take_in() -> None:
        try:
            added = desk.shelf.add(
                visitor, name, content, progress=lambda n, of: tell({"done": n, "total": of})
            )
            tell({"result": [asdict(one) for one in added]})
        except HoiDapError as error:
            tell({"error": str(error)})
        except Exception:
            # The head of the response is sent: only a line can still say it.
            logger.exception("a file could not be taken in")
            tell({"error": UNEXPECTED})

    working = asyncio.ensure_future(desk.handle(take_in))
    line: dict[str, Any] = {}
    while not {"result", "error"} & line.keys() and not (working.done() and done.empty()):
        try:
            line = await asyncio.wait_for(done.get(), _BEAT)
        except TimeoutError:
            line = {}
        yield json.dumps(line, ensure_ascii=False) + "\n"
    await working


def _viewed(title: str, source: str, text: str, start: int, end: int) -> str:
    """Write a whole document, the quoted words marked; `#trich` scrolls to them."""
    start = max(0, min(start, len(text)))
    end = max(start, min(end, len(text)))
    quote = (
        f'<mark id="trich" tabindex="-1">{escape(text[start:end])}</mark>' if end > start else ""
    )
    return (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        '<link rel="stylesheet" href="/trang/document.css"><main>'
        f"<h1><bdi>{escape(title)}</bdi></h1><p><bdi>{escape(source)}</bdi></p>"
        f"<pre>{escape(text[:start])}{quote}{escape(text[end:])}</pre></main></html>"
    )
